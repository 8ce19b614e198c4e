"""The difference of two inputs, figure by figure; of a draft and a folder, what backs each figure."""

from typing import Literal

from reconcile.records import Figure, Record, Report
from reconcile.results.result import Failure, Tool


class Changed(Record):
    """Two figures that stand for each other and are not the same."""

    a: str
    """The id of the figure of A."""
    b: str
    """The id of the figure of B."""
    relation: str | None
    """What holds between them, in a word; null where nothing is known to."""
    fields: tuple[str, ...]
    """The names of what changed."""
    delta: int | None
    """The number in B less the one in A; null where it is the same."""
    ratio: float | None
    """The number in B divided by the one in A; null where it is the same, or where that is nought."""
    message: str
    """The change in words."""


class Same(Record):
    """Two figures that say the same."""

    a: str
    """The id of the figure of A."""
    b: str
    """The id of the figure of B."""


class Unpaired(Record):
    """A figure that is compared with nothing."""

    figure: str
    """The figure's id."""
    why: str
    """Why it is not compared."""


class Drafted(Record):
    """A figure of a draft against a folder."""

    figure: str
    """The id of the draft's figure."""
    status: Literal["backed", "outdated", "qualifier_lost", "credit_changed", "not_found"]
    """Whether another report backs it, or what is wrong with it."""
    match: str | None
    """The id of the figure that says so; null where there is none."""


class Against(Record):
    """The folder, or earlier JSON, that a report is compared with."""

    path: str
    """Where it is."""
    reports: int
    """How many reports it holds."""


class Diff(Record):
    """What `reconcile diff A B --format json` prints."""

    version: Literal[1] = 1
    """The version of this format."""
    tool: Tool | None = None
    """What compiled it; null where figures were compared without their files."""
    a: Report
    """The report A."""
    b: Report | None
    """The report B; null where B is a folder or an earlier JSON."""
    against: Against | None
    """The folder or earlier JSON that B is; null where B is a report."""
    figures: tuple[Figure, ...]
    """The figures that the ids below stand for."""
    changed: tuple[Changed, ...]
    """Those that stand for each other and differ."""
    only_a: tuple[str, ...]
    """The ids of those that A alone has."""
    only_b: tuple[str, ...]
    """The ids of those that B alone has; none where A is a draft."""
    same: tuple[Same, ...]
    """Those that say the same."""
    unpaired: tuple[Unpaired, ...]
    """Those that are compared with nothing."""
    draft: tuple[Drafted, ...]
    """What became of each figure of a draft; empty where B is a report."""
    errors: tuple[Failure, ...]
    """What could not be read."""

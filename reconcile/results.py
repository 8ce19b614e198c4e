"""The results as records: series, findings and what compares two inputs, as `--format json` prints them."""

from datetime import date
from typing import Literal

from pydantic import Field

from reconcile.records import AsOf, Check, Figure, Outcome, Qualifier, Record, Report, Source, Unit


class SeriesKey(Record):
    """What the figures of one series have in common; a null place, population or perpetrator is the event's whole."""

    category: str
    outcome: Outcome
    unit: Unit
    place: str | None
    population: str | None
    perpetrator: str | None


class Point(Record):
    """A figure's place in a track. `status`: stated, superseded by a later one, restated, derived, or vague."""

    figure: str | None
    report: str
    label: str
    qualifier: Qualifier
    stated: int
    low: int | None
    high: int | None
    as_of: AsOf | None
    status: Literal["stated", "superseded", "restated", "derived", "vague"]


class Change(Record):
    """From a track's first point to its latest: the difference, the ratio, and the days where both are dated."""

    delta: int
    ratio: float | None
    days: int | None


class Track(Record):
    """The points of one originator in order; `source` is null for one report's uncredited figures."""

    source: Source | None
    points: tuple[Point, ...]
    first: Point
    latest: Point
    change: Change | None


class Series(Record):
    """Comparable figures by originator: the lowest, the highest, and how many independent origins."""

    id: str
    key: SeriesKey
    low: int | None
    high: int | None
    origins: int
    tracks: tuple[Track, ...]


class Quote(Record):
    """The evidence of a finding; `sentence` has the number in square brackets."""

    figure: str
    report: str
    line: int
    label: str
    source: str | None
    sentence: str


class Derivation(Record):
    """A value worked out from stated ones and never itself stated: "524 − 213 = 311".

    `terms` are the figures of the equation in its order, `value` its result; `low` and `high` are what a reader takes
    from it, `approximate` where a term is not exact.
    """

    equation: str
    terms: tuple[str, ...]
    value: int
    low: int | None
    high: int | None
    approximate: bool


class Review(Check):
    """That somebody reviewed a finding, and what they made of it."""

    why: str


class Finding(Record):
    """A relation between figures, and why it is one.

    `detail` holds the relation's own numbers: a Derivation where numbers were added or subtracted, a Change where one
    figure came after another.
    """

    id: str
    relation: str
    severity: Literal["conflict", "caution", "info"]
    series: str | None
    figures: tuple[str, ...]
    dimension: str | None
    message: str
    reason: str
    detail: Derivation | Change | None
    quotes: tuple[Quote, ...]
    reviewed: Review | None = None


class Failure(Record):
    """An input that could not be read, or not in its language; an entry of the case file that meets no figure."""

    path: str
    error: str
    kind: Literal["input", "language", "correction", "check"] = "input"


class Analyst(Record):
    """How many figures the analyst corrected, added, dropped and checked, and how many findings were reviewed."""

    corrected: int = 0
    added: int = 0
    dropped: int = 0
    checked: int = 0
    reviewed: int = 0


class Tool(Record):
    """What compiled a result: the version, the lexicons' hash, and the case file's hash."""

    version: str
    lexicons: str
    case_sha256: str | None


class Result(Record):
    """What `reconcile report --format json` prints."""

    version: Literal[1] = 1
    tool: Tool
    case: str | None
    reports: tuple[Report, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    findings: tuple[Finding, ...]
    assumed: tuple[str, ...]
    analyst: Analyst = Analyst()
    errors: tuple[Failure, ...]


class Changed(Record):
    """Two figures that stand for each other and are not the same; `fields` names what changed."""

    a: str
    b: str
    relation: str | None
    fields: tuple[str, ...]
    delta: int | None
    ratio: float | None
    message: str


class Same(Record):
    """Two figures that say the same."""

    a: str
    b: str


class Unpaired(Record):
    """A figure that is compared with nothing, and why."""

    figure: str
    why: str


class Drafted(Record):
    """A figure of a draft against a folder: what backs it, or what is wrong with it."""

    figure: str
    status: Literal["backed", "outdated", "qualifier_lost", "credit_changed", "not_found"]
    match: str | None


class Against(Record):
    """The folder, or earlier JSON, that a report is compared with."""

    path: str
    reports: int


class Diff(Record):
    """What `reconcile diff A B --format json` prints."""

    version: Literal[1] = 1
    a: Report
    b: Report | None
    against: Against | None
    figures: tuple[Figure, ...]
    changed: tuple[Changed, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    same: tuple[Same, ...]
    unpaired: tuple[Unpaired, ...]
    draft: tuple[Drafted, ...]
    errors: tuple[Failure, ...]


class At(Record):
    """A line of a report; null where the quote does not find it."""

    report: str
    line: int | None


class Logged(Record):
    """An entry of the case file, which begins at `line` of it.

    `from` and `to` are what the figures of its numbers said before it and after it; `fields` what it sets or adds, or
    the relation of a finding. `brings` are the findings that there are only because of a correction, `removes` those
    that there would be without it: it alone is left out; null for a check and a review. `error` says why it meets no
    figure.
    """

    line: int
    kind: Literal["set", "drop", "add", "checked", "reviewed"]
    at: tuple[At, ...]
    from_: tuple[str, ...] = Field(alias="from")
    to: tuple[str, ...]
    fields: dict[str, object]
    why: str
    by: str | None
    on: date | None
    brings: tuple[str, ...] | None
    removes: tuple[str, ...] | None
    error: str | None


class Log(Record):
    """What `reconcile log --format json` prints."""

    version: Literal[1] = 1
    case: str | None
    entries: tuple[Logged, ...]

"""What the commands about one report print: its figures explained, and its text."""

from pydantic import Field

from reconcile.records import Dropped, Figure, Record, Report


class Explained(Record):
    """What `reconcile explain --format json` prints."""

    report: Report
    """The report."""
    figures: tuple[Figure, ...]
    """The figures that were taken out of it, or of the one line that was asked for."""
    dropped: tuple[Dropped, ...] | None
    """The numbers that are no figures; null where nobody asked for them."""


class ReportText(Report):
    """A line of what `reconcile text --format json` prints: a report with its text."""

    figures: int = Field(default=0, exclude=True)
    """Left out: the figures are not taken where only the text is asked for."""
    text: str = Field(default="", repr=False)
    """The text, which offsets count in."""
    pages: tuple[int, ...] = Field(default=(), repr=False)
    """The offsets at which its pages begin; empty where it has none."""

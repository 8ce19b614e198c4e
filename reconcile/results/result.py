"""The result of one event: its reports, figures and series, the findings between figures, and what failed."""

from typing import Literal

from reconcile.records import Check, Figure, Record, Report
from reconcile.results.series import Change, Series


class Quote(Record):
    """The evidence of a finding."""

    figure: str
    """The figure's id."""
    report: str
    """The id of the report that states it."""
    line: int
    """The line of the report's text, from 1."""
    label: str
    """The number as it is said."""
    source: str | None
    """The counter's key; null where nobody is credited."""
    sentence: str
    """The sentence that states it, with the number in square brackets."""


class Derivation(Record):
    """A value worked out from stated ones and never itself stated."""

    equation: str
    """How it was worked out: "524 − 213 = 311"."""
    terms: tuple[str, ...]
    """The ids of the figures in the equation, in its order."""
    value: int
    """What comes of it."""
    low: int | None
    """The least that a reader takes from it; null: open."""
    high: int | None
    """The most that a reader takes from it; null: open."""
    approximate: bool
    """Whether one of the terms is not exact."""


class Review(Check):
    """That somebody reviewed a finding."""

    why: str
    """What they made of it."""


class Finding(Record):
    """A relation between figures, and why it is one."""

    id: str
    """The finding's id: of the relation and its figures."""
    relation: str
    """What holds between the figures, in a word."""
    severity: Literal["conflict", "caution", "info"]
    """Both cannot be true; a reader would take them to differ; or what explains a difference."""
    series: str | None
    """The id of the series, where the figures are of one."""
    figures: tuple[str, ...]
    """The ids of the figures."""
    dimension: str | None
    """In what the figures differ."""
    message: str
    """The finding in a sentence."""
    reason: str
    """Why it is one."""
    detail: Derivation | Change | None
    """Its own numbers: where some were added or subtracted, or one came after another."""
    quotes: tuple[Quote, ...]
    """Its evidence."""
    reviewed: Review | None = None
    """That somebody reviewed it; null: nobody did."""


class Failure(Record):
    """What could not be done."""

    path: str
    """The input, or the case file with its line."""
    error: str
    """What is wrong, and what to do."""
    kind: Literal["input", "language", "correction", "check"] = "input"
    """An input that cannot be read, or not in its language; or an entry of the case file that meets no figure."""


class Analyst(Record):
    """What the analyst did in the case file."""

    corrected: int = 0
    """How many figures were corrected."""
    added: int = 0
    """How many figures were added."""
    dropped: int = 0
    """How many numbers were made no figure."""
    checked: int = 0
    """How many figures were checked."""
    reviewed: int = 0
    """How many findings were reviewed."""


NO_ESTIMATE = "No figure is the tool's own estimate: each is quoted from a report, and what was worked out is marked."


class Tool(Record):
    """What compiled a result."""

    version: str
    """The program's version."""
    lexicons: str
    """The digest of its lexicons."""
    case_sha256: str | None
    """The digest of the case file; null where there is none."""
    statement: str = NO_ESTIMATE
    """What it says of its figures."""


class Result(Record):
    """What `reconcile report --format json` prints."""

    version: Literal[1] = 1
    """The version of this format."""
    tool: Tool
    """What compiled it."""
    case: str | None
    """The case file; null where there is none."""
    reports: tuple[Report, ...]
    """The reports that were read."""
    figures: tuple[Figure, ...]
    """The figures that they state."""
    series: tuple[Series, ...]
    """The figures that can be compared, by what they have in common."""
    findings: tuple[Finding, ...]
    """What the figures have to do with each other, the gravest first."""
    assumed: tuple[str, ...]
    """What was taken to be so and is not said, in sentences."""
    analyst: Analyst = Analyst()
    """What the analyst did."""
    errors: tuple[Failure, ...]
    """What could not be read, and entries of the case file that meet nothing."""

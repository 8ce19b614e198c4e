"""The tables of the tabular formats, one list of columns for all: what each holds of which record, typed, described."""

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "integer", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `holds` is the path to its value from a row's records (rows.py), `key_of` the table whose key it is."""

    name: str
    holds: str
    type: Type
    description: str
    key_of: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` are the columns that tell its rows apart."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def foreign(self) -> dict[str, str]:
        """The tables that columns refer to, by the column: the value is the `id` of a row of that table."""
        return {column.name: column.key_of for column in self.columns if column.key_of not in (None, self.name)}


_EVENT = Column("event", "event.name", "string", "the case file of the event; empty where there is none")
_COMPILED_BY = Column("compiled_by", "event.compiled_by", "string", "what compiled the row, and that it is no estimate")
_AS_OF = (
    Column("as_of", "as_of.date", "date", "the day on which the number held, where it is known to the day"),
    Column("date_start", "as_of.earliest", "date", "the first day on which it can have held"),
    Column("date_end", "as_of.latest", "date", "the last day on which it can have held"),
    Column("as_of_basis", "as_of.basis", "string", "what tells when: explicit, period, published, weekdays or tolls"),
)

REPORTS = Table(
    "reports",
    "The reports that were read, one a row.",
    ("id",),
    (
        Column("id", "report.id", "string", "the report's path from the case file on", "reports"),
        _EVENT,
        Column("name", "report.label", "string", "the short name by which the outputs cite it"),
        Column("title", "report.title", "string", "its headline"),
        Column("publisher", "report.publisher", "string", "who published it"),
        Column("url", "report.url", "string", "its address, as it says itself"),
        Column("published", "report.published.date", "date", "the day of publication"),
        Column("published_basis", "report.published.basis", "string", "where that day was found"),
        Column("updated", "report.updated", "date", "the day of its last change"),
        Column("retrieved", "report.retrieved", "date", "the day on which the page was saved"),
        Column("language", "report.language", "string", "the language it reads as; only English is read"),
        Column("version_of", "report.version_of", "string", "the report that is the first save of the page", "reports"),
        Column("path", "report.path", "string", "the file it was read from, as given"),
        Column("sha256", "report.sha256", "string", "the digest of the file"),
        Column("figures", "report.figures", "integer", "how many figures were taken out of it"),
    ),
)
# The text itself stays out of files to hand on, as it does out of JSON: it is its publisher's.
REPORT_TEXT = Column("text", "report.text", "string", "the text as it was read, which start and end count in")

FIGURES = Table(
    "figures",
    "The figures that reports state, one a row, each with its quote.",
    ("id",),
    (
        Column("id", "figure.id", "string", "the figure's id: of the report's text and the place in it", "figures"),
        _EVENT,
        Column("name", "name", "string", "the figure in words; † where the analyst corrected it"),
        Column("report", "report.id", "string", "the report that states it", "reports"),
        Column("report_name", "report.label", "string", "the short name by which the outputs cite the report"),
        Column("publisher", "report.publisher", "string", "who published the report"),
        Column("title", "report.title", "string", "the report's headline"),
        Column("url", "report.url", "string", "the report's address, as it says itself"),
        Column("published", "report.published.date", "date", "the report's day of publication"),
        Column("line", "figure.evidence.line", "integer", "the line of the report's text, from 1"),
        Column("page", "figure.evidence.page", "integer", "the page, from 1, where the report has pages"),
        Column("outcome", "figure.outcome", "string", "what befell the people counted"),
        Column("also", "figure.also", "string", "further outcomes that the one number counts"),
        Column("category", "figure.category", "string", "who was counted"),
        Column("label", "figure.label", "string", "the number as it is said"),
        Column("stated", "figure.quantity.stated", "integer", "the number stated; of a range the lower end"),
        Column("upper", "figure.quantity.upper", "integer", "the upper end of a range"),
        Column("qualifier", "figure.quantity.qualifier", "string", "how firmly the number is put"),
        Column("low", "figure.quantity.low", "integer", "the least that the words strictly allow; empty where open"),
        Column("high", "figure.quantity.high", "integer", "the most that the words strictly allow; empty where open"),
        Column("implied_low", "figure.quantity.implied_low", "integer", "the least that a reader takes from them"),
        Column("implied_high", "figure.quantity.implied_high", "integer", "the most that a reader takes from them"),
        Column("unit", "figure.quantity.unit", "string", "people or families; the two never add up"),
        Column("scope", "figure.scope", "string", "what part of the event the number covers"),
        Column("population", "figure.population.text", "string", "what narrows the category: a sect, an age, a sex"),
        Column("perpetrator", "figure.perpetrator.text", "string", "who did it, where the report says so"),
        Column("place", "figure.place.text", "string", "where"),
        Column("period_start", "figure.period.start", "date", "the first day that the number covers"),
        Column("period_end", "figure.period.end", "date", "the last day that the number covers"),
        *_AS_OF,
        Column("basis", "figure.basis", "string", "how the number came about: documented, verified, estimated …"),
        Column("source", "figure.source.id", "string", "who counted, by its key; empty where nobody is credited"),
        Column("source_name", "figure.source.name", "string", "who counted, by name"),
        Column("source_kind", "figure.source.kind", "string", "what kind of source it is"),
        Column("source_via", "figure.source.via", "string", "the outlets that the number came through"),
        Column("source_with", "figure.source.with_", "string", "those credited jointly"),
        Column("source_carried", "figure.source.carried", "boolean", "whether the credit is of an earlier sentence"),
        Column("speculative", "figure.speculative", "boolean", "whether it is only said to be possible"),
        Column("revised", "figure.revised", "boolean", "whether the report gives it as a former value"),
        Column("correction", "figure.corrected.why", "string", "why the analyst corrected or added it"),
        Column("checked", "checked", "boolean", "whether somebody checked it against its report"),
        Column("exact", "figure.evidence.exact", "string", "the number as it stands in the text"),
        Column("start", "figure.evidence.start", "integer", "where it begins, in characters of the report's text"),
        Column("end", "figure.evidence.end", "integer", "where it ends, in characters of the report's text"),
        Column("quote", "figure.evidence.sentence", "string", "the sentence that states it"),
        Column("citation", "citation", "string", "the figure as one cites it"),
        _COMPILED_BY,
    ),
)

FINDINGS = Table(
    "findings",
    "The relations between figures, one a row: conflicts, cautions, and what explains a difference.",
    ("id",),
    (
        Column("id", "finding.id", "string", "the finding's id", "findings"),
        _EVENT,
        Column("relation", "finding.relation", "string", "what holds between the figures"),
        Column("severity", "finding.severity", "string", "conflict, caution or info"),
        Column("series", "finding.series", "string", "the series of the figures, where they are of one", "series"),
        Column("dimension", "finding.dimension", "string", "in what the figures differ"),
        Column("message", "finding.message", "string", "the finding in words"),
        Column("reason", "finding.reason", "string", "why it is one"),
        Column("equation", "finding.detail.equation", "string", "the sum that a value nobody stated was worked out by"),
        Column("derived", "finding.detail.value", "integer", "that value, worked out and stated nowhere"),
        Column("delta", "finding.detail.delta", "integer", "the change from the first figure to the later one"),
        Column("days", "finding.detail.days", "integer", "the days between the two, where both are dated"),
        Column("reviewed", "reviewed", "boolean", "whether somebody reviewed it"),
        Column("reviewed_by", "finding.reviewed.by", "string", "who reviewed it"),
        Column("reviewed_on", "finding.reviewed.on", "date", "the day of the review"),
        Column("review", "finding.reviewed.why", "string", "what they made of it"),
        _COMPILED_BY,
    ),
)

FINDING_FIGURES = Table(
    "finding_figures",
    "The figures of each finding, in its order.",
    ("finding", "position"),
    (
        Column("finding", "finding.id", "string", "the finding", "findings"),
        Column("position", "position", "integer", "the place among the finding's figures, from 1"),
        Column("figure", "figure", "string", "the figure", "figures"),
    ),
)

SERIES = Table(
    "series",
    "The series of comparable tolls, one a row.",
    ("id",),
    (
        Column("id", "series.id", "string", "the series' id: of what its figures have in common", "series"),
        _EVENT,
        Column("name", "name", "string", "the series in words"),
        Column("category", "series.key.category", "string", "who was counted"),
        Column("outcome", "series.key.outcome", "string", "what befell them"),
        Column("unit", "series.key.unit", "string", "people or families"),
        Column("place", "series.key.place", "string", "where; empty for the event's whole"),
        Column("population", "series.key.population", "string", "what narrows the category; empty for all of it"),
        Column("perpetrator", "series.key.perpetrator", "string", "who did it; empty for whoever did"),
        Column("low", "series.low", "integer", "the lowest of the counters' latest numbers"),
        Column("high", "series.high", "integer", "the highest of the counters' latest numbers"),
        Column("origins", "series.origins", "integer", "how many independent counters there are"),
    ),
)

POINTS = Table(
    "points",
    "The tolls of each series by who counted, in order of time.",
    ("series", "track", "position"),
    (
        Column("series", "series.id", "string", "the series", "series"),
        Column("track", "track", "integer", "the counter's place in the series, from 1"),
        Column("position", "position", "integer", "the toll's place among the counter's, from 1"),
        Column("source", "source.id", "string", "who counted, by its key; empty where nobody is credited"),
        Column("source_name", "source.name", "string", "who counted, by name"),
        Column("figure", "point.figure", "string", "the figure; empty where the toll was worked out", "figures"),
        Column("report", "point.report", "string", "the report that states it", "reports"),
        Column("status", "point.status", "string", "stated, superseded, restated, derived or vague"),
        Column("label", "point.label", "string", "the number as it is said"),
        Column("qualifier", "point.qualifier", "string", "how firmly the number is put"),
        Column("stated", "point.stated", "integer", "the number stated"),
        Column("low", "point.low", "integer", "the least that the words strictly allow; empty where open"),
        Column("high", "point.high", "integer", "the most that the words strictly allow; empty where open"),
        *_AS_OF,
    ),
)

# A table stands after those that it refers to.
TABLES = (REPORTS, FIGURES, SERIES, FINDINGS, FINDING_FIGURES, POINTS)

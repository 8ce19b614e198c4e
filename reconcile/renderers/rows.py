"""The rows of the tables of columns.py: the records of each, and the values that the columns take out of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import Figure, Report
from reconcile.renderers import citations, tolls
from reconcile.renderers.columns import FIGURES, FINDING_FIGURES, FINDINGS, POINTS, REPORTS, SERIES, Column, Table
from reconcile.renderers.plain import visible
from reconcile.results import Result, Series, Tool

Value = str | int | bool | date | None
Events = Sequence[tuple[Case, Result]]
# The records that a row is made of, by the name that a column's `holds` begins with.
Row = Mapping[str, object]

# What every database and every typed file holds as an integer; a larger number is left out, its words are not.
INTEGER_LIMIT = 2**63


@dataclass(frozen=True, slots=True)
class Event:
    """What the rows of one event share.

    `name` is the case file's path, empty where there is none; `prefix` stands before every key where there are several
    events, whose reports, series and texts may have the same ids.
    """

    name: str
    prefix: str
    compiled: str

    @property
    def compiled_by(self) -> str:
        """What a row says of itself."""
        return f"{self.compiled} {citations.NO_ESTIMATE}"


# A report of an event, and the figures taken out of it.
Taken = tuple[Event, Report, Sequence[Figure]]


def events(of: Iterable[tuple[Case, Tool]]) -> list[Event]:
    """Give what the rows of each event share; a case file that is read as two events has a number after its path."""
    made = list(of)
    seen: Counter[str] = Counter()
    named = []
    for case, tool in made:
        path = case.path or ""
        seen[path] += 1
        name = path if seen[path] == 1 else f"{path} ({seen[path]})".strip()
        prefix = f"{name}#" if len(made) > 1 else ""
        named.append(Event(name, prefix, citations.compiled(tool)))
    return named


def named(results: Events) -> list[tuple[Event, Result]]:
    """Give each result with what its rows share."""
    shared = events((case, result.tool) for case, result in results)
    return [(event, result) for event, (_, result) in zip(shared, results, strict=True)]


def figure_row(figure: Figure, report: Report, event: Event) -> Row:
    """Give the records that a row of FIGURES is made of."""
    return {
        "event": event,
        "figure": figure,
        "report": report,
        "as_of": figure.as_of,
        "name": phrases.stated(figure),
        "checked": figure.checked is not None,
        "citation": citations.plain(figure, report),
    }


def rows(table: Table, result: Result, event: Event) -> Iterator[Row]:
    """Give the rows of a table for one event, each as the records that it is made of."""
    return _ROWS[table.name](result, event)


def values(columns: Iterable[Column], row: Row) -> list[Value]:
    """Give the values of a row; null where a value, or what holds it, is not known."""
    return [_value(column, row) for column in columns]


def _reports(result: Result, event: Event) -> Iterator[Row]:
    return ({"event": event, "report": report} for report in result.reports)


def _figures(result: Result, event: Event) -> Iterator[Row]:
    reports = {report.id: report for report in result.reports}
    return (figure_row(figure, reports[figure.report], event) for figure in result.figures)


def _findings(result: Result, event: Event) -> Iterator[Row]:
    return (
        {"event": event, "finding": finding, "reviewed": finding.reviewed is not None} for finding in result.findings
    )


def _finding_figures(result: Result, event: Event) -> Iterator[Row]:
    for finding in result.findings:
        for position, figure in enumerate(finding.figures, 1):
            yield {"event": event, "finding": finding, "position": position, "figure": figure}


def _series(result: Result, event: Event) -> Iterator[Row]:
    figures = {figure.id: figure for figure in result.figures}
    for series in result.series:
        yield {"event": event, "series": series, "name": _name(series, figures)}


def _points(result: Result, event: Event) -> Iterator[Row]:
    for series in result.series:
        for number, track in enumerate(series.tracks, 1):
            for position, point in enumerate(track.points, 1):
                place = {"event": event, "series": series, "track": number, "position": position}
                yield place | {"source": track.source, "point": point, "as_of": point.as_of}


_ROWS: dict[str, Callable[[Result, Event], Iterator[Row]]] = {
    REPORTS.name: _reports,
    FIGURES.name: _figures,
    SERIES.name: _series,
    FINDINGS.name: _findings,
    FINDING_FIGURES.name: _finding_figures,
    POINTS.name: _points,
}


def _name(series: Series, figures: Mapping[str, Figure]) -> str:
    key = series.key
    narrowed = ", ".join(tolls.parts(series, figures))
    counted = phrases.counted(key.outcome, key.category, key.unit)
    return f"{counted} ({narrowed})" if narrowed else counted


def _value(column: Column, row: Row) -> Value:
    first, *names = column.holds.split(".")
    found = row[first]
    for name in names:
        found = getattr(found, name, None)
    if isinstance(found, int) and column.type != "string":
        return found if abs(found) < INTEGER_LIMIT else None
    if found is None or (isinstance(found, date) and column.type == "date"):
        return found
    text = _lines_visible("; ".join(map(str, found)) if isinstance(found, tuple) else str(found))
    if column.key_of and isinstance(row["event"], Event):
        return row["event"].prefix + text
    return text or None


def _lines_visible(text: str) -> str:
    """Give a text with its line breaks, and what acts instead of showing as escapes."""
    return "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))

"""The tolls of an event as a table: reports down the side in order of time, what they count across."""

from dataclasses import dataclass

from reconcile.renderers.footnotes import footnotes
from reconcile.renderers.matrix import Column, build, ordered
from reconcile.renderers.page_links import Event, Link
from reconcile.renderers.wording import UNICODE


@dataclass(frozen=True, slots=True)
class Row:
    """A report, when what it tells held, and its cells: the tolls of each column, one link an originator."""

    label: str
    target: str
    when: str
    cells: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The columns and rows of the table, the marks that its cells use, and its footnotes with their own."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str], ...]
    footnotes: tuple[tuple[str, str], ...]


def matrix(event: Event) -> Matrix:
    """Lay the tolls out; without columns where no report states one."""
    notes, told = footnotes(event.result, UNICODE)
    made = build(event.result, notes, UNICODE)
    columns = made.columns()
    rows = tuple(
        Row(
            label=report.label,
            target=event.report(report),
            when=made.as_of(report.id, event.year, UNICODE),
            cells=tuple(
                tuple(
                    event.link(event.figures[cell.figure], cell.words) for cell in made.cells[column].get(report.id, ())
                )
                for column in columns
            ),
        )
        for report in ordered(event.result.reports, made)
    )
    numbered = ((UNICODE.note(number), note) for number, note in enumerate(told, 1))
    return Matrix(tuple(columns), rows, tuple(made.legend.items()), tuple(numbered))

"""The tolls of an event as a table: reports down the side in order of time, what they count across."""

from collections import defaultdict
from dataclasses import dataclass

from reconcile.records import AsOf
from reconcile.renderers import terminal, terminal_matrix, wording
from reconcile.renderers.page_links import Event, Link
from reconcile.renderers.terminal_layout import Page
from reconcile.renderers.terminal_matrix import Column
from reconcile.renderers.wording import UNICODE

_PAGE = Page(0, UNICODE)


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
    notes, footnotes = terminal._footnotes(event.result, _PAGE)
    made = terminal_matrix.build(event.result, notes, _PAGE)
    legend = dict(made.legend)
    columns = sorted(made.cells, key=lambda column: column.order)
    figures = _figures(event)
    rows = []
    for report in terminal_matrix.ordered(event.result.reports, made):
        cells = tuple(
            tuple(
                event.link(event.figures[one], words)
                for one, words in zip(figures[column, report.id], made.cells[column].get(report.id, ()), strict=True)
            )
            for column in columns
        )
        when = _when(made.when.get(report.id), event, legend)
        rows.append(Row(report.label, event.report(report), when, cells))
    numbered = ((UNICODE.note(number), note) for number, note in enumerate(footnotes, 1))
    return Matrix(tuple(columns), tuple(rows), tuple(legend.items()), tuple(numbered))


def _when(when: AsOf | None, event: Event, legend: dict[str, str]) -> str:
    return terminal_matrix._as_of(when, event.year, _PAGE, legend)


def _figures(event: Event) -> dict[tuple[Column, str], list[str]]:
    """Give the ids of the figures of each cell, in the order in which the matrix words them."""
    cells: dict[tuple[Column, str], list[str]] = defaultdict(list)
    for series in event.result.series:
        for point in (point for track in series.tracks for point in track.points):
            figure = event.figures.get(point.figure or "")
            if figure and point.status in wording.SHOWN:
                narrow = terminal_matrix._narrow(series.key, figure)
                cells[Column(series.key.outcome, series.key.category, narrow), point.report].append(figure.id)
    return cells

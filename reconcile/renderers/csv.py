"""CSV: the tables as text that a spreadsheet opens and no spreadsheet runs; by default one figure a row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from reconcile.records import Figure, Report
from reconcile.renderers import rows
from reconcile.renderers.columns import FIGURES, Table
from reconcile.renderers.rows import Event, Events, Row, Value

# What a cell that a spreadsheet runs starts with, in its full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def figures(taken: Iterable[tuple[Event, Report, Sequence[Figure]]]) -> Iterator[str]:
    """Give a table of the figures of reports, as they are taken."""
    yield header()
    for event, report, stated in taken:
        yield "".join(row(figure, report, event) for figure in stated)


def report(events: Events) -> Iterator[str]:
    """Give a table of the figures of events."""
    return table(FIGURES, events)


def table(of: Table, events: Events) -> Iterator[str]:
    """Give a table of events, row by row."""
    yield header(of)
    for event, result in rows.named(events):
        yield from (_line(of, made) for made in rows.rows(of, result, event))


def header(of: Table = FIGURES) -> str:
    """Give the row of column names."""
    return _written(column.name for column in of.columns)


def row(figure: Figure, report: Report, event: Event) -> str:
    """Give a figure's row."""
    return _line(FIGURES, rows.figure_row(figure, report, event))


def _line(of: Table, made: Row) -> str:
    return _written(map(_cell, rows.values(of.columns, made)))


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    # A spreadsheet runs a cell that starts like a formula; an apostrophe keeps it text (OWASP, CSV injection).
    return f"'{text}" if isinstance(value, str) and text.lstrip().startswith(_FORMULA) else text


def _written(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()

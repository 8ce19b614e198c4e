"""TOLL SO FAR: reports down the side in order of time, (outcome, category) pairs across, one line an originator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.text import Text

from reconcile.records import Report
from reconcile.renderers import matrix
from reconcile.renderers.matrix import Cell, Column, Matrix
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import LABEL_LIMIT, Page, fill, hanging, listed, section, wrap
from reconcile.results import Result

GAP, AS_OF_WIDTH = 2, 13
CELL_LIMIT, WIDE, WIDE_CELL_LIMIT = 16, 100, 28


def _width(column: Column, cells: Mapping[str, list[Cell]], limit: int) -> int:
    longest = max(cell_len(cell.words) for several in cells.values() for cell in several)
    words = max(cell_len(word) for word in (column.heading, str(column.outcome), *column.narrow.split()))
    return max(min(longest, limit), min(words, limit))


def _choose(made: Matrix, room: int, limit: int) -> dict[Column, int]:
    """Choose the fullest columns that fit into `room` cells; the event's whole goes before a part of it.

    Where all fit, what room is left makes those with long words wider.
    """
    fullest = sorted(made.cells, key=lambda column: (bool(column.narrow), -len(made.cells[column]), column.order))
    chosen: dict[Column, int] = {}
    for column in fullest:
        whole = replace(column, narrow="")
        if whole in made.cells and whole not in chosen and column.narrow:
            continue  # a part without its whole reads as the whole
        width = _width(column, made.cells[column], limit)
        if width + GAP <= room:
            chosen[column] = width
            room -= width + GAP
    for column in chosen if len(chosen) == len(fullest) else ():
        more = min(room, _width(column, made.cells[column], 2 * limit) - chosen[column])
        chosen[column] += more
        room -= more
    return {column: chosen[column] for column in made.columns() if column in chosen}


def _lines(cell: str, width: int) -> list[str]:
    """Break a cell into lines, the further ones set in, so that they are no counters of their own."""
    if cell_len(cell) <= width:
        return [cell]
    first, *others = wrap(cell, width - 1)
    return [first, *(f" {line}" for line in others)]


def _spread(parts: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Give a row of cells of several lines each as lines of the page."""
    for number in range(max(len(part) for part in parts)):
        line = (
            fill(part[number] if number < len(part) else "", width) for part, width in zip(parts, widths, strict=True)
        )
        yield (" " * GAP).join(line).rstrip()


def _headings(columns: Mapping[Column, int], first: int) -> Iterator[Text]:
    outcomes, last = [], None
    for column in columns:
        outcomes.append([str(column.outcome)] if column.outcome != last else [""])
        last = column.outcome
    top = next(_spread([["TOLL SO FAR"], *outcomes], [first, *columns.values()]))
    heading = Text(top)
    heading.stylize("bold", 0, len("TOLL SO FAR"))
    yield heading
    names = [
        wrap(column.heading, width) + (wrap(column.narrow, width) if column.narrow else [])
        for column, width in columns.items()
    ]
    indent = " " * (first - AS_OF_WIDTH)
    for line in _spread([[f"{indent}as of"], *names], [first, *columns.values()]):
        yield Text(line, style="dim")


def draw(
    result: Result, notes: Mapping[str, Sequence[str]], footnotes: Sequence[str], year: int | None, page: Page
) -> Iterator[Text]:
    """Draw the matrix, its legend, its footnotes, and the tolls that had no room."""
    made = matrix.build(result, notes, page.marks)
    if not made.cells:
        yield from section("TOLL SO FAR", page, note="no report states one")
        return
    reports = matrix.ordered(result.reports, made)
    label = min(LABEL_LIMIT, max(cell_len(report.label) for report in reports))
    first = max(label + GAP + AS_OF_WIDTH, len("TOLL SO FAR"))
    columns = _choose(made, page.width - first, CELL_LIMIT if page.width < WIDE else WIDE_CELL_LIMIT)
    yield from _headings(columns, first) if columns else section("TOLL SO FAR", page)
    for report in reports:
        cells = [
            [line for cell in made.cells[column].get(report.id, []) for line in _lines(cell.words, width)]
            for column, width in columns.items()
        ]
        if not any(cells):
            continue
        side = _lines(one_line(report.label), label)
        when = wrap(made.as_of(report.id, year, page.marks), AS_OF_WIDTH)
        yield from map(Text, _spread([side, when, *cells], [first - AS_OF_WIDTH - GAP, AS_OF_WIDTH, *columns.values()]))
    yield from _rest(made, reports, columns, page)
    yield from listed("", (f"{mark} {meaning}" for mark, meaning in made.legend.items()), page)
    for number, footnote in enumerate(footnotes, 1):
        yield from hanging(f"{page.marks.note(number)} ", footnote, page)


def _rest(made: Matrix, reports: Sequence[Report], columns: Mapping[Column, int], page: Page) -> Iterator[Text]:
    for column in (column for column in made.columns() if column not in columns):
        what = f"{column.outcome}, {column.heading}" + (f", {column.narrow}" if column.narrow else "")
        told = (f"{cell.words} {report.label}" for report in reports for cell in made.cells[column].get(report.id, []))
        yield from listed(f"also {what}: ", told, page)

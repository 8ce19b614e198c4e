"""Tables of a PDF: how they are known from columns of prose, and their rows."""

import re
from collections.abc import Iterator
from statistics import median

from reconcile.readers.pdf_layout import Block, Line, Word, is_prose, line_of, rows_of

_NUMBER = re.compile(r"[~<>≈(]*\d[\d.,%+*)–-]*|[-–—]|n/?a", re.IGNORECASE)


def has_entries(left: list[list[Word]], right: list[list[Word]], white: float, em: float) -> bool:
    """Tell short entries on shared base lines, or labels with prose beside them, from columns.

    `left` and `right` are the lines on the two sides of a strip of white, `white` its width and `em` the size of the
    letters, in points.
    """
    fewer, more = sorted((left, right), key=len)
    if len(fewer) < 2 or white < 1.2 * em or is_prose(left):
        return False
    if len(fewer) < 4 and not any(char.isdigit() for row in fewer for word in row for char in word.text):
        return False
    bases = {round(row[0].y / em * 4) + slack for row in more for slack in (-1, 0, 1)}
    both = {round(row[0].y / em * 4) for row in fewer} & bases
    if len(both) < 0.8 * len(fewer) or (is_prose(right) and len(left) > len(right)):
        return False
    # In justified prose white may lie above white by chance: there most lines begin in lower case.
    near = {base + slack for base in both for slack in (-1, 0, 1)}
    lower = sum(row[0].text[0].islower() for row in left if round(row[0].y / em * 4) in near)
    return lower <= len(both) / 3


def has_numbers(left: list[list[Word]], right: list[list[Word]]) -> bool:
    """Tell labels, which may run over lines, with little but numbers beside them."""
    numbers = sum(all(_NUMBER.fullmatch(word.text) for word in row) for row in right)
    lower = sum(row[0].text[0].islower() for row in left)
    return numbers >= max(2, len(right) / 2) and lower <= 0.6 * len(left)


def table(words: list[Word], page: int) -> Iterator[Block]:
    """Give the rows of a table, "a | b | c"; an empty cell keeps its place, a wrapped one is put together."""
    em = median(word.size for word in words)
    cells = [_cells(row, em, page) for row in rows_of(words)]
    columns: list[tuple[float, float]] = []
    for cell in sorted(cell for row in cells for cell in row):
        if columns and cell.x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], cell.x1))
        else:
            columns.append((cell.x0, cell.x1))
    if len(columns) < max(map(len, cells)):  # a heading stands over several columns
        columns = [(cell.x0, cell.x1) for cell in max(cells, key=len)]
    entries: list[tuple[float, float]] = []  # the heights of the labels, which may run over lines
    placed = [[(_nearest(columns, cell), cell) for cell in row] for row in cells]
    for at, cell in (each for row in placed for each in row):
        if at == 0 and entries and cell.text[0].islower() and cell.y - entries[-1][1] < 1.4 * em:
            entries[-1] = (entries[-1][0], cell.y)
        elif at == 0:
            entries.append((cell.y, cell.y))
    rows: list[list[str]] = []
    lines: list[Line] = []
    for row in placed:
        line, lone = row[0][1], row[0][0] if len(row) == 1 else 0
        entry = next((each for each in entries if each[0] - 0.6 * em <= line.y <= each[1] + 0.6 * em), None)
        same = bool(lines and entry and entry[0] - 0.6 * em <= lines[-1].y <= entry[1] + 0.6 * em)
        if same or (lines and lone and rows[-1][lone] and line.y - lines[-1].y < 1.4 * em):
            lines[-1] = lines[-1]._replace(y=line.y)
        else:
            rows.append([""] * len(columns))
            lines.append(line)
        for at, cell in row:
            rows[-1][at] = f"{rows[-1][at]} {cell.text}".strip()
    for line, said in zip(lines, rows, strict=True):
        yield Block([line._replace(text=" | ".join(said).strip())], line.x1, "row")


def _nearest(columns: list[tuple[float, float]], cell: Line) -> int:
    return min(range(len(columns)), key=lambda number: _distance(columns[number], cell))


def _distance(column: tuple[float, float], cell: Line) -> tuple[float, float]:
    """Give how far a cell lies from a column, and from its middle."""
    apart = max(column[0] - cell.x1, cell.x0 - column[1], 0.0)
    return apart, abs(column[0] + column[1] - cell.x0 - cell.x1)


def _cells(row: list[Word], em: float, page: int) -> list[Line]:
    cells: list[list[Word]] = []
    for word in row:
        if cells and word.x0 - max(each.x1 for each in cells[-1]) < 0.8 * em:
            cells[-1].append(word)
        else:
            cells.append([word])
    return [line_of(cell, page) for cell in cells]

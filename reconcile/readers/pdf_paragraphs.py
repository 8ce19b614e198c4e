"""Paragraphs, headings and list items of a PDF: where they begin, and which go on in another column or page."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from reconcile.readers.pdf_layout import MARKS, Block, Line, Word, line_of, rows_of

_BULLET = re.compile(
    rf"(?P<mark>{MARKS}|o(?=\s))\s*(?=\S)|(?P<dash>[*–—-])\s+(?=\S)|(?P<number>\d{{1,2}}[.)])\s+(?=\S)"
)
_END = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\[\d+\])*$")


def paragraphs(words: list[Word], page: int, body: float) -> Iterator[Block]:
    """Give the paragraphs, headings and list items of a column; `body` is the size of most letters of the text."""
    lines = [line_of(row, page) for row in rows_of(words)]
    steps = [(b.y - a.y) / b.size for a, b in pairwise(lines) if abs(a.size - b.size) < 0.1]
    step = min(median(steps), 1.6) if steps else 1.2
    rights: dict[int, float] = {}
    for line in lines:
        rights[round(line.size)] = max(rights.get(round(line.size), 0), line.x1)
    block: Block | None = None
    for number, line in enumerate(lines):
        near = [each.x1 for each in lines[max(0, number - 4) : number + 4] if not _differ(each, line)]
        if block is None or _breaks(block, line, step, body, max(near)):
            if block:
                yield block
            block = Block([], rights[round(line.size)])
            if mark := _BULLET.match(line.text):
                block.kind = "bullet"
                line = line if mark["number"] else line._replace(text=f"• {line.text[mark.end() :]}")
        block.lines.append(line)
    if block:
        yield block


def _breaks(block: Block, line: Line, step: float, body: float, right: float) -> bool:
    """Tell whether a line begins a paragraph of its own below `block`.

    `step` is the usual distance of lines, in sizes of their letters; `right` is how far the lines about this one reach.
    """
    above = block.lines[-1]
    mark = _BULLET.match(line.text)
    if _differ(above, line) or line.y - above.y > 1.3 * step * line.size or (mark and mark["mark"]):
        return True
    if line.text[0].islower() or line.size > 1.15 * body or re.search(r"\w-$", above.text):
        return False
    short = above.x1 - above.x0 < 0.4 * (block.right - block.lines[0].x0)
    if short or _has_room(above, line, right):
        return True
    if mark:
        listed = block.kind == "bullet" and abs(line.x0 - block.lines[0].x0) < 0.3 * line.size
        return listed or _END.search(above.text) is not None
    if block.kind == "bullet":
        return line.x0 < block.lines[0].x0 + 0.3 * line.size
    shift = (line.x0 - above.x0) / line.size
    return shift > 0.8 or (shift < -0.8 and len(block.lines) > 1)


def _differ(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) > 0.08 * max(a.size, b.size)


def _has_room(above: Line, line: Line, right: float) -> bool:
    """Tell whether the first word of `line` would have fitted on the line above, which was thus ended on purpose."""
    return right - above.x1 > line.first + 0.4 * line.size


def add_column(blocks: list[Block], column: list[Block], body: float) -> None:
    """Add a column to the text; its first paragraph may go on what the column, or the page, before ends with.

    Smaller print in between, notes and captions, is put before the paragraph that goes on, or after it.
    """
    first = next((number for number, block in enumerate(column[:4]) if not _is_small(block, body)), 0)
    last = len(blocks) - 1
    while last >= 0 and len(blocks) - last < 6 and _is_small(blocks[last], body):
        last -= 1
    if column and last >= 0 and _continues(blocks[last], column[first]):
        whole = blocks[last]
        if last == len(blocks) - 1 or all(line.page == blocks[-1].lines[0].page for line in whole.lines):
            blocks.append(blocks.pop(last))
            whole.lines += column.pop(first).lines
    blocks += column


def _is_small(block: Block, body: float) -> bool:
    return block.lines[0].size < 0.93 * body


def _continues(block: Block, after: Block) -> bool:
    """Tell whether a paragraph goes on in the one after it, which stands in another column or on another page."""
    last, line = block.lines[-1], after.lines[0]
    if "row" in (block.kind, after.kind) or after.kind == "bullet" or _differ(last, line) or _END.search(last.text):
        return False
    return line.text[0].islower() or last.text.endswith("-") or not _has_room(last, line, block.right)

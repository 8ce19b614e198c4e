"""What lies on a page of a PDF: words, the lines they stand in, and the blocks that lines make."""

import re
from dataclasses import dataclass
from statistics import median
from typing import Literal, NamedTuple

# The characters that stand before list items, as a pattern; fonts of symbols have theirs at \uf000 to \uf0ff.
MARKS = r"[•●▪◦‣∙·■□○►➢✓\uf000-\uf0ff]"


class Word(NamedTuple):
    """A word in points, downwards: its left and right edge, its base line, the size of its letters.

    `apart` where white space stood before it.
    """

    x0: float
    x1: float
    y: float
    size: float
    text: str
    apart: bool


class Line(NamedTuple):
    """A line of one column: edges, base line and size in points, the width of its first word, its page from 0."""

    x0: float
    x1: float
    y: float
    size: float
    first: float
    text: str
    page: int


@dataclass(slots=True)
class Block:
    """A paragraph, a list item or a row of a table; `right` is the right edge of the column it stands in."""

    lines: list[Line]
    right: float
    kind: Literal["text", "bullet", "row"] = "text"


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Give words by the lines they stand in, from the top; raised and lowered letters stand in the line they are at."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.y):
        top = rows[-1][0] if rows else None
        sizes = sorted((top.size, word.size)) if top else (0.0, 0.0)
        if top and word.y - top.y <= min(0.5 * sizes[1], 0.8 * sizes[0]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row) for row in rows]


def line_of(row: list[Word], page: int) -> Line:
    """Put a line's words together; a raised number is a reference, and is written as one: [3]."""
    main = max(row, key=lambda word: len(word.text))
    said = ""
    edge = row[0].x0
    for word in row:
        raised = word.size < 0.85 * main.size and word.y < main.y - 0.15 * main.size
        apart = said and (word.apart or word.x0 - edge > 0.1 * main.size)
        if raised and re.fullmatch(r"\d+(?:,\d+)*", word.text):
            said += f"[{word.text}]"
        else:
            said += f" {word.text}" if apart else word.text
        edge = word.x1
    return Line(row[0].x0, max(w.x1 for w in row), main.y, main.size, row[0].x1 - row[0].x0, said, page)


def is_prose(rows: list[list[Word]]) -> bool:
    """Tell lines of words that go on one in another from short entries."""
    said = [" ".join(word.text for word in row) for row in rows]
    return len(rows) >= 3 and median(map(len, said)) >= 18 and sum(s[0].islower() for s in said) >= len(said) / 4

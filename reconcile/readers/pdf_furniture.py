"""What a page of a PDF carries around its text, and is not it: running heads and feet, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from reconcile.readers.pdf_layout import Word, rows_of

_NUMBERED = re.compile(
    r"\W*(?:page|p\.|pp\.)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE
)
_OF_PAGES = re.compile(r"\bpage \d+ of \d+\b", re.IGNORECASE)  # whatever else stands in the line
_HEADS = 4  # lines at the top and the foot of a page that may be heads and feet


def without_furniture(pages: list[list[Word]]) -> Iterator[list[list[Word]]]:
    """Give the lines of every page, from the top, without running heads and feet and without page numbers.

    A running head is what most pages have at the same height, numbers apart.
    """
    edges = []
    seen: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        rows = rows_of(page)
        keys = [_key(row) for row in rows]
        edges.append((rows, keys))
        for said, place in {*keys[:_HEADS], *keys[-_HEADS:]}:
            for near in (place - 1, place, place + 1):
                seen[said, near].add(number)
    filled = sum(map(bool, pages))

    def recurs(row: list[Word], key: tuple[str, int]) -> bool:
        there = seen[key]
        most = 0.4 if len({number % 2 for number in there}) == 1 else 0.5  # left and right pages may differ
        said = " ".join(word.text for word in row)
        return len(there) >= max(2, most * filled) or bool(_NUMBERED.fullmatch(said) or _OF_PAGES.search(said))

    for rows, keys in edges:
        told = [recurs(row, key) for row, key in zip(rows, keys, strict=True)]
        head = _peeled(rows, told)
        foot = _peeled(rows[head:][::-1], told[head:][::-1])
        yield rows[head : len(rows) - foot]


def _key(row: list[Word]) -> tuple[str, int]:
    """Give what a line says but for its numbers, and its height to 6 points."""
    return re.sub(r"\d+", "#", " ".join(word.text for word in row).casefold()), round(row[0].y / 6)


def _peeled(rows: list[list[Word]], told: list[bool]) -> int:
    """Count the outermost lines that are furniture; white or another size sets them off from the text."""
    steps = [abs(b[0].y - a[0].y) for a, b in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    peeled = 0
    for count in range(1, min(_HEADS, len(rows)) + 1):
        if not told[count - 1]:
            break
        inner = rows[count] if count < len(rows) else None
        white = min(usual, 1.5 * inner[0].size) if inner else 0.0
        if inner is None or steps[count - 1] > 1.2 * white or abs(inner[0].size / rows[count - 1][0].size - 1) > 0.1:
            peeled = count
    return peeled

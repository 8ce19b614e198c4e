"""Columns and tables of a page of a PDF: it is cut along the strips of white that run down between its words."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from reconcile.readers.pdf_layout import MARKS, Word, is_prose, rows_of
from reconcile.readers.pdf_tables import has_entries, has_numbers

_MARK = re.compile(rf"{MARKS}|[o*–—-]|\d{{1,2}}[.)]")
_DEPTH = 40  # cuts within cuts
_CROWD = 5_000  # words on a page; one of more is not laid out for reading


class _Run(NamedTuple):
    """A strip of white, `low` to `high`, between words on its two sides in some of the slices `first` to `last`."""

    low: float
    high: float
    first: int
    last: int
    rows: int


class _Slice(NamedTuple):
    """The whites across a page at one height, margins with them."""

    level: int
    gaps: list[tuple[float, float]]


def with_wide_marks(row: list[Word]) -> Iterator[Word]:
    """Widen the marks of lists up to what they mark: the white after them divides no columns."""
    edge = -math.inf
    for word, after in zip(row, [*row[1:], None], strict=True):
        if after and word.x0 - edge > 0.8 * word.size and after.x0 - word.x1 < 4 * word.size:
            yield word._replace(x1=max(word.x1, after.x0)) if _MARK.fullmatch(word.text) else word
        else:
            yield word
        edge = max(edge, word.x1)


def regions(words: list[Word], depth: int = 0) -> Iterator[tuple[bool, list[Word]]]:
    """Cut a page into columns and tables, in the order of reading; true for a table."""
    if not words:
        return
    area = _Area(words)
    runs = _runs(area.slices, area.em) if depth < _DEPTH and len(words) < _CROWD else ()
    for run in sorted(runs, key=lambda run: (run.rows, run.high - run.low), reverse=True)[:30]:
        wide = area.stretched(run, is_table=False)
        left, right = map(rows_of, area.sides(wide))
        inner = map(rows_of, area.sides(run))
        is_table = has_numbers(left, right) or (
            not is_prose(left) and has_entries(next(inner), next(inner), run.high - run.low, area.em)
        )
        if not left or not right or not (is_table or _is_columns(left, right, area.em)):
            continue
        if min(len(left), len(right)) < (4 if is_table else 8) and not area.stands_apart(wide):
            continue
        if is_table:
            wide = area.stretched(run, is_table=True)
        start, end = area.bounds(wide)
        yield from regions(area.words[:start], depth + 1)
        if is_table:
            yield True, area.words[start:end]
        else:
            for side in area.sides(wide):
                yield from regions(side, depth + 1)
        yield from regions(area.words[end:], depth + 1)
        return
    yield False, words


class _Area:
    """Words from the top down, and the whites between them at the height of every base line.

    Heights are counted in eighths of `em`, the usual size of the letters.
    """

    def __init__(self, words: list[Word]) -> None:
        self.words = sorted(words, key=lambda word: word.y)
        self.em = median(word.size for word in words)
        self.levels = [round(word.y / (self.em / 8)) for word in self.words]
        self.slices = _slices(self.words, self.em)
        self.large = {lv for lv, word in zip(self.levels, self.words, strict=True) if word.size > 1.2 * self.em}

    def bounds(self, run: _Run) -> tuple[int, int]:
        """Give where the words of a run's slices begin and end."""
        first, last = self.slices[run.first].level, self.slices[run.last].level
        return bisect_left(self.levels, first), bisect_right(self.levels, last)

    def sides(self, run: _Run) -> tuple[list[Word], list[Word]]:
        """Give the words to the left and to the right of a run."""
        inside = self.words[slice(*self.bounds(run))]
        middle = run.low + run.high
        return [w for w in inside if w.x0 + w.x1 < middle], [w for w in inside if w.x0 + w.x1 >= middle]

    def stretched(self, run: _Run, *, is_table: bool) -> _Run:
        """Take the run up and down to where it goes on beside lines of one side only."""
        far = (1.6 if is_table else 2.5) * 8
        slack = self.em / 5
        ends = []
        for index, step in ((run.first, -1), (run.last, 1)):
            while 0 <= index + step < len(self.slices):
                level, gaps = self.slices[index + step]
                if abs(level - self.slices[index].level) > far or level in self.large:
                    break
                gap = next((gap for gap in gaps if gap[0] < run.low + slack and gap[1] > run.high - slack), None)
                if gap is None or (is_table and step < 0 and math.isinf(gap[1])):
                    break
                index += step
            ends.append(index)
        return run._replace(first=ends[0], last=ends[1])

    def stands_apart(self, run: _Run) -> bool:
        """Tell whether there is white above and below a run, which there is not in the middle of a paragraph."""
        pairs = ((run.first - 1, run.first), (run.last, run.last + 1))
        inner = [(a, b) for a, b in pairs if a >= 0 and b < len(self.slices)]
        return all(self.slices[b].level - self.slices[a].level > 1.6 * 8 for a, b in inner)


def _slices(words: list[Word], em: float) -> list[_Slice]:
    """Cut a page at the height of every base line; a column whose lines lie between those of another is cut too."""
    slices = []
    start = end = 0
    for level in sorted({round(word.y / (em / 8)) for word in words}):
        y = level * em / 8
        while words[start].y < y - 0.85 * em:
            start += 1
        while end < len(words) and words[end].y <= y + 0.85 * em:
            end += 1
        gaps = []
        edge = -math.inf
        for word in sorted(words[start:end]):
            if word.x0 - edge >= 0.8 * em:
                gaps.append((edge, word.x0))
            edge = max(edge, word.x1)
        slices.append(_Slice(level, [*gaps, (edge, math.inf)]))
    return slices


def _runs(slices: list[_Slice], em: float) -> Iterator[_Run]:
    """Follow the whites from slice to slice."""
    active: list[_Run] = []
    for index, (level, gaps) in enumerate(slices):
        near = index > 0 and level - slices[index - 1].level <= 2.5 * 8
        going: list[_Run] = []
        for run in active:
            shared = [(max(low, run.low), min(high, run.high), math.isfinite(high - low)) for low, high in gaps]
            kept = [each for each in shared if near and each[1] - each[0] >= 0.8 * em]
            going += [
                run._replace(low=low, high=high, last=index if inner else run.last, rows=run.rows + inner)
                for low, high, inner in kept
            ]
            if not kept:
                yield run
        for low, high in gaps:
            if math.isfinite(high - low) and not any(run.low < high and run.high > low for run in going):
                going.append(_Run(low, high, index, index, 1))
        active = going[:40]
    yield from active


def _is_columns(left: list[list[Word]], right: list[list[Word]], em: float) -> bool:
    """Tell columns from white that lies between words by chance: their lines begin at one edge, and are several."""
    fewer, more = sorted((len(left), len(right)))
    edges = Counter(round(row[0].x0 / em * 4) for row in right)
    aligned = edges.most_common(1)[0][1] >= len(right) / 2
    return aligned and ((more >= 4 and (is_prose(left) or is_prose(right))) or fewer >= 8)

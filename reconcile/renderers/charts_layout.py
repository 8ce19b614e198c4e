"""What keeps a chart legible: marks that would cover each other stand side by side, numbers where there is room.

Room is measured on the narrowest plot: on a wider one everything stands further apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reconcile.renderers import wording
from reconcile.renderers.charts_marks import Join, Mark
from reconcile.renderers.charts_scale import BOTTOM, LETTER, NARROW, TOP, Days

# Pixels between marks side by side: room for a finger, else for a mouse, else so that each is seen, if barely.
APART = (24, 14, 8, 3)
DAY_ROOM = 12  # pixels that a mark may stand from its day where a day is narrower than that
ROUNDED = 0.2  # pixels that rounding may take from a distance
REACH = 10  # pixels that a mark takes on each side
BESIDE, HALF_LINE, MARGIN = 11, 7, 14  # pixels from a mark to its number, of half a line, beyond the plot's right edge
HEADROOM = 30  # pixels above the highest number
ORDER = ("stated", "superseded", "derived", "restated", "vague")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the narrowest plot, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: "Box") -> bool:
        """Tell whether a box lies in another."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class Number:
    """A number written beside its mark, `right` and `down` pixels from the mark's own place."""

    text: str
    right: float
    down: float
    anchor: Literal["start", "middle", "end"]


def _pixels(percent: float) -> float:
    return percent / 100 * NARROW


def _middle(mark: Mark) -> float:
    return _pixels(mark.x + mark.shift) + mark.aside


def _box(mark: Mark) -> Box:
    middle = _middle(mark)
    return Box(middle - REACH, middle + REACH, min(mark.top, mark.y - REACH), max(mark.bottom, mark.y + REACH))


def apart(marks: Iterable[Mark], days: Days | None, strip: tuple[float, float]) -> list[Mark]:
    """Set marks that would cover each other side by side, as far as the day, the span or the strip of each is wide."""
    marks = sorted(marks, key=_turn)
    placed: list[Mark] = []
    for mark in marks:
        room = _room(mark, days, strip)
        crowd = sum(other.x == mark.x and _level(mark, other) for other in marks)
        middles = [_middle(other) for other in placed if _level(mark, other)]
        best, clear = 0.0, -1.0
        for step, aside in _places(mark, crowd, max(room, DAY_ROOM)):
            gap = min((abs(_middle(mark) + aside - middle) for middle in middles), default=float(NARROW))
            if gap > clear:
                best, clear = aside, gap
            if gap >= step - ROUNDED:
                break
        placed.append(_moved(mark, best, max(room, 0)))
    return [replace(mark, crowded=_is_crowded(mark, placed)) for mark in placed]


def _is_crowded(mark: Mark, placed: Iterable[Mark]) -> bool:
    others = (other for other in placed if other is not mark and _level(mark, other))
    return any(abs(_middle(mark) - _middle(other)) < APART[0] - ROUNDED for other in others)


def _places(mark: Mark, crowd: int, limit: float) -> Iterator[tuple[int, float]]:
    """Give the places of a mark, each with the distance from others that it is for, the nearest on the plot first.

    The widest distance is the one at which a crowd has places for all.
    """
    low, high = REACH / 2 - _middle(mark), NARROW - REACH / 2 - _middle(mark)
    for step in [step for step in APART if 2 * (limit // step) + 1 >= crowd] or APART[-1:]:
        yield step, 0
        for n in range(1, int(limit // step) + 1):
            yield from ((step, aside) for aside in (n * step, -n * step) if low <= aside <= high)


def _moved(mark: Mark, aside: float, room: float) -> Mark:
    """Move a mark, half of the way in percent so that it has more room on a wider plot, but never out of its day."""
    share = min(max(aside / 2, -room), room)
    return replace(mark, shift=round(share / NARROW * 100, 2), aside=round(aside - share, 1))


def _turn(mark: Mark) -> tuple[int, float, float, str]:
    return ORDER.index(mark.stated.point.status), mark.x, mark.y, mark.stated.point.figure or ""


def _level(one: Mark, other: Mark) -> bool:
    a, b = _box(one), _box(other)
    return a.top < b.bottom and b.top < a.bottom


def _room(mark: Mark, days: Days | None, strip: tuple[float, float]) -> float:
    """Give the pixels on each side of a mark in which it still stands for the same time."""
    if mark.span:
        width = mark.span.right - mark.span.left
    else:
        width = days.width if days and mark.dated else strip[1] - strip[0]
    return _pixels(width) / 2 - REACH


def written(marks: Sequence[Mark], joins: Iterable[Join]) -> list[Number | None]:
    """Write as many numbers beside their marks as there is room for, what stands now before what it superseded.

    One that stands there for the same day already is not written again.
    """
    taken = [*map(_box, marks), *(box for mark in marks for box in _line(mark))]
    taken += [box for join in joins for box in _step(join)]
    told: set[tuple[str, float, float]] = set()
    found: dict[Mark, Number] = {}
    for mark in sorted(marks, key=_turn):
        figure, kind = mark.stated.figure, mark.stated.point.status
        if figure is None or kind == "restated":
            continue
        text = wording.mark_label(figure.quantity, wording.UNICODE) + ("†" if figure.corrected else "")
        if (text, mark.x, mark.y) in told:
            continue
        for number, box in _beside(mark, text):
            if box.within(Box(0, NARROW + MARGIN, TOP - HEADROOM, BOTTOM)) and not any(map(box.meets, taken)):
                taken.append(box)
                told.add((text, mark.x, mark.y))
                found[mark] = number
                break
    return [found.get(mark) for mark in marks]


def _line(mark: Mark) -> Iterator[Box]:
    if mark.span and mark.stated.kind != "vague":
        yield Box(_pixels(mark.span.left), _pixels(mark.span.right), mark.y - 1, mark.y + 1)


def _step(join: Join) -> Iterator[Box]:
    left, right = _pixels(join.left), _pixels(join.right)
    yield Box(left, right, join.before - 1, join.before + 1)
    yield Box(right - 1, right + 1, min(join.before, join.after), max(join.before, join.after))


def _beside(mark: Mark, text: str) -> Iterator[tuple[Number, Box]]:
    """Give the places for a mark's number: at its sides, at its sides but off its line, above it, and below it."""
    middle, wide = _middle(mark), len(text) * LETTER
    y = mark.y if mark.stated.kind != "vague" else (mark.top + mark.bottom) / 2
    for down in (y, y - 9, y + 9):
        box = Box(middle + BESIDE, middle + BESIDE + wide, down - HALF_LINE, down + HALF_LINE)
        yield Number(text, mark.aside + BESIDE, round(down - mark.y, 1), "start"), box
        box = Box(middle - BESIDE - wide, middle - BESIDE, down - HALF_LINE, down + HALF_LINE)
        yield Number(text, mark.aside - BESIDE, round(down - mark.y, 1), "end"), box
    for down in (min(mark.top, mark.y - REACH) - HALF_LINE, max(mark.bottom, mark.y + REACH) + HALF_LINE):
        box = Box(middle - wide / 2, middle + wide / 2, down - HALF_LINE, down + HALF_LINE)
        yield Number(text, mark.aside, round(down - mark.y, 1), "middle"), box

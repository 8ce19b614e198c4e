"""The scales of a chart: numbers to heights in pixels, days to percents of its width, and the ticks of both.

Heights are pixels from the top of the chart. Widths are percents, so that a chart is as wide as its page while its
words and marks keep their size; what has to fit is measured at `NARROW`, the plot of a small phone, or `WIDE`.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reconcile.renderers import wording

NARROW, WIDE = 220, 540  # pixels of the plot, without the numbers at its side
TOP, BOTTOM, HEIGHT = 90, 310, 356  # of the highest number, of zero and of the whole chart
ZERO_ROOM = 24  # between zero and the lowest decade
RATIO = 50  # more between the lowest and the highest number, and the scale is logarithmic
STEPS = 6  # of a linear scale, at the most
DECADES = 1000  # times its floor, and a logarithmic scale is labelled by its decades alone
LETTER, LETTER_GAP = 7, 8  # pixels, of the widest common face at 12 pixels
TICK_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place of a scale: a height in pixels, or a percent of the width."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Heights for numbers from `floor` to `top`; a logarithmic scale has zero below its floor where `zero` is set."""

    floor: int
    top: int
    logarithmic: bool
    zero: bool

    def y(self, value: int) -> float:
        """Give the height of a number, in pixels from the top; what lies outside the scale stands at its end."""
        if not self.logarithmic:
            share = value / self.top
        elif value < self.floor:
            return BOTTOM
        else:
            share = math.log(value / self.floor) / math.log(self.top / self.floor)
        low = BOTTOM - ZERO_ROOM if self.logarithmic and self.zero else BOTTOM
        return round(low - min(max(share, 0), 1) * (low - TOP), 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The numbers at the side: even steps from zero, or 1, 2 and 5 of each decade, of many decades only 1."""
        if not self.logarithmic:
            values = list(range(0, self.top + 1, _step(self.top)))
        else:
            each = self.top <= DECADES * self.floor
            values = [0] if self.zero else []
            values += [n for n in _decades(self.floor, self.top) if each or str(n).startswith("1")]
        return tuple(Tick(self.y(value), f"{value:,}") for value in values)

    @property
    def words(self) -> str:
        """What a reader has to know of the scale."""
        if not self.logarithmic:
            return "linear from 0"
        return "logarithmic, with 0 set below it" if self.zero else "logarithmic, not from 0"


def numbers(values: Iterable[int]) -> Numbers:
    """Choose the scale of these numbers: linear from zero, logarithmic where both ends could not be read on it."""
    drawn = sorted(values)
    highest = max(drawn[-1], 1)
    lowest = next((value for value in drawn if value > 0), highest)
    if highest <= RATIO * lowest:
        step = _step(highest)
        return Numbers(0, math.ceil(highest / step) * step, False, True)
    floor: int = 10 ** (len(str(lowest)) - 1)
    tops = [n for n in _decades(floor, highest * 10) if n >= highest]
    top = tops[0] if tops[0] <= DECADES * floor else next(n for n in tops if str(n).startswith("1"))
    return Numbers(floor, top, True, drawn[0] == 0)


def _step(highest: int) -> int:
    return next(n for n in _decades(1, highest * 10) if n * STEPS >= highest)


def _decades(floor: int, top: int) -> Iterator[int]:
    """Give 1, 2 and 5 of each power of ten from `floor`, itself one, to `top`."""
    while floor <= top:
        yield from (floor * n for n in (1, 2, 5) if floor * n <= top)
        floor *= 10


@dataclass(frozen=True, slots=True)
class Days:
    """Places for the days from `first` to `last` between two percents; each day has a width of its own."""

    first: date
    last: date
    left: float
    right: float

    @property
    def count(self) -> int:
        """How many days there are."""
        return (self.last - self.first).days + 1

    @property
    def width(self) -> float:
        """The width of a day, in percent."""
        return (self.right - self.left) / self.count

    def x(self, day: date) -> float:
        """Give the middle of a day, in percent."""
        return round(self.start(day) + self.width / 2, 2)

    def start(self, day: date) -> float:
        """Give where a day begins, in percent."""
        return round(self.left + (day - self.first).days * self.width, 2)

    def end(self, day: date) -> float:
        """Give where a day ends, in percent."""
        return round(self.start(day) + self.width, 2)

    @property
    def year(self) -> int | None:
        """The year that all the days share, null where they are of several."""
        return self.first.year if self.first.year == self.last.year else None

    def ticks(self, room: int) -> tuple[Tick, ...]:
        """Choose the closest ticks, by days, weeks, months or years, whose labels fit a plot `room` pixels wide."""
        for days, label in self._choices():
            ticks = self._labelled(days, label)
            if (len(ticks) > 1 or self.count == 1) and fit(ticks, room):
                return ticks
        return self._labelled([self.first], wording.day)

    def _labelled(self, days: Iterable[date], label: Callable[[date, int | None], str]) -> tuple[Tick, ...]:
        """Label days; those of one year with their scale need no year, else each that begins another has it."""
        ticks, year = [], self.year
        for day in days:
            ticks.append(Tick(self.x(day), label(day, year)))
            year = day.year
        return tuple(ticks)

    def _choices(self) -> Iterator[tuple[Sequence[date], Callable[[date, int | None], str]]]:
        for step in (1, 2, 3, 5, 7, 14):
            first = self.first + timedelta(-self.first.weekday() % 7 if step >= 7 else 0)
            if self.count <= step * TICK_LIMIT:
                yield [first + timedelta(n) for n in range(0, (self.last - first).days + 1, step)], wording.day
        for step in (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500))):
            if self.count <= 30 * step * TICK_LIMIT:
                yield list(self._months(step)), _year if step >= 12 else _month
        yield [self.first, self.last], wording.day

    def _months(self, step: int) -> Iterator[date]:
        for month in range(self.first.year * 12, self.last.year * 12 + 12, step):
            day = date(month // 12, month % 12 + 1, 1)
            if self.first <= day <= self.last:
                yield day


def _month(day: date, year: int | None) -> str:
    return f"{day:%b}" if day.year == year else f"{day:%b} {day.year}"


def _year(day: date, year: int | None) -> str:
    return str(day.year)


def fit(ticks: Iterable[Tick], room: int) -> bool:
    """Tell whether labels set in the middle of their ticks keep apart on a plot `room` pixels wide."""
    edge = -math.inf
    for tick in ticks:
        middle, half = tick.at / 100 * room, len(tick.label) * LETTER / 2
        if middle - half < edge:
            return False
        edge = middle + half + LETTER_GAP
    return True

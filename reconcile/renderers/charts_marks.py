"""The marks of a chart: where a figure stands, how far it reaches, and what joins one counter's figures.

A number is drawn as what it is: a dot, a dot with an arrow to its open side, two ends with a bar between them, a dot on
a short band, or, for a vague word, a band alone. A day that is inferred is the stretch of days that it may be, with the
mark in the middle of it, and what has no day stands in a strip beside the days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reconcile.records import AsOf, Figure, Qualifier, certainly_before
from reconcile.renderers import tolls
from reconcile.renderers.charts_origins import UNCREDITED, Origin
from reconcile.renderers.charts_scale import BOTTOM, TOP, Days, Numbers
from reconcile.results import Point

Kind = Literal["exact", "at_least", "at_most", "range", "about", "vague"]
KINDS: dict[Qualifier, Kind] = {
    Qualifier.EXACT: "exact",
    Qualifier.ABOUT: "about",
    Qualifier.AT_LEAST: "at_least",
    Qualifier.MORE_THAN: "at_least",
    Qualifier.AT_MOST: "at_most",
    Qualifier.NEARLY: "at_most",
    Qualifier.RANGE: "range",
    Qualifier.VAGUE: "vague",
}
ARROW, BAND = (
    24,
    10,
)  # pixels: an arrow's length, and how far a band reaches at the least so that its dot leaves it seen


@dataclass(frozen=True, slots=True)
class Stated:
    """A point of a track with its figure and origin; a derived point has no figure."""

    point: Point
    figure: Figure | None
    origin: Origin

    @property
    def kind(self) -> Kind:
        """How the number is drawn."""
        return KINDS[self.point.qualifier]

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest number that the words give, as a reader takes them."""
        quantity, point = self.figure.quantity if self.figure else None, self.point
        low = quantity.implied_low if quantity else point.low
        high = quantity.implied_high if quantity else point.high
        return point.stated if low is None else low, point.stated if high is None else high

    @property
    def scaled(self) -> tuple[int, ...]:
        """The numbers that the scale has to hold: how far a vague word reaches up is no number."""
        return self.ends if self.kind == "range" else self.ends[:1] if self.kind == "vague" else (self.point.stated,)


@dataclass(frozen=True, slots=True)
class Span:
    """The days that an inferred day may be, in percent of the width; an open end reaches the edge of the days."""

    left: float
    right: float
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure as drawn: `x` the place of its time in percent, `y` the height of its number in pixels.

    It stands `shift` percent and `aside` pixels from `x`, so that it does not cover another one; it is `crowded` where
    a finger has no room between it and the next.
    `top` and `bottom` are the ends of its arrow, bar or band, both `y` where it has none; a range's `y` is its higher
    end, a vague word's the top of its band, which is `capped` where the scale ends before it does. `span` is null where
    the day is known, and where there is none: then it is not `dated`.
    """

    stated: Stated
    x: float
    y: float
    top: float
    bottom: float
    capped: bool
    dated: bool
    span: Span | None
    shift: float = 0
    aside: float = 0
    crowded: bool = False

    @property
    def place(self) -> float:
        """Where it stands, `aside` from there, in percent."""
        return round(self.x + self.shift, 2)


@dataclass(frozen=True, slots=True)
class Join:
    """A step from one figure of a counter to its next one, of a day that is certainly later: percents and pixels."""

    origin: Origin
    left: float
    right: float
    before: float
    after: float


def is_dated(when: AsOf | None) -> bool:
    """Tell whether anything is known of a day."""
    return when is not None and any((when.date, when.earliest, when.latest))


def mark(stated: Stated, scale: Numbers, days: Days | None, strip: tuple[float, float]) -> Mark:
    """Give the mark of a figure, before marks that meet are set apart; `strip` is where the undated stand."""
    when = stated.point.as_of
    x, span = round(sum(strip) / 2, 2), None
    dated = days is not None and is_dated(when)
    if days is not None and when is not None and dated:
        span = None if when.date else _span(when, days)
        x = days.x(when.date) if when.date else round((span.left + span.right) / 2, 2) if span else x
    y, top, bottom = _heights(stated, scale)
    capped = stated.kind == "vague" and stated.ends[1] > scale.top
    return Mark(stated, x, y, top, bottom, capped, dated, span)


def _span(when: AsOf, days: Days) -> Span:
    return Span(
        days.start(when.earliest) if when.earliest else days.left,
        days.end(when.latest) if when.latest else days.right,
        when.earliest is None,
        when.latest is None,
    )


def _heights(stated: Stated, scale: Numbers) -> tuple[float, float, float]:
    """Give the height of the number, and the ends of what it reaches."""
    y = scale.y(stated.point.stated)
    bottom, top = map(scale.y, stated.ends)
    match stated.kind:
        case "at_least":
            return y, y - ARROW, y
        case "at_most":
            return y, y, min(y + ARROW, BOTTOM)
        case "range":
            return top, top, bottom
        case "about":
            return y, min(top, y - BAND), max(bottom, y + BAND)
        case "vague":
            top = min(top, bottom - BAND) if bottom > TOP else top - BAND
            return top, top, bottom
        case _:
            return y, y, y


def joins(track: Sequence[Mark]) -> Iterator[Join]:
    """Give the steps between the figures of one counter that are tolls as told, where the days prove their order.

    A day inferred from the tolls themselves proves none, and numbers that nobody is credited with are no one counter's.
    """
    told = [each for each in track if each.stated.point.status in tolls.SHOWN and each.stated.origin.key != UNCREDITED]
    for before, after in pairwise(sorted((each for each in told if each.dated), key=lambda each: each.x)):
        if certainly_before(before.stated.point.as_of, after.stated.point.as_of):
            yield Join(
                before.stated.origin,
                before.span.right if before.span else before.x,
                after.span.left if after.span else after.x,
                before.y,
                after.y,
            )

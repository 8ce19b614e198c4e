"""Series: comparable figures by who counted, in the order of time."""

from typing import Literal

from reconcile.records import AsOf, Outcome, Qualifier, Record, Source, Unit


class SeriesKey(Record):
    """What the figures of one series have in common."""

    category: str
    """Who was counted."""
    outcome: Outcome
    """What befell them."""
    unit: Unit
    """What was counted."""
    place: str | None
    """Where; null for the event's whole."""
    population: str | None
    """What narrows the category; null for all of it."""
    perpetrator: str | None
    """Who did it; null for whoever did."""


class Point(Record):
    """A figure's place in a track."""

    figure: str | None
    """The figure's id; null where the toll was worked out."""
    report: str
    """The id of the report that states it."""
    label: str
    """The number as it is said."""
    qualifier: Qualifier
    """How firmly the number is put."""
    stated: int
    """The number; of a range the lower end."""
    low: int | None
    """The least that the words strictly allow; null: open."""
    high: int | None
    """The most that the words strictly allow; null: open."""
    as_of: AsOf | None
    """When it held, as far as all reports together tell; null where nothing does."""
    status: Literal["stated", "superseded", "restated", "derived", "vague"]
    """Whether it stands, gave way to a later one, repeats another of its report, was worked out, or is vague."""


class Change(Record):
    """From one figure to a later one, such as a track's first and latest."""

    delta: int
    """The later number less the earlier one."""
    ratio: float | None
    """The later number divided by the earlier one; null where that is nought."""
    days: int | None
    """The days between the two, where both are dated."""


class Track(Record):
    """What one counter gave, in the order of time."""

    source: Source | None
    """Who counted; null for one report's uncredited figures."""
    points: tuple[Point, ...]
    """Its figures."""
    first: Point
    """The first that is compared."""
    latest: Point
    """The last that is compared."""
    change: Change | None
    """From the first to the latest; null where there is one figure to compare."""


class Series(Record):
    """Comparable figures by counter."""

    id: str
    """The series' id: of what its figures have in common."""
    key: SeriesKey
    """What its figures have in common."""
    low: int | None
    """The lowest of the counters' latest numbers."""
    high: int | None
    """The highest of the counters' latest numbers."""
    origins: int
    """How many independent counters there are."""
    tracks: tuple[Track, ...]
    """One for each counter."""

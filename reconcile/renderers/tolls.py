"""The tolls of a series as outputs tell them: which points are tolls, what they are called, and what narrows them."""

from collections.abc import Mapping

from reconcile import phrases
from reconcile.records import Figure, Outcome
from reconcile.results import Point, Series, SeriesKey, Track

# The points of a track that are tolls as told: neither repeated by a headline nor vague.
SHOWN = ("stated", "superseded")
STATUS_WORDS = {
    "superseded": "its counter gives another number later",
    "derived": "worked out from other numbers, nowhere stated",
    "restated": "a headline that repeats a number of its report",
}
HEADING_WORDS = {
    ("killed", "people"): "all dead",
    ("displaced", "refugees"): "people",
}


def told(track: Track) -> list[Point]:
    """Give the points of a track that are tolls as told."""
    return [point for point in track.points if point.status in SHOWN and point.figure]


def statement(figure: Figure) -> tuple[object, ...]:
    """Give what a figure states; a number that its report repeats is the same statement."""
    quantity = figure.quantity
    return figure.report, figure.category, figure.outcome, quantity.stated, quantity.upper, quantity.qualifier


def heading(outcome: Outcome, category: str) -> str:
    """Give the words for a category where its outcome stands beside it."""
    return HEADING_WORDS.get((outcome.value, category), phrases.category(category))


def narrowed(key: SeriesKey, figure: Figure | None) -> list[str]:
    """Give the place, population and perpetrator that a series is of, the first two in a figure's words, else by id."""
    named = ((key.place, figure and figure.place), (key.population, figure and figure.population))
    words = [said.text if said else given for given, said in named if given]
    return [*words, f"by {phrases.category(key.perpetrator)}"] if key.perpetrator else words


def parts(series: Series, figures: Mapping[str, Figure]) -> list[str]:
    """Give what narrows a series, in the words of its first figure."""
    stated = (figures.get(point.figure or "") for track in series.tracks for point in track.points)
    return narrowed(series.key, next(filter(None, stated), None))


def name(series: Series, figures: Mapping[str, Figure]) -> str:
    """Give what a series counts: "civilians killed, Alawites"."""
    key = series.key
    return ", ".join((phrases.counted(key.outcome, key.category, key.unit), *parts(series, figures)))

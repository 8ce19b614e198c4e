"""How each counter's number went, as a table: one counter a row."""

from dataclasses import dataclass

from reconcile import phrases
from reconcile.renderers import change, charts_origins, tolls, wording
from reconcile.renderers.page_links import Event, Link
from reconcile.renderers.wording import UNICODE
from reconcile.results import Point


@dataclass(frozen=True, slots=True)
class Step:
    """A number of a track, with its marks, and the report it is from."""

    number: Link
    report: str


@dataclass(frozen=True, slots=True)
class Row:
    """A counter's numbers in order, and the rate where its first and its last are dated."""

    what: str
    who: str
    steps: tuple[Step, ...]
    rate: str
    category: str
    origin: str


def rows(event: Event) -> tuple[Row, ...]:
    """Give a row for each track that moved, and for the counters and uncredited figures beside it."""
    return tuple(
        Row(
            what=change.what(series, event.figures),
            who=phrases.source(track.source),
            steps=tuple(_step(point, event) for point in tolls.told(track)),
            rate=change.rate(track, UNICODE),
            category=series.key.category,
            origin=charts_origins.key(track.source),
        )
        for series in event.result.series
        for _, track in change.moved(series)
    )


def _step(point: Point, event: Event) -> Step:
    figure = event.figures[point.figure or ""]
    words = f"{change.number(figure, UNICODE)}{wording.inferred(point.as_of, UNICODE)}"
    return Step(event.link(figure, words), wording.label(point.report, event.reports))

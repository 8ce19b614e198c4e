"""How each counter's number went, as a table: one counter a row."""

from dataclasses import dataclass

from reconcile import phrases
from reconcile.renderers import charts_origins, terminal_change, wording
from reconcile.renderers.page_links import Event, Link
from reconcile.renderers.terminal_layout import Page
from reconcile.renderers.terminal_matrix import as_of_mark
from reconcile.renderers.wording import UNICODE
from reconcile.results import Point, Track

_PAGE = Page(0, UNICODE)


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
            what=terminal_change._what(series),
            who=phrases.source(track.source),
            steps=tuple(_step(point, event) for point in terminal_change._shown(track)),
            rate=_rate(track),
            category=series.key.category,
            origin=charts_origins.key(track.source),
        )
        for series in event.result.series
        for _, track in terminal_change._moved(series)
    )


def _step(point: Point, event: Event) -> Step:
    figure = event.figures[point.figure or ""]
    carried = "*" if figure.source and figure.source.carried else ""
    corrected = UNICODE.corrected if figure.corrected else ""
    inferred = UNICODE.inferred if as_of_mark(point.as_of, _PAGE) == UNICODE.inferred else ""
    report = event.reports.get(point.report)
    label = wording.mark_label(figure.quantity, UNICODE)
    return Step(event.link(figure, f"{label}{carried}{corrected}{inferred}"), report.label if report else point.report)


def _rate(track: Track) -> str:
    return terminal_change._rate(track.change, _PAGE) if track.change and track.change.days else ""

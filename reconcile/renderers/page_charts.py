"""Which series the HTML report draws: those of two figures and more, the event's whole apart from its parts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reconcile import phrases
from reconcile.renderers import charts
from reconcile.renderers.charts import Chart
from reconcile.renderers.charts_words import Entry
from reconcile.renderers.page_links import Event, Link
from reconcile.results import SeriesKey


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of the event's whole, those of a part of it, and the titles of series of one figure with its link.

    `looks` is the legend of all: what the marks of the charts look like and mean.
    """

    looks: tuple[Entry, ...]
    whole: tuple[Chart, ...]
    parts: tuple[Chart, ...]
    once: tuple[tuple[str, Link], ...]


def drawings(event: Event) -> Charts:
    """Draw the series of an event; one point is no course, so that a series of one is only named."""
    told_apart = charts.origins(event.result)
    found = [
        (series.key, replace(chart, id=f"{event.prefix}{chart.id}"))
        for series in event.result.series
        if (chart := charts.chart(series, event.result, told_apart))
    ]
    drawn = sorted((each for each in found if len(each[1].marks) > 1), key=lambda each: -len(each[1].marks))
    return Charts(
        looks=charts.looks(chart for _, chart in drawn),
        whole=tuple(chart for key, chart in drawn if not _is_part(key)),
        parts=tuple(chart for key, chart in drawn if _is_part(key)),
        once=tuple(_named((chart for _, chart in found if len(chart.marks) == 1), event)),
    )


def _is_part(key: SeriesKey) -> bool:
    return bool(key.place or key.population or key.perpetrator)


def _named(found: Iterable[Chart], event: Event) -> Iterable[tuple[str, Link]]:
    for chart in found:
        figure = chart.marks[0].mark.stated.figure
        if figure:
            words = f"{figure.shown} ({phrases.source(figure.source)}, {event.place(figure)})"
            yield chart.title, event.link(figure, words)

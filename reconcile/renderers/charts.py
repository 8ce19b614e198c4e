"""A chart for each series: its figures over the days as of which they held, as geometry and words without markup.

Heights are linear from zero, as the height of a toll is what a reader compares. Where the highest number is over 50
times the lowest that is not zero the low ones would lie flat on the axis: then the scale is logarithmic, and the chart
says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reconcile import phrases
from reconcile.records import AsOf
from reconcile.renderers import charts_layout, charts_marks, charts_origins, charts_scale, charts_words
from reconcile.renderers.charts_marks import Join, Stated
from reconcile.renderers.charts_origins import Origin, origins
from reconcile.renderers.charts_scale import NARROW, WIDE, Days, Tick
from reconcile.renderers.charts_words import Drawn, Entry
from reconcile.results import Result, Series

__all__ = ["Chart", "chart", "origins"]

WHOLE, WITH_STRIP, STRIP = (0.0, 100.0), (0.0, 76.0), (80.0, 100.0)  # percents of the width
BEYOND = 16  # the part of the named days that is added where a day is open


@dataclass(frozen=True, slots=True)
class Chart:
    """One series as drawn. Widths are percents, heights pixels from the top; words are plain text, not escaped.

    `days` are the ticks that fit a phone, `days_wide` those of a wider page; `strip` is where the undated stand, null
    where all are dated. `origins` is the legend: who is present.
    """

    id: str
    category: str
    title: str
    description: str
    scale: str
    axis: str
    numbers: tuple[Tick, ...]
    days: tuple[Tick, ...]
    days_wide: tuple[Tick, ...]
    strip: tuple[float, float] | None
    marks: tuple[Drawn, ...]
    joins: tuple[Join, ...]
    origins: tuple[Origin, ...]


def chart(series: Series, result: Result, told_apart: Mapping[str, Origin] | None = None) -> Chart | None:
    """Draw a series of a result; null where it has no point. `told_apart` are the result's `origins`, if at hand."""
    told_apart = told_apart or origins(result)
    figures = {figure.id: figure for figure in result.figures}
    reports = {report.id: report for report in result.reports}
    tracks = [
        [
            Stated(point, figures.get(point.figure or ""), told_apart[charts_origins.key(source)])
            for point in track.points
            for source in [charts_origins.credited(point, track, figures)]
        ]
        for track in series.tracks
    ]
    stated = [each for track in tracks for each in track]
    if not stated:
        return None
    scale = charts_scale.numbers(_scaled(stated))
    undated = sum(not charts_marks.is_dated(each.point.as_of) for each in stated)
    days = _days([each.point.as_of for each in stated if each.point.as_of], WITH_STRIP if undated else WHOLE)
    strip = STRIP if days else WHOLE
    placed = [[charts_marks.mark(each, scale, days, strip) for each in track] for track in tracks]
    marks = charts_layout.apart([mark for track in placed for mark in track], days, strip)
    marks.sort(key=lambda mark: (mark.stated.kind != "vague", not mark.dated, mark.x, mark.shift + mark.aside, -mark.y))
    joins = tuple(join for track in placed for join in charts_marks.joins(track))
    written = charts_layout.written(marks, joins)
    counted = phrases.counted(series.key.outcome, series.key.category, series.key.unit)
    present = {each.origin for each in stated}
    return Chart(
        id=series.id,
        category=series.key.category,
        title=charts_words.title(series, figures),
        description=charts_words.description(stated, undated),
        scale=f"{counted}, {scale.words}",
        axis=(f"as of ({days.year})" if days.year else "as of") if days else "no day is known",
        numbers=scale.ticks,
        days=days.ticks(NARROW) if days else (),
        days_wide=days.ticks(WIDE) if days else (),
        strip=strip if undated else None,
        marks=tuple(charts_words.drawn(*each, counted, reports) for each in zip(marks, written, strict=True)),
        joins=joins,
        origins=tuple(each for each in told_apart.values() if each in present),
    )


def looks(drawn: Iterable[Chart]) -> tuple[Entry, ...]:
    """Give what the looks of the marks of some charts mean: the legend that they share."""
    found = list(drawn)
    marks = [each.mark for chart in found for each in chart.marks]
    return tuple(charts_words.looks(marks, any(chart.joins for chart in found)))


def _scaled(stated: Sequence[Stated]) -> list[int]:
    """Give the numbers that the scale holds; how far a vague word reaches counts only where nothing else is said."""
    values = [value for each in stated for value in each.scaled]
    return values if any(each.kind != "vague" for each in stated) else [*values, *(each.ends[1] for each in stated)]


def _days(known: Sequence[AsOf], place: tuple[float, float]) -> Days | None:
    """Give the scale of the days; one that is open has days beyond those named, so that it is seen to be."""
    named = [day for when in known for day in (when.date, when.earliest, when.latest) if day]
    if not named:
        return None
    first, last = min(named), max(named)
    beyond = timedelta(max(1, (last - first).days // BEYOND))
    open_ = [when for when in known if when.date is None]
    if any(when.earliest and not when.latest for when in open_):
        last += min(beyond, date.max - last)
    if any(when.latest and not when.earliest for when in open_):
        first -= min(beyond, first - date.min)
    return Days(first, last, *place)

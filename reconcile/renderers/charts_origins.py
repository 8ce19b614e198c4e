"""Who is told apart on the charts of one page, and by what: each origin has one colour and shape on all of them.

The shapes alone tell the first eleven apart, so that a grey print keeps them; then colours and shapes pair anew, and
no pair comes twice among 77. The colours themselves stand in `chart.css`, the shapes in `chart.html`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reconcile import phrases
from reconcile.records import Figure, Source
from reconcile.renderers.plain import one_line
from reconcile.results import Point, Result, Track

# The counts have no common divisor: stepping through both together meets every pair before it meets one again.
SHAPES = ("circle", "square", "up", "diamond", "down", "cross", "star", "hourglass", "left", "bow", "right")
COLOURS = 7
UNCREDITED = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who counted, and how charts show it; `colour` counts from 1, and 0 is the grey of what nobody is credited with.

    `name` is on one line, not escaped.
    """

    key: str
    name: str
    colour: int
    shape: str


def key(source: Source | None) -> str:
    """Give the key under which `origins` has a source; all that nobody is credited with has one."""
    return source.id if source else UNCREDITED


def credited(point: Point, track: Track, figures: Mapping[str, Figure]) -> Source | None:
    """Give whom a point's own figure credits: a headline that repeats a counter's number may credit nobody."""
    figure = figures.get(point.figure or "")
    return figure.source if figure else track.source


def origins(result: Result) -> Mapping[str, Origin]:
    """Give each origin of a result its colour and shape, the most frequent first."""
    figures = {figure.id: figure for figure in result.figures}
    tracks = (track for series in result.series for track in series.tracks)
    sources = [credited(point, track, figures) for track in tracks for point in track.points]
    points = Counter(map(key, sources))
    named = {source.id: one_line(phrases.source(source)) for source in sources if source}
    ranked = sorted(named, key=lambda each: (-points[each], each))
    found = {
        each: Origin(each, named[each], rank % COLOURS + 1, SHAPES[rank % len(SHAPES)])
        for rank, each in enumerate(ranked)
    }
    if UNCREDITED in points:
        found[UNCREDITED] = Origin(UNCREDITED, phrases.source(None), 0, SHAPES[0])
    return found

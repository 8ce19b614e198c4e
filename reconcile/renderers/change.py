"""How each counter's number went: which tracks tell it, what of, and at which rate."""

from collections.abc import Iterator, Mapping

from reconcile import phrases
from reconcile.records import Figure, Qualifier
from reconcile.renderers import glance, tolls, wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.wording import Marks
from reconcile.results import Series, Track


def moved(series: Series) -> Iterator[tuple[bool, Track]]:
    """Give the tracks to tell, and whether each is the series' first: those that moved, then other counters.

    A lone outlet's number shows no change; nor do several numbers of one report that hold at one time.
    """
    if not any(map(_moves, series.tracks)):
        return
    first = True
    for track in sorted(series.tracks, key=lambda track: (not _moves(track), track.source is None)):
        if _moves(track) or (tolls.told(track) and not glance.is_outlet(track.source)):
            yield first, track
            first = False


def _moves(track: Track) -> bool:
    told = tolls.told(track)
    return len({point.report for point in told}) > 1 or len({point.as_of for point in told}) > 1


def what(series: Series, figures: Mapping[str, Figure]) -> str:
    """Give what a series counts, short: the killed are not said to be so."""
    key = series.key
    heading = tolls.heading(key.outcome, key.category)
    counted = heading if key.outcome == "killed" else f"{heading} {key.outcome}"
    return one_line(", ".join((counted, *tolls.parts(series, figures))))


def number(figure: Figure, marks: Marks) -> str:
    """Give a figure's number, marked where its credit is carried on and where it was corrected."""
    corrected = marks.corrected if figure.corrected else ""
    return f"{wording.mark_label(figure.quantity, marks)}{wording.carried(figure.source)}{corrected}"


def rate(track: Track, marks: Marks) -> str:
    """Give a track's change and the days that it took; empty where its ends are not dated."""
    change = track.change
    if not change or not change.days:
        return ""
    sign = "+" if change.delta >= 0 else marks.minus
    firm = all(point.qualifier is Qualifier.EXACT for point in (track.first, track.latest))
    return f"{'' if firm else 'about '}{sign}{abs(change.delta):,} in {phrases.plural(change.days, 'day')}"

"""The days that a report speaks of, and when each of its figures held."""

from datetime import date, timedelta

from reconcile.extractors.periods import Timex
from reconcile.extractors.resolving import Anchor
from reconcile.records import AsOf, AsOfBasis, Days, Report

# The kinds of time that name a day.
_NAMED = frozenset(
    {
        "weekday", "weekdays", "date", "as_of", "since_weekday", "as_of_weekday", "since_date", "between", "day_range",
    }
)  # fmt: skip
_EVENT = timedelta(days=60)  # how long before publication a day may be the event's, where its onset is not known


def days_of(timexes: list[Timex], anchor: Anchor) -> Days | None:
    """The first and the last day that a report names, of those the event can have, and the latest it can be of."""
    opening = anchor.onset or (anchor.published - _EVENT if anchor.published else None)
    named = [
        d
        for t in timexes
        if t.kind in _NAMED
        for d in (t.first, None if t.kind.startswith("since") else t.last)
        if d is not None and (opening is None or d >= opening) and (anchor.published is None or d <= anchor.published)
    ]
    if not named:
        return None
    latest = None
    if anchor.published is None:
        bare = [t.first for t in timexes if t.kind == "since_weekday" and t.first is not None]
        latest = min(bare) + timedelta(days=6) if bare else None
    last = max(named)
    return Days(first=min(named), last=last, latest=latest if latest is None or latest >= last else None)


def as_of(
    timex: Timex | None, cumulative: bool, report: Report, days: Days | None, title: date | None = None
) -> AsOf | None:
    """When a figure held: stated, the end of its period, by its report's title, the publication, or the weekdays named.

    A situation report says in its title, for all of its tolls, as of which day it is.
    """
    ends = timex is not None and (timex.kind.startswith("as_of") or (cumulative and not timex.whole))
    if timex is not None and timex.last is not None and ends and (timex.explicit or report.published):
        basis: AsOfBasis = "explicit" if timex.kind.startswith("as_of") else "period"
        return AsOf(date=timex.last, earliest=timex.last, latest=timex.last, basis=basis)
    if title is not None and cumulative:
        return AsOf(date=title, earliest=title, latest=title, basis="explicit")
    if report.published is not None:
        return report.held
    if timex is not None and timex.last is not None and ends:
        return AsOf(date=None, earliest=timex.last, latest=None, basis="weekdays")
    if days is not None and days.last is not None:
        return AsOf(date=None, earliest=days.last, latest=days.latest, basis="weekdays")
    return None

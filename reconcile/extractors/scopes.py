"""What part of the event a number covers: the toll so far, a time, a place, an attack, or another event altogether."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from reconcile.extractors.periods import Anchor, Timex
from reconcile.lexicon import table
from reconcile.records import Place, Scope

_BEFORE = timedelta(days=45)  # what ended longer ago than this, in a report without an onset, is another event
_SPANS = ("past_span", "single_day", "between", "weekdays", "yesterday", "this_week", "month", "last_month", "last_week", "day_range")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b") for name, words in table("scopes").items()}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report as a whole says of its event.

    `year` is the latest year it names; `lead` is true in its headline and its first paragraph; `days` says that it
    counts over several days.
    """

    anchor: Anchor
    year: int | None
    lead: bool
    days: bool


def nearest(at: int, timexes: Sequence[Timex], low: str) -> Timex | None:
    """The expression of time that the number at offset `at` goes with: the nearest in its part of the sentence."""
    if not timexes:
        return None
    opening = max(low.rfind(";", 0, at), low.rfind(": ", 0, at))
    closing = low.find(";", at)
    near = [t for t in timexes if t.start > opening and (closing < 0 or t.start < closing)]
    return min(near, key=lambda t: min(abs(t.start - at), abs(t.end - at)), default=None)


def is_background(timex: Timex | None, clause: str, setting: Setting) -> bool:
    """Whether a number belongs to another event or another time."""
    if _cues()["background"].search(clause):
        return True
    if timex is None:
        return False
    anchor = setting.anchor
    if timex.kind == "since_year" or timex.kind == "since_month":
        return timex.first is not None and anchor.onset is not None and timex.first < anchor.onset - timedelta(days=31)
    if timex.kind == "last_year":
        return True
    if timex.last is None:
        return False
    if anchor.onset is not None:
        return timex.last < anchor.onset - timedelta(days=1)
    if anchor.published is not None:
        return timex.last < anchor.published - _BEFORE
    return timex.year is not None and setting.year is not None and timex.year < setting.year


def scope(
    said: str | None, at: int, low: str, timex: Timex | None, place: Place | None, local: bool, setting: Setting
) -> Scope:
    """The scope of the number at offset `at`.

    `said` is what its form says; `place` the place that its clause names, `local` that it is not the event's own.
    """
    opening, closing = low.rfind(";", 0, at) + 1, low.find(";", at)
    clause = low[opening : closing if closing > 0 else len(low)]
    if is_background(timex, clause, setting):
        return Scope.BACKGROUND
    if said is not None:
        return Scope(said)
    if timex is not None and timex.kind.startswith(("since", "as_of")):
        return Scope.CUMULATIVE
    if timex is not None and (timex.kind in _SPANS or "alone" in low[timex.start : timex.end + 7]):
        return Scope.WINDOW
    if timex is not None and setting.days and timex.kind in ("weekday", "date", "today"):
        return Scope.WINDOW
    if place is not None and local:
        return Scope.PLACE
    if not setting.lead and _cues()["incident"].search(clause):
        return Scope.INCIDENT
    return Scope.CUMULATIVE

"""What part of the event a number covers: the toll so far, a time, a place, an attack, or another event altogether."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from reconcile.extractors import quantities
from reconcile.extractors.periods import Timex
from reconcile.extractors.resolving import Anchor
from reconcile.extractors.sources import Credit
from reconcile.lexicon import table
from reconcile.records import Place, Scope

_BEFORE = timedelta(days=45)  # what ended longer ago than this, in a report without an onset, is another event
_YEAR = timedelta(days=365)
# Kinds of time that are a stated part of an event, and those that are so outside the lead only: a lead's "on Friday" or
# "yesterday" is the day of the news.
_SPANS = ("past_span", "single_day", "between", "weekdays", "this_week")
_DAYS = ("weekday", "yesterday", "today", "date")
_LATER_SPANS = (*_SPANS, "yesterday", "month", "week_of_month", "last_month", "last_week", "day_range")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b") for name, words in table("scopes").items()
    }


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report as a whole says of its event.

    `year` is the latest year that its head names; `lead` is true in its headline and its first paragraph; `days` says
    that it counts over several days.
    """

    anchor: Anchor
    year: int | None
    lead: bool
    days: bool


def nearest(
    at: int,
    timexes: Sequence[Timex],
    low: str,
    credited: Sequence[Credit],
    numbers: Sequence[int],
    formers: frozenset[int],
) -> Timex | None:
    """The expression of time that the number at offset `at` goes with: the nearest in its part of the sentence.

    `numbers` are the offsets of the sentence's numbers: a time behind another number is that number's, unless nothing
    nearer is left; one behind a former value (`formers`) is its own: "58, up from 41 on Tuesday". The time at which a
    source spoke ("said on Monday", "on Monday the police said") is none, nor is one that a later clause tells of
    ("since the fall of the government in December").
    """
    opening, closing = low.rfind(";", 0, at), low.find(";", at)
    near = [
        t
        for t in timexes
        if t.start > opening
        and (closing < 0 or t.start < closing)
        and not any(_spoken(t, c, low) or _opens(t, c, low) for c in credited if c.spoken)
        and not low.endswith("'s", t.start, t.end)  # "Friday's strike" is when the strike was
        and not (t.kind in _TOLD and t.start > at and _CLAUSE.search(low, at, t.start))
        and not any(at < n < t.start for n in formers)
    ]
    own = [t for t in near if not any(at < n < t.start for n in numbers)]
    return min(own or near, key=lambda t: min(abs(t.start - at), abs(t.end - at)), default=None)


def _spoken(timex: Timex, credit: Credit, low: str) -> bool:
    """Whether a time stands within a credit or just behind it: "police said late on Friday"."""
    if timex.kind.startswith("as_of"):
        return False
    return credit.start <= timex.start <= credit.end + _SPOKEN and ";" not in low[credit.end : timex.start]


def _opens(timex: Timex, credit: Credit, low: str) -> bool:
    """Whether a time opens the sentence of a credit: "On Monday the police said"."""
    return (
        timex.kind not in _LASTING
        and not timex.kind.startswith("as_of")
        and timex.start < _OPENING
        and timex.end < credit.start
        and not low[timex.end : credit.start].strip(" ,")
    )


_LASTING = ("between", "past_span", "day_range", "weekdays")  # nobody speaks for so long
_SPOKEN = 6  # characters: "said late on Friday"
_TOLD = ("month", "year", "date", "since_month", "since_year", "weekday")
_CLAUSE = re.compile(r"\b(?:since|following|when|which|who|that|whose|where|because|fall of|ouster)\b")


@cache
def _event() -> re.Pattern[str]:
    """One event told of for the first time: "a landslide", "two missiles"."""
    nouns = "|".join(map(re.escape, table("scopes")["events"]))
    return re.compile(rf"\b(?:an?|another|one|two|three) (?:[\w-]+ ){{0,3}}?(?:{nouns})\b")


def is_there(low: str) -> bool:
    """Whether a sentence points back to the place named before it."""
    return _cues()["there"].search(_EXISTS.sub("", low)) is not None


# "there were": nothing is pointed back to.
_EXISTS = re.compile(r"\bthere (?=(?:is|are|was|were|has|have|had|may|might|could|will|would|seem\w*|appear\w*)\b)")


def is_total(low: str) -> bool:
    """Whether a sentence says that it counts all there are so far."""
    return _cues()["total"].search(low) is not None


def _lived_there(clause: str, at: int) -> bool:
    """Whether the number at `at` counts those who lived there already: "was home to some 940"."""
    before = clause[: max(0, at)]
    qualifier = quantities.grammar().before.search(before)
    said = before[: qualifier.start()] if qualifier else before
    return said.rstrip().endswith(tuple(table("scopes")["home"]))


def is_background(timex: Timex | None, clause: str, at: int, setting: Setting) -> bool:
    """Whether the number at offset `at` of its clause belongs to another event or another time."""
    if _cues()["background"].search(clause):
        return True
    if _lived_there(clause, at):
        return True
    if timex is None:
        return False
    anchor = setting.anchor
    if _until_now(timex, anchor):
        return False
    if timex.kind == "last_year":
        return True
    if timex.kind in ("since_year", "since_month", "since_date"):
        if anchor.onset is not None:
            return timex.first is not None and timex.first < anchor.onset - timedelta(days=31)
        if anchor.published is not None:
            return timex.first is not None and timex.first < anchor.published - _YEAR
        return not setting.lead and timex.year is not None and (setting.year is None or timex.year < setting.year - 1)
    if timex.last is not None and anchor.onset is not None:
        return timex.last < anchor.onset - timedelta(days=1)
    if timex.last is not None and anchor.published is not None:
        return timex.last < anchor.published - _BEFORE
    if setting.lead:
        return False
    if timex.year is not None:
        return setting.year is None or timex.year < setting.year
    opens = clause.strip().startswith("in ") and timex.start < _OPENING
    return timex.kind == "month" and (opens or clause.find("last ", timex.start) == timex.start)


_OPENING = 4  # characters: what stands there opens its sentence


def scope(
    said: str | None,
    parts: bool,
    at: int,
    low: str,
    timex: Timex | None,
    place: Place | None,
    there: bool,
    listed: bool,
    setting: Setting,
) -> Scope:
    """The scope of the number at offset `at`.

    `said` is what its form says; `parts` that it is told apart by age, sex, sect or nationality; `place` the place that
    its clause names, where that is not the event's own; `there` that it points back to one; `listed` that it is one of
    a list by place.
    """
    opening, closing = low.rfind(";", 0, at) + 1, low.find(";", at)
    clause = low[opening : closing if closing > 0 else len(low)]
    if is_background(timex, clause, at - opening, setting):
        return Scope.BACKGROUND
    if said is not None:
        beside = timex is not None and not parts and 0 < timex.start - at < _BESIDE
        return Scope.WINDOW if beside and said == Scope.SUBSET else Scope(said)
    if timex is not None and (timex.kind.startswith(("since", "as_of")) or _until_now(timex, setting.anchor)):
        return Scope.CUMULATIVE
    if not setting.lead and (_cues()["separate"].search(clause) or _event().search(clause)):
        return Scope.INCIDENT
    if timex is not None and (timex.kind in _SPANS or "alone" in low[timex.start : timex.end + 7]):
        return Scope.WINDOW
    if listed:
        return Scope.PLACE
    if setting.lead:
        return Scope.WINDOW if _of_one_day(timex, clause, setting.anchor) else Scope.CUMULATIVE
    if place is not None or there:
        return Scope.INCIDENT if _cues()["meanwhile"].search(clause) else Scope.PLACE
    if timex is not None and (timex.kind in _LATER_SPANS or (timex.kind in _DAYS and timex.start - opening < _OPENING)):
        return Scope.WINDOW
    if timex is not None and setting.days and timex.kind in _DAYS:
        return Scope.WINDOW
    if timex is not None and timex.kind in _DAYS[:3]:
        return Scope.INCIDENT
    if _cues()["incident"].search(clause):
        return Scope.INCIDENT
    return Scope.CUMULATIVE


def _of_one_day(timex: Timex | None, clause: str, anchor: Anchor) -> bool:
    """Whether a lead tells one day of an event known to have begun before it: "163 were killed on Friday"."""
    if timex is None or anchor.onset is None or timex.kind not in _DAYS or timex.first is None:
        return False
    return timex.first == timex.last and timex.first > anchor.onset and not _cues()["standing"].search(clause)


def _until_now(timex: Timex, anchor: Anchor) -> bool:
    """Whether a stated span is all the time so far: "from 8 December to 6 August", told on the 7th."""
    if timex.kind != "between" or timex.first is None or timex.last is None:
        return False
    ends_now = anchor.published is None or anchor.published - timex.last <= _NOW
    return ends_now and timex.last - timex.first > _LONG


_NOW, _LONG = timedelta(days=3), timedelta(days=28)
_BESIDE = 30  # characters: "60 on Friday", "five or more of them on Monday"

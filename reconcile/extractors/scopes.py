"""What part of the event a number covers: the toll so far, a time, a place, an attack, or another event altogether."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from reconcile.extractors import quantities
from reconcile.extractors.periods import Timex
from reconcile.extractors.resolving import Anchor
from reconcile.lexicon import table
from reconcile.records import Place, Scope

OPENING = 4  # characters: what stands there opens its sentence
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
    that it counts over several days; `long` that it counts over months.
    """

    anchor: Anchor
    year: int | None
    lead: bool
    days: bool
    long: bool = False


@cache
def _event() -> re.Pattern[str]:
    """One event told of for the first time, or by its day: "a landslide", "two missiles", "Friday's strike"."""
    nouns = "|".join(map(re.escape, table("scopes")["events"]))
    first = r"(?:an?|another|one|two|three)"
    days = rf"(?:{'|'.join(table('periods')['weekdays'])})['’]s"
    return re.compile(rf"\b(?:{first}|{days}) (?:[\w-]+ ){{0,3}}?(?:{nouns})\b")


def _sites() -> list[str]:
    return [*table("places")["medical"], *table("places")["facilities"]]


def is_medical(kind: str) -> bool:
    """Whether a kind of building is one that the injured and the dead are brought to."""
    return kind in table("places")["medical"]


@cache
def _facility() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A building or site that something befell people at ("at the Saudi hospital"), and what a name's own is called."""
    nouns = f"(?:{'|'.join(map(re.escape, _sites()))})"
    at = re.compile(rf"\b(?:in|inside|at|from|around|outside) (?:[\w'’-]+ ){{1,4}}?({nouns})\b")
    return at, re.compile(rf"(?:['’]s)?(?: [\w-]+){{0,2}} {nouns}\b")


def facilities(low: str) -> Iterator[tuple[int, str]]:
    """The kinds of building or site that a sentence names, each with its offset."""
    return ((match.start(1), match[1]) for match in _facility()[0].finditer(low))


def is_site(low: str, end: int) -> bool:
    """Whether a name that ends at `end` is a building's or a site's: "Soro air base"."""
    return _facility()[1].match(low, end) is not None


def is_there(low: str) -> bool:
    """Whether a sentence points back to the place named before it."""
    return _cues()["there"].search(_EXISTS.sub("", low)) is not None


_IS = r"is|are|was|were|has|have|had|may|might|could|will|would|seem\w*|appear\w*"
_TOLD = r"said|believed|known|thought|feared|reported|being|accused|blamed"
# "there were": nothing is pointed back to; of "the forces there are said to have", there is.
_EXISTS = re.compile(rf"\bthere (?=(?:{_IS})\b(?! (?:{_TOLD})\b))")


def is_total(low: str) -> bool:
    """Whether a sentence says that it counts all there are so far."""
    return _cues()["total"].search(low) is not None


def lived_there(clause: str, at: int) -> bool:
    """Whether the number at `at` counts those who lived there already: "was home to some 940"."""
    qualifier = quantities.qualifier_before(clause, max(0, at))
    said = clause[: max(0, at) - len(qualifier[0])] if qualifier else clause[: max(0, at)]
    return said.rstrip().endswith(tuple(table("scopes")["home"]))


# "the worst day since 2 May, when 30 were killed", "the day eclipsed 2 May, when 30 were killed".
_WHEN = re.compile(
    r"\b(?:(?:worst|deadliest|bloodiest|heaviest)\b[^;]{1,40} since|eclips\w+|surpass\w+|than on)\b[^;]{1,40}, "
    r"when [^;,]*$"
)


def is_background(timex: Timex | None, clause: str, at: int, setting: Setting) -> bool:
    """Whether the number at offset `at` of its clause belongs to another event or another time."""
    if _cues()["background"].search(clause):
        return True
    if lived_there(clause, at):
        return True
    if _WHEN.search(clause[: max(0, at)]):
        return True
    if timex is None:
        return False
    anchor = setting.anchor
    if is_until_now(timex, anchor):
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
    if setting.long and timex.kind == "month" and (timex.first is None or anchor.published is None):
        return False
    opens = clause.strip().startswith("in ") and timex.start < OPENING
    return timex.kind == "month" and (opens or clause.find("last ", timex.start) == timex.start)


def clause(low: str, at: int) -> tuple[str, int]:
    """The clause of the number at offset `at`, between semicolons, and where it begins."""
    opening, closing = low.rfind(";", 0, at) + 1, low.find(";", at)
    return low[opening : closing if closing > 0 else len(low)], opening


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
    said_in, opening = clause(low, at)
    if is_background(timex, said_in, at - opening, setting):
        return Scope.BACKGROUND
    if said is not None:
        beside = timex is not None and not parts and 0 < timex.start - at < _BESIDE
        return Scope.WINDOW if beside and said == Scope.SUBSET else Scope(said)
    if timex is not None and (timex.kind.startswith(("since", "as_of")) or is_until_now(timex, setting.anchor)):
        return Scope.CUMULATIVE
    if not setting.lead and _RECORD.search(said_in):
        return Scope.WINDOW
    if timex is not None and "alone" in low[timex.start : timex.end + 7]:
        return Scope.WINDOW
    if not setting.lead and (_cues()["separate"].search(said_in) or _event().search(said_in)):
        return Scope.INCIDENT
    if timex is not None and timex.kind in _SPANS:
        return Scope.WINDOW
    if listed:
        return Scope.PLACE
    if setting.lead:
        return Scope.WINDOW if _of_one_day(timex, said_in, setting.anchor) else Scope.CUMULATIVE
    if place is not None or there:
        return Scope.INCIDENT if _cues()["meanwhile"].search(said_in) else Scope.PLACE
    if timex is not None and (timex.kind in _LATER_SPANS or (timex.kind in _DAYS and timex.start - opening < OPENING)):
        return Scope.WINDOW
    if timex is not None and setting.days and timex.kind in _DAYS:
        return Scope.WINDOW
    if timex is not None and timex.kind in _DAYS[:3]:
        return Scope.INCIDENT
    if _cues()["incident"].search(said_in):
        return Scope.INCIDENT
    return Scope.CUMULATIVE


# "it was the bloodiest month by far": a part of the time, unless all that came before is meant.
_RECORD = re.compile(r"\bthe (?:bloodi|deadli|costli)est (?:single )?(?:hour|day|night|week|month)\b(?! since| in)")


def _of_one_day(timex: Timex | None, clause: str, anchor: Anchor) -> bool:
    """Whether a lead tells one day of an event known to have begun before it: "163 were killed on Friday"."""
    if timex is None or anchor.onset is None or timex.kind not in _DAYS or timex.first is None:
        return False
    return timex.first == timex.last and timex.first > anchor.onset and not _cues()["standing"].search(clause)


def is_until_now(timex: Timex, anchor: Anchor) -> bool:
    """Whether a stated span is all the time so far: "from 8 December to 6 August", told on the 7th."""
    if timex.kind != "between" or timex.first is None or timex.last is None:
        return False
    ends_now = anchor.published is None or anchor.published - timex.last <= _NOW
    return ends_now and timex.last - timex.first > _LONG


_NOW, _LONG = timedelta(days=3), timedelta(days=28)
_BESIDE = 30  # characters: "60 on Friday", "five or more of them on Monday"

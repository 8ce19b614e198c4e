"""Expressions of time resolved to dates, one function a kind of lexicons/en/periods.toml.

A weekday means the last such day on or before publication; where the report has no date, the first such day on or after
the event's onset. What cannot be known stays null.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import chain

from reconcile.lexicon import LANGUAGE, table

_HOURS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What dates are counted from: the report's publication and the event's onset, either of them unknown."""

    published: date | None
    onset: date | None

    @property
    def reference(self) -> date | None:
        """The day nearest to the report that is known."""
        return self.published or self.onset


@dataclass(frozen=True, slots=True)
class Said:
    """An expression of time as found: its words in lower case, the parts that its form names, the days it names."""

    text: str
    parts: Mapping[str, str]
    days: tuple[str, ...]

    @property
    def year(self) -> int | None:
        """The year that its form names."""
        return int(self.parts["y"]) if "y" in self.parts else None


@dataclass(frozen=True, slots=True)
class Span:
    """The dates of an expression, either of them unknown; `explicit` where a date is stated, `year` where a year is."""

    first: date | None = None
    last: date | None = None
    explicit: bool = False
    year: int | None = None


def _month(word: str) -> int:
    return [m[:3] for m in table("periods")["months"]].index(word.strip(".")[:3]) + 1


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_year(year: int | None, month: int, day: int, anchor: Anchor) -> date | None:
    """A day of a stated year; without one, of the year nearest before publication, or of the onset's."""
    if year is not None or anchor.published is None:
        stated = year or (anchor.onset.year if anchor.onset else None)
        return _safe(stated, month, day) if stated else None
    found = _safe(anchor.published.year, month, day)
    if found is not None and found > anchor.published + timedelta(days=31):
        found = _safe(anchor.published.year - 1, month, day)
    return found


def _stated(said: Said, anchor: Anchor) -> Span:
    """Days stated with their month: "9 March", "between March 6 and March 10, 2025"."""
    years = [int(y) for d in said.days if (y := _year_of(d))]
    dates = [found for d in said.days if (found := _day(d, anchor))]
    if not dates:
        return Span(year=years[0] if years else None)
    return Span(dates[0], dates[-1], explicit=True, year=years[0] if years else None)


def _year_of(text: str) -> int | None:
    year = re.search(r"(?:19|20)\d\d", text)
    return int(year[0]) if year else None


def _day(text: str, anchor: Anchor) -> date | None:
    iso = re.search(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", text)
    if iso:
        return _safe(int(iso[1]), int(iso[2]), int(iso[3]))
    month = re.search(r"[a-z]{3,}", re.sub(r"\bof\b|(?<=\d)(?:st|nd|rd|th)", "", text))
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    return _in_year(_year_of(text), _month(month[0]), int(day[0]), anchor) if month and day else None


def _day_range(said: Said, anchor: Anchor) -> Span:
    """Days of one month, or of two: "6-17 March", "28 February and 2 March"."""
    last = said.parts.get("m2") or said.parts.get("m1")
    if last is None:
        return Span()
    first = said.parts.get("m1") or last
    one = _in_year(said.year, _month(first), int(said.parts["d1"]), anchor)
    two = _in_year(said.year, _month(last), int(said.parts["d2"]), anchor)
    return Span(one, two, explicit=True, year=said.year)


def _weekday(name: str, anchor: Anchor) -> date | None:
    index = table("periods")["weekdays"].index(name)
    if anchor.published is not None:
        return anchor.published - timedelta(days=(anchor.published.weekday() - index) % 7)
    if anchor.onset is not None:
        return anchor.onset + timedelta(days=(index - anchor.onset.weekday()) % 7)
    return None


def _weekdays(said: Said, anchor: Anchor) -> Span:
    known = [found for d in said.days if (found := _weekday(d, anchor))]
    if not known:
        return Span()
    first, last = known[0], known[-1]
    if last < first and anchor.published is not None:
        first -= timedelta(days=7)  # nothing is told of days to come
    return Span(first, last if last >= first else last + timedelta(days=7))


def _past_span(said: Said, anchor: Anchor) -> Span:
    """A length of time up to publication: "in the past 48 hours"."""
    if anchor.published is None:
        return Span()
    unit = (said.parts.get("u") or said.parts.get("u2") or "day").rstrip("s")
    word = said.parts.get("n") or said.parts.get("n2") or "one"
    numbers = table("numbers")
    count = int(word) if word.isdigit() else {"a": 1, **numbers["ones"], **numbers["teens"]}.get(word, 1)
    return Span(anchor.published - timedelta(days=round(count * _HOURS[unit] / 24)), anchor.published)


def _days_before(count: int) -> "Resolver":
    def resolve(said: Said, anchor: Anchor) -> Span:
        day = anchor.published - timedelta(days=count) if anchor.published else None
        return Span(day, day)

    return resolve


def _this_week(said: Said, anchor: Anchor) -> Span:
    if anchor.published is None:
        return Span()
    return Span(anchor.published - timedelta(days=anchor.published.weekday()), anchor.published)


def _last_week(said: Said, anchor: Anchor) -> Span:
    monday = _this_week(said, anchor).first
    return Span(monday - timedelta(days=7), monday - timedelta(days=1)) if monday else Span()


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@cache
def _months() -> re.Pattern[str]:
    return re.compile("|".join(chain(table("periods")["months"], table("periods")["short_months"])))


def _whole_month(said: Said, anchor: Anchor) -> Span:
    number = _month(_months().findall(said.text)[-1])
    year = said.year
    if year is None and anchor.reference is not None:
        year = anchor.reference.year - (number > anchor.reference.month)
    if year is None:
        return Span()
    first = date(year, number, 1)
    return Span(first, _end_of_month(first), year=said.year)


def _week_of_month(said: Said, anchor: Anchor) -> Span:
    """The days of a month's first, second, third or last week, counted in sevens."""
    month = _whole_month(said, anchor)
    if month.first is None or month.last is None:
        return Span()
    for nth, words in enumerate((("first", "opening"), ("second",), ("third",))):
        if any(word in said.text for word in words):
            first = month.first + timedelta(days=7 * nth)
            return Span(first, first + timedelta(days=6), year=said.year)
    return Span(month.last - timedelta(days=6), month.last, year=said.year)


def _last_month(said: Said, anchor: Anchor) -> Span:
    if anchor.published is None:
        return Span()
    last = anchor.published.replace(day=1) - timedelta(days=1)
    return Span(last.replace(day=1), last)


def _whole_year(said: Said, anchor: Anchor) -> Span:
    return Span(date(said.year, 1, 1), date(said.year, 12, 31), year=said.year) if said.year else Span()


def _this_year(said: Said, anchor: Anchor) -> Span:
    return Span(date(anchor.published.year, 1, 1), anchor.published) if anchor.published else Span()


def _weekend(said: Said, anchor: Anchor) -> Span:
    """The last Saturday and Sunday on or before publication."""
    sunday = _weekday("sunday", anchor)
    return Span(sunday - timedelta(days=1), sunday) if sunday and anchor.published else Span()


def _onset(said: Said, anchor: Anchor) -> Span:
    return Span(anchor.onset)


def _ago(said: Said, anchor: Anchor) -> Span:
    """A length of time before publication: "ten days ago", "three weeks earlier"."""
    if anchor.published is None:
        return Span()
    day = _parsed(re.sub(r"\b(?:earlier|before)\b", "ago", said.text), anchor.published)
    return Span(day, day)


@lru_cache(maxsize=4096)
def _parsed(text: str, base: date) -> date | None:
    """What dateparser makes of an expression; it is imported only here, where the rules above do not reach."""
    import dateparser  # type: ignore[import-untyped]

    settings = {"RELATIVE_BASE": datetime(base.year, base.month, base.day), "PREFER_DATES_FROM": "past"}
    found = dateparser.parse(text, languages=[LANGUAGE], settings=settings)
    return found.date() if found else None


def _unknown(said: Said, anchor: Anchor) -> Span:
    return Span()


Resolver = Callable[[Said, Anchor], Span]

RESOLVERS: dict[str, Resolver] = {
    "as_of": _stated,
    "as_of_weekday": _weekdays,
    "as_of_month": _whole_month,
    "between": _stated,
    "day_range": _day_range,
    "since_weekday": _weekdays,
    "since_date": _stated,
    "since_onset": _onset,
    "since_month": _whole_month,
    "since_year": _whole_year,
    "weekdays": _weekdays,
    "month_day_month_day": _stated,
    "date": _stated,
    "weekday": _weekdays,
    "past_span": _past_span,
    "single_day": _unknown,
    "this_week": _this_week,
    "last_week": _last_week,
    "recent": _unknown,
    "today": _days_before(0),
    "yesterday": _days_before(1),
    "month": _whole_month,
    "week_of_month": _week_of_month,
    "last_month": _last_month,
    "ago": _ago,
    "last_year": _unknown,
    "this_year": _this_year,
    "weekend": _weekend,
    "year": _whole_year,
    "other_year": _whole_year,
}

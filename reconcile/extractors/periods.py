"""Expressions of time, found and resolved to dates; the days that a report speaks of; when a figure held.

A weekday means the last such day on or before publication; where the report has no date, the first such day on or after
the event's onset. What cannot be known stays null.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain

from reconcile.lexicon import table
from reconcile.records import AsOf, Days, Period, Published

# Every expression of time has one of these: a sentence without them is not read further.
_CUE = re.compile(
    r"day\b|days\b|week|month|year|night|hours?\b|since|today|recent|(?:19|20)\d\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:\b|[a-z]+ \d|[a-z]*\b)"
)
_SPAN = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30}


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
class Timex:
    """An expression of time at `start:end`: its kind, and the dates that it gives.

    `explicit` is true where a date is stated; `year` is a year named; `whole` where it runs up to the report.
    """

    start: int
    end: int
    kind: str
    first: date | None
    last: date | None
    explicit: bool
    whole: bool
    year: int | None = None


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]], re.Pattern[str]]:
    lexicon = table("periods")
    month = "(?:" + "|".join(chain(lexicon["months"], ["sept"], lexicon["short_months"])) + ")"
    weekday = "(?:" + "|".join(lexicon["weekdays"]) + ")"
    year = r"(?:,? (?:19|20)\d\d\b)?"
    day = (
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{month}\b\.?{year}"
        rf"|{month}\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d){year}|(?:19|20)\d\d-\d\d-\d\d)"
    )
    count = r"(?:a|one|two|three|four|five|six|seven|ten|twelve|\d{1,3})"
    forms: dict[str, tuple[str, bool]] = {}
    parts = []
    for i, form in enumerate(lexicon["period"]):
        key = f"p{i}"
        pattern = form["pattern"]
        for name, expression in (
            ("date", day),
            ("weekday2", weekday),
            ("weekday", weekday),
            ("month", month),
            ("count", count),
        ):
            pattern = pattern.replace("{" + name + "}", expression)
        pattern = re.sub(r"\(\?P<(\w+)>", rf"(?P<{key}_\1>", pattern)
        parts.append(f"(?P<{key}>(?<!\\w){pattern})")
        forms[key] = (form["kind"], bool(form.get("whole")))
    days = re.compile(rf"(?:{weekday}|{day})")
    return re.compile("|".join(parts)), forms, days


def _month(word: str) -> int:
    return [m[:3] for m in table("periods")["months"]].index(word.strip(".")[:3]) + 1


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(text: str, anchor: Anchor) -> tuple[date | None, int | None]:
    """A stated day, and the year if it names one; without a year, the one nearest before publication or after onset."""
    iso = re.search(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", text)
    if iso:
        return _safe(int(iso[1]), int(iso[2]), int(iso[3])), int(iso[1])
    month = re.search(r"[a-z]{3,}", re.sub(r"\b(?:of|the|st|nd|rd|th)\b|(?<=\d)(?:st|nd|rd|th)", "", text))
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    year = re.search(r"(?:19|20)\d\d", text)
    if not month or not day:
        return None, None
    number = _month(month[0])
    if year:
        return _safe(int(year[0]), number, int(day[0])), int(year[0])
    return _nearest(number, int(day[0]), anchor), None


def _nearest(month: int, day: int, anchor: Anchor) -> date | None:
    if anchor.published is not None:
        found = _safe(anchor.published.year, month, day)
        if found is not None and found > anchor.published + timedelta(days=31):
            found = _safe(anchor.published.year - 1, month, day)
        return found
    if anchor.onset is not None:
        return _safe(anchor.onset.year, month, day)
    return None


def _weekday(name: str, anchor: Anchor) -> date | None:
    index = table("periods")["weekdays"].index(name)
    if anchor.published is not None:
        return anchor.published - timedelta(days=(anchor.published.weekday() - index) % 7)
    if anchor.onset is not None:
        return anchor.onset + timedelta(days=(index - anchor.onset.weekday()) % 7)
    return None


def _number(word: str) -> int:
    numbers = table("numbers")
    return int(word) if word.isdigit() else {"a": 1, **numbers["ones"], **numbers["teens"]}.get(word, 1)


def find(low: str, anchor: Anchor) -> list[Timex]:
    """The expressions of time in a sentence given in lower case, in order."""
    if _CUE.search(low) is None:
        return []
    regex, forms, days = _forms()
    found: list[Timex] = []
    for match in regex.finditer(low):
        key = match.lastgroup
        assert key is not None
        kind, whole = forms[key]
        groups = {k.removeprefix(f"{key}_"): v for k, v in match.groupdict().items() if k.startswith(f"{key}_") and v}
        said = match[0]
        first: date | None = None
        last: date | None = None
        year: int | None = int(groups["y"]) if "y" in groups else None
        named = [_weekday(d, anchor) if d in table("periods")["weekdays"] else None for d in days.findall(said)]
        explicit = False
        if kind in ("as_of", "date", "since_date", "between", "month_day_month_day"):
            stated = [_day(d, anchor) for d in days.findall(said)]
            explicit = any(d for d, _ in stated)
            year = next((y for _, y in stated if y), None)
            dates = [d for d, _ in stated if d]
            first, last = (dates[0], dates[-1]) if dates else (None, None)
        elif kind == "day_range":
            month = groups.get("m1") or groups.get("m2")
            if month is None:
                continue
            one = (
                _nearest(_month(month), int(groups["d1"]), anchor)
                if year is None
                else _safe(year, _month(month), int(groups["d1"]))
            )
            end = groups.get("m2") or month
            two = (
                _nearest(_month(end), int(groups["d2"]), anchor)
                if year is None
                else _safe(year, _month(end), int(groups["d2"]))
            )
            first, last, explicit = one, two, True
        elif kind in ("weekday", "since_weekday", "as_of_weekday", "weekdays"):
            known = [d for d in named if d]
            first, last = (known[0], known[-1]) if known else (None, None)
            if first and last and last < first:
                last += timedelta(days=7)
        elif kind in ("past_span", "single_day"):
            if anchor.published is not None and kind == "past_span":
                unit = (groups.get("u") or groups.get("u2") or "day").rstrip("s")
                length = _number(groups.get("n") or groups.get("n2") or "one") * _SPAN[unit]
                first, last = anchor.published - timedelta(days=round(length)), anchor.published
        elif anchor.published is not None and kind in ("today", "yesterday"):
            first = last = anchor.published - timedelta(days=int(kind == "yesterday"))
        elif anchor.published is not None and kind in ("this_week", "last_week"):
            monday = anchor.published - timedelta(days=anchor.published.weekday())
            first, last = (
                (monday, anchor.published)
                if kind == "this_week"
                else (monday - timedelta(days=7), monday - timedelta(days=1))
            )
        elif kind in ("month", "since_month"):
            number = _month(
                re.findall("|".join(chain(table("periods")["months"], table("periods")["short_months"])), said)[-1]
            )
            if year is None and anchor.reference is not None:
                year_of = anchor.reference.year - (number > anchor.reference.month)
                first = date(year_of, number, 1)
            elif year is not None:
                first = date(year, number, 1)
            if first is not None:
                last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        elif kind == "last_month" and anchor.published is not None:
            last = anchor.published.replace(day=1) - timedelta(days=1)
            first = last.replace(day=1)
        elif kind == "since_onset":
            first = anchor.onset
        elif kind in ("year", "other_year", "since_year") and year is not None:
            first, last = date(year, 1, 1), date(year, 12, 31)
        if kind.startswith("since"):
            last = anchor.published
        if kind.startswith("as_of"):
            first = None
        found.append(Timex(match.start(), match.end(), kind, first, last, explicit, whole, year))
    return found


def days_of(timexes: list[Timex], anchor: Anchor) -> Days | None:
    """The first and the last day that a report names, of those the event can have, and the latest it can be of."""
    opening = anchor.onset or (anchor.published - timedelta(days=60) if anchor.published else None)
    named = [
        d
        for t in timexes
        if t.kind
        in (
            "weekday",
            "weekdays",
            "date",
            "as_of",
            "since_weekday",
            "as_of_weekday",
            "since_date",
            "between",
            "day_range",
        )
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


def as_of(timex: Timex | None, cumulative: bool, published: Published | None, days: Days | None) -> AsOf | None:
    """When a figure held: stated, the end of its period, the publication, or the weekdays that the report names."""
    if (
        timex is not None
        and timex.kind.startswith("as_of")
        and timex.last is not None
        and (timex.explicit or published)
    ):
        return AsOf(date=timex.last, earliest=timex.last, latest=timex.last, basis="explicit")
    if (
        timex is not None
        and cumulative
        and timex.last is not None
        and not timex.whole
        and (timex.explicit or published)
    ):
        return AsOf(date=timex.last, earliest=timex.last, latest=timex.last, basis="period")
    if published is not None:
        return AsOf(date=published.date, earliest=published.date, latest=published.date, basis="published")
    if days is not None and days.last is not None:
        return AsOf(date=None, earliest=days.last, latest=days.latest, basis="weekdays")
    return None


def period(timex: Timex, text: str) -> Period:
    """The record of an expression of time."""
    return Period(start=timex.first, end=timex.last, text=text[timex.start : timex.end])

"""Expressions of time, found in a sentence by the forms of lexicons/en/periods.toml."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from reconcile.extractors.resolving import RESOLVERS, Anchor, Said
from reconcile.extractors.tokens import words
from reconcile.lexicon import table
from reconcile.records import Period

# Every expression of time holds one of these words, a month, a weekday, or a year.
_HINTS = (
    "day", "days", "week", "weeks", "month", "months", "year", "years", "night", "hour", "hours", "since", "recent",
    "today", "yesterday", "overnight", "weekend", "ago", "earlier", "before", "sept",
)  # fmt: skip
_YEAR = re.compile(r"19|20")
_PART = re.compile(r"\(\?P<(\w+)>")


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


@dataclass(frozen=True, slots=True)
class _Form:
    """A form's kind, whether it runs up to the report, and the groups of its parts, with what they are called."""

    kind: str
    whole: bool
    parts: tuple[tuple[str, str], ...]


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, _Form], re.Pattern[str]]:
    lexicon = table("periods")
    month = "(?:" + "|".join(chain(lexicon["months"], ["sept"], lexicon["short_months"])) + r")\b"
    weekday = "(?:" + "|".join(lexicon["weekdays"]) + ")"
    year = r"(?:,? (?:19|20)\d\d\b)?"
    day = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    dated = (
        rf"(?:{day}(?:st|nd|rd|th)? (?:of )?{month}\b\.?{year}"
        rf"|{month}\.? {day}(?:st|nd|rd|th)?(?!\d){year}|(?:19|20)\d\d-\d\d-\d\d)"
    )
    count = r"(?:a|one|two|three|four|five|six|seven|ten|twelve|\d{1,3})"
    forms: dict[str, _Form] = {}
    parts = []
    for i, form in enumerate(lexicon["period"]):
        key = f"p{i}"
        pattern = form["pattern"]
        for name, expression in (
            ("date", dated),
            ("day", day),
            ("weekday2", weekday),
            ("weekday", weekday),
            ("month", month),
            ("count", count),
        ):
            pattern = pattern.replace("{" + name + "}", expression)
        pattern = _PART.sub(rf"(?P<{key}_\1>", pattern)
        pattern = re.sub(r"\(\?\((\w+)\)", rf"(?({key}_\1)", pattern)
        parts.append(f"(?P<{key}>{pattern})")
        named = tuple((f"{key}_{name}", name) for name in dict.fromkeys(_PART.findall(form["pattern"])))
        forms[key] = _Form(form["kind"], bool(form.get("whole")), named)
    days = re.compile(rf"(?:{weekday}|{dated})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})"), forms, days


@cache
def _hints() -> frozenset[str]:
    lexicon = table("periods")
    return frozenset((*_HINTS, *lexicon["months"], *lexicon["short_months"], *lexicon["weekdays"]))


def find(low: str, anchor: Anchor) -> list[Timex]:
    """The expressions of time in a sentence given in lower case, in order."""
    if not _YEAR.search(low) and _hints().isdisjoint(words(low)):
        return []
    regex, forms, days = _forms()
    found: list[Timex] = []
    for match in regex.finditer(low):
        key = match.lastgroup
        assert key is not None
        form = forms[key]
        kind = form.kind
        named = {name: part for group, name in form.parts if (part := match[group])}
        said = Said(match[0], named, tuple(days.findall(match[0])))
        span = RESOLVERS[kind](said, anchor)
        first = None if kind.startswith("as_of") else span.first
        last = anchor.published if kind.startswith("since") else span.last
        end = match.end() - match[0].endswith(".")  # of "on 7 March." the stop is the sentence's
        found.append(Timex(match.start(), end, kind, first, last, span.explicit, form.whole, span.year))
    return found


def period(timex: Timex, text: str) -> Period:
    """The record of an expression of time."""
    return Period(start=timex.first, end=timex.last, text=text[timex.start : timex.end])

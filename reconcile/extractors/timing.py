"""Which expression of time a number goes with, where its sentence holds several."""

import re
from collections.abc import Sequence
from functools import cache

from reconcile.extractors.periods import Timex
from reconcile.extractors.scopes import OPENING
from reconcile.extractors.sources import Credit
from reconcile.lexicon import table

_LASTING = ("between", "past_span", "day_range", "weekdays")  # nobody speaks for so long
_SPOKEN = 6  # characters: "said late on Friday"
_TOLD = ("month", "year", "date", "since_month", "since_year", "weekday")
_CLAUSE = re.compile(r"\b(?:since|following|when|which|who|that|whose|where|because|fall of|ouster)\b")


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('periods')['saying'])})\b[^,;]*$")


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
        and not _reported(t, low)
        and not any(_spoken(t, c, low) or _opens(t, c, low) for c in credited if c.spoken)
        and not low.endswith("'s", t.start, t.end)  # "Friday's strike" is when the strike was
        and not (t.kind in _TOLD and t.start > at and _is_told(t, low[at : t.start]))
        and not (t.kind in _TOLD and t.year is None and t.end <= at and _of_the_event(low, opening + 1, t))
        and not any(at < n < t.start for n in formers)
    ]
    own = [t for t in near if not any(at < n < t.start for n in numbers)]
    return min(own or near, key=lambda t: (_apart(t, at, low), min(abs(t.start - at), abs(t.end - at))), default=None)


def _apart(timex: Timex, at: int, low: str) -> bool:
    """Whether a comma stands between a number and a time before it, unless that opens the sentence.

    Of "lost ten in that week, five of them on Monday" the five are of Monday.
    """
    return OPENING <= timex.start < at and "," in low[timex.end : at]


def _is_told(timex: Timex, between: str) -> bool:
    """Whether a clause between a number and a time behind it has that time, not the number: "died after … in May"."""
    return _CLAUSE.search(between) is not None or (timex.year is None and " after " in between)


# "the ferry, which sank", "floods that hit the valley": a clause that is still open, with a verb and no number in it.
_EVENT = re.compile(r"(?P<before>[^\s,]+),? (?:when|which|who|that|where|after) (?!\d)[a-z'’-]+ [^,;:\d]*$")


def _of_the_event(low: str, opening: int, timex: Timex) -> bool:
    """Whether a time stands in a clause, open since `opening`, that tells what happened then, and counts nobody."""
    opened = _EVENT.search(low[opening : timex.start])
    return opened is not None and _saying().search(opened["before"]) is None and not low.startswith(":", timex.end)


def _reported(timex: Timex, low: str) -> bool:
    """Whether a time is that of a report: "told parliament on Tuesday that"."""
    brief = timex.kind not in _LASTING and not timex.kind.startswith(("as_of", "since"))
    return brief and low.startswith(" that ", timex.end) and _saying().search(low, 0, timex.start) is not None


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
        and timex.start < OPENING
        and timex.end < credit.start
        and not low[timex.end : credit.start].strip(" ,")
    )

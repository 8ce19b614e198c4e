"""When a toll held: lent by its report, else its place among the tolls of the same originator."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import FALLING
from reconcile.reconciler.keys import Key
from reconcile.records import AsOf, AsOfBasis, Scope

Interval = tuple[date | None, date | None]


def place(claims: Iterable[Claim]) -> list[Claim]:
    """Give the claims in the same order, with an as-of for each toll of the event that can be placed.

    A placed report lends its date or interval to its undated tolls. A toll that is still undated, or of which only the
    earliest day is known, is put between the next lower and the next higher dated toll of its originator and key. What
    so becomes known of a toll holds for the others of its report, and then for the same number of the same counter
    (basis `tolls`, which proves nothing).
    """
    lent = [_lend(claim) for claim in claims]
    tracks: dict[tuple[Key, str], list[Claim]] = defaultdict(list)
    for claim in lent:
        if claim.whole and claim.originator and claim.paired and claim.as_of:
            tracks[claim.key, claim.originator].append(claim)
    ladders = {track: _Ladder(tolls) for track, tolls in tracks.items()}
    made = [_between(claim, ladders.get((claim.key, claim.originator or ""))) for claim in lent]
    made = _shared(made, lambda claim: (claim.report.id,), ("tolls", "explicit"))
    return _shared(
        made, lambda claim: (claim.key, claim.originator, claim.stated) if claim.originator else None, ("tolls",)
    )


def _lend(claim: Claim) -> Claim:
    report = claim.report
    if claim.as_of or not claim.whole:
        return claim
    if report.published:
        end = claim.lead.period.end if claim.lead.period and claim.lead.scope is Scope.WINDOW else None
        if end is None:
            return replace(claim, as_of=report.held)
        day = min(end, report.published.date)
        return replace(claim, as_of=AsOf(date=day, earliest=day, latest=day, basis="period"))
    if report.days and report.days.last:
        as_of = AsOf(date=None, earliest=report.days.last, latest=report.days.latest, basis="weekdays")
        return replace(claim, as_of=as_of)
    return claim


class _Ladder:
    """One originator's dated tolls of one key, as they ascend, and the days that bound an open toll among them.

    `begins` has for each toll the latest first day of it and those below, `ends` the earliest last day of it and those
    above; where the number may fall, of the equal ones alone.
    """

    def __init__(self, tolls: Sequence[Claim]) -> None:
        self.tolls = sorted(tolls, key=lambda claim: claim.stated)
        self.numbers = [claim.stated for claim in self.tolls]
        falls = tolls[0].key.outcome in FALLING
        firsts = [claim.as_of.earliest if claim.as_of and not _open(claim.as_of) else None for claim in self.tolls]
        lasts = [claim.as_of.latest if claim.as_of else None for claim in self.tolls]
        self.begins = _running(self.numbers, firsts, max, falls)
        self.ends = _running(self.numbers[::-1], lasts[::-1], min, falls)[::-1]

    def around(self, number: int) -> Interval:
        """Give the first day of the next lower toll and the last day of the next higher one."""
        at, behind = bisect_left(self.numbers, number), bisect_right(self.numbers, number)
        low = self.tolls[at - 1].as_of if at else None
        high = self.tolls[behind].as_of if behind < len(self.tolls) else None
        return low.earliest if low else None, high.latest if high else None

    def bounds(self, number: int) -> Interval:
        """Give the days that bound an open toll of `number`, which is one of these."""
        return self.begins[bisect_right(self.numbers, number) - 1], self.ends[bisect_left(self.numbers, number)]


def _running(
    numbers: Sequence[int], days: Sequence[date | None], best: Callable[..., date], afresh: bool
) -> list[date | None]:
    """Give, for each number, the best of the days so far; `afresh`: of those of the same number."""
    found: list[date | None] = []
    for i, day in enumerate(days):
        before = found[-1] if i and not (afresh and numbers[i] != numbers[i - 1]) else None
        found.append(best(before, day) if before and day else before or day)
    return found


def _between(claim: Claim, ladder: _Ladder | None) -> Claim:
    """Place a toll by number among the dated ones of its originator; nothing is said where the two sides cross.

    An undated toll lies between its neighbours. Of one whose earliest day alone is known, the same number elsewhere
    bounds it as well, and so does every higher toll, unless the number may fall.
    """
    if ladder is None or not claim.whole or not claim.paired or not _open(claim.as_of):
        return claim
    if claim.as_of is None:
        earliest, latest = ladder.around(claim.stated)
    else:
        first, latest = ladder.bounds(claim.stated)
        earliest = max((day for day in (claim.as_of.earliest, first) if day), default=None)
        if latest is None:
            return claim
    if (earliest is None and latest is None) or (earliest and latest and earliest > latest):
        return claim
    return replace(claim, as_of=AsOf(date=None, earliest=earliest, latest=latest, basis="tolls"))


def settled(own: AsOf | None, placed: AsOf | None) -> AsOf | None:
    """Give what is known in the end of when a figure held: its own as-of, unless the folder closes it."""
    return placed if placed is not None and _open(own) else own


def _open(as_of: AsOf | None) -> bool:
    """Whether a toll is undated, or only by the days that its report names, and open upwards."""
    return as_of is None or (as_of.basis == "weekdays" and as_of.latest is None)


def _shared(
    claims: Sequence[Claim], group: Callable[[Claim], Hashable | None], bases: Sequence[AsOfBasis]
) -> list[Claim]:
    """Give each open toll the interval that the closed ones of its group, of these bases, have together."""
    known: dict[Hashable, list[AsOf]] = defaultdict(list)
    for claim in claims:
        if claim.whole and claim.as_of and claim.as_of.basis in bases and claim.as_of.latest:
            known[group(claim)].append(claim.as_of)
    known.pop(None, None)
    together = {mark: _meeting(intervals) for mark, intervals in known.items()}
    return [
        replace(claim, as_of=as_of)
        if claim.whole and _open(claim.as_of) and (as_of := together.get(group(claim)))
        else claim
        for claim in claims
    ]


def _meeting(intervals: Sequence[AsOf]) -> AsOf | None:
    """Give the interval in which all these lie, if there is one."""
    earliest = max((each.earliest for each in intervals if each.earliest), default=None)
    latest = min(each.latest for each in intervals if each.latest)
    if earliest and earliest > latest:
        return None
    return AsOf(date=None, earliest=earliest, latest=latest, basis="tolls")

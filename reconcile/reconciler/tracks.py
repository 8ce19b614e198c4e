"""Claims sorted into cells (what is counted), and in each cell into lanes (who counted), in order of time."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from operator import itemgetter

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.keys import Key
from reconcile.reconciler.parts import Part
from reconcile.records import certainly_before

NEAR = timedelta(days=1)
# Who counted; uncredited claims are of their report.
Owner = tuple[str | None, str | None]


class Lane(tuple[Claim, ...]):
    """One originator's claims of one thing, in the order of time."""

    @cached_property
    def distinct(self) -> list[Claim]:
        """The claims whose numbers are compared, each number once, as first given."""
        first: dict[tuple[int, int | None], Claim] = {}
        for claim in self:
            if claim.paired:
                first.setdefault((claim.stated, claim.lead.quantity.upper), claim)
        return list(first.values())

    @cached_property
    def latest(self) -> Claim | None:
        """The last claim whose number is compared: one that comes back to an earlier number is the latest as well."""
        return next((claim for claim in reversed(self) if claim.paired), None)

    @cached_property
    def by_report(self) -> Mapping[str, Sequence[Claim]]:
        """The distinct ones by the id of their report."""
        reports: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.distinct:
            reports[claim.report.id].append(claim)
        return reports

    @cached_property
    def _by_day(self) -> tuple[list[date], list[Claim]]:
        known = [(claim.on, claim) for claim in self.distinct if claim.on]
        known.sort(key=itemgetter(0))
        return [on for on, _ in known], [claim for _, claim in known]

    def near(self, on: date) -> Sequence[Claim]:
        """Give the distinct ones that are known to be of a day, of the one before, or of the next."""
        days, claims = self._by_day
        return claims[bisect_left(days, on - NEAR) : bisect_right(days, on + NEAR)]


@dataclass(frozen=True, slots=True)
class Cell:
    """The claims that can be compared number by number: those of one key, and of the same part where they are parts."""

    key: Key
    part: Part | None
    lanes: Mapping[Owner, Lane]

    @property
    def counters(self) -> tuple[tuple[str, Lane], ...]:
        """The originators and their lanes, without what nobody is credited with."""
        return tuple((originator, lane) for (originator, _), lane in self.lanes.items() if originator)


def owner(claim: Claim) -> Owner:
    """Say whose claim it is."""
    return (claim.originator, None) if claim.originator else (None, claim.report.edition)


def cells(claims: Iterable[Claim]) -> list[Cell]:
    """Sort claims into cells and lanes; a headline that restates stands in the lane of the claim that it restates.

    Windows and incidents that no dates place are like no other, and are left out.
    """
    claims = list(claims)
    by_lead = {claim.lead.id: claim for claim in claims}
    sorted_: dict[tuple[Key, Part | None], dict[Owner, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        home = by_lead[claim.restates.id] if claim.restates else claim
        if home.part is None or home.part.placed:
            sorted_[home.key, home.part][owner(home)].append(claim)
    return [
        Cell(key, part, {who: _in_order(lane) for who, lane in lanes.items()}) for (key, part), lanes in sorted_.items()
    ]


def day(claim: Claim) -> date | None:
    """Give the day by which a claim is put in order: its own, else the earliest that it can have."""
    return (claim.as_of.date or claim.as_of.earliest) if claim.as_of else None


def _in_order(lane: Iterable[Claim]) -> Lane:
    """Order by day, then by number; a claim without a day stands before the first higher one."""
    rising = sorted(lane, key=lambda claim: (claim.stated, not claim.restates, claim.report.id))
    ordered = sorted((claim for claim in rising if day(claim)), key=lambda claim: day(claim) or date.min)
    for i in range(len(ordered) - 1):
        one, two = ordered[i], ordered[i + 1]
        if one.stated > two.stated and certainly_before(one.as_of, two.as_of) is None:
            ordered[i], ordered[i + 1] = two, one
    highest = accumulate((claim.stated for claim in ordered), max)
    placed = [(claim.stated, claim) for claim in rising if not day(claim)]
    placed += zip(highest, ordered, strict=True)
    return Lane(claim for _, claim in sorted(placed, key=itemgetter(0)))

"""Claims sorted into cells (what is counted), and in each cell into lanes (who counted), in order of time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reconcile.reconciler.claims import Claim, Part
from reconcile.reconciler.comparison import certainly_before
from reconcile.results import SeriesKey

# Who counted; uncredited claims are of their report.
Owner = tuple[str | None, str | None]
Lanes = Mapping[Owner, Sequence[Claim]]


@dataclass(frozen=True, slots=True)
class Cell:
    """The claims that can be compared number by number: those of one key, and of the same part where they are parts."""

    key: SeriesKey
    part: Part | None
    lanes: Lanes

    @property
    def counters(self) -> tuple[tuple[str, Sequence[Claim]], ...]:
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
    sorted_: dict[tuple[SeriesKey, Part | None], dict[Owner, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        home = by_lead[claim.restates.id] if claim.restates else claim
        if home.part is None or home.part.placed:
            sorted_[home.key, home.part][owner(home)].append(claim)
    return [
        Cell(key, part, {who: _in_order(lane) for who, lane in lanes.items()}) for (key, part), lanes in sorted_.items()
    ]


def distinct(lane: Iterable[Claim]) -> list[Claim]:
    """Give the claims whose numbers are compared, each number once, as first given."""
    first: dict[tuple[int, int | None], Claim] = {}
    for claim in lane:
        if claim.paired:
            first.setdefault((claim.stated, claim.lead.quantity.upper), claim)
    return list(first.values())


def day(claim: Claim) -> date | None:
    """Give the day by which a claim is put in order: its own, else the earliest that it can have."""
    return (claim.as_of.date or claim.as_of.earliest) if claim.as_of else None


def dated(claim: Claim) -> date | None:
    """Give the day as of which a claim is known to be, null where it is not known to the day."""
    return claim.as_of.date if claim.as_of else None


def _in_order(lane: Iterable[Claim]) -> tuple[Claim, ...]:
    """Order by day, then by number; a claim without a day stands before the first higher one."""
    rising = sorted(lane, key=lambda claim: (claim.stated, not claim.restates, claim.report.id))
    ordered = sorted((claim for claim in rising if day(claim)), key=lambda claim: day(claim) or date.min)
    for i in range(len(ordered) - 1):
        one, two = ordered[i], ordered[i + 1]
        if one.stated > two.stated and certainly_before(one.as_of, two.as_of) is None:
            ordered[i], ordered[i + 1] = two, one
    for claim in reversed([claim for claim in rising if not day(claim)]):
        at = next((i for i, other in enumerate(ordered) if other.stated >= claim.stated), len(ordered))
        ordered.insert(at, claim)
    return tuple(ordered)

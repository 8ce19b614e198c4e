"""When a toll held: lent by its report, else its place among the tolls of the same originator."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import FALLING
from reconcile.records import AsOf, AsOfBasis, Scope
from reconcile.results import SeriesKey


def place(claims: Iterable[Claim]) -> list[Claim]:
    """Give the claims in the same order, with an as-of for each toll of the event that can be placed.

    A placed report lends its date or interval to its undated tolls. A toll that is still undated, or of which only the
    earliest day is known, is put between the next lower and the next higher dated toll of its originator and key. What
    so becomes known of a toll holds for the others of its report, and then for the same number of the same counter
    (basis `tolls`, which proves nothing).
    """
    lent = [_lend(claim) for claim in claims]
    tracks: dict[tuple[SeriesKey, str], list[Claim]] = defaultdict(list)
    for claim in lent:
        if claim.whole and claim.originator and claim.paired and claim.as_of:
            tracks[claim.key, claim.originator].append(claim)
    for track in tracks.values():
        track.sort(key=lambda claim: claim.stated)
    made = [_between(claim, tracks.get((claim.key, claim.originator or ""), ())) for claim in lent]
    made = _shared(made, lambda claim: (claim.report.id,), ("tolls", "explicit"))
    return _shared(
        made, lambda claim: (claim.key, claim.originator, claim.stated) if claim.originator else None, ("tolls",)
    )


def _number(claim: Claim) -> tuple[SeriesKey, str, int] | None:
    """What a counter's number is the same by, in whichever report; null where nobody is credited."""
    return (claim.key, claim.originator, claim.stated) if claim.originator else None


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


def _between(claim: Claim, dated: Sequence[Claim]) -> Claim:
    """Place a toll by number among `dated`, which ascend; nothing is said where the two sides cross.

    An undated toll lies between its neighbours. Of one whose earliest day alone is known, the same number elsewhere
    bounds it as well, and so does every higher toll, unless the number may fall.
    """
    if not claim.whole or not claim.paired or not _open(claim.as_of):
        return claim
    own = claim.as_of
    others = [other for other in dated if other is not claim and other.as_of]
    if own is None:
        low = next((other.as_of for other in reversed(others) if other.stated < claim.stated), None)
        high = next((other.as_of for other in others if other.stated > claim.stated), None)
        earliest, latest = low.earliest if low else None, high.latest if high else None
    else:
        if claim.key.outcome in FALLING:
            others = [other for other in others if other.stated == claim.stated]
        below = [
            o.as_of.earliest
            for o in others
            if o.as_of and o.stated <= claim.stated and o.as_of.earliest and not _open(o.as_of)
        ]
        above = [o.as_of.latest for o in others if o.as_of and o.stated >= claim.stated and o.as_of.latest]
        earliest, latest = max((d for d in (own.earliest, *below) if d), default=None), min(above, default=None)
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
    return [_closed(claim, known.get(key, ()) if (key := group(claim)) is not None else ()) for claim in claims]


def _closed(claim: Claim, known: Sequence[AsOf]) -> Claim:
    """Give an open toll the interval in which all those `known` lie, if there is one."""
    if not known or not claim.whole or not _open(claim.as_of):
        return claim
    earliest = max((each.earliest for each in known if each.earliest), default=None)
    latest = min(each.latest for each in known if each.latest)
    if earliest and earliest > latest:
        return claim
    return replace(claim, as_of=AsOf(date=None, earliest=earliest, latest=latest, basis="tolls"))

"""When a toll held: lent by its report, else its place among the tolls of the same originator."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reconcile.reconciler.claims import Claim
from reconcile.records import AsOf, Scope
from reconcile.results import SeriesKey


def place(claims: Iterable[Claim]) -> list[Claim]:
    """Give the claims in the same order, with an as-of for each toll of the event that can be placed.

    A placed report lends its date or interval to its undated tolls; a toll that is still undated is put between the
    next lower and the next higher dated toll of its originator and key (basis `tolls`, which proves nothing).
    """
    lent = [_lend(claim) for claim in claims]
    tracks: dict[tuple[SeriesKey, str], list[Claim]] = defaultdict(list)
    for claim in lent:
        if claim.whole and claim.originator and claim.paired and claim.as_of:
            tracks[claim.key, claim.originator].append(claim)
    for track in tracks.values():
        track.sort(key=lambda claim: claim.stated)
    return [_between(claim, tracks.get((claim.key, claim.originator or ""), ())) for claim in lent]


def _lend(claim: Claim) -> Claim:
    report = claim.report
    if claim.as_of or not claim.whole:
        return claim
    if report.published:
        end = claim.lead.period.end if claim.lead.period and claim.lead.scope is Scope.WINDOW else None
        day = min(end, report.published.date) if end else report.published.date
        return replace(claim, as_of=AsOf(date=day, earliest=day, latest=day, basis="period" if end else "published"))
    if report.days and report.days.last:
        as_of = AsOf(date=None, earliest=report.days.last, latest=report.days.latest, basis="weekdays")
        return replace(claim, as_of=as_of)
    return claim


def _between(claim: Claim, dated: Sequence[Claim]) -> Claim:
    """Place an undated toll by number among `dated`, which ascend; nothing is said where the two sides cross."""
    if claim.as_of or not claim.whole or not claim.paired:
        return claim
    lower = next((other.as_of for other in reversed(dated) if other.stated < claim.stated), None)
    higher = next((other.as_of for other in dated if other.stated > claim.stated), None)
    earliest = lower.earliest if lower else None
    latest = higher.latest if higher else None
    if (earliest is None and latest is None) or (earliest and latest and earliest > latest):
        return claim
    return replace(claim, as_of=AsOf(date=None, earliest=earliest, latest=latest, basis="tolls"))

"""A draft against what others report: whether each of its figures is still what its counter says."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from reconcile.case import Case
from reconcile.reconciler import origins
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.containment import side
from reconcile.reconciler.difference import apart, changed, unpaired
from reconcile.reconciler.keys import Key
from reconcile.reconciler.tracks import cells
from reconcile.records import Figure, Qualifier, Report
from reconcile.results import Against, Diff, Drafted, Same

Status = Literal["backed", "outdated", "qualifier_lost", "credit_changed", "not_found"]


def diff_draft(
    draft: Report,
    drafted: Sequence[Figure],
    reports: Sequence[Report],
    figures: Sequence[Figure],
    case: Case,
    path: str,
) -> Diff:
    """Compare a draft with the `figures` of a folder's `reports`, or of an earlier result; `path` names their place.

    Each figure of the draft is backed; or outdated (its counter has since given another number); or it has lost its
    qualifier, or its credit has changed; or nobody gives it. `match` is the figure that says so.
    """
    drafted, figures = origins.jointly(drafted, figures, case)
    ones, others = apart(draft, drafted, reports, figures, case)
    found = [(claim, *verdict) for claim, verdict in zip(ones, _judged(ones, others), strict=True) if claim.paired]
    backed = [(claim, match) for claim, status, match in found if match and status == "backed"]
    matches = {match.lead.id: match.lead for _, _, match in found if match}
    return Diff(
        a=draft,
        b=None,
        against=Against(path=path, reports=len(reports)),
        figures=(*drafted, *matches.values()),
        changed=tuple(changed(claim, match, case) for claim, status, match in found if match and status != "backed"),
        only_a=tuple(claim.lead.id for claim, _, match in found if match is None),
        only_b=(),
        same=tuple(Same(a=claim.lead.id, b=match.lead.id) for claim, match in backed),
        unpaired=tuple(unpaired(drafted, ones)),
        draft=tuple(
            Drafted(figure=claim.lead.id, status=status, match=match.lead.id if match else None)
            for claim, status, match in found
        ),
        errors=(),
    )


def _judged(drafted: Sequence[Claim], others: Sequence[Claim]) -> list[tuple[Status, Claim | None]]:
    given: dict[Key, list[Claim]] = defaultdict(list)
    for claim in others:
        if claim.paired:
            given[claim.key].append(claim)
    latest = {
        claim.lead.id: lane.distinct[-1]
        for cell in cells(others)
        for _, lane in cell.counters
        if lane.distinct
        for claim in lane
    }
    return [_judge(claim, given[claim.key], latest) for claim in drafted]


def _judge(claim: Claim, given: Sequence[Claim], latest: dict[str, Claim]) -> tuple[Status, Claim | None]:
    """Find what a draft's figure goes back to: the same number, else, where the draft rounds, one that it fits."""
    found = [other for other in given if _same_scope(claim, other) and other.stated == claim.stated]
    rounded = not found and claim.lead.quantity.qualifier is not Qualifier.EXACT
    if rounded:
        found = [other for other in given if _same_scope(claim, other) and _fits(claim, other)]
    if not found:
        return "not_found", None
    credited = [other for other in found if other.originator == claim.originator]
    if not credited:
        return "credit_changed", found[-1]
    kept = [other for other in credited if other.lead.quantity.qualifier == claim.lead.quantity.qualifier]
    match = (kept or credited)[-1]
    now = latest.get(match.lead.id, match)
    elsewhere = now.report.id != match.report.id
    if elsewhere and now.stated != match.stated and not (rounded and _fits(claim, now)):
        return "outdated", now
    return ("backed" if kept or rounded else "qualifier_lost"), match


def _same_scope(a: Claim, b: Claim) -> bool:
    return (a.part is None) == (b.part is None) and (a.part is None or b.part is None or a.part.scope == b.part.scope)


def _fits(a: Claim, b: Claim) -> bool:
    return side(a.taken, b.taken) == "overlap"

"""Findings made of claims, and brought together: few, the gravest first."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from reconcile import phrases
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.keys import Key
from reconcile.reconciler.rows import Severity
from reconcile.reconciler.series import series_id
from reconcile.records import Evidence, Figure
from reconcile.results import Change, Derivation, Finding, Quote, Series

GRAVITY: Mapping[Severity, int] = {"conflict": 0, "caution": 1, "info": 2}


def finding(
    relation: str,
    severity: Severity,
    key: Key | None,
    claims: Sequence[Claim],
    *,
    dimension: str | None,
    message: str,
    reason: str,
    detail: Derivation | Change | None = None,
) -> Finding:
    """Make a finding about `claims`, in their order; its id follows from the relation and the figures."""
    leads = [claim.lead for claim in claims]
    ids = tuple(dict.fromkeys(lead.id for lead in leads))
    return Finding(
        id=hashlib.sha1("\n".join((relation, *sorted(ids))).encode(), usedforsecurity=False).hexdigest()[:8],
        relation=relation,
        severity=severity,
        series=series_id(key) if key else None,
        figures=ids,
        dimension=dimension,
        message=message,
        reason=reason,
        detail=detail,
        quotes=tuple(map(quote, {lead.id: lead for lead in leads}.values())),
    )


def quote(figure: Figure) -> Quote:
    """Quote a figure with its number in square brackets."""
    return Quote(
        figure=figure.id,
        report=figure.report,
        line=figure.evidence.line,
        label=figure.label,
        source=figure.source.id if figure.source else None,
        sentence=_marked(figure.evidence),
    )


@lru_cache(maxsize=2**16)
def _marked(evidence: Evidence) -> str:
    """Mark the number in its sentence, which several findings may quote."""
    return phrases.marked(evidence)


def ranked(findings: Iterable[Finding], series: Iterable[Series]) -> tuple[Finding, ...]:
    """Put conflicts first, then cautions; otherwise keep the order, and give each finding once.

    A finding about parts alone has no series, for there is none of their key among `series`.
    """
    known = {item.id for item in series}
    unique = {
        found.id: found if found.series in known else found.model_copy(update={"series": None}) for found in findings
    }
    return tuple(sorted(unique.values(), key=lambda found: GRAVITY[found.severity]))

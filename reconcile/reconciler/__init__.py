"""What the figures of several reports say together: series, and why figures differ."""

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from reconcile.case import Case
from reconcile.reconciler import dates, editions, groups, origins, reviews, series, slips
from reconcile.reconciler.claims import claims
from reconcile.reconciler.difference import diff
from reconcile.reconciler.drafts import diff_draft
from reconcile.reconciler.findings import ranked
from reconcile.reconciler.sums import sums
from reconcile.reconciler.tracks import cells
from reconcile.reconciler.verdicts import judge
from reconcile.records import AsOf, Figure, Report
from reconcile.results import Finding, Series

__all__ = ["Reconciliation", "diff", "diff_draft", "reconcile"]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What stands in the reports together.

    The reports, each text once; their figures with as-of dates placed, the series, the findings (conflicts first), what
    was assumed, and the lines of the case file's reviews whose figures are not found.
    """

    reports: tuple[Report, ...]
    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    findings: tuple[Finding, ...]
    assumed: tuple[str, ...]
    stale: tuple[int, ...] = ()


def reconcile(reports: Sequence[Report], figures: Sequence[Figure], case: Case) -> Reconciliation:
    """Compare the figures of `reports`, which are of one event."""
    with _uncollected():
        return _reconcile(reports, figures, case)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do without the collector of cycles: there are none, and it would look at every figure again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _reconcile(reports: Sequence[Report], figures: Sequence[Figure], case: Case) -> Reconciliation:
    gathered = editions.gather(reports, figures)
    reports = gathered.reports
    figures, joined = origins.resolve(gathered.figures, case)
    made, assumed = claims(reports, figures, case)
    placed = dates.place(made)
    sorted_ = cells(placed)
    headlines = list(groups.headlines(placed))
    typos = list(slips.typos(sorted_))
    mistyped = {found.figures[0] for found in typos}
    resets = [found for found in slips.resets(sorted_) if mistyped.isdisjoint(found.figures)]
    added = list(sums(placed))
    outliers = list(slips.outliers(sorted_, mistyped))
    echoes = list(groups.echoes(sorted_))
    checked = (*headlines, *typos, *resets, *outliers)
    explained: list[Collection[str]] = [found.figures for found in checked]
    explained += ((split.total.lead.id, part.lead.id) for _, split in added for part in split.parts)
    as_of = {mention.id: claim.as_of for claim in placed for mention in claim.mentions}
    tracked = series.build(sorted_)
    grouped = chain(typos, headlines, resets, (found for found, _ in added), outliers, echoes)
    findings = chain(grouped, judge(placed, sorted_, case, explained))
    return Reconciliation(
        reports=gathered.reports,
        figures=tuple(_settled(figure, as_of.get(figure.id)) for figure in figures),
        series=tracked,
        findings=tuple(reviews.mark(ranked(findings, tracked), figures, reports, case)),
        assumed=(*gathered.told, *assumed, *joined),
        stale=tuple(reviews.stale(figures, reports, case)),
    )


def _settled(figure: Figure, placed: AsOf | None) -> Figure:
    as_of = dates.settled(figure.as_of, placed)
    return figure if as_of is figure.as_of else figure.model_copy(update={"as_of": as_of})

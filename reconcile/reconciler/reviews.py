"""Findings that the analyst reviewed, by their relation and their figures; one whose figures changed is no longer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reconcile import anchors
from reconcile.case import Case
from reconcile.corrections import Reviewed
from reconcile.records import Figure, Report
from reconcile.results import Finding, Review


def mark(
    findings: Iterable[Finding], figures: Sequence[Figure], reports: Sequence[Report], case: Case
) -> list[Finding]:
    """Mark the findings that the case's reviews speak of: those of the same relation and the very same figures.

    A figure that is corrected further down in the case file than the review stands has changed since.
    """
    if not case.reviewed:
        return list(findings)
    texts = {report.id: report.text for report in reports}
    by_report = defaultdict(list)
    for figure in figures:
        by_report[figure.report].append(figure)
    corrected = {figure.id: figure.corrected.line for figure in figures if figure.corrected}
    meant = {(entry.relation, _figures(entry, by_report, texts)): entry for entry in case.reviewed}
    marked = []
    for finding in findings:
        entry = meant.get((finding.relation, frozenset(finding.figures)))
        stands = entry and all(corrected.get(figure, 0) <= entry.line for figure in finding.figures)
        review = Review(line=entry.line, by=entry.by, on=entry.on, why=entry.why) if entry and stands else None
        marked.append(finding.model_copy(update={"reviewed": review}) if review else finding)
    return marked


def stale(figures: Sequence[Figure], reports: Sequence[Report], case: Case) -> Iterator[int]:
    """Give the lines of the reviews that name a figure which is not found, in a report that was read."""
    texts = {report.id: report.text for report in reports}
    by_report = defaultdict(list)
    for figure in figures if case.reviewed else ():
        by_report[figure.report].append(figure)
    for entry in case.reviewed:
        single = (entry.model_copy(update={"quotes": (quoted,)}) for quoted in entry.quotes if quoted.report in texts)
        if not all(_figures(each, by_report, texts) for each in single):
            yield entry.line


def _figures(entry: Reviewed, figures: Mapping[str, Sequence[Figure]], texts: Mapping[str, str]) -> frozenset[str]:
    """Give the ids of the figures that a review names; a quote that is not found once names none."""
    found: set[str] = set()
    for quoted in entry.quotes:
        spans = anchors.find(texts.get(quoted.report, ""), quoted.quote)
        for span in spans if len(spans) == 1 else ():
            at = figures.get(quoted.report, ())
            found |= {f.id for f in at if f.evidence.start < span.end and span.start < f.evidence.end}
    return frozenset(found)

"""Findings by kind, the figures that none compares by the reason for it, and failures by what could not be done."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from reconcile.records import Figure, Qualifier, Scope
from reconcile.renderers import tolls, wording
from reconcile.results import Failure, Finding, Result

SEVERITIES = {
    "conflict": "Cannot both be true",
    "caution": "A reader would take these to differ",
    "info": "Explained",
}
# The severities of findings that ask for a decision.
FLAGGED = ("conflict", "caution")
HOLDS_TOGETHER = frozenset({"adds_up", "compatible", "echo", "revised_down"})
TOLD_AS_CHANGE = frozenset({"update", "follows"})
# Of a finding's quotes those that are shown whole; of more the places alone are told.
QUOTES_SHOWN = 6
FAILURES = {
    "Not read": ("input",),
    "Not in English": ("language",),
    "Entries of the case file that meet nothing": ("correction", "check"),
}


def waiting(findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings that nobody has reviewed."""
    return [finding for finding in findings if finding.reviewed is None]


def by_severity(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Give the findings of each severity, the gravest first; a severity without any has an empty list."""
    found: dict[str, list[Finding]] = {severity: [] for severity in SEVERITIES}
    for finding in findings:
        found[finding.severity].append(finding)
    return found


def explained(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Give what holds together, and what is explained and so not compared; not what is told as change over time."""
    together: list[Finding] = []
    apart: list[Finding] = []
    for finding in findings:
        if finding.severity == "info" and finding.relation not in TOLD_AS_CHANGE:
            (together if finding.relation in HOLDS_TOGETHER else apart).append(finding)
    return together, apart


def uncompared(result: Result) -> dict[str, list[Figure]]:
    """Give the figures that stand in no finding, and in no series as a number, by the reason for it."""
    points = [point for series in result.series for track in series.tracks for point in track.points]
    compared = {point.figure for point in points if point.status != "vague"}
    compared |= {figure for finding in result.findings for figure in finding.figures}
    # A number that a report repeats is one claim, which one of its mentions stands for.
    stated = {tolls.statement(figure) for figure in result.figures if figure.id in compared}
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in result.figures:
        if tolls.statement(figure) not in stated or figure.speculative:
            groups[_why_alone(figure)].append(figure)
    return groups


def _why_alone(figure: Figure) -> str:
    if figure.speculative:
        return "could be"
    if figure.revised:
        return "former values"
    if figure.also:
        return "several outcomes in one number"
    if figure.scope is Scope.BACKGROUND:
        return "another event or time"
    if figure.quantity.qualifier is Qualifier.VAGUE:
        return "vague"
    return "stated once" if figure.scope is Scope.CUMULATIVE else "parts of a toll"


def failures(errors: Iterable[Failure]) -> Iterator[tuple[str, list[str]]]:
    """Give what failed under the heading of its kind; a kind without any has an empty list."""
    errors = list(errors)
    for heading, kinds in FAILURES.items():
        yield heading, [wording.failure(error) for error in errors if error.kind in kinds]

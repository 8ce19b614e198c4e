"""What does not agree, and why; what holds together; what was not compared."""

from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len
from rich.text import Text

from reconcile.records import Figure, Qualifier, Report, Scope
from reconcile.renderers import wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import (
    CAUTION,
    CONFLICT,
    HEADING,
    LABEL_LIMIT,
    QUIET,
    Page,
    cut_within,
    hanging,
    listed,
    quote,
    section,
)
from reconcile.results import Finding, Quote, Result

HOLDS_TOGETHER = frozenset({"adds_up", "compatible", "echo", "revised_down"})
TOLD_AS_CHANGE = frozenset({"update", "follows"})
QUOTES_SHOWN = 6


def draw(result: Result, page: Page) -> Iterator[Text]:
    """Draw the sections on findings; the changes over time have their own."""
    labels = {report.id: report.label for report in result.reports}
    findings = [finding for finding in result.findings if finding.reviewed is None]
    conflicts = [finding for finding in findings if finding.severity == "conflict"]
    cautions = [finding for finding in findings if finding.severity == "caution"]
    explained = [f for f in findings if f.severity == "info" and f.relation not in TOLD_AS_CHANGE]
    yield from _flagged("CANNOT BOTH BE TRUE", CONFLICT, conflicts, labels, page)
    yield from _flagged("A READER WOULD TAKE THESE TO DIFFER", CAUTION, cautions, labels, page)
    together = [finding for finding in explained if finding.relation in HOLDS_TOGETHER]
    if together:
        yield from section(f"IT HOLDS TOGETHER  {len(together)}", page)
        for finding in together:
            yield from hanging(f" =  {_alone(finding, labels, page)}", _told(finding, labels), page, indent=4)
    apart = [finding for finding in explained if finding.relation not in HOLDS_TOGETHER]
    uncompared = _uncompared(result, labels)
    if apart or uncompared:
        yield from section("NOT COMPARED", page)
        for finding in apart:
            yield from hanging(f" {page.marks.dot}  ", _told(finding, labels), page)
        for what, items in uncompared.items():
            yield from listed(f" {page.marks.dot}  {what}: ", items, page)


def _flagged(title: str, style: str, findings: list[Finding], labels: Mapping[str, str], page: Page) -> Iterator[Text]:
    yield from section(f"{title}  {len(findings) or 'none'}", page, style if findings else HEADING)
    for number, finding in enumerate(findings, 1):
        yield from hanging(f"{number:>2}  {_alone(finding, labels, page)}", finding.message, page, indent=4)
        yield from hanging("    ", finding.reason, page)
        yield from _quotes(finding.quotes, labels, page)


def _quotes(quotes: Iterable[Quote], labels: Mapping[str, str], page: Page) -> Iterator[Text]:
    """Draw quotes one a line; of more than six the others' places alone."""
    told = [(_at(item.report, item.line, labels), item.sentence) for item in quotes]
    width = max((cell_len(place) for place, _ in told[:QUOTES_SHOWN]), default=0)
    for place, sentence in told[:QUOTES_SHOWN]:
        yield quote(place, sentence, page, places=width)
    if len(told) > QUOTES_SHOWN:
        yield from hanging("      and ", ", ".join(place for place, _ in told[QUOTES_SHOWN:]), page, QUIET)


def _alone(finding: Finding, labels: Mapping[str, str], page: Page) -> str:
    """Give the label of the report in which all of a finding's figures stand; empty where there are several."""
    reports = {labels.get(quote.report, quote.report) for quote in finding.quotes}
    return f"{cut_within(one_line(reports.pop()), LABEL_LIMIT, page.marks)}  " if len(reports) == 1 else ""


def _at(report: str, line: int, labels: Mapping[str, str]) -> str:
    return wording.at(labels.get(report, report), line)


def _told(finding: Finding, labels: Mapping[str, str]) -> str:
    """Give a finding's message, and the places of its figures that the message does not name."""
    places = dict.fromkeys(_at(quote.report, quote.line, labels) for quote in finding.quotes)
    missing = [place for place in places if place not in finding.message]
    return f"{finding.message} ({', '.join(missing)})" if missing else finding.message


def _uncompared(result: Result, labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the figures that stand in no finding, and in no series as a number, by the reason for it."""
    points = [point for series in result.series for track in series.tracks for point in track.points]
    compared = {point.figure for point in points if point.status != "vague"}
    compared |= {figure for finding in result.findings for figure in finding.figures}
    # A number that a report repeats is one claim, which one of its mentions stands for.
    stated = {wording.statement(figure) for figure in result.figures if figure.id in compared}
    groups: dict[str, list[str]] = {}
    for figure in result.figures:
        reason = _why_apart(figure)
        if wording.statement(figure) not in stated or figure.speculative:
            words = f'"{figure.shown}" {wording.counted(figure)}'
            place = _at(figure.report, figure.evidence.line, labels)
            groups.setdefault(reason, []).append(f"{one_line(words)} {place}")
    return groups


def _why_apart(figure: Figure) -> str:
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


def places(figures: Iterable[Figure], reports: Iterable[Report]) -> dict[str, str]:
    """Give the place of each figure, label:line, by its id."""
    labels = {report.id: report.label for report in reports}
    return {f.id: wording.at(labels.get(f.report, f.report), f.evidence.line) for f in figures}

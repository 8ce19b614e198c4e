"""What does not agree, and why; what holds together; what was not compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from reconcile import phrases
from reconcile.records import Figure, Report
from reconcile.renderers import grouping, wording
from reconcile.renderers.grouping import QUOTES_SHOWN
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import (
    HEADING,
    LABEL_LIMIT,
    QUIET,
    SEVERITY_STYLES,
    Page,
    cut_within,
    hanging,
    listed,
    quoted,
    section,
)
from reconcile.results import Finding, Quote, Result


def draw(result: Result, page: Page) -> Iterator[Text]:
    """Draw the sections on findings; the changes over time have their own."""
    reports = {report.id: report for report in result.reports}
    figures = {figure.id: figure for figure in result.figures}
    findings = grouping.waiting(result.findings)
    found = grouping.by_severity(findings)
    for severity, style in SEVERITY_STYLES.items():
        yield from _flagged(grouping.SEVERITIES[severity].upper(), style, found[severity], figures, reports, page)
    together, apart = grouping.explained(findings)
    if together:
        yield from section(f"IT HOLDS TOGETHER  {len(together)}", page)
        for finding in together:
            yield from hanging(f" =  {_alone(finding, reports, page)}", _told(finding, reports), page, indent=4)
    uncompared = grouping.uncompared(result)
    if apart or uncompared:
        yield from section("NOT COMPARED", page)
        for finding in apart:
            yield from hanging(f" {page.marks.dot}  ", _told(finding, reports), page)
        for why, left in uncompared.items():
            yield from listed(f" {page.marks.dot}  {why}: ", (_stated(figure, reports) for figure in left), page)


def _flagged(
    title: str,
    style: str,
    findings: Sequence[Finding],
    figures: Mapping[str, Figure],
    reports: Mapping[str, Report],
    page: Page,
) -> Iterator[Text]:
    yield from section(f"{title}  {len(findings) or 'none'}", page, style if findings else HEADING)
    for number, finding in enumerate(findings, 1):
        yield from hanging(f"{number:>2}  {_alone(finding, reports, page)}", finding.message, page, indent=4)
        yield from hanging("    ", finding.reason, page)
        yield from _quotes(finding.quotes, figures, reports, page)


def _quotes(
    quotes: Iterable[Quote], figures: Mapping[str, Figure], reports: Mapping[str, Report], page: Page
) -> Iterator[Text]:
    """Draw quotes one a line; of more than six the others' places alone."""
    told = [(_place(one, reports), phrases.parted(figures[one.figure].evidence)) for one in quotes]
    width = max((cell_len(place) for place, _ in told[:QUOTES_SHOWN]), default=0)
    for place, parts in told[:QUOTES_SHOWN]:
        yield from quoted(place, parts, page, places=width)
    if len(told) > QUOTES_SHOWN:
        yield from hanging("      and ", ", ".join(place for place, _ in told[QUOTES_SHOWN:]), page, QUIET)


def _alone(finding: Finding, reports: Mapping[str, Report], page: Page) -> str:
    """Give the label of the report in which all of a finding's figures stand; empty where there are several."""
    labels = {wording.label(quote.report, reports) for quote in finding.quotes}
    return f"{cut_within(one_line(labels.pop()), LABEL_LIMIT, page.marks)}  " if len(labels) == 1 else ""


def _place(quoted: Quote, reports: Mapping[str, Report]) -> str:
    return wording.at(wording.label(quoted.report, reports), quoted.line)


def _told(finding: Finding, reports: Mapping[str, Report]) -> str:
    """Give a finding's message, and the places of its figures that the message does not name."""
    places = dict.fromkeys(_place(one, reports) for one in finding.quotes)
    missing = [place for place in places if place not in finding.message]
    return f"{finding.message} ({', '.join(missing)})" if missing else finding.message


def _stated(figure: Figure, reports: Mapping[str, Report]) -> str:
    words = f'"{figure.shown}" {wording.counted(figure)}'
    return f"{one_line(words)} {wording.place(figure, reports)}"

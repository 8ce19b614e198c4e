"""What does not agree, and why; what holds together; what was not compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from reconcile.records import Figure, Finding, Qualifier, Quote, Report, Result, Scope
from reconcile.renderers import wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import CAUTION, CONFLICT, HEADING, QUIET, Page, hanging, listed, quote, section

HOLDS_TOGETHER = frozenset({"adds_up", "compatible", "echo", "revised_down"})
TOLD_AS_CHANGE = frozenset({"update", "follows"})
QUOTES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Names:
    """The short names of a page: of reports by their ids, of sources by their full names."""

    reports: Mapping[str, str]
    sources: Mapping[str, str]

    def at(self, report: str, line: int) -> str:
        """Give the place in a report: label:line."""
        return wording.at(self.reports.get(report, report), line)

    def shorten(self, text: str) -> str:
        """Give `text` with the full names of sources made short."""
        for full, short in self.sources.items():
            text = text.replace(full, short)
        return text


def names(figures: Iterable[Figure], reports: Iterable[Report]) -> Names:
    """Collect the short names of a page."""
    sources = {figure.source.name: wording.source(figure.source) for figure in figures if figure.source}
    longest_first = sorted(sources.items(), key=lambda item: (-len(item[0]), item[0]))
    return Names({report.id: report.label for report in reports}, dict(longest_first))


def draw(result: Result, page: Page) -> Iterator[Text]:
    """Draw the sections on findings; the changes over time have their own."""
    short = names(result.figures, result.reports)
    conflicts = [finding for finding in result.findings if finding.severity == "conflict"]
    cautions = [finding for finding in result.findings if finding.severity == "caution"]
    explained = [f for f in result.findings if f.severity == "info" and f.relation not in TOLD_AS_CHANGE]
    yield from _flagged("CANNOT BOTH BE TRUE", CONFLICT, conflicts, short, page)
    yield from _flagged("A READER WOULD TAKE THESE TO DIFFER", CAUTION, cautions, short, page)
    together = [finding for finding in explained if finding.relation in HOLDS_TOGETHER]
    if together:
        yield from section(f"IT HOLDS TOGETHER  {len(together)}", page)
        for finding in together:
            yield from hanging(" =  ", _told(finding, short), page)
    apart = [finding for finding in explained if finding.relation not in HOLDS_TOGETHER]
    uncompared = _uncompared(result, short)
    if apart or uncompared:
        yield from section("NOT COMPARED", page)
        for finding in apart:
            yield from hanging(f" {page.marks.dot}  ", _told(finding, short), page)
        for what, items in uncompared.items():
            yield from listed(f" {page.marks.dot}  {what}: ", items, page)


def _flagged(title: str, style: str, findings: list[Finding], short: Names, page: Page) -> Iterator[Text]:
    yield from section(f"{title}  {len(findings) or 'none'}", page, style if findings else HEADING)
    for number, finding in enumerate(findings, 1):
        yield from hanging(f"{number:>2}  ", short.shorten(finding.message), page)
        yield from hanging("    ", short.shorten(finding.reason), page)
        yield from _quotes(finding.quotes, short, page)


def _quotes(quotes: Iterable[Quote], short: Names, page: Page) -> Iterator[Text]:
    """Draw quotes one a line; of more than six the others' places alone."""
    told = [(short.at(item.report, item.line), one_line(item.sentence)) for item in quotes]
    width = max((cell_len(place) for place, _ in told[:QUOTES_SHOWN]), default=0)
    for place, sentence in told[:QUOTES_SHOWN]:
        yield quote(place, sentence, page, places=width)
    if len(told) > QUOTES_SHOWN:
        yield from hanging("      and ", ", ".join(place for place, _ in told[QUOTES_SHOWN:]), page, QUIET)


def _told(finding: Finding, short: Names) -> str:
    """Give a finding's message, and the places of its figures that the message does not name."""
    places = dict.fromkeys(short.at(quote.report, quote.line) for quote in finding.quotes)
    missing = [place for place in places if place not in finding.message]
    message = short.shorten(finding.message)
    return f"{message} ({', '.join(missing)})" if missing else message


def _uncompared(result: Result, short: Names) -> dict[str, list[str]]:
    """Give the figures that stand in no series and no finding, by the reason for it."""
    compared = {point.figure for series in result.series for track in series.tracks for point in track.points}
    compared |= {figure for finding in result.findings for figure in finding.figures}
    # A number that a report repeats is one claim, which one of its mentions stands for.
    stated = {wording.statement(figure) for figure in result.figures if figure.id in compared}
    groups: dict[str, list[str]] = {}
    for figure in result.figures:
        reason = _why_apart(figure)
        if wording.statement(figure) not in stated or reason in ("vague", "could be"):
            words = f"{figure.label} {wording.counted(figure.outcome, figure.category)}"
            place = short.at(figure.report, figure.evidence.line)
            groups.setdefault(reason, []).append(f"{one_line(words)} {place}")
    return groups


def _why_apart(figure: Figure) -> str:
    if figure.quantity.qualifier is Qualifier.VAGUE:
        return "vague"
    if figure.speculative:
        return "could be"
    if figure.revised:
        return "former values"
    if figure.also:
        return "several outcomes in one number"
    if figure.scope is Scope.BACKGROUND:
        return "another event or time"
    return "stated once" if figure.scope is Scope.CUMULATIVE else "parts of a toll"


def places(figures: Iterable[Figure], reports: Iterable[Report]) -> dict[str, str]:
    """Give the place of each figure, label:line, by its id."""
    labels = {report.id: report.label for report in reports}
    return {f.id: wording.at(labels.get(f.report, f.report), f.evidence.line) for f in figures}

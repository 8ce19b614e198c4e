"""What does not agree, and why; what holds together; what was not compared."""

from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len
from rich.text import Text

from reconcile.records import Figure, Finding, Qualifier, Quote, Report, Result, Scope
from reconcile.renderers import wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import CAUTION, CONFLICT, HEADING, QUIET, Page, hanging, listed, quote, section

HOLDS_TOGETHER = frozenset({"adds_up", "compatible", "echo", "revised_down", "different_basis"})
TOLD_AS_CHANGE = frozenset({"update", "follows"})
QUOTES_SHOWN = 6


def draw(result: Result, page: Page) -> Iterator[Text]:
    """Draw the sections on findings; the changes over time have their own."""
    labels = {report.id: report.label for report in result.reports}
    yield from _flagged(
        "CANNOT BOTH BE TRUE", CONFLICT, [f for f in result.findings if f.severity == "conflict"], labels, page
    )
    cautions = [f for f in result.findings if f.severity == "caution"]
    yield from _flagged("A READER WOULD TAKE THESE TO DIFFER", CAUTION, cautions, labels, page)
    explained = [f for f in result.findings if f.severity == "info" and f.relation not in TOLD_AS_CHANGE]
    together = [f for f in explained if f.relation in HOLDS_TOGETHER]
    if together:
        yield from section(f"IT HOLDS TOGETHER  {len(together)}", page)
        for finding in together:
            yield from hanging(" =  ", _told(finding, labels), page)
    apart = [f for f in explained if f.relation not in HOLDS_TOGETHER]
    uncompared = list(_uncompared(result, labels))
    if apart or uncompared:
        yield from section("NOT COMPARED", page)
        for finding in apart:
            yield from hanging("    ", _told(finding, labels), page)
        for what, items in uncompared:
            yield from listed(f"    {what}: ", items, page)


def _flagged(title: str, style: str, findings: list[Finding], labels: Mapping[str, str], page: Page) -> Iterator[Text]:
    yield from section(f"{title}  {len(findings) or 'none'}", page, style if findings else HEADING)
    for number, finding in enumerate(findings, 1):
        yield from hanging(f"{number:>2}  ", finding.message, page)
        yield from hanging("    ", finding.reason, page)
        yield from quotes(finding.quotes, labels, page)


def quotes(items: Iterable[Quote], labels: Mapping[str, str], page: Page) -> Iterator[Text]:
    """Draw quotes one a line; of more than six the others are counted."""
    told = [(wording.at(labels.get(item.report, item.report), item.line), one_line(item.sentence)) for item in items]
    places = max((cell_len(place) for place, _ in told[:QUOTES_SHOWN]), default=0)
    for place, sentence in told[:QUOTES_SHOWN]:
        yield quote(place, sentence, page, places=places)
    if len(told) > QUOTES_SHOWN:
        more = ", ".join(place for place, _ in told[QUOTES_SHOWN:])
        yield from hanging("      and ", more, page, QUIET)


def _place(item: Quote, labels: Mapping[str, str]) -> str:
    return wording.at(labels.get(item.report, item.report), item.line)


def _told(finding: Finding, labels: Mapping[str, str]) -> str:
    """Give a finding's message, its reason where it says more, and the places that the message does not name."""
    places = dict.fromkeys(_place(quote, labels) for quote in finding.quotes)
    missing = [place for place in places if place not in finding.message]
    return f"{finding.message}  ({', '.join(missing)})" if missing else finding.message


def _uncompared(result: Result, labels: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Give the figures that stand in no series and no finding, by the reason for it."""
    compared = {point.figure for series in result.series for track in series.tracks for point in track.points}
    compared |= {figure for finding in result.findings for figure in finding.figures}
    # A number that a report repeats is one claim, which one of its mentions stands for.
    claims = {_claim(figure) for figure in result.figures if figure.id in compared}
    groups: dict[str, list[str]] = {}
    for figure in result.figures:
        reason = _why_apart(figure)
        if _claim(figure) not in claims or reason in ("vague", "could be"):
            words = f"{figure.label} {wording.counted(figure.outcome, figure.category)}"
            place = wording.at(labels.get(figure.report, figure.report), figure.evidence.line)
            groups.setdefault(reason, []).append(f"{one_line(words)} {place}")
    yield from groups.items()


def _claim(figure: Figure) -> tuple[object, ...]:
    quantity = figure.quantity
    return figure.report, figure.category, figure.outcome, quantity.stated, quantity.upper, quantity.qualifier


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
    """Give the place of each figure, report:line, by its id."""
    labels = {report.id: report.label for report in reports}
    return {f.id: wording.at(labels.get(f.report, f.report), f.evidence.line) for f in figures}

"""Wikitext to paste into a Wikipedia article: the tolls as a table, a {{cite news}} for each, and what does not agree.

What a report says goes through `safe`, or as an address through `linked`: characters that wikitext obeys are written
as character references, which MediaWiki shows and never obeys (its pages Help:Formatting, Help:Magic words, Help:Magic
links), so that no `nowiki` need be balanced. An equals sign does not act in a parameter that is named, as all are here,
and what acts only where a line begins does not in a text that never begins one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import Figure, Report
from reconcile.renderers import citations, glance, grouping, ids, tolls, wording
from reconcile.renderers.plain import address, one_line
from reconcile.renderers.wording import UNICODE
from reconcile.results import Finding, Result

HEADINGS = ("Counted", "Number", "As of", "Counted by")
_OBEYED = re.compile(
    r"[&<>\[\]{}|~]"  # entities, tags and comments, links, templates and tables, signatures
    r"|'{2,}|_{2,}"  # bold and italics, magic words
    r"|(?<=[A-Za-z]):(?=\S)"  # addresses that become links by themselves
    r"|\b(?:I(?=SBN\s)|R(?=FC\s)|P(?=MID\s))"  # magic links
)


def safe(text: object) -> str:
    """Give `text` on one line, taken literally."""
    return _OBEYED.sub(_referred, one_line(str(text)))


def _referred(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])


def linked(url: str | None) -> str | None:
    """Give a web address that wikitext does not break, as the documentation of {{cite news}} has it encoded."""
    return re.sub(r"_{2,}|~{2,}", lambda found: f"%{ord(found[0][0]):X}" * len(found[0]), address(url) or "") or None


@dataclass(frozen=True, slots=True)
class References:
    """The references of one event: each figure is cited where it is first mentioned, and named where it is again."""

    figures: Mapping[str, Figure]
    reports: Mapping[str, Report]
    prefix: str
    cited: set[str] = field(default_factory=set)

    def to(self, ids: Iterable[str]) -> str:
        """Give the references of figures by their ids."""
        return "".join(self._reference(self.figures[id_]) for id_ in dict.fromkeys(ids) if id_ in self.figures)

    def _reference(self, figure: Figure) -> str:
        name = f"reconcile-{self.prefix}{ids.note(figure.id)}"
        if name in self.cited:
            return f'<ref name="{name}" />'
        self.cited.add(name)
        return f'<ref name="{name}">{cite_news(figure, self.reports[figure.report])}</ref>'


def cite_news(figure: Figure, report: Report) -> str:
    """Give a figure's {{cite news}}; the title, which it must have, is the report's label where it has none."""
    cited = citations.citation(figure, report)
    url = linked(cited.url)
    said = {
        "title": safe(cited.title or report.label),
        "work": safe(cited.publisher or ""),
        "date": cited.date if report.published else "",
        "url": url,
        "access-date": phrases.day(report.retrieved) if report.retrieved and url else "",
        "page": cited.page,
        "quote": safe(cited.quote),
    }
    return f"{{{{cite news {' '.join(f'|{name}={value}' for name, value in said.items() if value)}}}}}"


def report(result: Result, case: Case, number: int = 1) -> Iterator[str]:
    """Give the lines of one event; `number`, from 1, keeps the names of its references apart from other events'."""
    figures = {figure.id: figure for figure in result.figures}
    references = References(figures, {report.id: report for report in result.reports}, ids.prefix(number))
    yield from _table(result, glance.name(case), references)
    found = grouping.by_severity(grouping.waiting(result.findings))
    for severity in grouping.FLAGGED:
        told = [_finding(finding, references) for finding in found[severity]]
        yield from _list(grouping.SEVERITIES[severity], told, empty=": none")
    yield from _list("Assumed", map(safe, result.assumed))
    for heading, failed in grouping.failures(result.errors):
        yield from _list(heading, map(safe, failed))
    yield f"{glance.analyst(result)}. {safe(citations.compiled(result.tool))} {citations.NO_ESTIMATE}"
    yield ""


def _table(result: Result, name: str, references: References) -> Iterator[str]:
    """Give the tolls as told, one a row; a number that a headline repeats and a vague one are none."""
    yield from ('{| class="wikitable"', f"|+ {safe(name)}", "|-")
    yield from (f'! scope="col" | {heading}' for heading in HEADINGS)
    points = (point for series in result.series for track in series.tracks for point in tolls.told(track))
    for figure in (references.figures[point.figure or ""] for point in points):
        when = [wording.period(figure.period, UNICODE)] if figure.period else []
        yield from ("|-", f"| {safe(', '.join((wording.counted_whole(figure), *when)))}")
        yield from (f"| {safe(figure.shown)}{references.to([figure.id])}", f"| {safe(wording.held(figure))}")
        yield f"| {safe(wording.credit(figure.source))}"
    yield from ("|}", "")


def _list(heading: str, items: Iterable[str], empty: str = "") -> Iterator[str]:
    """Give a list under its heading; of an empty one what `empty` adds to the heading, or nothing."""
    told = [f"* {item}" for item in items]
    if told or empty:
        yield from (heading + ("" if told else empty), *told, "")


def _finding(finding: Finding, references: References) -> str:
    return f"{safe(finding.message)}. {safe(finding.reason)}{references.to(finding.figures)}"

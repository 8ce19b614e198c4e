"""Wikitext to paste into a Wikipedia article: the tolls as a table, a {{cite news}} for each, and what does not agree.

What a report says goes through `_safe`, or as an address through `_address`: characters that wikitext obeys are written
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
from reconcile.renderers import citations, wording
from reconcile.renderers.annotations import address
from reconcile.renderers.markdown import FAILURES, SEVERITIES, as_of, counted, note_id, prefix
from reconcile.renderers.plain import one_line
from reconcile.renderers.wording import UNICODE
from reconcile.results import Finding, Result

HEADINGS = ("Counted", "Number", "As of", "Counted by")
_OBEYED = re.compile(
    r"[&<>\[\]{}|~]"  # entities, tags and comments, links, templates and tables, signatures
    r"|'{2,}|_{2,}"  # bold and italics, magic words
    r"|(?<=[A-Za-z]):(?=\S)"  # addresses that become links by themselves
    r"|\b(?:I(?=SBN\s)|R(?=FC\s)|P(?=MID\s))"  # magic links
)


def _safe(text: object) -> str:
    """Give `text` on one line, taken literally."""
    return _OBEYED.sub(_referred, one_line(str(text)))


def _referred(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])


def _address(url: str | None) -> str | None:
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
        name = f"reconcile-{self.prefix}{note_id(figure.id)}"
        if name in self.cited:
            return f'<ref name="{name}" />'
        self.cited.add(name)
        return f'<ref name="{name}">{cite_news(figure, self.reports[figure.report])}</ref>'


def cite_news(figure: Figure, report: Report) -> str:
    """Give a figure's {{cite news}}; the title, which it must have, is the report's label where it has none."""
    cited = citations.citation(figure, report)
    url = _address(cited.url)
    said = {
        "title": _safe(cited.title or report.label),
        "work": _safe(cited.publisher or ""),
        "date": cited.date if report.published else "",
        "url": url,
        "access-date": phrases.day(report.retrieved) if report.retrieved and url else "",
        "page": cited.page,
        "quote": _safe(cited.quote),
    }
    return f"{{{{cite news {' '.join(f'|{name}={value}' for name, value in said.items() if value)}}}}}"


def report(result: Result, case: Case, number: int = 1) -> Iterator[str]:
    """Give the lines of one event; `number`, from 1, keeps the names of its references apart from other events'."""
    figures = {figure.id: figure for figure in result.figures}
    references = References(figures, {report.id: report for report in result.reports}, prefix(number))
    yield from _table(result, case.event.name or "Figures by report", references)
    for severity in ("conflict", "caution"):
        found = [f for f in result.findings if f.severity == severity and f.reviewed is None]
        yield from _list(SEVERITIES[severity], [_finding(finding, references) for finding in found], empty=": none")
    yield from _list("Assumed", map(_safe, result.assumed))
    for heading, kinds in FAILURES.items():
        yield from _list(heading, [_safe(f"{e.path}: {e.error}") for e in result.errors if e.kind in kinds])
    yield f"{wording.analyst(result)}. {_safe(citations.compiled(result.tool))} {citations.NO_ESTIMATE}"
    yield ""


def _table(result: Result, name: str, references: References) -> Iterator[str]:
    """Give the tolls as told, one a row; a number that a headline repeats and a vague one are none."""
    yield from ('{| class="wikitable"', f"|+ {_safe(name)}", "|-")
    yield from (f'! scope="col" | {heading}' for heading in HEADINGS)
    points = (point for series in result.series for track in series.tracks for point in track.points)
    for figure in (references.figures[p.figure] for p in points if p.figure and p.status in wording.SHOWN):
        when = [wording.period(figure.period, UNICODE)] if figure.period else []
        yield from ("|-", f"| {_safe(', '.join((counted(figure), *when)))}")
        yield from (f"| {_safe(figure.shown)}{references.to([figure.id])}", f"| {_safe(as_of(figure))}")
        yield f"| {_safe(wording.credit(figure.source))}"
    yield from ("|}", "")


def _list(heading: str, items: Iterable[str], empty: str = "") -> Iterator[str]:
    """Give a list under its heading; of an empty one what `empty` adds to the heading, or nothing."""
    told = [f"* {item}" for item in items]
    if told or empty:
        yield from (heading + ("" if told else empty), *told, "")


def _finding(finding: Finding, references: References) -> str:
    return f"{_safe(finding.message)}. {_safe(finding.reason)}{references.to(finding.figures)}"

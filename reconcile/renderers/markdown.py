"""Markdown: tables with their evidence and citations, to paste into a story file, an issue or a wiki."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import Figure, Report
from reconcile.renderers import citations, wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.wording import UNICODE
from reconcile.results import Diff, Finding, Result, Track

SEVERITIES = {
    "conflict": "Cannot both be true",
    "caution": "A reader would take these to differ",
    "info": "Explained",
}


def _safe(text: object) -> str:
    """Give `text` on one line with Markdown's and HTML's own characters taken literally."""
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", one_line(str(text)))


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join('' if cell is None else _safe(cell) for cell in row)} |"
    yield ""


def report(result: Result, case: Case) -> Iterator[str]:
    """Give the lines of one event's report."""
    reports = {report.id: report for report in result.reports}
    figures = {figure.id: figure for figure in result.figures}
    yield f"# {_safe(case.event.name or 'Figures by report')}"
    yield ""
    yield from _table(
        ("report", "title", "publisher", "published", "address", "figures", "same text at"),
        (
            (r.label, r.title, r.publisher, wording.published(r.published), r.url, r.figures, _outlets(r))
            for r in result.reports
        ),
    )
    yield from (f"{wording.analyst(result)}.", "")
    for severity, heading in SEVERITIES.items():
        found = [finding for finding in result.findings if finding.severity == severity]
        yield from (f"## {heading}: {len(found) or 'none'}", "")
        for finding in found:
            yield from _finding(finding, figures, reports)
        if found:
            yield ""
    yield from ("## Change", "")
    yield from _table(
        ("counted", "by", "figures in order"),
        (
            (
                phrases.counted(series.key.outcome, series.key.category, series.key.unit),
                phrases.source(track.source),
                _steps(track, figures, reports),
            )
            for series in result.series
            for track in series.tracks
            if any(point.status in wording.SHOWN for point in track.points)
        ),
    )
    yield from ("## Figures", "")
    yield from _figures(result.figures, reports)
    if result.assumed:
        yield from ("## Assumed", "", *(f"- {_safe(line)}" for line in result.assumed), "")
    if result.errors:
        yield from ("## Not read", "", *(f"- {_safe(f'{e.path}: {e.error}')}" for e in result.errors), "")


def _steps(track: Track, figures: Mapping[str, Figure], reports: Mapping[str, Report]) -> str:
    return " → ".join(
        f"{wording.point(point, figures)} {reports[point.report].label}"
        + ("≈" if point.as_of and point.as_of.basis == "tolls" else "")
        for point in track.points
        if point.status in wording.SHOWN
    )


def _finding(finding: Finding, figures: Mapping[str, Figure], reports: Mapping[str, Report]) -> Iterator[str]:
    yield f"- **{_safe(finding.message)}** {_safe(finding.reason)}"
    for quote in finding.quotes if finding.severity != "info" else ():
        yield f"  - {citation(figures[quote.figure], reports[quote.report])}"


def _outlets(report: Report) -> str:
    return ", ".join(outlet.publisher or outlet.id for outlet in report.outlets)


def citation(figure: Figure, report: Report) -> str:
    """Give a figure as one cites it: what, who counted, as of when, and where it stands, with the quoted words."""
    cited = citations.citation(figure, report)
    where = [
        f"*{_safe(cited.publisher)}*" if cited.publisher else "",
        f'"{_safe(cited.title)}"' if cited.title else "",
        _safe(cited.date),
        _safe(cited.url) if cited.url else "",
        f"page {cited.page}" if cited.page else "",
        _safe(cited.at),
    ]
    return f'{_safe(cited.claim)}, cited in {", ".join(filter(None, where))}: "{_safe(cited.quote)}"'


def _figures(figures: Iterable[Figure], reports: Mapping[str, Report]) -> Iterator[str]:
    yield from _table(
        ("where", "counted", "number", "counted by", "covers", "as of", "sentence"),
        (
            (
                wording.at(reports[figure.report].label, figure.evidence.line),
                wording.counted(figure),
                figure.shown,
                phrases.source(figure.source),
                wording.SCOPE_WORDS[figure.scope],
                wording.as_of(figure.as_of, None, UNICODE),
                phrases.marked(figure.evidence),
            )
            for figure in figures
        ),
    )


def diff(found: Diff) -> Iterator[str]:
    """Give the lines of the difference of two reports, or of a report and a folder."""
    figures = {figure.id: figure for figure in found.figures}
    labels = {report.id: report.label for report in (found.a, found.b) if report}
    where = {f.id: wording.at(labels.get(f.report, f.report), f.evidence.line) for f in found.figures}
    other = found.b.label if found.b else found.against.path if found.against else ""
    yield from (f"# {_safe(found.a.label)} → {_safe(other)}", "", f"## Different: {len(found.changed) or 'none'}", "")
    if found.changed:
        yield from _table(
            ("counted", "before", "where", "after", "where", "what"),
            (
                (
                    wording.counted(figures[c.a]),
                    figures[c.a].shown,
                    where[c.a],
                    figures[c.b].shown,
                    where[c.b],
                    c.message,
                )
                for c in found.changed
            ),
        )
    sides = ((f"Only in {found.a.label}", found.only_a), (f"Only in {other}", found.only_b))
    for heading, ids in (*sides, ("The same", [same.b for same in found.same])):
        if ids:
            yield from (f"## {_safe(heading)}: {len(ids)}", "")
            yield from _table(
                ("counted", "number", "counted by", "where", "sentence"),
                (
                    (
                        wording.counted(f),
                        f.shown,
                        phrases.source(f.source),
                        where[f.id],
                        phrases.marked(f.evidence),
                    )
                    for f in (figures[one] for one in ids)
                ),
            )
    if found.draft:
        yield from ("## The draft's figures", "")
        yield from _table(
            ("where", "number", "status", "match"),
            ((where[d.figure], figures[d.figure].shown, d.status, d.match and where[d.match]) for d in found.draft),
        )
    if found.unpaired:
        yield from ("## Not paired", "")
        yield from _table(
            ("where", "number", "why"), ((where[u.figure], figures[u.figure].shown, u.why) for u in found.unpaired)
        )

"""Markdown to paste into a story file, an issue or a wiki: figures and findings, with footnotes as their evidence."""

from collections.abc import Iterator, Sequence

from reconcile import phrases
from reconcile.case import Case
from reconcile.renderers import citations, glance, grouping, ids, tolls, wording
from reconcile.renderers.markdown_blocks import failures, items, link, listed, safe, table
from reconcile.renderers.markdown_notes import Notes, figure_rows
from reconcile.renderers.wording import UNICODE
from reconcile.results import Finding, Result, Track


def report(result: Result, case: Case, number: int = 1) -> Iterator[str]:
    """Give the lines of one event's report; `number`, from 1, keeps its footnotes apart from other events'."""
    figures = {figure.id: figure for figure in result.figures}
    reports = {report.id: report for report in result.reports}
    notes = Notes(figures, reports, ids.prefix(number))
    yield from (f"# {safe(glance.name(case))}", "")
    yield from items(_glance(result))
    yield from table(
        ("report", "title", "publisher", "published", "address", "figures", "same text at"),
        (
            (
                *map(safe, (r.label, r.title or "", r.publisher or "", wording.published(r.published))),
                link(r.url),
                f"{r.figures:,}",
                safe(glance.outlets(r)),
            )
            for r in result.reports
        ),
    )
    for severity, found in grouping.by_severity(grouping.waiting(result.findings)).items():
        yield from (f"## {grouping.SEVERITIES[severity]}: {len(found) or 'none'}", "")
        yield from items(_finding(finding, notes) for finding in found)
    yield from listed("Reviewed", (_finding(f, notes) for f in result.findings if f.reviewed))
    yield from ("## Change", "")
    yield from table(("counted", "by", "figures in order"), _changes(result, notes))
    yield from ("## Figures", "", *figure_rows(result.figures, notes))
    yield from listed("Assumed", map(safe, result.assumed))
    yield from failures(result.errors)
    yield from listed("How it was compiled", map(safe, (citations.compiled(result.tool), citations.NO_ESTIMATE)))
    yield from notes.lines()


def _glance(result: Result) -> Iterator[str]:
    """Say how many reports there are, who counted, and what the analyst did."""
    seen = glance.glance(result)
    yield f"{seen.read}, {phrases.plural(seen.figures, 'figure')}"
    for counts, words in (
        (seen.counted, "Counted by {}"),
        (seen.passed_on, "Passed on by {}: who counted is not said"),
    ):
        if counts:
            yield words.format(", ".join(f"{safe(each.name)} {each.figures}" for each in counts))
    if seen.uncredited:
        yield f"No credit {seen.uncredited}"
    yield safe(glance.analyst(result))


def _finding(finding: Finding, notes: Notes) -> str:
    seen = finding.reviewed
    reviewed = f" Reviewed {wording.signed(seen.by, seen.on)}: {seen.why}" if seen else ""
    return f"**{safe(finding.message)}** {safe(finding.reason + reviewed)} {notes.marks(finding.figures)}".rstrip()


def _changes(result: Result, notes: Notes) -> Iterator[Sequence[str]]:
    for series in result.series:
        for track in series.tracks:
            if steps := _steps(track, notes):
                yield safe(tolls.name(series, notes.figures)), safe(phrases.source(track.source)), steps


def _steps(track: Track, notes: Notes) -> str:
    steps = []
    for point in tolls.told(track):
        number = f"{notes.figures[point.figure or ''].shown}{wording.inferred(point.as_of, UNICODE)}"
        steps.append(
            f"{safe(f'{number} ({wording.label(point.report, notes.reports)})')} {notes.marks([point.figure])}"
        )
    return " → ".join(steps)

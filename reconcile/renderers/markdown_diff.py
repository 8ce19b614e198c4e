"""A difference as Markdown: what changed, what stands on one side only, and what was not paired."""

from collections.abc import Iterator

from reconcile.renderers import citations, wording
from reconcile.renderers.markdown_blocks import failures, safe, table
from reconcile.renderers.markdown_notes import Notes, figure_rows
from reconcile.results import Diff


def diff(found: Diff) -> Iterator[str]:
    """Give the lines of the difference of two reports, or of a report and a folder."""
    reports = {report.id: report for report in (found.a, found.b) if report}
    figures = {figure.id: figure for figure in found.figures}
    notes = Notes(figures, reports)
    other = found.b.label if found.b else found.against.path if found.against else ""
    yield from (f"# {safe(found.a.label)} → {safe(other)}", "", f"## Different: {len(found.changed) or 'none'}", "")
    if found.changed:
        yield from table(
            ("counted", "before", "where", "after", "where", "what", "quoted"),
            (
                (
                    *map(safe, (wording.counted(a), a.shown, notes.place(a), b.shown, notes.place(b), c.message)),
                    notes.marks([a.id, b.id]),
                )
                for c in found.changed
                for a, b in [(figures[c.a], figures[c.b])]
            ),
        )
    sides = ((f"Only in {found.a.label}", found.only_a), (f"Only in {other}", found.only_b))
    for heading, ids in (*sides, ("The same", [same.b for same in found.same])):
        if ids:
            yield from (f"## {safe(heading)}: {len(ids)}", "")
            yield from figure_rows((figures[id_] for id_ in ids), notes)
    if found.draft:
        yield from ("## The draft's figures", "")
        yield from table(
            ("where", "number", "status", "match", "quoted"),
            (
                (
                    *map(safe, (notes.place(figures[d.figure]), figures[d.figure].shown, d.status)),
                    safe(notes.place(figures[d.match]) if d.match else ""),
                    notes.marks([d.figure, d.match]),
                )
                for d in found.draft
            ),
        )
    if found.unpaired:
        yield from ("## Not paired", "")
        yield from table(
            ("where", "number", "why", "quoted"),
            (
                (*map(safe, (notes.place(f), f.shown, unpaired.why)), notes.marks([f.id]))
                for unpaired in found.unpaired
                for f in [figures[unpaired.figure]]
            ),
        )
    made = f"{safe(citations.compiled(found.tool))} " if found.tool else ""
    yield from (*failures(found.errors), f"{made}{citations.NO_ESTIMATE}", "", *notes.lines())

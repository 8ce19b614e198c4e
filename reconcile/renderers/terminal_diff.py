"""The page that `reconcile diff` shows: what changed, what stands on one side only, and what was not paired."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import Figure
from reconcile.renderers import wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import CAUTION, HEADING, Page, hanging, quoted, section, table
from reconcile.results import Changed, Diff, Drafted

DRAFT_WORDS = {
    "backed": "backed",
    "outdated": "outdated: a later figure of the same counter stands in the reports",
    "qualifier_lost": "the qualifier was lost or changed",
    "credit_changed": "credited to somebody else than in the reports",
    "not_found": "found in none of the reports",
}


def diff(found: Diff, case: Case, page: Page) -> Iterator[Text]:
    """Draw the difference of two reports, or of a report and a folder."""
    figures = {figure.id: figure for figure in found.figures}
    where = wording.places(found.figures, [found.a] + ([found.b] if found.b else []))
    yield from hanging("", _title(found, case, page), page, HEADING)
    between_reports = [
        list(_different(found.changed, figures, where, page)),
        list(_only(one_line(found.a.label), found.only_a, figures, where, page)),
        list(_only(_b(found), found.only_b, figures, where, page)),
        list(_same(found, figures, where, page)),
    ]
    # Of a draft, each figure's verdict says what the other sections would.
    blocks = [list(_draft(found.draft, figures, where, page))] if found.against else between_reports
    for block in filter(None, [*blocks, list(_unpaired(found, figures, where, page))]):
        yield Text("")
        yield from block


def _b(found: Diff) -> str:
    return one_line(found.b.label if found.b else found.against.path if found.against else "")


def _title(found: Diff, case: Case, page: Page) -> str:
    reports = [found.a] + ([found.b] if found.b else [])
    undated = [report for report in reports if report.published is None]
    if len(undated) == len(reports):
        dates = "neither is dated" if len(reports) == 2 else "not dated"
    else:
        dates = ", ".join(f"{report.label}: {wording.published(report.published)}" for report in reports)
    event = f"{case.event.name} ({case.path})" if case.event.name else case.path or ""
    other = f"{_b(found)} ({phrases.plural(found.against.reports, 'report')})" if found.against else _b(found)
    return f" {page.marks.dot} ".join(filter(None, (f"{found.a.label} {page.marks.arrow} {other}", event, dates)))


def _different(
    changed: Sequence[Changed], figures: dict[str, Figure], where: dict[str, str], page: Page
) -> Iterator[Text]:
    yield from section(f"DIFFERENT  {len(changed) or 'none'}", page, CAUTION if changed else HEADING)
    for change in changed:
        a, b = figures[change.a], figures[change.b]
        who = " / ".join(dict.fromkeys(phrases.source(figure.source) for figure in (a, b)))
        head = f"  {wording.counted(a)}, {who}"
        yield from hanging(f"{head}    ", f"{a.shown} {page.marks.arrow} {b.shown}", page)
        if change.message:
            yield from hanging("    ", change.message, page)
        wide = max(cell_len(where[figure.id]) for figure in (a, b))
        for figure in (a, b):
            yield from quoted(where[figure.id], phrases.parted(figure.evidence), page, places=wide)


def _rows(ids: Sequence[str], figures: dict[str, Figure], where: dict[str, str], page: Page) -> Iterator[Text]:
    rows = []
    for figure in (figures[one] for one in ids):
        cells = (
            phrases.whom(figure.category, figure.quantity.unit),
            figure.outcome,
            figure.shown,
            phrases.source(figure.source) + wording.carried(figure.source),
        )
        rows.append([*map(one_line, cells), where[figure.id]])
    yield from table(rows, page, flowing=3)


def _only(
    label: str, ids: Sequence[str], figures: dict[str, Figure], where: dict[str, str], page: Page
) -> Iterator[Text]:
    if ids:
        yield from section(f"ONLY IN {label}  {len(ids)}", page)
        yield from _rows(ids, figures, where, page)


def _same(found: Diff, figures: dict[str, Figure], where: dict[str, str], page: Page) -> Iterator[Text]:
    if found.same:
        yield from section(f"THE SAME  {len(found.same)}", page)
        yield from _rows([same.b for same in found.same], figures, where, page)


def _draft(draft: Sequence[Drafted], figures: dict[str, Figure], where: dict[str, str], page: Page) -> Iterator[Text]:
    if not draft:
        return
    doubtful = sum(item.status != "backed" for item in draft)
    told = f"{doubtful} not backed" if doubtful else "all backed"
    yield from section(f"THE DRAFT'S FIGURES  {len(draft)}", page, CAUTION if doubtful else HEADING, told)
    for item in draft:
        figure = figures[item.figure]
        said = f'"{figure.shown}" {wording.counted(figure)}: {DRAFT_WORDS[item.status]}'
        match = figures.get(item.match or "")
        against = f'  ("{match.shown}" {phrases.source(match.source)} {where[match.id]})' if match else ""
        style = "" if item.status == "backed" else CAUTION
        yield from hanging(f"  {where[item.figure]}  ", said + against, page, style)


def _unpaired(found: Diff, figures: dict[str, Figure], where: dict[str, str], page: Page) -> Iterator[Text]:
    if found.unpaired:
        yield from section("NOT PAIRED", page)
        for item in found.unpaired:
            yield from hanging(f"  {where[item.figure]} ", f'"{figures[item.figure].shown}" {item.why}', page)

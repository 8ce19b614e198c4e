"""What `reconcile review` shows: a number in its sentence and how it was read, or a finding, and the keys."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from reconcile import phrases
from reconcile.renderers import terminal_explain, wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import HEADING, QUIET, SEVERITY_STYLES, Page, hanging, quoted
from reconcile.reviewing import Item

FIGURE_KEYS = ("a accept", "c correct", "d drop", "s skip", "u undo", "q quit")
FINDING_KEYS = ("a reviewed", "s skip", "u undo", "q quit")


def item(at: int, shown: Item, of: int, page: Page) -> Iterator[Text]:
    """Draw one item, `at` from 0 of `of`, and the keys that answer it."""
    yield Text("")
    head = shown.finding.severity if shown.finding else one_line(shown.report.id)
    yield from hanging("", f"{at + 1} of {of} {page.marks.dot} {head}", page, HEADING)
    yield from _finding(shown, page) if shown.finding else _figure(shown, page)
    keys = FINDING_KEYS if shown.finding else FIGURE_KEYS
    yield from hanging("", f" {page.marks.dot} ".join(keys), page, QUIET)


def _figure(shown: Item, page: Page) -> Iterator[Text]:
    numbers = {figure.id: number for number, figure in enumerate(shown.figures, 1)}
    yield from terminal_explain.marked(shown.report, shown.figures, numbers, page)
    for figure in shown.figures:
        yield from terminal_explain.reading(figure, numbers[figure.id], page)


def _finding(shown: Item, page: Page) -> Iterator[Text]:
    finding = shown.finding
    assert finding is not None
    yield from hanging("", finding.message, page, SEVERITY_STYLES.get(finding.severity, ""))
    yield from hanging("  ", finding.reason, page)
    told = [figure for figure in shown.figures if figure.id in finding.figures]
    places = [wording.place(figure, shown.reports) for figure in told]
    for figure, place in zip(told, places, strict=True):
        yield from quoted(place, phrases.parted(figure.evidence), page, places=max(map(cell_len, places)))


def summary(written: int, left: int) -> str:
    """Say how a review ended."""
    rest = f"{left:,} left; review again to go on" if left else "nothing is left"
    return f"{written:,} {'entry' if written == 1 else 'entries'} written, {rest}"

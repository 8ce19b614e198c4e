"""Plain tables for a terminal: figures one a line, and how they agree with annotations."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from reconcile import phrases
from reconcile.evaluation import Evaluation, Share
from reconcile.records import Figure
from reconcile.renderers import wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import HEADING, Page, cut, fill, hanging, listed, section

HEADINGS = ("where", "counted", "number", "counted by", "covers")
WIDTHS = (16, 19, 11, 16, 10)
GAP = "  "
LEAST_CREDIT = 8  # cells


def figures(reports: Iterable[Sequence[Figure]], page: Page) -> Iterator[Text]:
    """Draw figures as they come: widths are fixed beforehand, and a wider page widens the credit."""
    spare = page.width - sum(WIDTHS) - len(GAP) * (len(WIDTHS) - 1)
    if _credit("", spare) >= LEAST_CREDIT:
        yield Text(_row(HEADINGS, spare, page), style=HEADING)
    for report in reports:
        for figure in report:
            where, number = _place(figure, WIDTHS[0], page), wording.mark_label(figure.quantity, page.marks)
            counted, who = wording.counted(figure), phrases.source(figure.source)
            if _credit(number, spare) >= LEAST_CREDIT:
                yield Text(_row((where, counted, number, who, figure.scope.value), spare, page))
            else:
                told = f"{number} {counted}, {who}, {figure.scope.value}"
                yield from hanging(f"{where}  ", told, page, indent=4)


def _credit(number: str, spare: int) -> int:
    """Give the cells that are left for the credit, for a number is never cut."""
    return WIDTHS[3] + spare - max(0, cell_len(number) - WIDTHS[2])


def _place(figure: Figure, width: int, page: Page) -> str:
    line = f":{figure.evidence.line}"
    return cut(one_line(figure.report), width - len(line), page.marks) + line


def _row(cells: Sequence[str], spare: int, page: Page) -> str:
    number = cells[2]
    widths = (*WIDTHS[:2], max(WIDTHS[2], cell_len(number)), _credit(number, spare), WIDTHS[4])
    parts = (fill(cut(one_line(c), w, page.marks), w) for c, w in zip(cells, widths, strict=True))
    return GAP.join(parts).rstrip()


def evaluation(rated: Evaluation, errors: bool, page: Page) -> Iterator[Text]:
    """Draw how figures agree with annotations; with `errors`, each fault."""
    yield Text(f"annotated {rated.gold}  extracted {rated.predicted}")
    yield Text(f"{'':<10} precision  recall     F1", style=HEADING)
    for what, rates in (("core", rated.core), ("detection", rated.detection)):
        yield Text(f"{what:<10} {rates.precision:>9.3f}  {rates.recall:>6.3f}  {rates.f1:>5.3f}")
    yield from listed("faults     ", (f"{what} {count}" for what, count in rated.faults.items()), page)
    yield from listed("attributes ", (f"{what} {rate:.3f}" for what, rate in rated.attributes.items()), page)
    yield from listed("flags F1   ", _shares(rated.flags_f1), page)
    yield from listed("recall     ", _shares(rated.recall_by_category), page)
    if errors:
        yield from section(f"FAULTS  {len(rated.errors) or 'none'}", page)
        for fault in rated.errors:
            yield from hanging("", f'{fault.document}@{fault.at} {fault.fault}: "{fault.text}"', page, indent=4)
            for what, told in (("wanted", fault.wanted), ("got", fault.got)):
                if told:
                    yield from hanging(f"    {what:<6} ", told, page)


def _shares(shares: dict[str, Share]) -> Iterator[str]:
    return (f"{what} {share.rate:.2f} of {share.of}" for what, share in shares.items())

"""The page that `reconcile explain` shows: a report's figures in their sentences, how each was read, and why."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from reconcile import phrases
from reconcile.records import Dropped, Figure, Qualifier, Report
from reconcile.renderers import corrections, wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import HEADING, QUIET, Page, hanging, section


def explain(
    report: Report,
    figures: Sequence[Figure],
    dropped: Sequence[Dropped] | None,
    page: Page,
    categories: Sequence[str] | None = None,
) -> Iterator[Text]:
    """Draw the sentences that hold figures, each followed by its readings; `dropped` is null where unasked.

    With `categories`, those that the case knows, each figure is followed by the block that corrects it.
    """
    parts = (report.title or report.label, report.publisher, wording.published(report.published))
    yield from hanging("", f" {page.marks.dot} ".join(filter(None, parts)), page, HEADING)
    yield from hanging("", f"{report.id}, {phrases.plural(len(figures), 'figure')}", page)
    numbers = {figure.id: number for number, figure in enumerate(figures, 1)}
    for sentence in _by_sentence(figures):
        yield Text("")
        yield from marked(report, sentence, numbers, page)
        for figure in sentence:
            yield from reading(figure, numbers[figure.id], page)
            same = [other for other in sentence if _number(other) == _number(figure)]
            if categories is not None and figure is same[-1]:
                yield from _block(report, same, categories)
    if dropped is not None:
        yield Text("")
        yield from section(f"NUMBERS THAT ARE NO FIGURES  {len(dropped) or 'none'}", page)
        for item in dropped:
            yield from hanging(f"  {report.label}:{item.line}  ", f'"{item.exact}": {item.reason}', page)


def marked(report: Report, sentence: Sequence[Figure], numbers: dict[str, int], page: Page) -> Iterator[Text]:
    """Draw a sentence with the numbers that its figures have here, by their ids."""
    place = f"{report.label}:{sentence[0].evidence.line}"
    for line in hanging(f"{one_line(place)}  ", _marked(sentence, numbers), page):
        line.highlight_regex(r"\S+\[\d+\]", "bold")
        yield line


def _number(figure: Figure) -> tuple[int, int]:
    return figure.evidence.start, figure.evidence.end


def _block(report: Report, figures: Sequence[Figure], categories: Sequence[str]) -> Iterator[Text]:
    """Give the block that corrects the figures of one number, each line whole, so that it can be pasted."""
    yield Text("")
    yield from map(Text, corrections.block(report, figures, categories))
    yield Text("")


def _by_sentence(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    group: list[Figure] = []
    for figure in figures:
        if group and _sentence(figure) != _sentence(group[-1]):
            yield group
            group = []
        group.append(figure)
    if group:
        yield group


def _sentence(figure: Figure) -> tuple[int, str]:
    """Give the offset of the figure's sentence in the report, and its words."""
    return figure.evidence.start - phrases.position(figure.evidence), figure.evidence.sentence


def _marked(figures: Sequence[Figure], numbers: dict[str, int]) -> str:
    """Give the sentence with [n] behind each figure's number."""
    sentence = figures[0].evidence.sentence
    marks: dict[int, str] = {}
    for figure in figures:
        before, number, _ = phrases.parted(figure.evidence)
        end = len(before) + len(number)
        marks[end] = marks.get(end, "") + f"[{numbers[figure.id]}]"
    for end in sorted(marks, reverse=True):
        sentence = sentence[:end] + marks[end] + sentence[end:]
    return sentence


def reading(figure: Figure, number: int, page: Page) -> Iterator[Text]:
    """Draw what was read of a figure, and why."""
    head = f"  [{number}] "
    yield from hanging(head, f"{wording.counted(figure)}: {figure.shown}", page, "bold")
    for what, words in _facts(figure, page):
        yield from hanging(f"{' ' * len(head)}{what:<12} ", words, page)
    for line in hanging(f"{' ' * len(head)}{'why':<12} ", "; ".join(figure.trace), page):
        line.stylize(QUIET)
        yield line


def _facts(figure: Figure, page: Page) -> Iterator[tuple[str, str]]:
    """Give what was read, in words, one fact at a time; what is not known is left out."""
    quantity, marks = figure.quantity, page.marks
    number = (
        "no number" if quantity.qualifier is Qualifier.VAGUE else f"{wording.bounds(quantity, marks)} {quantity.unit}"
    )
    yield "number", f"{number}: {wording.QUALIFIER_WORDS[quantity.qualifier]}"
    yield "counted by", wording.credit(figure.source)
    if figure.evidence.page:
        yield "on page", str(figure.evidence.page)
    yield "covers", wording.SCOPE_WORDS[figure.scope]
    if figure.also:
        yield "also", f"the one number joins {', '.join((figure.outcome, *figure.also))}"
    if figure.population:
        yield "of whom", figure.population.text
    if figure.perpetrator:
        yield "by whom", figure.perpetrator.text
    if figure.period:
        yield "period", wording.period(figure.period, marks)
    if figure.place:
        yield "place", figure.place.text
    if figure.as_of:
        yield "as of", f"{wording.as_of(figure.as_of, None, marks)} ({wording.AS_OF_WORDS[figure.as_of.basis]})"
    if figure.basis:
        yield "basis", figure.basis
    if figure.speculative:
        yield "but", "the report says only that it could be so"
    if figure.revised:
        yield "but", "the report gives it as a former value"
    if done := figure.corrected:
        what = "corrected" if done.from_ else "added"
        yield what, f"{done.why} (case file, line {done.line})"
    if figure.checked:
        yield "checked", f"against the report (case file, line {figure.checked.line})"

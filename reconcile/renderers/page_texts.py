"""Each report's whole text with its figures marked, the line numbers that figures cite, and how to cite each figure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reconcile import phrases
from reconcile.records import Figure, Report, Scope
from reconcile.renderers import citations, wording
from reconcile.renderers.page_links import Event, Link, categories, origins
from reconcile.renderers.plain import address


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of one or more figures in a text: their ids, and where their citations stand.

    `start` and `end` are offsets in the report's text. Of a number broken over lines `targets` are the first piece's.
    """

    start: int
    end: int
    targets: tuple[str, ...]
    citation: str
    corrected: bool
    categories: str
    origins: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a line's text, and the mark that it is under."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, by its number; `page` where it begins or holds the beginning of a page."""

    number: int
    page: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure's citation, but for what is its report's (`Text.cited_in`): the claim and the quoted words.

    `covers` says what part of the event it is of, empty for all of it; `stray` is whether the text does not hold the
    figure, so that it leads nowhere else.
    """

    target: str
    place: Link
    claim: str
    quote: str
    covers: str
    stray: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A report: what is known of it, its lines, and the citations of its figures.

    `address` is only what a link may lead to; any other stands among the `facts` as words. `cited_in` is the part that
    the citations share.
    """

    target: str
    label: str
    title: str
    address: str
    facts: tuple[str, ...]
    lines: tuple[Line, ...]
    cited_in: str
    cited: tuple[Cited, ...]


def texts(event: Event) -> tuple[Text, ...]:
    """Give the reports of an event with their figures in place."""
    by_report: dict[str, list[Figure]] = defaultdict(list)
    for figure in event.result.figures:
        by_report[figure.report].append(figure)
    return tuple(_text(report, by_report[report.id], event) for report in event.result.reports)


def _text(report: Report, figures: Sequence[Figure], event: Event) -> Text:
    placed = [f for f in figures if report.text[f.evidence.start : f.evidence.end] == f.evidence.exact]
    marks = _marks(placed, event)
    held = {figure.id for figure in placed}
    return Text(
        target=event.report(report),
        label=report.label,
        title=report.title or "",
        address=address(report.url) or "",
        facts=tuple(_facts(report)),
        lines=tuple(_lines(report, marks)),
        cited_in=citations.cited_in(report),
        cited=tuple(
            Cited(
                target=event.anchor("c", figure.id),
                place=event.placed(figure),
                claim=citations.claim(figure),
                quote=citations.excerpt(figure.evidence),
                covers="" if figure.scope is Scope.CUMULATIVE else wording.SCOPE_WORDS[figure.scope],
                stray=figure.id not in held,
            )
            for figure in figures
        ),
    )


def _facts(report: Report) -> Iterator[str]:
    if report.publisher:
        yield report.publisher
    yield wording.published(report.published)
    if report.updated:
        yield f"updated {phrases.day(report.updated)}"
    if report.retrieved:
        yield f"retrieved {phrases.day(report.retrieved)}"
    if report.url and not address(report.url):
        yield report.url
    yield phrases.plural(report.figures, "figure")
    yield report.path


def _marks(figures: Sequence[Figure], event: Event) -> list[Mark]:
    """Give the marks in the order of the text; numbers that overlap are under one mark."""
    groups: list[list[Figure]] = []
    end = -1
    for figure in sorted(figures, key=lambda figure: (figure.evidence.start, figure.evidence.end)):
        if figure.evidence.start >= end:
            groups.append([])
        groups[-1].append(figure)
        end = max(end, figure.evidence.end)
    return [
        Mark(
            start=min(figure.evidence.start for figure in group),
            end=max(figure.evidence.end for figure in group),
            targets=tuple(event.anchor("f", figure.id) for figure in group),
            citation=event.anchor("c", group[0].id),
            corrected=any(figure.corrected for figure in group),
            categories=categories(group),
            origins=origins(group),
        )
        for group in groups
    ]


def _lines(report: Report, marks: Sequence[Mark]) -> Iterator[Line]:
    start = 0
    begun: set[int] = set()
    starts, ends = [mark.start for mark in marks], [mark.end for mark in marks]
    for number, line in enumerate(report.text.split("\n"), 1):
        end = start + len(line)
        pages = [page for page, at in enumerate(report.pages, 1) if start <= at <= end]
        inside = marks[bisect_right(ends, start) : bisect_left(starts, end)]
        if line.strip():
            yield Line(number, pages[-1] if pages else None, tuple(_pieces(report.text, start, end, inside, begun)))
        start = end + 1


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], begun: set[int]) -> Iterator[Piece]:
    """Cut a line at its marks; `begun` are the starts of the marks whose ids stand on the page already."""
    for mark in marks:
        first, last = max(start, mark.start), min(end, mark.end)
        if start < first:
            yield Piece(text[start:first])
        again = mark.start in begun
        begun.add(mark.start)
        yield Piece(text[first:last], replace(mark, targets=()) if again else mark)
        start = last
    if start < end:
        yield Piece(text[start:end])

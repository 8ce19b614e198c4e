"""TOLL SO FAR: reports down the side in order of time, (outcome, category) pairs across, one line an originator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rich.cells import cell_len
from rich.text import Text

from reconcile import phrases
from reconcile.records import CATEGORIES, AsOf, Figure, Outcome, Qualifier, Report
from reconcile.renderers import wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import LABEL_LIMIT, Page, cut_within, fill, hanging, listed, section, wrap
from reconcile.results import Result, SeriesKey

COLUMN_WORDS = {
    ("killed", "people"): "all dead",
}
SIGN_WORDS = {
    Qualifier.ABOUT: "about",
    Qualifier.AT_LEAST: "at least",
    Qualifier.MORE_THAN: "over",
    Qualifier.AT_MOST: "at most",
    Qualifier.NEARLY: "under",
}
BASIS_MARKS = {"weekdays": "w", "published": "p"}
GAP, AS_OF_WIDTH = 2, 13
CELL_LIMIT, WIDE, WIDE_CELL_LIMIT = 16, 100, 28


@dataclass(frozen=True, slots=True)
class Column:
    """What a column counts; `narrow` names a place, population or perpetrator that is not the event's whole."""

    outcome: Outcome
    category: str
    narrow: str

    @property
    def heading(self) -> str:
        """The words over the column, below its outcome."""
        return COLUMN_WORDS.get((self.outcome.value, self.category), phrases.category(self.category))

    @property
    def order(self) -> tuple[int, bool, int, str, str]:
        """Where the column stands among those shown."""
        known = CATEGORIES.index(self.category) if self.category in CATEGORIES else len(CATEGORIES)
        return list(Outcome).index(self.outcome), bool(self.narrow), known, self.category, self.narrow


@dataclass(slots=True)
class Matrix:
    """The tolls by column and report, and the marks that explain them."""

    cells: dict[Column, dict[str, list[str]]] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    when: dict[str, AsOf | None] = field(default_factory=dict)
    legend: dict[str, str] = field(default_factory=dict)


def _narrow(key: SeriesKey, figure: Figure) -> str:
    words = [
        named.text
        for given, named in (
            (key.place, figure.place),
            (key.population, figure.population),
            (key.perpetrator, figure.perpetrator),
        )
        if given and named
    ]
    return ", ".join(words)


def _cell(figure: Figure, notes: Mapping[str, Sequence[str]], page: Page, legend: dict[str, str]) -> str:
    marks = page.marks
    after = ""
    if figure.source is None:
        name = marks.dash
        legend[marks.dash] = "no credit"
    else:
        name = phrases.source(figure.source)
        if figure.source.carried:
            after += "*"
            legend["*"] = "credit carried from an earlier sentence"
        if figure.source.kind == "party":
            after += marks.party
            legend[marks.party] = "a party to the fighting"
    if figure.corrected:
        after += marks.corrected
        legend[marks.corrected] = "corrected in the case file"
    sign = wording.signs(marks).get(figure.quantity.qualifier)
    if sign:
        legend[sign] = SIGN_WORDS[figure.quantity.qualifier]
    label = wording.mark_label(figure.quantity, marks)
    return f"{label} {one_line(name)}{after}{''.join(notes.get(figure.id, ()))}"


def build(result: Result, notes: Mapping[str, Sequence[str]], page: Page) -> Matrix:
    """Lay the tolls of `result` out; `notes` gives the footnote marks of a figure by its id."""
    figures = {figure.id: figure for figure in result.figures}
    headlines = {wording.statement(figure) for figure in result.figures if wording.in_headline(figure)}
    matrix = Matrix()
    for series in result.series:
        for track in series.tracks:
            points = [point for point in track.points if point.status in wording.SHOWN and point.figure in figures]
            turn = {report: rank for rank, report in enumerate(dict.fromkeys(point.report for point in points))}
            for point in points:
                figure = figures[point.figure or ""]
                column = Column(series.key.outcome, series.key.category, _narrow(series.key, figure))
                cells = matrix.cells.setdefault(column, {}).setdefault(point.report, [])
                headline = ", headline" if wording.statement(figure) in headlines else ""
                cells.append(_cell(figure, notes, page, matrix.legend) + headline)
                matrix.rank[point.report] = max(turn[point.report], matrix.rank.get(point.report, 0))
                if _firmness(point.as_of) > _firmness(matrix.when.get(point.report)):
                    matrix.when[point.report] = point.as_of
    return matrix


def _firmness(when: AsOf | None) -> tuple[int, int, int]:
    if when is None:
        return (0, 0, 0)
    placed = when.date or when.earliest
    bounds = sum(bound is not None for bound in (when.date, when.earliest, when.latest))
    return 2 - (when.basis == "tolls"), bounds, placed.toordinal() if placed else 0


def ordered(reports: Sequence[Report], matrix: Matrix) -> list[Report]:
    """Give the reports that state a toll, in the order of their as-of dates; those without one last."""

    def key(report: Report) -> tuple[date, int, date, str]:
        when = matrix.when.get(report.id)
        start = (when and (when.date or when.earliest)) or date.max
        end = (when and (when.date or when.latest)) or date.max
        return start, matrix.rank[report.id], end, report.id

    return sorted((report for report in reports if report.id in matrix.rank), key=key)


def _width(column: Column, cells: Mapping[str, list[str]], limit: int) -> int:
    longest = max(cell_len(cell) for lines in cells.values() for cell in lines)
    words = max(cell_len(word) for word in (column.heading, str(column.outcome), *column.narrow.split()))
    return max(min(longest, limit), min(words, limit))


def _choose(matrix: Matrix, room: int, limit: int) -> dict[Column, int]:
    """Choose the fullest columns that fit into `room` cells; the event's whole goes before a part of it.

    Where all fit, what room is left makes those with long words wider.
    """
    fullest = sorted(matrix.cells, key=lambda column: (bool(column.narrow), -len(matrix.cells[column]), column.order))
    chosen: dict[Column, int] = {}
    for column in fullest:
        width = _width(column, matrix.cells[column], limit)
        if width + GAP <= room:
            chosen[column] = width
            room -= width + GAP
    for column in chosen if len(chosen) == len(fullest) else ():
        more = min(room, _width(column, matrix.cells[column], 2 * limit) - chosen[column])
        chosen[column] += more
        room -= more
    return {column: chosen[column] for column in sorted(chosen, key=lambda column: column.order)}


def as_of_mark(when: AsOf | None, page: Page) -> str:
    """Give the mark that says where an as-of date comes from; none where the report says it."""
    if when is None:
        return ""
    return page.marks.inferred if when.basis == "tolls" else BASIS_MARKS.get(when.basis, "")


def _as_of(when: AsOf | None, year: int | None, page: Page, legend: dict[str, str]) -> str:
    mark = as_of_mark(when, page)
    if when and mark:
        legend[mark] = wording.AS_OF_WORDS[when.basis]
    return f"{wording.as_of(when, year, page.marks)} {mark}".rstrip()


def _lines(cell: str, width: int) -> list[str]:
    """Break a cell into lines, the further ones set in, so that they are no counters of their own."""
    if cell_len(cell) <= width:
        return [cell]
    first, *others = wrap(cell, width - 1)
    return [first, *(f" {line}" for line in others)]


def _spread(parts: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Give a row of cells of several lines each as lines of the page."""
    for number in range(max(len(part) for part in parts)):
        line = (
            fill(part[number] if number < len(part) else "", width) for part, width in zip(parts, widths, strict=True)
        )
        yield (" " * GAP).join(line).rstrip()


def _headings(columns: Mapping[Column, int], first: int) -> Iterator[Text]:
    outcomes, last = [], None
    for column in columns:
        outcomes.append([str(column.outcome)] if column.outcome != last else [""])
        last = column.outcome
    top = next(_spread([["TOLL SO FAR"], *outcomes], [first, *columns.values()]))
    heading = Text(top)
    heading.stylize("bold", 0, len("TOLL SO FAR"))
    yield heading
    names = [
        wrap(column.heading, width) + (wrap(column.narrow, width) if column.narrow else [])
        for column, width in columns.items()
    ]
    indent = " " * (first - AS_OF_WIDTH)
    for line in _spread([[f"{indent}as of"], *names], [first, *columns.values()]):
        yield Text(line, style="dim")


def draw(
    result: Result, notes: Mapping[str, Sequence[str]], footnotes: Sequence[str], year: int | None, page: Page
) -> Iterator[Text]:
    """Draw the matrix, its legend, its footnotes, and the tolls that had no room."""
    matrix = build(result, notes, page)
    if not matrix.cells:
        yield from section("TOLL SO FAR", page, note="no report states one")
        return
    reports = ordered(result.reports, matrix)
    label = min(LABEL_LIMIT, max(cell_len(report.label) for report in reports))
    first = max(label + GAP + AS_OF_WIDTH, len("TOLL SO FAR"))
    columns = _choose(matrix, page.width - first, CELL_LIMIT if page.width < WIDE else WIDE_CELL_LIMIT)
    yield from _headings(columns, first) if columns else section("TOLL SO FAR", page)
    for report in reports:
        cells = [
            [line for cell in matrix.cells[column].get(report.id, []) for line in _lines(cell, width)]
            for column, width in columns.items()
        ]
        if not any(cells):
            continue
        side = [cut_within(one_line(report.label), label, page.marks)]
        when = wrap(_as_of(matrix.when.get(report.id), year, page, matrix.legend), AS_OF_WIDTH)
        yield from map(Text, _spread([side, when, *cells], [first - AS_OF_WIDTH - GAP, AS_OF_WIDTH, *columns.values()]))
    yield from _rest(matrix, reports, columns, page)
    yield from listed("", (f"{mark} {meaning}" for mark, meaning in matrix.legend.items()), page)
    for number, footnote in enumerate(footnotes, 1):
        yield from hanging(f"{page.marks.note(number)} ", footnote, page)


def _rest(matrix: Matrix, reports: Sequence[Report], columns: Mapping[Column, int], page: Page) -> Iterator[Text]:
    left = sorted(matrix.cells.keys() - columns.keys(), key=lambda column: column.order)
    for column in left:
        what = f"{column.outcome}, {column.heading}" + (f", {column.narrow}" if column.narrow else "")
        told = (f"{cell} {report.label}" for report in reports for cell in matrix.cells[column].get(report.id, []))
        yield from listed(f"also {what}: ", told, page)

"""The tolls of an event by report and by what they count, in cells of one number an originator, and their marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reconcile import phrases
from reconcile.records import CATEGORIES, AsOf, Figure, Outcome, Qualifier, Report
from reconcile.renderers import tolls, wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.wording import Marks
from reconcile.results import Result

SIGN_WORDS = {
    Qualifier.ABOUT: "about",
    Qualifier.AT_LEAST: "at least",
    Qualifier.MORE_THAN: "over",
    Qualifier.AT_MOST: "at most",
    Qualifier.NEARLY: "under",
}
BASIS_MARKS = {"weekdays": "w", "published": "p"}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column counts; `narrow` names a place, population or perpetrator that is not the event's whole."""

    outcome: Outcome
    category: str
    narrow: str

    @property
    def heading(self) -> str:
        """The words over the column, below its outcome."""
        return tolls.heading(self.outcome, self.category)

    @property
    def order(self) -> tuple[int, bool, int, str, str]:
        """Where the column stands among those shown."""
        known = CATEGORIES.index(self.category) if self.category in CATEGORIES else len(CATEGORIES)
        return list(Outcome).index(self.outcome), bool(self.narrow), known, self.category, self.narrow


@dataclass(frozen=True, slots=True)
class Cell:
    """A toll: the id of its figure, and the number with its marks and who counted."""

    figure: str
    words: str


@dataclass(slots=True)
class Matrix:
    """The tolls by column and report, when each report's held, and the marks that explain them."""

    cells: dict[Column, dict[str, list[Cell]]] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    when: dict[str, AsOf | None] = field(default_factory=dict)
    legend: dict[str, str] = field(default_factory=dict)

    def columns(self) -> list[Column]:
        """Give the columns in their order."""
        return sorted(self.cells, key=lambda column: column.order)

    def as_of(self, report: str, year: int | None, marks: Marks) -> str:
        """Give when a report's tolls held, with the mark of where that comes from, which the legend then explains."""
        when = self.when.get(report)
        mark = _as_of_mark(when, marks)
        if when and mark:
            self.legend[mark] = wording.AS_OF_WORDS[when.basis]
        return f"{wording.as_of(when, year, marks)} {mark}".rstrip()


def build(result: Result, notes: Mapping[str, Sequence[str]], marks: Marks) -> Matrix:
    """Lay the tolls of `result` out; `notes` gives the footnote marks of a figure by its id."""
    figures = {figure.id: figure for figure in result.figures}
    headlines = {tolls.statement(figure) for figure in result.figures if _in_headline(figure)}
    matrix = Matrix()
    for series in result.series:
        for track in series.tracks:
            points = [point for point in tolls.told(track) if point.figure in figures]
            turn = {report: rank for rank, report in enumerate(dict.fromkeys(point.report for point in points))}
            for point in points:
                figure = figures[point.figure or ""]
                narrow = ", ".join(tolls.narrowed(series.key, figure))
                column = Column(series.key.outcome, series.key.category, narrow)
                headline = ", headline" if tolls.statement(figure) in headlines else ""
                words = _words(figure, notes, marks, matrix.legend) + headline
                matrix.cells.setdefault(column, {}).setdefault(point.report, []).append(Cell(figure.id, words))
                matrix.rank[point.report] = max(turn[point.report], matrix.rank.get(point.report, 0))
                if _firmness(point.as_of) > _firmness(matrix.when.get(point.report)):
                    matrix.when[point.report] = point.as_of
    return matrix


def _in_headline(figure: Figure) -> bool:
    return "block: headline" in figure.trace


def _words(figure: Figure, notes: Mapping[str, Sequence[str]], marks: Marks, legend: dict[str, str]) -> str:
    after = wording.carried(figure.source)
    if figure.source is None:
        name = marks.dash
        legend[marks.dash] = "no credit"
    else:
        name = phrases.source(figure.source)
        if after:
            legend[after] = "credit carried from an earlier sentence"
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


def _firmness(when: AsOf | None) -> tuple[int, int, int]:
    if when is None:
        return (0, 0, 0)
    placed = when.date or when.earliest
    bounds = sum(bound is not None for bound in (when.date, when.earliest, when.latest))
    return 2 - (when.basis == "tolls"), bounds, placed.toordinal() if placed else 0


def _as_of_mark(when: AsOf | None, marks: Marks) -> str:
    """Give the mark that says where an as-of date comes from; none where the report says it."""
    return wording.inferred(when, marks) or (BASIS_MARKS.get(when.basis, "") if when else "")


def ordered(reports: Sequence[Report], matrix: Matrix) -> list[Report]:
    """Give the reports that state a toll, in the order of their as-of dates; those without one last."""

    def key(report: Report) -> tuple[date, int, date, str]:
        when = matrix.when.get(report.id)
        start = (when and (when.date or when.earliest)) or date.max
        end = (when and (when.date or when.latest)) or date.max
        return start, matrix.rank[report.id], end, report.id

    return sorted((report for report in reports if report.id in matrix.rank), key=key)

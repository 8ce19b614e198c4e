"""What every part of the HTML report stands on: an event with its figures by id, and links to their quotes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconcile.case import Case
from reconcile.records import Figure, Report
from reconcile.renderers import charts_origins, glance, ids, wording
from reconcile.results import Result

BETWEEN = "|"  # stands between the categories, and between the origins, of what has several


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a figure's quote: the id it leads to, its words, and the category and origin that filters ask for."""

    target: str
    words: str
    category: str
    origin: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the page: its case and its result, with figures and reports by id.

    `prefix` keeps the ids of a further event apart; `year` is the one that its dates need not repeat.
    """

    case: Case
    result: Result
    prefix: str
    figures: Mapping[str, Figure]
    reports: Mapping[str, Report]
    year: int | None

    def anchor(self, kind: str, id_: str) -> str:
        """Give the id on the page of a figure's quote ("f"), of its citation ("c"), or of a finding ("d")."""
        return f"{self.prefix}{kind}-{id_}"

    def report(self, report: Report) -> str:
        """Give the id on the page of a report, by its number: the report's own may hold what no id does."""
        return f"{self.prefix}r-{list(self.reports).index(report.id) + 1}"

    def link(self, figure: Figure, words: str) -> Link:
        """Give a link to a figure's quote."""
        return Link(self.anchor("f", figure.id), words, figure.category, origin(figure))

    def place(self, figure: Figure) -> str:
        """Give the place of a figure, label:line."""
        return wording.place(figure, self.reports)

    def placed(self, figure: Figure) -> Link:
        """Give a link to a figure's quote by its place."""
        return self.link(figure, self.place(figure))


def event(case: Case, result: Result, number: int) -> Event:
    """Take up the event of this number, from 1."""
    return Event(
        case=case,
        result=result,
        prefix=ids.prefix(number),
        figures={figure.id: figure for figure in result.figures},
        reports={report.id: report for report in result.reports},
        year=glance.year(result, case),
    )


def origin(figure: Figure) -> str:
    """Give the key of who counted, as charts have it."""
    return charts_origins.key(figure.source)


def categories(figures: Iterable[Figure]) -> str:
    """Give the categories of several figures, as filters ask for them."""
    return BETWEEN.join(dict.fromkeys(figure.category for figure in figures))


def origins(figures: Iterable[Figure]) -> str:
    """Give the origins of several figures, as filters ask for them."""
    return BETWEEN.join(dict.fromkeys(map(origin, figures)))

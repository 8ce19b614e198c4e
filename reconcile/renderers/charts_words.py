"""The words of a chart: its title and description, each mark's claim, lines and row, and what its looks mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconcile import phrases
from reconcile.records import Figure, Qualifier, Report
from reconcile.renderers import citations, tolls, wording
from reconcile.renderers.charts_layout import Number
from reconcile.renderers.charts_marks import KINDS, Mark, Stated
from reconcile.renderers.plain import one_line
from reconcile.results import Series

INFERRED = "the day is inferred: one of these days"
JOINED = "one counter's numbers, their order proven by dates"
LINE_LIMIT = 46  # characters, which a phone shows on one line


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark with its words, not escaped: the claim as cited, two short lines that show it, the number beside it."""

    mark: Mark
    number: Number | None
    claim: str
    lines: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a look of the legend means; `look` is a kind of mark, a status, "span" or "join"."""

    look: str
    words: str


def title(series: Series, figures: Mapping[str, Figure]) -> str:
    """Give what a series counts, with the place, population or perpetrator that narrows it."""
    words = one_line(tolls.name(series, figures))
    return words[:1].upper() + words[1:]


def description(stated: Sequence[Stated], undated: int) -> str:
    """Sum up what a chart shows: how many figures of how many origins, and from which number to which."""
    numbers = [each.point.stated for each in stated]
    parts = (
        phrases.plural(len(stated), "figure"),
        phrases.plural(len({each.origin for each in stated}), "origin"),
        f"from {min(numbers):,} to {max(numbers):,}" if min(numbers) != max(numbers) else f"{numbers[0]:,}",
        f"{undated:,} undated" if undated else "",
    )
    return ", ".join(filter(None, parts))


def drawn(mark: Mark, number: Number | None, counted: str, reports: Mapping[str, Report]) -> Drawn:
    """Give a mark its words; one that no figure states is cited by its label."""
    stated, figure, point = mark.stated, mark.stated.figure, mark.stated.point
    when = phrases.as_of(point.as_of)
    claim = citations.claim(figure) if figure else f"{point.label} {counted} ({stated.origin.name}, {when})"
    lines = (f"{_number(stated)} · {stated.origin.name}", f"{when} · {_where(stated, reports)}")
    return Drawn(mark, number, one_line(claim), (_cut(lines[0]), _cut(lines[1])))


def looks(marks: Sequence[Mark], joined: bool) -> Iterator[Entry]:
    """Give what the looks present mean: kinds of number, statuses, inferred days and joins."""
    qualifiers = {mark.stated.point.qualifier for mark in marks}
    for kind in dict.fromkeys(KINDS.values()):
        words = [wording.QUALIFIER_WORDS[each] for each in Qualifier if KINDS[each] == kind and each in qualifiers]
        if words:
            yield Entry(kind, ", or ".join(words))
    statuses = {mark.stated.point.status for mark in marks}
    yield from (Entry(status, words) for status, words in tolls.STATUS_WORDS.items() if status in statuses)
    if any(mark.span for mark in marks):
        yield Entry("span", INFERRED)
    if joined:
        yield Entry("join", JOINED)


def _where(stated: Stated, reports: Mapping[str, Report]) -> str:
    label = wording.label(stated.point.report, reports)
    return wording.at(label, stated.figure.evidence.line) if stated.figure else one_line(label)


def _number(stated: Stated) -> str:
    return one_line(stated.figure.shown if stated.figure else stated.point.label)


def _cut(words: str) -> str:
    return words if len(words) <= LINE_LIMIT else f"{words[: LINE_LIMIT - 1].rstrip()}…"

"""The head of the HTML report: the event, its days, who counted, and how many findings ask for a decision."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reconcile import phrases
from reconcile.records import Scope
from reconcile.renderers import terminal, wording
from reconcile.renderers.page_links import Event
from reconcile.renderers.wording import UNICODE


@dataclass(frozen=True, slots=True)
class Count:
    """A counter's name, the words for its kind, and how many figures it has."""

    name: str
    kind: str
    figures: int


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands at the head of an event; `same` tells of reports that are one text or one page."""

    name: str
    facts: tuple[str, ...]
    counted: tuple[Count, ...]
    passed_on: tuple[Count, ...]
    uncredited: int
    same: tuple[tuple[str, str], ...]
    analyst: str
    conflicts: int
    cautions: int
    verdict: str


def masthead(event: Event) -> Masthead:
    """Say what an event's reports are, who counted, and what does not agree."""
    result = event.result
    waiting = Counter(finding.severity for finding in result.findings if finding.reviewed is None)
    settled = sum(finding.reviewed is not None for finding in result.findings)
    counts = _counts(event)
    return Masthead(
        name=name(event),
        facts=tuple(_facts(event)),
        counted=tuple(count for count, outlet in counts if not outlet),
        passed_on=tuple(count for count, outlet in counts if outlet),
        uncredited=sum(figure.source is None for figure in result.figures),
        same=tuple((head.strip(), words) for head, words in terminal._one(result.reports)),
        analyst=wording.analyst(result),
        conflicts=waiting["conflict"],
        cautions=waiting["caution"],
        verdict=_verdict(waiting["conflict"], waiting["caution"], settled),
    )


def name(event: Event) -> str:
    """Give the event's name, or what stands for it."""
    return event.case.event.name or "Figures by report"


def _facts(event: Event) -> Iterator[str]:
    reports = event.result.reports
    dated = sum(report.published is not None for report in reports)
    if onset := event.case.event.onset:
        yield f"from {phrases.day(onset)}"
    if days := _days(event):
        yield days
    yield f"{phrases.plural(len(reports), 'report')} ({dated} dated, {len(reports) - dated} undated)"
    yield phrases.plural(len(event.result.figures), "figure")


def _days(event: Event) -> str:
    """Give the first and the last day at which figures of the event are known to have held."""
    held = [f.as_of for f in event.result.figures if f.as_of and f.scope is not Scope.BACKGROUND]
    days = [day for when in held for day in (when.date, when.earliest, when.latest) if day]
    return f"figures as of {wording.span(min(days), max(days), None, UNICODE)}" if days else ""


def _counts(event: Event) -> list[tuple[Count, bool]]:
    """Give who counted with the number of figures, the most first, and whether each is an outlet that passed on."""
    sources = {figure.source.id: figure.source for figure in event.result.figures if figure.source}
    numbers = Counter(figure.source.id for figure in event.result.figures if figure.source)
    counts = []
    for key, number in numbers.most_common():
        who = sources[key]
        kind = wording.KIND_WORDS.get(who.kind, "" if who.kind == "other" else who.kind)
        counts.append((Count(phrases.source(who), kind, number), who.kind in terminal.OUTLETS))
    return counts


def _verdict(conflicts: int, cautions: int, settled: int) -> str:
    told = f"{_some(conflicts, 'conflict')} and {_some(cautions, 'caution')}"
    return f"{told}; {phrases.plural(settled, 'finding')} settled by review" if settled else told


def _some(count: int, one: str) -> str:
    return phrases.plural(count, one) if count else f"no {one}"

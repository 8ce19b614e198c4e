"""The head of the HTML report: the event, its days, who counted, and how many findings ask for a decision."""

from collections.abc import Iterator
from dataclasses import dataclass

from reconcile import phrases
from reconcile.records import Scope
from reconcile.renderers import glance, grouping, wording
from reconcile.renderers.glance import Count, Glance
from reconcile.renderers.page_links import Event
from reconcile.renderers.wording import UNICODE


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
    seen = glance.glance(result)
    waiting = grouping.waiting(result.findings)
    conflicts, cautions = (len(grouping.by_severity(waiting)[severity]) for severity in grouping.FLAGGED)
    return Masthead(
        name=name(event),
        facts=tuple(_facts(event, seen)),
        counted=seen.counted,
        passed_on=seen.passed_on,
        uncredited=seen.uncredited,
        same=tuple(glance.same(result.reports)),
        analyst=glance.analyst(result),
        conflicts=conflicts,
        cautions=cautions,
        verdict=_verdict(conflicts, cautions, len(result.findings) - len(waiting)),
    )


def name(event: Event) -> str:
    """Give the event's name, or what stands for it."""
    return glance.name(event.case)


def _facts(event: Event, seen: Glance) -> Iterator[str]:
    if onset := event.case.event.onset:
        yield f"from {phrases.day(onset)}"
    if days := _days(event):
        yield days
    yield f"{phrases.plural(seen.reports, 'report')} ({seen.dated} dated, {seen.reports - seen.dated} undated)"
    yield phrases.plural(seen.figures, "figure")


def _days(event: Event) -> str:
    """Give the first and the last day at which figures of the event are known to have held."""
    held = [f.as_of for f in event.result.figures if f.as_of and f.scope is not Scope.BACKGROUND]
    days = [day for when in held for day in (when.date, when.earliest, when.latest) if day]
    return f"figures as of {wording.span(min(days), max(days), None, UNICODE)}" if days else ""


def _verdict(conflicts: int, cautions: int, settled: int) -> str:
    told = f"{_some(conflicts, 'conflict')} and {_some(cautions, 'caution')}"
    return f"{told}; {phrases.plural(settled, 'finding')} settled by review" if settled else told


def _some(count: int, one: str) -> str:
    return phrases.plural(count, one) if count else f"no {one}"

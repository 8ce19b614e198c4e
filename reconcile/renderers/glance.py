"""An event at a glance: its name and year, how many reports and figures, who counted, and which reports are one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import Report, Source
from reconcile.renderers import wording
from reconcile.results import Result

UNNAMED = "Figures by report"


@dataclass(frozen=True, slots=True)
class Count:
    """Who is credited, and with how many figures."""

    source: Source
    figures: int

    @property
    def name(self) -> str:
        """The source's short name."""
        return phrases.source(self.source)

    @property
    def kind(self) -> str:
        """The words for the source's kind; empty for one of no particular kind."""
        return wording.kind(self.source)


@dataclass(frozen=True, slots=True)
class Glance:
    """How many reports and figures there are, who counted, who only passed figures on, and how many nobody did.

    The counts of figures are the highest first.
    """

    reports: int
    dated: int
    figures: int
    counted: tuple[Count, ...]
    passed_on: tuple[Count, ...]
    uncredited: int

    @property
    def read(self) -> str:
        """How many reports were read, and how many of them are dated."""
        return f"{phrases.plural(self.reports, 'report')} ({self.dated} dated)"


def glance(result: Result) -> Glance:
    """Count the reports and figures of an event, and the figures of everyone credited."""
    credited = [figure.source for figure in result.figures if figure.source]
    sources = {source.id: source for source in credited}
    counts = [Count(sources[id_], count) for id_, count in Counter(source.id for source in credited).most_common()]
    return Glance(
        reports=len(result.reports),
        dated=sum(report.published is not None for report in result.reports),
        figures=len(result.figures),
        counted=tuple(count for count in counts if not is_outlet(count.source)),
        passed_on=tuple(count for count in counts if is_outlet(count.source)),
        uncredited=len(result.figures) - len(credited),
    )


def is_outlet(who: Source | None) -> bool:
    """Tell whether a credit is only an outlet's, which passed the number on: who counted is not said."""
    return who is not None and who.kind == "outlet"


def name(case: Case) -> str:
    """Give the event's name, or what stands for it."""
    return case.event.name or UNNAMED


def year(result: Result, case: Case) -> int | None:
    """Give the year that dates need not repeat: the onset's, else the one that all dates share."""
    if case.event.onset:
        return case.event.onset.year
    dates = (f.as_of and (f.as_of.date or f.as_of.earliest or f.as_of.latest) for f in result.figures)
    years = {found.year for found in dates if found}
    return years.pop() if len(years) == 1 else None


def same(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    """Tell which reports are one text at several outlets, and which are saves of one page: what they are, and words."""
    labels = {report.id: report.label for report in reports}
    for report in reports:
        if report.outlets:
            yield "One text", f"{report.label}; also at {outlets(report)}"
    for first in dict.fromkeys(report.version_of for report in reports if report.version_of):
        later = ", ".join(report.label for report in reports if report.version_of == first)
        yield "One page", f"{labels.get(first, first)}, saved later as {later}, of which only what changed is told"


def outlets(report: Report) -> str:
    """Give the names of the outlets that carry the same text."""
    return ", ".join(outlet.publisher or outlet.id for outlet in report.outlets)


def analyst(result: Result) -> str:
    """Say how much of a result the analyst corrected and checked."""
    did = result.analyst
    checked = sum(figure.checked is not None or figure.corrected is not None for figure in result.figures)
    done = (
        (did.corrected, "corrected †"),
        (did.added, "added †"),
        (did.dropped, "dropped"),
        (checked, f"of {len(result.figures)} checked"),
        (did.reviewed, "findings reviewed"),
    )
    told = [f"{count} {what}" for count, what in done if count]
    return f"By the analyst: {', '.join(told)}" if told else "No figure was corrected or checked by an analyst"

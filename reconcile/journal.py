"""What the analyst wrote into a case file, entry by entry, and what each correction changes in the result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reconcile import anchors, phrases, pipeline
from reconcile.anchors import Span
from reconcile.case import Case
from reconcile.corrections import Correction, Entry
from reconcile.extractors import Extraction, corrected
from reconcile.pipeline import Event, Reading
from reconcile.records import Figure, Report
from reconcile.results import At, Finding, Log, Logged


@dataclass(frozen=True, slots=True)
class _Read:
    """A report with what the machine alone took out of it."""

    report: Report
    plain: Extraction

    def replayed(self, case: Case) -> corrected.Outcome:
        return corrected.correct(self.report, self.plain.figures, self.plain.dropped, case)


def log(event: Event, readings: Sequence[Reading]) -> Log:
    """List an event's entries in the order of its case file; `readings` are its reports as the machine reads them.

    The text is read once; only what the reports say together is worked out again for each correction.
    """
    case = event.case
    read = {reading.report.id: _Read(reading.report, reading.extraction) for reading in readings}
    findings = _findings(event, case, read) if case.corrections else frozenset()
    logged = [_correction(number, event, read, findings) for number in range(len(case.corrections))]
    for checked in case.checked:
        quotes = [(checked.report, quote) for quote in checked.quotes]
        logged.append(_looked(checked, "checked", quotes, {}, "", case, read))
    for seen in case.reviewed:
        quotes = [(quoted.report, quoted.quote) for quoted in seen.quotes]
        logged.append(_looked(seen, "reviewed", quotes, {"relation": seen.relation}, seen.why, case, read))
    return Log(case=case.path, entries=tuple(sorted(logged, key=lambda entry: entry.line)))


def _correction(number: int, event: Event, read: dict[str, _Read], findings: frozenset[str]) -> Logged:
    case, entry = event.case, event.case.corrections[number]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    brings: frozenset[str] = frozenset()
    removes: frozenset[str] = frozenset()
    error: str | None = "its report is not among those read"
    if report := read.get(entry.report):
        earlier = report.replayed(case.with_corrections(case.corrections[:number]))
        later = report.replayed(case.with_corrections(case.corrections[: number + 1]))
        span = _span(report, entry.quote)
        before, after = _over(earlier.figures, span), _over(later.figures, span)
        error = next((u.reason for u in later.unmatched if u.line == entry.line and not u.review), None)
        others = (*case.corrections[:number], *case.corrections[number + 1 :])
        without = _findings(event, case.with_corrections(others), read)
        brings, removes = findings - without, without - findings
    said = entry.set or entry.add
    return Logged(
        line=entry.line,
        kind=_kind(entry),
        at=(_at(entry.report, entry.quote, read),),
        from_=before,
        to=after,
        fields=said.model_dump(mode="json", include=set(said.said)) if said else {},
        why=entry.why,
        by=entry.by,
        on=entry.on,
        brings=tuple(sorted(brings)),
        removes=tuple(sorted(removes)),
        error=error,
    )


def _kind(entry: Correction) -> Literal["set", "drop", "add"]:
    return "drop" if entry.drop else "add" if entry.add else "set"


def _looked(
    entry: Entry,
    kind: Literal["checked", "reviewed"],
    quotes: Sequence[tuple[str, str]],
    fields: dict[str, object],
    why: str,
    case: Case,
    read: dict[str, _Read],
) -> Logged:
    """Log a check or a review: the figures it speaks of, as they are now."""
    said: list[str] = []
    error = None
    for report, quote in quotes:
        found = _over(read[report].replayed(case).figures, _span(read[report], quote)) if report in read else ()
        if not found:
            told = "has no figure in its brackets" if report in read else "is of a report that is not among those read"
            error = error or f'quote "{quote}" {told}'
        said += found
    return Logged(
        line=entry.line,
        kind=kind,
        at=tuple(_at(report, quote, read) for report, quote in quotes),
        from_=tuple(said),
        to=tuple(said),
        fields=fields,
        why=why,
        by=entry.by,
        on=entry.on,
        brings=None,
        removes=None,
        error=error,
    )


def _findings(event: Event, case: Case, read: dict[str, _Read]) -> frozenset[str]:
    """Give the findings of the event with the corrections of `case`, as messages without the marks of corrections."""
    result = pipeline.reconcile(Event(case, event.found), list(_readings(case, read)))
    return frozenset(map(_told, result.findings))


def _readings(case: Case, read: dict[str, _Read]) -> Iterator[Reading]:
    for each in read.values():
        made = each.replayed(case)
        extraction = Extraction(made.figures, made.dropped, each.plain.days, made.unmatched)
        yield Reading(each.report, extraction, case)


def _told(finding: Finding) -> str:
    return f"{finding.relation}: {finding.message}".replace("†", "")


def _span(read: _Read, quote: str) -> Span | None:
    found = anchors.find(read.report.text, quote)
    return found[0] if len(found) == 1 else None


def _at(report: str, quote: str, read: dict[str, _Read]) -> At:
    span = _span(read[report], quote) if report in read else None
    return At(report=report, line=read[report].report.text.count("\n", 0, span.start) + 1 if span else None)


def _over(figures: Sequence[Figure], span: Span | None) -> tuple[str, ...]:
    if span is None:
        return ()
    at = (f for f in figures if f.evidence.start < span.end and span.start < f.evidence.end)
    return tuple(map(phrases.stated, at))

"""A case's corrected figures as annotations, for others to be rated against and for the machine itself."""

from collections.abc import Iterable, Sequence

from reconcile import phrases
from reconcile.errors import UsageError
from reconcile.gold import AnnotatedReport, Annotation
from reconcile.pipeline import Reading
from reconcile.records import Figure


def annotated(readings: Iterable[Reading]) -> list[AnnotatedReport]:
    """Give every report's figures, as they are corrected, as annotations.

    Raises:
        UsageError: two reports are called the same, which annotations do not tell apart.

    """
    made = [_report(reading, _annotations(reading.extraction.figures)) for reading in readings]
    _all_different(made)
    return made


def judged(corrected: Iterable[Reading], plain: Iterable[Reading]) -> tuple[list[AnnotatedReport], list[Figure]]:
    """Give what the analyst judged as annotations, and the figures that the machine alone has at those numbers.

    Judged is what was corrected, added, dropped or checked. Where a figure that nobody judged shares a number with one
    that was, its annotation is optional.

    Raises:
        UsageError: nothing was judged, or two reports are called the same.

    """
    alone = {reading.report.id: reading.extraction.figures for reading in plain}
    reports: list[AnnotatedReport] = []
    figures: list[Figure] = []
    for reading in corrected:
        found = reading.extraction.figures
        sure = [figure for figure in found if figure.corrected or figure.checked]
        gone = [item for item in reading.extraction.dropped if item.correction is not None]
        spans = [(figure.evidence.start, figure.evidence.end) for figure in sure]
        spans += [(item.start, item.end) for item in gone]
        if not spans:
            continue
        beside = [figure for figure in _within(found, spans) if figure not in sure]
        optional = [each.model_copy(update={"optional": True}) for each in _annotations(beside)]
        reports.append(_report(reading, [*_annotations(sure), *optional]))
        figures += _within(alone.get(reading.report.id, ()), spans)
    if not reports:
        raise UsageError("the case file corrects and checks nothing in these reports. Run reconcile review first")
    _all_different(reports)
    return reports, figures


def _within(figures: Iterable[Figure], spans: Sequence[tuple[int, int]]) -> list[Figure]:
    return [f for f in figures if any(f.evidence.start < end and start < f.evidence.end for start, end in spans)]


def _report(reading: Reading, figures: Sequence[Annotation]) -> AnnotatedReport:
    day = reading.report.published.date.isoformat() if reading.report.published else None
    return AnnotatedReport(document=reading.report.id.rsplit("/", 1)[-1], published=day, figures=tuple(figures))


def _annotations(figures: Iterable[Figure]) -> list[Annotation]:
    """Annotate figures; those of one number that joins several outcomes are one annotation."""
    made: dict[tuple[object, ...], Annotation] = {}
    for figure in figures:
        quantity, at = figure.quantity, figure.evidence
        outcomes = tuple(sorted({figure.outcome.value, *(also.value for also in figure.also)}))
        key = (at.start, at.end, figure.category, outcomes, quantity.stated, quantity.upper, quantity.qualifier)
        annotation = Annotation(
            start=at.start,
            end=at.end,
            text=at.exact,
            category=(figure.category,),
            outcome=outcomes,
            stated=quantity.stated,
            upper=quantity.upper,
            qualifier=(quantity.qualifier.value,),
            unit=quantity.unit,
            scope=(figure.scope.value,),
            source=(phrases.source(figure.source) if figure.source else None,),
            speculative=figure.speculative,
            revised=figure.revised,
        )
        made.setdefault(key, annotation)
    return list(made.values())


def _all_different(reports: Sequence[AnnotatedReport]) -> None:
    seen: set[str] = set()
    for report in reports:
        if report.document in seen:
            raise UsageError(f"{report.document}: two reports have this name, which annotations go by; rename one")
        seen.add(report.document)

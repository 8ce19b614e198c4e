"""The figures of a report as the analyst corrected them: the case file's corrections, replayed on every run."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile import anchors
from reconcile.anchors import Span
from reconcile.case import Case
from reconcile.corrections import Correction
from reconcile.extractors import amended
from reconcile.records import Check, Dropped, Figure, Report


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An entry of the case file that finds no figure in its report, or more than one: its line, and why."""

    line: int
    reason: str
    review: bool  # it is no correction, but says that a figure was checked


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report's figures and drops with the corrections made, and the entries that could not be."""

    figures: tuple[Figure, ...]
    dropped: tuple[Dropped, ...]
    unmatched: tuple[Unmatched, ...]


def correct(report: Report, figures: Sequence[Figure], dropped: Sequence[Dropped], case: Case) -> Outcome:
    """Replay the corrections and checks of one report, in the order of the case file; figures are in that of the text.

    The number of a figure is found by bisection: a long report may have as many corrections as figures.
    """
    made, gone, unmatched = _Figures(figures), list(dropped), []
    for entry in case.corrections_of(report.id):
        try:
            gone += _correct(entry, _span(report, entry.quote), report, made, case)
        except LookupError as error:
            unmatched.append(Unmatched(entry.line, str(error.args[0]), review=False))
    for checked in case.checks_of(report.id):
        check = Check(by=checked.by, on=checked.on, line=checked.line)
        for quote in checked.quotes:
            try:
                for at in _at(made, _span(report, quote), quote):
                    made.all[at] = made.all[at].model_copy(update={"checked": check})
            except LookupError as error:
                unmatched.append(Unmatched(checked.line, str(error.args[0]), review=True))
    return Outcome(tuple(made.all), tuple(gone), tuple(unmatched))


class _Figures:
    """The figures of a report in the order of its text, to be changed in their place."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.all = sorted(figures, key=_start)
        self.longest = max((f.evidence.end - f.evidence.start for f in figures), default=0)

    def at(self, span: Span) -> list[int]:
        """Give the ordinals of the figures whose number has a part in a span."""
        first = bisect_left(self.all, span.start - self.longest, key=_start)
        last = bisect_left(self.all, span.end, key=_start)
        return [n for n in range(first, last) if self.all[n].evidence.end > span.start]

    def add(self, figure: Figure) -> None:
        self.longest = max(self.longest, figure.evidence.end - figure.evidence.start)
        insort(self.all, figure, key=_start)


def _start(figure: Figure) -> int:
    return figure.evidence.start


def _span(report: Report, quote: str) -> Span:
    """Find the number that a quote points at; LookupError says why it cannot be told."""
    found = anchors.find(report.text, quote)
    if len(found) == 1:
        return found[0]
    if "[" not in quote or "]" not in quote:
        raise LookupError(f'quote "{quote}": put the number in square brackets')
    if found:
        raise LookupError(f'quote "{quote}" stands {len(found)} times in {report.id}; quote more words')
    near = anchors.nearest(report.text, quote)
    told = f'; the nearest there is "{near}"' if near else ""
    raise LookupError(f'quote "{quote}" is not in {report.id}{told}')


def _at(made: _Figures, span: Span, quote: str) -> list[int]:
    found = made.at(span)
    if not found:
        raise LookupError(f'quote "{quote}" has no figure in its brackets; write add = {{…}} for one that was missed')
    return found


def _correct(entry: Correction, span: Span, report: Report, made: _Figures, case: Case) -> list[Dropped]:
    """Make one correction; give what it drops."""
    if entry.add is not None:
        if any(made.all[at].outcome is entry.add.outcome for at in made.at(span)):
            raise LookupError(f'quote "{entry.quote}" has a figure of that outcome already; write set = {{…}} for it')
        made.add(amended.added(entry, entry.add, span, report, case))
        return []
    found = _at(made, span, entry.quote)
    if entry.set is not None:
        changed = {at: amended.changed(made.all[at], entry, entry.set, case) for at in found}
        for at, figure in changed.items():
            made.all[at] = figure
        return []
    reason = f"dropped by the case file, line {entry.line}: {entry.why}"
    evidence = [made.all.pop(at).evidence for at in reversed(found)][::-1]
    return [
        Dropped(
            report=report.id,
            start=e.start,
            end=e.end,
            exact=e.exact,
            line=e.line,
            reason=reason,
            correction=entry.line,
        )
        for e in evidence
    ]

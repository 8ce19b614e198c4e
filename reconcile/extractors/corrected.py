"""The figures of a report as the analyst corrected them: the case file's corrections, replayed on every run."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reconcile import anchors, lexicon
from reconcile.anchors import Span
from reconcile.case import Case
from reconcile.corrections import Addition, Changes, Correction, Entry
from reconcile.extractors.bounds import bounds
from reconcile.extractors.figures import CONTEXT, identified
from reconcile.extractors.introductions import slug
from reconcile.records import (
    AsOf,
    Check,
    Dropped,
    Evidence,
    Figure,
    Period,
    Perpetrator,
    Place,
    Population,
    Qualifier,
    Quantity,
    Report,
    Scope,
    Source,
)
from reconcile.records import (
    Correction as Corrected,
)
from reconcile.segment import segment

_QUANTITY = ("stated", "upper", "qualifier", "unit")
_SAID = {
    Qualifier.EXACT: "",
    Qualifier.RANGE: "",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_MOST: "up to ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.VAGUE: "",
}  # words for a number that the analyst wrote
_BOUNDS = ("low", "high", "implied_low", "implied_high")


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
    """Replay the corrections and checks of one report, in the order of the case file."""
    made, gone, unmatched = list(figures), list(dropped), []
    for entry in case.corrections_of(report.id):
        try:
            made, gone = _corrected(entry, _span(report, entry.quote), report, made, gone, case)
        except LookupError as error:
            unmatched.append(Unmatched(entry.line, str(error.args[0]), review=False))
    for checked in case.checks_of(report.id):
        check = Check(by=checked.by, on=checked.on, line=checked.line)
        for quote in checked.quotes:
            try:
                at = _at(made, _span(report, quote), quote)
                made = [f.model_copy(update={"checked": check}) if f in at else f for f in made]
            except LookupError as error:
                unmatched.append(Unmatched(checked.line, str(error.args[0]), review=True))
    made.sort(key=lambda figure: figure.evidence.start)
    return Outcome(tuple(made), tuple(gone), tuple(unmatched))


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


def _at(figures: Sequence[Figure], span: Span, quote: str) -> list[Figure]:
    found = [f for f in figures if f.evidence.start < span.end and span.start < f.evidence.end]
    if not found:
        raise LookupError(f'quote "{quote}" has no figure in its brackets; write add = {{…}} for one that was missed')
    return found


def _corrected(
    entry: Correction, span: Span, report: Report, figures: list[Figure], dropped: list[Dropped], case: Case
) -> tuple[list[Figure], list[Dropped]]:
    """Make one correction."""
    if entry.add is not None:
        return [*figures, _added(entry, entry.add, span, report, case)], dropped
    at = _at(figures, span, entry.quote)
    if entry.drop:
        reason = f"dropped by the case file, line {entry.line}: {entry.why}"
        gone = (
            Dropped(report=report.id, start=e.start, end=e.end, exact=e.exact, line=e.line, reason=reason)
            for e in (figure.evidence for figure in at)
        )
        return [figure for figure in figures if figure not in at], [*dropped, *gone]
    assert entry.set is not None
    return [_changed(figure, entry, entry.set, case) if figure in at else figure for figure in figures], dropped


def _changed(figure: Figure, entry: Correction, changes: Changes, case: Case) -> Figure:
    update = dict(_fields(changes, figure.quantity, case))
    before = figure.model_dump(mode="json")
    was = dict(figure.corrected.from_) if figure.corrected else {}
    mark = _mark(entry, {name: before[name] for name in update} | was)
    trace = (*figure.trace, f"corrected by the case file, line {entry.line}: {entry.why}")
    return figure.model_copy(update={**update, "corrected": mark, "trace": trace})


def _mark(entry: Entry, was: dict[str, object]) -> Corrected:
    why = entry.why if isinstance(entry, Correction) else ""
    return Corrected(line=entry.line, by=entry.by, on=entry.on, from_=was, why=why)


def _fields(changes: Changes, quantity: Quantity, case: Case) -> Iterator[tuple[str, object]]:
    """Give the fields of a figure that change, and what they become."""
    said = changes.said
    if not said.keys().isdisjoint(_QUANTITY):
        stated = quantity.stated if changes.stated is None else changes.stated
        upper = changes.upper if "upper" in said or "qualifier" in said else quantity.upper
        qualifier = changes.qualifier or quantity.qualifier
        named = zip(_BOUNDS, bounds(stated, upper, qualifier, None, case.numbers.profile), strict=True)
        told = {"stated": stated, "upper": upper, "qualifier": qualifier, "unit": changes.unit or quantity.unit}
        yield "quantity", quantity.model_copy(update=told | dict(named))
        if "label" not in said:
            yield "label", f"{_SAID[qualifier]}{stated:,}" + (f"–{upper:,}" if upper is not None else "")
    for name in ("category", "outcome", "also", "label", "scope", "basis", "speculative", "revised"):
        if name in said:
            yield name, said[name]
    if "source" in said:
        yield "source", source(changes.source, case) if changes.source else None
    if "place" in said:
        yield "place", Place(id=_place(changes.place, case), text=changes.place) if changes.place else None
    if "population" in said:
        words = changes.population
        yield "population", Population(id=slug(words), text=words) if words else None
    if "perpetrator" in said:
        words = changes.perpetrator
        known = words if words in case.known_categories else None
        yield "perpetrator", Perpetrator(category=known, text=words) if words else None
    if not said.keys().isdisjoint(("start", "end")):
        days = [day for day in (changes.start, changes.end) if day]
        text = " to ".join(map(str, days))
        yield "period", Period(start=changes.start, end=changes.end, text=text) if days else None
    if changes.as_of:
        day = changes.as_of
        yield "as_of", AsOf(date=day, earliest=day, latest=day, basis="explicit")


def source(name: str, case: Case) -> Source:
    """Give the source of this name: the case file's, else the lexicon's, else one of its own."""
    for key, known in case.sources.items():
        if name in (key, known.name, *known.aliases):
            return Source(id=key, name=known.name, kind=known.kind)
    plain, exact = lexicon.words(case)
    for word in (exact.get(name), plain.get(name.lower())):
        for entry in word.entries if word else ():
            if entry.table == "source":
                return Source(id=entry.says["id"], name=entry.says["name"], kind=entry.says["kind"])
    return Source(id=slug(name), name=name, kind="other")


def _place(name: str, case: Case) -> str:
    plain, exact = lexicon.words(case)
    word = exact.get(name) or plain.get(name.lower())
    entry = next((each for each in word.entries if each.table == "place"), None) if word else None
    return str(entry.says.get("id", slug(name))) if entry else slug(name)


def _added(entry: Correction, said: Addition, span: Span, report: Report, case: Case) -> Figure:
    """Make the figure that was missed, with the sentence it stands in."""
    text = report.text
    sentence = next((s for s in segment(text) if s.start <= span.start < s.end), None)
    start, end = (sentence.start, max(sentence.end, span.end)) if sentence else span
    exact = text[span.start : span.end]
    blank = Quantity(
        text=exact,
        stated=said.stated,
        upper=None,
        qualifier=Qualifier.EXACT,
        unit="people",
        low=None,
        high=None,
        implied_low=None,
        implied_high=None,
    )
    bare = Figure(
        id="",
        report=report.id,
        category=said.category,
        outcome=said.outcome,
        label=" ".join(exact.split()),
        quantity=blank,
        scope=Scope.CUMULATIVE,
        as_of=report.held,
        evidence=Evidence(
            start=span.start,
            end=span.end,
            exact=exact,
            prefix=text[max(0, span.start - CONTEXT) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
            sentence=text[start:end],
            line=text.count("\n", 0, span.start) + 1,
            page=bisect_right(report.pages, span.start) or None,
        ),
        trace=(f"added by the case file, line {entry.line}: {entry.why}",),
    )
    (made,) = identified([bare.model_copy(update=dict(_fields(said, blank, case)))], [bare.as_of], report)
    return made.model_copy(update={"corrected": _mark(entry, {})})

"""A figure as a correction has it: fields set anew beside the machine's reading, or a figure that was missed."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from reconcile import lexicon
from reconcile.anchors import Span
from reconcile.case import Case
from reconcile.corrections import Addition, Changes, Correction
from reconcile.extractors.bounds import bounds
from reconcile.extractors.figures import CONTEXT, identified
from reconcile.extractors.introductions import slug
from reconcile.records import (
    AsOf,
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
from reconcile.records import Correction as Corrected
from reconcile.segment import Sentence, segment

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


def changed(figure: Figure, entry: Correction, changes: Changes, case: Case) -> Figure:
    """Give a figure with fields set anew; LookupError where they do not go together."""
    update = dict(_fields(changes, figure, case))
    before = figure.model_dump(mode="json", include=set(update))
    was = figure.corrected.from_ if figure.corrected else {}
    added = figure.corrected is not None and not was  # the machine did not read it
    mark = _mark(entry, {} if added else before | was)
    trace = (*figure.trace, f"corrected by the case file, line {entry.line}: {entry.why}")
    return figure.model_copy(update={**update, "corrected": mark, "trace": trace})


def _mark(entry: Correction, was: dict[str, object]) -> Corrected:
    return Corrected(line=entry.line, by=entry.by, on=entry.on, from_=was, why=entry.why)


def _fields(changes: Changes, figure: Figure, case: Case) -> Iterator[tuple[str, object]]:
    """Give the fields of a figure that change, and what they become."""
    said, quantity = changes.said, figure.quantity
    if not said.keys().isdisjoint(_QUANTITY):
        stated = quantity.stated if changes.stated is None else changes.stated
        upper = changes.upper if "upper" in said or "qualifier" in said else quantity.upper
        qualifier = changes.qualifier or quantity.qualifier
        ends = upper is not None if {"upper", "qualifier"} & said.keys() else qualifier is Qualifier.RANGE
        if ends != (qualifier is Qualifier.RANGE) or (upper is not None and upper <= stated):
            raise LookupError(f'stated = {stated}: a range has qualifier = "range" and an upper above its stated')
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
        start = changes.start if "start" in said or not figure.period else figure.period.start
        end = changes.end if "end" in said or not figure.period else figure.period.end
        if start and end and start > end:
            raise LookupError(f"end = {end}: is before start = {start}; write the first day as start")
        text = " to ".join(str(day) for day in (start, end) if day)
        yield "period", Period(start=start, end=end, text=text) if text else None
    if "as_of" in said:
        day = changes.as_of
        yield "as_of", AsOf(date=day, earliest=day, latest=day, basis="explicit") if day else None


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
    # A key, as outputs show it, is no name.
    return Source(id=slug(name), name=name.replace("-", " ") if name == slug(name) else name, kind="other")


def _place(name: str, case: Case) -> str:
    plain, exact = lexicon.words(case)
    word = exact.get(name) or plain.get(name.lower())
    entry = next((each for each in word.entries if each.table == "place"), None) if word else None
    return str(entry.says.get("id", slug(name))) if entry else slug(name)


_sentences = lru_cache(maxsize=1)(segment)


def _sentence(text: str, span: Span) -> Sentence | None:
    sentences = _sentences(text)
    at = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    return sentences[at] if at >= 0 and span.start < sentences[at].end else None


def added(entry: Correction, said: Addition, span: Span, report: Report, case: Case) -> Figure:
    """Make the figure that was missed, with the sentence it stands in; LookupError where its fields do not fit."""
    text = report.text
    sentence = _sentence(text, span)
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
    meant = bare.model_copy(update=dict(_fields(said, bare, case)))
    (made,) = identified([meant], [meant.as_of], report)
    return made.model_copy(update={"corrected": _mark(entry, {})})

"""Bindings made into figures: the reading of each attribute, the label, the evidence, the id."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha1, sha256

from reconcile.case import Case
from reconcile.extractors import coverage, introductions, periods, places, scopes, sources, timing
from reconcile.extractors.bindings import Binding
from reconcile.extractors.bounds import bounds
from reconcile.extractors.groups import who_did_it
from reconcile.extractors.readings import Reading
from reconcile.extractors.tape import Chunk
from reconcile.records import (
    AsOf,
    Evidence,
    Figure,
    Outcome,
    Period,
    Perpetrator,
    Population,
    Quantity,
    Report,
    Scope,
    Source,
    Unit,
)

_ELSEWHERE = re.compile(r"(?:In|At|Around|Near|Outside|Across) (?:the )?[A-Z]")
_STOOD = ("weekday", "date", "today", "yesterday")  # "the toll rose to 58 on Thursday": the day it stood at that
CONTEXT = 32  # characters of prefix and suffix, as the W3C Web Annotation model's TextQuoteSelector has them


def _quantity(binding: Binding, text: str, case: Case) -> Quantity:
    number = binding.number
    qualifier = binding.qualifier or number.qualifier
    low, high, implied_low, implied_high = bounds(
        number.stated, number.upper, qualifier, number.vague, case.numbers.profile
    )
    unit: Unit = "families" if binding.unit == "families" else "people"
    return Quantity(
        text=text[number.left : number.right],
        stated=number.stated,
        upper=number.upper,
        qualifier=qualifier,
        unit=unit,
        low=low,
        high=high,
        implied_low=implied_low,
        implied_high=implied_high,
    )


def _category(binding: Binding) -> str:
    """Displacement makes refugees; of refugees anything else befell, they are civilians."""
    if binding.outcomes[0] is Outcome.DISPLACED:
        return "refugees"
    category = binding.category or "people"
    return "civilians" if category == "refugees" else category


def _population(binding: Binding, text: str, case: Case) -> Population | None:
    """What narrows the category: an age, a sex, a sect, a nationality; the case's own population never does."""
    whole = {form for p in case.event.population for form in (p.lower(), f"{p.lower()}s")}
    told = [w for w in binding.words if text[w.start : w.end].lower() not in whole]
    # "three men" says no more than three people, unless women and children are told apart beside them.
    narrowing = [w for w in told if binding.scope == Scope.SUBSET or all(e.name != "men" for e in w.entries)]
    if not narrowing:
        return None
    said = " ".join(text[w.start : w.end] for w in narrowing)
    return Population(id=introductions.slug(" ".join(_named(w, text) for w in narrowing)), text=said)


def _named(word: Chunk, text: str) -> str:
    """The one name of a word that narrows: "girl" is of the children, "Alawites" are the Alawite."""
    entry = next((e for e in word.entries if e.table in ("noun", "sect", "demonym")), None)
    said = text[word.start : word.end].lower()
    return entry.name if entry is not None and entry.table == "noun" else said.removesuffix("s")


def _source(at: int, reading: Reading, scope: Scope) -> Source | None:
    """The sentence's own credit; else the one carried on, unless the sentence opens another place or another event.

    A credit that was given to a figure of another event carries on within it.
    """
    found = sources.credited(at, reading.credits, reading.numbers)
    if found is not None:
        return found.source
    last = reading.last
    went_back = last is not None and last.scope is Scope.BACKGROUND and last.source is not None
    elsewhere = (scope is Scope.BACKGROUND and not went_back) or _ELSEWHERE.match(reading.text) is not None
    if reading.sentence.kind == "headline" or reading.carried is None or elsewhere:
        return None
    return reading.carried.model_copy(update={"carried": True})


def _period(binding: Binding, timex: periods.Timex | None, stood: bool, reading: Reading) -> Period | None:
    """The time that a number covers: its own, or that of the number that it is a part of."""
    if timex is not None:
        return None if stood else periods.period(timex, reading.text)
    return reading.last.period if binding.inherited and reading.last is not None else None


def figure(binding: Binding, reading: Reading, report: Report, case: Case) -> tuple[Figure, periods.Timex | None]:
    """Make the figure of a binding, and give the time it goes with; its as-of date needs the whole report."""
    number = binding.number
    text, start, end = reading.text, reading.sentence.start + number.start, reading.sentence.start + number.end
    timex = timing.nearest(
        number.start, reading.timexes, reading.low, reading.credits, reading.numbers, reading.formers
    )
    named = places.place(number.start, reading.spots, text, case, reading.credits, reading.numbers)
    known = {*case.event.place[1:], *(p for parts in case.places.values() for p in parts)}
    own = named is not None and named.id in reading.own_places and named.id not in known
    place = None if own else named
    if named is None and scopes.is_there(reading.low):
        place = reading.last.place if reading.last else None
    stood = timex is not None and timex.kind in _STOOD and binding.form.startswith(("toll", "total"))
    told = None if binding.revised or stood else timex
    scope = coverage.scope(binding, told, place, named is None and scopes.is_there(reading.low), reading)
    if reading.background and timex is None and scope is not Scope.SUBSET:
        scope = Scope.BACKGROUND
    source = _source(number.start, reading, scope)
    scope = coverage.narrowed(scope, binding, source, reading)
    perpetrator = who_did_it(binding.agent, text) if binding.agent is not None else None
    label = " ".join(text[number.left : number.right].split())
    blocks = {"headline": ("block: headline",), "bullet": ("block: bullet",), "caption": ("block: caption",)}
    made = Figure(
        id="",
        report=report.id,
        category=_category(binding),
        outcome=binding.outcomes[0],
        also=binding.outcomes[1:],
        label=label,
        quantity=_quantity(binding, text, case),
        scope=scope,
        population=_population(binding, text, case),
        perpetrator=Perpetrator(category=perpetrator[0], text=perpetrator[1]) if perpetrator else None,
        place=place,
        period=_period(binding, timex, stood, reading),
        as_of=None,
        basis=sources.basis(reading.tokens, number.start, label),
        source=source,
        speculative=binding.doubtful,
        revised=binding.revised,
        evidence=Evidence(
            start=start,
            end=end,
            exact=report.text[start:end],
            prefix=report.text[max(0, start - CONTEXT) : start],
            suffix=report.text[end : end + CONTEXT],
            sentence=text,
            line=reading.line + text.count("\n", 0, number.start),
            page=bisect_right(report.pages, start) or None,
        ),
        trace=(*blocks.get(reading.sentence.kind, ()), *binding.trace),
    )
    return made, timex


def by_its_author(made: Sequence[Figure]) -> list[Figure]:
    """Credit what a monitor's own account leaves uncredited to that monitor, from its first credit on."""
    author = introductions.sole_monitor([f.source for f in made])
    if author is None:
        return list(made)
    first = min(f.evidence.start for f in made if f.source is not None)
    carried = author.model_copy(update={"carried": True})
    return [
        f.model_copy(update={"source": carried})
        if f.source is None and f.evidence.start > first and f.scope is not Scope.BACKGROUND
        else f
        for f in made
    ]


def identified(figures: Sequence[Figure], as_ofs: Sequence[AsOf | None], report: Report) -> list[Figure]:
    """Give the figures of a report their ids and as-of dates.

    An id is the hash of the report's text, the span and the outcome: a page that is saved again keeps its ids.
    """
    text = sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    ids = (sha1(f"{text}:{f.evidence.start}:{f.evidence.end}:{f.outcome}".encode()).hexdigest()[:10] for f in figures)
    return [
        f.model_copy(update={"id": id_, "as_of": as_of}) for f, id_, as_of in zip(figures, ids, as_ofs, strict=True)
    ]


def latest_year(text: str) -> int | None:
    """The latest year that the head of a text names."""
    return max((int(y) for y in re.findall(r"(?<![\d,.])(?:19|20)\d\d(?![\d,])", text[:_HEAD])), default=None)


_HEAD = 500  # characters

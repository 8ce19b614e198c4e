"""Findings in words: who said what, where, as of when, and by how much it changed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from string import Formatter

from reconcile.case import Case
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import Comparison
from reconcile.reconciler.series import change as measure
from reconcile.records import AsOf, Change, Evidence, Qualifier, Scope, SeriesKey

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number(value: int) -> str:
    """Write a number with its thousands apart."""
    return f"{value:,}"


def day(value: date) -> str:
    """Write a day in full."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def as_of(when: AsOf | None) -> str:
    """Write when a figure held; what is inferred is marked."""
    if when is None or not (when.date or when.earliest or when.latest):
        return "undated"
    if when.date:
        return f"as of {day(when.date)}"
    if when.earliest and when.latest:
        one_month = (when.earliest.year, when.earliest.month) == (when.latest.year, when.latest.month)
        first = str(when.earliest.day) if one_month else day(when.earliest)
        words = day(when.latest) if when.earliest == when.latest else f"{first}–{day(when.latest)}"
        return f"as of {words} [inferred]"
    if when.earliest:
        return f"as of {day(when.earliest)} or later [inferred]"
    return f"as of {day(when.latest or date.max)} or earlier [inferred]"


def originator(claim: Claim) -> str:
    """Name who counted."""
    return claim.source.name if claim.source else "no credit"


def at(claim: Claim) -> str:
    """Say where the claim stands."""
    return f"{claim.report.label}:{claim.lead.evidence.line}"


def cite(claim: Claim) -> str:
    """Quote a claim with its counter, the time of a part or the as-of of a toll, and where it stands."""
    period = claim.lead.period if claim.part else None
    when = [period.text] if period else []
    if claim.as_of or not period:
        when.append(as_of(claim.as_of))
    return f'"{claim.lead.label}" ({", ".join([originator(claim), *when, at(claim)])})'


def subject(key: SeriesKey) -> str:
    """Say what a key counts: "civilians killed"."""
    who = key.category.replace("_", " ") if key.unit == "people" else "families"
    narrowed = [part for part in (key.population, key.place, key.perpetrator and f"by {key.perpetrator}") if part]
    return f"{who} {key.outcome}" + (f" ({', '.join(narrowed)})" if narrowed else "")


def change(a: Claim, b: Claim, measured: Change) -> str:
    """Write a change: "about +213 (+40%) in 2 days"."""
    rough = any(claim.lead.quantity.qualifier is not Qualifier.EXACT for claim in (a, b))
    share = f" ({signed(round(100 * (measured.ratio - 1)))}%)" if measured.ratio is not None else ""
    span = f" in {plural(measured.days, 'day')}" if measured.days and measured.days > 0 else ""
    return f"{'about ' if rough else ''}{signed(measured.delta)}{share}{span}"


def signed(delta: int) -> str:
    """Write a difference with its sign, a true minus."""
    return f"+{number(delta)}" if delta >= 0 else f"−{number(-delta)}"


def plural(count: int, noun: str) -> str:
    """Write a count with its noun."""
    return f"{number(count)} {noun}" + ("" if count == 1 else "s")


def marked(evidence: Evidence) -> str:
    """Give the sentence with its number in square brackets."""
    start = position(evidence)
    end = start + len(evidence.exact)
    if evidence.sentence[start:end] != evidence.exact:
        return evidence.sentence
    return f"{evidence.sentence[:start]}[{evidence.exact}]{evidence.sentence[end:]}"


def position(evidence: Evidence) -> int:
    """Find the number in its sentence: of several equal ones, that which its surroundings fit best."""
    sentence, exact = evidence.sentence, evidence.exact

    def fit(start: int) -> int:
        before = _shared(sentence[:start][::-1], evidence.prefix[::-1])
        return before + _shared(sentence[start + len(exact) :], evidence.suffix)

    return max((i for i in range(len(sentence)) if sentence.startswith(exact, i)), key=fit, default=0)


def _shared(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def chain(claims: Sequence[Claim]) -> str:
    """Write a track's numbers in order."""
    first = claims[0]
    steps = " → ".join(f"{claim.lead.label} ({as_of(claim.as_of)}, {at(claim)})" for claim in claims)
    return f"{originator(first)} {steps}"


def fill(template: str, pair: Comparison, case: Case) -> str:
    """Fill a row's message or reason with what the pair gives; only the phrases that it names are made."""
    names = [name for _, name, _, _ in Formatter().parse(template) if name]
    return template.format_map({name: PHRASES[name](pair, case) for name in names}).strip()


def _people(pair: Comparison, case: Case) -> str:
    size = case.numbers.household_size
    if size is None:
        return ""
    families = next(claim for claim in (pair.a, pair.b) if claim.key.unit == "families")
    return f"; {number(round(families.stated * size))} at {size:g} a family (case file)"


def _why(pair: Comparison, case: Case) -> str:
    outlets = [originator(claim) for claim in (pair.a, pair.b) if claim.source and claim.source.kind == "outlet"]
    said = []
    if pair.vector.strict == "overlap":
        high = [claim.lead.quantity.high for claim in (pair.a, pair.b)]
        said.append("Both are open upwards, so both can hold." if high == [None, None] else "As worded, both can hold.")
    if len(outlets) == 2:
        said.append("Both are outlets: who counted is not said.")
    elif outlets:
        said.append(f"{outlets[0][:1].upper()}{outlets[0][1:]} is an outlet: who counted is not said.")
    if pair.vector.dated < 2:
        said.append("When is not known to the day.")
    return " ".join(said) or "As worded, they cannot both be true."


def _unknown(pair: Comparison, case: Case) -> str:
    said = []
    for claim in (pair.a, pair.b):
        if claim.as_of is None:
            said.append(f"{claim.report.label} gives no date")
        elif claim.as_of.date is None:
            said.append(f"{claim.report.label} is dated only by inference")
        if claim.originator is None:
            said.append(f"{claim.report.label} does not say who counted")
    return ", ".join(dict.fromkeys(said))


def _period(claim: Claim) -> str:
    if claim.part is None:
        return "since the onset"
    if claim.part.scope is Scope.CUMULATIVE and claim.part.start:
        return f"since {day(claim.part.start)}"
    return f'"{claim.lead.period.text}"' if claim.lead.period else "a part of the event"


def _days(pair: Comparison) -> str:
    dates = [claim.as_of and (claim.as_of.date or claim.as_of.earliest) for claim in (pair.a, pair.b)]
    return plural((dates[1] - dates[0]).days, "day") if dates[0] and dates[1] else "days"


def _population(claim: Claim) -> str:
    return claim.lead.population.text if claim.key.population and claim.lead.population else "everybody"


def _perpetrator(claim: Claim) -> str:
    return claim.lead.perpetrator.text if claim.key.perpetrator and claim.lead.perpetrator else "anybody"


def _place(claim: Claim) -> str:
    return claim.lead.place.text if claim.key.place and claim.lead.place else "the event as a whole"


PHRASES: Mapping[str, Callable[[Comparison, Case], str]] = {
    "a": lambda pair, case: cite(pair.a),
    "b": lambda pair, case: cite(pair.b),
    "inner": lambda pair, case: cite(pair.inner),
    "whole": lambda pair, case: cite(pair.whole),
    "subject": lambda pair, case: subject(pair.a.key),
    "people": _people,
    "change": lambda pair, case: change(pair.a, pair.b, measure(pair.a, pair.b)),
    "why": _why,
    "unknown": _unknown,
    "days": lambda pair, case: _days(pair),
    "place_a": lambda pair, case: _place(pair.a),
    "place_b": lambda pair, case: _place(pair.b),
    "population_a": lambda pair, case: _population(pair.a),
    "population_b": lambda pair, case: _population(pair.b),
    "perpetrator_a": lambda pair, case: _perpetrator(pair.a),
    "perpetrator_b": lambda pair, case: _perpetrator(pair.b),
    "period_a": lambda pair, case: _period(pair.a),
    "period_b": lambda pair, case: _period(pair.b),
    "basis_a": lambda pair, case: pair.a.lead.basis or "",
    "basis_b": lambda pair, case: pair.b.lead.basis or "",
}

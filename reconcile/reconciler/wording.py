"""Findings in words: who said what, where, as of when, and by how much it changed."""

from collections.abc import Callable, Mapping, Sequence
from string import Formatter

from reconcile import phrases
from reconcile.case import Case
from reconcile.reconciler.claims import HEADLINE, Claim
from reconcile.reconciler.comparison import Comparison
from reconcile.reconciler.keys import Key
from reconcile.reconciler.series import change as measure
from reconcile.records import Qualifier, Scope
from reconcile.results import Change

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def number(value: int) -> str:
    """Write a number with its thousands apart."""
    return f"{value:,}"


def at(claim: Claim) -> str:
    """Say where the claim stands."""
    return f"{claim.report.label}:{claim.lead.evidence.line}"


def when(claim: Claim) -> str:
    """Give the time of a part, or the as-of of a toll."""
    period = claim.lead.period if claim.part else None
    held = [phrases.as_of(claim.as_of)] if claim.as_of or not period else []
    return ", ".join([period.text, *held] if period else held)


def credit(claim: Claim) -> str:
    """Give in brackets who counted, when, and where the claim stands."""
    return f"({phrases.source(claim.source)}, {when(claim)}, {at(claim)})"


def inferred(a: Claim, b: Claim) -> str:
    """Say what puts claim `b` after claim `a` where no date does: the days that their reports name, or the numbers."""
    last = [claim.report.days.last if claim.report.days else None for claim in (b, a)]
    if last[0] == last[1]:
        return "the number is higher"
    days = [f"speaks up to {WEEKDAYS[day_.weekday()]} {phrases.day(day_)}" if day_ else "names no day" for day_ in last]
    return f"{b.report.label} {days[0]}, {a.report.label} {days[1]}"


def cite(claim: Claim) -> str:
    """Quote a claim with its counter, its time, and where it stands."""
    return f'"{claim.lead.shown}" {credit(claim)}'


def subject(key: Key) -> str:
    """Say what a key counts: "civilians killed"."""
    narrowed = [part for part in (key.population, key.place, key.perpetrator and f"by {key.perpetrator}") if part]
    said = phrases.counted(key.outcome, key.category, key.unit)
    return said + (f" ({', '.join(narrowed)})" if narrowed else "")


def change(a: Claim, b: Claim, measured: Change) -> str:
    """Write a change: "about +213 (+40%) in 2 days"."""
    rough = any(claim.lead.quantity.qualifier is not Qualifier.EXACT for claim in (a, b))
    share = f" ({signed(round(100 * (measured.ratio - 1)))}%)" if measured.ratio is not None else ""
    span = f" in {phrases.plural(measured.days, 'day')}" if measured.days and measured.days > 0 else ""
    return f"{'about ' if rough else ''}{signed(measured.delta)}{share}{span}"


def signed(delta: int) -> str:
    """Write a difference with its sign, a true minus."""
    return f"+{number(delta)}" if delta >= 0 else f"−{number(-delta)}"


def chain(claims: Sequence[Claim]) -> str:
    """Write a track's numbers in order."""
    first = claims[0]
    steps = " → ".join(f"{claim.lead.shown} ({phrases.as_of(claim.as_of)}, {at(claim)})" for claim in claims)
    return f"{phrases.source(first.source)} {steps}"


def fill(template: str, pair: Comparison, case: Case) -> str:
    """Fill a row's message or reason with what the pair gives; only the phrases that it names are made."""
    names = [name for _, name, _, _ in Formatter().parse(template) if name]
    return template.format_map({name: PHRASES[name](pair, case) for name in names}).strip()


def _shared(pair: Comparison) -> str:
    """Give the time that both claims have, empty where each has its own."""
    return when(pair.a) if when(pair.a) == when(pair.b) else ""


def _topic(pair: Comparison, case: Case) -> str:
    return ", ".join(filter(None, (subject(pair.a.key), _shared(pair))))


def _beside(claim: Claim, pair: Comparison) -> str:
    """Quote a claim without the time that the topic has told."""
    if not _shared(pair):
        return cite(claim)
    return f'"{claim.lead.shown}" ({phrases.source(claim.source)}, {at(claim)})'


def _toll(pair: Comparison, case: Case) -> str:
    """Quote the toll that a part belongs to, without a counter that the part has told."""
    if pair.inner.originator != pair.whole.originator:
        return cite(pair.whole)
    return f'"{pair.whole.lead.shown}" ({when(pair.whole)}, {at(pair.whole)})'


def _people(pair: Comparison, case: Case) -> str:
    size = case.numbers.household_size
    if size is None:
        return ""
    families = next(claim for claim in (pair.a, pair.b) if claim.key.unit == "families")
    return f"; {number(round(families.stated * size))} at {size:g} a family (case file)"


def _why(pair: Comparison, case: Case) -> str:
    claims = (pair.a, pair.b)
    outlets = [claim for claim in claims if claim.source and claim.source.kind == "outlet"]
    headlines = [claim for claim in claims if any(HEADLINE in mention.trace for mention in claim.mentions)]
    said = []
    if pair.vector.strict == "overlap":
        high = [claim.lead.quantity.high for claim in claims]
        said.append("Both are open upwards, so both can hold." if high == [None, None] else "As worded, both can hold.")
    elif pair.vector.dated < 2:
        said.append("When is not known to the day.")
    elif pair.vector.as_of == "next" and pair.vector.stated == "higher":
        said.append("They are a day apart, and the later one is higher.")
    if len(headlines) == 1:
        said.append(f"The headline takes the {number(headlines[0].stated)}.")
    if len(outlets) == 2:
        when_ = "" if pair.vector.dated else ", and when,"
        said.append(f"Both are outlets: who counted{when_} is not said.")
    elif outlets:
        said.append(f"Who counted for {phrases.source(outlets[0].source)} is not said.")
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
        return f"since {phrases.day(claim.part.start)}"
    return f'"{claim.lead.period.text}"' if claim.lead.period else "a part of the event"


def _days(pair: Comparison) -> str:
    dates = [claim.as_of and (claim.as_of.date or claim.as_of.earliest) for claim in (pair.a, pair.b)]
    return phrases.plural((dates[1] - dates[0]).days, "day") if dates[0] and dates[1] else "days"


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
    "topic": _topic,
    "one": lambda pair, case: _beside(pair.a, pair),
    "two": lambda pair, case: _beside(pair.b, pair),
    "part": lambda pair, case: f'"{pair.inner.lead.shown}" {subject(pair.inner.key)} {credit(pair.inner)}',
    "toll": _toll,
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

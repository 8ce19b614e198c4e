"""A small factory of figures and reports, so that a test states only what it is about."""

from collections.abc import Iterable
from datetime import date

from reconcile.case import Case, CategoryWords, Event, KnownSource, Numbers
from reconcile.extractors.bounds import bounds
from reconcile.reconciler import Reconciliation, reconcile
from reconcile.records import (
    AsOf,
    AsOfBasis,
    Basis,
    Days,
    Evidence,
    Figure,
    Outcome,
    Period,
    Perpetrator,
    Place,
    Population,
    Published,
    Qualifier,
    Quantity,
    Report,
    Scope,
    Source,
    SourceKind,
    Unit,
)
from reconcile.results import Finding

KINDS: dict[str, SourceKind] = {"BBC": "outlet", "NPR": "outlet", "SOHR": "monitor", "SNHR": "monitor"}
SAID = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_MOST: "at most ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.RANGE: "",
    Qualifier.VAGUE: "",
}
COAST = Case(
    event=Event(
        name="Syria's coast, March 2025",
        onset=date(2025, 3, 6),
        place=("the coast", "Latakia", "Tartous", "Hama", "Homs"),
        population=("Alawite",),
    ),
    sources={"SOHR": KnownSource(name="Syrian Observatory for Human Rights", kind="monitor")},
    categories={"loyalists": CategoryWords(add=("armed fighters",))},
)


def march(day: int) -> date:
    return date(2025, 3, day)


def on(day: int, basis: AsOfBasis = "explicit") -> AsOf:
    """As of that day in March, known to the day."""
    return AsOf(date=march(day), earliest=march(day), latest=march(day), basis=basis)


def between(first: int | None, last: int | None, basis: AsOfBasis = "weekdays") -> AsOf:
    """As of some day in March, inferred."""
    return AsOf(date=None, earliest=march(first) if first else None, latest=march(last) if last else None, basis=basis)


def period(first: int | None, last: int | None, text: str) -> Period:
    return Period(start=march(first) if first else None, end=march(last) if last else None, text=text)


def source(name: str, *, carried: bool = False) -> Source:
    kind = KINDS.get(name, "other")
    return Source(id=name, name=name, kind=kind, carried=carried)


def report(label: str, *, days: Days | None = None, published: int | None = None, text: str = "") -> Report:
    return Report(
        id=f"{label}.txt",
        path=f"{label}.txt",
        label=label,
        sha256="0" * 64,
        days=days,
        published=Published(date=march(published), basis="case") if published else None,
        text=text,
    )


def figure(
    report: str,
    stated: int,
    category: str = "civilians",
    credit: str | Source | None = None,
    *,
    qualifier: Qualifier | str = Qualifier.EXACT,
    upper: int | None = None,
    outcome: Outcome | str = Outcome.KILLED,
    unit: Unit = "people",
    scope: Scope | str = Scope.CUMULATIVE,
    line: int = 1,
    start: int | None = None,
    sentence: str | None = None,
    label: str | None = None,
    population: str | None = None,
    perpetrator: str | None = None,
    place: str | None = None,
    period: Period | None = None,
    as_of: AsOf | None = None,
    basis: Basis | None = None,
    also: tuple[Outcome, ...] = (),
    speculative: bool = False,
    revised: bool = False,
    trace: tuple[str, ...] = (),
    headline: bool = False,
) -> Figure:
    """Make a figure of the report with this label; its id is `label:line:number`, its words follow from the number."""
    qualifier = Qualifier(qualifier)
    digits = f"{stated:,}"
    words = label or SAID[qualifier] + digits
    begin = start if start is not None else line * 1000
    said = sentence or f"{report} line {line}: {words} {category} {outcome}."
    low, high, implied_low, implied_high = bounds(stated, upper, qualifier)
    return Figure(
        id=f"{report}:{line}:{stated}",
        report=f"{report}.txt",
        category=category,
        outcome=Outcome(outcome),
        also=also,
        label=words,
        quantity=Quantity(
            text=words,
            stated=stated,
            upper=upper,
            qualifier=qualifier,
            unit=unit,
            low=low,
            high=high,
            implied_low=implied_low,
            implied_high=implied_high,
        ),
        scope=Scope(scope),
        population=Population(id=population, text=population) if population else None,
        perpetrator=Perpetrator(category=perpetrator, text=perpetrator) if perpetrator else None,
        place=Place(id=place, text=place) if place else None,
        period=period,
        as_of=as_of,
        basis=basis,
        source=source(credit) if isinstance(credit, str) else credit,
        speculative=speculative,
        revised=revised,
        evidence=Evidence(
            start=begin,
            end=begin + len(digits),
            exact=digits,
            prefix=said.partition(digits)[0][-30:],
            suffix=said.partition(digits)[2][:30],
            sentence=said,
            line=line,
        ),
        trace=(*trace, "block: headline") if headline else trace,
    )


def together(figures: Iterable[Figure], case: Case = COAST, reports: Iterable[Report] = ()) -> Reconciliation:
    """Reconcile the figures; a report that is not given is undated."""
    figures = list(figures)
    given = {item.id: item for item in reports}
    named = dict.fromkeys(item.report for item in figures)
    return reconcile([given.get(id_) or report(id_.removesuffix(".txt")) for id_ in named], figures, case)


def told(result: Reconciliation) -> list[tuple[str, str, tuple[str, ...]]]:
    """Give the findings as relation, severity and figures."""
    return [shape(finding) for finding in result.findings]


def shape(finding: Finding) -> tuple[str, str, tuple[str, ...]]:
    return finding.relation, finding.severity, finding.figures


def household(size: float) -> Case:
    return COAST.model_copy(update={"numbers": Numbers(household_size=size)})

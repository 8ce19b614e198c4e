"""Two claims against each other: one value a dimension, and how their numbers lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.containment import Nesting, Side, implied, nested_categories, nested_places, side, strict
from reconcile.records import AsOf, Outcome, Scope

# The missing are found, the displaced return, the held are freed; the dead and the injured stay so.
FALLING = frozenset({Outcome.MISSING, Outcome.DISPLACED, Outcome.DETAINED, Outcome.ABDUCTED})

# A number as large as this is not given twice by chance; "12 soldiers" and "12 civilians" may well be.
TELLING = 30
# A number so many times lower, at a later or an unknown day, is no revision nor a rival toll: it counts something else.
FRACTION = 10

# same: of one day, or of one report that dates neither; next: a day later; later: more than a day later;
# after: certainly later, but by how much is open.
When = Literal["same", "next", "later", "after", "unknown"]


@dataclass(frozen=True, slots=True)
class Vector:
    """How claim `b` lies to claim `a`, a value a dimension: few enough that equal vectors recur.

    `nesting` sums up category, place, period, population and perpetrator: contains where `b` is a part of `a`.
    `strict`, `implied` and `stated` tell where `b`'s number lies; `larger`: the part is stated to be more than what
    contains it; `exceeds`: it is strictly more; `part`: the scope of the one that is a part, null where both are tolls
    or equal parts; `tolls`: both are tolls; `telling`: the numbers are too large to be equal by chance; `falls`: so
    many may be fewer on a later day; `fraction`: one is so small beside the other that it hardly counts the same;
    `among`: how the tolls lie that the two are counts of one people among.
    `dated` counts the as-ofs known to the day, `outlets` the originators that are
    outlets.
    """

    unit: Nesting
    category: Nesting
    place: Nesting
    period: Nesting
    population: Nesting
    perpetrator: Nesting
    basis: Nesting
    as_of: When
    originator: Nesting
    report: Nesting
    nesting: Nesting
    strict: Side
    implied: Side
    stated: Literal["lower", "equal", "higher"]
    larger: bool
    exceeds: bool
    part: Scope | None
    tolls: bool
    telling: bool
    falls: bool
    fraction: bool
    among: Side
    vague: bool
    dated: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims and their vector; `b` is the later one where the order is certain, else the higher one."""

    a: Claim
    b: Claim
    vector: Vector

    @property
    def whole(self) -> Claim:
        """The containing claim of a nested pair."""
        return self.b if self.vector.nesting == "within" else self.a

    @property
    def inner(self) -> Claim:
        """The part of a nested pair."""
        return self.a if self.vector.nesting == "within" else self.b


def compare(a: Claim, b: Claim, places: Mapping[str, tuple[str, ...]]) -> Comparison:
    """Compare two claims of one outcome; `places` says what lies in each place."""
    a, b = _oriented(a, b)
    nested: dict[str, Nesting] = {
        "category": nested_categories(a.key.category, b.key.category),
        "place": nested_places(a.key.place, b.key.place, places),
        "period": _periods(a, b),
        "population": _narrower(a.key.population, b.key.population),
        "perpetrator": _narrower(a.key.perpetrator, b.key.perpetrator),
    }
    nesting = _sum(set(nested.values()))
    whole, inner = (b, a) if nesting == "within" else (a, b)
    ceiling, floor = whole.lead.quantity.high, inner.lead.quantity.low
    vector = Vector(
        unit="equal" if a.key.unit == b.key.unit else "disjoint",
        category=nested["category"],
        place=nested["place"],
        period=nested["period"],
        population=nested["population"],
        perpetrator=nested["perpetrator"],
        basis="disjoint" if a.lead.basis and b.lead.basis and a.lead.basis != b.lead.basis else "equal",
        as_of=_when(a, b),
        originator=_originators(a, b),
        report="equal" if a.report.id == b.report.id else "disjoint",
        nesting=nesting,
        strict=side(strict(a.lead.quantity), strict(b.lead.quantity)),
        implied=side(implied(a.lead.quantity), implied(b.lead.quantity)),
        stated="equal" if a.stated == b.stated else "higher" if b.stated > a.stated else "lower",
        larger=inner.stated > whole.stated,
        exceeds=nesting in ("contains", "within") and ceiling is not None and floor is not None and floor > ceiling,
        part=next((claim.part.scope for claim in (inner, whole) if claim.part and a.part != b.part), None),
        tolls=a.part is None and b.part is None,
        telling=min(a.stated, b.stated) >= TELLING,
        falls=a.key.outcome in FALLING,
        among=side(implied(a.among.quantity), implied(b.among.quantity)) if a.among and b.among else "overlap",
        fraction=max(a.stated, b.stated) >= FRACTION * min(a.stated, b.stated),
        vague=a.vague or b.vague,
        dated=sum(claim.as_of is not None and claim.as_of.date is not None for claim in (a, b)),
        outlets=sum(claim.source is not None and claim.source.kind == "outlet" for claim in (a, b)),
    )
    return Comparison(a, b, vector)


def certainly_before(a: AsOf | None, b: AsOf | None) -> int | None:
    """Give the days by which `a` certainly precedes `b`, at the least; null where that is not certain.

    The intervals do not overlap, and neither rests on tolls.
    """
    if a is None or b is None or "tolls" in (a.basis, b.basis):
        return None
    last, first = a.date or a.latest, b.date or b.earliest
    return (first - last).days if last and first and last < first else None


def _oriented(a: Claim, b: Claim) -> tuple[Claim, Claim]:
    if certainly_before(b.as_of, a.as_of):
        return b, a
    if certainly_before(a.as_of, b.as_of) or a.stated <= b.stated:
        return a, b
    return b, a


def _when(a: Claim, b: Claim) -> When:
    days = certainly_before(a.as_of, b.as_of)
    known = sum(claim.as_of is not None and claim.as_of.date is not None for claim in (a, b))
    if days is None:
        return "same" if known == 2 or (known == 0 and a.report.id == b.report.id) else "unknown"
    if known == 2 and days == 1:
        return "next"
    return "later" if known and days > 1 else "after"


def _originators(a: Claim, b: Claim) -> Nesting:
    """Compare who counted; what nobody is credited with is of one mind only within a paragraph."""
    if a.originator is None or b.originator is None:
        paragraph = a.report.id == b.report.id and a.lead.evidence.line == b.lead.evidence.line
        return "equal" if a.originator == b.originator and paragraph else "unknown"
    return "equal" if a.originator == b.originator else "disjoint"


def _narrower(a: str | None, b: str | None) -> Nesting:
    if a == b:
        return "equal"
    return "contains" if a is None else "within" if b is None else "disjoint"


def _periods(a: Claim, b: Claim) -> Nesting:
    if a.part == b.part:
        return "equal" if a.part is None or a.part.placed else "unknown"
    if a.part is None or b.part is None:
        part = a.part or b.part
        before = part is not None and part.scope is Scope.CUMULATIVE
        return "contains" if (a.part is None) != before else "within"
    return _intervals((a.part.start, a.part.end), (b.part.start, b.part.end))


def _intervals(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> Nesting:
    if not (a[0] and a[1] and b[0] and b[1]):
        return "unknown"
    if a == b:
        return "equal"
    if a[1] < b[0] or b[1] < a[0]:
        return "disjoint"
    if a[0] <= b[0] and b[1] <= a[1]:
        return "contains"
    return "within" if b[0] <= a[0] and a[1] <= b[1] else "unknown"


def _sum(values: set[Nesting]) -> Nesting:
    values = values - {"equal"}
    if not values:
        return "equal"
    return values.pop() if len(values) == 1 else "unknown"

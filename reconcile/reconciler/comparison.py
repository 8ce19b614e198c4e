"""Two claims against each other: one value a dimension, and how their numbers lie."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.containment import Nesting, Side, implied, nested_categories, nested_places, side
from reconcile.records import Outcome, Scope

# The missing are found, the displaced return, the held are freed; the dead and the injured stay so.
FALLING = frozenset({Outcome.MISSING, Outcome.DISPLACED, Outcome.DETAINED, Outcome.ABDUCTED})

# A number as large as this is not given twice by chance; "12 soldiers" and "12 civilians" may well be.
TELLING = 30
# A number so many times lower, at a later or an unknown day, is no revision nor a rival toll: it counts something else.
FRACTION = 10

# same: of one day, or of one report that dates neither; next: a day later; later: more than a day later;
# after: certainly later, but by how much is open.
When = Literal["same", "next", "later", "after", "unknown"]


class Vector(NamedTuple):
    """How claim `b` lies to claim `a`, a value a dimension: few enough that equal vectors recur."""

    category: Nesting
    place: Nesting
    period: Nesting
    population: Nesting
    perpetrator: Nesting
    nesting: Nesting
    """The five above in sum: contains where `b` is a part of `a`."""
    unit: Nesting
    basis: Nesting
    as_of: When
    originator: Nesting
    report: Nesting
    strict: Side
    """Where the numbers lie that `b`'s words strictly allow."""
    implied: Side
    """Where those lie that a reader takes from them."""
    stated: Literal["lower", "equal", "higher"]
    larger: bool
    """Whether the part is stated to be more than what contains it."""
    exceeds: bool
    """Whether it is strictly more."""
    part: Scope | None
    """The scope of the one that is a part; null where both are tolls or equal parts."""
    tolls: bool
    """Whether both are tolls."""
    telling: bool
    """Whether the numbers are too large to be equal by chance."""
    falls: bool
    """Whether so many may be fewer on a later day."""
    fraction: bool
    """Whether one is so small beside the other that it hardly counts the same."""
    among: Side
    """How the tolls lie that the two are counts of one people among."""
    vague: bool
    dated: int
    """How many as-ofs are known to the day."""
    outlets: int
    """How many originators are outlets."""


class Comparison(NamedTuple):
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


Nested = tuple[Nesting, Nesting, Nesting, Nesting, Nesting, Nesting]
_EQUAL: Nested = ("equal", "equal", "equal", "equal", "equal", "equal")


def compare(a: Claim, b: Claim, places: Mapping[str, tuple[str, ...]]) -> Comparison:
    """Compare two claims of one outcome; `places` says what lies in each place."""
    a, b, days = _oriented(a, b)
    tolls = a.part is None and b.part is None
    nested = _EQUAL if tolls and a.key == b.key else _nested(a, b, places)  # most pairs are equal
    nesting = nested[-1]
    whole, inner = (b, a) if nesting == "within" else (a, b)
    ceiling, floor = whole.allowed[1], inner.allowed[0]
    over = floor is not None and ceiling is not None and floor > ceiling
    low, high = (a.stated, b.stated) if a.stated <= b.stated else (b.stated, a.stated)
    dated = (a.on is not None) + (b.on is not None)
    return Comparison(
        a,
        b,
        Vector(
            *nested,
            "equal" if a.key.unit == b.key.unit else "disjoint",
            "disjoint" if a.basis and b.basis and a.basis != b.basis else "equal",
            _when(a, b, days, dated),
            _originators(a, b),
            "equal" if a.report.id == b.report.id else "disjoint",
            side(a.allowed, b.allowed),
            side(a.taken, b.taken),
            "equal" if low == high else "higher" if b.stated == high else "lower",
            inner.stated > whole.stated,
            over and nesting in ("contains", "within"),
            None if tolls else _part(inner, whole),
            tolls,
            low >= TELLING,
            a.key.outcome in FALLING,
            high >= FRACTION * low,
            side(implied(a.among.quantity), implied(b.among.quantity)) if a.among and b.among else "overlap",
            a.vague or b.vague,
            dated,
            a.by_outlet + b.by_outlet,
        ),
    )


def _oriented(a: Claim, b: Claim) -> tuple[Claim, Claim, int | None]:
    """Give the earlier claim first, else the lower, and the days by which it is certainly earlier."""
    (from_a, to_a), (from_b, to_b) = a.certain, b.certain
    if to_b and from_a and to_b < from_a:
        return b, a, (from_a - to_b).days
    if to_a and from_b and to_a < from_b:
        return a, b, (from_b - to_a).days
    return (a, b, None) if a.stated <= b.stated else (b, a, None)


def _when(a: Claim, b: Claim, days: int | None, known: int) -> When:
    """Say when `b` held beside `a`, by the days that it is certainly later and how many are known to the day."""
    if days is None:
        return "same" if known == 2 or (known == 0 and a.report.id == b.report.id) else "unknown"
    if known == 2 and days == 1:
        return "next"
    return "later" if known and days > 1 else "after"


def _part(inner: Claim, whole: Claim) -> Scope | None:
    """Give the scope of the one that is a part; null where both are tolls or equal parts."""
    if inner.part == whole.part:
        return None
    part = inner.part or whole.part
    return part.scope if part else None


def _nested(a: Claim, b: Claim, places: Mapping[str, tuple[str, ...]]) -> Nested:
    """Say how the claims lie in each dimension of what is counted, and in sum."""
    one, two = a.key, b.key
    category = nested_categories(one.category, two.category)
    place = nested_places(one.place, two.place, places)
    period = _periods(a, b)
    population = _narrower(one.population, two.population)
    perpetrator = _narrower(one.perpetrator, two.perpetrator)
    unequal = {category, place, period, population, perpetrator} - {"equal"}
    nesting: Nesting = "equal" if not unequal else unequal.pop() if len(unequal) == 1 else "unknown"
    return category, place, period, population, perpetrator, nesting


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

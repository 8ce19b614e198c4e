"""The ordered table of pair relations: the first row that fits two claims names how they lie to each other.

A row names, for each dimension of a Comparison, the values under which it holds. A dimension of identity that it does
not name must be equal; a dimension of numbers that it does not name may be anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reconcile.reconciler.comparison import Comparison, Vector
from reconcile.records import Scope

Severity = Literal["conflict", "caution", "info"]
Values = frozenset[object]


def _any(*values: object) -> Values:
    return frozenset(values)


NESTED = _any("equal", "contains", "within")
PART = _any("contains", "within")
APART = _any("contains", "within", "disjoint")
ANY = _any("equal", "contains", "within", "disjoint", "unknown")
KNOWN = _any("equal", "disjoint")
EVER = _any("same", "next", "later", "after", "unknown")
TOGETHER = _any("same", "next")
CERTAIN = _any("next", "later", "after")
ORDERED = CERTAIN | {"same"}
DISJOINT = _any("below", "above")
EVERYWHERE: Mapping[str, Values] = {
    "category": NESTED,
    "place": NESTED,
    "period": NESTED,
    "population": NESTED,
    "perpetrator": NESTED,
}
# A dimension of identity that a row does not name must be equal.
DEFAULTS: dict[str, Values] = {
    **dict.fromkeys(
        ("unit", "category", "place", "period", "population", "perpetrator", "basis", "originator"), _any("equal")
    ),
    "as_of": _any("same"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the relation, where it holds, how severe it is, which dimension decides, and what is said.

    `severity` is a constant, or follows from the comparison. `message` is filled by `wording.fill`;
    `reason` tells why the relation is this one.
    """

    relation: str
    where: dict[str, Values]
    severity: Severity | Callable[[Comparison], Severity]
    dimension: str
    message: str
    reason: str

    def fits(self, vector: Vector) -> bool:
        """Say whether the row holds for the vector."""
        return all(getattr(vector, dimension) in values for dimension, values in (DEFAULTS | self.where).items())

    def severity_of(self, pair: Comparison) -> Severity:
        """Give the severity for the pair."""
        return self.severity if isinstance(self.severity, str) else self.severity(pair)


def _disagreement(pair: Comparison) -> Severity:
    vector = pair.vector
    apart = vector.as_of != "same" and vector.stated == "higher"
    firm = vector.strict != "overlap" and vector.outlets == 0 and vector.dated == 2
    return "conflict" if firm and not apart else "caution"


def _said_so(pair: Comparison) -> Severity:
    """Let a fall pass as information where the later report itself says that it replaces the former value."""
    text = pair.b.lead.evidence.sentence.casefold()
    return "info" if "revised" in text or "down from" in text else "caution"


NUMBERS = {"vague": _any(False)}

TABLE: tuple[Row, ...] = (
    Row(
        "unit_mismatch",
        {"unit": _any("disjoint"), **EVERYWHERE, "basis": ANY, "as_of": EVER, "originator": ANY},
        "info",
        "unit",
        "{a} and {b}: families are not people{people}",
        "One counts families, the other people; how many live in a family is not said.",
    ),
    Row(
        "part_exceeds_whole",
        {
            "nesting": PART,
            "exceeds": _any(True),
            "report": _any("equal"),
            "as_of": _any("same", "unknown"),
            **EVERYWHERE,
            **NUMBERS,
        },
        "conflict",
        "number",
        "{inner} is a part of {whole}, yet larger",
        "A part cannot be larger than what contains it: one report, one counter.",
    ),
    Row(
        "part_exceeds_whole",
        {"nesting": PART, "exceeds": _any(True), "report": _any("disjoint"), **EVERYWHERE, **NUMBERS},
        "conflict",
        "number",
        "{inner} is a part of {whole}, yet larger",
        "A part cannot be larger than what contains it: both are of one day.",
    ),
    Row(
        "part_exceeds_whole",
        {"nesting": _any("within"), "exceeds": _any(True), "as_of": CERTAIN, **EVERYWHERE, **NUMBERS},
        "conflict",
        "number",
        "{inner} is a part of {whole}, yet larger",
        "A part cannot be larger than what contains it, and the part is the earlier of the two.",
    ),
    Row(
        "increment",
        {
            "nesting": PART,
            "part": _any(Scope.WINDOW),
            "larger": _any(False),
            **EVERYWHERE,
            "category": _any("equal"),
            "basis": ANY,
            "as_of": EVER,
            "originator": ANY,
            **NUMBERS,
        },
        "info",
        "period",
        "{part} is part of {toll}",
        "The one covers a day or a window, the other the whole time: they are not compared.",
    ),
    Row(
        "different_place",
        {"place": APART, "basis": ANY, "as_of": EVER, "originator": ANY, "period": NESTED, **NUMBERS},
        "info",
        "place",
        "{a} is for {place_a}, {b} for {place_b}",
        "They count different places.",
    ),
    Row(
        "different_population",
        {"population": APART, "basis": ANY, "as_of": EVER, "originator": ANY, "period": NESTED, **NUMBERS},
        "info",
        "population",
        "{a} counts {population_a}, {b} {population_b}",
        "They count different people.",
    ),
    Row(
        "different_perpetrator",
        {"perpetrator": APART, "basis": ANY, "as_of": EVER, "originator": ANY, "period": NESTED, **NUMBERS},
        "info",
        "perpetrator",
        "{a} is laid to {perpetrator_a}, {b} to {perpetrator_b}",
        "They count the victims of different perpetrators.",
    ),
    Row(
        "different_basis",
        {
            "basis": _any("disjoint"),
            "as_of": ORDERED,
            "originator": KNOWN,
            "implied": DISJOINT,
            **NUMBERS,
        },
        "caution",
        "basis",
        "{topic}: {one} is {basis_a}, {two} {basis_b}",
        "The numbers rest on different ground, so neither refutes the other.",
    ),
    Row(
        "different_period",
        {"period": APART, "as_of": EVER, "originator": ANY, "part": _any(Scope.CUMULATIVE), **NUMBERS},
        "info",
        "period",
        "{a} counts {period_a}, {b} {period_b}",
        "They count from different days.",
    ),
    Row(
        "disagreement",
        {"as_of": TOGETHER, "originator": _any("disjoint"), "implied": DISJOINT, **NUMBERS},
        _disagreement,
        "originator",
        "{topic}: {one} against {two}",
        "{why}",
    ),
    Row(
        "disagreement",
        {
            "as_of": _any("later", "after"),
            "originator": _any("disjoint"),
            "implied": _any("below"),
            "dated": _any(1, 2),
            "falls": _any(False),
            **NUMBERS,
        },
        _disagreement,
        "originator",
        "{topic}: {one} against the later {two}, which is lower",
        "{why} A toll so far does not fall with time.",
    ),
    Row(
        "revised_down",
        {"as_of": CERTAIN, "implied": _any("below"), "falls": _any(False), **NUMBERS},
        _said_so,
        "number",
        "{topic}: {one} became {two}: {change}",
        "The same counter gives a lower number at a later day.",
    ),
    Row(
        "update",
        {"as_of": CERTAIN, "stated": _any("equal", "higher"), **NUMBERS},
        "info",
        "as_of",
        "{subject}: {chain}: {change}",
        "The same counter at a later day.",
    ),
    Row(
        "update",
        {"as_of": CERTAIN, "falls": _any(True), **NUMBERS},
        "info",
        "as_of",
        "{subject}: {chain}: {change}",
        "The same counter at a later day; so many may be fewer with time.",
    ),
    Row(
        "follows",
        {"as_of": _any("unknown"), "stated": _any("higher"), "report": _any("disjoint"), **NUMBERS},
        "info",
        "as_of",
        "{subject}: {chain}: {change}, order inferred",
        "The same counter; the order is inferred from the numbers and the days named, so it proves no rise.",
    ),
    Row(
        "different_period",
        {"as_of": _any("later"), "originator": _any("disjoint", "unknown"), "stated": _any("higher"), **NUMBERS},
        "info",
        "as_of",
        "{topic}: {one}, and {two}: {days} later",
        "They are of different days, and the later one is higher.",
    ),
    Row(
        "different_period",
        {"as_of": CERTAIN, "originator": _any("disjoint", "unknown"), "falls": _any(True), **NUMBERS},
        "info",
        "as_of",
        "{topic}: {one}, and {two}: {days} later",
        "They are of different days, between which the number may have fallen or risen.",
    ),
    Row(
        "compatible",
        {"as_of": ORDERED, "originator": ANY, "implied": _any("overlap"), **NUMBERS},
        "info",
        "number",
        "{topic}: {one} fits {two}",
        "As a reader takes them, the numbers overlap.",
    ),
    Row(
        "unresolved",
        {
            "as_of": _any("unknown"),
            "originator": _any("disjoint", "unknown"),
            "implied": DISJOINT,
            "dated": _any(1, 2),
            "tolls": _any(True),
            **NUMBERS,
        },
        "caution",
        "as_of",
        "{topic}: cannot tell {one} from {two}: {unknown}",
        "Something needed to tell is missing.",
    ),
    Row(
        "unresolved",
        {
            "as_of": ORDERED,
            "originator": _any("unknown"),
            "implied": DISJOINT,
            "dated": _any(1, 2),
            "tolls": _any(True),
            **NUMBERS,
        },
        "caution",
        "originator",
        "{topic}: cannot tell {one} from {two}: {unknown}",
        "Something needed to tell is missing.",
    ),
)


@cache
def relate(vector: Vector) -> Row | None:
    """Give the first row that fits, or null: then there is nothing to say."""
    return next((row for row in TABLE if row.fits(vector)), None)

"""A row of the table of relations: what it asks of each dimension, how grave it is, and what is said.

A row names, for each dimension of a Comparison, the values under which it holds. A dimension of identity that it does
not name must be equal; a dimension of numbers that it does not name may be anything.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from reconcile.lexicon import table
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import Comparison, Vector

Severity = Literal["conflict", "caution", "info"]
Values = frozenset[object]


def any_of(*values: object) -> Values:
    """The values under which a row holds."""
    return frozenset(values)


NESTED = any_of("equal", "contains", "within")
PART = any_of("contains", "within")
APART = any_of("contains", "within", "disjoint")
ANY = any_of("equal", "contains", "within", "disjoint", "unknown")
KNOWN = any_of("equal", "disjoint")
EVER = any_of("same", "next", "later", "after", "unknown")
TOGETHER = any_of("same", "next")
CERTAIN = any_of("next", "later", "after")
ORDERED = CERTAIN | {"same"}
DISJOINT = any_of("below", "above")
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
        ("unit", "category", "place", "period", "population", "perpetrator", "basis", "originator"), any_of("equal")
    ),
    "as_of": any_of("same"),
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


def disagreement(pair: Comparison) -> Severity:
    """A conflict where both cannot be true as worded, both are dated, and neither is an outlet's."""
    vector = pair.vector
    apart = vector.as_of != "same" and (vector.stated == "higher" or vector.falls)
    firm = vector.strict != "overlap" and vector.outlets == 0 and vector.dated == 2
    return "conflict" if firm and not apart else "caution"


def _says(claim: Claim, what: str) -> bool:
    """Whether a claim's sentence has one of the phrases that the lexicon lists under `what`."""
    sentence = claim.lead.evidence.sentence.casefold()
    return any(re.search(rf"\b{re.escape(phrase)}\b", sentence) for phrase in table("relations")[what])


def said_so(pair: Comparison) -> Severity:
    """Let a fall pass as information where the later report itself says that it replaces the former value."""
    return "info" if _says(pair.b, "revised") else "caution"


def mutated(pair: Comparison) -> Severity:
    """A conflict where the wider report says that others are among them: "1,400 people, mainly civilians"."""
    return "conflict" if _says(pair.whole, "partly") else "caution"


# Where the tolls differ, so do the women among them: that is told once, of the tolls.
OF_ONE = {"among": any_of("overlap")}
NUMBERS = {"vague": any_of(False)}
TWICE = {"stated": any_of("equal"), "telling": any_of(True), "tolls": any_of(True)}

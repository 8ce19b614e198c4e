"""Bindings made into figures: labels, evidence, ids."""

from hashlib import sha1
from typing import NamedTuple

from reconcile.case import Case
from reconcile.extractors.bounds import bounds
from reconcile.extractors.clauses import Binding
from reconcile.records import Evidence, Figure, Outcome, Qualifier, Quantity, Scope, Unit

CONTEXT = 32  # characters of prefix and suffix, as in the W3C Web Annotation TextQuoteSelector


class Place_(NamedTuple):
    """Where a sentence stands in its report."""

    start: int
    line: int


def quantity(binding: Binding, sentence: str, case: Case) -> Quantity:
    """The number as stated, with its bounds."""
    number = binding.chunk.number
    assert number is not None
    qualifier = binding.qualifier or number.qualifier
    low, high, implied_low, implied_high = bounds(number.stated, number.upper, qualifier, number.vague, case.numbers.profile)
    unit: Unit = "families" if binding.unit == "families" else "people"
    return Quantity(
        text=sentence[number.left : number.right],
        stated=number.stated,
        upper=number.upper,
        qualifier=qualifier,
        unit=unit,
        low=low,
        high=high,
        implied_low=implied_low,
        implied_high=implied_high,
    )

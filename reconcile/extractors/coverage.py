"""What part of the event a bound number covers: as its words say (scopes.py), then as what stands beside it says."""

import re
from functools import cache

from reconcile.extractors import scopes
from reconcile.extractors.bindings import Binding
from reconcile.extractors.periods import Timex
from reconcile.extractors.readings import Reading
from reconcile.lexicon import table
from reconcile.records import Figure, Outcome, Place, Scope, Source

_BESIDE = 32  # characters from a number to the place it is for
_PARTED = ("breakdown", "of the dead", "continued list", "continued clause")
_WITH_MORE = re.compile(r"with [\w-]+ (?:more|others?)\b")  # "With one more at Soro, 14 have been killed"
_STRUCK = (Outcome.KILLED, Outcome.INJURED, Outcome.ABDUCTED)
_APART = re.compile(r";|, (?:with|and|but|while|as|of) ")  # what opens another clause
_HARMED = (Outcome.KILLED, Outcome.INJURED)
_CARRIED = (Scope.WINDOW, Scope.PLACE, Scope.INCIDENT)


@cache
def _fleeing() -> re.Pattern[str]:
    verbs = "|".join(table("places")["fleeing"])
    return re.compile(rf"\b(?:{verbs}) (?:\w+ )?(?:in|into|to|over)(?: [\w-]+)? $")


def scope(binding: Binding, timex: Timex | None, place: Place | None, there: bool, reading: Reading) -> Scope:
    """The scope of a binding, before it is known who counted.

    `timex` is the time that it goes with, unless it only tells when a toll stood so, `place` the place; `there` is
    whether the sentence points back to a place and names none.
    """
    number = binding.number
    where = None if binding.form.startswith("toll") and not _opens(place, reading.text) else place
    if binding.outcomes[0] is Outcome.DISPLACED and _fled_to(place, reading):
        where = None
    found = scopes.scope(
        None if _otherwise(binding, reading.last) else binding.scope,
        bool(binding.words),
        number.start,
        reading.low,
        timex,
        where,
        there,
        _listed(binding, reading),
        reading.setting,
    )
    bare = not binding.words and binding.category in (None, "people") and binding.form in _PARTED
    if found is Scope.SUBSET and bare and number.start in _beside(reading):
        found = Scope.PLACE
    if found is Scope.CUMULATIVE and binding.scope is None and timex is None and not reading.setting.lead:
        found = _carried(binding, reading)
    fewer = number.stated < reading.toll and not scopes.is_total(reading.low)
    if found is Scope.CUMULATIVE and fewer and _bodies(binding):
        found = Scope.INCIDENT
    return found


def narrowed(found: Scope, binding: Binding, source: Source | None, reading: Reading) -> Scope:
    """The scope of a binding, once it is known who counted: a toll so far may be that of where they were."""
    if found is not Scope.CUMULATIVE or reading.setting.lead or binding.scope is not None:
        return found
    return Scope.PLACE if _was_there(source) else _at_a_facility(binding, reading)


def _listed(binding: Binding, reading: Reading) -> bool:
    """Whether a number is one of a list by place: "683 in Latakia, 433 in Tartous", "Latakia: 683"."""
    if binding.form in ("label and number", "named number"):
        return True
    beside = _beside(reading)
    return binding.number.start in beside and len(beside) > 1


def _beside(reading: Reading) -> set[int]:
    """The numbers that a place of their own follows: "211 in Valencia"."""
    return {
        n
        for n in reading.numbers
        for spot, _, _ in reading.spots
        if n < spot < n + _BESIDE and not any(n < m < spot for m in reading.numbers)
    }


def _carried(binding: Binding, reading: Reading) -> Scope:
    """The scope of a number of which nothing is said: that of the number before it in its sentence."""
    before = reading.last
    if _WITH_MORE.match(reading.low):
        return Scope.CUMULATIVE
    if before is None or binding.form.startswith(("toll", "total")) or before.evidence.sentence != reading.text:
        return Scope.CUMULATIVE
    return before.scope if before.scope in _CARRIED else Scope.CUMULATIVE


def _bodies(binding: Binding) -> bool:
    """Whether a number counts bodies: fewer than the dead told before, they are those of one search or one place."""
    return binding.noun == "bodies" or binding.form == "bodies of"


def _opens(place: Place | None, text: str) -> bool:
    """Whether a place opens its sentence, which is then told of it: "Soro saw the heaviest toll"."""
    return place is not None and text.find(place.text, 0, scopes.OPENING + len(place.text)) >= 0


def _fled_to(place: Place | None, reading: Reading) -> bool:
    """Whether a place is where the displaced went, and no building or site there."""
    if place is None:
        return False
    at = reading.text.find(place.text)
    site = scopes.is_site(reading.low, at + len(place.text))
    return _fleeing().search(reading.low, 0, at) is not None and not site


def _otherwise(binding: Binding, last: Figure | None) -> bool:
    """Whether a part of a number was killed or hurt, where the whole was not: "took 20 hostage and shot four of them".

    Then it is all to whom that happened.
    """
    parted = binding.scope == Scope.SUBSET and not binding.words and not binding.inherited
    return parted and last is not None and last.outcome not in _HARMED and binding.outcomes[0] in _HARMED


def _was_there(source: Source | None) -> bool:
    """Whether one person who was there counted, who speaks of that place: "a rescue worker", not "survivors"."""
    return source is not None and source.kind == "witness" and not source.name.endswith("s")


def _at_a_facility(binding: Binding, reading: Reading) -> Scope:
    """The scope of a number that goes with a building or site that is not the event's own, else the toll so far.

    Where people were killed or taken there, that was an attack of its own; where a source of that place speaks, it
    speaks of those there, and the injured in a hospital were brought to it. A toll of the missing is no place's.
    """
    at = binding.number.start
    if binding.outcomes[0] is Outcome.MISSING:
        return Scope.CUMULATIVE
    for where, kind in scopes.facilities(reading.low):
        if kind not in reading.own_facilities and not _APART.search(reading.low, min(at, where), max(at, where)):
            credit = any(c.start <= where < c.end for c in reading.credits)
            cared_for = credit or (binding.outcomes[0] is Outcome.INJURED and scopes.is_medical(kind))
            return Scope.INCIDENT if binding.outcomes[0] in _STRUCK and not cared_for else Scope.PLACE
    return Scope.CUMULATIVE

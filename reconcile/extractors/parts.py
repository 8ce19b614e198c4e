"""What a number takes from the one that it is a part of, or that it stands beside: its category and its scope."""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.extractors.bindings import Binding
from reconcile.extractors.groups import Fate, Whom
from reconcile.extractors.tape import Chunk
from reconcile.records import Qualifier

_CLOSED = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.AT_MOST)  # no more than is stated, or nearly
_CALLINGS = "callings"  # the nouns for what people do (lexicons/en/victims.toml)
_UNTOLD = (None, "people", "combatants")  # categories that hold sides


def exceeds(part: Chunk, whole: Binding) -> bool:
    """Whether a number is too large to be a part of another: more people than all of them, though families are more."""
    assert part.number is not None
    closed = whole.number.qualifier in _CLOSED and whole.unit == "people"
    return closed and part.number.stated > whole.number.stated


def breaks_down(counted: Whom) -> bool:
    """Whether a group is told apart by age, sex, sect or nationality."""
    return bool(counted.words)


def within(counted: Whom, whole: Binding | None, heading: tuple[Fate, Whom] | None) -> Whom:
    """A part's category: its own, or its whole's where it says no more than age, sex, sect or nationality.

    Without a whole it is the heading's, where its own words say none.
    """
    if whole is None:
        if counted.category is None and heading is not None:
            return replace(counted, category=heading[1].category, unit=heading[1].unit)
        return counted
    if counted.category is None:
        return replace(counted, category=whole.category, unit=whole.unit)
    by_age_or_sect = counted.category == "civilians" and breaks_down(counted)
    if whole.category not in (None, "people") and (counted.category == "people" or by_age_or_sect):
        return replace(counted, category=whole.category)
    return counted


def scope(counted: Whom, said: str | None, whole: Binding | None) -> str | None:
    """A part's scope: one by side or status is a toll of its own; one by age, sex, sect or nationality a subset.

    `said` is what the form says; of a part, a part by side is a part as well.
    """
    by_side = counted.category not in (None, "people") and not breaks_down(counted) and counted.noun != _CALLINGS
    untold = whole is None or (whole.scope != "subset" and whole.category in _UNTOLD)
    if said == "subset" and by_side and untold:
        return None
    return said


def completed(
    binding: Binding, before: Sequence[Binding], joined: Sequence[Binding], earlier: Sequence[Binding]
) -> Binding:
    """A binding with what other numbers leave to be told.

    `before` are those before it in its sentence, `joined` those of its clause, `earlier` those of the sentence before.
    """
    if binding.category is None:
        binding = _like(binding, [b for b in joined if not b.inherited])
    if binding.category is None and earlier and all(b.side for b in earlier):
        # A side's losses told, the next counts of nobody in particular are of the same: "At least 1,100 had fallen".
        binding = replace(binding, category=earlier[-1].category, side=True)
    if binding.scope is None and any(e.says.get("part") for w in binding.words for e in w.entries):
        larger = (b for b in before if b.outcomes == binding.outcomes and b.number.stated > binding.number.stated)
        if any(larger):  # "1,060 civilians, 71 women and 61 children among them"
            return replace(binding, scope="subset")
    return binding


def _like(binding: Binding, joined: Sequence[Binding]) -> Binding:
    """Take over the one category of its clause: "killed six soldiers and wounded 11".

    Of "killed 31, including six children, and wounded 94" it is none: the six are a part of a number without one.
    """
    told = [b for b in joined if b.category]
    largest = max((b.number.stated for b in joined if b.category is None), default=0)
    if len({b.category for b in told}) != 1 or told[0].category == "refugees":
        return binding
    if any(b.number.stated < largest for b in told):
        return binding
    return replace(binding, category=joined[-1].category, unit=joined[-1].unit)

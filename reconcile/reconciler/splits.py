"""Which of a counter's claims are the parts of a total: by category, place, people, perpetrator or day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.containment import fills, nested_categories
from reconcile.reconciler.keys import Key
from reconcile.records import Scope

# What a toll may be shared out by, beside category and day.
DIMENSIONS = ("place", "population", "perpetrator")
# How a total may be told across a report's paragraphs: the coarsest split that the report gives is taken.
SPLITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("people", ("civilians", "combatants")),
    ("people", ("civilians", "security_forces", "loyalists", "armed_groups")),
    ("people", ("civilians", "security_forces", "loyalists")),
    ("people", ("civilians", "security_forces", "armed_groups")),
    ("combatants", ("security_forces", "loyalists", "armed_groups")),
    ("combatants", ("security_forces", "loyalists")),
    ("combatants", ("security_forces", "armed_groups")),
)
_BULLET = "block: bullet"
_LIST = 10  # lines within which bullets are of one list


@dataclass(frozen=True, slots=True)
class Split:
    """A total and the parts that partition it; `together`: in one sentence, paragraph or list; `full`: they fill it."""

    total: Claim
    parts: tuple[Claim, ...]
    together: bool
    full: bool

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the figures of the parts."""
        return tuple(part.lead.id for part in self.parts)


class Given:
    """What one originator gives in one report, by where it stands and what it counts."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._sentences: dict[str, list[int]] = defaultdict(list)
        self._lines: dict[int, list[int]] = defaultdict(list)
        self._bullets: dict[int, list[int]] = defaultdict(list)
        self._tolls: dict[tuple[tuple[str | None, ...], str], list[Claim]] = defaultdict(list)
        for at, claim in enumerate(claims):
            evidence = claim.lead.evidence
            self._sentences[evidence.sentence].append(at)
            self._lines[evidence.line].append(at)
            if _BULLET in claim.lead.trace:
                self._bullets[evidence.line].append(at)
            if claim.part is None:
                self._tolls[_rest(claim), claim.key.category].append(claim)

    def near(self, claim: Claim) -> list[Claim]:
        """Give the others of its sentence, paragraph or list, in their order."""
        evidence = claim.lead.evidence
        found = {*self._sentences[evidence.sentence], *self._lines[evidence.line]}
        if _BULLET in claim.lead.trace:
            for line in range(evidence.line - _LIST, evidence.line + _LIST + 1):
                found.update(self._bullets.get(line, ()))
        return [other for at in sorted(found) if (other := self._claims[at]) is not claim]

    def tolls(self, category: str, rest: tuple[str | None, ...]) -> Sequence[Claim]:
        """Give the tolls so far of a category, alike in place, people and perpetrator."""
        return self._tolls.get((rest, category), ())


def elsewhere(claims: Iterable[Claim], groups: Iterable[Sequence[Claim]]) -> Iterator[Split]:
    """Find, for parts whose report gives no total, the toll that their counter gives of the same day in another."""
    tolls: dict[tuple[Key, str, date], Claim] = {}
    for claim in claims:
        if claim.paired and claim.part is None and claim.originator and (day := claim.on):
            tolls.setdefault((claim.key, claim.originator, day), claim)
    for group in groups:
        told_here = {claim.key for claim in group}
        for dimension in DIMENSIONS:
            lists: dict[tuple[Key, str, date, str], list[Claim]] = defaultdict(list)
            for claim in group:
                if getattr(claim.key, dimension) is not None and claim.originator and (day := claim.on):
                    whole = claim.key.without(dimension)
                    lists[whole, claim.originator, day, claim.lead.evidence.sentence].append(claim)
            for (whole, originator, day, _), parts in lists.items():
                total = None if whole in told_here else tolls.get((whole, originator, day))
                if total and len({getattr(part.key, dimension) for part in parts}) == len(parts) > 1:
                    yield Split(total, tuple(parts), together=True, full=False)


def splits(total: Claim, given: Given) -> Iterator[Split]:
    """Find the parts of a total: side by side first; across paragraphs only categories that fill the total."""
    near = given.near(total)
    found = (_by_category(total, near), _by_dimension(total, near), across(total, given))
    return (split for split in found if split)


def _by_category(total: Claim, near: Sequence[Claim]) -> Split | None:
    inner = [
        claim
        for claim in near
        if claim.part == total.part
        and _rest(claim) == _rest(total)
        and nested_categories(total.key.category, claim.key.category) == "contains"
    ]
    parts = tuple(
        claim
        for claim in inner
        if not any(nested_categories(other.key.category, claim.key.category) == "contains" for other in inner)
    )
    apart = all(nested_categories(a.key.category, b.key.category) == "disjoint" for a, b in combinations(parts, 2))
    if len(parts) < 2 or not apart:
        return None
    return Split(total, parts, together=True, full=_full(total, parts))


def _by_dimension(total: Claim, near: Sequence[Claim]) -> Split | None:
    """Find the parts of a total by place, population, perpetrator or day: alike in all else, and each another's."""
    alike = [claim for claim in near if claim.key.category == total.key.category and claim.stated <= total.stated]
    for dimension in DIMENSIONS:
        parts = tuple(
            claim
            for claim in alike
            if getattr(claim.key, dimension) is not None
            and claim.key.without(dimension) == total.key
            and _of_one_time(claim, total)
        )
        if len(parts) > 1 and len({getattr(claim.key, dimension) for claim in parts}) == len(parts):
            return Split(total, parts, together=True, full=False)
    days = tuple(
        claim
        for claim in alike
        if claim.key == total.key
        and claim.part
        and claim.part.scope is Scope.WINDOW
        and claim.part.start
        and claim.part.start == claim.part.end
        and claim.part != total.part
    )
    if len(days) > 1 and len({claim.part for claim in days}) == len(days):
        return Split(total, days, together=True, full=False)
    return None


def _of_one_time(part: Claim, total: Claim) -> bool:
    """Whether a part covers its total's time: the same, or none of its own in the sentence that gives the total's."""
    if part.part == total.part:
        return True
    same_days = part.part and total.part and (part.part.start, part.part.end) == (total.part.start, total.part.end)
    untimed = part.lead.period is None and part.lead.evidence.sentence == total.lead.evidence.sentence
    return bool(same_days) or untimed


def across(total: Claim, given: Given) -> Split | None:
    """Find, across a report's paragraphs, the tolls of each side that fill a total."""
    for category, parts in SPLITS:
        if category == total.key.category and total.part is None:
            told = [given.tolls(part, _rest(total)) for part in parts]
            if all(len(tolls) == 1 for tolls in told):
                return Split(total, tuple(tolls[0] for tolls in told), together=False, full=True)
    return None


def _rest(claim: Claim) -> tuple[str | None, ...]:
    return claim.key.place, claim.key.population, claim.key.perpetrator


def _full(total: Claim, parts: Sequence[Claim]) -> bool:
    return fills(total.key.category, frozenset(claim.key.category for claim in parts))

"""Which of a counter's claims are the parts of a total: by category, place, people, perpetrator or day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.containment import fills, nested_categories
from reconcile.reconciler.tracks import dated
from reconcile.records import Scope
from reconcile.results import SeriesKey

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


@dataclass(frozen=True, slots=True)
class Split:
    """A total and the parts that partition it; `together`: in one sentence, paragraph or list; `full`: they fill it."""

    total: Claim
    parts: tuple[Claim, ...]
    together: bool
    full: bool


def elsewhere(claims: Iterable[Claim], groups: Iterable[Sequence[Claim]]) -> Iterator[Split]:
    """Find, for parts whose report gives no total, the toll that their counter gives of the same day in another."""
    tolls: dict[tuple[SeriesKey, str, date], Claim] = {}
    for claim in claims:
        if claim.paired and claim.part is None and claim.originator and (day := dated(claim)):
            tolls.setdefault((claim.key, claim.originator, day), claim)
    for group in groups:
        for dimension in DIMENSIONS:
            lists: dict[tuple[SeriesKey, str, date, str], list[Claim]] = defaultdict(list)
            for claim in group:
                if getattr(claim.key, dimension) is not None and claim.originator and (day := dated(claim)):
                    whole = claim.key.model_copy(update={dimension: None})
                    lists[whole, claim.originator, day, claim.lead.evidence.sentence].append(claim)
            for (whole, originator, day, _), parts in lists.items():
                told_here = any(other.key == whole for other in group)
                total = None if told_here else tolls.get((whole, originator, day))
                if total and len({getattr(part.key, dimension) for part in parts}) == len(parts) > 1:
                    yield Split(total, tuple(parts), together=True, full=False)


def splits(total: Claim, group: Sequence[Claim]) -> Iterator[Split]:
    """Find the parts of a total: side by side first; across paragraphs only categories that fill the total."""
    near = [claim for claim in group if claim is not total and _near(total, claim)]
    found = (_by_category(total, near), _by_dimension(total, near), across(total, group))
    return (split for split in found if split)


def _near(a: Claim, b: Claim) -> bool:
    """Say whether two claims stand in one sentence, paragraph or list."""
    one, two = a.lead.evidence, b.lead.evidence
    if one.sentence == two.sentence or one.line == two.line:
        return True
    return all("block: bullet" in claim.lead.trace for claim in (a, b)) and abs(one.line - two.line) <= 10


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
            and claim.key.model_copy(update={dimension: None}) == total.key
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


def across(total: Claim, group: Sequence[Claim]) -> Split | None:
    """Find, across a report's paragraphs, the tolls of each side that fill a total."""
    tolls: dict[str, list[Claim]] = defaultdict(list)
    for claim in group:
        if claim.part is None and total.part is None and _rest(claim) == _rest(total):
            tolls[claim.key.category].append(claim)
    for category, parts in SPLITS:
        if category == total.key.category and all(len(tolls.get(part, ())) == 1 for part in parts):
            return Split(total, tuple(tolls[part][0] for part in parts), together=False, full=True)
    return None


def _rest(claim: Claim) -> tuple[str | None, ...]:
    return claim.key.place, claim.key.population, claim.key.perpetrator


def _full(total: Claim, parts: Sequence[Claim]) -> bool:
    return fills(total.key.category, frozenset(claim.key.category for claim in parts))

"""Totals against their parts, over the claims of one originator, in one report or of one day."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from reconcile import phrases
from reconcile.reconciler import wording
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.containment import Bounds, fills, implied, nested_categories, side, strict
from reconcile.reconciler.findings import finding
from reconcile.reconciler.rows import Severity
from reconcile.reconciler.tracks import dated
from reconcile.records import Qualifier, Quantity, Scope
from reconcile.results import Derivation, Finding, SeriesKey

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
COMPLETE = re.compile(r"\b(?:of whom|of them|of which|compris\w+|consist\w+|made up of|namely)\b|:", re.IGNORECASE)
INCOMPLETE = re.compile(r"\b(?:includ\w+|among|another|also|as well as|notably|at least some)\b", re.IGNORECASE)
JOINED = re.compile(r"\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Split:
    """A total and the parts that partition it; `together`: in one sentence, paragraph or list; `full`: they fill it."""

    total: Claim
    parts: tuple[Claim, ...]
    together: bool
    full: bool


def sums(claims: Iterable[Claim]) -> Iterator[tuple[Finding, Split]]:
    """Check the totals that one originator gives in one report against their parts.

    Parts that add up to one total are no evidence against another: a report may give an older total beside it.
    """
    groups: dict[tuple[str, str | None, str, str], list[Claim]] = defaultdict(list)
    claims = list(claims)
    for claim in claims:
        if claim.paired and not claim.headline:
            groups[claim.report.id, claim.originator, claim.key.outcome, claim.key.unit].append(claim)
    for group in groups.values():
        found = [checked for total in group if (checked := _first(total, group))]
        settled = [split.parts for finding_, split in found if finding_.relation != "arithmetic"]
        yield from (
            (finding_, split)
            for finding_, split in found
            if finding_.relation != "arithmetic" or split.parts not in settled
        )

    for split in _elsewhere(claims, groups.values()):
        if found_there := _check(split):
            yield found_there, split


def _elsewhere(claims: Iterable[Claim], groups: Iterable[Sequence[Claim]]) -> Iterator[Split]:
    """Find, for parts whose report gives no total, the toll that their counter gives of the same day in another."""
    tolls: dict[tuple[SeriesKey, str, date], Claim] = {}
    for claim in claims:
        if claim.paired and claim.part is None and claim.originator and (day := dated(claim)):
            tolls.setdefault((claim.key, claim.originator, day), claim)
    for group in groups:
        for dimension in ("place", "population", "perpetrator"):
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


def _first(total: Claim, group: Sequence[Claim]) -> tuple[Finding, Split] | None:
    for split in _splits(total, group):
        found = _check(split)
        if found:
            return found, split
    return None


def fits_sum(headline: Claim, body: Sequence[Claim]) -> bool:
    """Say whether the body's tolls of each side add up to the headline's figure."""
    one_thing = (headline.key.outcome, headline.key.unit)
    kin = [claim for claim in body if claim.paired and (claim.key.outcome, claim.key.unit) == one_thing]
    split = _across(headline, kin)
    return split is not None and side(implied(headline.lead.quantity), _add(split.parts, implied)) == "overlap"


def _splits(total: Claim, group: Sequence[Claim]) -> Iterator[Split]:
    """Find the parts of a total: side by side first; across paragraphs only categories that fill the total."""
    near = [claim for claim in group if claim is not total and _near(total, claim)]
    found = (_by_category(total, near), _by_dimension(total, near), _across(total, group))
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
    for dimension in ("place", "population", "perpetrator"):
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


def _across(total: Claim, group: Sequence[Claim]) -> Split | None:
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


def _add(parts: Iterable[Claim], bounds: Callable[[Quantity], Bounds]) -> Bounds:
    """Add the bounds of `parts`: nobody is counted below nought, and one open upwards leaves the sum open."""
    ranges = [bounds(claim.lead.quantity) for claim in parts]
    highs = [high for _, high in ranges if high is not None]
    return sum(low or 0 for low, _ in ranges), sum(highs) if len(highs) == len(ranges) else None


def _check(split: Split) -> Finding | None:
    total = split.total
    apart = side(strict(total.lead.quantity), _add(split.parts, strict))
    unknown = _unknown(total, split.parts)
    # 541 - 201 leaves 340: a writer's "more than 340"
    leaves_it = unknown is not None and sum(part.stated for part in split.parts) == total.stated
    if leaves_it or side(implied(total.lead.quantity), _add(split.parts, implied)) == "overlap":
        return _sum_finding(split, "adds_up" if split.together else "compatible", "info")
    if split.together and (apart == "above" or (apart == "below" and _complete(split))):
        return _sum_finding(split, "arithmetic", "conflict")
    if split.full:
        return _sum_finding(split, "arithmetic", "caution")
    return None


def _complete(split: Split) -> bool:
    """Say whether the wording makes the list complete, with nothing such as "including".

    "Of whom" or a colon stands between the total and its parts; or the parts are sides that fill it, joined by "and".
    """
    sentence = split.total.lead.evidence.sentence
    if any(part.lead.evidence.sentence != sentence for part in split.parts) or INCOMPLETE.search(sentence):
        return False
    total, *parts = (phrases.position(claim.lead.evidence) for claim in (split.total, *split.parts))
    first, last = min(parts), max(parts)
    cue = COMPLETE.search(sentence, total, first) if total < first else None
    return bool(cue or (split.full and JOINED.search(sentence, first, last)))


def _sum_finding(split: Split, relation: str, severity: Severity) -> Finding:
    total, parts = split.total, split.parts
    derivation = derive(total, parts)
    unknown = _unknown(total, parts)
    fitted = (unknown or total) if relation == "compatible" else total
    subject = wording.subject(fitted.key)
    left = derivation.equation.replace(" = ", " leaves ") if unknown else derivation.equation
    match relation:
        case "adds_up":
            same = derivation.value == total.stated and _exact(total)
            counted = "" if same else f', the total is "{total.lead.label}"'
            message = f"{derivation.equation}{counted} {subject} {wording.credit(total)}"
            reason = "The total and its parts agree."
        case "compatible":
            message = f'{left} [derived]: fits "{fitted.lead.label}" {subject} {wording.credit(fitted)}'
            reason = "What follows from the other figures overlaps this one, as a reader takes them."
        case _:
            message = (
                f"{subject}: {left} [derived], where the report says {wording.cite(unknown)}"
                if unknown
                else f"{subject}: the parts give {left}, the total says {wording.cite(total)}"
            )
            reason = (
                "The total and its parts cannot all be true as worded."
                if severity == "conflict"
                else "The total and its parts do not add up, but the list may leave some out."
            )
    return finding(
        relation,
        severity,
        fitted.key,
        (total, *parts),
        dimension="number",
        message=message,
        reason=reason,
        detail=derivation,
    )


def _unknown(total: Claim, parts: Sequence[Claim]) -> Claim | None:
    """Give the one part that is not exact where the total is: then it is what the others leave."""
    loose = [part for part in parts if not _exact(part)]
    return loose[0] if len(loose) == 1 and _exact(total) else None


def derive(total: Claim, parts: Sequence[Claim]) -> Derivation:
    """Work out the one inexact part from an exact total, else the sum of the parts."""
    unknown = _unknown(total, parts)
    if unknown:
        terms = (total, *(part for part in parts if part is not unknown))
        value = total.stated - sum(part.stated for part in terms[1:])
        low: int | None = value
        high: int | None = value
        sign = " − "
    else:
        terms = tuple(parts)
        value = sum(part.stated for part in parts)
        low, high = _add(parts, implied)
        sign = " + "
    loose = {phrases.SIGNS.get(term.lead.quantity.qualifier, "~") for term in terms if not _exact(term)}
    result = loose.pop() if len(loose) == 1 else "~" if loose else ""
    return Derivation(
        equation=f"{sign.join(map(_term, terms))} = {result}{wording.number(value)}",
        terms=tuple(term.lead.id for term in terms),
        value=value,
        low=low,
        high=high,
        approximate=not all(map(_exact, terms)),
    )


def _exact(claim: Claim) -> bool:
    return claim.lead.quantity.qualifier is Qualifier.EXACT


def _term(claim: Claim) -> str:
    """Write a number of an equation with the mark of its qualifier."""
    return f"{phrases.SIGNS.get(claim.lead.quantity.qualifier, '')}{wording.number(claim.stated)}"

"""Totals against their parts, over the claims of one originator, in one report or of one day."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from reconcile import phrases
from reconcile.reconciler import wording
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.containment import Bounds, implied, side, strict
from reconcile.reconciler.findings import finding
from reconcile.reconciler.rows import Severity
from reconcile.reconciler.splits import Given, Split, across, elsewhere, splits
from reconcile.records import Qualifier, Quantity
from reconcile.results import Derivation, Finding

COMPLETE = re.compile(r"\b(?:of whom|of them|of which|compris\w+|consist\w+|made up of|namely)\b|:", re.IGNORECASE)
INCOMPLETE = re.compile(r"\b(?:includ\w+|among|another|also|as well as|notably|at least some)\b", re.IGNORECASE)
JOINED = re.compile(r"\band\b", re.IGNORECASE)


def sums(claims: Iterable[Claim]) -> Iterator[tuple[Finding, Split]]:
    """Check the totals that one originator gives against their parts, in one report or in two of one day.

    Parts that add up to one total are no evidence against another: a report may give an older total beside it.
    """
    groups: dict[tuple[str, str | None, str, str], list[Claim]] = defaultdict(list)
    claims = list(claims)
    for claim in claims:
        if claim.paired and not claim.headline:
            groups[claim.report.id, claim.originator, claim.key.outcome, claim.key.unit].append(claim)
    for group in groups.values():
        given = Given(group)
        found = [checked for total in group if (checked := _first(total, given))]
        settled = {split.ids for finding_, split in found if finding_.relation != "arithmetic"}
        yield from (
            (finding_, split)
            for finding_, split in found
            if finding_.relation != "arithmetic" or split.ids not in settled
        )
    for split in elsewhere(claims, groups.values()):
        if found_there := _check(split):
            yield found_there, split


def _first(total: Claim, given: Given) -> tuple[Finding, Split] | None:
    for split in splits(total, given):
        found = _check(split)
        if found:
            return found, split
    return None


def fits_sum(headline: Claim, body: Sequence[Claim]) -> bool:
    """Say whether the body's tolls of each side add up to the headline's figure."""
    one_thing = (headline.key.outcome, headline.key.unit)
    kin = [claim for claim in body if claim.paired and (claim.key.outcome, claim.key.unit) == one_thing]
    split = across(headline, Given(kin))
    return split is not None and side(implied(headline.lead.quantity), _add(split.parts, implied)) == "overlap"


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
            counted = "" if same else f', the total is "{total.lead.shown}"'
            message = f"{derivation.equation}{counted} {subject} {wording.credit(total)}"
            reason = "The total and its parts agree."
        case "compatible":
            message = f'{left} [derived]: fits "{fitted.lead.shown}" {subject} {wording.credit(fitted)}'
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

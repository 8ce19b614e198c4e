"""Checks over one originator's tolls that point to a slip: a mistyped number, a count begun again, another event."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from reconcile import phrases
from reconcile.reconciler import wording
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import FALLING, TELLING, certainly_before
from reconcile.reconciler.findings import finding
from reconcile.reconciler.tracks import Cell, distinct
from reconcile.results import Finding

_LONG = 100  # a shorter number has too few digits to tell a slip from a count
_ECHOES = 2  # reports that must agree on a number before another is taken for a slip of it
_RESET = 10  # a later toll so many times lower counts anew
_NAMED_RESET = 2  # ... where it names a start after the earlier toll
_OUTLIER = 20  # times the median of the others: RELATIONS, `outlier`
_OTHERS = 3


def typos(cells: Iterable[Cell]) -> Iterator[Finding]:
    """Find numbers that are one digit off those that other reports give, or off their neighbours in the track."""
    for cell in cells:
        for _, lane in cell.counters:
            yield from _against_echoes(cell, lane)
            yield from _against_neighbours(cell, lane)


def _against_echoes(cell: Cell, lane: Sequence[Claim]) -> Iterator[Finding]:
    said: dict[int, dict[str, Claim]] = defaultdict(dict)
    for claim in lane:
        if claim.paired and claim.stated >= _LONG:
            said[claim.stated].setdefault(claim.report.edition, claim)
    for wrong, once in said.items():
        for right, often in said.items():
            if len(once) != 1 or len(often) < _ECHOES or not one_digit_off(wrong, right):
                continue
            (claim,), echoes = once.values(), list(often.values())
            if any(_in_time(claim, echo) for echo in echoes):
                continue
            yield finding(
                "suspected_typo",
                "caution",
                cell.key,
                (claim, *echoes),
                dimension="number",
                message=f"{wording.subject(cell.key)}: {wording.cite(claim)}, where "
                f"{phrases.plural(len(echoes), 'report')} of the same counter have {wording.number(right)}",
                reason="The numbers differ by one digit: it may have been mistyped.",
            )


def _in_time(claim: Claim, echo: Claim) -> bool:
    """Whether the one may simply have grown into the other."""
    low, high = sorted((claim, echo), key=lambda each: each.stated)
    return certainly_before(low.as_of, high.as_of) is not None


def _against_neighbours(cell: Cell, lane: Sequence[Claim]) -> Iterator[Finding]:
    if cell.key.outcome in FALLING:
        return
    track = distinct(lane)
    for before, claim, after in zip(track, track[1:], track[2:], strict=False):
        dated = certainly_before(before.as_of, claim.as_of) and certainly_before(claim.as_of, after.as_of)
        rising = before.stated <= after.stated and not before.stated <= claim.stated <= after.stated
        if not (dated and rising and claim.stated >= _LONG):
            continue
        meant = [n for n in _slips(claim.stated) if before.stated <= n <= after.stated]
        if meant:
            yield finding(
                "suspected_typo",
                "caution",
                cell.key,
                (claim, before, after),
                dimension="number",
                message=f"{wording.subject(cell.key)}: {wording.cite(claim)} stands between {wording.cite(before)} and "
                f"{wording.cite(after)}",
                reason="With a digit dropped, doubled or moved back it would fit: it may have been mistyped.",
            )


def one_digit_off(a: int, b: int) -> bool:
    """Whether two numbers differ by one digit replaced, dropped or added, or by two neighbours transposed."""
    one, two = str(a), str(b)
    if len(one) == len(two):
        differing = [i for i, (x, y) in enumerate(zip(one, two, strict=True)) if x != y]
        if len(differing) == 1:
            return True
        return len(differing) == 2 and b in _transposed(one)
    longer, shorter = sorted((one, two), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _slips(number: int) -> set[int]:
    """What a number may have been before a digit was doubled, dropped or moved; a dropped digit may be any."""
    said = str(number)
    dropped = {int(said[:i] + d + said[i:]) for i in range(len(said) + 1) for d in "0123456789"}
    doubled = {int(said[:i] + said[i + 1 :]) for i in range(1, len(said)) if said[i] == said[i - 1]}
    return dropped | doubled | _transposed(said)


def _transposed(said: str) -> set[int]:
    swapped = (said[:i] + said[i + 1] + said[i] + said[i + 2 :] for i in range(len(said) - 1))
    return {int(each) for each in swapped if each[0] != "0"}


def resets(cells: Iterable[Cell]) -> Iterator[Finding]:
    """Find tolls that start again far lower at a later day."""
    for cell in cells:
        if cell.key.outcome in FALLING:
            continue
        for _, lane in cell.counters:
            for a, b in pairwise(distinct(lane)):
                if certainly_before(a.as_of, b.as_of) is None or b.stated < TELLING:
                    continue
                start = _new_start(a, b)
                if b.stated * (_NAMED_RESET if start else _RESET) > a.stated:
                    continue
                yield finding(
                    "counter_reset",
                    "caution",
                    cell.key,
                    (a, b),
                    dimension="period",
                    message=f"{wording.subject(cell.key)}: {wording.cite(a)}, then {wording.cite(b)}: a new count"
                    + (f" starts {start}" if start else " seems to have started"),
                    reason="A toll so far does not fall so far: the later one counts from another day.",
                )


def _new_start(a: Claim, b: Claim) -> str | None:
    """The words by which the later claim names a start after the earlier claim's day."""
    period, on = b.lead.period, a.as_of.date or a.as_of.latest if a.as_of else None
    return period.text if period and period.start and on and period.start >= on else None


def outliers(cells: Iterable[Cell]) -> Iterator[Finding]:
    """Find tolls many times the median of their originator's others: they may be another event's."""
    for cell in cells:
        if cell.part is not None:
            continue
        for _, lane in cell.counters:
            told = distinct(lane)
            for claim in told:
                others = [other for other in told if other is not claim]
                usual = median(other.stated for other in others) if len(others) >= _OTHERS else 0
                if not usual or claim.stated < _OUTLIER * usual:
                    continue
                yield finding(
                    "outlier",
                    "caution",
                    cell.key,
                    (claim, *others),
                    dimension="number",
                    message=f"{wording.subject(cell.key)}: {wording.cite(claim)} is {claim.stated / usual:.0f} times "
                    f"what the same counter's other {len(others)} tolls give: another event?",
                    reason="So much more than the others, it may count another event or another time.",
                )

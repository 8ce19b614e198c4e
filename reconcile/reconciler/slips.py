"""Checks over one originator's tolls that point to a slip: a mistyped number, a count begun again, another event."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from reconcile import phrases
from reconcile.reconciler import wording
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import FALLING, TELLING
from reconcile.reconciler.findings import finding
from reconcile.reconciler.tracks import Cell, Lane
from reconcile.records import certainly_before
from reconcile.results import Finding

DIGITS = "0123456789"
_LONG = 100  # a shorter number has too few digits to tell a slip from a count
_ECHOES = 2  # reports that must agree on a number before another is taken for a slip of it
_RESET = 10  # a later toll so many times lower counts anew
_NAMED_RESET = 2  # ... where it names a start after the earlier toll
_CITED = 3  # of the tolls that an outlier stands apart from
_OUTLIER = 20  # times the median of the others: RELATIONS, `outlier`
_OTHERS = 3


def typos(cells: Iterable[Cell]) -> Iterator[Finding]:
    """Find numbers that are one digit off those that other reports give, or off their neighbours in the track."""
    for cell in cells:
        for _, lane in cell.counters:
            yield from _against_echoes(cell, lane)
            yield from _against_neighbours(cell, lane)


def _against_echoes(cell: Cell, lane: Lane) -> Iterator[Finding]:
    said: dict[int, dict[str, Claim]] = defaultdict(dict)
    for claim in lane:
        if claim.paired and claim.stated >= _LONG:
            said[claim.stated].setdefault(claim.report.edition, claim)
    order = {number: at for at, number in enumerate(said)}
    echoed = {number for number, often in said.items() if len(often) >= _ECHOES}
    for wrong, once in said.items() if echoed else ():
        if len(once) != 1:
            continue
        for right in sorted(one_digit_off(wrong) & echoed, key=order.__getitem__):
            (claim,), echoes = once.values(), list(said[right].values())
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


def _against_neighbours(cell: Cell, lane: Lane) -> Iterator[Finding]:
    if cell.key.outcome in FALLING:
        return
    track = lane.distinct
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


def one_digit_off(number: int) -> set[int]:
    """The numbers that differ from one by a digit replaced, dropped or added, or by two neighbours transposed."""
    said = str(number)
    cuts = [(said[:i], said[i:]) for i in range(len(said) + 1)]
    added = {before + digit + after for before, after in cuts for digit in DIGITS}
    replaced = {before + digit + after[1:] for before, after in cuts[:-1] for digit in DIGITS}
    dropped = {before + after[1:] for before, after in cuts[:-1]}
    made = {int(each) for each in added | replaced | dropped if each and (each[0] != "0" or each == "0")}
    return (made | _transposed(said)) - {number}


def _slips(number: int) -> set[int]:
    """What a number may have been before a digit was doubled, dropped or moved; a dropped digit may be any."""
    said = str(number)
    dropped = {int(said[:i] + d + said[i:]) for i in range(len(said) + 1) for d in DIGITS}
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
            for a, b in pairwise(lane.distinct):
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


def outliers(cells: Iterable[Cell], mistyped: Collection[str] = ()) -> Iterator[Finding]:
    """Find the tolls many times the median of their originator's others: they may be another event's.

    Each cites a few of the others; none that is `mistyped` is told.
    """
    for cell in cells:
        if cell.part is not None:
            continue
        for _, lane in cell.counters:
            told = lane.distinct
            numbers = sorted(claim.stated for claim in told)
            usual = {
                claim.lead.id: _median_without(numbers, bisect_left(numbers, claim.stated))
                for claim in (told if len(told) > _OTHERS else ())
            }
            high = [claim for claim in told if 0 < _OUTLIER * usual.get(claim.lead.id, 0) <= claim.stated]
            others = [claim for claim in told if claim not in high]
            for claim in (claim for claim in high if claim.lead.id not in mistyped):
                times = claim.stated / usual[claim.lead.id]
                yield finding(
                    "outlier",
                    "caution",
                    cell.key,
                    (claim, *others[:_CITED]),
                    dimension="number",
                    message=f"{wording.subject(cell.key)}: {wording.cite(claim)} is {times:.0f} times what the same "
                    f"counter's other {len(told) - 1} tolls give: another event?",
                    reason="So much more than the others, it may count another event or another time.",
                )


def _median_without(numbers: Sequence[int], at: int) -> float:
    """Give the median of ascending numbers, two at least, without the one at `at`."""
    half, odd = divmod(len(numbers) - 1, 2)
    above, below = (numbers[i + (i >= at)] for i in (half, half - 1))
    return above if odd else (below + above) / 2

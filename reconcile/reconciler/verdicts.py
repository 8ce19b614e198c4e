"""Pairs to findings: one a relation, series and pair of sources; a track's updates one after the other are one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from reconcile import phrases
from reconcile.case import Case
from reconcile.reconciler import pairs, wording
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import Comparison, compare
from reconcile.reconciler.findings import GRAVITY, finding
from reconcile.reconciler.keys import Key
from reconcile.reconciler.relations import relate
from reconcile.reconciler.rows import Row
from reconcile.reconciler.series import change
from reconcile.reconciler.tracks import Cell
from reconcile.records import Qualifier
from reconcile.results import Finding

# Told of a whole track, or of all its pairs at once; of the others the gravest pair stands for all.
CHAINED = frozenset({"update", "follows"})
NAMED = 2  # of the other pairs
LISTED = frozenset({"increment", "different_place", "different_population", "different_perpetrator", "unit_mismatch"})
STEPS = CHAINED | {"revised_down"}


class Match(NamedTuple):
    """A pair, the row that it fits, and what else there is to say."""

    pair: Comparison
    row: Row
    note: str = ""


@dataclass(slots=True)
class Told:
    """What two originators set against each other in one relation, each pair once.

    `listed` has every match where the relation is told of all; else `numbers` has, of the gravest ones, the last match
    of each pair of numbers, and `last` the last of all.
    """

    last: Match
    gravity: int = max(GRAVITY.values())
    listed: list[Match] = field(default_factory=list)
    numbers: dict[tuple[int, int], Match] = field(default_factory=dict)

    def add(self, match: Match) -> None:
        """Take up a match."""
        if match.row.relation in LISTED:
            self.listed.append(match)
            return
        gravity = GRAVITY[match.row.severity_of(match.pair)]
        if gravity < self.gravity:
            self.numbers.clear()
        if gravity <= self.gravity:
            self.gravity, self.last = gravity, match
            self.numbers[_numbers(match)] = match


def judge(
    claims: Sequence[Claim], cells: Sequence[Cell], case: Case, explained: Iterable[Collection[str]]
) -> Iterator[Finding]:
    """Compare the pairs that are worth comparing, but for those that a check of a group has explained.

    `explained` has the ids of figures any two of which are.
    """
    checks: dict[str, set[int]] = defaultdict(set)
    for number, ids in enumerate(explained):
        for id_ in ids:
            checks[id_].add(number)

    def matches(found: Iterable[pairs.Pair]) -> Iterator[Match]:
        for a, b in found:
            here = checks.get(a.lead.id)
            if here and not here.isdisjoint(checks.get(b.lead.id, ())):
                continue
            pair = compare(a, b, case.places)
            if row := relate(pair.vector):
                yield Match(pair, row)

    for cell in cells:
        for _, lane in cell.counters:
            yield from _track(cell.key, list(matches(pairs.neighbours(lane))), case)
        for met in pairs.across(cell):
            yield from _between(matches(met), case, _by_relation)
        yield from _between(matches(pairs.uncredited(cell)), case)
    lanes = pairs.toll_lanes(cells)
    steps = pairs.exact_changes(lanes)
    yield from _between((_noted(match, steps) for match in matches(pairs.nested(claims, lanes))), case)
    yield from _between(matches(pairs.units(claims, lanes)), case)
    yield from _between(matches(pairs.same_numbers(claims)), case)


def _noted(match: Match, steps: pairs.Steps) -> Match:
    """Add, to a day's count, the two tolls between which it is exactly the change."""
    change_ = pairs.exact_change(match.pair.inner, steps) if match.row.relation == "increment" else None
    if change_ is None:
        return match
    before, after = (wording.number(toll.stated) for toll in change_)
    return match._replace(note=f", exactly the change from {before} to {after}")


def _track(key: Key, found: Sequence[Match], case: Case) -> Iterator[Finding]:
    """Tell a track's steps of one relation as one chain, and what else its neighbours give."""
    chains: dict[str, list[Match]] = defaultdict(list)
    for match in found:
        chains[match.row.relation].append(match)
    for relation, steps in chains.items():
        if relation not in CHAINED:
            yield from _between(steps, case)
            continue
        row, first, last = steps[0].row, steps[0].pair.a, steps[-1].pair.b
        told = [claim for i, step in enumerate(steps) for claim in _step(steps[i - 1].pair if i else None, step.pair)]
        measured = change(first, last)
        yield finding(
            relation,
            "info",
            key,
            told,
            dimension=row.dimension,
            message=row.message.format(
                subject=wording.subject(key), chain=wording.chain(told), change=wording.change(first, last, measured)
            ),
            reason=row.reason,
            detail=measured,
        )


def _step(before: Comparison | None, pair: Comparison) -> tuple[Claim, ...]:
    return (pair.b,) if before and before.b is pair.a else (pair.a, pair.b)


def _by_two(match: Match) -> Hashable:
    """What one finding is told of: a relation, what is counted, and two originators."""
    pair = match.pair
    return match.row.relation, pair.whole.key, frozenset((pair.a.originator, pair.b.originator))


def _by_relation(match: Match) -> Hashable:
    """What one finding is told of, among matches that are all of two originators on one thing."""
    return match.row.relation


def _between(found: Iterable[Match], case: Case, by: Callable[[Match], Hashable] = _by_two) -> Iterator[Finding]:
    """Tell, of each relation and two originators, one finding; a pair that is found twice is `found` once."""
    groups: dict[Hashable, Told] = {}
    for match in found:
        mark = by(match)
        if (told := groups.get(mark)) is None:
            told = groups[mark] = Told(match)
        told.add(match)
    for told in groups.values():
        yield _finding(told, case)


def _exact(match: Match) -> bool:
    return all(claim.lead.quantity.qualifier is Qualifier.EXACT for claim in (match.pair.a, match.pair.b))


def _numbers(match: Match) -> tuple[int, int]:
    return match.pair.a.stated, match.pair.b.stated


def _finding(found: Told, case: Case) -> Finding:
    """Tell the matches as one: all of them where they are mere parts, else the gravest, of these the last.

    Of the other numbers that the two set against each other as gravely, the last exact ones are named.
    """
    told = found.listed or [found.last]
    row, pair = told[0].row, told[0].pair
    relation, key = row.relation, pair.whole.key
    more = [match for numbers, match in found.numbers.items() if numbers != _numbers(told[0])]
    named = [*islice(filter(_exact, reversed(more)), NAMED)][::-1]
    numbered = ", ".join(f'"{match.pair.a.lead.shown}" against "{match.pair.b.lead.shown}"' for match in named)
    such = f", such as {numbered}" if named else ""
    others = [f"and {phrases.plural(len(more), 'more pair')} of theirs{such}"] if more else []
    messages = [wording.fill(match.row.message, match.pair, case) + match.note for match in told]
    return finding(
        relation,
        row.severity_of(pair),
        key,
        [claim for match in (*told, *named) for claim in (match.pair.a, match.pair.b)],
        dimension=row.dimension,
        message="; ".join((*messages, *others)),
        reason=wording.fill(row.reason, pair, case),
        detail=change(pair.a, pair.b) if relation in STEPS else None,
    )

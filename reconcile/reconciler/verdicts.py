"""Pairs to findings: one a relation, series and pair of sources; a track's updates one after the other are one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reconcile import phrases
from reconcile.case import Case
from reconcile.reconciler import pairs, wording
from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import Comparison, compare
from reconcile.reconciler.findings import GRAVITY, finding
from reconcile.reconciler.relations import relate
from reconcile.reconciler.rows import Row
from reconcile.reconciler.series import change
from reconcile.reconciler.tracks import Cell
from reconcile.records import Qualifier
from reconcile.results import Finding, SeriesKey

# Told of a whole track, or of all its pairs at once; of the others the gravest pair stands for all.
CHAINED = frozenset({"update", "follows"})
NAMED = 2  # of the other pairs
LISTED = frozenset({"increment", "different_place", "different_population", "different_perpetrator", "unit_mismatch"})
STEPS = CHAINED | {"revised_down"}


@dataclass(frozen=True, slots=True)
class Match:
    """A pair, the row that it fits, and what else there is to say."""

    pair: Comparison
    row: Row
    note: str = ""


def judge(
    claims: Sequence[Claim], cells: Sequence[Cell], case: Case, explained: Iterable[frozenset[str]]
) -> Iterator[Finding]:
    """Compare the pairs that are worth comparing, but for those that a check of a group has explained."""
    known = set(explained)

    def matches(found: Iterable[pairs.Pair]) -> Iterator[Match]:
        for a, b in found:
            if frozenset((a.lead.id, b.lead.id)) not in known:
                pair = compare(a, b, case.places)
                row = relate(pair.vector)
                if row:
                    yield Match(pair, row)

    for cell in cells:
        for _, lane in cell.counters:
            yield from _track(cell.key, list(matches(pairs.neighbours(lane))), case)
        yield from _between(matches(pairs.across(cell)), case)
        yield from _between(matches(pairs.uncredited(cell)), case)
    lanes = pairs.toll_lanes(cells)
    yield from _between((_noted(match, lanes) for match in matches(pairs.nested(claims, lanes))), case)
    yield from _between(matches(pairs.units(claims, lanes)), case)
    yield from _between(matches(pairs.same_numbers(claims)), case)


def _noted(match: Match, lanes: pairs.TollLanes) -> Match:
    """Add, to a day's count, the two tolls between which it is exactly the change."""
    change_ = pairs.exact_change(match.pair.inner, lanes) if match.row.relation == "increment" else None
    if change_ is None:
        return match
    before, after = (wording.number(toll.stated) for toll in change_)
    return replace(match, note=f", exactly the change from {before} to {after}")


def _track(key: SeriesKey, found: Sequence[Match], case: Case) -> Iterator[Finding]:
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


def _between(found: Iterable[Match], case: Case) -> Iterator[Finding]:
    groups: dict[tuple[str, SeriesKey, frozenset[str | None]], list[Match]] = defaultdict(list)
    for match in found:
        sources = frozenset((match.pair.a.originator, match.pair.b.originator))
        groups[match.row.relation, match.pair.whole.key, sources].append(match)
    for (relation, key, _), matches in groups.items():
        unique = list({_leads(match): match for match in matches}.values())
        yield _finding(relation, key, unique, case)


def _leads(match: Match) -> frozenset[str]:
    return frozenset((match.pair.a.lead.id, match.pair.b.lead.id))


def _exact(match: Match) -> bool:
    return all(claim.lead.quantity.qualifier is Qualifier.EXACT for claim in (match.pair.a, match.pair.b))


def _numbers(match: Match) -> tuple[int, int]:
    return match.pair.a.stated, match.pair.b.stated


def _finding(relation: str, key: SeriesKey, matches: Sequence[Match], case: Case) -> Finding:
    """Tell the matches as one: all of them where they are mere parts, else the gravest, of these the last.

    Of the other numbers that the two set against each other as gravely, the last exact ones are named.
    """
    gravest = min(GRAVITY[match.row.severity_of(match.pair)] for match in matches)
    chosen = [match for match in matches if GRAVITY[match.row.severity_of(match.pair)] == gravest]
    told = matches if relation in LISTED else chosen[-1:]
    row, pair = told[0].row, told[0].pair
    numbers = {_numbers(match): match for match in chosen if relation not in LISTED}
    numbers.pop(_numbers(told[0]), None)
    more = list(numbers.values())
    named = [match for match in more if _exact(match)][-NAMED:]
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

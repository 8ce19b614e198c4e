"""Who meets whom: the pairs of claims worth comparing, chosen so that their number stays near that of the claims."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise, product

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import TELLING
from reconcile.reconciler.containment import side, wholes
from reconcile.reconciler.keys import Key
from reconcile.reconciler.tracks import NEAR, Cell, Lane, day
from reconcile.records import Qualifier, Scope

Pair = tuple[Claim, Claim]
# The end of a period, which may be open; empty for any.
Moment = tuple[()] | tuple[date | None]
ALWAYS: Moment = ()
ANYBODY = "\0"  # no originator's id
TollLanes = Mapping[tuple[Key, str], Sequence[Claim]]
Steps = Mapping[tuple[Key, str], Mapping[int, Pair]]


def neighbours(lane: Lane) -> Iterator[Pair]:
    """Give the neighbours in one originator's lane, each number once."""
    yield from pairwise(lane.distinct)


def across(cell: Cell) -> Iterator[Iterator[Pair]]:
    """Give what each two originators say of one thing: in one report, within a day, and latest against latest."""
    lanes = [lane for _, lane in cell.counters if lane.distinct]
    for one, two in combinations(lanes, 2):
        yield _met(one, two)


def _met(one: Lane, two: Lane) -> Iterator[Pair]:
    for claim in one.distinct:
        report, on = claim.report.id, claim.on
        yield from ((claim, other) for other in two.by_report.get(report, ()))
        if on:
            yield from ((claim, other) for other in two.near(on) if other.report.id != report)
    last, other = one.distinct[-1], two.distinct[-1]
    on, at = last.on, other.on
    if last.report.id != other.report.id and not (on and at and abs(on - at) <= NEAR):
        yield last, other


def uncredited(cell: Cell) -> Iterator[Pair]:
    """Give each uncredited claim with the credited ones of its report and the nearest ones in time.

    A claim whose number fits a credited one near it needs no more: it is given with that one alone.
    """
    credited = [claim for _, lane in cell.counters for claim in lane.distinct]
    credited.sort(key=_day)
    days = list(map(_day, credited))
    reports: dict[str, list[Claim]] = defaultdict(list)
    for claim in credited:
        reports[claim.report.id].append(claim)
    for (originator, _), lane in cell.lanes.items():
        for claim in () if originator else lane.distinct:
            at = bisect_left(days, day(claim) or date.max)
            here = reports.get(claim.report.id, ())
            near = [*here, *(o for o in credited[max(0, at - 1) : at + 1] if o.report.id != claim.report.id)]
            fitting = [other for other in near if _fits(claim, other)]
            yield from ((claim, other) for other in (fitting[:1] or near))


def toll_lanes(cells: Iterable[Cell]) -> TollLanes:
    """Give the tolls of each key and originator in order, each number once."""
    return {
        (cell.key, originator): lane.distinct
        for cell in cells
        if cell.part is None
        for originator, lane in cell.counters
    }


def nested(claims: Iterable[Claim], lanes: TollLanes) -> Iterator[Pair]:
    """Give each part with what contains it.

    That is its originator's largest toll in its report, else another's there, else its originator's latest one; and in
    any case the next one of its originator, which it cannot exceed.
    """
    claims = [claim for claim in claims if claim.paired]
    largest = _largest(claims)
    dated = {track: [toll for toll in lane if day(toll)] for track, lane in lanes.items()}
    days = {track: list(map(_day, lane)) for track, lane in dated.items()}
    for claim in claims:
        for key in _containing(claim):
            here = claim.report.id, key, _moment(claim)
            own = largest.get((*here, claim.originator)) or largest.get((*here, ANYBODY))
            if own:
                yield claim, own
            track = key, claim.originator or ""
            if track not in lanes:
                continue
            at = bisect_left(days[track], on) if (on := day(claim)) else len(days[track])
            latest = () if own else lanes[track][-1:]
            met = {toll.lead.id: toll for toll in (*dated[track][at : at + 1], *latest)}
            yield from ((claim, toll) for toll in met.values() if toll.report.id != claim.report.id)


def _largest(claims: Iterable[Claim]) -> dict[tuple[str, Key, Moment, str | None], Claim]:
    """Give the largest toll, the first of these, of each report, key, moment and originator, and of all together."""
    largest: dict[tuple[str, Key, Moment, str | None], Claim] = {}
    for toll in claims:
        if toll.part is None:
            for moment, who in product((ALWAYS, (_end(toll),)), (toll.originator, ANYBODY)):
                mark = toll.report.id, toll.key, moment, who
                if mark not in largest or toll.stated > largest[mark].stated:
                    largest[mark] = toll
    return largest


def _moment(claim: Claim) -> Moment:
    """Give the moment of the tolls of its report of which a claim may be a part: they are not known to be of others."""
    return ALWAYS if claim.report.published is not None or claim.part is not None else (_end(claim),)


def _end(claim: Claim) -> date | None:
    return claim.lead.period.end if claim.lead.period else None


def units(claims: Iterable[Claim], lanes: TollLanes) -> Iterator[Pair]:
    """Give families with the people that their report also counts, vague ones included, or their counter elsewhere."""
    reports: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.restates is None:
            reports[claim.report.id, claim.key.outcome].append(claim)
    for told in reports.values():
        families, people = ([claim for claim in told if claim.key.unit == unit] for unit in ("families", "people"))
        yield from product(families, people)
    for (key, originator), lane in lanes.items():
        if key.unit == "families":
            counted = lanes.get((key._replace(unit="people"), originator), ())
            yield from ((a, b) for a, b in product(lane[-1:], counted[-1:]) if a.report.id != b.report.id)


def same_numbers(claims: Iterable[Claim]) -> Iterator[Pair]:
    """Give the tolls of one number that different reports tell of different people: each key and counter once."""
    said: dict[tuple[str, str, int, int | None], dict[tuple[Key, str | None], Claim]] = defaultdict(dict)
    for claim in claims:
        exact = claim.lead.quantity.qualifier is Qualifier.EXACT and claim.stated >= TELLING
        if claim.paired and claim.part is None and exact:
            key = claim.key
            number = (key.outcome, key.unit, claim.stated, claim.lead.quantity.upper)
            said[number].setdefault((key, claim.originator), claim)
    for told in said.values():
        for a, b in combinations(told.values(), 2):
            if a.report.id != b.report.id and a.key != b.key:
                yield a, b


def exact_changes(lanes: TollLanes) -> Steps:
    """Give the steps of each lane from one exact toll to the next, by how much it is, the first of each."""
    steps: dict[tuple[Key, str], dict[int, Pair]] = defaultdict(dict)
    for track, lane in lanes.items():
        for before, after in pairwise(lane):
            if all(toll.lead.quantity.qualifier is Qualifier.EXACT for toll in (before, after)):
                steps[track].setdefault(after.stated - before.stated, (before, after))
    return steps


def exact_change(part: Claim, steps: Steps) -> Pair | None:
    """Give the two exact tolls between which a day's count is exactly the change, if there are any."""
    if part.part is None or part.part.scope is not Scope.WINDOW or part.lead.quantity.qualifier != "exact":
        return None
    return steps.get((part.key, part.originator or ""), {}).get(part.stated)


def _containing(claim: Claim) -> Iterator[Key]:
    """Give the keys that contain the claim's: less narrow in any dimension; its own where it is a part."""
    key = claim.key
    wider = product(
        (key.category, *wholes(key.category)),
        dict.fromkeys((key.place, None)),
        dict.fromkeys((key.population, None)),
        dict.fromkeys((key.perpetrator, None)),
    )
    for category, place, population, perpetrator in wider:
        found = Key(
            category=category,
            outcome=key.outcome,
            unit=key.unit,
            place=place,
            population=population,
            perpetrator=perpetrator,
        )
        if found != key or claim.part is not None:
            yield found


def _day(claim: Claim) -> date:
    return day(claim) or date.min


def _fits(a: Claim, b: Claim) -> bool:
    return side(a.taken, b.taken) == "overlap"

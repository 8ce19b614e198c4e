"""Who meets whom: the pairs of claims worth comparing, chosen so that their number stays near that of the claims."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, product

from reconcile.reconciler.claims import Claim
from reconcile.reconciler.comparison import TELLING
from reconcile.reconciler.containment import implied, side, wholes
from reconcile.reconciler.tracks import Cell, dated, day, distinct
from reconcile.records import Qualifier, Scope
from reconcile.results import SeriesKey

Pair = tuple[Claim, Claim]
TollLanes = Mapping[tuple[SeriesKey, str], Sequence[Claim]]
NEAR = timedelta(days=1)


def neighbours(lane: Sequence[Claim]) -> Iterator[Pair]:
    """Give the neighbours in one originator's lane, each number once."""
    yield from pairwise(distinct(lane))


def across(cell: Cell) -> Iterator[Pair]:
    """Give what different originators say of one thing: in one report, within a day, and latest against latest."""
    lanes = [distinct(lane) for _, lane in cell.counters]
    for one, two in combinations([lane for lane in lanes if lane], 2):
        reports: dict[str, list[Claim]] = defaultdict(list)
        for claim in two:
            reports[claim.report.id].append(claim)
        known = sorted((claim for claim in two if dated(claim)), key=lambda claim: dated(claim) or date.min)
        days = [dated(claim) or date.min for claim in known]
        for claim in one:
            yield from ((claim, other) for other in reports[claim.report.id])
            on = dated(claim)
            if on:
                for i in range(bisect_left(days, on - NEAR), len(days)):
                    if days[i] > on + NEAR:
                        break
                    yield claim, known[i]
        yield one[-1], two[-1]


def uncredited(cell: Cell) -> Iterator[Pair]:
    """Give each uncredited claim with the credited ones of its report and the nearest ones in time.

    A claim whose number fits a credited one near it needs no more: it is given with that one alone.
    """
    credited = [claim for _, lane in cell.counters for claim in distinct(lane)]
    credited.sort(key=_day)
    reports: dict[str, list[Claim]] = defaultdict(list)
    for claim in credited:
        reports[claim.report.id].append(claim)
    for (originator, _), lane in cell.lanes.items():
        for claim in () if originator else distinct(lane):
            at = bisect_left(credited, day(claim) or date.max, key=_day)
            near = [*reports[claim.report.id], *credited[max(0, at - 1) : at + 1]]
            fitting = [other for other in near if _fits(claim, other)]
            yield from ((claim, other) for other in (fitting[:1] or near))


def toll_lanes(cells: Iterable[Cell]) -> TollLanes:
    """Give the tolls of each key and originator in order, each number once."""
    return {
        (cell.key, originator): distinct(lane)
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
    tolls: dict[tuple[str, SeriesKey], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.part is None:
            tolls[claim.report.id, claim.key].append(claim)
    dated = {track: [toll for toll in lane if day(toll)] for track, lane in lanes.items()}
    for claim in claims:
        for key in _containing(claim):
            own = [toll for toll in tolls.get((claim.report.id, key), ()) if _one_moment(claim, toll)]
            same = [toll for toll in own if toll.originator == claim.originator]
            if own:
                yield claim, max(same or own, key=lambda toll: toll.stated)
            track = key, claim.originator or ""
            on, lane = day(claim), dated.get(track, ())
            at = bisect_left(lane, on, key=_day) if on else len(lane)
            latest = lanes[track][-1:] if track in lanes and not own else ()
            yield from ((claim, toll) for toll in (*lane[at : at + 1], *latest) if toll.report.id != claim.report.id)


def _one_moment(a: Claim, b: Claim) -> bool:
    """Whether two claims of a report, of which one may be a part, are not known to be tolls of different times."""
    if a is b:
        return False
    ends = {claim.lead.period.end if claim.lead.period else None for claim in (a, b)}
    return a.report.published is not None or a.part is not None or len(ends) == 1


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
            counted = lanes.get((key.model_copy(update={"unit": "people"}), originator), ())
            yield from product(lane[-1:], counted[-1:])


def same_numbers(claims: Iterable[Claim]) -> Iterator[Pair]:
    """Give the tolls of one number that different reports tell of different people: each key and counter once."""
    said: dict[tuple[str, str, int, int | None], dict[tuple[SeriesKey, str | None], Claim]] = defaultdict(dict)
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


def exact_change(part: Claim, lanes: TollLanes) -> Pair | None:
    """Give the two exact tolls between which a day's count is exactly the change, if there are any."""
    if part.part is None or part.part.scope is not Scope.WINDOW or part.lead.quantity.qualifier != "exact":
        return None
    for before, after in pairwise(lanes.get((part.key, part.originator or ""), ())):
        exact = all(toll.lead.quantity.qualifier == "exact" for toll in (before, after))
        if exact and after.stated - before.stated == part.stated:
            return before, after
    return None


def _containing(claim: Claim) -> Iterator[SeriesKey]:
    """Give the keys that contain the claim's: less narrow in any dimension; its own where it is a part."""
    key = claim.key
    wider = product(
        (key.category, *wholes(key.category)),
        dict.fromkeys((key.place, None)),
        dict.fromkeys((key.population, None)),
        dict.fromkeys((key.perpetrator, None)),
    )
    for category, place, population, perpetrator in wider:
        found = SeriesKey(
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
    return side(implied(a.lead.quantity), implied(b.lead.quantity)) == "overlap"

"""An archive of one event: what is compared grows with the figures, and blocking leaves out nothing."""

import gc
import random
from collections.abc import Callable, Sequence
from itertools import combinations
from statistics import median

import pytest
from figures import report
from scale import WORST, Archive, archive, crowd, duel, echoed, undated

from reconcile.reconciler import Reconciliation, comparison, dates, editions, pairs, reconcile, slips, tracks, verdicts
from reconcile.reconciler.claims import Claim, claims
from reconcile.reconciler.comparison import FALLING
from reconcile.reconciler.splits import Given
from reconcile.reconciler.tracks import NEAR, Cell, cells, day

# Of these no figure meets more than a few others, however many there are of one day.
FEW = ("crowd", "undated", "echoed", "anonymous", "live", "excess", "digits")


def run(made: Archive) -> Reconciliation:
    return reconcile(made.reports, made.figures, made.case)


def told(result: Reconciliation) -> list[str]:
    records = (*result.reports, *result.figures, *result.series, *result.findings)
    return [record.model_dump_json() for record in records]


def claimed(made: Archive) -> list[Claim]:
    return claims(made.reports, made.figures, made.case)[0]


def placed(made: Archive) -> list[Claim]:
    return dates.place(claimed(made))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Callable[[Archive], int]:
    """Count the pairs of claims that are compared."""

    def count(made: Archive) -> int:
        pairs_compared = 0
        compare = comparison.compare

        def counted(*given: object) -> object:
            nonlocal pairs_compared
            pairs_compared += 1
            return compare(*given)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(verdicts, "compare", counted)
            run(made)
        return pairs_compared

    return count


@pytest.mark.parametrize("kind", FEW)
def test_figures_of_one_series_meet_few_others(kind: str, compared: Callable[[Archive], int]) -> None:
    few, many = (compared(WORST[kind](size)) for size in (150, 600))
    assert many <= 4.2 * few + 8
    assert many <= 6 * 600


def test_an_event_that_lasts_longer_takes_no_more_comparisons_a_figure(compared: Callable[[Archive], int]) -> None:
    few, many = (compared(archive(size, days=size // 25)) / size for size in (500, 4000))
    assert many <= 1.5 * few


def test_texts_of_one_template_are_compared_only_where_their_numbers_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    reports = [report(f"r{n}", text=f"{words} and the {n} who were killed in it.") for n in range(80)]
    made = [each.evidence.model_copy() for each in crowd(80).figures]
    figures = [
        each.model_copy(update={"report": f"r{n}.txt", "evidence": made[n]}) for n, each in enumerate(crowd(80).figures)
    ]
    read: list[str] = []
    runs = editions._runs

    def reading(text: str) -> frozenset[str]:
        read.append(text)
        return runs(text)

    monkeypatch.setattr(editions, "_runs", reading)
    assert len(editions.gather(reports, figures).reports) == len(reports)
    assert len(read) == len(reports)
    assert len(editions.gather(reports, ()).reports) == 1


@pytest.mark.parametrize("made", [archive(900, seed) for seed in (3, 4)], ids=["3", "4"])
def test_every_pair_of_originators_that_are_near_is_met_once(made: Archive) -> None:
    found = 0
    for cell in cells(placed(made)):
        met = [(a.lead.id, b.lead.id) for each in pairs.across(cell) for a, b in each]
        assert len(set(met)) == len(met)
        assert set(met) == _every_pair(cell)
        found += len(met)
    assert found > 100


def _every_pair(cell: Cell) -> set[tuple[str, str]]:
    lanes = [lane.distinct for _, lane in cell.counters if lane.distinct]
    return {
        (a.lead.id, b.lead.id)
        for one, two in combinations(lanes, 2)
        for a in one
        for b in two
        if (a is one[-1] and b is two[-1]) or a.report.id == b.report.id or (a.on and b.on and abs(a.on - b.on) <= NEAR)
    }


@pytest.mark.parametrize("made", [undated(90), archive(1500, 5)], ids=["undated", "archive"])
def test_a_toll_without_a_day_stands_before_the_first_higher_one(made: Archive) -> None:
    loose = 0
    for cell in cells(placed(made)):
        for lane in cell.lanes.values():
            expected = [claim for claim in lane if day(claim)]
            rising = sorted(lane, key=lambda claim: (claim.stated, not claim.restates, claim.report.id))
            for claim in reversed([claim for claim in rising if not day(claim)]):
                higher = (at for at, other in enumerate(expected) if other.stated >= claim.stated)
                expected.insert(next(higher, len(expected)), claim)
                loose += 1
            assert list(lane) == expected
    assert loose


@pytest.mark.parametrize("made", [undated(60), echoed(30), archive(1200, 6)], ids=["undated", "echoed", "archive"])
def test_an_open_toll_is_bounded_by_all_the_tolls_of_its_originator(made: Archive) -> None:
    lent = [dates._lend(claim) for claim in claimed(made)]
    tolls = [claim for claim in lent if claim.whole and claim.originator and claim.paired and claim.as_of]
    bounded = 0
    for one, claim in zip(lent, map(_ladders(tolls), lent), strict=True):
        if one.whole and one.paired and one.originator and one.as_of and dates._open(one.as_of):
            track = [toll for toll in tolls if (toll.key, toll.originator) == (one.key, one.originator)]
            if one.key.outcome in FALLING:
                track = [toll for toll in track if toll.stated == one.stated]
            ends = [t.as_of.latest for t in track if t.stated >= one.stated and t.as_of and t.as_of.latest]
            below = [t for t in track if t.stated <= one.stated]
            begins = [t.as_of.earliest for t in below if t.as_of and not dates._open(t.as_of)]
            first = max(day for day in (*begins, one.as_of.earliest) if day)
            if ends and first <= min(ends):
                assert claim.as_of is not None
                assert (claim.as_of.earliest, claim.as_of.latest, claim.as_of.basis) == (first, min(ends), "tolls")
                bounded += 1
            else:
                assert claim is one
    assert bounded


def _ladders(tolls: Sequence[Claim]) -> Callable[[Claim], Claim]:
    def between(claim: Claim) -> Claim:
        track = [toll for toll in tolls if (toll.key, toll.originator) == (claim.key, claim.originator)]
        return dates._between(claim, dates._Ladder(track) if track else None)

    return between


def test_the_numbers_one_digit_off_are_all_that_a_slip_can_make() -> None:
    numbers = [*range(90, 1300), 5_003, 10_000, 12_345, 99_999]
    for number in (100, 101, 119, 500, 999, 1_000, 1_010, 1_234):
        off = {other for other in numbers if _a_slip(str(number), str(other))}
        assert slips.one_digit_off(number) & set(numbers) == off


def _a_slip(one: str, two: str) -> bool:
    swapped = {one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in range(len(one) - 1)}
    cut = {one[:i] + one[i + 1 :] for i in range(len(one))}
    other_cut = {two[:i] + two[i + 1 :] for i in range(len(two))}
    replaced = len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1
    return one != two and (replaced or two in swapped or two in cut or one in other_cut)


def test_the_median_without_a_number_is_that_of_the_others() -> None:
    chance = random.Random(1)
    for size in range(2, 12):
        numbers = sorted(chance.randrange(50) for _ in range(size))
        for at in range(size):
            assert slips._median_without(numbers, at) == median(numbers[:at] + numbers[at + 1 :])


@pytest.mark.parametrize("made", [archive(800, 7), WORST["live"](120)], ids=["archive", "live"])
def test_what_stands_near_is_the_same_paragraph_sentence_or_list(made: Archive) -> None:
    reports: dict[str, list[Claim]] = {}
    for claim in claimed(made):
        reports.setdefault(claim.report.id, []).append(claim)
    found = 0
    for said in reports.values():
        given = Given(said)
        for claim in said:
            near = given.near(claim)
            assert near == [other for other in said if other is not claim and _near(claim, other)]
            found += len(near)
    assert found or len(reports) == 1


def _near(a: Claim, b: Claim) -> bool:
    one, two = a.lead.evidence, b.lead.evidence
    listed = all("block: bullet" in claim.lead.trace for claim in (a, b)) and abs(one.line - two.line) <= 10
    return one.sentence == two.sentence or one.line == two.line or listed


@pytest.mark.parametrize("kind", ["archive", *sorted(WORST)])
def test_a_result_is_the_same_twice(kind: str) -> None:
    made = archive(700, 8) if kind == "archive" else WORST[kind](50)
    assert told(run(made)) == told(run(made))


def test_two_originators_of_many_numbers_are_told_in_one_finding() -> None:
    (finding,) = run(duel(60)).findings
    assert (finding.relation, len(finding.figures)) == ("disagreement", 4)
    assert "and 899 more pairs of theirs" in finding.message


def test_a_check_of_many_figures_explains_each_two_of_them() -> None:
    made = WORST["excess"](40)
    claims_ = placed(made)
    sorted_ = cells(claims_)
    assert list(verdicts.judge(claims_, sorted_, made.case, ()))
    assert not list(verdicts.judge(claims_, sorted_, made.case, [[figure.id for figure in made.figures]]))


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_is_left_as_it_was(collects: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        run(crowd(3))
        assert gc.isenabled() is collects
        monkeypatch.setattr(tracks, "day", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(crowd(3))
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()

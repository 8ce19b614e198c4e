"""Mentions to claims, and which claims are the toll so far."""

from collections.abc import Sequence

import pytest
from figures import COAST, figure, march, period, report

from reconcile.case import Case
from reconcile.reconciler.claims import Claim, claims
from reconcile.records import Days, Figure, Outcome, Report

A = report("a")
NAMED = report("a", days=Days(first=march(6), last=march(8), latest=march(12)))


def made(figures: Sequence[Figure], given: Report = A, case: Case = COAST) -> list[Claim]:
    return claims([given], figures, case)[0]


def mentions(figures: Sequence[Figure]) -> list[tuple[list[str], str | None]]:
    """Give the claims as the ids of their mentions and the credit."""
    return [([figure.id for figure in claim.mentions], claim.originator) for claim in made(figures)]


MERGED: dict[str, tuple[Sequence[Figure], list[tuple[list[str], str | None]]]] = {
    "the credit is taken": (
        [figure("a", 400, line=1), figure("a", 400, credit="SOHR", line=2), figure("a", 400, line=3)],
        [(["a:1:400", "a:2:400", "a:3:400"], "SOHR")],
    ),
    "the event's population narrows nothing": (
        [figure("a", 400, population="Alawite", line=1), figure("a", 400, line=2)],
        [(["a:1:400", "a:2:400"], None)],
    ),
    "the event's whole place narrows nothing": (
        [figure("a", 400, place="the coast", line=1), figure("a", 400, place="Latakia and Tartous", line=2)],
        [(["a:1:400", "a:2:400"], None)],
    ),
    "a window and the toll of one number": (
        [
            figure("a", 1200, line=1),
            figure("a", 1200, credit="SOHR", line=2, scope="window", period=period(None, None, "this week")),
        ],
        [(["a:1:1200", "a:2:1200"], "SOHR")],
    ),
    "two credits are two claims, and nobody's stays nobody's": (
        [figure("a", 400, credit="SOHR", line=1), figure("a", 400, credit="SNHR", line=2), figure("a", 400, line=3)],
        [(["a:1:400"], "SOHR"), (["a:2:400"], "SNHR"), (["a:3:400"], None)],
    ),
    "another qualifier": (
        [figure("a", 400, line=1), figure("a", 400, qualifier="more_than", line=2)],
        [(["a:1:400"], None), (["a:2:400"], None)],
    ),
    "another outcome": (
        [figure("a", 400, line=1), figure("a", 400, outcome="injured", line=2)],
        [(["a:1:400"], None), (["a:2:400"], None)],
    ),
    "another unit": (
        [figure("a", 400, line=1), figure("a", 400, unit="families", line=2)],
        [(["a:1:400"], None), (["a:2:400"], None)],
    ),
    "one place of the event": (
        [figure("a", 40, place="Latakia", line=1), figure("a", 40, line=2)],
        [(["a:1:40"], None), (["a:2:40"], None)],
    ),
    "women are never everybody": (
        [figure("a", 40, population="women", line=1), figure("a", 40, line=2)],
        [(["a:1:40"], None), (["a:2:40"], None)],
    ),
    "two days of one number": (
        [
            figure("a", 40, scope="window", period=period(7, 7, "on Friday"), line=1),
            figure("a", 40, scope="window", period=period(8, 8, "on Saturday"), line=2),
        ],
        [(["a:1:40"], None), (["a:2:40"], None)],
    ),
    "what is never compared is no claim": (
        [
            figure("a", 40, scope="background"),
            figure("a", 41, speculative=True),
            figure("a", 42, revised=True),
            figure("a", 43, also=(Outcome.INJURED,)),
        ],
        [],
    ),
}


@pytest.mark.parametrize("name", MERGED)
def test_mentions_become_claims(name: str) -> None:
    figures, expected = MERGED[name]
    assert mentions(figures) == expected


def test_which_mention_leads() -> None:
    headline = figure("a", 12, headline=True)
    incident = figure("a", 12, line=2, scope="incident")
    toll = figure("a", 12, line=3)
    credited = figure("a", 12, line=4, credit="SOHR", scope="incident")
    assert [claim.lead.id for claim in made([headline, incident])] == ["a:2:12"]
    assert [claim.lead.id for claim in made([headline, incident, toll])] == ["a:3:12"]
    assert [claim.lead.id for claim in made([headline, incident, toll, credited])] == ["a:4:12"]


def window(first: int | None, last: int | None, text: str, stated: int = 745) -> Figure:
    return figure("a", stated, credit="SOHR", scope="window", period=period(first, last, text))


TOLLS = {
    "cumulative": (figure("a", 745), True),
    "since the onset": (figure("a", 745, period=period(6, None, "since Thursday")), True),
    "a window from the day after the onset to the last day named": (window(7, 8, "Friday and Saturday"), True),
    "a window from two days after": (window(8, 9, "over the weekend"), True),
    "a window from three days after": (window(9, 10, "over two days"), False),
    "a window from before the onset": (window(1, 8, "this month"), False),
    "a window that ends before the last day named": (window(6, 7, "Thursday and Friday"), False),
    "a window that cannot be placed": (window(None, None, "in two days"), True),
    "two days that cannot be placed": (window(None, None, "over Friday and Saturday"), True),
    "an open time that cannot be placed": (window(None, None, "since Thursday"), True),
    "a weekday that cannot be placed": (window(None, None, "on Friday"), False),
    "a day that cannot be placed": (window(None, None, "in a single day"), False),
    "a night that cannot be placed": (window(None, None, "overnight"), False),
    "a day after the onset": (window(8, 8, "on Saturday"), False),
    "a window of which nothing is said": (figure("a", 745, scope="window"), False),
    "a later start under a cumulative word": (figure("a", 745, period=period(10, None, "since Monday")), False),
    "an incident": (figure("a", 26, scope="incident"), False),
    "one place": (figure("a", 120, scope="place", place="Latakia"), True),
    "one place on one day": (
        figure("a", 120, scope="place", place="Latakia", period=period(7, 7, "on Friday")),
        False,
    ),
    "a subset that nothing narrows": (figure("a", 26, scope="subset"), False),
    "a subset by age": (figure("a", 26, scope="subset", population="children"), True),
}


@pytest.mark.parametrize("name", TOLLS)
def test_which_claims_are_tolls(name: str) -> None:
    item, toll = TOLLS[name]
    (claim,) = made([item], NAMED)
    assert (claim.part is None) == toll


def test_a_window_below_a_larger_count_of_its_counter_is_a_part() -> None:
    found = made([window(7, 8, "in two days", 745), figure("a", 1000, credit="SOHR", line=2)], NAMED)
    assert [claim.part is None for claim in found] == [False, True]
    found = made([window(7, 8, "in two days", 745), figure("a", 1000, credit="SNHR", line=2)], NAMED)
    assert [claim.part is None for claim in found] == [True, True]


def test_a_subset_by_side_is_a_toll_of_its_category() -> None:
    found = made([figure("a", 213, "combatants"), figure("a", 93, "security_forces", scope="subset", line=2)])
    assert [claim.part is None for claim in found] == [True, True]


def test_a_part_of_a_part_is_no_toll_of_its_category() -> None:
    said = "779 were killed: 383 by loyalists, among them 211 civilians."
    total, part, inner = (
        figure("a", 779, "people", start=0, sentence=said),
        figure("a", 383, "people", start=18, scope="subset", sentence=said),
        figure("a", 211, "civilians", start=47, scope="subset", sentence=said),
    )
    of_all, of_a_part = made([total, inner])[-1], made([total, part, inner])[-1]
    assert of_all.part is None
    assert of_a_part.part is not None


def test_without_an_onset_a_dated_window_is_a_part_and_a_place_of_a_toll_narrows_nothing() -> None:
    (found,) = made([window(7, 8, "Friday and Saturday")], NAMED, Case())
    assert found.part is not None
    (found,) = made([figure("a", 745, place="Syria")], NAMED, Case())
    assert (found.part, found.key.place) == (None, None)


HEADLINES = {
    "rounds": (figure("a", 500, qualifier="more_than", headline=True), "a:2:532"),
    "of all, where the body has civilians": (
        figure("a", 500, "people", qualifier="more_than", headline=True),
        "a:2:532",
    ),
    "of another side": (figure("a", 500, "loyalists", qualifier="more_than", headline=True), None),
    "too high": (figure("a", 900, qualifier="more_than", headline=True), None),
    "of another outcome": (figure("a", 500, qualifier="more_than", outcome="injured", headline=True), None),
}


@pytest.mark.parametrize("name", HEADLINES)
def test_a_headline_restates_the_body(name: str) -> None:
    headline, restated = HEADLINES[name]
    found, _ = made([headline, figure("a", 532, credit="SOHR", line=2)])
    assert (found.restates.id if found.restates else None) == restated
    assert found.paired == (restated is None)


CONTRASTED = {
    "one sect alone": ([figure("a", 532, population="Druze")], [None]),
    "two sects": (
        [figure("a", 532, population="Druze"), figure("a", 20, population="Christian", line=2)],
        ["Druze", "Christian"],
    ),
    "a breakdown": ([figure("a", 32, population="Druze", scope="subset")], ["Druze"]),
    "beside the plain toll": ([figure("a", 32, population="Druze"), figure("a", 99, line=2)], ["Druze", None]),
    "beside another counter's toll": (
        [figure("a", 32, population="Druze"), figure("a", 99, credit="SNHR", line=2)],
        [None, None],
    ),
    "the event's own": (
        [figure("a", 32, population="Alawite"), figure("a", 99, population="Christian", line=2)],
        [None, "Christian"],
    ),
}


@pytest.mark.parametrize("name", CONTRASTED)
def test_a_population_splits_only_where_it_is_contrasted(name: str) -> None:
    figures, expected = CONTRASTED[name]
    assert [claim.key.population for claim in made(figures)] == expected


def test_what_is_assumed_is_listed_once() -> None:
    by_case = ("case: armed fighters -> loyalists",)
    figures = [
        figure("a", 120, "loyalists", trace=by_case),
        figure("a", 148, "loyalists", line=2, trace=("outcome: killed", *by_case)),
        window(7, 8, "in two days"),
    ]
    assert claims([NAMED], figures, COAST)[1] == (
        '"armed fighters" are loyalists by the case file',
        'a:1 "745" ("in two days") is taken as the toll so far',
    )

"""When a toll held, where its report does not say: lent by the report, or placed between tolls."""

from collections.abc import Sequence

import pytest
from figures import COAST, between, figure, march, on, period, report, together

from reconcile.records import AsOf, Days, Figure, Report

WEEK = report("a", days=Days(first=march(6), last=march(8), latest=march(12)))
NAMES_DAYS = report("a", days=Days(first=march(6), last=march(8), latest=None))
PUBLISHED = report("a", days=Days(first=march(6), last=march(8), latest=march(12)), published=9)
UNPLACED = report("a", days=Days(first=None, last=None, latest=None))


def placed(figures: Sequence[Figure], *reports: Report) -> dict[str, AsOf | None]:
    return {item.id: item.as_of for item in together(figures, COAST, reports).figures}


LENT = {
    "the days that it names": (WEEK, figure("a", 745), between(8, 12)),
    "the last day alone": (NAMES_DAYS, figure("a", 745), between(8, None)),
    "its publication first": (PUBLISHED, figure("a", 745), on(9, "published")),
    "a window taken as the toll ends with its last day": (
        PUBLISHED,
        figure("a", 745, scope="window", period=period(7, 8, "in two days")),
        on(8, "period"),
    ),
    "what the report said itself stays": (PUBLISHED, figure("a", 745, as_of=on(7)), on(7)),
    "a report that names no day": (UNPLACED, figure("a", 745), None),
    "an undated report": (report("a"), figure("a", 745), None),
    "a day's count": (PUBLISHED, figure("a", 163, scope="window", period=period(7, 7, "on Friday")), None),
    "an incident": (PUBLISHED, figure("a", 26, scope="incident"), None),
    "one place": (PUBLISHED, figure("a", 120, scope="place", place="Latakia"), None),
    "another event": (PUBLISHED, figure("a", 14000, scope="background"), None),
}


@pytest.mark.parametrize("name", LENT)
def test_a_placed_report_lends_its_date_to_its_undated_tolls(name: str) -> None:
    given, item, expected = LENT[name]
    assert placed([item], given) == {item.id: expected}


LOW = figure("a", 300, credit="SOHR", as_of=between(8, 12))
HIGH = figure("c", 745, credit="SOHR", as_of=on(11))
TOLLS = {
    "between two": ([LOW, HIGH], figure("b", 532, credit="SOHR"), between(8, 11, "tolls")),
    "above all": ([LOW, HIGH], figure("b", 1200, credit="SOHR"), between(11, None, "tolls")),
    "below all": ([LOW, HIGH], figure("b", 200, credit="SOHR"), between(None, 12, "tolls")),
    "the nearest count": (
        [LOW, HIGH, figure("d", 500, credit="SOHR", as_of=on(10))],
        figure("b", 532, credit="SOHR"),
        between(10, 11, "tolls"),
    ),
    "another counter": ([LOW, HIGH], figure("b", 532, credit="SNHR"), None),
    "no counter": ([LOW, HIGH], figure("b", 532), None),
    "another category": ([LOW, HIGH], figure("b", 532, "people", "SOHR"), None),
    "another outcome": ([LOW, HIGH], figure("b", 532, credit="SOHR", outcome="injured"), None),
    "a vague one": ([LOW, HIGH], figure("b", 100, credit="SOHR", qualifier="vague", label="hundreds"), None),
    "a part": ([LOW, HIGH], figure("b", 532, credit="SOHR", scope="incident"), None),
    "sides that cross": (
        [figure("a", 300, credit="SOHR", as_of=on(12)), figure("c", 745, credit="SOHR", as_of=on(9))],
        figure("b", 532, credit="SOHR"),
        None,
    ),
}


@pytest.mark.parametrize("name", TOLLS)
def test_an_undated_toll_is_placed_among_its_counters_tolls(name: str) -> None:
    dated, undated, expected = TOLLS[name]
    assert placed([*dated, undated])[undated.id] == expected


EXACT = figure("c", 745, credit="SOHR", as_of=on(11))
OPEN = between(8, None)
CLOSED = {
    "a higher toll closes it": ([EXACT], figure("b", 532, credit="SOHR", as_of=OPEN), between(8, 11, "tolls")),
    "the same number closes it on both sides": (
        [EXACT],
        figure("b", 745, credit="SOHR", as_of=OPEN),
        between(11, 11, "tolls"),
    ),
    "a lower one does not": ([EXACT], figure("b", 900, credit="SOHR", as_of=OPEN), OPEN),
    "nor another counter's": ([EXACT], figure("b", 532, credit="SNHR", as_of=OPEN), OPEN),
    "nor does a number that may fall": (
        [figure("c", 745, credit="SOHR", as_of=on(11), outcome="missing")],
        figure("b", 532, credit="SOHR", as_of=OPEN, outcome="missing"),
        OPEN,
    ),
    "nor where it was given later than the higher one": (
        [EXACT],
        figure("b", 532, credit="SOHR", as_of=between(12, None)),
        between(12, None),
    ),
    "its report's other tolls": (
        [EXACT, figure("b", 532, credit="SOHR", as_of=OPEN, line=2)],
        figure("b", 60, credit="SNHR", as_of=OPEN),
        between(8, 11, "tolls"),
    ),
    "its report's dated toll": (
        [figure("b", 60, credit="SNHR", as_of=on(9), line=2)],
        figure("b", 532, credit="SOHR", as_of=OPEN),
        between(9, 9, "tolls"),
    ),
    "the same number in a report that is placed": (
        [EXACT, figure("b", 532, credit="SOHR", as_of=OPEN, line=2), figure("b", 60, credit="SNHR", as_of=OPEN)],
        figure("d", 60, credit="SNHR", as_of=OPEN),
        between(8, 11, "tolls"),
    ),
}


@pytest.mark.parametrize("name", CLOSED)
def test_what_is_open_upwards_is_closed_by_tolls(name: str) -> None:
    dated, opened, expected = CLOSED[name]
    assert placed([*dated, opened])[opened.id] == expected


def test_a_date_from_tolls_lends_no_other() -> None:
    figures = [LOW, HIGH, figure("b", 532, credit="SOHR"), figure("b", 600, credit="SOHR", line=2)]
    found = placed(figures)
    assert (found["b:1:532"], found["b:2:600"]) == (between(8, 11, "tolls"), between(8, 11, "tolls"))


def test_every_mention_of_a_claim_is_dated() -> None:
    found = placed([figure("a", 745, line=1), figure("a", 745, credit="SOHR", line=2, as_of=on(9))])
    assert found == {"a:1:745": on(9), "a:2:745": on(9)}


def test_nothing_certain_comes_of_tolls() -> None:
    low, high = figure("a", 300, credit="SOHR", as_of=on(8)), figure("c", 745, credit="SOHR", as_of=on(11))
    undated = figure("b", 1200, credit="SOHR")
    other = figure("d", 900, credit="SNHR", as_of=on(14))
    found = together([low, high, undated, other]).findings
    assert [(item.relation, item.severity, item.figures) for item in found] == [
        ("unresolved", "caution", ("d:1:900", "b:1:1200")),
        ("update", "info", ("a:1:300", "c:1:745")),
        ("follows", "info", ("c:1:745", "b:1:1200")),
    ]
    assert found[0].message.endswith(": b is dated only by inference")

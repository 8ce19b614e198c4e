"""What points to a slip: a mistyped number, a count begun again, a toll of another event."""

from collections.abc import Sequence

import pytest
from figures import figure, on, period, together

from reconcile.reconciler.slips import one_digit_off
from reconcile.records import AsOf, Figure

SLIPS = {"suspected_typo", "counter_reset", "outlier"}


def sohr(report: str, stated: int, as_of: AsOf | None = None, **more: object) -> Figure:
    return figure(report, stated, credit="SOHR", as_of=as_of, **more)  # type: ignore[arg-type]


def found(figures: Sequence[Figure]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f.relation, f.severity, f.figures) for f in together(figures).findings if f.relation in SLIPS]


def echoed(number: int, *more: Figure) -> list[Figure]:
    return [sohr(report, number, on(11)) for report in "bcd"] + list(more)


TYPOS = {
    "a digit replaced": echoed(4324, sohr("a", 4327, on(11))),
    "a digit dropped": echoed(4324, sohr("a", 434, on(11))),
    "a digit doubled": echoed(4324, sohr("a", 44324, on(11))),
    "two digits transposed": echoed(4324, sohr("a", 4234, on(11))),
    "a digit dropped between two days": [sohr("a", 1225, on(9)), sohr("b", 138, on(10)), sohr("c", 1383, on(11))],
    "two digits transposed between two days": [
        sohr("a", 1225, on(9)),
        sohr("b", 3128, on(10)),
        sohr("c", 1383, on(11)),
    ],
}
NO_TYPOS = {
    "grown since": [*echoed(4324), sohr("a", 4327, on(12))],
    "told by one other report alone": [sohr("b", 4324, on(11)), sohr("a", 4327, on(11))],
    "two digits off": echoed(4324, sohr("a", 4415, on(11))),
    "another counter's": [*echoed(4324), figure("a", 4327, credit="SNHR", as_of=on(11))],
    "too small to tell": [sohr(report, 43, on(11)) for report in "bcd"] + [sohr("a", 47, on(11))],
    "of other people": echoed(4324, sohr("a", 4327, on(11), category="people")),
    "rising": [sohr("a", 1225, on(9)), sohr("b", 1300, on(10)), sohr("c", 1383, on(11))],
    "lower, and no slip of a digit": [sohr("a", 1225, on(9)), sohr("b", 900, on(10)), sohr("c", 1383, on(11))],
}


@pytest.mark.parametrize("name", TYPOS)
def test_a_number_that_may_be_mistyped(name: str) -> None:
    ((relation, severity, figures),) = found(TYPOS[name])
    slip = next(f for f in TYPOS[name] if f.report == ("b.txt" if "days" in name else "a.txt"))
    assert (relation, severity, figures[0]) == ("suspected_typo", "caution", slip.id)


@pytest.mark.parametrize("name", NO_TYPOS)
def test_a_number_that_is_no_typo(name: str) -> None:
    assert "suspected_typo" not in [relation for relation, *_ in found(NO_TYPOS[name])]


def test_a_typo_is_told_once_and_first() -> None:
    relations = [f.relation for f in together(TYPOS["a digit replaced"]).findings]
    assert relations == ["suspected_typo", "echo"]


SINCE = period(10, None, "since 10 March")
RESETS = {
    "far lower": [sohr("a", 4047, on(9)), sohr("b", 123, on(12))],
    "far lower, and on from there": [sohr("a", 4047, on(9)), sohr("b", 123, on(12)), sohr("c", 140, on(13))],
    "of the injured": [sohr("a", 9000, on(9), outcome="injured"), sohr("b", 700, on(12), outcome="injured")],
    "of families": [sohr("a", 4047, on(9), unit="families"), sohr("b", 123, on(12), unit="families")],
}
NO_RESETS = {
    "lower, not far": [sohr("a", 4047, on(9)), sohr("b", 2000, on(12))],
    "of the same day": [sohr("a", 4047, on(9)), sohr("b", 123, on(9))],
    "of another counter": [sohr("a", 4047, on(9)), figure("b", 123, credit="SNHR", as_of=on(12))],
    "of the missing, who are found": [
        sohr("a", 4047, on(9), outcome="missing"),
        sohr("b", 123, on(12), outcome="missing"),
    ],
    "higher": [sohr("a", 123, on(9)), sohr("b", 4047, on(12))],
}


@pytest.mark.parametrize("name", RESETS)
def test_a_count_that_starts_again(name: str) -> None:
    first, second, *_ = RESETS[name]
    assert found(RESETS[name]) == [("counter_reset", "caution", (first.id, second.id))]


@pytest.mark.parametrize("name", NO_RESETS)
def test_a_count_that_goes_on(name: str) -> None:
    assert found(NO_RESETS[name]) == []


def test_a_reset_is_not_told_as_a_revision_too() -> None:
    assert [f.relation for f in together(RESETS["far lower"]).findings] == ["counter_reset"]


def tolls(*numbers: int, **more: object) -> list[Figure]:
    return [sohr(f"r{i}", number, on(5 + i), **more) for i, number in enumerate(numbers)]


OUTLIERS = {
    "the last": (tolls(300, 400, 500, 9000), 9000),
    "before the others": ([sohr("x", 528_500, on(4)), *tolls(300, 400, 500)], 528_500),
    "of five": (tolls(300, 310, 320, 330, 20_000), 20_000),
    "of the displaced": (tolls(300, 400, 500, 90_000, category="refugees", outcome="displaced"), 90_000),
}
NO_OUTLIERS = {
    "of three alone": tolls(300, 400, 9000),
    "nineteen times": tolls(300, 400, 500, 7600),
    "another counter's": [*tolls(300, 400, 500), figure("x", 9000, credit="SNHR", as_of=on(9))],
    "of other people": [*tolls(300, 400, 500), sohr("x", 9000, on(9), category="people")],
}


def test_each_of_several_outliers_is_told() -> None:
    made = together(tolls(300, 310, 320, 330, 340, 9000, 20_000)).findings
    told = [f for f in made if f.relation == "outlier"]
    assert sorted(f.figures[0].rsplit(":", 1)[1] for f in told) == ["20000", "9000"]
    assert len({f.id for f in made}) == len(made)
    assert all(len(f.figures) == 4 for f in told)


@pytest.mark.parametrize("name", OUTLIERS)
def test_a_toll_that_may_be_of_another_event(name: str) -> None:
    figures, number = OUTLIERS[name]
    (outlier,) = [f for f in together(figures).findings if f.relation == "outlier"]
    assert (outlier.severity, outlier.figures[0].rsplit(":", 1)[1]) == ("caution", str(number))


@pytest.mark.parametrize("name", NO_OUTLIERS)
def test_a_toll_among_others(name: str) -> None:
    assert "outlier" not in [relation for relation, *_ in found(NO_OUTLIERS[name])]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (4327, 4324, True),
        (434, 4324, True),
        (4324, 44324, True),
        (4234, 4324, True),
        (4324, 4324, False),
        (4415, 4324, False),
        (43, 4324, False),
        (2434, 4324, False),
    ],
)
def test_one_digit_off(a: int, b: int, expected: bool) -> None:
    assert (b in one_digit_off(a)) is expected
    assert (a in one_digit_off(b)) is expected

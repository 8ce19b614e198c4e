"""Two reports figure by figure, and a draft against a folder."""

import pytest
from figures import COAST, figure, march, on, period, report

from reconcile.reconciler import diff, diff_draft
from reconcile.records import Days, Figure, Outcome
from reconcile.results import Against, Changed, Diff, Drafted, Same, Unpaired

A, B = report("a"), report("b")


def compare(figures_a: list[Figure], figures_b: list[Figure]) -> Diff:
    return diff(A, figures_a, B, figures_b, COAST)


def test_seeds_002_and_004() -> None:
    days = Days(first=march(6), last=march(8), latest=march(12))
    one = [
        figure("002", 500, qualifier="more_than", headline=True, label="Over 500"),
        figure("002", 532, "civilians", "SOHR", qualifier="more_than", line=8, label="over 532"),
    ]
    two = [
        figure("004", 100, "civilians", "SOHR", qualifier="vague", label="hundreds"),
        figure("004", 745, "civilians", "SOHR", qualifier="about", scope="window", label="approximately 745",
               period=period(7, 8, "over the course of Friday and Saturday")),
        figure("004", 1000, "people", "SOHR", qualifier="more_than", line=4, label="over 1,000"),
        figure("004", 125, "security_forces", "SOHR", line=4),
        figure("004", 148, "loyalists", "SOHR", line=4),
    ]  # fmt: skip
    result = diff(report("002"), one, report("004", days=days), two, COAST)
    assert result.changed == (
        Changed(
            a="002:8:532",
            b="004:1:745",
            relation="follows",
            fields=("stated", "qualifier"),
            delta=213,
            ratio=1.4004,
            message="about +213 (+40%); follows, order inferred: 004 speaks up to Saturday 8 March 2025,"
            " 002 names no day",
        ),
    )
    assert (result.only_a, result.same) == ((), ())
    assert result.only_b == ("004:4:1000", "004:4:125", "004:4:148")
    assert result.unpaired == (
        Unpaired(figure="002:1:500", why='in the headline: rounds its own "over 532"'),
        Unpaired(figure="004:1:100", why="is vague"),
    )
    assert [item.id for item in result.figures] == [item.id for item in (*one, *two)]


def test_rewording_is_the_same() -> None:
    result = compare(
        [figure("a", 745, credit="SOHR", qualifier="more_than", label="over 745")],
        [figure("b", 745, credit="SOHR", qualifier="more_than", label="upwards of 745")],
    )
    assert (result.changed, result.same) == ((), (Same(a="a:1:745", b="b:1:745"),))


CHANGES = {
    "qualifier": (
        figure("a", 745, credit="SOHR", qualifier="at_least"),
        figure("b", 745, credit="SOHR"),
        ("qualifier",), None, None, '"at least 745" became "745"',
    ),
    "credit": (
        figure("a", 745, credit="SOHR"),
        figure("b", 745, credit="SNHR"),
        ("source",), None, None, "SOHR became SNHR",
    ),
    "credit lost": (
        figure("a", 745, credit="SOHR"),
        figure("b", 745),
        ("source",), None, None, "SOHR became no credit",
    ),
    "number, exact and dated": (
        figure("a", 745, credit="SOHR", as_of=on(9)),
        figure("b", 1225, credit="SOHR", as_of=on(11)),
        ("stated",), 480, 1.6443, "+480 (+64%) in 2 days",
    ),
    "number, downwards": (
        figure("a", 46, credit="SOHR"),
        figure("b", 40, credit="SOHR"),
        ("stated",), -6, 0.8696, "−6 (−13%)",
    ),
    "category on the way": (
        figure("a", 1400, "people", "SOHR"),
        figure("b", 1400, "civilians", "SOHR"),
        ("category",), None, None, "category: people became civilians",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed(name: str) -> None:
    a, b, fields, delta, ratio, message = CHANGES[name]
    result = compare([a], [b])
    (changed,) = result.changed
    assert (changed.fields, changed.delta, changed.ratio, changed.message) == (fields, delta, ratio, message)
    assert (result.only_a, result.only_b, result.same) == ((), (), ())


APART = {
    "outcomes": (figure("a", 12, credit="SOHR"), figure("b", 12, credit="SOHR", outcome="injured")),
    "units": (figure("a", 350, credit="SOHR"), figure("b", 350, credit="SOHR", unit="families")),
    "disjoint categories": (figure("a", 125, credit="SOHR"), figure("b", 125, "loyalists", credit="SOHR")),
    "a day and the toll": (
        figure("a", 163, credit="SOHR", scope="window", period=period(8, 8, "on Saturday")),
        figure("b", 745, credit="SOHR"),
    ),
}


@pytest.mark.parametrize("name", APART)
def test_what_is_not_paired_with_each_other(name: str) -> None:
    a, b = APART[name]
    result = compare([a], [b])
    assert (result.changed, result.same, result.only_a, result.only_b) == ((), (), (a.id,), (b.id,))


def test_the_surest_likeness_pairs_first() -> None:
    result = compare(
        [figure("a", 745, credit="SOHR"), figure("a", 803, credit="SNHR")],
        [figure("b", 803, credit="SNHR"), figure("b", 973, credit="SOHR")],
    )
    assert result.same == (Same(a="a:1:803", b="b:1:803"),)
    assert [(item.a, item.b) for item in result.changed] == [("a:1:745", "b:1:973")]


def test_two_versions_of_one_report() -> None:
    old = figure("a", 745, credit="SOHR")
    new = figure("a", 800, credit="SOHR")
    result = diff(A, [old], A, [new], COAST)
    assert [(item.a, item.b, item.delta) for item in result.changed] == [("a:1:745", "a:1:800", 55)]


def test_figures_that_are_compared_with_nothing_say_why() -> None:
    aside = [
        figure("a", 500, scope="background"),
        figure("a", 2000, speculative=True),
        figure("a", 340, revised=True),
        figure("a", 90, also=(Outcome.INJURED,)),
        figure("a", 745, headline=True),
        figure("a", 745, line=2),
    ]
    assert compare(aside, []).unpaired == (
        Unpaired(figure="a:1:500", why="is of another event or another time"),
        Unpaired(figure="a:1:2000", why="is what could be, not what is"),
        Unpaired(figure="a:1:340", why="is a former value"),
        Unpaired(figure="a:1:90", why="joins several outcomes in one number"),
    )
    assert compare(aside, []).only_a == ("a:2:745",)


FOLDER = [
    figure("x", 745, credit="SOHR", qualifier="more_than", as_of=on(9)),
    figure("y", 1225, credit="SOHR", qualifier="at_least", as_of=on(11)),
    figure("y", 803, credit="SNHR", line=2, as_of=on(11)),
    figure("y", 230, "security_forces", line=3),
]
DRAFTS = {
    "backed": (figure("d", 803, credit="SNHR"), "backed", "y:2:803"),
    "backed, with its qualifier": (figure("d", 1225, credit="SOHR", qualifier="at_least"), "backed", "y:1:1225"),
    "backed, rounded": (figure("d", 1200, credit="SOHR", qualifier="more_than"), "backed", "y:1:1225"),
    "backed, by a report that credits nobody either": (figure("d", 230, "security_forces"), "backed", "y:3:230"),
    "outdated": (figure("d", 745, credit="SOHR", qualifier="more_than"), "outdated", "y:1:1225"),
    "outdated, rounded": (figure("d", 700, credit="SOHR", qualifier="more_than"), "outdated", "y:1:1225"),
    "qualifier lost": (figure("d", 1225, credit="SOHR"), "qualifier_lost", "y:1:1225"),
    "credit changed": (figure("d", 803, credit="SOHR"), "credit_changed", "y:2:803"),
    "credit dropped": (figure("d", 803), "credit_changed", "y:2:803"),
    "not found": (figure("d", 999, credit="SOHR"), "not_found", None),
    "not found for that category": (figure("d", 803, "loyalists", "SNHR"), "not_found", None),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_against_a_folder(name: str) -> None:
    drafted, status, match = DRAFTS[name]
    result = diff_draft(report("d"), [drafted], [report("x"), report("y")], FOLDER, COAST, "folder")
    assert result.draft == (Drafted(figure=drafted.id, status=status, match=match),)
    assert (result.b, result.against) == (None, Against(path="folder", reports=2))
    assert result.only_a == ((drafted.id,) if match is None else ())
    assert result.same == ((Same(a=drafted.id, b=match),) if status == "backed" and match else ())
    assert [item.b for item in result.changed] == ([match] if match and status != "backed" else [])
    assert [item.id for item in result.figures] == [drafted.id, *([match] if match else [])]


def test_a_part_of_a_draft_is_not_outdated_by_another_part_of_one_report() -> None:
    parts = [figure("x", number, credit="SOHR", scope="subset", start=number) for number in (21, 40)]
    drafted = figure("d", 21, credit="SOHR", scope="subset")
    result = diff_draft(report("d"), [drafted], [report("x")], parts, COAST, "folder")
    assert [(item.status, item.match) for item in result.draft] == [("backed", parts[0].id)]

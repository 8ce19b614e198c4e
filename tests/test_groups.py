"""Checks over the claims of one originator: headline and body, totals and parts, echoes."""

from collections.abc import Sequence

import pytest
from figures import figure, on, period, shape, source, together, told

from reconcile.records import Figure
from reconcile.results import Derivation, Finding

Shape = tuple[str, str, tuple[str, ...]]
RELATIONS = {"headline_body", "arithmetic", "adds_up", "compatible", "echo"}


def groups(figures: Sequence[Figure]) -> list[Shape]:
    """Give the findings of the group checks."""
    return [item for item in told(together(figures)) if item[0] in RELATIONS]


def head(stated: int, category: str = "civilians", **more: object) -> Figure:
    return figure("a", stated, category, qualifier="more_than", headline=True, **more)  # type: ignore[arg-type]


HEADLINES: dict[str, tuple[Sequence[Figure], list[Shape]]] = {
    "higher than the body": (
        [head(1000), figure("a", 745, credit="SOHR", line=2)],
        [("headline_body", "caution", ("a:1:1000", "a:2:745"))],
    ),
    "lower than the body": (
        [head(200), figure("a", 745, credit="SOHR", line=2)],
        [("headline_body", "caution", ("a:1:200", "a:2:745"))],
    ),
    "of all, where the body has civilians alone": (
        [head(1000, "people"), figure("a", 745, credit="SOHR", line=2)],
        [("headline_body", "caution", ("a:1:1000", "a:2:745"))],
    ),
    "the body's likest claim is shown": (
        [head(1000), figure("a", 900, "people", line=2), figure("a", 745, line=3)],
        [("headline_body", "caution", ("a:1:1000", "a:3:745"))],
    ),
    "rounds the body": ([head(700), figure("a", 745, line=2)], []),
    "fits one of two claims": ([head(700), figure("a", 300, line=2), figure("a", 745, line=3)], []),
    "fits a day of the body": (
        [head(100), figure("a", 163, line=2, scope="window", period=period(7, 7, "on Friday"))],
        [],
    ),
    "fits what the body's sides add up to": (
        [
            head(1000, "people"),
            figure("a", 745, credit="SOHR", line=2),
            figure("a", 125, "security_forces", "SOHR", line=3),
            figure("a", 148, "loyalists", "SOHR", line=3),
        ],
        [],
    ),
    "of another outcome than the body": ([head(1000), figure("a", 745, outcome="injured", line=2)], []),
    "of another side than the body": ([head(1000), figure("a", 745, "loyalists", line=2)], []),
    "a body that is vague": ([head(1000), figure("a", 100, qualifier="vague", line=2)], []),
}


@pytest.mark.parametrize("name", HEADLINES)
def test_headline_and_body(name: str) -> None:
    figures, expected = HEADLINES[name]
    assert groups(figures) == expected


def test_what_is_said_of_a_headline() -> None:
    (found,) = together([head(1000), figure("a", 745, credit="SOHR", line=2, as_of=on(9))]).findings
    assert found.message == (
        'a: the headline says "more than 1,000" (no credit, as of 9 March 2025 [inferred], a:1),'
        ' the body "745" (SOHR, as of 9 March 2025, a:2)'
    )


def side(stated: int, category: str, *, at: int, line: int = 1, said: str | None = None, **more: object) -> Figure:
    return figure("a", stated, category, "SOHR", line=line, start=at, sentence=said, **more)  # type: ignore[arg-type]


def sentence(said: str, *parts: tuple[int, str]) -> list[Figure]:
    """Make the figures of one sentence, each where its number stands."""
    return [side(stated, category, at=said.index(f"{stated:,}"), said=said) for stated, category in parts]


WHOM = "1,084 people were killed, of whom 639 were civilians and 445 fighters."
OVER = "60 people were killed, including 40 civilians and 30 fighters."
SUMS: dict[str, tuple[Sequence[Figure], list[Shape]]] = {
    # adds_up
    "two sides": (
        sentence(
            "213 fighters died: 93 soldiers, 120 gunmen.",
            *((213, "combatants"), (93, "security_forces"), (120, "loyalists")),
        ),
        [("adds_up", "info", ("a:1:213", "a:1:93", "a:1:120"))],
    ),
    "civilians and fighters": (
        sentence(WHOM, (1084, "people"), (639, "civilians"), (445, "combatants")),
        [("adds_up", "info", ("a:1:1084", "a:1:639", "a:1:445"))],
    ),
    "about the sum": (
        [
            side(1018, "people", at=0, qualifier="about"),
            side(745, "civilians", at=20),
            side(125, "security_forces", at=40),
            side(148, "loyalists", at=60),
        ],
        [("adds_up", "info", ("a:1:1018", "a:1:745", "a:1:125", "a:1:148"))],
    ),
    "places": (
        [
            side(120, "civilians", at=0),
            side(80, "civilians", at=20, scope="place", place="Latakia"),
            side(40, "civilians", at=40, scope="place", place="Tartous"),
        ],
        [("adds_up", "info", ("a:1:120", "a:1:80", "a:1:40"))],
    ),
    "ages": (
        [
            side(26, "civilians", at=0),
            side(17, "civilians", at=20, scope="subset", population="women"),
            side(9, "civilians", at=40, scope="subset", population="children"),
        ],
        [("adds_up", "info", ("a:1:26", "a:1:17", "a:1:9"))],
    ),
    "days": (
        [
            side(295, "civilians", at=0),
            side(163, "civilians", at=20, scope="window", period=period(7, 7, "on Friday")),
            side(132, "civilians", at=40, scope="window", period=period(8, 8, "on Saturday")),
        ],
        [("adds_up", "info", ("a:1:295", "a:1:163", "a:1:132"))],
    ),
    "bullets": (
        [
            side(213, "combatants", at=0, line=1, trace=("block: bullet",)),
            side(93, "security_forces", at=100, line=2, trace=("block: bullet",)),
            side(120, "loyalists", at=200, line=3, trace=("block: bullet",)),
        ],
        [("adds_up", "info", ("a:1:213", "a:2:93", "a:3:120"))],
    ),
    # arithmetic
    "the parts exceed the total": (
        sentence(OVER, (60, "people"), (40, "civilians"), (30, "combatants")),
        [("arithmetic", "conflict", ("a:1:60", "a:1:40", "a:1:30"))],
    ),
    "the wording makes the list complete": (
        sentence(WHOM.replace("1,084", "1,090"), (1090, "people"), (639, "civilians"), (445, "combatants")),
        [("arithmetic", "conflict", ("a:1:1090", "a:1:639", "a:1:445"))],
    ),
    "the sides fill the total, but the list may be open": (
        sentence(
            "1,090 people were killed, including 639 civilians and 445 fighters.",
            *((1090, "people"), (639, "civilians"), (445, "combatants")),
        ),
        [("arithmetic", "caution", ("a:1:1090", "a:1:639", "a:1:445"))],
    ),
    "across paragraphs": (
        [
            side(1090, "people", at=0, line=1),
            side(639, "civilians", at=2000, line=3),
            side(445, "combatants", at=4000, line=5),
        ],
        [("arithmetic", "caution", ("a:1:1090", "a:3:639", "a:5:445"))],
    ),
    "places that exceed the total": (
        [
            side(100, "civilians", at=0),
            side(80, "civilians", at=20, scope="place", place="Latakia"),
            side(40, "civilians", at=40, scope="place", place="Tartous"),
        ],
        [("arithmetic", "conflict", ("a:1:100", "a:1:80", "a:1:40"))],
    ),
    # compatible, derived
    "what an exact total leaves": (
        [
            side(524, "people", at=0, line=5),
            side(300, "civilians", at=2000, line=3, qualifier="more_than"),
            side(213, "combatants", at=4000, line=5),
        ],
        [("compatible", "info", ("a:5:524", "a:3:300", "a:5:213"))],
    ),
    "a remainder that a writer calls more than itself": (
        [
            side(541, "people", at=0, line=5),
            side(340, "civilians", at=2000, line=3, qualifier="more_than"),
            side(201, "combatants", at=4000, line=5),
        ],
        [("compatible", "info", ("a:5:541", "a:3:340", "a:5:201"))],
    ),
    # near misses
    "places that leave some out": (
        [
            side(120, "civilians", at=0),
            side(60, "civilians", at=20, scope="place", place="Latakia"),
            side(40, "civilians", at=40, scope="place", place="Tartous"),
        ],
        [],
    ),
    "an older total beside the one that the parts give": (
        [
            side(213, "combatants", at=0),
            side(180, "combatants", at=10),
            side(93, "security_forces", at=20),
            side(120, "loyalists", at=40),
        ],
        [("adds_up", "info", ("a:1:213", "a:1:93", "a:1:120"))],
    ),
    "men, women and children, the men read as the total": (
        [
            side(279, "civilians", at=0, said="279 were men, 15 women and 13 children."),
            side(15, "civilians", at=14, said="279 were men, 15 women and 13 children.", population="women"),
            side(13, "civilians", at=27, said="279 were men, 15 women and 13 children.", population="children"),
        ],
        [],
    ),
    "a number too large for a part": (
        [
            side(80, "people", at=20),
            side(128, "people", at=0, scope="place", place="Latakia"),
            side(33, "people", at=40, scope="place", place="Tartous"),
            side(5, "people", at=60, scope="place", place="Hama"),
        ],
        [],
    ),
    "one side is missing": (
        [side(1000, "people", at=0), side(125, "security_forces", at=20), side(148, "loyalists", at=40)],
        [],
    ),
    "places across paragraphs": (
        [
            side(100, "civilians", at=0),
            side(80, "civilians", at=2000, line=3, scope="place", place="Latakia"),
            side(40, "civilians", at=4000, line=5, scope="place", place="Tartous"),
        ],
        [],
    ),
    "parts of two counters": (
        [
            figure("a", 213, "combatants", "SOHR"),
            figure("a", 93, "security_forces", "SNHR", start=1020),
            figure("a", 120, "loyalists", "SNHR", start=1040),
        ],
        [],
    ),
    "parts of two reports": (
        [
            figure("a", 213, "combatants", "SOHR"),
            figure("b", 93, "security_forces", "SOHR"),
            figure("c", 120, "loyalists", "SOHR"),
        ],
        [],
    ),
    "no fishing for subsets that add up": (
        [
            side(133, "civilians", at=0),
            side(93, "civilians", at=20, scope="place", place="Latakia"),
            side(40, "civilians", at=40, scope="place", place="Tartous"),
            side(12, "civilians", at=60, scope="place", place="Hama"),
        ],
        [("arithmetic", "conflict", ("a:1:133", "a:1:93", "a:1:40", "a:1:12"))],
    ),
    "killed and injured are not summed": (
        [
            side(60, "people", at=0),
            side(40, "civilians", at=20, outcome="injured"),
            side(20, "combatants", at=40, outcome="injured"),
        ],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMS)
def test_totals_and_parts(name: str) -> None:
    figures, expected = SUMS[name]
    assert groups(figures) == expected


def only(figures: Sequence[Figure]) -> Finding:
    (found,) = [item for item in together(figures).findings if item.relation in RELATIONS]
    return found


def test_what_is_said_of_parts_that_do_not_add_up() -> None:
    found = only(sentence(OVER, (60, "people"), (40, "civilians"), (30, "combatants")))
    assert found.message == ('people killed: the parts give 40 + 30 = 70, the total says "60" (SOHR, undated, a:1)')
    assert found.detail == Derivation(
        equation="40 + 30 = 70", terms=("a:1:40", "a:1:30"), value=70, low=70, high=70, approximate=False
    )


def test_what_is_said_of_a_derived_value() -> None:
    found = only(SUMS["what an exact total leaves"][0])
    assert found.message == '524 − 213 leaves 311 [derived]: fits "more than 300" civilians killed (SOHR, undated, a:3)'
    assert found.series == next(
        item.id for item in together(SUMS["what an exact total leaves"][0]).series if item.key.category == "civilians"
    )


ECHOES: dict[str, tuple[Sequence[Figure], list[Shape]]] = {
    "three reports": (
        [figure(name, 745, credit="SOHR") for name in "abc"],
        [("echo", "info", ("a:1:745", "b:1:745", "c:1:745"))],
    ),
    "of different days": (
        [figure("a", 745, credit="SOHR", as_of=on(9)), figure("b", 745, credit="SOHR", as_of=on(12))],
        [("echo", "info", ("a:1:745", "b:1:745"))],
    ),
    "with the qualifier changed on the way": (
        [figure("a", 745, credit="SOHR", qualifier="at_least"), figure("b", 745, credit="SOHR")],
        [("echo", "info", ("a:1:745", "b:1:745"))],
    ),
    "two numbers of one counter": (
        [figure(name, stated, credit="SOHR") for stated in (745, 1225) for name in "ab"],
        [("echo", "info", ("a:1:745", "b:1:745", "a:1:1225", "b:1:1225"))],
    ),
    "of one day's count": (
        [figure(name, 163, credit="SOHR", scope="window", period=period(7, 7, "on Friday")) for name in "ab"],
        [("echo", "info", ("a:1:163", "b:1:163"))],
    ),
    "one report": ([figure("a", 745, credit="SOHR"), figure("a", 745, credit="SOHR", line=2)], []),
    "two counters": ([figure("a", 745, credit="SOHR"), figure("b", 745, credit="SNHR")], []),
    "nobody's": ([figure("a", 745), figure("b", 745)], []),
    "another category": ([figure("a", 745, credit="SOHR"), figure("b", 745, "people", "SOHR")], []),
    "another number": ([figure("a", 745, credit="SOHR"), figure("b", 746, credit="SOHR")], []),
    "days that nothing places": (
        [figure(name, 132, credit="SOHR", scope="window", period=period(None, None, "in one day")) for name in "ab"],
        [],
    ),
}


@pytest.mark.parametrize("name", ECHOES)
def test_echoes(name: str) -> None:
    figures, expected = ECHOES[name]
    assert groups(figures) == expected


def test_what_is_said_of_an_echo() -> None:
    found = only(ECHOES["with the qualifier changed on the way"][0])
    assert found.message == (
        'civilians killed, SOHR: "at least 745" / "745" in 2 reports (a:1, b:1), the qualifier changed on the way:'
        " 1 origin, counts once"
    )


def test_an_echo_after_an_update_revises_nothing() -> None:
    figures = [
        figure("a", 745, credit="SOHR", as_of=on(9)),
        figure("b", 1225, credit=source("SOHR", carried=True), as_of=on(11)),
        figure("c", 745, credit="SOHR", as_of=on(13)),
    ]
    assert [shape(item) for item in together(figures).findings] == [
        ("echo", "info", ("a:1:745", "c:1:745")),
        ("update", "info", ("a:1:745", "b:1:1225")),
    ]

"""The five seeds, as a careful reader finds them, and small folders for each relation of pairs."""

from collections.abc import Sequence
from datetime import date

import pytest
from figures import COAST, between, figure, household, march, on, period, report, source, together, told

from reconcile.case import Case
from reconcile.phrases import source as short_name
from reconcile.reconciler.relations import TABLE
from reconcile.records import AsOf, Days, Figure, Period, Source
from reconcile.results import Change, Derivation, Finding, Quote

WEEK = between(8, 12)
DAYS = Days(first=march(6), last=march(8), latest=march(12))
SEEDS = [report("000"), report("001"), report("002"), report("003", days=DAYS), report("004", days=DAYS)]
CARRIED = source("SOHR", carried=True)
PARAGRAPH = "It puts the dead at 524; 213 of these bore arms, and losses were 93 in the army and 120 armed fighters."


def seeds() -> list[Figure]:
    return [
        figure("000", 1200, qualifier="more_than", line=3, label="over 1,200"),
        figure("000", 1200, "civilians", "SOHR", qualifier="more_than", scope="window", line=5, start=550,
               label="over 1,200", period=period(None, None, "this week"), place="Latakia, Tartous, Hama, and Homs"),
        figure("000", 132, "civilians", "SOHR", scope="window", line=5, start=803,
               period=period(None, None, "in a single day")),
        figure("000", 230, "security_forces", qualifier="about", line=11, start=1924),
        figure("000", 250, "loyalists", qualifier="about", line=11, start=1951),
        figure("000", 100, "refugees", qualifier="vague", outcome="displaced", line=13, label="hundreds", start=2188),
        figure("000", 350, "refugees", "Lebanese authorities", qualifier="more_than", outcome="displaced",
               unit="families", line=13, start=2457),
        figure("001", 1300, "people", qualifier="more_than", line=2, label="over 1,300"),
        figure("001", 973, "civilians", "BBC", qualifier="more_than", line=3),
        figure("001", 800, "civilians", "NPR", qualifier="more_than", line=6, label="over 800"),
        figure("002", 500, qualifier="more_than", line=1, headline=True, population="Alawite", label="Over 500"),
        figure("002", 532, "civilians", "SOHR", qualifier="more_than", line=8, population="Alawite",
               period=period(None, None, "in recent days"), perpetrator="security_forces", label="over 532"),
        figure("002", 2, "civilians", "Samir Haidar", scope="incident", line=12, label="two"),
        figure("003", 400, qualifier="more_than", line=1, headline=True, label="Over 400", place="the coast"),
        figure("003", 400, qualifier="more_than", line=3, headline=True, label="Over 400", place="the coast"),
        figure("003", 100, qualifier="vague", line=5, label="hundreds", population="Alawite"),
        figure("003", 400, "civilians", "regional media", qualifier="more_than", line=9, label="over 400"),
        figure("003", 1000, "people", qualifier="vague", line=9, start=9100, label="thousands", speculative=True),
        figure("003", 300, "civilians", "SOHR", qualifier="more_than", line=13, population="Alawite",
               period=period(6, None, "since Thursday"), as_of=WEEK),
        figure("003", 524, "people", CARRIED, line=15, start=2617, sentence=PARAGRAPH, as_of=WEEK),
        figure("003", 213, "combatants", CARRIED, line=15, start=2671, sentence=PARAGRAPH),
        figure("003", 93, "security_forces", CARRIED, line=15, start=2808, sentence=PARAGRAPH),
        figure("003", 120, "loyalists", CARRIED, line=15, start=2815, sentence=PARAGRAPH,
               trace=("case: armed fighters -> loyalists",)),
        figure("003", 163, "civilians", "SOHR", scope="window", line=17, period=period(7, 7, "on Friday"),
               perpetrator="security_forces"),
        figure("003", 400, qualifier="more_than", line=24, label="over 400", trace=("block: bullet",)),
        figure("004", 100, "civilians", "SOHR", qualifier="vague", line=1, label="hundreds", start=69),
        figure("004", 745, "civilians", "SOHR", qualifier="about", scope="window", line=1, start=308, as_of=WEEK,
               period=period(7, 8, "over the course of Friday and Saturday"), label="approximately 745"),
        figure("004", 1000, "people", "SOHR", qualifier="more_than", scope="window", line=4, start=773,
               period=period(None, None, "within just two days"), label="over 1,000", as_of=WEEK),
        figure("004", 125, "security_forces", CARRIED, line=4, start=1120, as_of=WEEK),
        figure("004", 148, "loyalists", CARRIED, line=4, start=1183, as_of=WEEK),
    ]  # fmt: skip


def test_what_a_careful_reader_finds_in_the_seeds() -> None:
    assert told(together(seeds(), COAST, SEEDS)) == [
        ("disagreement", "caution", ("003:13:300", "003:9:400")),
        ("disagreement", "caution", ("001:6:800", "001:3:973")),
        ("compatible", "info", ("003:15:524", "003:13:300", "003:15:213")),
        ("adds_up", "info", ("003:15:213", "003:15:93", "003:15:120")),
        ("compatible", "info", ("004:4:1000", "004:1:745", "004:4:125", "004:4:148")),
        ("follows", "info", ("003:15:93", "004:4:125")),
        ("follows", "info", ("003:15:120", "004:4:148")),
        ("follows", "info", ("003:13:300", "002:8:532", "004:1:745", "000:5:1200")),
        ("follows", "info", ("003:15:524", "004:4:1000")),
        ("increment", "info", ("000:5:132", "000:5:1200", "003:17:163", "003:13:300")),
        ("unit_mismatch", "info", ("000:13:100", "000:13:350")),
    ]


def test_what_is_said_of_the_seeds() -> None:
    found = together(seeds(), COAST, SEEDS).findings
    media, outlets, left, fighters, dead = found[:5]
    assert media.message == (
        'civilians killed, as of 8–12 March 2025 [inferred]: "more than 300" (SOHR, 003:13)'
        ' against "over 400" (regional media, 003:9)'
    )
    assert media.reason == "Both are open upwards, so both can hold. The headline takes the 400."
    assert outlets.reason == (
        "Both are open upwards, so both can hold. Both are outlets: who counted, and when, is not said."
    )
    assert left.detail == Derivation(
        equation="524 − 213 = 311",
        terms=("003:15:524", "003:15:213"),
        value=311,
        low=311,
        high=311,
        approximate=False,
    )
    assert fighters.message == ("93 + 120 = 213 fighters killed (SOHR, as of 8–12 March 2025 [inferred], 003:15)")
    assert dead.message == (
        '~745 + 125 + 148 = ~1,018 [derived]: fits "over 1,000" people killed'
        " (SOHR, as of 8–12 March 2025 [inferred], 004:4)"
    )
    assert isinstance(dead.detail, Derivation)
    assert (dead.detail.equation, dead.detail.approximate) == ("~745 + 125 + 148 = ~1,018", True)
    follows = next(item for item in found if item.figures[0] == "003:13:300" and item.relation == "follows")
    assert follows.detail == Change(delta=900, ratio=4.0, days=None)
    assert follows.message == (
        "civilians killed: SOHR more than 300 (as of 8–12 March 2025 [inferred], 003:13)"
        " → over 532 (as of 8–12 March 2025 [inferred], 002:8)"
        " → approximately 745 (as of 8–12 March 2025 [inferred], 004:1)"
        " → over 1,200 (as of 8 March 2025 or later [inferred], 000:5): about +900 (+300%), order inferred"
    )


def test_what_is_assumed_of_the_seeds() -> None:
    assert together(seeds(), COAST, SEEDS).assumed == (
        '000:5 "over 1,200" ("this week") is taken as the toll so far',
        '"armed fighters" are loyalists by the case file',
        '004:1 "approximately 745" ("over the course of Friday and Saturday") is taken as the toll so far',
        '004:4 "over 1,000" ("within just two days") is taken as the toll so far',
    )


def test_the_order_of_the_reports_does_not_matter() -> None:
    plain = together(seeds(), COAST, SEEDS)
    turned = together(seeds()[::-1], COAST, SEEDS[::-1])
    assert {item.id for item in turned.findings} == {item.id for item in plain.findings}
    assert {item.id: item.low for item in turned.series} == {item.id: item.low for item in plain.series}


def sohr(report: str, stated: int, as_of: AsOf | None = None, **more: object) -> Figure:
    return figure(report, stated, credit="SOHR", as_of=as_of, **more)  # type: ignore[arg-type]


def snhr(report: str, stated: int, as_of: AsOf | None = None, **more: object) -> Figure:
    return figure(report, stated, credit="SNHR", as_of=as_of, **more)  # type: ignore[arg-type]


FRIDAY = period(7, 7, "on Friday")
DECEMBER = Period(start=date(2024, 12, 8), end=None, text="since 8 December")
# name: figures; the relations and severities found, in order.
Folder = tuple[Sequence[Figure], list[tuple[str, str]]]
FOLDERS: dict[str, Folder] = {
    # disagreement
    "two monitors, exact, one day": ([sohr("a", 1225, on(11)), snhr("b", 639, on(11))], [("disagreement", "conflict")]),
    "two monitors, exact, a day apart": (
        [sohr("a", 1225, on(11)), snhr("b", 639, on(12))],
        [("disagreement", "conflict")],
    ),
    "two monitors, a day apart, the later one higher": (
        [sohr("a", 639, on(11)), snhr("b", 1225, on(12))],
        [("disagreement", "caution")],
    ),
    "two counts of the missing, who are found with time": (
        [sohr("a", 60, on(9), outcome="missing"), snhr("b", 33, on(12), outcome="missing")],
        [("different_period", "info")],
    ),
    "two counts of the missing a day apart, the later one lower": (
        [sohr("a", 60, on(9), outcome="missing"), snhr("b", 33, on(10), outcome="missing")],
        [("disagreement", "caution")],
    ),
    "fewer missing": (
        [sohr("a", 60, on(9), outcome="missing"), sohr("b", 33, on(12), outcome="missing")],
        [("update", "info")],
    ),
    "two monitors in one undated report": ([sohr("a", 1225), snhr("a", 639)], [("disagreement", "caution")]),
    "a week apart, the later one lower": (
        [sohr("a", 1225, on(11)), snhr("b", 639, on(18))],
        [("disagreement", "conflict")],
    ),
    "open upwards, so both can hold": (
        [sohr("a", 1225, on(11)), snhr("b", 639, on(11), qualifier="at_least")],
        [("disagreement", "caution")],
    ),
    "an outlet against a monitor": (
        [sohr("a", 1225, on(11)), figure("b", 639, credit="BBC", as_of=on(11))],
        [("disagreement", "caution")],
    ),
    "the same number from two monitors": ([sohr("a", 639, on(11)), snhr("b", 639, on(11))], [("compatible", "info")]),
    "rounded, so it fits": (
        [sohr("a", 1225, on(11)), snhr("b", 1200, on(11), qualifier="more_than")],
        [("compatible", "info")],
    ),
    "a week apart, the later one higher": (
        [sohr("a", 639, on(11)), snhr("b", 1225, on(18))],
        [("different_period", "info")],
    ),
    "two monitors, neither dated": ([sohr("a", 1225), snhr("b", 639)], []),
    "an interval proves no disagreement": ([sohr("a", 1225, between(8, 12)), snhr("b", 639, between(8, 12))], []),
    "two monitors, intervals that do not overlap": (
        [sohr("a", 1225, between(8, 9)), snhr("b", 639, between(14, 15))],
        [],
    ),
    "two monitors, the later one lower, dated on one side": (
        [sohr("a", 1225, on(9)), snhr("b", 639, between(14, 15))],
        [("disagreement", "caution")],
    ),
    "different outcomes never meet": ([sohr("a", 1225, on(11)), snhr("b", 639, on(11), outcome="injured")], []),
    "different categories are no disagreement": (
        [sohr("a", 1225, on(11)), snhr("b", 639, on(11), category="loyalists")],
        [],
    ),
    # update, follows, revised_down
    "later and higher": ([sohr("a", 745, on(9)), sohr("b", 1225, on(11))], [("update", "info")]),
    "later by intervals that do not overlap": (
        [sohr("a", 745, between(8, 10)), sohr("b", 1225, between(11, 12))],
        [("update", "info")],
    ),
    "a floor raised": (
        [sohr("a", 745, on(9), qualifier="at_least"), sohr("b", 803, on(10))],
        [("update", "info")],
    ),
    "three in a row are one update": (
        [sohr("a", 745, on(9)), sohr("b", 1225, on(11)), sohr("c", 1383, on(12))],
        [("update", "info")],
    ),
    "higher, neither dated": ([sohr("a", 745), sohr("b", 1225)], [("follows", "info")]),
    "higher, one dated": ([sohr("a", 745), sohr("b", 1225, on(11))], [("follows", "info")]),
    "higher, intervals overlap": (
        [sohr("a", 745, between(8, 12)), sohr("b", 1225, between(8, 12))],
        [("follows", "info")],
    ),
    "a step known, the next inferred": (
        [sohr("a", 745, on(9)), sohr("b", 1225, on(11)), sohr("c", 1383)],
        [("update", "info"), ("follows", "info")],
    ),
    "lower, neither dated, is just the order turned": ([sohr("a", 1225), sohr("b", 745)], [("follows", "info")]),
    "later and lower": ([sohr("a", 46, on(2)), sohr("b", 40, on(3))], [("revised_down", "caution")]),
    "later and lower, of the injured": (
        [sohr("a", 300, on(9), outcome="injured"), sohr("b", 210, on(12), outcome="injured")],
        [("revised_down", "caution")],
    ),
    "later and lower, of families killed": (
        [sohr("a", 80, on(9), category="people"), sohr("b", 61, on(12), category="people")],
        [("revised_down", "caution")],
    ),
    "later and lower than a floor": (
        [sohr("a", 745, on(9), qualifier="at_least"), sohr("b", 600, on(11))],
        [("revised_down", "caution")],
    ),
    "lower on the same day": ([sohr("a", 46, on(3)), sohr("b", 40, on(3))], []),
    "later and lower, and said so": (
        [sohr("a", 46, on(2)), sohr("b", 40, on(3), sentence="The ministry revised the toll to 40.")],
        [("revised_down", "info")],
    ),
    "later and ten times lower is no count of the same": (
        [sohr("a", 1700, on(9)), sohr("b", 12, on(11))],
        [],
    ),
    "nor a rival one": ([sohr("a", 1700, on(9)), snhr("b", 12, on(18))], []),
    "later and lower, but the ranges overlap": (
        [sohr("a", 46, on(2), qualifier="about"), sohr("b", 45, on(3))],
        [("compatible", "info")],
    ),
    "no counter, no track": ([figure("a", 745), figure("b", 1225)], []),
    "no counter, no track in one report": ([figure("a", 745, as_of=on(9)), figure("a", 1225, as_of=on(11))], []),
    # increment
    "a day against the toll": (
        [sohr("a", 163, scope="window", period=FRIDAY), sohr("a", 745, line=2)],
        [("increment", "info")],
    ),
    "a day against another's toll in the report": (
        [figure("a", 163, scope="window", period=FRIDAY), sohr("a", 745, line=2)],
        [("increment", "info")],
    ),
    "a day in one report, the toll in another": (
        [sohr("a", 163, scope="window", period=FRIDAY), sohr("b", 745)],
        [("increment", "info")],
    ),
    "a day that is no part of another outcome": (
        [sohr("a", 163, scope="window", period=FRIDAY, outcome="injured"), sohr("a", 745, line=2)],
        [],
    ),
    "a day against another counter's toll elsewhere": (
        [snhr("a", 163, scope="window", period=FRIDAY), sohr("b", 745)],
        [],
    ),
    "more in a day than another counts in all": (
        [
            figure("a", 800, scope="window", period=period(7, 8, "in two days")),
            sohr("a", 745, qualifier="about", line=2),
        ],
        [],
    ),
    "an incident is no day": ([sohr("a", 26, scope="incident"), sohr("a", 745, line=2)], []),
    "two counts of one day": (
        [sohr("a", 163, on(8), scope="window", period=FRIDAY), snhr("b", 120, on(8), scope="window", period=FRIDAY)],
        [("disagreement", "conflict")],
    ),
    "counts of two days": (
        [
            sohr("a", 163, on(9), scope="window", period=FRIDAY),
            snhr("b", 120, on(9), scope="window", period=period(8, 8, "on Saturday")),
        ],
        [],
    ),
    # part_exceeds_whole
    "more children than people": (
        [sohr("a", 133, population="children", scope="subset"), sohr("a", 120, category="people", line=2)],
        [("part_exceeds_whole", "conflict")],
    ),
    "more civilians than people": (
        [sohr("a", 800), sohr("a", 700, category="people", line=2)],
        [("part_exceeds_whole", "conflict")],
    ),
    "more in a day than in all": (
        [sohr("a", 163, scope="window", period=FRIDAY), sohr("a", 120, line=2)],
        [("part_exceeds_whole", "conflict")],
    ),
    "a part above a later whole": (
        [sohr("a", 800, on(9)), sohr("b", 700, on(11), category="people")],
        [("part_exceeds_whole", "conflict")],
    ),
    "a part above an earlier whole": ([sohr("a", 800, on(11)), sohr("b", 700, on(9), category="people")], []),
    "a whole that is open upwards": (
        [sohr("a", 800), sohr("a", 700, category="people", qualifier="at_least", line=2)],
        [],
    ),
    "nobody's part and whole, in one paragraph": (
        [figure("a", 800), figure("a", 700, "people", start=1050)],
        [("part_exceeds_whole", "conflict")],
    ),
    "nobody's part and whole, in two paragraphs": ([figure("a", 800), figure("a", 700, "people", line=2)], []),
    "a part that fits the larger of two wholes": (
        [sohr("a", 800), sohr("a", 700, category="people", line=2), sohr("a", 900, category="people", line=3)],
        [],
    ),
    "two counters": ([snhr("a", 800), sohr("a", 700, category="people", line=2)], []),
    "a part below the whole": ([sohr("a", 700), sohr("a", 800, category="people", line=2)], []),
    # unit_mismatch
    "families and people": (
        [sohr("a", 350, unit="families", outcome="displaced"), sohr("a", 1600, outcome="displaced", line=2)],
        [("unit_mismatch", "info")],
    ),
    "families and vague people": (
        [
            sohr("a", 350, unit="families", outcome="displaced", category="refugees"),
            figure("a", 100, "refugees", qualifier="vague", outcome="displaced", label="hundreds", line=2),
        ],
        [("unit_mismatch", "info")],
    ),
    "families in one report, people in another, of one counter": (
        [sohr("a", 350, unit="families", outcome="displaced"), sohr("b", 1600, outcome="displaced")],
        [("unit_mismatch", "info")],
    ),
    "families and people of two counters": (
        [sohr("a", 350, unit="families", outcome="displaced"), snhr("b", 1600, outcome="displaced")],
        [],
    ),
    "families fled, people killed": (
        [sohr("a", 350, unit="families", outcome="displaced"), sohr("a", 1600, line=2)],
        [],
    ),
    "families and families": (
        [
            sohr("a", 350, on(9), unit="families", outcome="displaced"),
            sohr("b", 500, on(11), unit="families", outcome="displaced"),
        ],
        [("update", "info")],
    ),
    # different_place, different_population, different_perpetrator, different_basis
    "one place and the whole": (
        [sohr("a", 120, scope="place", place="Latakia"), sohr("a", 745, line=2)],
        [("different_place", "info")],
    ),
    "one place, the whole in another report": (
        [sohr("a", 120, on(9), scope="place", place="Tartous"), sohr("b", 745, on(9))],
        [("different_place", "info")],
    ),
    "the injured of one place and of all": (
        [sohr("a", 60, scope="place", place="Hama", outcome="injured"), sohr("a", 300, line=2, outcome="injured")],
        [("different_place", "info")],
    ),
    "one place of nobody's, the whole of a counter's": (
        [figure("a", 120, scope="place", place="Homs"), sohr("a", 745, line=2)],
        [("different_place", "info")],
    ),
    "two places": (
        [sohr("a", 120, scope="place", place="Latakia"), sohr("a", 80, line=2, scope="place", place="Tartous")],
        [],
    ),
    "one place of another outcome": (
        [sohr("a", 120, scope="place", place="Latakia", outcome="injured"), sohr("a", 745, line=2)],
        [],
    ),
    "the event's first place is the whole": (
        [sohr("a", 120, on(9), place="the coast"), sohr("b", 745, on(11))],
        [("update", "info")],
    ),
    "a country around the event narrows no toll": (
        [sohr("a", 120, on(9), place="Syria"), sohr("b", 745, on(11))],
        [("update", "info")],
    ),
    "a place twice": (
        [sohr("a", 120, on(9), scope="place", place="Latakia"), sohr("b", 150, on(11), scope="place", place="Latakia")],
        [("update", "info")],
    ),
    "one place against another counter's whole": (
        [snhr("a", 120, on(9), scope="place", place="Latakia"), sohr("b", 745, on(9))],
        [],
    ),
    "children and all": (
        [sohr("a", 26, population="children", scope="subset"), sohr("a", 745, line=2)],
        [("different_population", "info")],
    ),
    "women and all": (
        [sohr("a", 84, population="women", scope="subset"), sohr("a", 1334, line=2)],
        [("different_population", "info")],
    ),
    "women, and all in another report": (
        [sohr("a", 84, on(9), population="women", scope="subset"), sohr("b", 1334, on(9))],
        [("different_population", "info")],
    ),
    "women and children": (
        [
            sohr("a", 84, population="women", scope="subset"),
            sohr("a", 60, population="children", scope="subset", line=2),
        ],
        [],
    ),
    "women of another counter elsewhere": (
        [snhr("a", 84, on(9), population="women", scope="subset"), sohr("b", 1334, on(9))],
        [],
    ),
    "the women among two tolls that differ": (
        [
            sohr("a", 84, on(11), population="women", scope="subset"),
            sohr("a", 1334, on(11), line=2),
            snhr("b", 71, on(11), population="women", scope="subset"),
            snhr("b", 1060, on(11), line=2),
        ],
        [("disagreement", "conflict"), ("different_population", "info"), ("different_population", "info")],
    ),
    "the women among tolls that agree": (
        [
            sohr("a", 84, on(11), population="women", scope="subset"),
            sohr("a", 1334, on(11), line=2),
            snhr("b", 71, on(11), population="women", scope="subset"),
            snhr("b", 1334, on(11), line=2),
        ],
        [
            ("disagreement", "conflict"),
            ("compatible", "info"),
            ("different_population", "info"),
            ("different_population", "info"),
        ],
    ),
    "a sect that the event is about": (
        [sohr("a", 532, on(9), population="Alawite"), sohr("b", 745, on(11))],
        [("update", "info")],
    ),
    "a sect named by all is no breakdown": (
        [sohr("a", 532, on(9), population="Druze"), sohr("b", 745, on(11))],
        [("update", "info")],
    ),
    "a sect beside the toll is one": (
        [sohr("a", 532, population="Druze"), sohr("a", 745, line=2)],
        [("different_population", "info")],
    ),
    "victims of one side and of all": (
        [sohr("a", 532, perpetrator="security_forces"), sohr("a", 745, line=2)],
        [("different_perpetrator", "info")],
    ),
    "victims of one side, and of all in another report": (
        [sohr("a", 639, on(9), perpetrator="security_forces"), sohr("a", 745, on(9), line=2), sohr("b", 745, on(9))],
        [("echo", "info"), ("different_perpetrator", "info")],
    ),
    "people killed by one side and all": (
        [sohr("a", 639, category="people", perpetrator="security_forces"), sohr("a", 1084, category="people", line=2)],
        [("different_perpetrator", "info")],
    ),
    "the injured of one side and all": (
        [
            sohr("a", 90, outcome="injured", perpetrator="security_forces"),
            sohr("a", 300, outcome="injured", line=2),
        ],
        [("different_perpetrator", "info")],
    ),
    "a side named by all is no breakdown": (
        [sohr("a", 532, on(9), perpetrator="security_forces"), sohr("b", 745, on(11))],
        [("update", "info")],
    ),
    "documented, then estimated by the same": (
        [sohr("a", 1225, on(9), basis="documented"), sohr("b", 2000, on(11), basis="estimated")],
        [("different_basis", "caution")],
    ),
    "verified against documented": (
        [sohr("a", 111, on(11), basis="verified"), snhr("b", 803, on(11), basis="documented")],
        [("different_basis", "caution")],
    ),
    "estimated, then identified": (
        [sohr("a", 14500, on(6), basis="estimated"), sohr("b", 7797, on(8), basis="identified")],
        [("different_basis", "caution")],
    ),
    "one basis": (
        [sohr("a", 1225, on(11), basis="documented"), snhr("b", 2000, on(11), basis="documented")],
        [("disagreement", "conflict")],
    ),
    "two bases, one number": (
        [sohr("a", 803, on(11), basis="verified"), snhr("b", 803, on(11), basis="documented")],
        [],
    ),
    "two bases, two outcomes": (
        [sohr("a", 1225, on(11), basis="documented"), snhr("b", 90, on(11), basis="estimated", outcome="injured")],
        [],
    ),
    "documented against estimated": (
        [sohr("a", 1225, on(11), basis="documented"), snhr("b", 2000, on(11), basis="estimated")],
        [("different_basis", "caution")],
    ),
    "a basis that one does not give": (
        [sohr("a", 1225, on(11), basis="documented"), snhr("b", 2000, on(11))],
        [("disagreement", "conflict")],
    ),
    # different_period
    "since the onset against since December": (
        [sohr("a", 1225, on(11)), sohr("a", 5000, on(11), line=2, period=DECEMBER)],
        [("different_period", "info")],
    ),
    "two counters, two days apart, the later one higher": (
        [snhr("a", 420, on(9), outcome="injured"), sohr("b", 900, on(11), outcome="injured")],
        [("different_period", "info")],
    ),
    # unresolved
    "dated against undated": ([sohr("a", 1225, on(11)), snhr("b", 639)], [("unresolved", "caution")]),
    "no counter named": ([sohr("a", 1225, on(11)), figure("b", 639, as_of=on(11))], [("unresolved", "caution")]),
    "undated against dated": ([sohr("a", 1225), snhr("b", 639, on(11))], [("unresolved", "caution")]),
    "no counter named, of the injured": (
        [sohr("a", 300, on(11), outcome="injured"), figure("b", 90, as_of=on(11), outcome="injured")],
        [("unresolved", "caution")],
    ),
    "undated, and ten times lower": ([sohr("a", 1225), snhr("b", 60, on(11))], []),
    "no counter named, and ten times lower": ([sohr("a", 1225, on(11)), figure("b", 60, as_of=on(11))], []),
    "no counter named, but it fits": (
        [sohr("a", 1225, on(11)), figure("b", 1200, as_of=on(11), qualifier="more_than")],
        [("compatible", "info")],
    ),
    "no counter named, later and higher": (
        [sohr("a", 639, on(11)), figure("b", 1225, as_of=on(18))],
        [("different_period", "info")],
    ),
    "nothing dated": ([sohr("a", 1225), figure("b", 639)], []),
    "a part is no toll": (
        [sohr("a", 1225, on(11)), snhr("b", 163, scope="window", period=FRIDAY)],
        [],
    ),
    # mutated_echo
    "one counter's number of a day, told of civilians": (
        [sohr("a", 1400, on(11), category="people"), sohr("b", 1400, on(11))],
        [("mutated_echo", "caution")],
    ),
    "of people, mainly civilians, then of civilians": (
        [
            sohr(
                "a",
                1400,
                on(11),
                category="people",
                qualifier="about",
                sentence="Some 1,400 people, mainly civilians, died.",
            ),
            sohr("b", 1400, on(11), qualifier="more_than"),
        ],
        [("mutated_echo", "conflict")],
    ),
    "told of one side, then of the other": (
        [sohr("a", 231, on(11), category="security_forces"), sohr("b", 231, on(11), category="loyalists")],
        [("mutated_echo", "caution")],
    ),
    "told of all, then of women": (
        [sohr("a", 231, on(11)), sohr("b", 231, on(11), population="women")],
        [("mutated_echo", "caution")],
    ),
    "a number too small to tell": (
        [sohr("a", 12, on(11), category="security_forces"), sohr("b", 12, on(11), category="loyalists")],
        [],
    ),
    "told of other people in one report": (
        [sohr("a", 231, on(11), category="security_forces"), sohr("a", 231, on(11), category="loyalists", line=2)],
        [],
    ),
    "nearly the same number of other people": (
        [sohr("a", 231, on(11), category="security_forces"), sohr("b", 232, on(11), category="loyalists")],
        [],
    ),
    "the same number of other outcomes": (
        [sohr("a", 231, on(11), category="people"), sohr("b", 231, on(11), outcome="injured")],
        [],
    ),
    # same_number
    "all of the 8th, the civilians of the 9th": (
        [sohr("a", 745, on(8), category="people"), sohr("b", 745, on(9))],
        [("same_number", "caution")],
    ),
    "all by one counter, the civilians by another": (
        [sohr("a", 745, on(8), category="people"), snhr("b", 745, on(8))],
        [("same_number", "caution")],
    ),
    "two sides by two counters": (
        [sohr("a", 745, on(8), category="loyalists"), snhr("b", 745, on(8), category="security_forces")],
        [("same_number", "caution")],
    ),
    "women by one, all by nobody named": (
        [sohr("a", 745, on(8), population="women"), figure("b", 745)],
        [("same_number", "caution")],
    ),
    "a day's number is no toll of others": (
        [sohr("a", 745, on(8), category="people"), sohr("b", 745, scope="window", period=FRIDAY)],
        [],
    ),
    "a rounded number is given by chance": (
        [sohr("a", 1500, on(8), category="people", qualifier="nearly"), snhr("b", 1500, on(9), qualifier="at_least")],
        [],
    ),
    "families are not the same number of people": (
        [sohr("a", 745, on(8), category="people"), snhr("b", 745, on(9), unit="families")],
        [],
    ),
    "other numbers of other people": (
        [sohr("a", 745, on(8), category="loyalists"), snhr("b", 754, on(9), category="security_forces")],
        [],
    ),
    "a vague number is nobody's": (
        [sohr("a", 100, on(8), category="people", qualifier="vague"), snhr("b", 100, on(9), qualifier="vague")],
        [],
    ),
    # never compared
    "background": ([sohr("a", 1225, on(11)), snhr("b", 639, on(11), scope="background")], []),
    "speculative": ([sohr("a", 1225, on(11)), snhr("b", 639, on(11), speculative=True)], []),
    "revised": ([sohr("a", 1225, on(11)), snhr("b", 639, on(11), revised=True)], []),
    "vague": ([sohr("a", 1225, on(11)), snhr("b", 12, on(11), qualifier="vague", label="dozens")], []),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_small_folder(name: str) -> None:
    figures, expected = FOLDERS[name]
    found = together(figures).findings
    assert [(item.relation, item.severity) for item in found] == expected


@pytest.mark.parametrize("name", FOLDERS)
def test_the_order_of_the_figures_does_not_matter(name: str) -> None:
    figures, _ = FOLDERS[name]
    plain, turned = together(figures).findings, together(figures[::-1]).findings
    assert {(item.id, item.severity) for item in turned} == {(item.id, item.severity) for item in plain}


def only(figures: Sequence[Figure], case: Case = COAST) -> Finding:
    (found,) = together(figures, case).findings
    return found


def test_since_the_onset_against_since_december() -> None:
    found = only([sohr("a", 1225, on(11)), sohr("a", 5000, on(11), line=2, period=DECEMBER)])
    assert (found.relation, found.severity, found.dimension) == ("different_period", "info", "period")
    assert found.message == (
        '"1,225" (SOHR, as of 11 March 2025, a:1) counts since the onset,'
        ' "5,000" (SOHR, since 8 December, as of 11 March 2025, a:2) since 8 December 2024'
    )


def test_an_update_tells_its_steps_once() -> None:
    found = only([sohr("a", 745, on(9)), sohr("b", 1225, on(11)), sohr("c", 1383, on(12))])
    assert found.figures == ("a:1:745", "b:1:1225", "c:1:1383")
    assert found.detail == Change(delta=638, ratio=1.8564, days=3)
    assert found.message == (
        "civilians killed: SOHR 745 (as of 9 March 2025, a:1) → 1,225 (as of 11 March 2025, b:1)"
        " → 1,383 (as of 12 March 2025, c:1): +638 (+86%) in 3 days"
    )
    assert found.quotes[0] == Quote(
        figure="a:1:745",
        report="a.txt",
        line=1,
        label="745",
        source="SOHR",
        sentence="a line 1: [745] civilians killed.",
    )


def test_a_day_that_is_exactly_the_change() -> None:
    found = together(
        [
            sohr("a", 1225, on(11)),
            sohr("b", 1383, on(12)),
            sohr("b", 158, line=2, scope="window", period=period(12, 12, "on Wednesday")),
        ]
    ).findings
    message = next(item.message for item in found if item.relation == "increment")
    assert message == (
        '"158" civilians killed (SOHR, on Wednesday, b:2) is part of "1,383" (as of 12 March 2025, b:1),'
        " exactly the change from 1,225 to 1,383"
    )


def test_a_finding_about_parts_alone_has_no_series() -> None:
    figures = FOLDERS["two counts of one day"][0]
    assert (only(figures).series, together(figures).series) == (None, ())
    assert only(figures).message == (
        'civilians killed, on Friday, as of 8 March 2025: "120" (SNHR, b:1) against "163" (SOHR, a:1)'
    )


def test_families_become_people_only_by_the_case_file() -> None:
    figures = [
        sohr("a", 350, unit="families", outcome="displaced"),
        sohr("a", 1600, outcome="displaced", line=2),
    ]
    assert "family" not in only(figures).message
    assert only(figures, household(4.6)).message.endswith("families are not people; 1,610 at 4.6 a family (case file)")


def test_one_finding_for_a_pair_of_sources() -> None:
    days = range(9, 15)
    figures = [sohr(f"a{day}", 1000 + day, on(day)) for day in days] + [
        snhr(f"b{day}", 500 + day, on(day)) for day in days
    ]
    found = together(figures).findings
    assert [item.relation for item in found] == ["disagreement", "update", "update"]
    assert found[0].figures[:2] == ("b14:1:514", "a14:1:1014")
    assert found[0].message.endswith(
        '; and 10 more pairs of theirs, such as "513" against "1,013", "1,013" against "514"'
    )


def test_every_row_of_the_table_is_met() -> None:
    met = {relation for figures, _ in FOLDERS.values() for relation, *_ in told(together(figures))}
    assert met - {"echo"} == {row.relation for row in TABLE}


def test_an_outlet_is_told_apart_from_who_counted() -> None:
    found = only([sohr("a", 300, on(9)), figure("b", 900, credit="BBC", as_of=on(9))])
    assert found.reason == "Who counted for BBC is not said."


def test_a_finding_names_a_source_as_the_tables_do() -> None:
    agency = Source(id="UNHCR", name="United Nations High Commissioner for Refugees", kind="un")
    office = Source(id="provincial-health-office", name="provincial health office", kind="authority")
    one, two = sohr("a", 300, on(9)), sohr("b", 900, on(9))
    message = only([one.model_copy(update={"source": agency}), two.model_copy(update={"source": office})]).message
    assert "(UNHCR, a:1)" in message
    assert "(provincial health office, b:1)" in message
    assert short_name(Source(id="Al-Jazeera", name="Al Jazeera", kind="outlet")) == "Al Jazeera"

"""The cascade: what holds for any text first, then what each stage reads."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from anything import held

from reconcile.case import Case, CategoryWords, Event, KnownSource, Numbers
from reconcile.extractors import Extraction, extract, periods, quantities
from reconcile.extractors.bounds import bounds, width
from reconcile.extractors.resolving import Anchor
from reconcile.extractors.tokens import lowered
from reconcile.records import AsOf, Figure, Published, Qualifier, Report, Scope

ONSET = date(2025, 3, 6)  # a Thursday
SUNDAY = date(2025, 3, 9)
COAST = Case(
    event=Event(onset=ONSET, place=("the coast", "Latakia", "Tartous", "Hama", "Homs"), population=("Alawite",)),
    sources={
        "SOHR": KnownSource(name="Syrian Observatory for Human Rights", aliases=("the Observatory",), kind="monitor")
    },
    categories={"loyalists": CategoryWords(add=("armed fighters",))},
)


def report(text: str, published: date | None = None) -> Report:
    known = Published(date=published, basis="case") if published else None
    return Report(id="a.txt", path="a.txt", label="a", sha256="0" * 64, text=text, published=known)


def read(text: str, case: Case | None = None, published: date | None = None) -> Extraction:
    return extract(report(text, published), case or Case())


def figures(text: str, case: Case | None = None, published: date | None = None) -> tuple[Figure, ...]:
    return read(text, case, published).figures


def one(text: str, case: Case | None = None, published: date | None = None) -> Figure:
    (figure,) = figures(text, case, published)
    return figure


# ---------------------------------------------------------------- what holds for any text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_newlines_stay_as_they_are(end: str) -> None:
    text = f"The toll{end}{end}Nine people were killed.{end}{end}At least 40 people died in\thospital."
    taken = read(text)
    held(taken, text)
    assert [figure.evidence.exact for figure in taken.figures] == ["Nine", "40"]


@pytest.mark.parametrize(
    "text",
    [
        "İİİ İstanbul: 12 people were killed in İzmir.",
        "Straẞe ŉ ﬁre: 12 people were killed.",
        "\ufeffTwelve İ: 12 people were killed.",
        "\x00\x00 12 people were killed.\x00",
        "\u200f12 people were killed\u200e.",
        "“12 people were killed,” he said.",
    ],
)
def test_characters_that_change_length_move_nothing(text: str) -> None:
    held(read(text), text)
    assert one(text).evidence.exact == "12"
    assert len(lowered(text)) == len(text)


def test_text_of_another_encoding_gives_no_figure() -> None:
    text = "12 people were killed.".encode("utf-16-le").decode("latin-1")
    assert figures(text) == ()


def test_the_same_text_gives_the_same_ids() -> None:
    text = "Nine people were killed. Nine people were killed."
    first, second = figures(text)
    assert first.id != second.id
    assert figures(text) == (first, second)


def test_an_id_depends_on_the_text() -> None:
    text = "Nine people were killed."
    assert one(text).id != one(f"{text} Nobody else was hurt.").id
    saved_again = report(text).model_copy(update={"sha256": "1" * 64})
    assert one(text).id == extract(saved_again, Case()).figures[0].id


def test_text_in_another_language_gives_no_figure() -> None:
    assert figures("Mindestens 12 Menschen wurden am Freitag bei einem Anschlag getötet.") == ()
    assert figures("قتل 12 شخصا يوم الجمعة") == ()


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("text", "stated", "upper"),
    [
        ("1,383 people", 1383, None),
        ("1 383 people", 1383, None),
        ("1\u00a0383 people", 1383, None),
        ("1\u202f383\u202f000 people", 1383000, None),
        ("1'383 people", 1383, None),
        ("12,34,567 people", 1234567, None),
        ("1.234.567 people", 1234567, None),
        ("١٢٣ people", 123, None),
        ("١٬٢٣٤ people", 1234, None),
        ("1.2 million people", 1200000, None),
        ("2.5m people", 2500000, None),
        ("40k people", 40000, None),
        ("three lakh people", 300000, None),
        ("1.5 lakh people", 150000, None),
        ("forty-seven people", 47, None),
        ("forty seven people", 47, None),
        ("a hundred people", 100, None),
        ("one hundred and seven people", 107, None),
        ("two thousand three hundred and four people", 2304, None),
        ("twelve hundred people", 1200, None),
        ("one and a half million people", 1500000, None),
        ("two million five hundred thousand people", 2500000, None),
        ("a dozen people", 12, None),
        ("half a dozen people", 6, None),
        ("two dozen people", 24, None),
        ("half a million people", 500000, None),
        ("a quarter of a million people", 250000, None),
        ("dozens of people", 12, None),
        ("scores of people", 20, None),
        ("a handful of people", 3, None),
        ("tens of thousands of people", 10000, None),
        ("hundreds of thousands of people", 100000, None),
        ("16 to 22 people", 16, 22),
        ("five or ten people", 5, 10),
        ("300-400 people", 300, 400),
        ("300–400 people", 300, 400),
        ("between 300 and 400 people", 300, 400),
        ("between three and five people", 3, 5),
        ("2 to 3 million people", 2000000, 3000000),
        ("sixty to seventy people", 60, 70),
    ],
)
def test_a_number_is_what_it_says(text: str, stated: int, upper: int | None) -> None:
    numbers, _ = quantities.find(lowered(text), text)
    assert [(number.stated, number.upper) for number in numbers] == [(stated, upper)]


@pytest.mark.parametrize(
    "text",
    ["12th of them", "F-16 pilots", "a 40-bed ward", "3.5 people", "1,2,3", "version 2.0.1", "12h", "no. 12"],
)
def test_digits_that_are_no_whole_number_are_none(text: str) -> None:
    numbers, _ = quantities.find(lowered(text), text)
    assert not [number for number in numbers if number.stated > 3]


@pytest.mark.parametrize(
    ("said", "qualifier"),
    [
        ("12 people", Qualifier.EXACT),
        ("about 12 people", Qualifier.ABOUT),
        ("some 12 people", Qualifier.ABOUT),
        ("an estimated 12 people", Qualifier.ABOUT),
        ("12-odd people", Qualifier.ABOUT),
        ("At least 12 people", Qualifier.AT_LEAST),
        ("no fewer than 12 people", Qualifier.AT_LEAST),
        ("12 or more people", Qualifier.AT_LEAST),
        ("12 people, at a minimum,", Qualifier.AT_LEAST),
        ("more than 12 people", Qualifier.MORE_THAN),
        ("well over 12 people", Qualifier.MORE_THAN),
        ("12+ people", Qualifier.MORE_THAN),
        ("as many as 12 people", Qualifier.AT_MOST),
        ("no more than 12 people", Qualifier.AT_MOST),
        ("just under 12 people", Qualifier.NEARLY),
        ("almost 12 people", Qualifier.NEARLY),
        ("12 to 14 people", Qualifier.RANGE),
        ("dozens of people", Qualifier.VAGUE),
    ],
)
def test_a_qualifier_is_read_with_its_number(said: str, qualifier: Qualifier) -> None:
    assert one(f"{said[0].upper()}{said[1:]} were killed.").quantity.qualifier is qualifier


def test_a_qualifier_stays_with_its_own_number() -> None:
    first, second = figures("At least 12 soldiers and nine civilians were killed.")
    assert (first.quantity.qualifier, second.quantity.qualifier) == (Qualifier.AT_LEAST, Qualifier.EXACT)
    assert (first.label, second.label) == ("At least 12", "nine")


@pytest.mark.parametrize(
    ("n", "wide"), [(300, 100), (532, 27), (1000, 1000), (1, 1), (10, 10), (0, 1), (1250, 63), (40_000, 10_000)]
)
def test_the_width_is_the_grain_or_a_twentieth(n: int, wide: int) -> None:
    assert width(n) == wide


@pytest.mark.parametrize(
    ("n", "qualifier", "expected"),
    [
        (300, Qualifier.EXACT, (300, 300, 300, 300)),
        (300, Qualifier.AT_LEAST, (300, None, 300, 400)),
        (300, Qualifier.MORE_THAN, (301, None, 301, 400)),
        (300, Qualifier.AT_MOST, (None, 300, 200, 300)),
        (300, Qualifier.NEARLY, (None, 299, 200, 299)),
        (300, Qualifier.ABOUT, (None, None, 250, 350)),
        (532, Qualifier.EXACT, (532, 532, 532, 532)),
        (532, Qualifier.AT_LEAST, (532, None, 532, 559)),
        (532, Qualifier.MORE_THAN, (533, None, 533, 559)),
        (532, Qualifier.AT_MOST, (None, 532, 505, 532)),
        (532, Qualifier.NEARLY, (None, 531, 505, 531)),
        (532, Qualifier.ABOUT, (None, None, 519, 545)),
        (1000, Qualifier.EXACT, (1000, 1000, 1000, 1000)),
        (1000, Qualifier.AT_LEAST, (1000, None, 1000, 2000)),
        (1000, Qualifier.MORE_THAN, (1001, None, 1001, 2000)),
        (1000, Qualifier.AT_MOST, (None, 1000, 0, 1000)),
        (1000, Qualifier.NEARLY, (None, 999, 0, 999)),
        (1000, Qualifier.ABOUT, (None, None, 500, 1500)),
    ],
)
def test_bounds_are_those_of_the_design(n: int, qualifier: Qualifier, expected: tuple[int | None, ...]) -> None:
    assert bounds(n, None, qualifier) == expected


def test_a_range_is_bounded_by_its_ends() -> None:
    assert bounds(300, 400, Qualifier.RANGE) == (300, 400, 300, 400)


@pytest.mark.parametrize(
    ("word", "profile", "low", "implied"),
    [
        ("a handful", "none", 3, (3, 9)),
        ("dozens", "none", 12, (12, 99)),
        ("scores", "none", 20, (20, 99)),
        ("hundreds", "none", 100, (100, 999)),
        ("thousands", "none", 1000, (1000, 9999)),
        ("tens of thousands", "none", 10_000, (10_000, 99_999)),
        ("dozens", "acled", 12, (12, 12)),
        ("hundreds", "acled", 100, (100, 100)),
        ("thousands", "acled", 1000, (1000, 9999)),
        ("tens", "nextier", 11, (11, 11)),
        ("dozens", "nextier", 24, (24, 24)),
        ("scores", "nextier", 20, (20, 20)),
    ],
)
def test_a_vague_word_is_a_band_unless_a_profile_counts_it(
    word: str, profile: str, low: int, implied: tuple[int, int]
) -> None:
    case = Case(numbers=Numbers.model_validate({"profile": profile}))
    quantity = one(f"{word.capitalize()} of people were killed.", case).quantity
    assert quantity.qualifier is Qualifier.VAGUE
    assert (quantity.low, quantity.high) == (low, None)
    assert (quantity.implied_low, quantity.implied_high) == implied


def test_a_profile_leaves_what_is_stated() -> None:
    text = "Dozens of people were killed."
    counted = one(text, Case(numbers=Numbers(profile="nextier"))).quantity
    assert counted.stated == one(text).quantity.stated == 12


def test_families_are_not_turned_into_people() -> None:
    quantity = one("Some 350 families have fled.", Case(numbers=Numbers(household_size=4.6))).quantity
    assert (quantity.stated, quantity.unit) == (350, "families")


# ---------------------------------------------------------------- periods


def march(day: int) -> date:
    return date(2025, 3, day)


@pytest.mark.parametrize(
    ("said", "published", "onset", "kind", "first", "last"),
    [
        ("on Friday", SUNDAY, None, "weekday", march(7), march(7)),
        ("on Sunday", SUNDAY, None, "weekday", march(9), march(9)),
        ("on Monday", SUNDAY, None, "weekday", march(3), march(3)),
        ("on Friday", None, ONSET, "weekday", march(7), march(7)),
        ("on Thursday", None, ONSET, "weekday", march(6), march(6)),
        ("on Wednesday", None, ONSET, "weekday", march(12), march(12)),
        ("on Friday", None, None, "weekday", None, None),
        ("since Thursday", SUNDAY, None, "since_weekday", march(6), march(9)),
        ("since Thursday", None, ONSET, "since_weekday", march(6), None),
        ("over Friday and Saturday", SUNDAY, None, "weekdays", march(7), march(8)),
        ("over Friday and Saturday", None, ONSET, "weekdays", march(7), march(8)),
        ("between Sunday and Tuesday", None, ONSET, "weekdays", march(9), march(11)),
        ("as of 17 March", date(2025, 3, 20), None, "as_of", None, march(17)),
        ("as of 17 March", None, ONSET, "as_of", None, march(17)),
        ("as of 17 March", None, None, "as_of", None, None),
        ("as of 17 March 2024", None, None, "as_of", None, date(2024, 3, 17)),
        ("by Saturday evening", SUNDAY, None, "as_of_weekday", None, march(8)),
        ("on 31 December", date(2026, 1, 2), None, "date", date(2025, 12, 31), date(2025, 12, 31)),
        ("on 1 January", date(2025, 12, 31), None, "date", date(2025, 1, 1), date(2025, 1, 1)),
        ("on Wednesday", date(2026, 1, 2), None, "weekday", date(2025, 12, 31), date(2025, 12, 31)),
        ("on 30 February", SUNDAY, None, "date", None, None),
        ("on 6-8 March", SUNDAY, None, "day_range", march(6), march(8)),
        ("between 6 March and 8 March", SUNDAY, None, "between", march(6), march(8)),
        ("since 6 March", SUNDAY, None, "since_date", march(6), march(9)),
        ("since the start of the offensive", SUNDAY, ONSET, "since_onset", march(6), march(9)),
        ("in December", date(2026, 1, 2), None, "month", date(2025, 12, 1), date(2025, 12, 31)),
        ("in February 2024", SUNDAY, None, "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("yesterday", SUNDAY, None, "yesterday", march(8), march(8)),
        ("today", SUNDAY, None, "today", march(9), march(9)),
        ("yesterday", date(2026, 1, 1), None, "yesterday", date(2025, 12, 31), date(2025, 12, 31)),
        ("in the past 48 hours", SUNDAY, None, "past_span", march(7), march(9)),
        ("over the past three days", None, ONSET, "past_span", None, None),
        ("last month", SUNDAY, None, "last_month", date(2025, 2, 1), date(2025, 2, 28)),
        ("in 2019", SUNDAY, None, "year", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_time_is_resolved(
    said: str, published: date | None, onset: date | None, kind: str, first: date | None, last: date | None
) -> None:
    found = periods.find(f"forty people died {said} there".lower(), Anchor(published, onset))
    assert [(time.kind, time.first, time.last) for time in found] == [(kind, first, last)]


@pytest.mark.parametrize("said", ["by Jane Kerr", "since Marwan left", "in the market", "by Septimus", "of the decree"])
def test_a_word_that_begins_as_a_month_is_none(said: str) -> None:
    assert not periods.find(f"forty people died {said} on 8 occasions".lower(), Anchor(SUNDAY, None))


def dated(day: date, basis: str) -> AsOf:
    return AsOf.model_validate({"date": day, "earliest": day, "latest": day, "basis": basis})


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("As of 8 March, 40 people had been killed.", None, dated(march(8), "explicit")),
        ("As of 8 March, 40 people had been killed.", SUNDAY, dated(march(8), "explicit")),
        ("From 6 March to 8 March 40 people were killed.", SUNDAY, dated(march(9), "published")),
        ("Forty people have been killed since Thursday.", SUNDAY, dated(march(9), "published")),
        ("Forty people were killed.", SUNDAY, dated(march(9), "published")),
        (
            "Forty people have been killed since Thursday.",
            None,
            AsOf(date=None, earliest=march(6), latest=march(12), basis="weekdays"),
        ),
        (
            "Forty people were killed. On Saturday it rained.",
            None,
            AsOf(date=None, earliest=march(8), latest=None, basis="weekdays"),
        ),
        ("The death toll on 8 March reached 40.", None, dated(march(8), "period")),
        ("The death toll reached 40 on Saturday.", SUNDAY, dated(march(8), "period")),
        (
            "The death toll reached 40 on Saturday.",
            None,
            AsOf(date=None, earliest=march(8), latest=None, basis="weekdays"),
        ),
        ("More than 500,000 people were killed in the civil war.", SUNDAY, None),
        ("Forty people were killed.", None, None),
    ],
)
def test_a_figure_held_at_the_best_date_known(text: str, published: date | None, expected: AsOf | None) -> None:
    assert one(text, COAST, published).as_of == expected


def test_other_months_and_years_date_nothing() -> None:
    text = "Forty people were killed. The government fell in December 2024."
    assert one(text, COAST).as_of is None


def test_the_days_that_a_report_names_are_kept() -> None:
    days = read("Forty people have been killed since Thursday. On Saturday it rained.", COAST).days
    assert days is not None
    assert (days.first, days.last, days.latest) == (march(6), march(8), march(12))


# ---------------------------------------------------------------- sources


def credit(figure: Figure) -> str | None:
    return figure.source.id if figure.source else None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("SOHR said 300 civilians were killed.", "SOHR"),
        ("The Observatory said 300 civilians were killed.", "SOHR"),
        ("According to the Syrian Observatory for Human Rights, 300 civilians were killed.", "SOHR"),
        ("Three hundred civilians were killed, the UN said on Monday.", "UN"),
        ("Three hundred civilians were killed, who are buried there.", None),
        ("Three hundred civilians were killed.", None),
    ],
)
def test_a_source_is_known_by_its_names(text: str, source: str | None) -> None:
    assert credit(one(text)) == source


def test_a_case_file_names_a_source() -> None:
    tally = {"Tally": KnownSource(name="Coast Tally Project", aliases=("the counters",), kind="monitor")}
    found = one("The counters said 300 civilians were killed.", Case(sources=tally)).source
    assert found is not None
    assert (found.id, found.name, found.kind) == ("Tally", "Coast Tally Project", "monitor")


def test_an_abbreviation_stands_for_what_introduced_it() -> None:
    text = "The Coast Relief Committee (CRC) said 40 people died. Rain fell.\n\nNine were injured, the CRC said."
    assert [credit(figure) for figure in figures(text)] == ["CRC", "CRC"]


def test_an_outlet_that_cites_passes_on() -> None:
    for text in (
        "Forty people were killed, AFP reported, citing the health ministry.",
        "Forty people were killed, according to AFP, citing the health ministry.",
        "AFP said, citing the health ministry, that 40 people were killed.",
        "The health ministry told AFP that 40 people were killed.",
    ):
        found = one(text).source
        assert found is not None
        assert (found.name, found.via) == ("health ministry", ("Agence France-Presse",)), text


def test_a_credit_carries_on_within_its_paragraph_only() -> None:
    text = "SOHR said 300 civilians were killed. Nine soldiers died too.\n\nForty people were injured."
    first, second, third = figures(text)
    assert (credit(first), credit(second), credit(third)) == ("SOHR", "SOHR", None)
    assert first.source is not None
    assert second.source is not None
    assert (first.source.carried, second.source.carried) == (False, True)


def test_the_group_is_the_one_named_before() -> None:
    text = "SNHR said 300 civilians were killed.\n\nThe group also said 40 people were injured."
    assert [credit(figure) for figure in figures(text)] == ["SNHR", "SNHR"]


def test_two_clauses_have_two_sources() -> None:
    text = "The army said nine soldiers were killed, while SOHR said 40 civilians died."
    first, second = figures(text)
    assert (credit(first), credit(second)) == ("army", "SOHR")


# ---------------------------------------------------------------- places, populations, perpetrators


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Forty people were killed in Homs.", "Homs"),
        ("In Lattakia, 40 people were killed.", "Latakia"),
        ("Forty people were killed on the coast.", None),
        ("Forty people were killed in Latakia and Tartous.", None),
        ("Forty people were killed.", None),
    ],
)
def test_the_events_whole_narrows_nothing(text: str, place: str | None) -> None:
    found = figures(f"Rain fell.\n\n{text}", COAST)[0].place
    assert (found.id if found else None) == place


def test_the_cases_population_narrows_nothing() -> None:
    text = "More than 300 Alawite civilians were killed."
    assert one(text, COAST).population is None
    narrowed = one(text).population
    assert narrowed is not None
    assert narrowed.text == "Alawite"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Government forces killed 31 civilians.", "security_forces"),
        ("Gunmen killed 31 civilians.", "armed_groups"),
        ("Thirty-one civilians were shot dead by police.", "security_forces"),
        ("Pro-Assad fighters killed 31 soldiers.", "loyalists"),
        ("A flood killed 31 civilians.", None),
        ("Thirty-one civilians were killed by a car bomb.", None),
    ],
)
def test_who_did_it_is_read_where_it_is_said(text: str, category: str | None) -> None:
    found = one(text).perpetrator
    assert (found.category if found else None) == category


def test_attackers_are_no_victims() -> None:
    figure = one("Some 40 gunmen killed eight people.")
    assert (figure.evidence.exact, figure.category) == ("eight", "people")


def test_the_cases_words_count_into_its_categories() -> None:
    text = "One hundred and twenty armed fighters were killed."
    assert (one(text).category, one(text, COAST).category) == ("armed_groups", "loyalists")


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("The death toll has reached 300 since Thursday.", Scope.CUMULATIVE),
        ("Rain fell.\n\nForty people were killed in a single day.", Scope.WINDOW),
        ("Rain fell.\n\nForty people died, including nine children.", Scope.SUBSET),
        ("More than 500,000 people were killed in the civil war.", Scope.BACKGROUND),
        ("Rain fell.\n\nA car bomb killed nine people.", Scope.INCIDENT),
        ("Rain fell.\n\nNine people were killed in Homs.", Scope.PLACE),
    ],
)
def test_a_figure_covers_what_its_clause_says(text: str, scope: Scope) -> None:
    assert figures(text)[-1].scope is scope


def test_a_number_dropped_has_its_reason() -> None:
    reasons = {drop.exact: drop.reason for drop in read("Samir, 67, saw 12 houses burn on 6 March.").dropped}
    assert reasons == {"67": "an age", "12": "counts something else", "6": "a date"}


def test_a_figure_explains_itself() -> None:
    trace = one("More than 300 civilians were killed.").trace
    assert trace == (
        "number: 300",
        "qualifier: more than",
        "victim: civilians (civilians)",
        "outcome: killed (kill)",
        "form: passive",
    )


# ---------------------------------------------------------------- forms that mislead


def form(name: str, *values: Any) -> Any:
    return pytest.param(*values, id=name)


def wrong(reason: str, *values: Any) -> Any:
    """Give what is known to be read wrongly so far."""
    return pytest.param(*values, id=reason, marks=[pytest.mark.xfail(reason=reason, raises=AssertionError)])


@pytest.mark.parametrize(
    "text",
    [
        form("`not one of`: none of the number was harmed", "Not one of the 14 guards died."),
        form("ages of those named before by their kinship", "Her sons, 12 and nine, were killed."),
        form("an age limit as a noun's own attribute", "People under 18 died."),
        form("a purpose that is no deed: `the plan was to`", "The plan was to kill nine guards."),
        form("patients treated for an illness", "Doctors treated 40 people for cholera."),
        form("an outcome that did not come about: `nearly`", "Forty people were nearly killed."),
        form("a denial above the clause", "He denied that 40 people were killed."),
        form("a claim called false", "Reports that 40 people were killed are false."),
        form("a number less its exception", "All but nine of the 40 men fled."),
        form("a condition", "If 40 people were killed, it would be a massacre."),
        form("a question", "Did 40 people die?"),
    ],
)
def test_nobody_is_said_to_have_been_harmed(text: str) -> None:
    assert figures(text) == ()


ASKED: dict[str, Callable[[Figure], object]] = {
    "exact": lambda figure: figure.evidence.exact,
    "category": lambda figure: figure.category,
    "perpetrator": lambda figure: figure.perpetrator and figure.perpetrator.category,
    "period": lambda figure: figure.period and figure.period.text,
    "start": lambda figure: figure.period and figure.period.start,
    "place": lambda figure: figure.place and figure.place.id,
    "scope": lambda figure: figure.scope,
    "source": lambda figure: figure.source and figure.source.name,
    "via": lambda figure: figure.source and figure.source.via,
}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        form(
            "an age limit is looked for before a toll: `was over`",
            *("The number of dead was over 40.", "exact", ["40"]),
        ),
        form(
            "`accounted for` is read as `found safe` before it is read as a share",
            *("Murders accounted for 40 people.", "exact", ["40"]),
        ),
        form(
            "`marched` is read as a demonstration before it is read as a seizure",
            *("Gunmen marched 12 villagers away.", "exact", ["12"]),
        ),
        wrong(
            "the whole that a part is taken from is itself a toll",
            *("Twelve of the 40 killed were soldiers.", "exact", ["Twelve", "40"]),
        ),
        form(
            "whose death toll it is, where an article stands before it",
            *("The civilian death toll passed 100.", "category", ["civilians"]),
        ),
        wrong(
            "by whom, where the participle belongs to the noun",
            *("Twelve people killed by gunmen were named.", "perpetrator", ["armed_groups"]),
        ),
        form(
            "a date at the end of its sentence takes the full stop with it",
            *("Forty people were killed on 7 March.", "period", ["on 7 March"]),
        ),
        form(
            "`weekend` is read as `week`",
            *("Forty people were killed last weekend.", "period", ["last weekend"]),
        ),
        form(
            "`by mid-January 2024`: the year is lost",
            *("Forty people were killed by mid-January 2024.", "period", ["by mid-January 2024"]),
        ),
        form(
            "`since the start of` a year is read as since the onset of the event",
            *("Since the start of 2024, 40 people have been killed.", "start", [date(2024, 1, 1)]),
        ),
        form(
            "a year compared with is the compared number's alone",
            *(
                "Forty people were killed this year, against 31 last year.",
                "scope",
                [Scope.CUMULATIVE, Scope.BACKGROUND],
            ),
        ),
        wrong(
            "a place before its number: the next number's place is taken",
            *("Rain fell.\n\nForty people were killed: Homs 12, Hama 28.", "place", [None, "Homs", "Hama"]),
        ),
        form(
            "fewer bodies than the dead told before are those of one search",
            *("The toll rose to 58.\n\nDivers recovered 17 bodies.", "scope", [Scope.CUMULATIVE, Scope.INCIDENT]),
        ),
        form(
            "fewer bodies in the paragraph that leads",
            *("The toll rose to 58. Divers recovered 17 bodies.", "scope", [Scope.CUMULATIVE, Scope.INCIDENT]),
        ),
        form(
            "bodies that are counted so far are a toll",
            *("The toll rose to 58.\n\nSo far 17 bodies were found.", "scope", [Scope.CUMULATIVE, Scope.CUMULATIVE]),
        ),
        form(
            "the time behind a former value is its own",
            *("Rain.\n\nThe toll rose to 58, up from 41 on Tuesday.", "period", [None, "on Tuesday"]),
        ),
        form(
            "a place with a word before its name",
            *("Rain fell.\n\nThey killed 44 men in Nondin and 179 in nearby Soro.", "place", ["nondin", "soro"]),
        ),
        form(
            "a place that is said to be one",
            *("Rain fell.\n\nNine people were killed in the village of Arzah.", "place", ["arzah"]),
        ),
        form(
            "who is denied: the rival's number is no figure, and he is not the source",
            *("Twelve men died, not 30 as the rebels claim, said the ministry.", "source", ["ministry"]),
        ),
        form(
            "a rival clause's speaker, with what stands before it",
            *("Forty people were killed, but officials say 12 died.", "source", [None, "officials"]),
        ),
        form(
            "a day of the month beside a number",
            *("In the week to March 12 225 more people died.", "exact", ["225"]),
        ),
        form(
            "a part's qualifier is not the whole's",
            *("The strike killed 14, at least nine of them women.", "exact", ["14", "nine"]),
        ),
        form(
            "a source without a role word is cut after its first word",
            *("According to an old farmer, 12 people died.", "source", ["old farmer"]),
        ),
        form(
            "`early accounts` are nobody",
            *("According to early accounts, 12 people died.", "source", [None]),
        ),
        form(
            "a source whose figures stand in a relative clause",
            *("The ministry, whose figures show 300 dead, gave no names.", "source", ["ministry"]),
        ),
        form(
            "a source that has a list in a relative clause",
            *("The group, which has 300 dead on its list, is based in Britain.", "source", ["group"]),
        ),
        form(
            "a known source in parentheses gets its abbreviation twice",
            *("Forty people were killed (SOHR).", "source", ["Syrian Observatory for Human Rights"]),
        ),
        form(
            "an outlet that cites a source before its verb of saying",
            *(
                "AFP, citing the health ministry, reported that 40 people were killed.",
                "via",
                [("Agence France-Presse",)],
            ),
        ),
        form(
            "a citation before the outlet that makes it",
            *("Citing the health ministry, AFP said 40 people were killed.", "source", ["health ministry"]),
        ),
    ],
)
def test_a_form_that_misleads_is_read_right(text: str, asked: str, expected: list[object]) -> None:
    assert [ASKED[asked](figure) for figure in figures(text)] == expected


def test_the_ministry_is_the_one_named_last() -> None:
    text = (
        "At least 22 miners were killed, the Ministry of Mines said. The ministry said 19 people were missing.\n\n"
        "The Interior Ministry said 40 people were injured. The ministry said five people had been arrested.\n"
    )
    assert [figure.source.name for figure in figures(text) if figure.source] == [
        *("Ministry of Mines", "Ministry of Mines"),
        *("Interior Ministry", "Interior Ministry"),
    ]


@pytest.mark.parametrize("fell", ["was revised down from 29 to 27", "went from 29 to 27", "rose from 27 to 29"])
def test_a_toll_that_moves_from_one_number_to_another_names_no_days(fell: str) -> None:
    found = figures(f"The death toll {fell} on Thursday, the agency said.")
    assert len(found) == 2
    assert not any(figure.period and "from" in figure.period.text for figure in found)

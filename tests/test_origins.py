"""One counter under several names, across reports."""

from collections.abc import Sequence

import pytest
from figures import COAST, figure, source

from reconcile.case import Case, KnownSource
from reconcile.reconciler.origins import name_of, resolve
from reconcile.records import Source, SourceKind

PLAIN = Case()


def named(name: str, id_: str | None = None, kind: SourceKind = "authority") -> Source:
    return Source(id=id_ or name.lower().replace(" ", "-"), name=name, kind=kind)


def keys(names: Sequence[Source], case: Case = PLAIN) -> list[str]:
    figures = [figure(f"r{i}", 100 + i, credit=each) for i, each in enumerate(names)]
    return [made.source.id if made.source else "" for made in resolve(figures, case)[0]]


ONE = {
    "an abbreviation": ["National Institute for Disaster Management (INGD)", "INGD", "disaster institute, INGD"],
    "what an abbreviation was told to be": ["Mozambican disaster agency INGD", "Mozambique's disaster agency"],
    "the country's own": ["Syrian health ministry", "Syria's Health Ministry", "health ministry"],
    "of a place, or plain": ["health directorate of Soro", "Soro health directorate", "health directorate"],
    "with its level, or without": ["provincial health directorate", "health directorate"],
    "national says no more": ["national disaster institute", "country's disaster institute"],
    "who speaks for it": ["traffic police", "traffic police spokesman Omar Dine", "spokeswoman for the traffic police"],
}
SEVERAL = {
    "two countries": ["Lebanon's health ministry", "Syria's health ministry"],
    "two places": ["health directorate of Soro", "health directorate of Bala"],
    "two levels": ["provincial health directorate", "regional health directorate"],
    "two abbreviations": ["disaster agency, ANDA", "disaster agency, BNDA"],
    "other words": ["disaster agency", "disaster institute"],
    "one word is no name": ["officials", "Syria's officials"],
    "who speaks for nobody named": ["spokesman Omar Dine", "spokesman", "traffic police"],
    "two ministries": ["health ministry", "interior ministry"],
}


@pytest.mark.parametrize("name", ONE)
def test_names_of_one_counter_are_one_origin(name: str) -> None:
    found = keys([named(each) for each in ONE[name]])
    assert len(set(found)) == 1


@pytest.mark.parametrize("name", SEVERAL)
def test_names_of_several_counters_stay_apart(name: str) -> None:
    found = keys([named(each) for each in SEVERAL[name]])
    assert len(set(found)) == len(SEVERAL[name])


def test_a_bare_name_between_two_owners_is_neither() -> None:
    found = keys(
        [named("health directorate of Soro"), named("health directorate of Bala"), named("health directorate")]
    )
    assert len(set(found)) == 3


def test_a_key_of_the_lexicon_or_the_case_file_stays() -> None:
    case = Case(sources={"MOH": KnownSource(name="health ministry", kind="authority")})
    assert keys([named("health ministry", "MOH"), named("Syria's health ministry")], case)[0] == "MOH"
    assert keys([source("SOHR"), source("SNHR")], COAST) == ["SOHR", "SNHR"]


def test_the_un_is_the_one_agency_that_the_report_credits() -> None:
    un, ocha = named("United Nations", "UN", "un"), named("UN humanitarian office (OCHA)", "OCHA", "un")
    unhcr = named("UN refugee agency (UNHCR)", "UNHCR", "un")
    one = [figure("a", 10, credit=un), figure("a", 20, credit=ocha), figure("b", 30, credit=un)]
    assert [f.source.id for f in resolve(one, PLAIN)[0] if f.source] == ["OCHA", "OCHA", "UN"]
    two = [figure("a", 10, credit=un), figure("a", 20, credit=ocha), figure("a", 30, credit=unhcr)]
    assert [f.source.id for f in resolve(two, PLAIN)[0] if f.source] == ["UN", "OCHA", "UNHCR"]


def test_what_was_joined_is_told() -> None:
    names = [named("Bala disaster agency, BDA"), named("disaster agency")]
    figures = [figure(f"r{i}", 100 + i, credit=each) for i, each in enumerate(names)]
    made, said = resolve(figures, PLAIN)
    assert {f.source.name for f in made if f.source} == {"Bala disaster agency, BDA"}
    assert '"disaster agency" is taken to be BDA' in said


def test_the_passing_on_of_a_figure_is_kept() -> None:
    told = named("INGD", "ingd").model_copy(update={"via": ("OCHA",), "carried": True})
    made, _ = resolve([figure("a", 10, credit=told)], PLAIN)
    assert made[0].source == Source(id="INGD", name="INGD", kind="authority", via=("OCHA",), carried=True)


def test_a_name_is_taken_apart() -> None:
    assert name_of(named("Mozambique's disaster agency")).whose == {"mozambique"}
    assert name_of(named("Mozambican disaster agency")).whose == {"mozambique"}
    assert name_of(named("disaster institute, INGD")).short == "INGD"
    assert name_of(named("Cabo Delgado provincial health directorate")).words == {"health", "directorate"}

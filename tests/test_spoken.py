"""The small folders of the relations once more, as reports in words, through the command line's JSON.

Each figure becomes a paragraph that says it; what the reports then give must be what their figures gave.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from test_relations import FOLDERS, Folder

from reconcile import cli
from reconcile.records import Figure, Outcome, Scope

CASE = """
[event]
name = "Syria's coast, March 2025"
onset = 2025-03-01
place = ["the coast", "Latakia", "Tartous", "Hama", "Homs"]
population = ["Alawite"]

[categories.loyalists]
add = ["armed fighters"]
"""
COUNTERS = {
    "SOHR": "the Syrian Observatory for Human Rights said",
    "SNHR": "the Syrian Network for Human Rights said",
    "BBC": "the BBC said",
}
WHO = {
    "civilians": "civilians",
    "people": "people",
    "security_forces": "soldiers",
    "loyalists": "armed fighters",
    "refugees": "people",
}
BEFELL = {
    Outcome.KILLED: "been killed",
    Outcome.INJURED: "been wounded",
    Outcome.DISPLACED: "fled their homes",
    Outcome.MISSING: "gone missing",
}


def spoken(figure: Figure) -> str:
    """Say a figure in a paragraph."""
    people = "families" if figure.quantity.unit == "families" else WHO[figure.category]
    if figure.population:
        named = figure.population.id
        people = f"{named} {people}" if named[0].isupper() else named
    by = " by the security forces" if figure.perpetrator else ""
    where = f" in {figure.place.text}" if figure.place else ""
    when = f" {figure.period.text}" if figure.period else ""
    on = figure.as_of.date if figure.as_of and figure.scope is not Scope.WINDOW else None
    as_of = f"As of {on.day} March, " if on else ""
    have = "may have" if figure.speculative else "have"
    said = f", {COUNTERS[figure.source.id]}" if figure.source else ""
    label = figure.label
    if when and figure.scope is Scope.WINDOW:
        have, befell = "", BEFELL[figure.outcome].replace("been", "were")
    else:
        befell = BEFELL[figure.outcome]
    text = " ".join(f"{as_of}{label} {people} {have} {befell}{by}{where}{when}{said}.".split())
    return text[0].upper() + text[1:]


def in_words(figures: Sequence[Figure]) -> bool:
    """Whether the figures can be said so; an interval, a way of knowing or a sentence of its own needs more words."""
    return not any(
        figure.basis
        or (figure.period and figure.period.start and figure.period.start.year < 2025)  # said so, it is background
        or figure.revised
        or figure.scope in (Scope.INCIDENT, Scope.BACKGROUND)
        or (figure.as_of and figure.as_of.date is None)
        or not figure.evidence.sentence.startswith(figure.report.removesuffix(".txt") + " line")
        or (figure.quantity.qualifier == "vague" and not figure.label.isalpha())
        for figure in figures
    )


def written(figures: Sequence[Figure], folder: Path) -> None:
    """Write the reports of the figures, dated where all their figures are of one day, and their case file."""
    told: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        told[figure.report].append(figure)
    case = CASE
    for report, said in told.items():
        paragraphs: dict[int, list[str]] = defaultdict(list)
        for figure in said:
            paragraphs[figure.evidence.line].append(spoken(figure))
        (folder / report).write_text("\n\n".join(map(" ".join, paragraphs.values())) + "\n", encoding="utf-8")
        days = {figure.as_of.date for figure in said if figure.as_of}
        if days:
            case += f'\n[reports."{report}"]\npublished = {max(day for day in days if day)}\n'
    (folder / "reconcile.toml").write_text(case, encoding="utf-8")


SPOKEN: dict[str, Folder] = {name: folder for name, folder in FOLDERS.items() if in_words(folder[0])}


@pytest.mark.parametrize("name", SPOKEN)
def test_a_small_folder_in_words(name: str, tmp_path: Path) -> None:
    figures, expected = SPOKEN[name]
    written(figures, tmp_path)
    target = tmp_path / "result.json"
    assert cli.main(["report", str(tmp_path), "--format", "json", "-o", str(target)]) == 0
    found = json.loads(target.read_text(encoding="utf-8"))
    assert [figure["label"].lower() for figure in found["figures"]] == [figure.label for figure in figures]
    assert [(item["relation"], item["severity"]) for item in found["findings"]] == expected

"""The small folders of the relations once more, as reports in words, through the command line's JSON.

Each figure becomes a paragraph that says it; what the reports then give must be what their figures gave.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from test_groups import ECHOES, HEADLINES, RELATIONS, SUMS
from test_relations import FOLDERS
from test_slips import NO_OUTLIERS, NO_RESETS, NO_TYPOS, OUTLIERS, RESETS, TYPOS

from reconcile import cli
from reconcile.reconciler.claims import HEADLINE
from reconcile.records import Figure, Outcome, Scope

CASE = """
[event]
name = "Syria's coast, March 2025"
onset = 2025-03-{onset:02}
place = ["the coast", "Latakia", "Tartous", "Hama", "Homs"]
population = ["Alawite"]

[categories.loyalists]
add = ["armed fighters"]
"""
ONSET = 6
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
    "combatants": "combatants",
}
KNOWN = {
    "documented": "{number} {people} {befell} have been documented",
    "verified": "{number} {people} {befell} have been verified",
    "identified": "{number} {people} {befell} have been identified",
    "estimated": "it is estimated that {number} {people} have {befell}",
}
BEFELL = {
    Outcome.KILLED: "been killed",
    Outcome.INJURED: "been wounded",
    Outcome.DISPLACED: "fled their homes",
    Outcome.MISSING: "gone missing",
}


def spoken(figure: Figure) -> str:
    """Say a figure in a paragraph, or a headline."""
    if not _plain(figure):
        return figure.evidence.sentence
    people = "families" if figure.quantity.unit == "families" else WHO[figure.category]
    if figure.population:
        named = figure.population.id
        people = f"{named} {people}" if named[0].isupper() else named
    if HEADLINE in figure.trace:
        return f"{figure.label.capitalize()} {people} {BEFELL[figure.outcome].removeprefix('been ')} on the coast"
    by = " by the security forces" if figure.perpetrator else ""
    where = f" in {figure.place.text}" if figure.place else ""
    when = f" {figure.period.text}" if figure.period else ""
    on = figure.as_of.date if figure.as_of and figure.scope is not Scope.WINDOW else None
    as_of = f"As of {on.day} March, " if on else ""
    have = "may have" if figure.speculative else "have"
    befell = BEFELL[figure.outcome]
    if when and figure.scope is Scope.WINDOW:
        have, befell = "", befell.replace("been", "were")
    said = f", {COUNTERS[figure.source.id]}" if figure.source else ""
    if figure.basis:
        return f"{as_of}{KNOWN[figure.basis].format(number=figure.label, people=people, befell=befell)}{said}."
    text = " ".join(f"{as_of}{figure.label} {people} {have} {befell}{by}{where}{when}{said}.".split())
    return text[0].upper() + text[1:]


def _plain(figure: Figure) -> bool:
    """Whether a figure has no sentence of its own."""
    return figure.evidence.sentence.startswith(f"{figure.report.removesuffix('.txt')} line")


def in_words(figures: Sequence[Figure]) -> bool:
    """Whether the figures can be said so; an interval, a way of knowing or a sentence of its own needs more words."""
    return not any(
        figure.revised
        or (figure.period and figure.period.start and figure.period.start.year < 2025)  # said so, it is background
        or figure.scope in (Scope.INCIDENT, Scope.BACKGROUND)
        or (figure.as_of and figure.as_of.date is None)
        or "block: bullet" in figure.trace
        or (figure.quantity.qualifier == "vague" and not figure.label.isalpha())
        for figure in figures
    )


def written(figures: Sequence[Figure], folder: Path) -> None:
    """Write the reports of the figures, dated where all their figures are of one day, and their case file."""
    told: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        told[figure.report].append(figure)
    first = min((figure.as_of.date.day for figure in figures if figure.as_of and figure.as_of.date), default=ONSET)
    case = CASE.replace("{onset:02}", f"{min(first, ONSET):02}")
    for report, said in told.items():
        paragraphs: dict[int, list[str]] = defaultdict(list)
        for figure in said:
            if (text := spoken(figure)) not in paragraphs[figure.evidence.line]:
                paragraphs[figure.evidence.line].append(text)
        text = "\n\n".join(
            [*map(" ".join, paragraphs.values()), f"Reporting by our correspondent {report[0].upper()}."]
        )
        (folder / report).write_text(text + "\n", encoding="utf-8")
        days = {figure.as_of.date for figure in said if figure.as_of}
        if days:
            case += f'\n[reports."{report}"]\npublished = {max(day for day in days if day)}\n'
    (folder / "reconcile.toml").write_text(case, encoding="utf-8")


Found = list[tuple[str, str]]
TYPO, RESET, OUTLIER = ("suspected_typo", "caution"), ("counter_reset", "caution"), ("outlier", "caution")
# name: the figures; the relations that are looked at, all where there are none; what must be found of them.
SPOKEN: dict[str, tuple[Sequence[Figure], set[str], Found]] = {
    **{name: (figures, set(), found) for name, (figures, found) in FOLDERS.items() if all(map(_plain, figures))},
    **{
        f"groups: {name}": (figures, RELATIONS, [(relation, severity) for relation, severity, _ in found])
        for name, (figures, found) in (HEADLINES | SUMS | ECHOES).items()
    },
    **{f"typo: {name}": (figures, {TYPO[0]}, [TYPO]) for name, figures in TYPOS.items()},
    **{f"no typo: {name}": (figures, {TYPO[0]}, []) for name, figures in NO_TYPOS.items()},
    **{f"reset: {name}": (figures, {RESET[0]}, [RESET]) for name, figures in RESETS.items()},
    **{f"no reset: {name}": (figures, {RESET[0]}, []) for name, figures in NO_RESETS.items()},
    **{f"outlier: {name}": (figures, {OUTLIER[0]}, [OUTLIER]) for name, (figures, _) in OUTLIERS.items()},
    **{f"no outlier: {name}": (figures, {OUTLIER[0]}, []) for name, figures in NO_OUTLIERS.items()},
}
SPOKEN = {name: told for name, told in SPOKEN.items() if in_words(told[0])}


@pytest.mark.parametrize("name", SPOKEN)
def test_a_small_folder_in_words(name: str, tmp_path: Path) -> None:
    figures, looked_at, expected = SPOKEN[name]
    written(figures, tmp_path)
    target = tmp_path / "result.json"
    assert cli.main(["report", str(tmp_path), "--format", "json", "-o", str(target)]) == 0
    findings = json.loads(target.read_text(encoding="utf-8"))["findings"]
    found = [(item["relation"], item["severity"]) for item in findings]
    assert [pair for pair in found if not looked_at or pair[0] in looked_at] == expected

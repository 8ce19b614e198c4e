"""Pairs of figures that were really published, restated in words of our own: each must be told for what it is."""

import json
from pathlib import Path

import pytest

from reconcile import cli

SOHR = "the Syrian Observatory for Human Rights"
SNHR = "the Syrian Network for Human Rights"
COAST = '[event]\nonset = 2025-03-06\nplace = ["the coast", "Latakia", "Tartous", "Hama", "Homs"]\n'
# name: the reports by the day or the date they were published; what must be found, with its severity; what must not.
Told = tuple[dict[str, str], list[tuple[str, str]], set[str]]
PAIRS: dict[str, Told] = {
    "a total and its governorates": (
        {
            "2025-03-12": f"As of 12 March, {SOHR} counts 1,383 civilians killed: 683 in Latakia, 433 in Tartous,"
            " 255 in Hama and 12 in Homs."
        },
        [("adds_up", "info")],
        {"arithmetic", "disagreement"},
    ),
    "a total in one report, its governorates in another": (
        {
            "2025-03-12": f"As of 12 March, {SOHR} counts 1,383 civilians killed.",
            "2025-03-12-more": f"As of 12 March, {SOHR} counts 683 civilians killed in Latakia, 433 in Tartous,"
            " 255 in Hama and 12 in Homs.",
        },
        [("adds_up", "info")],
        {"arithmetic", "disagreement", "part_exceeds_whole"},
    ),
    "governorates in one report that exceed the total in another": (
        {
            "2025-03-12": f"As of 12 March, {SOHR} counts 1,225 civilians killed.",
            "2025-03-12-more": f"As of 12 March, {SOHR} counts 683 civilians killed in Latakia, 433 in Tartous,"
            " 255 in Hama and 12 in Homs.",
        },
        [("arithmetic", "conflict")],
        {"adds_up", "disagreement"},
    ),
    "governorates of one day, a total of another": (
        {
            "2025-03-11": f"As of 11 March, {SOHR} counts 1,225 civilians killed.",
            "2025-03-12": f"As of 12 March, {SOHR} counts 683 civilians killed in Latakia, 433 in Tartous,"
            " 255 in Hama and 12 in Homs.",
        },
        [],
        {"adds_up", "arithmetic", "disagreement"},
    ),
    "a day's dead that are exactly the change, and their places": (
        {
            "2025-03-11": f"{SOHR.capitalize()} said 1,225 civilians had been killed so far.",
            "2025-03-12": f"{SOHR.capitalize()} said 1,383 civilians had been killed so far.\n\n"
            f"On Tuesday alone 158 civilians were killed, {SOHR} said: 49 in Latakia, 25 in Hama and 84 in Tartous.",
        },
        [("update", "info"), ("increment", "info"), ("adds_up", "info")],
        {"arithmetic", "disagreement"},
    ),
    "parts that give one less than their total": (
        {
            "2025-03-17": f"{SNHR.capitalize()} counted 1,084 people killed: 639 in Latakia, 414 in Tartous,"
            " 21 in Hama and nine in Homs."
        },
        [("arithmetic", "conflict")],
        {"adds_up"},
    ),
    "the dead of one day, the civilians of the next": (
        {
            "2025-03-08": f"As of 8 March, 745 people had been killed, {SOHR} said.",
            "2025-03-09": f"As of 9 March, 745 civilians had been killed, {SOHR} said.",
        },
        [("same_number", "caution")],
        {"disagreement"},
    ),
    "mainly civilians become civilians": (
        {
            "2025-08-14": "As of 14 August, some 1,400 people, mainly civilians, had been killed,"
            " the UN Commission of Inquiry on Syria said.",
            "2025-08-15": "As of 14 August, over 1,400 civilians had been killed,"
            " the UN Commission of Inquiry on Syria said.",
        },
        [("mutated_echo", "conflict")],
        {"disagreement"},
    ),
    "families and the people in them": (
        {
            "2025-03-20": "In Akkar 2,792 families have been displaced, UNHCR said.\n\n"
            "In all 12,798 people have been displaced, UNHCR said."
        },
        [("unit_mismatch", "info")],
        {"disagreement", "part_exceeds_whole"},
    ),
    "estimated, then identified": (
        {
            "2024-05-06": "An estimated 14,500 children had been killed by 6 May, the health ministry said.",
            "2024-05-08": "By 8 May 7,797 children killed had been identified, the health ministry said.",
        },
        [("different_basis", "caution")],
        {"disagreement", "revised_down"},
    ),
    "a digit mistyped": (
        {
            "2023-02-01": "As of 1 February 4,324 people had been killed, the health ministry said.",
            "2023-02-02": "As of 1 February 4,324 people had been killed, the health ministry said on Thursday.",
            "2023-02-03": "As of 1 February, 4,327 people had been killed, the health ministry said.",
            "2023-02-04": "By 1 February the health ministry had counted 4,324 people killed.",
        },
        [("suspected_typo", "caution")],
        {"disagreement", "revised_down"},
    ),
    "a count that starts again": (
        {
            "2024-11-25": "As of 25 November, 4,047 people had been killed, the health ministry said.",
            "2024-12-05": "Since the ceasefire began a new count has been kept: as of 5 December, 123 people had been"
            " killed, the health ministry said.",
        },
        [("counter_reset", "caution")],
        {"disagreement", "revised_down"},
    ),
    "killed by one side, killed by the other": (
        {
            "2025-03-17": f"639 people were killed by the security forces, {SNHR} said.\n\n"
            f"It said 445 people were killed by armed groups loyal to the former president."
        },
        [],
        {"disagreement", "arithmetic", "part_exceeds_whole", "revised_down"},
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_real_pair(name: str, tmp_path: Path) -> None:
    reports, expected, never = PAIRS[name]
    coast = "2025-03" in next(iter(reports))
    (tmp_path / "reconcile.toml").write_text(COAST if coast else "", encoding="utf-8")
    for day, text in reports.items():
        (tmp_path / f"{day}.txt").write_text(text + "\n", encoding="utf-8")
    target = tmp_path / "result.json"
    assert cli.main(["report", str(tmp_path), "--format", "json", "-o", str(target)]) == 0
    found = [(f["relation"], f["severity"]) for f in json.loads(target.read_text(encoding="utf-8"))["findings"]]
    assert [pair for pair in expected if pair not in found] == [], found
    assert not never & {relation for relation, _ in found}, found

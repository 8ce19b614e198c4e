"""Reports by the thousand for benchmarks: as long as the seeds, with as many figures, the same for the same seed.

python tests/benchmarks/corpora.py 5000 > reports.jsonl
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

PLACES = ("Aldmoor", "Bresk", "Carrow Bay", "Dunvale", "Esterby", "Farholt", "Greywick", "Halden", "Istmere", "Jorvale")
MONITORS = ("Upland Rights Monitor", "Civil Harm Observatory", "Coastal Documentation Centre", "Lowland Casualty Watch")
OFFICIALS = ("the health ministry", "the interior ministry", "the provincial governor", "the civil defence agency")
OUTLETS = ("The Harbour Post", "Northern Wire", "Valley Gazette", "Meridian Daily", "Plainstown Herald")
WHO = ("civilians", "people", "residents", "villagers", "police officers", "soldiers", "armed fighters")
FIRM = ("", "", "at least ", "more than ", "about ", "nearly ", "some ", "over ")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTED = (
    "{Firm}{n} {who} were killed in {place}, {official} said on {day}.",
    "According to the {monitor}, {firm}{n} {who} have been killed since {day}.",
    "The {monitor} documented the deaths of {n} {who} in {place}, {m} of them women and children.",
    "{Firm}{n} others were injured and {m} were still missing, {official} said.",
    "{Official} put the toll at {n} dead and {m} wounded by the evening of {day}.",
    "{Firm}{n} families fled {place} for {other}, the {monitor} reported.",
    "Between {m} and {n} {who} were detained near {place} on {day}, witnesses said.",
    "In {other} alone, {m} {who} had been abducted by {day}.",
)
TOLD = (
    "Roads out of {place} were closed for most of {day}, and the few shops that opened shut again before dark.",
    "Residents of {other} spoke of a night without electricity, shouting in the street, cars that never stopped.",
    "A committee is to look into what happened, though nobody could say when it would meet or whom it would hear.",
    "Neighbouring governments called for calm, and two of them offered to receive the wounded in their own hospitals.",
    "The governor promised that those responsible would be brought to court, as he had last spring.",
    "Aid workers asked for safe passage along the road from {place} to {other}, which has been cut in three places.",
    "Schools will stay closed until further notice; teachers were told to keep their registers at home.",
    "Videos that nobody has verified show smoke above the market and people carrying blankets towards the river.",
    "“We waited for somebody to come and nobody came,” said a baker from {place}, who asked that his name be left out.",
    "Markets in the capital opened as usual, and the currency held against its neighbours.",
)


def reports(count: int, seed: int = 0) -> Iterator[dict[str, str]]:
    """Give so many reports, each as a record of title, publisher, url, published and text."""
    chance = random.Random(seed)
    for number in range(count):
        place, other = chance.sample(PLACES, 2)
        day = date(2025, 3, 1) + timedelta(days=chance.randrange(60))
        publisher = chance.choice(OUTLETS)
        yield {
            "title": f"Fears grow in {place} as the count goes on",
            "publisher": publisher,
            "url": f"https://news.example/{number}",
            "published": day.isoformat(),
            "text": _text(chance, place, other),
        }


def _text(chance: random.Random, place: str, other: str) -> str:
    """Write paragraphs of sentences in any order: four that count, and others up to the length of the seeds."""
    chosen = [*chance.sample(COUNTED, 4), *chance.choices(TOLD, k=22)]
    chance.shuffle(chosen)
    said = [_sentence(chance, form, place, other) for form in chosen]
    return "\n\n".join(" ".join(said[at : at + 4]) for at in range(0, len(said), 4)) + "\n"


def _sentence(chance: random.Random, form: str, place: str, other: str) -> str:
    firm, official = chance.choice(FIRM), chance.choice(OFFICIALS)
    few = chance.randint(3, 90)
    return form.format(
        place=place,
        other=other,
        firm=firm,
        Firm=firm.capitalize(),
        n=f"{few + chance.randint(4, 2_000):,}",
        m=few,
        who=chance.choice(WHO),
        official=official,
        Official=official.capitalize(),
        monitor=chance.choice(MONITORS),
        day=chance.choice(DAYS),
    )


if __name__ == "__main__":
    for report in reports(int(sys.argv[1])):
        print(json.dumps(report, ensure_ascii=False))

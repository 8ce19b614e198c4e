"""Figures of one event by the thousand, made from a seed: as a big archive has them, and of the worst kinds."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp

from figures import figure, report, source

from reconcile.case import Case, Event
from reconcile.records import AsOf, Days, Figure, Outcome, Period, Published, Report, Source

ONSET = date(2025, 3, 6)
SPAN = 40  # days
PLACES = ("Latakia", "Tartous", "Hama", "Homs", "Jableh", "Baniyas")
CASE = Case(
    event=Event(name="A war", onset=ONSET, place=("the coast", *PLACES), population=("Alawite",)),
    places={"Latakia": ("Jableh",), "Tartous": ("Baniyas",)},
)
CATEGORIES = (
    *("civilians", "civilians", "civilians", "people", "people", "security_forces", "loyalists", "combatants"),
    *("armed_groups", "refugees"),
)
OUTCOMES = (*(Outcome.KILLED,) * 6, *(Outcome.INJURED,) * 3, Outcome.MISSING, Outcome.DETAINED, Outcome.DISPLACED)
QUALIFIERS = (*("exact",) * 6, *("at_least",) * 2, "more_than", "about", "nearly", "at_most", "vague")
GROUPS = ("women", "children", "medics", "Alawite")
NAMES = ("SOHR", "SNHR", "UNHCR", "Red Crescent", *(f"authority {letter}" for letter in "ABCDEF"))
SPOKEN = tuple(f"health office of district {number}" for number in range(40))


@dataclass(frozen=True, slots=True)
class Archive:
    """The reports of one event and the figures that they state."""

    reports: list[Report]
    figures: list[Figure]
    case: Case = CASE


def archive(size: int, seed: int = 1, days: int = SPAN) -> Archive:
    """Make about `size` figures, ten a report, of counters whose tolls rise over `days`."""
    chance = random.Random(seed)
    reports: list[Report] = []
    told: list[list[Figure]] = []
    made = 0
    while made < size:
        label = f"r{len(reports):05}"
        if reports and chance.random() < 0.02:  # another outlet has the same text
            at = chance.randrange(len(reports))
            reports.append(reports[at].model_copy(update={"id": f"{label}.txt", "label": label, "path": label}))
            told.append([each.model_copy(update={"report": f"{label}.txt"}) for each in told[at]])
        else:
            day, hour = ONSET + timedelta(days=min(days, int(chance.expovariate(2.8 / days)))), chance.randrange(8)
            lines = range(1, 2 + min(40, int(chance.expovariate(0.11))))
            told.append([_told(chance, label, line, day, hour) for line in lines])
            reports.append(_report(chance, label, day, told[-1], reports))
        made += len(told[-1])
    return Archive(reports, [each for figures in told for each in figures])


def _report(chance: random.Random, label: str, day: date, told: list[Figure], before: list[Report]) -> Report:
    made = report(label, text="\n\n".join(each.evidence.sentence for each in told), days=_days(chance, day))
    dated = chance.random() < 0.85
    update: dict[str, object] = {"published": Published(date=day, basis="case") if dated else None}
    if before and chance.random() < 0.05:  # a page saved again
        page = chance.choice(before[-200:])
        update |= {"url": page.url, "retrieved": day + timedelta(days=1)}
    else:
        update["url"] = f"https://press.example/{label}"
    return made.model_copy(update=update)


def _days(chance: random.Random, day: date) -> Days | None:
    if chance.random() < 0.4:
        return None
    return Days(
        first=ONSET, last=day, latest=day + timedelta(days=chance.randrange(5)) if chance.random() < 0.5 else None
    )


def _toll(counter: int, category: str, outcome: Outcome, day: date, hour: int) -> int:
    """Give the toll that a counter has by an hour of a day; each has its own share of the whole."""
    size = 4000 + 900 * (len(category) % 7) - 500 * (len(outcome) % 5)
    since = (day - ONSET).days + hour / 8
    return 3 + int(size * (0.6 + 0.08 * (counter % 9)) * (1 - exp(-since / 12)))


def _told(chance: random.Random, label: str, line: int, day: date, hour: int) -> Figure:
    named = chance.random()
    counter = chance.randrange(len(NAMES)) if named < 0.6 else chance.randrange(len(SPOKEN)) if named < 0.75 else None
    name = None if counter is None else NAMES[counter] if named < 0.6 else SPOKEN[counter]
    category, outcome = chance.choice(CATEGORIES), chance.choice(OUTCOMES)
    qualifier = chance.choice(QUALIFIERS)
    as_of, lag = _as_of(chance, day)
    stated = _toll(counter or 0, category, outcome, day - timedelta(days=lag), hour)
    kind = chance.random()
    what: dict[str, object] = {}
    if kind < 0.13:
        on = day - timedelta(days=chance.randrange(4))
        covers = Period(start=on, end=on, text=f"on day {(on - ONSET).days}") if kind < 0.1 else None
        what = {"scope": "window", "period": covers or Period(start=None, end=None, text="in recent days")}
        stated = max(1, stated // 9)
    elif kind < 0.25:
        what = {"scope": "place" if kind < 0.2 else "cumulative", "place": chance.choice(PLACES)}
        stated = max(1, stated // 5)
    elif kind < 0.35:
        what = {"scope": "subset", "population": chance.choice(GROUPS)}
        stated = max(1, stated // 4)
    elif kind < 0.38:
        what = {"perpetrator": chance.choice(("security_forces", "armed_groups"))}
    elif kind < 0.40:
        what = {"scope": "incident", "period": Period(start=day, end=day, text="on the day")}
        stated = max(1, stated // 30)
    elif kind < 0.42:
        what = {"unit": "families"}
    elif kind < 0.44:
        what = {"basis": chance.choice(("documented", "verified", "estimated"))}
    elif kind < 0.45:
        stated = stated * 10 + 3
    if qualifier in ("more_than", "about", "nearly"):
        stated = max(10, round(stated, -1))
    words = f"{name or 'Reports'} counted {stated} {category} {outcome} by hour {hour} of day {(day - ONSET).days}"
    return figure(
        label,
        stated,
        category,
        _credit(name),
        qualifier=qualifier,
        outcome=outcome,
        line=line,
        sentence=f"{words}, in the account that {label} gives in its paragraph {line}.",
        as_of=as_of,
        headline=line == 1 and chance.random() < 0.6,
        trace=("block: bullet",) if chance.random() < 0.1 else (),
        revised=chance.random() < 0.01,
        **what,  # type: ignore[arg-type]
    )


def _as_of(chance: random.Random, day: date) -> tuple[AsOf | None, int]:
    """Give when a figure held, and how many days before its report that is."""
    how = chance.random()
    if how < 0.5:
        return None, 0
    lag = chance.choice((0, 0, 0, 1, 2, 5))
    on = day - timedelta(days=lag)
    if how < 0.9:
        return AsOf(date=on, earliest=on, latest=on, basis="explicit"), lag
    return AsOf(date=None, earliest=on, latest=on + timedelta(days=3) if how < 0.95 else None, basis="weekdays"), lag


def _credit(name: str | None) -> Source | None:
    if name is None:
        return None
    return source(name) if name in NAMES else Source(id=name.replace(" ", "-"), name=name, kind="medical")


def _day(day: int) -> AsOf:
    on = ONSET + timedelta(days=day)
    return AsOf(date=on, earliest=on, latest=on, basis="explicit")


def _worst(size: int, make: Callable[[str, int], Figure], reports: int) -> Archive:
    labels = [f"r{number:05}" for number in range(reports)]
    figures = [make(labels[number % reports], number) for number in range(size)]
    return Archive([report(label) for label in labels], figures)


def crowd(size: int) -> Archive:
    """Make figures of one series, one day and one counter, each in its own report and of its own number."""
    return _worst(size, lambda label, number: figure(label, 1000 + number, credit="SOHR", as_of=_day(1)), size)


def undated(size: int) -> Archive:
    """Make the same without days, and every other one known only to be of a day or later."""
    later = AsOf(date=None, earliest=ONSET, latest=None, basis="weekdays")
    return _worst(
        size, lambda label, n: figure(label, 1000 + n, credit="SOHR", as_of=(None, later, _day(1))[n % 3]), size
    )


def echoed(size: int) -> Archive:
    """Make one number of one counter, without a day, in every report."""
    later = AsOf(date=None, earliest=ONSET, latest=None, basis="weekdays")
    return _worst(size, lambda label, n: figure(label, 1000, credit="SOHR", as_of=_day(1) if n % 2 else later), size)


def anonymous(size: int) -> Archive:
    """Make figures of one series and day that nobody is credited with, beside those of a counter."""
    return _worst(size, lambda label, n: figure(label, 1000 + n, credit="SOHR" if n % 2 else None, as_of=_day(1)), size)


def live(size: int) -> Archive:
    """Make one report that states every figure, its tolls and parts of many groups alike."""

    def make(label: str, number: int) -> Figure:
        kind = number % 4
        return figure(
            label,
            1000 + number,
            ("people", "civilians", "combatants")[number % 3],
            ("SOHR", None)[number % 2],
            line=number,
            place=PLACES[number % 6] if kind == 1 else None,
            scope="place" if kind == 1 else "window" if kind == 2 else "cumulative",
            period=Period(start=None, end=None, text="this week") if kind == 2 else None,
            population="women" if kind == 3 else None,
            headline=number < 5,
        )

    return _worst(size, make, 1)


def duel(size: int) -> Archive:
    """Make figures of one series and one day by two counters, each in its own report and of its own number."""
    return _worst(size, lambda label, n: figure(label, 1000 + n, credit=("SOHR", "SNHR")[n % 2], as_of=_day(1)), size)


def chorus(size: int) -> Archive:
    """Make figures of one series, each by a counter of its own."""
    return _worst(size, lambda label, n: figure(label, 1000 + n, credit=f"office {n}", as_of=_day(1)), size)


def families(size: int) -> Archive:
    """Make one report that counts as many families as people."""
    return _worst(
        size,
        lambda label, n: figure(
            label, 1000 + n, outcome="displaced", unit=("families", "people")[n % 2], credit="UNHCR", line=n
        ),
        1,
    )


def excess(size: int) -> Archive:
    """Make the tolls of one counter, half of them many times the others."""
    return _worst(
        size,
        lambda label, n: figure(label, 100 + n if n % 5 < 3 else 50_000 + n, credit="SOHR", as_of=_day(n % 30)),
        size,
    )


def digits(size: int) -> Archive:
    """Make numbers of one counter that are each a digit off others, which two reports give."""
    return _worst(size, lambda label, n: figure(label, 10_000 + (n * 2) // 3, credit="SOHR", as_of=_day(1)), size)


WORST: Mapping[str, Callable[[int], Archive]] = {
    made.__name__: made for made in (crowd, undated, echoed, anonymous, live, duel, chorus, families, excess, digits)
}

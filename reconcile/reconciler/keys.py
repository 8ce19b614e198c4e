"""The key of a series: what a figure counts, less what narrows nothing in these reports."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from reconcile.case import Case
from reconcile.records import Figure, Outcome, Scope, Unit
from reconcile.results import SeriesKey

# An age or a sex is a part of those killed wherever it is said; a sect or a nationality may just name the victims.
AGES_AND_SEXES = frozenset(
    {"adults", "babies", "boys", "children", "elderly", "girls", "infants", "men", "minors", "older-people", "women"}
)


class Key(NamedTuple):
    """What the figures of one series have in common, light enough to sort them by; its record is SeriesKey."""

    category: str
    outcome: Outcome
    unit: Unit
    place: str | None
    population: str | None
    perpetrator: str | None

    def without(self, dimension: str) -> "Key":
        """Give the key that the dimension does not narrow."""
        return self._replace(**{dimension: None})  # type: ignore[arg-type]

    @property
    def record(self) -> SeriesKey:
        """The key as results have it."""
        return SeriesKey(**self._asdict())


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Give the words of `text` in lower case, joined by hyphens, without a leading article."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-").removeprefix("the-")


def comparable(figure: Figure) -> bool:
    """Say whether the figure may be compared: no other event or time, no conjecture, no former value, one outcome."""
    return not (figure.scope is Scope.BACKGROUND or figure.speculative or figure.revised or figure.also)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a figure here: places by the case file; populations and perpetrators where contrasted."""

    event: tuple[str, ...]
    places: frozenset[str]
    populations: frozenset[str]
    perpetrators: frozenset[str]

    def key(self, figure: Figure) -> Key:
        """Give the figure's key, null where nothing narrows."""
        population, perpetrator = population_of(figure), perpetrator_of(figure)
        return Key(
            category=figure.category,
            outcome=figure.outcome,
            unit=figure.quantity.unit,
            place=self._place(figure),
            population=population if population in self.populations else None,
            perpetrator=perpetrator if perpetrator in self.perpetrators else None,
        )

    def _place(self, figure: Figure) -> str | None:
        place = figure.place
        if place is None:
            return None
        names = {slug(place.id), slug(place.text)}
        if figure.scope is Scope.CUMULATIVE and not names & self.places:
            return (
                None  # a toll so far of nowhere that the case file knows within the event ("in Syria") is the event's
            )
        if not self.event:
            return place.id
        words = f"-{slug(place.text)}-"
        named = [entry for entry in self.event if f"-{entry}-" in words]
        whole = self.event[0] in names or len(named) > 1 or (self.event[0] in named and not names & set(self.event))
        return None if whole else place.id


def population_of(figure: Figure) -> str | None:
    """Give the id of the population that the figure names."""
    return figure.population.id if figure.population else None


def perpetrator_of(figure: Figure) -> str | None:
    """Give the perpetrator's category, or a slug of the words where there is none."""
    who = figure.perpetrator
    return (who.category or slug(who.text)) if who else None


def narrowing(figures: Iterable[Figure], case: Case) -> Narrowing:
    """Find what narrows: a population or a perpetrator only where a report breaks down by it or contrasts it."""
    figures = list(figures)
    event = {slug(name) for name in case.event.population}
    ids = {id_ for id_ in map(population_of, figures) if id_}
    populations = _contrasted(figures, population_of) | {id_ for id_ in ids if slug(id_) in AGES_AND_SEXES}
    return Narrowing(
        event=tuple(slug(name) for name in case.event.place),
        places=frozenset(map(slug, (*case.event.place, *case.places, *chain(*case.places.values())))),
        populations=frozenset(id_ for id_ in populations if slug(id_) not in event),
        perpetrators=frozenset(_contrasted(figures, perpetrator_of)),
    )


def _contrasted(figures: Iterable[Figure], of: Callable[[Figure], str | None]) -> set[str]:
    """Find the values that split: given for a subset, beside another value, or beside the counter's plain toll."""
    split: set[str] = set()
    beside: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    tolls: dict[tuple[str, str, str, str, str | None], dict[str | None, set[int]]] = defaultdict(dict)
    for figure in figures:
        value = of(figure)
        place = (figure.report, figure.outcome, figure.quantity.unit, figure.category)
        if value is not None:
            beside[place].add(value)
            if figure.scope is Scope.SUBSET:
                split.add(value)
        if figure.scope is Scope.CUMULATIVE and figure.quantity.qualifier != "vague":
            counter = figure.source.id if figure.source else None
            tolls[(*place, counter)].setdefault(value, set()).add(figure.quantity.stated)
    for values in beside.values():
        if len(values) > 1:
            split |= values
    for by_value in tolls.values():
        plain = by_value.pop(None, None)
        split |= {value for value, stated in by_value.items() if value and plain and not stated & plain}
    return split

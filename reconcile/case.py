"""The case file: what the analyst knows of the event that the reports do not say."""

from datetime import date
from typing import Literal

from pydantic import Field

from reconcile.records import Published, Record, SourceKind


class Event(Record):
    """The event: its name, its first day, where it happened and to whom.

    The first entry of `place`, or two or more of its entries together, are the event's whole; one of the others alone
    narrows a figure. An entry of `population` never narrows.
    """

    name: str | None = None
    onset: date | None = None
    timezone: str | None = None
    place: tuple[str, ...] = ()
    population: tuple[str, ...] = ()


class ReportFacts(Record):
    """What the analyst knows of one report, by its id."""

    published: Published | None = None
    publisher: str | None = None


class KnownSource(Record):
    """A source by its key: its name, its other names, and its kind."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: SourceKind = "other"


class CategoryWords(Record):
    """Words that count into a category, for this event."""

    add: tuple[str, ...] = ()


class Numbers(Record):
    """How vague words and families become numbers; by default they do not."""

    profile: Literal["none", "acled", "nextier"] = "none"
    household_size: float | None = None


class Case(Record):
    """A case file as read; every part is optional, and the empty case is that of a folder without one."""

    path: str | None = None
    sha256: str | None = None
    event: Event = Event()
    reports: dict[str, ReportFacts] = Field(default_factory=dict)
    sources: dict[str, KnownSource] = Field(default_factory=dict)
    categories: dict[str, CategoryWords] = Field(default_factory=dict)
    places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    numbers: Numbers = Numbers()

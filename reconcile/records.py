"""The records that reconcile gives: figures with their evidence, series, findings, and the difference of two reports.

Each record is frozen and serialises to the JSON of the same field names; `null` stands, and is never left out, where a
thing is not known. Dates are ISO 8601. Offsets count characters of the report's decoded text, newlines untranslated, a
byte-order mark dropped.
"""

import datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """A frozen value with named fields; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Outcome(StrEnum):
    """What befell the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    ABDUCTED = "abducted"
    DETAINED = "detained"
    DISPLACED = "displaced"


class Qualifier(StrEnum):
    """How firmly the number is put."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    NEARLY = "nearly"
    RANGE = "range"
    VAGUE = "vague"


class Scope(StrEnum):
    """What part of the event the number covers."""

    CUMULATIVE = "cumulative"
    WINDOW = "window"
    PLACE = "place"
    INCIDENT = "incident"
    SUBSET = "subset"
    BACKGROUND = "background"


Unit = Literal["people", "families"]
SourceKind = Literal["monitor", "authority", "un", "medical", "party", "outlet", "witness", "other"]
AsOfBasis = Literal["explicit", "period", "published", "weekdays", "tolls"]
PublishedBasis = Literal["case", "metadata", "filename", "dateline"]
Basis = Literal["documented", "verified", "identified", "estimated", "claimed"]

# The categories every case knows; a case file may add its own.
CATEGORIES = ("civilians", "security_forces", "loyalists", "armed_groups", "combatants", "people", "refugees")


class Quantity(Record):
    """A number as stated and what it allows.

    `text` is the number expression with its qualifier; `stated` the number (a range's lower end, a vague word's unit);
    `low` and `high` what the words strictly allow (null: open); `implied_low` and `implied_high` what a reader takes
    from them.
    """

    text: str
    stated: int
    upper: int | None = None
    qualifier: Qualifier
    unit: Unit
    low: int | None
    high: int | None
    implied_low: int | None
    implied_high: int | None


class Population(Record):
    """What narrows the category: a sect, an age, a sex, a nationality."""

    id: str
    text: str


class Perpetrator(Record):
    """Who did it, where the report says so: a category, and the words."""

    category: str | None
    text: str


class Place(Record):
    """A place; `id` comes from the lexicon or the case file, else it is a slug of the words."""

    id: str
    text: str


class Period(Record):
    """The time that a figure covers; an open end is null."""

    start: datetime.date | None
    end: datetime.date | None
    text: str


class AsOf(Record):
    """When the figure held. `date` is set only where it is known to the day, not inferred."""

    date: datetime.date | None
    earliest: datetime.date | None
    latest: datetime.date | None
    basis: AsOfBasis


class Source(Record):
    """Who counted, not who passed it on.

    `via` are the outlets it came through, `with` those credited jointly; `carried` where the credit stands in an
    earlier sentence.
    """

    id: str
    name: str
    kind: SourceKind
    via: tuple[str, ...] = ()
    with_: tuple[str, ...] = Field(default=(), alias="with")
    carried: bool = False


class Evidence(Record):
    """Where the figure stands: `exact` is the number expression, `start:end` its offsets, `line` counts from 1."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    sentence: str
    line: int
    page: int | None = None


class Correction(Record):
    """What a correction changed, by whom, when and why; `from` is the machine's reading of the changed fields."""

    line: int
    by: str | None
    on: datetime.date | None
    from_: dict[str, object] = Field(alias="from")
    why: str

    def __hash__(self) -> int:
        """Hash without the readings, which are mappings."""
        return hash((self.line, self.by, self.on, self.why))


class Check(Record):
    """That somebody checked a figure against its report, or reviewed a finding; `line` is the case file's."""

    line: int
    by: str | None
    on: datetime.date | None


class Figure(Record):
    """One statement, in one report, of how many people suffered an outcome."""

    id: str
    report: str
    category: str
    outcome: Outcome
    also: tuple[Outcome, ...] = ()
    label: str
    quantity: Quantity
    scope: Scope
    population: Population | None = None
    perpetrator: Perpetrator | None = None
    place: Place | None = None
    period: Period | None = None
    as_of: AsOf | None = None
    basis: Basis | None = None
    source: Source | None = None
    speculative: bool = False
    revised: bool = False
    evidence: Evidence
    trace: tuple[str, ...]
    corrected: Correction | None = None
    checked: Check | None = None

    @property
    def shown(self) -> str:
        """The label as outputs show it: with a dagger where the analyst corrected the figure."""
        return f"{self.label}†" if self.corrected else self.label


class Dropped(Record):
    """A number that is no figure, and why; offsets as in Evidence.

    `correction` is the line of the case file that dropped it, null where the machine did.
    """

    report: str
    start: int
    end: int
    exact: str
    line: int
    reason: str
    correction: int | None = None


class Published(Record):
    """A report's date of publication and where it was found."""

    date: datetime.date
    basis: PublishedBasis


class Days(Record):
    """The days that a report's text speaks of: the first and the last it names, and the latest of its writing.

    `latest` is known only from such words as a bare "since Thursday", which end before the next Thursday.
    """

    first: datetime.date | None
    last: datetime.date | None
    latest: datetime.date | None


class Outlet(Record):
    """Another report that carries the same text, whole or nearly: who published it, when, and where it was read."""

    id: str
    path: str
    publisher: str | None
    url: str | None
    published: datetime.date | None


class Report(Record):
    """A report as read; `text`, as `reconcile text` prints it, and the offsets of its `pages` stay out of the JSON.

    `copies` are the files of the same content, `outlets` the reports of the same text, `version_of` the id of the
    first save of the same web page, null where this is it.
    """

    id: str
    path: str
    label: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Published | None = None
    updated: datetime.date | None = None
    retrieved: datetime.date | None = None
    language: str = "en"
    sha256: str
    copies: tuple[str, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    version_of: str | None = None
    days: Days | None = None
    figures: int = 0
    text: str = Field(default="", exclude=True, repr=False)
    pages: tuple[int, ...] = Field(default=(), exclude=True, repr=False)

    @property
    def edition(self) -> str:
        """The id of the report that this is a version of, else its own."""
        return self.version_of or self.id

    @property
    def held(self) -> AsOf | None:
        """When what it tells without a date held: on the day of publication, or until an update on a later day."""
        if self.published is None:
            return None
        first, last = self.published.date, max(self.published.date, self.updated or self.published.date)
        return AsOf(date=first if first == last else None, earliest=first, latest=last, basis="published")

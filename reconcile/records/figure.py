"""A figure and its parts: the number, who and where, when, who counted, and the evidence."""

import datetime

from pydantic import Field

from reconcile.records.vocabulary import AsOfBasis, Basis, Outcome, Qualifier, Record, Scope, SourceKind, Unit


class Quantity(Record):
    """A number as stated and what it allows."""

    text: str
    """The number expression with its qualifier."""
    stated: int
    """The number; of a range the lower end, of a vague word its unit."""
    upper: int | None = None
    """The upper end of a range."""
    qualifier: Qualifier
    """How firmly the number is put."""
    unit: Unit
    """What is counted; families are never turned into people unasked."""
    low: int | None
    """The least that the words strictly allow; null: open."""
    high: int | None
    """The most that the words strictly allow; null: open."""
    implied_low: int | None
    """The least that a reader takes from the words; null: open."""
    implied_high: int | None
    """The most that a reader takes from the words; null: open."""


class Population(Record):
    """What narrows the category: a sect, an age, a sex, a nationality."""

    id: str
    """The key by which populations are compared: a slug of the words."""
    text: str
    """The words of the report."""


class Perpetrator(Record):
    """Who did it, where the report says so."""

    category: str | None
    """The category of those who did it; null where the words are of none."""
    text: str
    """The words of the report."""


class Place(Record):
    """A place."""

    id: str
    """Its key, from the lexicon or the case file; else a slug of the words."""
    text: str
    """The words of the report."""


class Period(Record):
    """The time that a figure covers."""

    start: datetime.date | None
    """Its first day; null: open."""
    end: datetime.date | None
    """Its last day; null: open."""
    text: str
    """The words of the report."""


class AsOf(Record):
    """When the figure held."""

    date: datetime.date | None
    """The day, only where it is known to the day and not inferred."""
    earliest: datetime.date | None
    """The first day on which it can have held."""
    latest: datetime.date | None
    """The last day on which it can have held."""
    basis: AsOfBasis
    """What tells when: the words, the end of the period, the day of publication, weekdays, or other tolls."""


def certainly_before(a: AsOf | None, b: AsOf | None) -> int | None:
    """Give the days by which `a` certainly precedes `b`, at the least; null where that is not certain.

    The intervals do not overlap, and neither rests on tolls.
    """
    if a is None or b is None or "tolls" in (a.basis, b.basis):
        return None
    last, first = a.date or a.latest, b.date or b.earliest
    return (first - last).days if last and first and last < first else None


class Source(Record):
    """Who counted, not who passed it on."""

    id: str
    """The counter's key: an abbreviation, a key of the case file, or a slug of the name."""
    name: str
    """The counter's name in full."""
    kind: SourceKind
    """What kind of counter; of an `outlet` it is not said who counted."""
    via: tuple[str, ...] = ()
    """The outlets that the number came through."""
    with_: tuple[str, ...] = Field(default=(), alias="with")
    """Those credited jointly."""
    carried: bool = False
    """Whether the credit stands in an earlier sentence."""


class Evidence(Record):
    """Where the figure stands."""

    start: int
    """The offset at which `exact` begins in the report's text, in characters."""
    end: int
    """The offset behind its last character."""
    exact: str
    """The number expression, as it stands there."""
    prefix: str
    """The text just before it."""
    suffix: str
    """The text just after it."""
    sentence: str
    """The sentence that states it."""
    line: int
    """The line of the report's text, from 1."""
    page: int | None = None
    """The page, from 1, where the report has pages."""


class Correction(Record):
    """What a correction of the case file changed."""

    line: int
    """The line of the case file on which it begins."""
    by: str | None
    """Who corrected."""
    on: datetime.date | None
    """The day of the correction."""
    from_: dict[str, object] = Field(alias="from")
    """The machine's own reading of the fields that were changed."""
    why: str
    """Why, in the analyst's words."""

    def __hash__(self) -> int:
        """Hash without the readings, which are mappings."""
        return hash((self.line, self.by, self.on, self.why))


class Check(Record):
    """That somebody checked a figure against its report."""

    line: int
    """The line of the case file that says so."""
    by: str | None
    """Who looked."""
    on: datetime.date | None
    """The day on which they did."""


class Figure(Record):
    """One statement, in one report, of how many people suffered an outcome."""

    id: str
    """The figure's id: of the report's text and the place in it."""
    report: str
    """The id of the report that states it."""
    category: str
    """Who was counted: one of the usual categories, or one that the case file adds."""
    outcome: Outcome
    """What befell the people counted."""
    also: tuple[Outcome, ...] = ()
    """Further outcomes that the one number counts."""
    label: str
    """The number as it is said, qualifier and all: "more than 300"."""
    quantity: Quantity
    """The number, and what it allows."""
    scope: Scope
    """What part of the event the number covers."""
    population: Population | None = None
    """What narrows the category; null: nothing does."""
    perpetrator: Perpetrator | None = None
    """Who did it; null where it is not said."""
    place: Place | None = None
    """Where; null for the event's whole, or where it is not said."""
    period: Period | None = None
    """The time that the number covers; null where it is not said."""
    as_of: AsOf | None = None
    """When the number held; null where nothing tells."""
    basis: Basis | None = None
    """How the number came about; null where it is not said."""
    source: Source | None = None
    """Who counted; null where nobody is credited."""
    speculative: bool = False
    """Whether it is only said to be possible."""
    revised: bool = False
    """Whether the report gives it as a former value."""
    evidence: Evidence
    """Where it stands, with its quote."""
    trace: tuple[str, ...]
    """What the figure was read from, step by step, as `reconcile explain` shows it."""
    corrected: Correction | None = None
    """What the analyst changed in it; null: nothing."""
    checked: Check | None = None
    """That somebody checked it; null: nobody did."""

    @property
    def shown(self) -> str:
        """The label as outputs show it: with a dagger where the analyst corrected the figure."""
        return f"{self.label}†" if self.corrected else self.label


class Dropped(Record):
    """A number that is no figure, and why."""

    report: str
    """The id of the report it stands in."""
    start: int
    """The offset at which it begins in the report's text, in characters."""
    end: int
    """The offset behind its last character."""
    exact: str
    """The number, as it stands there."""
    line: int
    """The line of the report's text, from 1."""
    reason: str
    """Why it is no figure."""
    correction: int | None = None
    """The line of the case file that dropped it; null where the machine did."""

"""What an analyst has the last word on: corrections of figures, and figures and findings that were looked at."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from reconcile.records import Basis, Outcome, Qualifier, Record, Scope, Unit


def _none(value: object) -> object:
    return None if value == "" else value


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Day = Annotated[Annotated[date, Field(strict=True)] | None, BeforeValidator(_none)]


class Changes(Record):
    """Fields of a figure as they should be; "" takes a place, a period, a source and such away.

    `stated`, `upper`, `qualifier` and `unit` are those of its quantity.
    """

    category: str | None = None
    outcome: Outcome | None = None
    also: tuple[Outcome, ...] | None = None
    label: str | None = None
    stated: int | None = Field(default=None, ge=0, strict=True)
    upper: int | None = Field(default=None, ge=0, strict=True)
    qualifier: Qualifier | None = None
    unit: Unit | None = None
    scope: Scope | None = None
    population: str | None = None
    perpetrator: str | None = None
    place: str | None = None
    start: _Day = None
    end: _Day = None
    as_of: _Day = None
    basis: Annotated[Basis | None, BeforeValidator(_none)] = None
    source: str | None = None
    speculative: bool | None = None
    revised: bool | None = None

    @property
    def said(self) -> dict[str, object]:
        """The fields that are given."""
        return {name: getattr(self, name) for name in Changes.model_fields if name in self.model_fields_set}


class Addition(Changes):
    """A figure that was missed: its number, category and outcome at the least."""

    category: str
    outcome: Outcome
    stated: int = Field(ge=0, strict=True)


class Entry(Record):
    """An entry of the case file that is anchored in a report by quote; `line` is where it begins in the file."""

    by: str | None = None
    on: date | None = Field(default=None, strict=True)
    line: int = 0


class Correction(Entry):
    """A correction of the figure that `quote` has in square brackets in the report of this id."""

    report: str
    quote: str
    set: Changes | None = None
    drop: bool = False
    add: Addition | None = None
    why: str

    @model_validator(mode="after")
    def _one(self) -> "Correction":
        if (self.set is not None) + self.drop + (self.add is not None) != 1:
            raise ValueError("write one of set = {…}, drop = true and add = {…}")
        if self.set is not None and not self.set.said:
            raise ValueError('write what to set: set = {source = "WHO"}')
        return self


class Checked(Entry):
    """Figures of a report that were checked against it and stand as they were read."""

    report: str
    quotes: Annotated[tuple[str, ...], BeforeValidator(_list)]


class Quoted(Record):
    """A figure of a finding, by its report and quote."""

    report: str
    quote: str


class Reviewed(Entry):
    """A finding that was looked at: it is shown again once one of its figures changes."""

    relation: str
    quotes: tuple[Quoted, ...]
    why: str


TABLES: Mapping[str, type[Entry]] = {"corrections": Correction, "checked": Checked, "reviewed": Reviewed}

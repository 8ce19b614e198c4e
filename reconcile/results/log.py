"""The log of a case file: its entries, and what each changes."""

from datetime import date
from typing import Literal

from pydantic import Field

from reconcile.records import Record


class At(Record):
    """A line of a report."""

    report: str
    """The report's id."""
    line: int | None
    """The line of its text, from 1; null where the quote does not find it."""


class Logged(Record):
    """An entry of the case file."""

    line: int
    """The line of the case file on which it begins."""
    kind: Literal["set", "drop", "add", "checked", "reviewed"]
    """What it does."""
    at: tuple[At, ...]
    """The numbers that it is about."""
    from_: tuple[str, ...] = Field(alias="from")
    """What the figures of those numbers said before it."""
    to: tuple[str, ...]
    """What they said after it."""
    fields: dict[str, object]
    """What it sets or adds, or the relation of a finding, by the case file's names."""
    why: str
    """Why, in the analyst's words."""
    by: str | None
    """Who wrote it."""
    on: date | None
    """The day on which they did."""
    brings: tuple[str, ...] | None
    """The findings that there are only because of a correction; null for a check and a review."""
    removes: tuple[str, ...] | None
    """The findings that there would be if a correction alone were left out; null for a check and a review."""
    error: str | None
    """Why it meets no figure; null where it does."""


class Log(Record):
    """What `reconcile log --format json` prints."""

    version: Literal[1] = 1
    """The version of this format."""
    case: str | None
    """The case file; null where there is none."""
    entries: tuple[Logged, ...]
    """Its entries, in its order."""

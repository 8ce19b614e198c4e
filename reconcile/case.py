"""The case file: what the analyst knows of the event that the reports do not say."""

import os
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from itertools import chain, repeat
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator

from reconcile import case_text
from reconcile.corrections import TABLES, Checked, Correction, Entry, Quoted, Reviewed
from reconcile.errors import CaseError
from reconcile.records import CATEGORIES, Published, Record, SourceKind

CASE_FILE = "reconcile.toml"

_E = TypeVar("_E", bound=Entry)
_R = TypeVar("_R", Correction, Checked, Quoted)


def _published(value: object, info: ValidationInfo) -> Published:
    """Take a date, or a date and time, which counts as the day it was in the event's time zone."""
    if isinstance(value, Published):
        return value
    if isinstance(value, datetime):
        zone = (info.context or {}).get("timezone")
        return Published(date=(value.astimezone(zone) if zone and value.tzinfo else value).date(), basis="case")
    if isinstance(value, date):
        return Published(date=value, basis="case")
    raise ValueError("write a date, or a date and time, without quotes: 2025-03-09")


class Event(Record):
    """The event: its name, its first day, where it happened and to whom.

    The first entry of `place`, or two or more of its entries together, are the event's whole; one of the others alone
    narrows a figure. An entry of `population` never narrows.
    """

    name: str | None = None
    onset: date | None = Field(default=None, strict=True)
    timezone: str | None = None
    place: tuple[str, ...] = ()
    population: tuple[str, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str | None) -> str | None:
        if name is not None and _zone(name) is None:
            near = get_close_matches(name, sorted(available_timezones()), 1)
            meant = f'did you mean "{near[0]}"?' if near else 'write one such as "Asia/Damascus"'
            raise ValueError(f'"{name}" is no time zone; {meant}')
        return name


class ReportFacts(Record):
    """What the analyst knows of one report, by its id."""

    published: Annotated[Published, BeforeValidator(_published)] | None = None
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
    household_size: float | None = Field(default=None, gt=0, strict=True)


class Fields(Record):
    """What the records of JSON and CSV files call a report's fields, where it is none of the usual names.

    A dot goes into a record: "content.body".
    """

    text: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None


class _CaseFile(Record):
    """The tables of a case file; every one is optional."""

    event: Event = Event()
    reports: dict[str, ReportFacts] = Field(default_factory=dict)
    sources: dict[str, KnownSource] = Field(default_factory=dict)
    categories: dict[str, CategoryWords] = Field(default_factory=dict)
    places: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    numbers: Numbers = Numbers()
    fields: Fields = Fields()
    corrections: tuple[Correction, ...] = ()
    checked: tuple[Checked, ...] = ()
    reviewed: tuple[Reviewed, ...] = ()


class Case(_CaseFile):
    """A case file as read, with where it was; the empty case is that of a folder without one."""

    path: str | None = None
    sha256: str | None = None

    @cached_property
    def _by_report(self) -> tuple[dict[str, list[Correction]], dict[str, list[Checked]]]:
        corrections: dict[str, list[Correction]] = defaultdict(list)
        checks: dict[str, list[Checked]] = defaultdict(list)
        for correction in self.corrections:
            corrections[correction.report].append(correction)
        for checked in self.checked:
            checks[checked.report].append(checked)
        return corrections, checks

    def uncorrected(self) -> "Case":
        """Give the case without what the analyst corrected, checked and reviewed."""
        case = self.model_copy(update=dict.fromkeys(TABLES, ()))
        case.__dict__.pop("_by_report", None)  # copied with the rest where it was worked out
        return case

    def with_corrections(self, corrections: Iterable[Correction]) -> "Case":
        """Give the case with these corrections in place of its own."""
        case = self.model_copy(update={"corrections": tuple(corrections)})
        case.__dict__.pop("_by_report", None)
        return case

    def joined(self, first: Mapping[str, str]) -> "Case":
        """Give the case with what is said of a copy said of the file that is read in its place, by their ids."""
        if not first:
            return self

        def meant(report: str) -> str:
            file, mark, member = report.partition("#")
            return first.get(report) or f"{first.get(file, file)}{mark}{member}"

        def moved(entries: Sequence[_R]) -> tuple[_R, ...]:
            return tuple(entry.model_copy(update={"report": meant(entry.report)}) for entry in entries)

        reviewed = tuple(entry.model_copy(update={"quotes": moved(entry.quotes)}) for entry in self.reviewed)
        update = {"corrections": moved(self.corrections), "checked": moved(self.checked), "reviewed": reviewed}
        case = self.model_copy(update=update)
        case.__dict__.pop("_by_report", None)
        return case

    def corrections_of(self, report: str) -> Sequence[Correction]:
        """Give the corrections of the report of this id, in the order of the file."""
        return self._by_report[0].get(report, ())

    def checks_of(self, report: str) -> Sequence[Checked]:
        """Give what was checked of the report of this id, in the order of the file."""
        return self._by_report[1].get(report, ())

    @property
    def known_categories(self) -> tuple[str, ...]:
        """The categories that every case knows, and the case's own."""
        return (*CATEGORIES, *self.categories)


def find(paths: Iterable[str]) -> Path | None:
    """Find the case file: the nearest at or above all of `paths` (files, folders, "-" for the folder at work)."""
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in map(_absolute, paths)]  # noqa: PTH112, PTH120
    if not folders:
        return None
    try:
        shared = Path(os.path.commonpath(folders))
    except ValueError:  # on different drives
        return None
    return next((file for folder in (shared, *shared.parents) if (file := folder / CASE_FILE).is_file()), None)


def load(path: str | Path) -> Case:
    """Read the case file at `path`; raise CaseError, naming the line, the key and what would be right."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror or error}); give a case file that exists") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CaseError(f"{path}:{line}: is not UTF-8; save the file as UTF-8") from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{path}:{case_text.no_toml(text, error)}") from None
    try:
        file = _CaseFile.model_validate(data, context={"timezone": _timezone(data)})
    except ValidationError as error:
        raise CaseError(f"{path}:{case_text.explained(text, error, _CaseFile)}") from None
    known = (*CATEGORIES, *file.categories)
    lines = case_text.begins(text)
    for correction, line in zip(file.corrections, lines["corrections"], strict=False):
        wanted = next((said.category for said in (correction.set, correction.add) if said and said.category), None)
        if wanted is not None and wanted not in known:
            raise CaseError(f'{path}:{line}: [corrections] category "{wanted}": {case_text.meant(wanted, list(known))}')
    placed = {name: _placed(getattr(file, name), lines[name]) for name in TABLES}
    return Case(path=str(path), sha256=sha256(raw).hexdigest(), **(dict(file) | placed))


def _placed(entries: tuple[_E, ...], lines: list[int]) -> tuple[_E, ...]:
    return tuple(
        entry.model_copy(update={"line": line}) for entry, line in zip(entries, chain(lines, repeat(0)), strict=False)
    )


def _timezone(data: dict[str, object]) -> ZoneInfo | None:
    """Give the event's time zone ahead of the validation, which needs it for other keys, and judges a wrong one."""
    event = data.get("event")
    name = event.get("timezone") if isinstance(event, dict) else None
    return _zone(name) if isinstance(name, str) else None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):  # unknown; a folder of the database; no name at all
        return None


def _absolute(path: str) -> str:
    return str(Path.cwd() / "-") if path == "-" else os.path.abspath(path)  # noqa: PTH100

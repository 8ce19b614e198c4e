"""The case file: what the analyst knows of the event that the reports do not say."""

import os
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from itertools import chain, repeat
from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails

from reconcile.corrections import TABLES, Checked, Correction, Entry, Quoted, Reviewed
from reconcile.errors import CaseError
from reconcile.records import CATEGORIES, Published, Record, SourceKind

CASE_FILE = "reconcile.toml"

_Loc = tuple[int | str, ...]
_E = TypeVar("_E", bound=Entry)
_R = TypeVar("_R", Correction, Checked, Quoted)

_KEY = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(rf"[ \t]*\[\[?[ \t]*(?P<keys>{_DOTTED})[ \t]*\]")
_ASSIGNED = re.compile(rf"[ \t]*(?P<keys>{_DOTTED})[ \t]*=")
_LONG_STRING = re.compile(r'"""(?s:\\.|.)*?"""' + r"|'''(?s:.)*?'''")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")

# What would be right, by pydantic's name for what is wrong.
_RIGHT = {
    "string_type": "write text in quotes",
    "tuple_type": 'write a list: ["…", "…"]',
    "date_type": "write a date without quotes: 2025-03-06",
    "float_type": "write a number: 4.6",
    "greater_than": "write a number above 0",
    "model_type": "make it a table of its own, in square brackets",
    "dict_type": "make it a table of its own, in square brackets",
    "missing": "is missing; add it",
}


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
        raise CaseError(f"{path}:{_syntax(text, error)}") from None
    try:
        file = _CaseFile.model_validate(data, context={"timezone": _timezone(data)})
    except ValidationError as error:
        raise CaseError(f"{path}:{_explain(text, error)}") from None
    known = (*CATEGORIES, *file.categories)
    lines = _begin(text)
    for correction, line in zip(file.corrections, lines["corrections"], strict=False):
        wanted = next((said.category for said in (correction.set, correction.add) if said and said.category), None)
        if wanted is not None and wanted not in known:
            raise CaseError(f'{path}:{line}: [corrections] category "{wanted}": {_nearest(wanted, list(known))}')
    placed = {name: _placed(getattr(file, name), lines[name]) for name in TABLES}
    return Case(path=str(path), sha256=sha256(raw).hexdigest(), **(dict(file) | placed))


def _begin(text: str) -> dict[str, list[int]]:
    """Give the lines, from 1, on which the entries of each of the analyst's tables begin."""
    lines: dict[str, list[int]] = {name: [] for name in TABLES}
    for number, line in enumerate(_masked(text).split("\n"), 1):
        if (header := _HEADER.match(line)) and line.lstrip().startswith("[[") and header["keys"].strip() in lines:
            lines[header["keys"].strip()].append(number)
    return lines


def _placed(entries: tuple[_E, ...], lines: list[int]) -> tuple[_E, ...]:
    return tuple(
        entry.model_copy(update={"line": line}) for entry, line in zip(entries, chain(lines, repeat(0)), strict=False)
    )


def _masked(text: str) -> str:
    """Give a TOML text without what stands in its long strings, its lines kept."""
    return _LONG_STRING.sub(lambda match: "\n" * match[0].count("\n"), text)


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


def _explain(text: str, error: ValidationError) -> str:
    """Give "LINE: KEY: what would be right" for the first of the errors in the TOML `text` that is no case file."""
    line, _, found = min((_line_of(text, each["loc"]), n, each) for n, each in enumerate(error.errors()))
    return f"{line}: {_key(found['loc'])}: {_mend(found)}"


def _syntax(text: str, error: tomllib.TOMLDecodeError) -> str:
    """Give "LINE: what is wrong" for a text that is no TOML."""
    message = str(error)
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else len(text.splitlines()) or 1
    return f"{line}: is no TOML: {_PLACE.sub('', message)[:1].lower()}{_PLACE.sub('', message)[1:]}"


def _line_of(text: str, loc: _Loc) -> int:
    """Find the line, from 1, where `loc`, or the most of it that is written, stands in the TOML `text`."""
    table: _Loc = ()
    times: Counter[_Loc] = Counter()
    best, longest = 1, 0
    for number, line in enumerate(_masked(text).split("\n"), 1):
        if header := _HEADER.match(line):
            path = table = _keys(header["keys"])
            if line.lstrip().startswith("[["):
                path = table = (*table, times[table])
                times[table[:-1]] += 1
        elif assigned := _ASSIGNED.match(line):
            path = table + _keys(assigned["keys"])
        else:
            continue
        shared = next((n for n, (a, b) in enumerate(zip(path, loc, strict=False)) if a != b), min(len(path), len(loc)))
        if shared > longest:
            best, longest = number, shared
    return best


def _keys(dotted: str) -> _Loc:
    found: list[str] = re.findall(_KEY, dotted)
    return tuple(str(tomllib.loads(f"k = {key}")["k"]) if key[0] in "\"'" else key for key in found)


def _key(loc: _Loc) -> str:
    """Write a place as in the file: `[event] place, entry 2`."""
    names = [part if re.fullmatch(r"[\w-]+", part) else f'"{part}"' for part in loc if isinstance(part, str)]
    entry = f", entry {loc[-1] + 1}" if isinstance(loc[-1], int) else ""
    if len(names) == 1:
        return f"[{names[0]}]{entry}"
    return f"[{'.'.join(names[:-1])}] {names[-1]}{entry}"


def _mend(error: ErrorDetails) -> str:
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key; {_nearest(str(error['loc'][-1]), _known(error['loc'][:-1]))}"
        case "literal_error":
            return _nearest(str(error["input"]), re.findall(r"'([^']*)'", error["ctx"]["expected"]))
        case "value_error":
            return str(error["ctx"]["error"])
        case kind:
            return _RIGHT.get(kind, error["msg"])


def _nearest(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, 1)
    return f"did you mean {near[0]}?" if near else f"write one of {', '.join(known)}"


def _known(loc: _Loc) -> list[str]:
    """Give the keys of the table at `loc`: a step names a field, or is a key of a mapping or a list's ordinal."""
    model: type[BaseModel] = _CaseFile
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            kind = model.model_fields[part].annotation
            model = next((each for each in (kind, *get_args(kind)) if _is_model(each)), model)
    return list(model.model_fields)


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)

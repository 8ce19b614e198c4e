"""Where things stand in the text of a case file, and what is wrong with one, in words that say how to mend it."""

import re
import tomllib
from collections import Counter
from difflib import get_close_matches
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reconcile.corrections import TABLES

Loc = tuple[int | str, ...]

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


def begins(text: str) -> dict[str, list[int]]:
    """Give the lines, from 1, on which the entries of each of the analyst's tables begin."""
    lines: dict[str, list[int]] = {name: [] for name in TABLES}
    for number, line in enumerate(masked(text).split("\n"), 1):
        if (header := _HEADER.match(line)) and line.lstrip().startswith("[[") and header["keys"].strip() in lines:
            lines[header["keys"].strip()].append(number)
    return lines


def masked(text: str) -> str:
    """Give a TOML text without what stands in its long strings, its lines kept."""
    return _LONG_STRING.sub(lambda match: "\n" * match[0].count("\n"), text)


def explained(text: str, error: ValidationError, model: type[BaseModel]) -> str:
    """Give "LINE: KEY: what would be right" for the first of the errors in the TOML `text` that is no case file."""
    line, _, found = min((_line_of(text, each["loc"]), n, each) for n, each in enumerate(error.errors()))
    return f"{line}: {_key(found['loc'])}: {_mend(found, model)}"


def no_toml(text: str, error: tomllib.TOMLDecodeError) -> str:
    """Give "LINE: what is wrong" for a text that is no TOML."""
    message = str(error)
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else len(text.splitlines()) or 1
    return f"{line}: is no TOML: {_PLACE.sub('', message)[:1].lower()}{_PLACE.sub('', message)[1:]}"


def _line_of(text: str, loc: Loc) -> int:
    """Find the line, from 1, where `loc`, or the most of it that is written, stands in the TOML `text`."""
    table: Loc = ()
    times: Counter[Loc] = Counter()
    best, longest = 1, 0
    for number, line in enumerate(masked(text).split("\n"), 1):
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


def _keys(dotted: str) -> Loc:
    found: list[str] = re.findall(_KEY, dotted)
    return tuple(str(tomllib.loads(f"k = {key}")["k"]) if key[0] in "\"'" else key for key in found)


def _key(loc: Loc) -> str:
    """Write a place as in the file: `[event] place, entry 2`."""
    names = [part if re.fullmatch(r"[\w-]+", part) else f'"{part}"' for part in loc if isinstance(part, str)]
    entry = f", entry {loc[-1] + 1}" if isinstance(loc[-1], int) else ""
    if len(names) == 1:
        return f"[{names[0]}]{entry}"
    return f"[{'.'.join(names[:-1])}] {names[-1]}{entry}"


def _mend(error: ErrorDetails, model: type[BaseModel]) -> str:
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key; {meant(str(error['loc'][-1]), _known(error['loc'][:-1], model))}"
        case "literal_error":
            return meant(str(error["input"]), re.findall(r"'([^']*)'", error["ctx"]["expected"]))
        case "value_error":
            return str(error["ctx"]["error"])
        case kind:
            return _RIGHT.get(kind, error["msg"])


def meant(word: str, known: list[str]) -> str:
    """Say which of the `known` words was meant, or that it must be one of them."""
    near = get_close_matches(word, known, 1)
    return f"did you mean {near[0]}?" if near else f"write one of {', '.join(known)}"


def _known(loc: Loc, model: type[BaseModel]) -> list[str]:
    """Give the keys of the table at `loc` of a `model`; a step names a field, is a key of a mapping, or an ordinal."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            kind = model.model_fields[part].annotation
            model = next((each for each in (kind, *get_args(kind)) if _is_model(each)), model)
    return list(model.model_fields)


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)

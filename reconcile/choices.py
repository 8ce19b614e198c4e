"""Fields of figures as an analyst types them: "stated=450" to a value of its type, and which values there are."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Literal, get_args, get_origin

from reconcile.corrections import Changes
from reconcile.errors import UsageError

Value = str | int | bool | date | list[str]

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_EMPTY = ("place", "population", "perpetrator", "start", "end", "as_of", "basis", "source")  # "" takes these away


def number(words: str) -> int | None:
    """Give the number that digits stand for, thousands parted by commas or not; None for anything else."""
    return int(words.replace(",", "")) if _DIGITS.fullmatch(words) else None


def encoded(words: str) -> None:
    """Refuse words that are no UTF-8, which a case file cannot hold, with a UsageError."""
    try:
        words.encode()
    except UnicodeEncodeError:
        raise UsageError(f'"{words}": is not UTF-8; type it in a terminal that is set to UTF-8') from None


def values(pairs: Iterable[str], categories: Sequence[str]) -> dict[str, Value]:
    """Read "key=value" as fields of a figure; `categories` are those that the case knows.

    Raises:
        UsageError: a key or a value is none, and which there are.

    """
    said: dict[str, Value] = {}
    for pair in pairs:
        encoded(pair)
        key, equals, value = (part.strip() for part in pair.partition("="))
        if key not in Changes.model_fields:
            raise UsageError(f'"{pair}": {_meant(key, Changes.model_fields)}')
        if not equals:
            raise UsageError(f'"{pair}": write {key}=VALUE')
        if key in said:
            raise UsageError(f'"{pair}": {key} is given twice; give it once')
        try:
            said[key] = _value(key, value, categories)
        except ValueError as error:
            raise UsageError(f'"{pair}": {error}') from None
    return said


def choices(key: str, categories: Sequence[str]) -> list[str]:
    """Give the values that a field can have; none where it takes any."""
    if key == "category":
        return list(dict.fromkeys(categories))
    kind = _kind(key)
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return [each.value for each in kind]
    return [str(each) for each in get_args(kind)] if get_origin(kind) is Literal else []


def _kind(key: str) -> object:
    """Give the type of a field's values, without what may be said of it beside."""
    kind = next(each for each in get_args(Changes.model_fields[key].annotation) if each is not type(None))
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _value(key: str, value: str, categories: Sequence[str]) -> Value:
    """Read one value by the type of its field; ValueError says what would be right."""
    kind, known = _kind(key), choices(key, categories)
    if not value and key in _EMPTY:
        return ""
    if get_origin(kind) is tuple:
        listed = [part.strip() for part in value.split(",")] if value else []
        if wrong := next((part for part in listed if part not in known), None):
            raise ValueError(_meant(wrong, known))
        return listed
    if known and value not in known:
        raise ValueError(_meant(value, known))
    if kind is bool:
        if value not in ("true", "false"):
            raise ValueError("write true or false")
        return value == "true"
    if kind is int:
        read = number(value)
        if read is None:
            raise ValueError("write a whole number: 450")
        return read
    if kind is date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("write a date: 2025-03-08") from None
    if not value:
        raise ValueError(f"write a value; only {', '.join(_EMPTY)} can be taken away")
    return value


def _meant(word: str, known: Iterable[str]) -> str:
    known = list(known)
    near = get_close_matches(word, known, 1)
    hint = f"did you mean {near[0]}? There are" if near else "write one of"
    return f"{hint} {', '.join(known)}"

"""JSON and JSON Lines: one article, a list of articles, what a news service answered, or a record a line."""

import json
from collections.abc import Iterator
from hashlib import sha256
from io import BufferedReader
from itertools import chain, islice
from pathlib import PurePath

from reconcile.errors import InputError
from reconcile.readers import text
from reconcile.readers.document import Document
from reconcile.readers.fields import Fields, documents
from reconcile.readers.source import MEGABYTE, TEXT, WHOLE, Source
from reconcile.results import Failure

Record = tuple[str, object]  # its member and the value

_LINE = 4 * TEXT  # bytes
_VALUES = 4_000_000  # of one file or line; each takes some hundred bytes, and prose has far fewer commas
_DEPTH = 5  # levels at which a list of articles may stand, that of the file's own value among them
_BLANK = 10_000  # lines before the first
_BY_LINE = (".jsonl", ".ndjson")


def read(source: Source) -> Iterator[Document | Failure]:
    """Read the articles of a JSON file; JSON Lines one by one, so that a file may have any size.

    Raises:
        InputError: it is no JSON, or no object in it has a text.

    """
    fields = Fields(source.fields)
    yield from documents(source, fields, _records(source, fields))


def _records(source: Source, fields: Fields) -> Iterator[Record | Failure]:
    """Tell JSON Lines by the name, or by a first line that is an object and has others after it."""
    stream = source.stream
    first = stream.readline(_LINE + 1)
    blank: list[bytes] = []
    while first.isspace() and len(blank) < _BLANK:
        blank.append(first)
        first = stream.readline(_LINE + 1)
    is_object = len(first) <= _LINE and isinstance(_parsed(first), dict)
    by_name = PurePath(source.name).suffix.lower() in _BY_LINE and first.strip() not in (b"{", b"[")
    if by_name or (is_object and stream.peek(1)):
        yield from _by_line(source, first, len(blank) + 1, fields)
    else:
        yield from _found(_whole(source, b"".join([*blank, first])), fields)


def _by_line(source: Source, first: bytes, number: int, fields: Fields) -> Iterator[Record | Failure]:
    """Give the records of JSON Lines from the line `first` on, which has this number; a single line is as a file."""
    lines = _lines(source.stream, first, number)
    head = list(islice(lines, 2))
    for member, (at, line) in enumerate(chain(head, lines), start=1):
        value = f"is longer than {_LINE // MEGABYTE} MB; split it" if line is None else _parsed(line)
        if isinstance(value, str):
            yield Failure(path=source.path, error=f"line {at} {value}")
        elif len(head) == 1:
            yield from _found(value, fields)
        else:
            yield str(member), value


def _lines(stream: BufferedReader, first: bytes, number: int) -> Iterator[tuple[int, bytes | None]]:
    """Give the lines that are not blank, with their numbers; None for one that is too long, which is passed over."""
    line = first
    while line:
        rest = line
        while len(line) > _LINE and rest and not rest.endswith(b"\n"):
            rest = stream.readline(_LINE)
        if not line.isspace():
            yield number, None if len(line) > _LINE else line
        number += 1
        line = stream.readline(_LINE + 1)


def _parsed(line: bytes) -> object:
    """Parse a line; a string says why it is none of JSON Lines."""
    try:
        return _value(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "is not UTF-8; save the file as UTF-8"
    except ValueError as error:
        return f"is no JSON ({str(error).removeprefix('line 1, ')}); mend it or leave it out"


def _whole(source: Source, start: bytes) -> object:
    """Parse a file as one value; `start` are the bytes read of it already."""
    raw = start + source.stream.read(max(0, WHOLE + 1 - len(start)))
    if len(raw) > WHOLE:
        raise InputError(source.path, f"is larger than {WHOLE // MEGABYTE} MB; save it as JSON Lines, a record a line")
    source.sha256 = sha256(raw).hexdigest()
    try:
        return _value(text.decode(raw, source.path).lstrip("\ufeff"))
    except ValueError as error:
        raise InputError(source.path, f"is no JSON ({error}); mend it") from error


def _value(said: str) -> object:
    """Parse JSON; raise ValueError, with one clause, where it is none, or holds more than there is memory for."""
    if sum(map(said.count, ",[{")) > _VALUES:
        raise ValueError("it has millions of values")
    try:
        value: object = json.loads(said)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    except ValueError as error:  # of a number of thousands of digits
        raise ValueError("it holds a number that is too long") from error
    return value if isinstance(value, dict | list) else [value]


def _found(value: object, fields: Fields) -> Iterator[Record]:
    """Give the articles in a value: itself, or the lists of objects that stand highest in it and have texts."""
    levels = list(_levels(value))
    found = None
    for test in fields.tests():
        if isinstance(value, dict) and test(value):
            yield "", value
            return
        found = next(filter(None, ([each for each in lists if any(map(test, each))] for lists in levels)), None)
        if found:
            break
    found = found or next(filter(None, levels), None)
    if found is None:
        yield "", value
        return
    yield from ((str(number), each) for number, each in enumerate(chain.from_iterable(found), start=1))


def _levels(value: object) -> Iterator[list[list[dict[str, object]]]]:
    """Give the lists of objects at each level of a value, the highest first."""
    level = [value]
    for _ in range(_DEPTH):
        lists = [each for each in level if isinstance(each, list)]
        yield [objects for each in lists if (objects := [one for one in each if isinstance(one, dict)])]
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]

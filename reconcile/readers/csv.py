"""CSV and TSV files with a report a row; the header names the fields."""

import codecs
import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import chain

from reconcile.errors import InputError
from reconcile.readers import text
from reconcile.readers.document import Document
from reconcile.readers.fields import Fields, documents
from reconcile.readers.source import MEGABYTE, TEXT, WHOLE, Source
from reconcile.results import Failure

_SAMPLE = MEGABYTE  # bytes that tell the encoding
_LINE = 4 * TEXT  # bytes
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def read(source: Source) -> Iterator[Document | Failure]:
    """Read the rows of a CSV file one by one, so that a file may have any size.

    Raises:
        InputError: it has no header, or no column of texts.

    """
    yield from documents(source, Fields(source.fields), _records(source))


def _records(source: Source) -> Iterator[tuple[str, object] | Failure]:
    """Give the rows as records, numbered from 1; what follows a row that is no CSV cannot be told apart from it."""
    lines = _lines(source)
    top = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=top.count)
    rows = csv.reader(chain([top], lines), delimiter=delimiter, strict=True)
    number = -1
    header: list[str] = []
    while True:
        number += 1
        where = f"row {number}" if number else "its header"
        try:
            row = _next(rows)
        except csv.Error as error:
            yield Failure(
                path=source.path, error=f"{where} is no CSV ({error}), so that nothing is read from there on; mend it"
            )
            return
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            number -= 1
        elif not header:
            header = [cell.strip() for cell in row]
        elif any("\0" in cell for cell in row):
            yield Failure(path=source.path, error=f"{where} holds a NUL character; leave it out")
        elif any(cell.strip() for cell in row[len(header) :]):
            reason = f"has {len(row)} fields, the header {len(header)}; quote what holds a {_DELIMITERS[delimiter]}"
            yield Failure(path=source.path, error=f"{where} {reason}")
        else:
            yield str(number), {**dict.fromkeys(header), **dict(reversed(list(zip(header, row, strict=False))))}


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    """Give the next row, whose fields may be as long as a report; None after the last."""
    before = csv.field_size_limit(TEXT)
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(before)


def _lines(source: Source) -> Iterator[str]:
    """Decode the file line by line: UTF-8, Windows-1252 where its start is not UTF-8, or UTF-16 with its mark."""
    sample = source.stream.read(_SAMPLE)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from StringIO(text.decode(sample + source.stream.read(WHOLE), source.path), newline="")
        return
    sample += source.stream.readline(_LINE)
    encoding = "utf-8" if _is_utf8(sample) else "cp1252"
    start = BytesIO(sample.removeprefix(codecs.BOM_UTF8))
    for number, line in enumerate(chain(start, iter(lambda: source.stream.readline(_LINE), b"")), start=1):
        if len(line) == _LINE:
            raise InputError(source.path, f"has more than {_LINE // MEGABYTE} MB in line {number}; split it")
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError as error:
            reason = f"is not {encoding.upper()} in line {number}; save it as UTF-8"
            raise InputError(source.path, reason) from error


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode()
    except UnicodeDecodeError:
        return False
    return True

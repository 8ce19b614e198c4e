"""Plain text and Markdown, with or without front matter."""

import codecs
import re
from collections.abc import Iterator

from reconcile.errors import InputError
from reconcile.readers import dates
from reconcile.readers.document import Document
from reconcile.readers.source import Source
from reconcile.segment import FRONT_MATTER

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # tab, line feed, vertical tab, form feed and return are text
_FIELD = re.compile(r"^(?P<key>\w+)[ \t]*:[ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)
_DATES = {"published": "published", "date": "published", "updated": "updated", "retrieved": "retrieved"}


def read(source: Source) -> Iterator[Document]:
    """Decode a text and take its front matter.

    Raises:
        InputError: it is no text, or has no words.

    """
    path = source.path
    text = decode(source.read(), path)
    front = FRONT_MATTER.match(text)
    if not text[front.end() if front else 0 :].strip():
        raise InputError(path, "is empty; give a file with the report's text")
    said = {
        field["key"].lower(): value
        for field in _FIELD.finditer(front["fields"] if front else "")
        if (value := field["value"].strip().strip("\"'").strip())
    }
    written = {field: key for key, field in reversed(_DATES.items()) if key in said}
    days = {field: dates.parse(said[key]) for field, key in written.items()}
    if wrong := next((written[field] for field, day in days.items() if day is None), None):
        raise InputError(path, f'its front matter has {wrong}: "{said[wrong]}"; write a full date such as 2025-03-09')
    yield Document(
        text,
        title=said.get("title"),
        publisher=said.get("publisher"),
        url=said.get("url"),
        published=days.get("published"),
        updated=days.get("updated"),
        retrieved=days.get("retrieved"),
    )


def decode(raw: bytes, path: str) -> str:
    """Decode UTF-8, UTF-16 with its mark, or Windows-1252, and drop the mark; `path` is for the message.

    Raises:
        InputError: it is none of them, or holds control characters.

    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = {"utf-16": "UTF-16"}
    elif raw.startswith(codecs.BOM_UTF8):
        encodings = {"utf-8-sig": "UTF-8"}
    else:
        encodings = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if control := _CONTROL.search(text):
            line = text.count("\n", 0, control.start()) + 1
            raise InputError(
                path,
                f"is no text: it holds the control character U+{ord(control[0]):04X} in line {line}; "
                "save the report as UTF-8 text",
            )
        return text
    raise InputError(path, f"is no text: it is not {' or '.join(encodings.values())}; save the report as UTF-8 text")

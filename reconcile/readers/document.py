"""What a reader of a format gives."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice


@dataclass(frozen=True, slots=True)
class Document:
    """A report's text, newlines untranslated and without a byte-order mark, and what the format says of it.

    `member` is the report's name within a file of several, "" where the file is the report. `pages` are the offsets in
    `text` at which pages 1, 2, ... begin; empty where the format has none. `sha256` is of the bytes that held the
    report, or of its text where they held others too; a reader leaves it to `formats.read`.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    updated: date | None = None
    retrieved: date | None = None
    member: str = ""
    pages: tuple[int, ...] = ()
    sha256: str = ""


_MARKS = re.compile(r"[\W_]+")
_MORE = 40  # characters; a line that is the title has hardly more than twice as many, with its marks and blanks
_HEAD = 5  # lines; above its headline a text may have the name of a section


def headed(title: str | None, body: str) -> str:
    """Put a title that stands outside the text above it, as its first line; not where the text has it at its head."""
    if not title:
        return body
    longest = len(title) * 2 + _MORE
    head = (line for line in islice(filter(None, body.splitlines()), _HEAD) if len(line) <= longest)
    if _bare(title) in map(_bare, head):
        return body
    return f"{' '.join(title.split())}\n\n{body}"


def _bare(text: str) -> str:
    return _MARKS.sub("", text.casefold())

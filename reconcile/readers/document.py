"""What a reader of a format gives."""

from dataclasses import dataclass
from datetime import date


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


def headed(title: str | None, body: str) -> str:
    """Put a title that stands outside the text above it, as its first line; not where the text opens with it."""
    if not title or _bare(body[: 2 * len(title)]).startswith(_bare(title)):
        return body
    return f"{' '.join(title.split())}\n\n{body}"


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))

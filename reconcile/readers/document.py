"""What a reader of a format gives."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A report's decoded text, newlines untranslated and without a byte-order mark, and what the format says of it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    updated: date | None = None
    retrieved: date | None = None

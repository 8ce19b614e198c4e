"""A report's text cut into blocks and sentences, by offset."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["headline", "body", "bullet", "caption", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report: `text[start:end]`; `block` is the ordinal of its block (a paragraph, a bullet, a line)."""

    start: int
    end: int
    kind: BlockKind
    block: int


def segment(text: str) -> list[Sentence]:
    """Cut `text` into sentences, in order; front matter is left out."""
    raise NotImplementedError

"""Quotes that point into a report: a number in square brackets, within enough of its words to be found once.

Texts are compared folded: white space as single blanks, quotation marks and hyphens of one kind, so that a quote is
found again in a page that was saved anew.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from itertools import accumulate
from typing import NamedTuple

_SAME = str.maketrans("‘’‚‛′“”„‟″«»‐‑‒–—―−\u00a0\u202f\u2007", '\'\'\'\'\'"""""""-------   ')
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens, zero-width marks
_SEEN = re.compile("[^\\s\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"\S+")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_WORDS = 4  # on each side of a number, at first
_MOST = 60  # words on each side; what is not unique by then is a text that repeats itself
_LIKE = 0.6  # how much alike the nearest passage must be to be shown
_NEAR = 20  # passages that a quote is compared with: those that share the most words with it


class Span(NamedTuple):
    """Offsets of a number in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded: `said`, and where its words stand in it and in the text as it is."""

    said: str
    at: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """Give the offset in the text of the character at `offset` of what is said."""
        word = bisect_right(self.at, offset) - 1
        return self.origins[word] + offset - self.at[word] if word >= 0 else 0

    def place(self, origin: int) -> int:
        """Give where in what is said the character at `origin` of the text stands, which is one that is seen."""
        word = bisect_right(self.origins, origin) - 1
        return self.at[word] + origin - self.origins[word]


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Fold a text."""
    same = text.translate(_SAME)
    words: list[str] = []
    at: list[int] = []
    origins: list[int] = []
    length = 0
    for match in _WORD.finditer(same):
        start = match.start()
        blank = " " if words else ""
        for piece in _UNSEEN.split(match[0]):
            if piece:
                length += len(blank)
                at.append(length)
                origins.append(start)
                words.append(blank + piece)
                length += len(piece)
                blank = ""
            start += len(piece) + 1
    return Folded("".join(words), tuple(at), tuple(origins))


def find(text: str, quote: str) -> list[Span]:
    """Give the places in `text` of the number that `quote` has in square brackets; other brackets are the text's."""
    found: set[Span] = set()
    folded = fold(text)
    for match in _BRACKETED.finditer(quote):
        seen = [match.start() + each.start() for each in _SEEN.finditer(match[1])]
        if not seen:
            continue
        wanted = fold(f"{quote[: match.start()]}{match[1]}{quote[match.end() :]}")
        first, last = wanted.place(seen[0]), wanted.place(seen[-1])
        for start in _occurrences(folded.said, wanted.said):
            found.add(Span(folded.origin(start + first), folded.origin(start + last) + 1))
    return sorted(found)


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    """Give where a passage stands; it begins and ends where words and numbers do."""
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        split_before = start and text[start].isalnum() and text[start - 1].isalnum()
        split_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
        if not split_before and not split_after:
            yield start
        start = text.find(wanted, start + 1)


def quote(text: str, start: int, end: int) -> str:
    """Give a quote of the number at `start:end` that is found once in `text`, on one line."""
    before, after = text[:start].rsplit(None, _MOST)[-_MOST:], text[end:].split(None, _MOST)[:_MOST]
    glued = (not text[:start][-1:].isspace(), not text[end:][:1].isspace())
    number = " ".join(text[start:end].split())
    said = f"[{number}]"
    for words in range(_WORDS, _MOST + 1, _WORDS):
        left, right = " ".join(before[-words:]), " ".join(after[:words])
        said = f"{left}{'' if glued[0] or not left else ' '}[{number}]{'' if glued[1] or not right else ' '}{right}"
        if find(text, said) == [Span(start, end)]:
            return said
    return said


def nearest(text: str, quote: str) -> str | None:
    """Give the passage that is most like a quote, on one line; None where none is much like it."""
    words = fold(text).said.split()
    wanted = fold(_BRACKETED.sub(r"\1", quote)).said.split()[: 2 * _MOST]
    known, length = set(wanted), len(wanted)
    shared = [0, *accumulate(word in known for word in words)]
    starts = range(max(1, len(words) - length + 1))
    closest = nlargest(_NEAR, starts, key=lambda start: shared[min(start + length, len(words))] - shared[start])
    matcher = SequenceMatcher(b=" ".join(wanted), autojunk=False)
    best, passage = _LIKE, None
    for start in closest if wanted else ():
        here = " ".join(words[start : start + length])
        matcher.set_seq1(here)
        if (ratio := matcher.ratio()) > best:
            best, passage = ratio, here
    return passage

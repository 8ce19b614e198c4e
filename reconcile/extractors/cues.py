"""Words that stand beside a number: doubt ("may", "feared") and replacement ("earlier", "at first")."""

import re
from collections.abc import Sequence
from functools import cache

from reconcile.extractors.groups import leaves
from reconcile.extractors.tape import Alphabet, Chunk
from reconcile.lexicon import table

_REACH = 45  # characters before a number in which "at first" speaks of it


_BY = ("By ", "As of ")
_BY_NOON = re.compile(
    r"\bby (?:noon|midday|midnight|dawn|dusk|night|evening|nightfall|\d|the (?:end|evening|afternoon))"
)


@cache
def _had() -> re.Pattern[str]:
    """A verb in the pluperfect by which a source gave a number before: "had put", "had earlier spoken of"."""
    verbs = "|".join(map(re.escape, table("function")["formers"]))
    return re.compile(rf"\bhad (?:\w+ly |earlier |first )?(?:{verbs})\b(?! to death)")


# What an outlet says of its own mistake: "an earlier version of this article said", "we wrongly reported".
_MISTAKEN = re.compile(
    r"\b(?:earlier|previous|original|first) (?:version|edition|update)s? of (?:this|the|our) \w+\b[^;.]*$"
    r"|\b(?:wrongly|incorrectly|mistakenly|erroneously) (?:said|reported|stated|wrote|gave|put|given|written)\b[^;.]*$",
    re.IGNORECASE,
)


class Cues:
    """Where a sentence's cues stand, and which numbers they touch."""

    def __init__(self, chunks: Sequence[Chunk], text: str, alphabet: Alphabet) -> None:
        tokens = [(leaf.symbol, leaf.start) for chunk in chunks for leaf in leaves(chunk)]

        def at(*tags: str) -> list[int]:
            symbols = alphabet.any_of(*tags)
            return [start for symbol, start in tokens if symbol in symbols]

        self.text = text
        self.breaks, self.turns = at("semicolon", "stop"), at("semicolon", "stop", "but")
        self._doubts, self._formers, self._nows = at("doubt"), at("formerly"), at("now")

    def doubted(self, chunk: Chunk, start: int, end: int) -> bool:
        """Whether the clause of `start:end`, or the number's own qualifier ("perhaps almost 9,000"), is in doubt."""
        assert chunk.number is not None
        opening = max((b for b in self.breaks if b < start), default=-1)
        said = self.text[chunk.number.left : chunk.number.start].lower().split()
        hedged = any(word in said for word in table("function")["tags"]["doubt"])
        return hedged or any(opening < c < end for c in self._doubts)

    def replaced(self, start: int) -> bool:
        """Whether the words just before the number at `start` say that it is a former value."""
        opening = max((c for c in (*self.breaks, *self._nows) if c < start), default=-1)
        if any(max(opening, start - _REACH) < c < start for c in self._formers):
            return True
        if _MISTAKEN.search(self.text, max(opening, 0), start):
            return True
        had = _had().search(self.text, max(opening, start - _REACH, 0), start)
        # "By Monday police had reported 12 deaths", "families had reported 14 missing by noon": no former value
        return had is not None and not self.text.startswith(_BY) and _BY_NOON.search(self.text, start) is None

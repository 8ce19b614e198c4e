"""Words that stand beside a number: doubt ("may", "feared") and replacement ("earlier", "at first")."""

from collections.abc import Sequence

from reconcile.extractors.groups import leaves
from reconcile.extractors.tape import Alphabet, Chunk
from reconcile.lexicon import table

_REACH = 45  # characters before a number in which "at first" speaks of it


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
        return any(max(opening, start - _REACH) < c < start for c in self._formers)

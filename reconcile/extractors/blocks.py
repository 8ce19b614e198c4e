"""A report's sentences as the cascade reads them: pieces of bounded length, in blocks that belong together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reconcile.segment import Sentence

NUMBER = re.compile(r"\W{0,3}\d[\d,. ]{0,14}[kKmM]?\+?")  # alone on its line
HEADING = 90  # characters; a longer line without a number is no heading
_LONGEST = 2_000  # characters; a longer sentence is a list, or text that lost its stops
_PLACE = re.compile(r"(?:In|At|Around|Near|Outside|Across) (?:the )?(?:[A-Z][\w’'-]*)(?: [A-Z][\w’'-]*)*")


def pieces(sentence: Sentence, text: str) -> Iterator[Sentence]:
    """A sentence, cut at a space where it is too long to be one: what the grammar reads at once is bounded."""
    start = sentence.start
    if sentence.end - start <= _LONGEST:
        yield sentence
        return
    while sentence.end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > 0 else start + _LONGEST
        yield replace(sentence, start=start, end=cut)
        start = cut
    yield replace(sentence, start=start)


def blocks(sentences: Sequence[Sentence], text: str) -> Iterator[list[Sentence]]:
    """The blocks of a report; a number alone on its line goes with the short line below, which says what it counts."""
    found = [list(block) for _, block in groupby(sentences, key=lambda s: s.block)]
    i = 0
    while i < len(found):
        block = found[i]
        below = found[i + 1] if i + 1 < len(found) else []
        alone = len(block) == 1 and NUMBER.fullmatch(text[block[0].start : block[0].end]) is not None
        if alone and len(below) == 1 and below[0].end - below[0].start <= HEADING and below[0].kind == "body":
            block = [replace(block[0], end=below[0].end, kind="body")]
            i += 1
        yield block
        i += 1


def parted(blocks: Sequence[Sequence[Sentence]], text: str) -> frozenset[int]:
    """The blocks of lists whose items go from place to place: a place that opens one is no more the whole event's."""
    found: set[int] = set()
    for is_item, run in groupby(blocks, key=lambda block: block[0].kind == "bullet"):
        opened = [(block[0].block, match[0]) for block in run if (match := _PLACE.match(text, block[0].start))]
        if is_item and len({place for _, place in opened}) > 1:
            found |= {block for block, _ in opened}
    return frozenset(found)

"""The text of a PDF: its blocks one after the other, words whole that were broken where a line ended."""

import re
from collections import Counter
from itertools import accumulate

from reconcile.readers.pdf_layout import Block

# What is written with a hyphen wherever the line ends, above the break and below it; after a number only the ending of
# its own word is joined.
_COMPOUND = re.compile(
    r"\b(?:anti|non|self|(?P<prefix>pro|ex|pre|post|semi|cross)|(?P<number>one|two|three|four|five|six|seven|eight|nine"
    r"|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand))-$",
    re.IGNORECASE,
)
_REST_OF_COMPOUND = re.compile(
    r"government|regime|opposition|democracy|independence|militar|militia|junta|rebel|state|fighter|combatant|soldier"
    r"|president|detainee|prisoner|war|conflict|border|dawn|official"
)
_REST_OF_NUMBER = re.compile(r"(?:teen|een|ty|y|th|s)(?:th|ths)?\b")


def written(blocks: list[Block], pages: int) -> tuple[str, tuple[int, ...]]:
    """Write the text; give the offsets at which its pages begin."""
    known = Counter(word for block in blocks for line in block.lines for word in re.findall(r"[\w-]+", line.text))
    parts: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    for before, block in zip([None, *blocks], blocks, strict=False):
        if before:
            parts.append("\n" if before.kind == block.kind != "text" else "\n\n")
            length += len(parts[-1])
        for number, line in enumerate(block.lines):
            if number:
                glue = _glue(parts[-1], line.text, known)
                length += len(glue) - len(parts[-1])
                parts[-1] = glue
            starts.setdefault(line.page, length)
            parts.append(line.text)
            length += len(line.text)
    following = accumulate((starts.get(page, length) for page in reversed(range(pages))), min)
    return "".join(parts), tuple(following)[::-1]


def _glue(above: str, line: str, known: Counter[str]) -> str:
    """Give the line above with what joins it to the next: a space, its hyphen, or nothing where it broke a word."""
    if not above.endswith("-") or above.endswith(" -"):
        return f"{above} "
    if not line[0].islower() or not above[-2:-1].isalpha():
        return above
    compound = _COMPOUND.search(above)
    if compound and compound["number"] and _REST_OF_NUMBER.match(line):
        compound = None
    if compound and compound["prefix"] and not _REST_OF_COMPOUND.match(line):
        compound = None
    head, rest = re.findall(r"[\w-]+$", above)[0], re.match(r"\w+", line)
    tail = rest[0] if rest else ""
    if known[head[:-1] + tail] >= known[head + tail] and (not compound or known[head[:-1] + tail]):
        return above[:-1]
    return above

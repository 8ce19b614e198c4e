"""Words that are written from right to left, kept from moving the numbers and columns beside them."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

# Letters that are written from right to left, and the marks that make text so.
_LETTER = "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
# A name of them: digits stand within its words, marks and one space between them; two spaces are between columns.
_NAME = f"{_LETTER}(?:(?:[0-9]+|[^\\w\\s→]* ?){_LETTER})*+"
# What such a name would move: digits, raised ones too, and other such names, where no other letter is between.
_MOVED = re.compile(f"{_NAME}(?=[\\W_]*(?:[\\d⁰¹²³⁴-⁹]|{_LETTER}))")
_LEFT_TO_RIGHT = "\u200e"


def in_order(line: "Text") -> "Text":
    """Keep the columns of a line in their order where it holds words that are written from right to left.

    A number behind such words would be shown before them; a left-to-right mark, of no width, ends them (Unicode
    Standard Annex 9), and one at the beginning keeps the line from being set from the right. Where nothing would be
    moved there is none, so that a command at the end of a line can be taken as it stands.
    """
    if not re.search(_LETTER, line.plain):
        return line
    from rich.text import Text

    mark = Text(_LEFT_TO_RIGHT)
    return mark + mark.join(line.divide([match.end() for match in _MOVED.finditer(line.plain)]))

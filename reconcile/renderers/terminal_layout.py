"""Lines of a fixed width in terminal cells: wrapping, cutting, filling up, and the page they go on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from reconcile.renderers.plain import one_line
from reconcile.renderers.wording import Marks

LABEL_LIMIT = 20
HEADING, CONFLICT, CAUTION, QUIET = "bold", "bold red", "bold magenta", "dim"


@dataclass(frozen=True, slots=True)
class Page:
    """What the lines go on: the width in cells, and the marks it can show."""

    width: int
    marks: Marks


def fill(text: str, width: int) -> str:
    """Fill `text` up to `width` cells; a longer one is left as it is."""
    return text + " " * max(0, width - cell_len(text))


def cut(text: str, width: int, marks: Marks) -> str:
    """Cut `text` to `width` cells, an ellipsis at the end where something went."""
    if cell_len(text) <= width:
        return text
    room = max(0, width - cell_len(marks.ellipsis))
    return set_cell_size(text, room).rstrip() + marks.ellipsis


def cut_within(text: str, width: int, marks: Marks) -> str:
    """Cut `text` to `width` cells in its middle: names that begin alike are told apart by their ends."""
    if cell_len(text) <= width:
        return text
    room = max(0, width - cell_len(marks.ellipsis))
    end = text
    while cell_len(end) > room // 2:
        end = end[1:]
    return set_cell_size(text, room - cell_len(end)).rstrip() + marks.ellipsis + end


def wrap(text: str, width: int, taken: int = 0) -> list[str]:
    """Break `text` at spaces into lines of at most `width` cells; a longer word is broken anywhere.

    Of the first line `taken` cells are taken already.
    """
    lines: list[str] = []
    for word in one_line(text).split(" "):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= width - (taken if len(lines) == 1 else 0):
            lines[-1] += f" {word}"
        else:
            lines.extend(_chop(word, max(2, width if lines else width - taken)))
    return lines


def _chop(word: str, width: int) -> list[str]:
    """Break a word into pieces of at most `width` cells, which is 2 or more: some characters take two."""
    pieces = [""]
    for char in word:
        if cell_len(pieces[-1] + char) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def hanging(head: str, text: str, page: Page, style: str = "", indent: int | None = None) -> Iterator[Text]:
    """Give `head` and then `text`, wrapped, its further lines below its first, or set in by `indent`."""
    indent = cell_len(head) if indent is None else indent
    for number, line in enumerate(wrap(text, page.width - indent, cell_len(head) - indent)):
        yield Text((head if number == 0 else " " * indent) + line, style=style)


def listed(head: str, items: Iterable[str], page: Page) -> Iterator[Text]:
    """Give `head` and then the items, two spaces between them, none broken where it fits a line."""
    indent, line, empty = cell_len(head), head, True
    for item in items:
        if not empty and cell_len(line) + 2 + cell_len(item) > page.width:
            yield Text(line)
            line, empty = " " * indent, True
        if empty and cell_len(item) > page.width - indent:
            yield from hanging(line, item, page)
            line = " " * indent
        else:
            line += item if empty else f"  {item}"
            empty = False
    if not empty:
        yield Text(line)


def quote(place: str, sentence: str, page: Page, indent: int = 6, places: int = 0) -> Text:
    """Give a sentence on one line, cut to the width around its [number], the place before it."""
    widest = page.width // 3
    head = f"{' ' * indent}{fill(cut_within(place, widest, page.marks), min(places, widest))}  "
    room = page.width - cell_len(head)
    before, bracket, after = one_line(sentence).partition("[")
    number, close, after = after.partition("]")
    marked = f"{bracket}{number}{close}"
    spare = max(0, room - cell_len(marked))
    right_want = cell_len(after)
    left = min(cell_len(before), max(spare // 3, spare - right_want))
    text = Text(head, style=QUIET)
    text.append(_tail(before, left, page.marks), style="not dim")
    text.append(marked, style="not dim bold")
    text.append(cut(after, room - cell_len(text.plain) + cell_len(head), page.marks), style="not dim")
    return text


def _tail(text: str, width: int, marks: Marks) -> str:
    if cell_len(text) <= width:
        return text
    head = f"{marks.ellipsis} "
    kept: list[str] = []
    used = cell_len(head)
    for word in reversed(text.rstrip().split(" ")):
        used += cell_len(word) + 1
        if used > width:
            break
        kept.append(word)
    return head + " ".join(reversed(kept)) + (" " if kept else "")


def section(title: str, page: Page, style: str = HEADING, note: str = "") -> Iterator[Text]:
    """Give a section's heading, and beside it a note."""
    for line in hanging(f"{title}  ", note, page) if note else [Text(title)]:
        line.stylize(style, 0, len(title))
        yield line

"""Lines of a fixed width in terminal cells: wrapping, cutting, filling up, and the page they go on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from reconcile.renderers.plain import one_line, visible
from reconcile.renderers.wording import Marks

LABEL_LIMIT = 20
GAP = "  "
LEAST_FLOWING = 12  # cells; a narrower column of names is no column
HEADING, CONFLICT, CAUTION, QUIET = "bold", "bold red", "bold magenta", "dim"
SEVERITY_STYLES = {"conflict": CONFLICT, "caution": CAUTION}
Parts = tuple[str, str, str]  # a sentence: what stands before its number, the number, and what follows


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
    room = width - cell_len(marks.ellipsis)
    return set_cell_size(text, room).rstrip() + marks.ellipsis if room >= 0 else ""


def cut_within(text: str, width: int, marks: Marks) -> str:
    """Cut `text` to `width` cells in its middle: names that begin alike are told apart by their ends."""
    if cell_len(text) <= width:
        return text
    room = max(0, width - cell_len(marks.ellipsis))
    end = text
    # A mark that combines with the letter before it would stand on the ellipsis.
    while end and (cell_len(end) > room // 2 or not cell_len(end[0])):
        end = end[1:]
    return set_cell_size(text, room - cell_len(end)).rstrip() + marks.ellipsis + end


def wrap(text: str, width: int, taken: int = 0) -> list[str]:
    """Break `text` at spaces into lines of at most `width` cells; a longer word is broken anywhere.

    Of the first line `taken` cells are taken already; it is empty where the first word fits only the next.
    """
    lines: list[str] = []
    for word in one_line(text).split(" "):
        if not lines and width - taken < cell_len(word) <= width:
            lines.append("")
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
    """Give `head` and then `text`, wrapped, its further lines below its first, or set in by `indent`.

    A head that leaves the text less than half of the page has lines of its own.
    """
    if indent is None:
        alone, head = _alone(visible(head), cell_len(one_line(text)), page)
        yield from (Text(line, style=style) for line in alone)
    indent = cell_len(head) if indent is None else indent
    for number, line in enumerate(wrap(text, page.width - indent, cell_len(head) - indent)):
        yield Text(((head if number == 0 else " " * indent) + line).rstrip(), style=style)


def listed(head: str, items: Iterable[str], page: Page) -> Iterator[Text]:
    """Give `head` and then the items, two spaces between them, none broken where it fits a line."""
    told = [visible(item) for item in items]
    alone, head = _alone(visible(head), cell_len("  ".join(told)), page)
    yield from map(Text, alone if told else ())
    indent, line, empty = cell_len(head), head, True
    for item in told:
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


def _alone(head: str, text: int, page: Page) -> tuple[list[str], str]:
    """Give the lines that a head has for itself, and what is before the first line of a text of `text` cells then."""
    if cell_len(head) <= page.width // 2 or cell_len(head) + text <= page.width:
        return [], head
    lead = " " * (len(head) - len(head.lstrip()))
    return [lead + line for line in wrap(head, page.width - len(lead))], f"{lead}    "


def table(rows: Sequence[Sequence[str]], page: Page, flowing: int, indent: int = 2) -> Iterator[Text]:
    """Give rows of cells in columns; the column `flowing` is wrapped where they are wider than the page.

    Where that does not help, each row is a line of its own that is wrapped.
    """
    if not rows:
        return
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    over = max(0, indent + sum(widths) + len(GAP) * (len(widths) - 1) - page.width)
    if widths[flowing] - over < min(LEAST_FLOWING, widths[flowing]):
        for row in rows:
            yield from hanging(" " * indent, ", ".join(row), page, indent=indent + 2)
        return
    widths[flowing] -= over
    for row in rows:
        for number, part in enumerate(wrap(row[flowing], widths[flowing])):
            cells = [part if at == flowing else "" if number else cell for at, cell in enumerate(row)]
            yield Text((" " * indent + GAP.join(map(fill, cells, widths))).rstrip())


def quoted(place: str, parts: Parts, page: Page, indent: int = 6, places: int = 0) -> Iterator[Text]:
    """Give a sentence on one line, cut to the width around its [number], the place before it.

    The sentence comes as `phrases.parted` gives it; `places` are the cells of the widest place beside this one. A place
    of more than a third of the page stands whole above the sentence; so does one beside which the number has no room,
    and a sentence whose number is longer than a line is not cut.
    """
    place, (before, number, after) = one_line(place), _marked(parts)
    line = _beside(place, (before, number, after), page, indent, places)
    if cell_len(place) > page.width // 3 or number not in line.plain:
        yield from hanging(" " * indent, place, page, QUIET)
        line = _beside("", (before, number, after), page, indent, 0)
    if number in line.plain:
        yield line
        return
    yield from hanging(" " * (indent + 2), f"{before}{number}{after}", page)


def _marked(parts: Parts) -> Parts:
    """Give a sentence in three on one line, its number in brackets."""
    before, number, after = parts
    left, right = " " * before[-1:].isspace(), " " * after[:1].isspace()
    return one_line(before) + left, f"[{one_line(number)}]" if number else "", right + one_line(after)


def _beside(place: str, parts: Parts, page: Page, indent: int, places: int) -> Text:
    widest = page.width // 3
    head = f"{' ' * indent}{fill(cut_within(one_line(place), widest, page.marks), min(places, widest))}  "
    before, marked, after = parts
    spare = max(0, page.width - cell_len(head) - cell_len(marked))
    # What is cut off needs room for its ellipsis on either side.
    cut_off = min(cell_len(page.marks.ellipsis), cell_len(after))
    left = min(cell_len(before), max(0, spare - cut_off), max(spare // 3, spare - cell_len(after)))
    text = Text(head, style=QUIET)
    text.append(_tail(before, left, page.marks), style="not dim")
    text.append(cut(marked, page.width - cell_len(text.plain), page.marks), style="not dim bold")
    text.append(cut(after, page.width - cell_len(text.plain), page.marks), style="not dim")
    return text


def _tail(text: str, width: int, marks: Marks) -> str:
    if cell_len(text) <= width:
        return text
    head = f"{marks.ellipsis} "
    kept: list[str] = []
    used = cell_len(head)
    if used > width:
        return ""
    for word in reversed(text.rstrip().split(" ")):
        used += cell_len(word) + 1
        if used > width:
            break
        kept.append(word)
    return head + " ".join(reversed(kept)) + (" " if kept else "")


def section(title: str, page: Page, style: str = HEADING, note: str = "") -> Iterator[Text]:
    """Give a section's heading, and beside it a note; one that is longer than a line is wrapped."""
    title = visible(title)
    short = not note and cell_len(title) <= page.width
    for line in [Text(title)] if short else hanging(f"{title}  " if note else "", note or title, page):
        line.stylize(style, 0, len(title))
        yield line

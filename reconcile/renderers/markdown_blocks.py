"""What Markdown is made of: text that is taken literally, links, tables and lists.

Marks of Markdown and of HTML in what reports say are escaped with a backslash where every flavour takes one
(CommonMark, GitHub, Pandoc, Markdown Extra), else with a character reference.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import bidirectional

from reconcile.renderers import grouping
from reconcile.renderers.plain import address, one_line
from reconcile.results import Failure

_ESCAPES = str.maketrans(
    {mark: f"\\{mark}" for mark in "\\`*_{}[]#"}
    | {mark: f"&#{ord(mark)};" for mark in "|~^$@"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_BARE_ADDRESS = re.compile(r"(?<=www)\.|:(?=//)", re.IGNORECASE)
_LIST_MARK = re.compile(r"(\d*)([-+.)])")
_LEFT_TO_RIGHT = "\u200e"


def safe(text: object) -> str:
    """Give `text` on one line, taken literally.

    One that ends from right to left gets a mark behind it, which keeps a number that follows out of its order.
    """
    line = one_line(str(text)).translate(_ESCAPES)
    line = _BARE_ADDRESS.sub(lambda found: f"&#{ord(found[0])};", line)
    if start := _LIST_MARK.match(line):
        line = f"{start[1]}\\{line[start.end(1) :]}"
    strong = next((kind for kind in map(bidirectional, reversed(line)) if kind in ("L", "R", "AL")), "L")
    return line if strong == "L" else line + _LEFT_TO_RIGHT


def link(url: str | None) -> str:
    """Give an address as a link; one that is none on the web as its text."""
    linked = address(url)
    return f"<{linked}>" if linked else safe(url or "")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give a table of safe cells; nothing where it has no rows."""
    if told := [f"| {' | '.join(row)} |" for row in rows]:
        yield from (f"| {' | '.join(headings)} |", f"|{' --- |' * len(headings)}", *told, "")


def items(each: Iterable[str]) -> Iterator[str]:
    """Give a list; nothing where it is empty."""
    if told := [f"- {item}" for item in each]:
        yield from (*told, "")


def listed(heading: str, each: Iterable[str]) -> Iterator[str]:
    """Give a list under its heading; nothing where it is empty."""
    if told := list(items(each)):
        yield from (f"## {heading}", "", *told)


def failures(errors: Iterable[Failure]) -> Iterator[str]:
    """Give what failed, kind by kind, each as a list under its heading."""
    for heading, failed in grouping.failures(errors):
        yield from listed(heading, map(safe, failed))

"""A short name for each report of a run."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from os.path import commonprefix
from unicodedata import east_asian_width

_BOUNDARY = re.compile(r"[\W_]+")
_SHORTEST = 3  # characters
_PATHLIKE = re.compile(r"[/\\]|^\.|\.[A-Za-z]\w{0,4}$")
_WIDEST = 20  # columns of a terminal; a wide character takes two
_LONGEST = 16  # characters; a longer name without a boundary is cut where it is unique


def fits(name: str) -> bool:
    """Whether a name may label a report: short enough for the side of a table, and no path or name of a file."""
    return not _PATHLIKE.search(name) and sum(2 if east_asian_width(char) in "WF" else 1 for char in name) <= _WIDEST


class Labels:
    """Names the reports of a run, each as no other, and remembers no more for it than the publishers.

    `ids` are those of the files. A report is called by its publisher, if that is short enough for a table and it is the
    publisher's first; else by its publisher and its file; else by its file.
    """

    def __init__(self, ids: Sequence[str]) -> None:
        self._short = shorten(ids)
        self._shorts = frozenset(self._short.values())
        self._publishers: set[str] = set()

    def of(self, file: str, member: str, publisher: str | None) -> str:
        """Give the label of a report: that of the file with this id, or a `member` of it ("" for the file itself)."""
        short = f"{self._short[file]}#{member}" if member else self._short[file]
        if publisher is None:
            return short
        if publisher not in self._publishers and fits(publisher) and not self._endings(publisher):
            self._publishers.add(publisher)
            return publisher
        both = f"{publisher} {short}"
        return both if fits(both) and self._endings(both) == [short] else short

    def _endings(self, label: str) -> list[str]:
        """The last words of a label that could be the name of a file, or of a report in it."""
        words = label.split(" ")
        endings = [" ".join(words[at:]) for at in range(len(words))]
        return [ending for ending in endings if ending.partition("#")[0] in self._shorts]


def shorten(ids: Sequence[str]) -> dict[str, str]:
    """Give each id the shortest start of its last part that no other shares, cut where a word ends.

    "000_07581b.txt" and "001_ee7930.txt" become 000 and 001. A name that another id has in another folder keeps the
    folder; "-" is stdin.
    """
    stems = {each: "stdin" if each == "-" else _stem(each.rpartition("/")[2]) for each in ids}
    known = sorted(set(stems.values()))
    shared = dict.fromkeys(known, 0)
    for one, other in pairwise(known):
        common = len(commonprefix((one, other)))  # noqa: RUF071 - characters are meant
        shared[one], shared[other] = max(shared[one], common), common
    times = Counter(stems.values())
    paths = Counter(_stem(each) for each in ids)
    return {
        each: _cut(stem, shared[stem]) if times[stem] == 1 else _stem(each) if paths[_stem(each)] == 1 else each
        for each, stem in stems.items()
    }


def _stem(name: str) -> str:
    start, dot, _ = name.rpartition(".")
    return start if dot and start else name


def _cut(stem: str, shared: int) -> str:
    least = max(_SHORTEST, shared + 1)
    for boundary in _BOUNDARY.finditer(stem):
        if boundary.start() >= least:
            return stem[: boundary.start()]
    return stem if len(stem) <= _LONGEST or _BOUNDARY.search(stem) else stem[:least]

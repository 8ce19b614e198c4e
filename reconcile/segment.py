"""A report's text cut into blocks and sentences, by offset.

Lines are found first, then joined where a text was wrapped at a column, then each block is named. Page furniture and
abbreviations are data: `furniture.toml` and `abbreviations.toml` in the lexicon. Every scan is one compiled expression
that never walks back over what it read, so the time is linear in the text whatever it holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from reconcile.lexicon import table

BlockKind = Literal["headline", "body", "bullet", "caption", "boilerplate"]
Reach = Literal["line", "links", "rest"]

# `---`, lines of `key: value` (or their indented and listed continuations, comments, blank lines), `---`. A report that
# merely opens with a rule is not swallowed: each line in between must be of that form.
FRONT_MATTER = re.compile(
    r"---[ \t]*+\r?\n"
    r"(?P<fields>(?:(?:[A-Za-z_][\w-]*+[ \t]*+:[^\r\n]*+|[ \t#][^\r\n]*+|-[ \t][^\r\n]*+)?\r?\n)*+)"
    r"---[ \t]*+(?:\r?\n|\Z)"
)

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]++")
_BULLET = re.compile(r"(?:[•●▪◦‣∙·]\s*|(?:[*–-]|\d{1,2}[.)])\s+)(?=\S)")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")  # Markdown's
_TABLE_ROW = re.compile(r"[^:]{1,60}:\s{0,8}[~<>≈]?\d[\d.,]*\+?(?:\s*[(\[].*)?")
_AUTHOR = re.compile(r"About (?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})")
# The stops first: the scan then hops from stop to stop. The expression never fails after a run of stops, so a run is
# read once. Closing marks, and references such as [3], belong to the sentence before.
_STOP = re.compile(r"""(?P<stop>[.!?…؟۔]++)(?:["”’'»)\]]|\[[^\[\]\n]{1,24}\])*+(?P<gap>\s?)""")
_NEXT = re.compile(r"\S")
_OPENING = "\"'“‘«([¿¡"

_TITLE_WORDS = 3  # at least; one or two words above the headline are the name of a section
_STANDFIRST_WORDS = 6  # at least; the line under a headline says more than a byline does
_TITLE_LENGTH = 220  # characters; the longest headline with its kicker
_FURNITURE_LENGTH = 300  # characters; a longer line is prose, whatever it opens with
_HEAD_LENGTH = 2000  # characters; a headline stands within them
_WRAPPED = range(30, 121)  # characters; the widths at which texts are wrapped
_RAGGED = 15  # characters; what the widest line known to be wrapped may fall short of the column
_LONGEST_WORD = 32  # characters read back from a stop; no abbreviation is longer


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report: `text[start:end]`; `block` is the ordinal of its block: a paragraph, a bullet, a line."""

    start: int
    end: int
    kind: BlockKind
    block: int


class _Line(NamedTuple):
    start: int
    end: int
    follows: bool  # the line before stands right above, no blank one between


class _Entry(NamedTuple):
    kind: BlockKind
    reach: Reach


@dataclass(frozen=True, slots=True)
class _Furniture:
    """The lines that are furniture: phrases by their first word, and one expression for each way of case."""

    phrases: dict[str, tuple[tuple[str, bool, _Entry], ...]]
    patterns: tuple[re.Pattern[str], ...]
    entries: dict[str, _Entry]

    def find(self, line: str) -> _Entry | None:
        """Name the entry that `line`, stripped, is; None where it is part of the report."""
        if len(line) > _FURNITURE_LENGTH:
            return None
        said = line.casefold().replace("’", "'")
        for phrase, whole, entry in self.phrases.get(_first_word(said), ()):
            if said.startswith(phrase) and (not whole or not said[len(phrase) :].strip(" :.*→»›>|()0123456789")):
                return entry
        for pattern in self.patterns:
            if (match := pattern.fullmatch(line)) and match.lastgroup:
                return self.entries[match.lastgroup]
        return None


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    title: frozenset[str]
    number: frozenset[str]
    either: frozenset[str]
    openers: frozenset[str]


def segment(text: str) -> list[Sentence]:
    """Cut `text` into sentences, in order; front matter is left out.

    A sentence ends with its closing marks and without the space after them; a bullet's or heading's mark is not part of
    it.
    """
    front = FRONT_MATTER.match(text)
    blocks = _unwrap(text, list(_lines(text, front.end() if front else 0)))
    sentences = []
    for ordinal, ((start, end), kind) in enumerate(zip(blocks, _kinds(text, blocks), strict=True)):
        if mark := _BULLET.match(text, start, end) or _HEADING.match(text, start, end):
            start = mark.end()
        sentences += [Sentence(first, last, kind, ordinal) for first, last in _sentences(text, start, end)]
    return sentences


def headline(text: str) -> str | None:
    """Give the report's headline, on one line; null where it opens with prose."""
    front = FRONT_MATTER.match(text)
    head = text[front.end() if front else 0 :][:_HEAD_LENGTH]
    titles = [sentence for sentence in segment(head) if sentence.kind == "headline"]
    first = [sentence for sentence in titles if sentence.block == titles[0].block]
    return " ".join(head[first[0].start : first[-1].end].split()) if first else None


def reach(line: str) -> Reach | None:
    """Tell how far the furniture goes that a line opens, such as related stories or a note on the author.

    Null where it opens none.
    """
    entry = _furniture().find(line.strip())
    return entry.reach if entry else None


def _lines(text: str, start: int) -> Iterator[_Line]:
    """Give the lines that are not blank, without the space around them."""
    before = -1
    for match in _LINE.finditer(text, start):
        line = match.group()
        if not (said := line.strip()):
            continue
        first = match.start() + line.index(said[0])
        follows = before >= 0 and match.start() - before <= 2 and text[before : match.start()] in ("\n", "\r\n", "\r")
        yield _Line(first, first + len(said), follows)
        before = match.end()


def _unwrap(text: str, lines: list[_Line]) -> list[tuple[int, int]]:
    """Join the lines of paragraphs that were wrapped at a column; every other line is a block of its own.

    A line that ends in mid-sentence above one that opens in lower case was wrapped. The widest such line gives the
    column; at that column a line also goes on where the next line's first word would not have fitted on it.
    """
    broken = [
        after.follows
        and before.end - before.start in _WRAPPED
        and text[after.start].islower()
        and text[before.end - 1] not in '.!?:…”"'
        for before, after in pairwise(lines)
    ]
    column = max((line.end - line.start for line, cut in zip(lines, broken, strict=False) if cut), default=0)
    blocks: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if number and (broken[number - 1] or (column and _goes_on(text, lines[number - 1], line, column))):
            blocks[-1] = (blocks[-1][0], line.end)
        else:
            blocks.append((line.start, line.end))
    return blocks


def _goes_on(text: str, above: _Line, line: _Line, column: int) -> bool:
    """Tell whether `line` is the rest of the paragraph `above`, in a text wrapped at about `column`."""
    length = above.end - above.start
    said = text[line.start : min(line.end, line.start + _FURNITURE_LENGTH)]
    if not line.follows or length > column + _RAGGED or length + 1 + len(said.split(None, 1)[0]) <= column:
        return False
    return not (_BULLET.match(said) or _TABLE_ROW.fullmatch(said) or _furniture().find(said))


def _kinds(text: str, blocks: list[tuple[int, int]]) -> list[BlockKind]:
    """Name the kind of each block."""
    furniture = _furniture()
    kinds: list[BlockKind] = []
    reach: Reach = "line"
    title, titles = "", 0
    for number, (start, end) in enumerate(blocks):
        kind: BlockKind = "body"
        line = text[start : min(end, start + _FURNITURE_LENGTH + 1)]
        bullet = _BULLET.match(line)
        mark = bullet or _HEADING.match(line)
        said = line[mark.end() :] if mark else line
        follower = text[slice(*blocks[number + 1])][:_FURNITURE_LENGTH] if number + 1 < len(blocks) else ""
        if reach == "rest":
            kind = "boilerplate"
        elif entry := furniture.find(said):
            kind, reach = entry
        elif (author := _AUTHOR.fullmatch(said)) and author["name"] in follower:
            kind, reach = "boilerplate", "rest"
        elif reach == "links" and title and _is_title(said, end - start):
            kind = "boilerplate"
        elif bullet:
            kind, reach = "bullet", "line"
        elif title and _plain(said) == title:
            kind, reach = "headline", "line"
        else:
            reach = "line"
            titled = _is_title(said, end - start)
            words = said.count(" ") + 1
            standfirst = titles == 1 and kinds[-1] == "headline" and words >= _STANDFIRST_WORDS
            if titled and follower and ((not titles and words >= _TITLE_WORDS) or standfirst):
                kind, titles, title = "headline", titles + 1, title or _plain(said)
            elif not titled and not titles:
                titles = 2  # a report that opens with prose has no headline further down
        kinds.append(kind)
    return kinds


def _is_title(line: str, length: int) -> bool:
    return length <= _TITLE_LENGTH and line.rstrip("\"”’'")[-1:] not in ".;:," and not _TABLE_ROW.fullmatch(line)


def _plain(line: str) -> str:
    """Give a line without its case and the kind of its quotation marks, to know a repeated title by."""
    return " ".join(line.casefold().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split())


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the sentences of the block `text[start:end]`."""
    block = start
    for match in _STOP.finditer(text, start, end):
        if not match["gap"] or match.end() >= end:
            continue
        if (following := _NEXT.search(text, match.end(), end)) and _ends(text, block, match, following.start()):
            yield start, match.start("gap")
            start = following.start()
    if start < end:
        yield start, end


def _ends(text: str, block: int, match: re.Match[str], following: int) -> bool:
    """Tell whether the stop `match` ends a sentence, the next word being at `following`."""
    ahead = text[following : following + _LONGEST_WORD].lstrip(_OPENING)
    if ahead[:1].islower():
        return False
    if match["stop"] != ".":
        return True
    word = text[max(block, match.start() - _LONGEST_WORD) : match.start()]
    word = word.split()[-1].lstrip(_OPENING) if word.strip() else ""
    known, written = _abbreviations(), {word, word.lower()}
    if written & known.title:
        return False
    if written & known.number:
        return not ahead[:1].isdigit()
    if written & known.either or _is_initials(word):
        words = ahead.split(None, 1)
        return words[0].rstrip(",").lower() in known.openers if words else True
    return True


def _is_initials(word: str) -> bool:
    letters = word.split(".")
    return all(len(letter) == 1 and letter.isupper() for letter in letters)


def _first_word(said: str) -> str:
    return said[:_LONGEST_WORD].split(None, 1)[0].rstrip(":.,*") if said else ""


@cache
def _furniture() -> _Furniture:
    data = table("furniture")
    parts: dict[str, str] = {}
    for name, pattern in data["parts"].items():
        parts[name] = _fill(pattern, parts)
    phrases: dict[str, list[tuple[str, bool, _Entry]]] = {}
    entries: dict[str, _Entry] = {}
    groups: dict[bool, list[str]] = {False: [], True: []}
    for number, record in enumerate(data["furniture"]):
        entry = _Entry(record.get("kind", "boilerplate"), record.get("reach", "line"))
        for phrase in record.get("phrases", ()):
            phrases.setdefault(_first_word(phrase), []).append((phrase, record.get("whole", False), entry))
        if "pattern" in record:
            entries[name := f"n{number}"] = entry
            groups[record.get("case", False)].append(f"(?P<{name}>{_fill(record['pattern'], parts)})")
    patterns = tuple(re.compile("|".join(groups[case]), 0 if case else re.IGNORECASE) for case in groups)
    return _Furniture({word: tuple(found) for word, found in phrases.items()}, patterns, entries)


def _fill(pattern: str, parts: dict[str, str]) -> str:
    return re.sub(r"%(\w+)%", lambda match: parts[match[1]], pattern)


@cache
def _abbreviations() -> _Abbreviations:
    return _Abbreviations(**{name: frozenset(record["words"]) for name, record in table("abbreviations").items()})

"""Rules over tags, compiled into regular expressions over a tape of one character a chunk.

Only this module knows that there is a tape. A chunk's character stands for the set of tags it bears; `{tag}` in a rule
is the class of all characters whose set has the tag.
"""

import re
import re._parser as parser  # type: ignore[import-not-found]  # what a pattern needs is read off its parsed form
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from typing import Any

from reconcile.extractors.quantities import Number
from reconcile.lexicon import Entry

_TAG = re.compile(r"\{(!?)([a-z_0-9]+(?:\|[a-z_0-9]+)*)\}")
_CAPTURE = re.compile(r"<([a-z]+\d?):")
_MACRO = re.compile(r"@([a-z]+)")
_FIRST = 0xE000  # the private use area: no character of a report stands on a tape


@dataclass(slots=True)
class Chunk:
    """A stretch `start:end` of a sentence that the grammar sees as one.

    `symbol` is its character on the tape; `entries` the lexicon entries it met; `number` its number, if it has one;
    `parts` the captures of the rule that made it; `rule` that rule's name.
    """

    start: int
    end: int
    symbol: str
    entries: tuple[Entry, ...] = ()
    number: Number | None = None
    parts: Mapping[str, Sequence["Chunk"]] | None = None
    rule: str | None = None

    def part(self, name: str) -> Sequence["Chunk"]:
        """The chunks that the rule's capture `name` holds; none where it holds none."""
        return self.parts.get(name, ()) if self.parts else ()


@dataclass(frozen=True, slots=True)
class Match:
    """A rule met on a tape: its chunks from `start` to `end`, and its captures as spans of chunks."""

    start: int
    end: int
    spans: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `attributes` is what its entry says besides its pattern, which is compiled when it is first tried.

    `rarest` and `needs` are sets of characters, as bits: a tape that the rule can meet has one of each.
    """

    name: str
    pattern: str
    attributes: Mapping[str, Any]
    rarest: int = -1
    needs: tuple[int, ...] = ()

    def matches(self, tape: str) -> Iterator[Match]:
        """The matches on `tape`, from the left, not overlapping."""
        for m in _compiled(self.pattern).finditer(tape):
            yield Match(m.start(), m.end(), {k: m.span(k) for k, v in m.groupdict().items() if v is not None})


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class Alphabet:
    """The characters of the tape: one for each set of tags that a chunk can bear."""

    def __init__(self, tagsets: Iterable[frozenset[str]]) -> None:
        self._symbols = {tags: chr(_FIRST + i) for i, tags in enumerate(sorted(set(tagsets), key=sorted))}
        self._classes: dict[str, str] = {}
        for tags, symbol in self._symbols.items():
            for tag in tags:
                self._classes[tag] = self._classes.get(tag, "") + symbol

    def __len__(self) -> int:
        return len(self._symbols)

    def symbol(self, tags: frozenset[str]) -> str:
        """The character of a set of tags."""
        return self._symbols[tags]

    def has(self, symbol: str, tag: str) -> bool:
        """Whether a character's set has the tag."""
        return symbol in self._classes.get(tag, "")

    def rule(self, name: str, pattern: str, macros: Mapping[str, str], attributes: Mapping[str, Any]) -> Rule:
        """Make a rule that a tape can be tried for; an unknown macro is an error."""
        written = self.written(pattern, macros)
        needs = _least({bits(need) for need in _needed(parser.parse(written))})
        return Rule(name, written, attributes, *((needs[0], tuple(needs[1:])) if needs else ()))

    def written(self, pattern: str, macros: Mapping[str, str]) -> str:
        """Write a rule's pattern as a regular expression over the tape."""
        while _MACRO.search(pattern):
            pattern = _MACRO.sub(lambda m: f"(?:{macros[m[1]]})", pattern)
        return _TAG.sub(self._class, _CAPTURE.sub(r"(?P<\1>", pattern.replace(">", ")")))

    @cache  # noqa: B019  # an alphabet lives as long as its lexicon
    def any_of(self, *tags: str) -> frozenset[str]:
        """The characters whose set has one of the tags."""
        return frozenset(symbol for tag in tags for symbol in self._classes.get(tag, ""))

    def _class(self, match: re.Match[str]) -> str:
        symbols = "".join(self._classes.get(tag, "") for tag in match[2].split("|"))
        if not symbols:
            return "." if match[1] else "(?!)"
        return f"[{'^' if match[1] else ''}{symbols}]"


def bits(tape: str) -> int:
    """The characters of a tape as the bits of an integer."""
    found = 0
    for symbol in set(tape):
        found |= 1 << (ord(symbol) - _FIRST)
    return found


def fitting(rules: Iterable[Rule], held: int) -> list[Rule]:
    """The rules that a tape with the characters `held` has all the characters for."""
    found = []
    for rule in rules:
        if held & rule.rarest:
            for need in rule.needs:
                if not held & need:
                    break
            else:
                found.append(rule)
    return found


def _least(needs: Iterable[int]) -> list[int]:
    """The sets that say it all, the smallest first: who has a character of a set has one of every larger set."""
    found: list[int] = []
    for need in sorted(needs, key=int.bit_count):
        if all(smaller & ~need for smaller in found):
            found.append(need)
    return found


_MOST = 256  # ways through a branch that are looked at; of more only what is shortest in each


def _needed(parsed: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """The sets of characters of which a parsed regular expression takes one each, whatever it meets."""
    for kind, said in parsed:
        name = str(kind)
        if name == "LITERAL":
            yield chr(said)
        elif name == "IN" and str(said[0][0]) != "NEGATE":
            yield "".join(chr(c) for item in said for c in _characters(item))
        elif name == "SUBPATTERN":
            yield from _needed(said[-1])
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and said[0] > 0:
            yield from _needed(said[2])
        elif name == "ASSERT" and said[0] > 0:
            yield from _needed(said[1])
        elif name == "BRANCH":
            branches = [sorted(set(_needed(branch)), key=len) for branch in said[1]]
            if prod(map(len, branches)) > _MOST:
                branches = [branch[:1] for branch in branches]
            yield from map("".join, product(*branches))


def _opening(parsed: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """The characters with which a parsed regular expression may begin, and whether it may meet none at all.

    No characters where it is not known with which.
    """
    found: set[str] = set()
    for kind, said in parsed:
        name = str(kind)
        if name.startswith(("ASSERT", "AT")):
            continue
        if name == "BRANCH":
            branches = [_opening(branch) for branch in said[1]]
            known = all(characters for characters, _ in branches)
            characters, empty = set().union(*(some for some, _ in branches if known)), any(may for _, may in branches)
        elif name in ("SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT"):
            characters, empty = _opening(said[-1])
            empty = empty or (name != "SUBPATTERN" and said[0] == 0)
        else:
            characters, empty = set("".join(_needed([(kind, said)]))), False
        if not characters:
            return set(), True
        found |= characters
        if not empty:
            return found, False
    return found, True


def _characters(item: tuple[Any, Any]) -> Iterable[int]:
    """The code points that an item of a character class names."""
    return range(item[1][0], item[1][1] + 1) if str(item[0]) == "RANGE" else (item[1],)


@dataclass(frozen=True, slots=True)
class Stage:
    """Rules that rewrite a tape: what they match becomes one chunk of the tag they yield."""

    name: str
    rules: Mapping[str, Rule]
    regex: re.Pattern[str]
    yields: Mapping[str, str]

    def rewrite(self, chunks: Sequence[Chunk]) -> list[Chunk]:
        """Apply the stage: the leftmost match wins, of those at one place the first rule."""
        tape = "".join([c.symbol for c in chunks])
        out: list[Chunk] = []
        at = 0
        for m in self.regex.finditer(tape):
            start, end = m.span()
            if start == end:
                continue
            key = m.lastgroup
            assert key is not None
            rule = self.rules[key]
            out.extend(chunks[at:start])
            parts = {
                name.removeprefix(key): chunks[slice(*m.span(name))]
                for name in rule.attributes["captures"]
                if m.start(name) >= 0
            }
            number = next((c.number for c in (*parts.get("q", ()), *parts.get("q2", ())) if c.number), None)
            whole = tuple(chunks[start:end])
            out.append(
                Chunk(
                    whole[0].start,
                    whole[-1].end,
                    self.yields[key],
                    number=number,
                    parts={**parts, "all": whole},
                    rule=rule.name,
                )
            )
            at = end
        out.extend(chunks[at:])
        return out


def stage(name: str, rules: Sequence[Mapping[str, Any]], macros: Mapping[str, str], alphabet: Alphabet) -> Stage:
    """Compile a stage of the grammar."""
    compiled: dict[str, Rule] = {}
    yields: dict[str, str] = {}
    sources: list[str] = []
    for i, rule in enumerate(rules):
        key = f"r{i}"
        pattern = alphabet.written(rule["pattern"], macros)
        pattern = re.sub(r"\(\?P<(\w+)>", rf"(?P<{key}\1>", pattern)
        captures = re.findall(r"\(\?P<(\w+)>", pattern)
        sources.append(f"(?P<{key}>{pattern})")
        compiled[key] = Rule(rule["name"], pattern, {"captures": captures})
        yields[key] = alphabet.symbol(frozenset({rule["yields"]}))
    every = "|".join(sources)
    # Most places of a tape begin nothing: one look at the character there is cheaper than trying each rule.
    opening, _ = _opening(parser.parse(every))
    look = f"(?=[{re.escape(''.join(sorted(opening)))}])" if opening else ""
    return Stage(name, compiled, re.compile(f"{look}(?:{every})"), yields)

"""What a report's words promise before it is read: one scan for those that tell of a fate, name a source, or count.

Most sentences promise nothing, and are read no further. A sign never says too little: what the grammar can bind or
credit has its signs, though not all that has them is bound or credited.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from reconcile.extractors import quantities
from reconcile.extractors.tape import Rule, bits
from reconcile.extractors.tokens import COMPUTED, MARKS, Lexemes, words

Needs = tuple[int, ...]  # sets of characters of the tape, as bits: one of each is needed

_COMMON = ("comma", "stop", "quote")  # marks that every sentence has, and that are no sign
_PART = re.compile(r"[^\W_]+|[^\w\s]")
_DIGIT = re.compile(r"\d")


class Promise(NamedTuple):
    """What the words of a sentence promise: the characters of its `words`, as bits, and whether it may count."""

    words: int
    counts: bool


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """The signs of a lexicon and its rules, compiled for scanning.

    `words` gives, for a word that is a sign or the longest of a phrase that is one, the phrase's other words and the
    characters that it may be on a tape, with a bit of its own for what says a fate (`fate`), names a source (`source`)
    and stands in numbers (`number`). `known` are those words alone, `marks` all that are none; `numbers` are the
    characters of chunks that are numbers. A sentence tells of a fate by such a word, or by words for all needs of one
    of the rules `telling`; it may credit a source by such a word, or by all needs of one of `crediting`.
    """

    words: Mapping[str, Sequence[tuple[frozenset[str], int]]]
    known: frozenset[str]
    marks: Sequence[str]
    number: int
    numbers: int
    fate: int
    telling: tuple[Needs, ...]
    source: int
    crediting: tuple[Needs, ...]

    def of(self, low: str) -> Promise:
        """Give what a text in lower case promises, as far as the words in it tell, in whatever order."""
        met = words(low)
        met.update([mark for mark in self.marks if mark in low])
        found = 0
        for word in met & self.known:
            for others, characters in self.words[word]:
                if others <= met:
                    found |= characters
        if found & self.number or _DIGIT.search(low):
            return Promise(found | self.numbers, True)
        return Promise(found, False)

    def tells(self, words: int) -> bool:
        """Whether words promise that something befell people."""
        return bool(words & self.fate) or _met(self.telling, words)

    def credits(self, words: int) -> bool:
        """Whether words promise a source."""
        return bool(words & self.source) or _met(self.crediting, words)


def _met(rules: Iterable[Needs], words: int) -> bool:
    for needs in rules:
        for need in needs:
            if not words & need:
                break
        else:
            return True
    return False


def signs(lex: Lexemes, made: int, fates: Sequence[Rule], credited: Sequence[Rule]) -> Signs:
    """Compile the signs of the rules that have an outcome of their own, and of those that credit.

    `made` are the characters of chunks that rules make: which words stand for them is not known beforehand.
    """
    fate, source, number = (1 << len(lex.alphabet) + i for i in range(3))
    known = _known(lex, fate, source)
    numbers = _alone(lex, "quantity", "yearlike", "digit")
    computed = _alone(lex, *COMPUTED) & ~reduce(or_, known.values())
    seen = (1 << len(lex.alphabet)) - 1 & ~(made | computed) | numbers
    telling, crediting = (_needs(rules, seen) for rules in (fates, credited))
    wanted = reduce(or_, chain(*telling, *crediting), fate | source | number)
    for text in quantities.grammar().hints:
        known[text] |= number
    phrases: dict[str, dict[frozenset[str], int]] = defaultdict(lambda: defaultdict(int))
    for text, characters in known.items():
        if told := characters & wanted:
            *others, longest = sorted(_PART.findall(text), key=len)
            phrases[longest][frozenset(others)] |= told
    parts = {part for word, those in phrases.items() for part in chain((word,), *those)}
    return Signs(
        words={word: tuple(those.items()) for word, those in phrases.items()},
        known=frozenset(phrases),
        marks=sorted(part for part in parts if not part.isalnum()),
        number=number,
        numbers=numbers,
        fate=fate,
        telling=telling,
        source=source,
        crediting=crediting,
    )


def _known(lex: Lexemes, fate: int, source: int) -> dict[str, int]:
    """The characters of each word, phrase and mark that can be a sign, with the bits of what it says."""
    known: dict[str, int] = defaultdict(int)
    for text, *meant in chain.from_iterable(lex.phrases.values()):
        for word in filter(None, meant):
            known[text] |= bits(lex.alphabet.symbol(word.tags)) if word.entries else 0
            known[text] |= fate if any("outcome" in e.says for e in word.entries) else 0
            known[text] |= source if any(e.table == "source" for e in word.entries) else 0
    known["pro-"] |= bits(lex.alphabet.symbol(lex.loyal.tags))
    for mark, tag in MARKS.items():
        if tag not in _COMMON:
            known[mark] |= _alone(lex, tag)
    return known


def _alone(lex: Lexemes, *tags: str) -> int:
    """The characters of chunks that bear one of the tags and no other."""
    return bits("".join(lex.alphabet.symbol(frozenset({tag})) for tag in tags))


def _needs(rules: Sequence[Rule], seen: int) -> tuple[Needs, ...]:
    """The needs of each rule that only such characters meet as are seen without reading the sentence."""
    return tuple(tuple(need for need in (rule.rarest, *rule.needs) if need > 0 and not need & ~seen) for rule in rules)

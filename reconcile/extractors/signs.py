"""What a report's words promise before it is read: one scan for those that tell of a fate, name a source, or count.

Most sentences promise nothing, and are read no further. A sign never says too little: what the grammar can bind or
credit has its signs, though not all that has them is bound or credited.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from reconcile.extractors import quantities
from reconcile.extractors.tape import Rule, bits
from reconcile.extractors.tokens import COMPUTED, MARKS, Lexemes
from reconcile.segment import Sentence

Needs = tuple[int, ...]  # sets of characters of the tape, as bits: one of each is needed

_COMMON = ("comma", "stop", "quote")  # marks that every sentence has, and that are no sign
_DIGIT = re.compile(r"\d")


class Promise(NamedTuple):
    """What the words of a sentence promise: the characters of its `words`, as bits, and whether it may count."""

    words: int
    counts: bool


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """The signs of a lexicon and its rules, compiled for scanning.

    `words` gives the characters of each pattern, with a bit of its own for words that say a fate (`fate`), name a
    source (`source`) and stand in numbers (`number`); `numbers` are the characters of chunks that are numbers. A
    sentence tells of a fate by such a word, or by words for all needs of one of the rules `telling`; it may credit a
    source by such a word, or by all needs of one of `crediting`.
    """

    automaton: AhoCorasick
    words: tuple[int, ...]
    number: int
    numbers: int
    fate: int
    telling: tuple[Needs, ...]
    source: int
    crediting: tuple[Needs, ...]

    def of(self, low: str, sentences: Sequence[Sentence]) -> list[Promise]:
        """Give what each sentence of a text in lower case promises."""
        hits = iter(self.automaton.find_matches_as_indexes(low, overlapping=True))
        starts = [s.start for s in sentences]
        words = [0] * len(starts)
        for index, start, end in hits:
            mask = self.words[index]
            at = bisect_right(starts, start) - 1
            if at < 0 or not mask & ~words[at] or end > sentences[at].end:
                continue
            if _is_word(low, start, end):
                words[at] |= mask
            elif mask & self.number:
                words[at] |= self.number
        return [self._promise(low, each, found) for each, found in zip(sentences, words, strict=True)]

    def _promise(self, low: str, sentence: Sentence, words: int) -> Promise:
        if words & self.number or _DIGIT.search(low, sentence.start, sentence.end):
            return Promise(words | self.numbers, True)
        return Promise(words, False)

    def all(self, low: str) -> int:
        """Give the words of a whole text in lower case, as if it had numbers."""
        found = 0
        for index, start, end in self.automaton.find_matches_as_indexes(low, overlapping=True):
            if (mask := self.words[index]) & ~found and _is_word(low, start, end):
                found |= mask
        return found | self.numbers

    def tells(self, words: int) -> bool:
        """Whether words promise that something befell people."""
        return bool(words & self.fate) or _met(self.telling, words)

    def credits(self, words: int) -> bool:
        """Whether words promise a source."""
        return bool(words & self.source) or _met(self.crediting, words)


def _met(rules: Iterable[Needs], words: int) -> bool:
    return any(all(words & need for need in needs) for needs in rules)


def _is_word(low: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on at either end."""
    before = start and low[start - 1].isalnum() and low[start].isalnum()
    return not (before or (end < len(low) and low[end].isalnum() and low[end - 1].isalnum()))


def signs(lex: Lexemes, made: int, fates: Sequence[Rule], credited: Sequence[Rule]) -> Signs:
    """Compile the signs of the rules that have an outcome of their own, and of those that credit.

    `made` are the characters of chunks that rules make: which words stand for them is not known beforehand.
    """
    alphabet, symbol = lex.alphabet, lex.alphabet.symbol
    fate, source, number = (1 << len(alphabet) + i for i in range(3))
    known: Counter[str] = Counter()
    for text, entries in zip(lex.texts, lex.patterns, strict=True):
        for word in filter(None, entries):
            known[text] |= bits(symbol(word.tags)) if word.entries else 0
            if any("outcome" in e.says for e in word.entries):
                known[text] |= fate
            if any(e.table == "source" for e in word.entries):
                known[text] |= source
    known["pro-"] |= bits(symbol(lex.loyal.tags))
    for mark, tag in MARKS.items():
        if tag not in _COMMON:
            known[mark] |= bits(symbol(frozenset({tag})))
    numbers = bits("".join(symbol(frozenset({tag})) for tag in ("quantity", "yearlike", "digit")))
    unseen = made | bits("".join(symbol(frozenset({tag})) for tag in (*COMPUTED, *_COMMON)))
    seen = (1 << len(alphabet)) - 1 & ~unseen | reduce(or_, known.values()) & ~made | numbers
    telling, crediting = (_needs(rules, seen) for rules in (fates, credited))
    wanted = fate | source | reduce(or_, chain(*telling, *crediting), 0)
    for text in quantities.grammar().hints:
        known[text] |= number
    texts = sorted(text for text, mask in known.items() if mask & (wanted | number))
    return Signs(
        AhoCorasick(texts),
        tuple(known[text] & (wanted | number) for text in texts),
        number,
        numbers,
        fate,
        telling,
        source,
        crediting,
    )


def _needs(rules: Sequence[Rule], seen: int) -> tuple[Needs, ...]:
    """The needs of each rule that only such characters meet as are seen without reading the sentence."""
    return tuple(tuple(need for need in (rule.rarest, *rule.needs) if need > 0 and not need & ~seen) for rule in rules)

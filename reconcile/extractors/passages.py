"""The first reading of a report: its blocks, sentence by sentence, with the numbers bound to what befell people.

What a sentence leaves open is taken from the sentences before it. Who counted, when and where is no matter here: the
second reading (accounts.py) goes no further than the figures that this one finds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from reconcile.extractors import tables
from reconcile.extractors.binder import bind
from reconcile.extractors.bindings import Binding, Context, Refusal
from reconcile.extractors.blocks import HEADING, NUMBER
from reconcile.extractors.grammar import Grammar, heading, parse
from reconcile.extractors.groups import Fate, Whom
from reconcile.extractors.quantities import Discard, Number, find
from reconcile.extractors.tape import Chunk
from reconcile.extractors.tokens import names, tokenize
from reconcile.lexicon import table
from reconcile.segment import Sentence

_MOST = 60  # groups of digits in a sentence; with more it is a list of data that lost its lines
_GROUP = re.compile(r"\d+")
_LABEL = 2  # words
_NOTHING = Context()


class Text:
    """A report's text as its sentences are read from it: `low` is the whole in lower case, of equal length."""

    def __init__(self, whole: str, low: str, grammar: Grammar) -> None:
        self.whole, self.low, self.grammar = whole, low, grammar
        self._names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The words that bear a capital within its sentences."""
        if self._names is None:
            self._names = names(self.whole)
        return self._names

    def line(self, sentence: Sentence) -> "Line":
        """A sentence of the text."""
        return Line(sentence, self)


class Line:
    """A sentence as it is read: what costs is done when it is asked for, and once.

    `bindings` are its numbers that are bound, `refusals` those that are not.
    """

    __slots__ = ("_counted", "_tokens", "_whole", "bindings", "low", "promise", "refusals", "sentence", "text")

    def __init__(self, sentence: Sentence, whole: Text) -> None:
        self.sentence, self._whole = sentence, whole
        self.text = whole.whole[sentence.start : sentence.end]
        self.low = whole.low[sentence.start : sentence.end]
        self.promise = whole.grammar.signs.of(self.low)
        self.bindings: Sequence[Binding] = ()
        self.refusals: Sequence[Refusal] = ()
        self._counted: tuple[Sequence[Number], Sequence[Discard]] | None = None
        self._tokens: list[Chunk] | None = None

    @property
    def counted(self) -> tuple[Sequence[Number], Sequence[Discard]]:
        """Its numbers, and those that count nobody; of a list of data it is all one that counts nobody."""
        if self._counted is None:
            if not self.promise.counts:
                self._counted = (), ()
            elif len(self.low) > _MOST and sum(1 for _ in islice(_GROUP.finditer(self.low), _MOST + 1)) > _MOST:
                self._counted = (), (Discard(0, len(self.low), "more numbers than a sentence tells"),)
            else:
                self._counted = find(self.low, self.text)
        return self._counted

    @property
    def is_numbered(self) -> bool:
        """Whether it has a number that may count people."""
        return bool(self.counted[0])

    @property
    def tokens(self) -> list[Chunk]:
        """Its numbers, words and marks."""
        if self._tokens is None:
            numbers, discards = self.counted
            lexemes = self._whole.grammar.lexemes
            self._tokens = tokenize(self.text, self.low, numbers, discards, lexemes, self._whole.names)
        return self._tokens

    @property
    def opens(self) -> bool:
        """Whether it opens its line of the report."""
        return self.sentence.start == 0 or self._whole.whole[self.sentence.start - 1] == "\n"

    @property
    def may_head(self) -> bool:
        """Whether it may be a heading, or open a list."""
        return len(self.text) <= HEADING or self.text.endswith(":")

    @property
    def is_label(self) -> bool:
        """Whether it is but the label of its paragraph: "The injured. 355, by the hospitals' registers"."""
        return self.opens and self.text.endswith((".", ":")) and len(self.text.split()) <= _LABEL

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return len(tables.cells(self.text)) > 1


class Passage:
    """A block of a report as read.

    `is_lead` where it is of the headline or the first paragraph; `is_item` where it is one of a list that a sentence
    opens; `in_table` where it is a table's row; `is_listing` where it opens a list itself.
    """

    def __init__(self, lines: Sequence[Line], is_lead: bool, is_item: bool) -> None:
        self.lines, self.is_lead, self.is_item = lines, is_lead, is_item
        self.in_table = lines[0].is_row
        self.is_listing = lines[-1].text.endswith(":")

    @property
    def is_told(self) -> bool:
        """Whether a number in it is bound."""
        return any(line.bindings for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Whether it holds no number, and is no heading, table's header or introduction of an abbreviation."""
        one = len(self.lines) == 1 and self.lines[0].may_head
        if one or self.in_table or self.is_listing or any("(" in line.text for line in self.lines):
            return False
        return not any(any(line.counted) for line in self.lines)


class Passages:
    """The state of a first reading: what earlier sentences leave for later ones.

    Unless `thorough`, sentences that cannot tell of anybody's fate are passed over, their numbers too.
    """

    def __init__(self, text: Text, thorough: bool) -> None:
        self.text, self.grammar, self.thorough = text, text.grammar, thorough
        self.context = _NOTHING
        self.header: list[tables.Column] = []
        self.paragraphs = 0
        self.listing = False

    def read(self, blocks: Sequence[Sequence[Sentence]]) -> Iterator[Passage]:
        """Give the blocks that hold anything, bound."""
        for block in blocks:
            passage = self._opened(block)
            if not passage.is_empty:
                self._bind(passage)
                yield passage

    def _opened(self, block: Sequence[Sentence]) -> Passage:
        """Begin a block: an elliptic number takes its outcome from what came before, its side does not carry on."""
        lines = [self.text.line(sentence) for sentence in block]
        is_item = self.listing and _is_item(lines, self.text)
        if not is_item and self.context.listing is not None:
            self.context = replace(self.context, listing=None)
        is_lead = block[0].kind == "headline" or self.paragraphs == 0
        if block[0].kind == "body" or (block[0].kind == "bullet" and lines[-1].text.endswith(".")):
            self.paragraphs += 1  # a bullet without a full stop is a heading's
        if any(b.side for b in self.context.before):
            self.context = replace(self.context, before=tuple(replace(b, side=False) for b in self.context.before))
        return Passage(lines, is_lead, is_item)

    def _bind(self, passage: Passage) -> None:
        for line in passage.lines:
            line.bindings, line.refusals = self._bound(line)
            if line.bindings:
                main = self.context.main or line.bindings[0]
                self.context = replace(self.context, before=tuple(line.bindings), main=main)
            elif any(refusal.spared for refusal in line.refusals):
                self.context = replace(self.context, before=())  # "56 were rescued. They include 11 children"
        told = passage.is_told
        if not passage.in_table and not passage.is_item:
            self.listing = passage.is_listing
            if self.listing:
                said = self.context.heading[0] if self.context.heading else None
                befell = Fate(self.context.before[-1].outcomes) if told else said
                self.context = replace(self.context, listing=befell)
        if not told and len(passage.lines) > 1:
            self.context = replace(self.context, before=())

    def _bound(self, line: Line) -> tuple[Sequence[Binding], Sequence[Refusal]]:
        """Bind the numbers of a sentence, or of a row of a table; remember what a header or a heading says."""
        if line.is_row:
            if line.is_numbered and self.header:
                return tables.row(line.text, line.tokens, self.header), ()
            if not line.is_numbered:
                if not tables.is_rule(line.text):
                    self.header = tables.columns(line.text, self.grammar, self.context.heading)
                return (), ()
        self.header = []
        tells = self.grammar.signs.tells(line.promise.words)
        passed_over = not self.thorough and self.context == _NOTHING and not tells
        if passed_over and not line.may_head:
            return (), ()
        if line.is_numbered:
            if passed_over or (not line.opens and NUMBER.fullmatch(line.text)):
                return (), ()  # a number alone behind a sentence counts nothing: that of a page, of a note
            return bind(parse(line.tokens, self.grammar), line.text, self.grammar, self.context)
        if line.may_head:
            chunks = parse(line.tokens, self.grammar) if tells else []
            said = heading(chunks, line.text, self.grammar) if tells else self._carried_on(line)
            if line.is_label:
                self.context = replace(self.context, before=(), heading=said)
            elif not line.text.rstrip().endswith((".", "!", "?", "”", '"')):
                self.context = replace(self.context, heading=said)
        return (), ()

    def _carried_on(self, line: Line) -> tuple[Fate, Whom] | None:
        """What a heading says that only tells by what the report's toll is told apart: "By district:"."""
        main = self.context.main
        if main is None or _breakdown().fullmatch(line.low) is None:
            return None
        return Fate(main.outcomes), Whom(category=main.category, unit=main.unit)


@cache
def _breakdown() -> re.Pattern[str]:
    return re.compile(rf"\W*by (?:{'|'.join(table('places')['breakdowns'])})\W*")


def _is_item(lines: Sequence[Line], text: Text) -> bool:
    """Whether a block is an item of a list that a sentence before it opens: "recorded the following:"."""
    start, end = lines[0].sentence.start, lines[-1].sentence.end
    return lines[0].sentence.kind == "bullet" or (end - start <= HEADING and ":" in text.whole[start:end])

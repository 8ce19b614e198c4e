"""The cascade that takes figures out of a report's text."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from reconcile.case import Case
from reconcile.extractors import corrected, dating, figures, periods, places, scopes, sources, tables
from reconcile.extractors.binder import bind
from reconcile.extractors.bindings import Binding, Context, Refusal
from reconcile.extractors.blocks import HEADING, NUMBER, blocks, parted, pieces
from reconcile.extractors.clock import Clock
from reconcile.extractors.grammar import Grammar, heading, load, parse, tells
from reconcile.extractors.groups import Fate
from reconcile.extractors.introductions import Introduced, unnamed
from reconcile.extractors.quantities import Discard, Number
from reconcile.extractors.quantities import find as find_numbers
from reconcile.extractors.readings import Reading
from reconcile.extractors.resolving import Anchor
from reconcile.extractors.tape import Chunk
from reconcile.extractors.tokens import lowered, names, tokenize
from reconcile.records import Days, Dropped, Figure, Outcome, Report, Scope, Source
from reconcile.segment import Sentence, segment

_MOST = 60  # groups of digits in a sentence; with more it is a list of data that lost its lines
_GROUP = re.compile(r"\d+")
_SOON = timedelta(days=3)  # after publication; a later update may leave the text as it was
_LABEL = 2  # words
_NOTHING = Context()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was taken out of one report: figures and dropped numbers in the order of the text, and the days it names.

    `unmatched` are the entries of the case file that could not be replayed on it, where they were.
    """

    figures: tuple[Figure, ...]
    dropped: tuple[Dropped, ...]
    days: Days | None
    unmatched: tuple[corrected.Unmatched, ...] = ()


def extract(report: Report, case: Case, thorough: bool = True) -> Extraction:
    """Take the figures out of `report`, with as-of dates where the report alone gives them (not yet from tolls).

    This is the machine's reading: what the case file corrects is replayed on it by corrected.py. Unless `thorough`, the
    numbers of sentences that tell of nobody's fate are not looked into, and so not dropped.
    """
    said = [p for s in segment(report.text) if s.kind != "boilerplate" for p in pieces(s, report.text)]
    found = list(blocks(said, report.text))
    reader = _Reader(report, case, [s for block in found for s in block], parted(found, report.text), thorough)
    for block in found:
        reader.read(block)
    return reader.result()


def _written(report: Report) -> date | None:
    """The day that a report's weekdays are counted back from: its update, where that is of the days after."""
    held = report.held
    if held is None or held.latest is None or held.earliest is None:
        return None
    return held.latest if held.latest - held.earliest <= _SOON else held.earliest


class _Reader:
    """The state of reading one report: what earlier sentences leave for later ones."""

    def __init__(
        self, report: Report, case: Case, sentences: Sequence[Sentence], parted: frozenset[int], thorough: bool
    ) -> None:
        self.parted = parted
        self.report, self.case = report, case
        self.grammar: Grammar = load(case)
        self.anchor = Anchor(_written(report), case.event.onset)
        self.introduced = Introduced()
        self.figures: list[tuple[Figure, periods.Timex | None]] = []
        self.dropped: list[Dropped] = []
        self.context = Context()
        self.header: list[tables.Column] = []
        self.places: frozenset[str] = frozenset()
        self.facilities: frozenset[str] = frozenset()
        self.paragraphs = 0
        self.toll = 0
        self.listing = False
        self.opened: Source | None = None
        self.monitors: list[tuple[int, Source]] = []
        self.caption: Source | None = None
        self.names = names(report.text)
        self.breaks = [match.start() for match in re.finditer("\n", report.text)]
        self.lows = {s.start: lowered(report.text[s.start : s.end]) for s in sentences}
        self.clock = Clock(sentences, self.lows, self.anchor, figures.latest_year(report.text))
        self.thorough = thorough

    def read(self, block: Sequence[Sentence]) -> None:
        """Read one block: a credit carries on within it, an elliptic number takes its outcome from what came before."""
        in_table = len(tables.cells(self.report.text[block[0].start : block[0].end])) > 1
        listed = self.listing and self._listed(block)
        if not listed and self.context.listing is not None:
            self.context = replace(self.context, listing=None)
        carried = self.caption if in_table else self.opened if listed else None
        lead = block[0].kind == "headline" or self.paragraphs == 0
        if block[0].kind == "body" or (block[0].kind == "bullet" and self.report.text.endswith(".", 0, block[-1].end)):
            self.paragraphs += 1  # a bullet without a full stop is a heading's
        last: Figure | None = None
        elsewhen = False
        passed: list[Sentence] = []  # since a figure was found
        if any(b.side for b in self.context.before):
            self.context = replace(self.context, before=tuple(replace(b, side=False) for b in self.context.before))
        found_any = False
        counted = {s.start: self._numbers(s) for s in block}
        if not any(numbers or discards for numbers, discards in counted.values()) and not self._heads(block):
            return
        credited_at = -1
        for k, sentence in enumerate(block):
            text, low = self.report.text[sentence.start : sentence.end], self.lows[sentence.start]
            numbers, discards = counted[sentence.start]
            tokens = tokenize(text, low, numbers, discards, self.grammar.lexemes, self.names)
            credited = sources.find(tokens, text, self.grammar.lexemes, self.introduced)
            line = bisect_left(self.breaks, sentence.start) + 1
            self._discard(discards, sentence)
            bindings, refusals = self._bind(sentence, text, tokens, bool(numbers))
            spots = places.found(tokens, text, self.grammar.lexemes, self.case) if bindings or lead else []
            if bindings:
                reading = Reading(
                    sentence=sentence,
                    text=text,
                    low=low,
                    line=line,
                    tokens=tokens,
                    credits=credited,
                    carried=carried,
                    timexes=self.clock.of(sentence),
                    setting=self.clock.setting(lead),
                    own_places=frozenset() if block[0].block in self.parted else self.places,
                    own_facilities=self.facilities,
                    spots=spots,
                    last=last,
                    background=self.clock.is_elsewhen(elsewhen, passed, lead),
                    toll=self.toll,
                    numbers=[n.start for n in numbers],
                    formers=frozenset(b.number.start for b in bindings if b.revised),
                )
                elsewhen, passed = self._take(bindings, reading), []
                last = self.figures[-1][0]
            else:
                passed.append(sentence)
            self._refuse(refusals, sentence)
            if bindings:
                found_any = True
                main = self.context.main or bindings[0]
                self.context = replace(self.context, before=tuple(bindings), main=main)
            elif any(refusal.spared for refusal in refusals):
                self.context = replace(self.context, before=())  # "56 were rescued. They include 11 children"
            if lead:
                self.places |= frozenset(place for _, _, place in spots)
                self.facilities |= frozenset(kind for _, kind in scopes.facilities(low))
            if credited:
                carried, credited_at = credited[-1].source, k
                self.monitors.extend(
                    (sentence.start, c.source) for c in credited if c.source.kind == "monitor" and not unnamed(c.source)
                )
        if not in_table:
            self.caption = carried
            if not listed:
                self._open(block, carried if credited_at == len(block) - 1 else None, found_any)
        if not found_any and len(block) > 1:
            self.context = replace(self.context, before=())

    def _numbers(self, sentence: Sentence) -> tuple[list[Number], list[Discard]]:
        """The numbers of a sentence and those that count nobody; of a list of data it is all one that counts nobody."""
        low = self.lows[sentence.start]
        if len(low) > _MOST and sum(1 for _ in islice(_GROUP.finditer(low), _MOST + 1)) > _MOST:
            return [], [Discard(0, len(low), "more numbers than a sentence tells")]
        return find_numbers(low, self.report.text[sentence.start : sentence.end])

    def _open(self, block: Sequence[Sentence], source: Source | None, told: bool) -> None:
        """Remember what a block that ends in a colon says of the list below it: who counted, and what befell them."""
        self.listing = self.report.text.endswith(":", 0, block[-1].end)
        self.opened = source if self.listing else None
        if self.listing:
            heading = self.context.heading[0] if self.context.heading else None
            befell = Fate(self.context.before[-1].outcomes) if told else heading
            self.context = replace(self.context, listing=befell)

    def _listed(self, block: Sequence[Sentence]) -> bool:
        """Whether a block is an item of a list that a sentence before it opens: "recorded the following:"."""
        text = self.report.text[block[0].start : block[-1].end]
        return block[0].kind == "bullet" or (len(text) <= HEADING and ":" in text)

    def _heads(self, block: Sequence[Sentence]) -> bool:
        """Whether a block without a number may be a heading, a table's header, or introduce a source's abbreviation."""
        if len(block) == 1 and block[0].end - block[0].start <= HEADING:
            return True
        texts = [self.report.text[s.start : s.end] for s in block]
        return len(tables.cells(texts[0])) > 1 or texts[-1].endswith(":") or any("(" in text for text in texts)

    def _labels(self, sentence: Sentence, text: str) -> bool:
        """Whether a sentence is but the label of its paragraph: "The injured. 355, by the hospitals' registers"."""
        return self._opens(sentence) and text.endswith((".", ":")) and len(text.split()) <= _LABEL

    def _opens(self, sentence: Sentence) -> bool:
        """Whether a sentence opens its line."""
        return sentence.start == 0 or self.report.text[sentence.start - 1] == "\n"

    def _bind(
        self, sentence: Sentence, text: str, tokens: list[Chunk], numbered: bool
    ) -> tuple[list[Binding], list[Refusal]]:
        """Bind the numbers of a sentence, or of a row of a table; remember what a header or a heading says."""
        if len(tables.cells(text)) > 1:
            if numbered and self.header:
                return tables.row(text, tokens, self.header), []
            if not numbered and not tables.is_rule(text):
                self.header = tables.columns(text, self.grammar, self.context.heading)
            if not numbered:
                return [], []
        self.header = []
        if numbered and not self._opens(sentence) and NUMBER.fullmatch(text):
            return [], []  # a number alone behind a sentence counts nothing: that of a page, of a note
        if not numbered and len(text) > HEADING and not text.endswith(":"):
            return [], []
        if numbered:
            if not self.thorough and self.context == _NOTHING and not tells(tokens, self.grammar):
                return [], []
            return bind(parse(tokens, self.grammar), text, self.grammar, self.context)
        said = heading(parse(tokens, self.grammar), text, self.grammar) if tells(tokens, self.grammar) else None
        if self._labels(sentence, text):
            self.context = replace(self.context, before=(), heading=said)
        elif not text.rstrip().endswith((".", "!", "?", "”", '"')):
            self.context = replace(self.context, heading=said)
        return [], []

    def _take(self, bindings: Sequence[Binding], reading: Reading) -> bool:
        """Make the figures of a sentence; tell whether what comes behind the last is of another event."""
        for binding in bindings:
            made, timex = figures.figure(binding, reading, self.report, self.case)
            self.figures.append((made, timex))
            if made.outcome is Outcome.KILLED and made.scope is Scope.CUMULATIVE and not made.revised:
                self.toll = max(self.toll, made.quantity.stated)
            lived = scopes.lived_there(reading.low, binding.number.start)
            elsewhen = made.scope is Scope.BACKGROUND and not lived
            reading = replace(reading, last=made, background=elsewhen, toll=self.toll)
        return reading.background

    def _refuse(self, refusals: Sequence[Refusal], sentence: Sentence) -> None:
        for refusal in refusals:
            number = refusal.chunk.number
            assert number is not None
            self._drop(sentence.start + number.start, sentence.start + number.end, refusal.reason)

    def _discard(self, discards: Sequence[Discard], sentence: Sentence) -> None:
        for discard in discards:
            self._drop(sentence.start + discard.start, sentence.start + discard.end, discard.reason)

    def _drop(self, start: int, end: int, reason: str) -> None:
        exact, line = self.report.text[start:end], bisect_left(self.breaks, start) + 1
        self.dropped.append(Dropped(report=self.report.id, start=start, end=end, exact=exact, line=line, reason=reason))

    def result(self) -> Extraction:
        """The figures in the order of the text, with ids and dates; a report without one is not asked for its days."""
        days = self.clock.days if self.figures or self.thorough else None
        named = [figures.named_later(f, self.monitors) for f in figures.by_its_author([f for f, _ in self.figures])]
        dates = [
            None
            if f.scope is Scope.BACKGROUND
            else dating.as_of(t, f.scope is Scope.CUMULATIVE, self.report, days, self.clock.titled)
            for f, (_, t) in zip(named, self.figures, strict=True)
        ]
        done = sorted(figures.identified(named, dates, self.report), key=lambda f: f.evidence.start)
        return Extraction(tuple(done), tuple(sorted(self.dropped, key=lambda d: d.start)), days)

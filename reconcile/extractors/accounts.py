"""The second reading of a report: whose count each bound number is, of when and where, and the figure that it makes.

A credit carries on within its block; what a block leaves for the next is state of the reading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reconcile.case import Case
from reconcile.extractors import dating, figures, periods, places, scopes, sources
from reconcile.extractors.clock import Clock
from reconcile.extractors.introductions import Introduced, unnamed
from reconcile.extractors.passages import Line, Passage, Text
from reconcile.extractors.readings import Reading
from reconcile.records import AsOf, Figure, Outcome, Report, Scope, Source
from reconcile.segment import Sentence

_SOON = 1_200  # characters after a figure in which a monitor that its sentence leaves unnamed is named


class Accounts:
    """The state of a second reading: what earlier blocks leave for later ones.

    `parted` are the blocks of lists whose items go from place to place.
    """

    def __init__(self, report: Report, case: Case, text: Text, clock: Clock, parted: frozenset[int]) -> None:
        self.report, self.case, self.text, self.clock, self.parted = report, case, text, clock, parted
        self.grammar = text.grammar
        self.introduced = Introduced()
        self.figures: list[tuple[Figure, periods.Timex | None]] = []
        self.places: frozenset[str] = frozenset()
        self.facilities: frozenset[str] = frozenset()
        self.toll = 0
        self.opened: Source | None = None
        self.monitors: list[tuple[int, Source]] = []
        self.caption: Source | None = None

    def read(self, passages: Sequence[Passage]) -> list[Figure]:
        """Make the figures of a report, in the order of its text."""
        told = [i for i, passage in enumerate(passages) if passage.is_told]
        if not told:
            return []
        for passage in passages[: told[-1] + 1]:
            self._read(passage)
        made = figures.by_its_author([figure for figure, _ in self.figures])
        if any(figure.source is not None and unnamed(figure.source) for figure in made):
            ends = passages[told[-1]].lines[-1].sentence.end + _SOON
            for passage in passages[told[-1] + 1 :]:
                if passage.lines[0].sentence.start < ends:
                    self._read(passage)
        named = [_named_later(figure, self.monitors) for figure in made]
        dates = [self._as_of(figure, timex) for figure, (_, timex) in zip(named, self.figures, strict=True)]
        return sorted(figures.identified(named, dates, self.report), key=lambda f: f.evidence.start)

    def _as_of(self, figure: Figure, timex: periods.Timex | None) -> AsOf | None:
        """When a figure held, as far as the report tells; of another event nothing held since."""
        if figure.scope is Scope.BACKGROUND:
            return None
        return dating.as_of(timex, figure.scope is Scope.CUMULATIVE, self.report, self.clock.days, self.clock.titled)

    def _read(self, passage: Passage) -> None:
        """Read one block: a credit carries on within it."""
        carried = self.caption if passage.in_table else self.opened if passage.is_item else None
        last: Figure | None = None
        elsewhen = False
        passed: list[Sentence] = []  # since a figure was found
        credited_at = -1
        for k, line in enumerate(passage.lines):
            credited = self._credits(line)
            spots = self._spots(line) if line.bindings or passage.is_lead else []
            if line.bindings:
                elsewhen = self._take(
                    line,
                    Reading(
                        sentence=line.sentence,
                        text=line.text,
                        low=line.low,
                        line=self.report.text.count("\n", 0, line.sentence.start) + 1,
                        tokens=line.tokens,
                        credits=credited,
                        carried=carried,
                        timexes=self.clock.of(line.sentence),
                        setting=self.clock.setting(passage.is_lead),
                        own_places=frozenset() if line.sentence.block in self.parted else self.places,
                        own_facilities=self.facilities,
                        spots=spots,
                        last=last,
                        background=self.clock.is_elsewhen(elsewhen, passed, passage.is_lead),
                        toll=self.toll,
                        numbers=[n.start for n in line.counted[0]],
                        formers=frozenset(b.number.start for b in line.bindings if b.revised),
                    ),
                )
                passed = []
                last = self.figures[-1][0]
            else:
                passed.append(line.sentence)
            if passage.is_lead:
                self.places |= frozenset(place for _, _, place in spots)
                self.facilities |= frozenset(kind for _, kind in scopes.facilities(line.low))
            if credited:
                carried, credited_at = credited[-1].source, k
                self.monitors.extend(
                    (line.sentence.start, c.source)
                    for c in credited
                    if c.source.kind == "monitor" and not unnamed(c.source)
                )
        if not passage.in_table:
            self.caption = carried
            if not passage.is_item:
                by_the_last = credited_at == len(passage.lines) - 1
                self.opened = carried if passage.is_listing and by_the_last else None

    def _credits(self, line: Line) -> Sequence[sources.Credit]:
        if not self.grammar.signs.credits(line.promise.words):
            return ()
        return sources.find(line.tokens, line.text, self.grammar.lexemes, self.introduced)

    def _spots(self, line: Line) -> list[places.Spot]:
        return places.found(line.tokens, line.text, self.grammar.lexemes, self.case)

    def _take(self, line: Line, reading: Reading) -> bool:
        """Make the figures of a sentence; tell whether what comes behind the last is of another event."""
        for binding in line.bindings:
            made, timex = figures.figure(binding, reading, self.report, self.case)
            self.figures.append((made, timex))
            if made.outcome is Outcome.KILLED and made.scope is Scope.CUMULATIVE and not made.revised:
                self.toll = max(self.toll, made.quantity.stated)
            lived = scopes.lived_there(reading.low, binding.number.start)
            elsewhen = made.scope is Scope.BACKGROUND and not lived
            reading = replace(reading, last=made, background=elsewhen, toll=self.toll)
        return reading.background


def _named_later(figure: Figure, monitors: Iterable[tuple[int, Source]]) -> Figure:
    """Name the monitor that a lead leaves unnamed: it is the first one named after it."""
    if figure.source is None or not unnamed(figure.source):
        return figure
    start = figure.evidence.start
    named = next((source for at, source in monitors if start < at < start + _SOON), None)
    return figure if named is None else figure.model_copy(update={"source": named})

"""The cascade that takes figures out of a report's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reconcile.case import Case
from reconcile.extractors import figures
from reconcile.extractors.accounts import Accounts
from reconcile.extractors.blocks import blocks, parted, pieces
from reconcile.extractors.clock import Clock
from reconcile.extractors.grammar import load
from reconcile.extractors.passages import Line, Passages, Text
from reconcile.extractors.resolving import Anchor
from reconcile.extractors.tokens import lowered
from reconcile.records import Days, Dropped, Figure, Report
from reconcile.segment import segment

if TYPE_CHECKING:
    from reconcile.extractors.corrected import Unmatched

_SOON = timedelta(days=3)  # after publication; a later update may leave the text as it was


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was taken out of one report: figures and dropped numbers in the order of the text, and the days it names.

    `unmatched` are the entries of the case file that could not be replayed on it, where they were.
    """

    figures: tuple[Figure, ...]
    dropped: tuple[Dropped, ...] = ()
    days: Days | None = None
    unmatched: tuple["Unmatched", ...] = ()


NOTHING = Extraction(())


def promises(report: Report, case: Case) -> bool:
    """Whether the words of a report leave it open that it has figures; one that does not need not be extracted."""
    signs = load(case).signs
    return signs.tells(signs.of(lowered(report.text)).words)


def extract(report: Report, case: Case, thorough: bool = True) -> Extraction:
    """Take the figures out of `report`, with as-of dates where the report alone gives them (not yet from tolls).

    This is the machine's reading: what the case file corrects is replayed on it by corrected.py. Unless `thorough`,
    what tells of nobody's fate is passed over: no dropped numbers, and of a report without figures not its days.
    """
    grammar, low = load(case), lowered(report.text)
    said = [p for s in segment(report.text) if s.kind != "boilerplate" for p in pieces(s, report.text)]
    found = list(blocks(said, report.text))
    sentences = [sentence for block in found for sentence in block]
    text = Text(report.text, low, grammar)
    passages = list(Passages(text, thorough).read(found))
    if not thorough and not any(passage.is_told for passage in passages):
        return NOTHING
    anchor = Anchor(_written(report), case.event.onset)
    clock = Clock(sentences, low, anchor, figures.latest_year(report.text))
    made = Accounts(report, case, text, clock, parted(found, report.text)).read(passages)
    dropped = _dropped(report, [line for passage in passages for line in passage.lines]) if thorough else ()
    return Extraction(tuple(made), tuple(dropped), clock.days)


def _written(report: Report) -> date | None:
    """The day that a report's weekdays are counted back from: its update, where that is of the days after."""
    held = report.held
    if held is None or held.latest is None or held.earliest is None:
        return None
    return held.latest if held.latest - held.earliest <= _SOON else held.earliest


def _dropped(report: Report, lines: Sequence[Line]) -> list[Dropped]:
    """The numbers of a report that are no figures, and why, in the order of the text."""
    spans: list[tuple[int, int, str]] = []
    for line in lines:
        at = line.sentence.start
        spans += [(at + d.start, at + d.end, d.reason) for d in line.counted[1]]
        numbers = ((refusal.chunk.number, refusal.reason) for refusal in line.refusals)
        spans += [(at + number.start, at + number.end, reason) for number, reason in numbers if number is not None]
    return [
        Dropped(
            report=report.id,
            start=start,
            end=end,
            exact=report.text[start:end],
            line=report.text.count("\n", 0, start) + 1,
            reason=reason,
        )
        for start, end, reason in sorted(spans, key=lambda span: span[0])
    ]

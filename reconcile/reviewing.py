"""Figures and findings that nobody has checked yet, one by one, and what answers do to the case file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from reconcile import casefiles, choices, entries
from reconcile.anchors import Span
from reconcile.entries import Signature
from reconcile.errors import UsageError
from reconcile.records import Figure, Report
from reconcile.results import Finding

Key = Literal["accept", "correct", "drop", "skip", "undo", "quit"]


@dataclass(frozen=True, slots=True)
class Item:
    """What is looked at: the figures of one number of a report, or a finding with the figures of its reports."""

    reports: Mapping[str, Report]
    figures: tuple[Figure, ...]
    finding: Finding | None = None

    @property
    def report(self) -> Report:
        """The report of its first figure."""
        return self.reports[self.figures[0].report]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the analyst says of an item; `pairs` are "key=value" of a correction."""

    key: Key
    pairs: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """A block to put at the end of the case file."""

    block: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A block to take out of the case file."""

    block: str


@dataclass(frozen=True, slots=True)
class Tell:
    """A line to tell the analyst, who is asked again."""

    message: str


Action = Write | Remove | Tell
Ask = Callable[[int, Item], Answer]


def unchecked(reports: Iterable[tuple[Report, Sequence[Figure]]]) -> list[Item]:
    """Give the numbers of which no figure was corrected or checked, in the order of the reports."""
    items = []
    for report, figures in reports:
        for _, group in groupby(figures, key=lambda figure: (figure.evidence.start, figure.evidence.end)):
            same = tuple(group)
            if not any(figure.corrected or figure.checked for figure in same):
                items.append(Item({report.id: report}, same))
    return items


def unreviewed(reports: Iterable[Report], figures: Iterable[Figure], findings: Iterable[Finding]) -> list[Item]:
    """Give the findings that were not reviewed, or whose figures changed since."""
    by_id = {report.id: report for report in reports}
    known = {figure.id: figure for figure in figures}
    everywhere = tuple(known.values())
    items = []
    for finding in findings:
        meant = [known[one] for one in finding.figures if one in known]
        if finding.reviewed is None and meant:
            rest = [figure for figure in everywhere if figure not in meant]
            items.append(Item(by_id, (*meant, *(f for f in rest if any(_meet(f, one) for one in meant))), finding))
    return items


def _meet(one: Figure, other: Figure) -> bool:
    a, b = one.evidence, other.evidence
    return one.report == other.report and a.start < b.end and b.start < a.end


def review(items: Sequence[Item], ask: Ask, categories: Sequence[str], by: str | None, on: date) -> Iterator[Action]:
    """Ask about each item and give what is to be done; an item is asked about again after what was wrong is told.

    "undo" goes back to the item before and takes out what was written of it.
    """
    written: list[str] = []  # by item, "" where it was skipped
    while len(written) < len(items):
        at = len(written)
        answer = ask(at, items[at])
        if answer.key == "quit":
            return
        if answer.key == "undo":
            if not written:
                yield Tell("there is nothing to undo")
            elif block := written.pop():
                yield Remove(block)
            continue
        try:
            block = "" if answer.key == "skip" else _block(items[at], answer, categories, by, on)
        except UsageError as error:
            yield Tell(str(error))
            continue
        if block:
            yield Write(block)
        written.append(block)


def _block(item: Item, answer: Answer, categories: Sequence[str], by: str | None, on: date) -> str:
    """Write the entry that an answer asks for; UsageError says why it cannot be."""
    signed = Signature(answer.why, by, on)
    if item.finding is not None:
        if answer.key != "accept":
            raise UsageError("a finding is only reviewed; its figures are corrected without --findings")
        return casefiles.block("reviewed", _reviewed(item, item.finding, signed))
    if answer.key == "accept":
        return casefiles.block("checked", entries.checked(item.report, item.figures, by, on))
    if answer.key == "drop":
        return casefiles.block("corrections", entries.dropped(item.report, item.figures, signed))
    said = choices.values(answer.pairs, categories)
    return casefiles.block("corrections", entries.changed(item.report, item.figures, said, signed))


def _reviewed(item: Item, finding: Finding, signed: Signature) -> dict[str, object]:
    """Give the entry that says what was made of a finding."""
    if not signed.why.strip():
        raise UsageError("say what you made of it, which stands in the case file with the review")
    if any(figure.id not in finding.figures for figure in item.figures):
        raise UsageError("one of its numbers has a figure that is not the finding's; no entry can tell them apart")
    quotes = []
    for report, span in dict.fromkeys((f.report, Span(f.evidence.start, f.evidence.end)) for f in item.figures):
        quotes.append({"report": report, "quote": entries.quoted(item.reports[report], span)})
    told: dict[str, object] = {"relation": finding.relation, "quotes": quotes, "why": signed.why.strip()}
    return told | ({"by": signed.by} if signed.by else {}) | {"on": signed.on}

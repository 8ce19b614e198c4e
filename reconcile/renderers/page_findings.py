"""What does not agree, what holds together and what was not compared, each finding with its quotes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reconcile import phrases
from reconcile.records import Figure
from reconcile.renderers import citations, grouping, wording
from reconcile.renderers.grouping import QUOTES_SHOWN, SEVERITIES
from reconcile.renderers.page_links import Event, Link, categories, origins
from reconcile.results import Finding


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence in pieces, each with whether it is a figure's number, and its figures: where they stand and claim."""

    pieces: tuple[tuple[str, bool], ...]
    figures: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the page tells it; `more` are the places of figures whose sentences are not repeated.

    `settled` says who reviewed it and what they made of it, empty where nobody did.
    """

    target: str
    message: str
    reason: str
    quotes: tuple[Quoted, ...]
    more: tuple[Link, ...]
    settled: str
    categories: str
    origins: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind under one heading; those that wait for a review come first."""

    kind: str
    title: str
    waiting: int
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings by group, and the figures that none of them compares, by the reason."""

    flagged: tuple[Group, ...]
    together: Group
    apart: Group
    uncompared: tuple[tuple[str, tuple[Link, ...]], ...]


def findings(event: Event) -> Findings:
    """Sort an event's findings; the changes over time have their own part of the page."""
    found = grouping.by_severity(event.result.findings)
    together, apart = grouping.explained(event.result.findings)
    return Findings(
        flagged=tuple(_group(severity, SEVERITIES[severity], found[severity], event) for severity in grouping.FLAGGED),
        together=_group("together", "It holds together", together, event),
        apart=_group("apart", "Explained, so not compared", apart, event),
        uncompared=tuple(
            (reason, tuple(event.link(f, f"{phrases.stated(f)}, {event.place(f)}") for f in figures))
            for reason, figures in grouping.uncompared(event.result).items()
        ),
    )


def _group(kind: str, title: str, made: Iterable[Finding], event: Event) -> Group:
    told = sorted((_told(finding, event) for finding in made), key=lambda finding: bool(finding.settled))
    return Group(kind, title, sum(not finding.settled for finding in told), tuple(told))


def _told(finding: Finding, event: Event) -> Told:
    figures = [event.figures[quote.figure] for quote in finding.quotes if quote.figure in event.figures]
    sentences = _by_sentence(figures)
    return Told(
        target=event.anchor("d", finding.id),
        message=finding.message,
        reason=finding.reason,
        quotes=tuple(quoted(sentence, event) for sentence in sentences[:QUOTES_SHOWN]),
        more=tuple(event.placed(figure) for sentence in sentences[QUOTES_SHOWN:] for figure in sentence),
        settled=f"Settled {wording.signed(seen.by, seen.on)}: {seen.why}" if (seen := finding.reviewed) else "",
        categories=categories(figures),
        origins=origins(figures),
    )


def _by_sentence(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Put together the figures that one sentence of a report states."""
    sentences: dict[tuple[str, int, str], list[Figure]] = {}
    for figure in figures:
        key = figure.report, figure.evidence.line, figure.evidence.sentence
        sentences.setdefault(key, []).append(figure)
    return list(sentences.values())


def quoted(figures: Sequence[Figure], event: Event) -> Quoted:
    """Give the sentence of one or more figures with their numbers told apart from the rest."""
    sentence = figures[0].evidence.sentence
    parted = (phrases.parted(figure.evidence) for figure in figures)
    spans = {(len(before), len(before) + len(number)) for before, number, _ in parted if number}
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            pieces += [(sentence[at:start], False), (sentence[start:end], True)]
            at = end
    pieces.append((sentence[at:], False))
    claims = tuple((event.placed(figure), citations.claim(figure)) for figure in figures)
    return Quoted(tuple(piece for piece in pieces if piece[0]), claims)

"""What stands behind the figures: the analyst's entries, what was derived, assumed or not read, and the marks' key."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reconcile import phrases
from reconcile.records import Correction, Figure, Qualifier
from reconcile.renderers import wording
from reconcile.renderers.matrix import BASIS_MARKS
from reconcile.renderers.page_links import Event, Link
from reconcile.renderers.wording import UNICODE, signed
from reconcile.results import Derivation

_ADDED = "not found by the machine"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the analyst did: to which figure, what it was before, why, and by whom and when.

    `figure` is null for a number that was dropped; `target` leads to a finding that was reviewed.
    """

    did: str
    figure: Link | None
    what: str
    before: str
    why: str
    signed: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The analyst's entries, the figures checked by whom, equations with their findings, and words on the rest."""

    entries: tuple[Entry, ...]
    checked: tuple[tuple[str, tuple[Link, ...]], ...]
    derived: tuple[tuple[str, str], ...]
    inferred: tuple[tuple[str, int], ...]
    assumed: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]


def notes(event: Event) -> Notes:
    """Gather what a reader must know who relies on an event's figures."""
    result = event.result
    bases = Counter(f.as_of.basis for f in result.figures if f.as_of and f.as_of.basis not in ("explicit", "period"))
    return Notes(
        entries=(*_corrected(event), *_dropped(event), *_reviewed(event)),
        checked=tuple((who, tuple(map(event.placed, figures))) for who, figures in _checked(result.figures).items()),
        derived=tuple(
            (finding.detail.equation, event.anchor("d", finding.id))
            for finding in result.findings
            if isinstance(finding.detail, Derivation)
        ),
        inferred=tuple((wording.AS_OF_WORDS[basis], count) for basis, count in bases.most_common()),
        assumed=result.assumed,
        unread=tuple((failure.path, failure.error) for failure in result.errors),
    )


def _corrected(event: Event) -> Iterator[Entry]:
    for figure in event.result.figures:
        if done := figure.corrected:
            before = _before(done)
            yield Entry(
                did="corrected" if done.from_ else "added",
                figure=event.placed(figure),
                what=phrases.stated(figure),
                before=before,
                why=done.why,
                signed=signed(done.by, done.on),
            )


def _before(done: Correction) -> str:
    return ", ".join(f"{key} {_word(value)}" for key, value in done.from_.items()) or _ADDED


def _word(value: object) -> str:
    """Give a reading in words: a record by its name or words, an absent one as "none"."""
    if isinstance(value, Mapping):
        return _word(value.get("name") or value.get("text") or value.get("date") or next(iter(value.values()), None))
    if isinstance(value, list | tuple):
        return ", ".join(map(_word, value)) or "none"
    return "none" if value is None else str(value)


def _dropped(event: Event) -> Iterator[Entry]:
    for entry in event.case.corrections:
        if entry.drop and entry.report in event.reports:
            label = event.reports[entry.report].label
            yield Entry("dropped", None, f"{label}: {entry.quote}", "", entry.why, signed(entry.by, entry.on))


def _reviewed(event: Event) -> Iterator[Entry]:
    for finding in event.result.findings:
        if done := finding.reviewed:
            target = event.anchor("d", finding.id)
            yield Entry("reviewed", None, finding.message, "", done.why, signed(done.by, done.on), target)


def _checked(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    by: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.checked:
            by.setdefault(signed(figure.checked.by, figure.checked.on), []).append(figure)
    return by


def key() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Give the marks and words of the page with their meanings, by what they are about."""
    signs = wording.signs(UNICODE)
    numbers = [(f"{signs.get(kind, '')}100", words) for kind, words in wording.QUALIFIER_WORDS.items() if kind in signs]
    numbers += [("50–100", wording.QUALIFIER_WORDS[Qualifier.RANGE])]
    numbers += [("dozens", wording.QUALIFIER_WORDS[Qualifier.VAGUE])]
    who = [
        (UNICODE.dash, "no credit: nobody is said to have counted"),
        ("*", "credited in an earlier sentence"),
        (UNICODE.party, wording.KIND_WORDS["party"]),
        (UNICODE.corrected, "corrected or added by the analyst"),
    ]
    when = [(mark, wording.AS_OF_WORDS[basis]) for basis, mark in BASIS_MARKS.items()]
    when += [(UNICODE.inferred, wording.AS_OF_WORDS["tolls"])]
    covers = [(scope, words) for scope, words in wording.SCOPE_WORDS.items()]
    sections = (("Numbers", numbers), ("Who counted", who), ("When it held", when), ("What it covers", covers))
    return tuple((title, tuple(words)) for title, words in sections)

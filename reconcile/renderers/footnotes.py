"""Footnotes on what was assumed of figures, the like together, and the figures that each is about."""

from collections.abc import Mapping, Sequence

from reconcile import phrases
from reconcile.renderers import wording
from reconcile.renderers.wording import Marks
from reconcile.results import Result


def footnotes(result: Result, marks: Marks) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """Give the footnote marks of each figure by its id, and the footnotes, of which the first is number 1."""
    alike: dict[str, list[str]] = {}
    for assumed in (each for each in result.assumed if not each.startswith((phrases.ONE_TEXT, phrases.ONE_PAGE))):
        what, _, taken = assumed.rpartition(" is ")
        alike.setdefault(taken, []).append(what)
    numbered: dict[str, str] = {}
    for number, (taken, whats) in enumerate(alike.items(), 1):
        numbered |= {_subject(what or taken): marks.note(number) for what in whats}
    places = wording.places(result.figures, result.reports)
    notes: dict[str, list[str]] = {}
    for figure in result.figures:
        subjects = [f'{places[figure.id]} "{figure.label}"', *map(_by_case, figure.trace)]
        notes[figure.id] = [numbered[subject] for subject in subjects if subject in numbered]
    return notes, [f"{taken}: {'; '.join(whats)}" if any(whats) else taken for taken, whats in alike.items()]


def _subject(assumed: str) -> str:
    """Give what an assumption begins with: a place and a label, or words of the case file, in quotes."""
    place, quote, said = assumed.partition('"')
    return place + quote + said.partition(quote)[0] + quote if quote else assumed


def _by_case(step: str) -> str:
    """Give the words, in quotes, that a step of a trace took from the case file; nothing for another step."""
    return f'"{step.removeprefix("case: ").partition(" -> ")[0]}"' if step.startswith("case: ") else ""

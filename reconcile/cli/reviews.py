"""The command that goes through figures or findings with the analyst, in a terminal."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reconcile import console, pipeline
from reconcile.cli.options import DONE, TROUBLE, CaseOption, PathsArgument, examples, find_events, tell, watched
from reconcile.errors import UsageError
from reconcile.results import Failure

if TYPE_CHECKING:
    from reconcile.reviewing import Answer, Item, Key

commands = typer.Typer()

_KEYS: dict[str, "Key"] = {"a": "accept", "c": "correct", "d": "drop", "s": "skip", "u": "undo", "q": "quit"}
_FINDING_KEYS = {char: key for char, key in _KEYS.items() if key not in ("correct", "drop")}


@commands.command(
    epilog=examples(
        "reconcile review seeds/",
        'reconcile review seeds/003_7572d7722ecfde8f.txt --by "A. Reader"',
        "reconcile review seeds/ --findings",
    )
)
def review(
    paths: PathsArgument,
    findings: Annotated[
        bool, typer.Option("--findings", help="The findings not yet reviewed, instead of the figures not yet checked.")
    ] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who reviews; stands in the entries.")] = None,
    case: CaseOption = None,
) -> int:
    """Check figures or findings one by one; answers go to the case file."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("review asks for keys, and here is no terminal. Use reconcile correct instead")
    from reconcile import amending

    failed = False
    for found in find_events(paths, case):
        event = amending.at_home(found, paths)
        taken = list(watched(event))
        failed = tell(item for item in taken if isinstance(item, Failure)) or failed
        if not _review(event, _items(event, taken, findings), by):
            break
    return TROUBLE if failed else DONE


def _items(event: pipeline.Event, taken: list[pipeline.Reading | Failure], findings: bool) -> "list[Item]":
    from reconcile import reviewing

    readings = [item for item in taken if isinstance(item, pipeline.Reading)]
    if not findings:
        return reviewing.unchecked((reading.report, reading.extraction.figures) for reading in readings)
    result = pipeline.reconcile(event, taken)
    return reviewing.unreviewed((reading.report for reading in readings), result.figures, result.findings)


def _review(event: pipeline.Event, items: "list[Item]", by: str | None) -> bool:
    """Go through items and save each answer as it comes; false where the analyst quit."""
    from reconcile import casefiles, reviewing
    from reconcile.renderers import terminal_review

    file = Path(event.case.path or "")
    written, answered = 0, 0
    quit_ = False

    def ask(at: int, item: "Item") -> "Answer":
        nonlocal answered, quit_
        answered = at
        console.draw(terminal_review.item(at, item, len(items), console.page(None)), None)
        try:
            answer = _answer(item, event.case.known_categories)
        except EOFError:  # the input was closed
            answer = reviewing.Answer("quit")
        quit_ = answer.key == "quit"
        return answer

    for action in reviewing.review(items, ask, event.case.known_categories, by, date.today()):
        if isinstance(action, reviewing.Tell):
            console.say(action.message)
        elif isinstance(action, reviewing.Write):
            casefiles.append(file, action.block)
            written += 1
            _tell_correction(items[answered], action.block, file)
        elif casefiles.remove(file, action.block):
            written -= 1
        else:
            console.say(f"{file}: was changed by another program; take the entry out by hand")
    console.say(f"{file}: {terminal_review.summary(written, len(items) - written)}")
    return not quit_


def _tell_correction(item: "Item", block: str, file: Path) -> None:
    """Tell what a correction, the last of the case file, made of a number."""
    from reconcile.case import load
    from reconcile.renderers import corrections

    if item.finding is None and block.startswith("\n[[corrections]]"):
        case, at = load(file), item.figures[0].evidence
        made = pipeline.take(item.report, case).extraction.figures
        after = [figure for figure in made if figure.evidence.start < at.end and at.start < figure.evidence.end]
        changes = case.corrections[-1].set
        place = f"{item.report.label}:{at.line}"
        console.say(corrections.told(place, item.figures, after, changes.said if changes else {}))


def _answer(item: "Item", categories: Sequence[str]) -> "Answer":
    """Wait for a key that is one, and ask what else it needs."""
    from reconcile.reviewing import Answer

    keys = _FINDING_KEYS if item.finding else _KEYS
    key = next(keys[char] for char in _typed() if char in keys)
    print(key, flush=True)
    pairs = tuple(_pairs(categories)) if key == "correct" else ()
    needs_why = key in ("correct", "drop") or (item.finding is not None and key == "accept")
    return Answer(key, pairs, input("why: ") if needs_why else "")


def _typed() -> Iterator[str]:
    while True:
        yield typer.getchar().lower()


def _pairs(categories: Sequence[str]) -> Iterator[str]:
    """Ask for "key=value" until nothing is typed; what is wrong is told and asked for again."""
    from reconcile import choices

    while pair := input("key=value, empty to end: ").strip():
        try:
            choices.values([pair], categories)
        except UsageError as error:
            console.say(str(error))
        else:
            yield pair

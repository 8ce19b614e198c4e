"""The commands about corrections: one is made, all are listed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reconcile import console, pipeline
from reconcile.cli.options import (
    DONE,
    TROUBLE,
    CaseOption,
    OutputOption,
    PathsArgument,
    examples,
    find_events,
    tell,
    watched,
)
from reconcile.errors import UsageError
from reconcile.results import Failure

if TYPE_CHECKING:
    from rich.text import Text

commands = typer.Typer()


@commands.command(
    epilog=examples(
        'reconcile correct seeds/003:9 --set stated=450 --why "the agency put it right"',
        'reconcile correct seeds/003:15 --number 93 --drop --why "counts vehicles"',
        "reconcile correct story.txt:5 --number score --add stated=20 --add category=people --add outcome=missing "
        '--why "missed"',
        "reconcile correct seeds/003:9 --undo",
    )
)
def correct(
    path: Annotated[
        str, typer.Argument(metavar="REPORT:LINE", show_default=False, help="A file, or FOLDER/LABEL, and the line.")
    ],
    number: Annotated[
        str | None,
        typer.Option("--number", metavar="TEXT", help="Which number of the line, where there are several."),
    ] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="What the figure should be: stated=450.")
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It is no figure.")] = False,
    addition: Annotated[
        list[str] | None, typer.Option("--add", metavar="KEY=VALUE", help="A figure that was missed, at --number.")
    ] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", show_default=False, help="Why; needed.")] = "",
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who corrects.")] = None,
    case: CaseOption = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the number's last correction out again.")] = False,
) -> int:
    """Correct a figure in the case file, by its report and line."""
    from reconcile import amending
    from reconcile.entries import Signature
    from reconcile.renderers import corrections

    asked: Sequence[bool] = (bool(changes), drop, bool(addition), undo)
    if sum(asked) != 1:
        raise UsageError(f"{path}: give one of --set, --drop, --add and --undo")
    place = amending.place(path, case)
    at = f"{place.reading.report.label}:{place.line}"
    if undo:
        undone = amending.undo(place, number)
        console.write([corrections.shown(undone.block.lstrip("\n"))])
        console.say(corrections.undone(at, undone.before, undone.after))
        return DONE
    signed = Signature(why, by, date.today())
    entry = amending.entry(place, number, changes or (), drop, addition or (), signed)
    done = amending.write(place, entry)
    console.write([corrections.shown(done.block.lstrip("\n"))])
    said = entry.get("set")
    console.say(corrections.told(at, done.before, done.after, said if isinstance(said, dict) else {}))
    for told in done.broken:
        console.say(f"warning: {told}")
    return DONE


@commands.command(epilog=examples("reconcile log seeds/", "reconcile log seeds/ --format json -o log.json"))
def log(
    paths: PathsArgument,
    form: Annotated[Literal["table", "json"], typer.Option("--format", "-f")] = "table",
    case: CaseOption = None,
    output: OutputOption = None,
) -> int:
    """List what the case file corrects and checks, and what each changes."""
    from reconcile import journal
    from reconcile.renderers import json, terminal_log

    events = find_events(paths, case)
    if form == "json" and len(events) > 1:
        raise UsageError(f"--format json holds one event, and here are {len(events)}. Give one folder")
    failed = False
    lines: list[Text] = []
    for event in events:
        alone = replace(event, case=event.case.uncorrected())
        items = list(watched(alone))
        failed = tell(item for item in items if isinstance(item, Failure)) or failed
        readings = [item for item in items if isinstance(item, pipeline.Reading)]
        made = journal.log(event, readings)
        if form == "json":
            console.write([json.document(made)], output)
        else:
            labels = {reading.report.id: reading.report.label for reading in readings}
            lines += terminal_log.log(made, labels, console.page(output))
        failed = any(entry.error and entry.kind in ("set", "drop", "add") for entry in made.entries) or failed
    if form == "table":
        console.draw(lines, output, paged=True)
    return TROUBLE if failed else DONE

"""The command that corrects a figure: it writes the case file."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from reconcile import console
from reconcile.cli.options import DONE, CaseOption, examples

commands = typer.Typer()


@commands.command(
    epilog=examples(
        'reconcile correct seeds/003:9 --set stated=450 --why "the agency put it right"',
        'reconcile correct seeds/003:15 --number 93 --drop --why "counts vehicles"',
        'reconcile correct seeds/003:17 --number 163 --add category=civilians --add outcome=killed --why "missed"',
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
    from reconcile.errors import UsageError
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

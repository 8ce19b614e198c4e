"""The commands that write the case file."""

from pathlib import Path
from typing import Annotated

import typer

from reconcile import console, phrases, pipeline
from reconcile.case import CASE_FILE
from reconcile.cli.options import DONE, TROUBLE, examples, tell

commands = typer.Typer()


@commands.command(epilog=examples("reconcile init reports/", "reconcile init reports/ -o story.toml"))
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", show_default=False, help="The folder of reports.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help=f"Write FILE, which must be new; else FOLDER/{CASE_FILE}."),
    ] = None,
) -> int:
    """Write a case file to fill in, with the reports and dates found."""
    from reconcile.renderers import casefile

    target = output or folder / CASE_FILE
    result = pipeline.begin(folder, target)
    failed = tell(result.errors)
    if result.reports:
        console.write((f"{line}\n" for line in casefile.draft(result, folder.resolve().name)), target)
        dated = sum(report.published is not None for report in result.reports)
        console.say(f"{target}: written, with {phrases.plural(len(result.reports), 'report')}, {dated} of them dated")
    return TROUBLE if failed else DONE

"""The command about the ledger: what it holds, and what of it is of use."""

from pathlib import Path
from typing import Annotated

import typer

from reconcile import console, phrases
from reconcile.cli.options import DONE, examples

commands = typer.Typer()


@commands.command(epilog=examples("reconcile ledger archive.ledger", "reconcile ledger archive.ledger --prune"))
def ledger(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", show_default=False, help="What --ledger of extract and report made.")
    ],
    prune: Annotated[
        bool, typer.Option("--prune", help="First drop what another program or other lexicons extracted.")
    ] = False,
) -> int:
    """Show how many reports a ledger holds, and what extracted them."""
    from reconcile.stores.ledger import Ledger
    from reconcile.stores.makers import maker

    this = maker()
    with Ledger(file, must_exist=True) as kept:
        if prune:
            kept.prune(this)
        held = kept.holdings()
        total = _counted(sum(one.reports for one in held), sum(one.figures for one in held))
        lines = [f"{file}: {total}, {kept.size():,} bytes"]
    for one in held:
        use = "" if one.maker == this else "; not used by this program, dropped by --prune"
        lines.append(f"{one.maker}: {_counted(one.reports, one.figures)}{use}")
    console.write(f"{line}\n" for line in lines)
    return DONE


def _counted(reports: int, figures: int) -> str:
    return f"{phrases.plural(reports, 'report')} with {phrases.plural(figures, 'figure')}"

"""The command line: options to calls, errors to exit codes."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from reconcile import console, pipeline
from reconcile.cli import cases, checks, corrections, ledger, reports, reviews
from reconcile.cli.options import DONE, INTERRUPTED, TROUBLE
from reconcile.errors import ReconcileError

app = typer.Typer(
    name="reconcile",
    help="Take the figures of people killed, injured, missing, abducted, detained or displaced out of news reports, "
    "with their evidence; say where the reports differ and why; show how the figures changed.",
    epilog="Exit status: 0 done; 1 done, and there is what was asked about; 2 trouble.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

for _part in (reports, cases, corrections, reviews, checks, ledger):  # in the order of --help
    app.add_typer(_part.commands)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        print(f"reconcile {pipeline.version()}")
        raise typer.Exit(DONE)
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(TROUBLE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; give the exit code."""
    try:
        code = app(arguments, standalone_mode=False, prog_name="reconcile")
    except ReconcileError as error:
        console.say(str(error))
        return TROUBLE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError as error:
        console.say(f"{error.filename or 'output'}: {error.strerror or error}")
        return TROUBLE
    except Exception as error:
        if console.is_interrupt(error):
            return INTERRUPTED
        # Wrong usage carries its own message; its class stands at different places in different versions of typer.
        console.say(console.usage(error.format_message()) if hasattr(error, "format_message") else console.fault(error))
        return TROUBLE
    return code or DONE

"""The commands about the tool itself: how right it is, and what its output looks like."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from reconcile import console
from reconcile.cli.options import (
    DONE,
    FOUND,
    TROUBLE,
    CaseOption,
    OutputOption,
    PathsArgument,
    examples,
    find_events,
    read_figures,
)
from reconcile.results import Failure

commands = typer.Typer()


@commands.command(
    epilog=examples(
        "reconcile evaluate tests/corpus/world/gold.jsonl tests/corpus/world/reports",
        "reconcile evaluate gold.jsonl reports/ --errors --min-core 0.9",
    )
)
def evaluate(
    annotations: Annotated[
        Path, typer.Argument(metavar="GOLD", show_default=False, help="Annotated reports, as JSON Lines.")
    ],
    paths: PathsArgument,
    errors: Annotated[bool, typer.Option("--errors", help="Show each missed, wrong and spurious figure.")] = False,
    min_core: Annotated[
        float | None, typer.Option("--min-core", metavar="F1", help="Exit with 1 where the core F1 is lower.")
    ] = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", "-f")] = "table",
    case: CaseOption = None,
    output: OutputOption = None,
) -> int:
    """Give precision, recall and F1 against annotated reports."""
    from reconcile import evaluation, gold

    annotated = gold.load(annotations)
    failures: list[Failure] = []
    figures = [figure for report in read_figures(find_events(paths, case), failures) for figure in report]
    rated = evaluation.evaluate(annotated, figures)
    for name in rated.unannotated:
        console.say(f"{name}: no annotation, left out")
    if form == "table":
        from reconcile.renderers import terminal_tables

        console.draw(terminal_tables.evaluation(rated, errors, console.page(output)), output)
    else:
        from reconcile.renderers import json

        console.write([json.document(rated)], output)
    low = min_core is not None and rated.core.f1 < min_core
    return TROUBLE if failures else FOUND if low else DONE


@commands.command(epilog=examples("reconcile schema report -o report.schema.json"))
def schema(
    name: Annotated[
        Literal["figure", "report", "diff"],
        typer.Argument(metavar="NAME", show_default=False, help="figure, report or diff."),
    ],
    output: OutputOption = None,
) -> int:
    """Print the JSON Schema of an output."""
    from reconcile.renderers import json

    console.write([json.schema(name)], output)
    return DONE

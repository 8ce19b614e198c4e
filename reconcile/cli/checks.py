"""The commands about the tool itself: how right it is, and what its output looks like."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reconcile import console, phrases
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
from reconcile.errors import UsageError
from reconcile.results import Failure

if TYPE_CHECKING:
    from reconcile.gold import AnnotatedReport
    from reconcile.records import Figure

commands = typer.Typer()


@commands.command(
    epilog=examples(
        "reconcile evaluate tests/corpus/world/gold.jsonl tests/corpus/world/reports",
        "reconcile evaluate gold.jsonl reports/ --errors --min-core 0.9",
        "reconcile evaluate reports/reconcile.toml reports/ --errors",
    )
)
def evaluate(
    annotations: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", show_default=False, help="Annotated reports, as JSON Lines; or a case file, CASE.toml."
        ),
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
    """Give precision, recall and F1 against annotated reports.

    Against a case file the machine's own reading is rated, on the figures that were corrected, added, dropped or
    checked.
    """
    from reconcile import evaluation, gold

    failures: list[Failure] = []
    if annotations.suffix == ".toml":
        if case is not None:
            raise UsageError(f"--case {case}: the case file is {annotations} already; leave it out")
        annotated, figures = _judged(annotations, paths, failures)
    else:
        annotated = gold.load(annotations)
        readings = read_figures(find_events(paths, case), failures)
        figures = [figure for reading in readings for figure in reading.extraction.figures]
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


def _judged(case: Path, paths: list[str], failures: list[Failure]) -> "tuple[list[AnnotatedReport], list[Figure]]":
    from reconcile import annotating

    events = find_events(paths, case)
    corrected = list(read_figures(events, failures))
    plain = read_figures([replace(event, case=event.case.uncorrected()) for event in events], [])
    return annotating.judged(corrected, plain)


@commands.command(
    "export-gold", epilog=examples("reconcile export-gold reports/ -o gold.jsonl", "reconcile export-gold story.txt")
)
def export_gold(paths: PathsArgument, case: CaseOption = None, output: OutputOption = None) -> int:
    """Write the figures, as corrected, as annotated reports for evaluate."""
    from reconcile import annotating, gold

    failures: list[Failure] = []
    readings = list(read_figures(find_events(paths, case), failures))
    console.write(map(gold.line, annotating.annotated(readings)), output)
    figures = [figure for reading in readings for figure in reading.extraction.figures]
    looked = sum(figure.corrected is not None or figure.checked is not None for figure in figures)
    told = f"{phrases.plural(len(figures), 'figure')} of {phrases.plural(len(readings), 'report')}"
    console.say(f"{told}, {looked:,} of them corrected or checked")
    return TROUBLE if failures else DONE


@commands.command(epilog=examples("reconcile schema report -o report.schema.json"))
def schema(
    name: Annotated[
        Literal["figure", "report", "diff", "log", "explained", "text"],
        typer.Argument(metavar="NAME", show_default=False, help="figure, report, diff, log, explained or text."),
    ],
    output: OutputOption = None,
) -> int:
    """Print the JSON Schema of an output."""
    from reconcile.renderers import json

    console.write([json.schema(name)], output)
    return DONE

"""The command line: options to calls, errors to exit codes.

Exit codes are those of Unix `diff`: 0 done; 1 done, and there is what was asked about; 2 trouble, which outranks 1; 130
where it was interrupted.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from reconcile import console, pipeline
from reconcile.errors import ReconcileError
from reconcile.records import Figure
from reconcile.results import Failure

DONE, FOUND, TROUBLE, INTERRUPTED = 0, 1, 2, 130
FLAGGED = {"conflict": ("conflict",), "caution": ("conflict", "caution")}

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

PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH", show_default=False, help="Files, folders, or - for stdin.")
]
CaseOption = Annotated[
    Path | None,
    typer.Option("--case", metavar="FILE", help="The case file; else the nearest reconcile.toml at or above PATH."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, replaced when complete, instead of stdout."),
]


def _examples(*lines: str) -> str:
    """Give a help page's examples; the mark keeps them from being wrapped into one paragraph."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


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


@app.command(
    epilog=_examples(
        "reconcile report seeds/",
        "reconcile report seeds/ --format json -o seeds.json",
        "reconcile report monday.txt tuesday.txt --case story.toml",
        "reconcile report seeds/ --fail-on conflict",
    )
)
def report(
    paths: PathsArgument,
    form: Annotated[
        Literal["table", "json", "jsonl", "csv", "markdown"],
        typer.Option("--format", "-f", help="jsonl: one object an event; csv: one figure a row."),
    ] = "table",
    fail_on: Annotated[
        Literal["conflict", "caution"] | None,
        typer.Option("--fail-on", help="Exit with 1 where there is a conflict; with caution, where there is either."),
    ] = None,
    case: CaseOption = None,
    output: OutputOption = None,
) -> int:
    """Show tolls by report, where they differ and why, and change."""
    events = _events(paths, case)
    results = [(event.case, pipeline.reconcile(event)) for event in events]
    if form == "table":
        from reconcile.renderers import terminal

        console.draw(terminal.reports(results, console.page(output)), output)
    else:
        from reconcile.renderers import formats

        console.write(formats.REPORT[form](results), output)
    failed = _told(failure for _, result in results for failure in result.errors)
    asked = FLAGGED[fail_on] if fail_on else ()
    flagged = any(finding.severity in asked for _, result in results for finding in result.findings)
    return TROUBLE if failed else FOUND if flagged else DONE


@app.command(
    epilog=_examples(
        "reconcile extract seeds/",
        "reconcile extract seeds/ --format csv -o figures.csv",
        "pdftotext story.pdf - | reconcile extract -",
    )
)
def extract(
    paths: PathsArgument,
    form: Annotated[
        Literal["jsonl", "json", "csv", "table"], typer.Option("--format", "-f", help="jsonl: one figure a line.")
    ] = "jsonl",
    case: CaseOption = None,
    output: OutputOption = None,
) -> int:
    """Take the figures out, in the order of the input, as they come."""
    failures: list[Failure] = []
    figures = _figures(_events(paths, case), failures)
    if form == "table":
        from reconcile.renderers import terminal_tables

        console.draw(terminal_tables.figures(figures, console.page(output)), output)
    else:
        from reconcile.renderers import formats

        console.write(formats.FIGURES[form](figures), output)
    return TROUBLE if failures else DONE


@app.command(
    epilog=_examples(
        "reconcile diff seeds/002 seeds/004",
        "reconcile diff draft.txt seeds/",
        "reconcile diff seeds/004 yesterday.json --format json",
    )
)
def diff(
    a: Annotated[str, typer.Argument(metavar="A", show_default=False, help="A report: a file, or FOLDER/LABEL.")],
    b: Annotated[
        str,
        typer.Argument(
            metavar="B", show_default=False, help="A report, a folder of reports, or the JSON of an earlier report."
        ),
    ],
    form: Annotated[Literal["table", "json", "markdown"], typer.Option("--format", "-f")] = "table",
    case: CaseOption = None,
    output: OutputOption = None,
) -> int:
    """Compare two reports figure by figure, or a draft with a folder. Exit with 1 where they differ."""
    context, found = pipeline.diff(a, b, case)
    if form == "table":
        from reconcile.renderers import terminal_diff

        console.draw(terminal_diff.diff(found, context, console.page(output)), output)
    else:
        from reconcile.renderers import formats

        console.write(formats.DIFF[form](found), output)
    failed = _told(found.errors)
    return TROUBLE if failed else FOUND if pipeline.differs(found) else DONE


@app.command(
    epilog=_examples(
        "reconcile explain seeds/003",
        "reconcile explain seeds/003:13",
        "reconcile explain story.txt --rejected",
    )
)
def explain(
    path: Annotated[
        str,
        typer.Argument(
            metavar="REPORT", show_default=False, help="A file, FOLDER/LABEL, or - for stdin; :LINE for one."
        ),
    ],
    rejected: Annotated[
        bool, typer.Option("--rejected", help="Also the numbers that are no figures, and why.")
    ] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", "-f")] = "table",
    case: CaseOption = None,
    output: OutputOption = None,
) -> int:
    """Show a report's figures in place, and why each was taken."""
    reading = pipeline.find_line(path, case)
    dropped = reading.extraction.dropped if rejected else None
    if form == "table":
        from reconcile.renderers import terminal_explain

        lines = terminal_explain.explain(reading.report, reading.extraction.figures, dropped, console.page(output))
        console.draw(lines, output)
    else:
        from reconcile.renderers import json

        console.write([json.explained(reading.report, reading.extraction.figures, dropped)], output)
    return DONE


@app.command(
    epilog=_examples(
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
    figures = [figure for report in _figures(_events(paths, case), failures) for figure in report]
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


@app.command(epilog=_examples("reconcile schema report -o report.schema.json"))
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


def _events(paths: Sequence[str], case: Path | None) -> list[pipeline.Event]:
    """Find the reports by event; tell how much of the folders was passed over."""
    events = pipeline.events(paths, case)
    passed_over = sum(event.found.passed_over for event in events)
    if passed_over:
        what = "1 entry that is no report" if passed_over == 1 else f"{passed_over} entries that are no reports"
        console.say(f"passed over in folders: {what}")
    return events


def _figures(events: Iterable[pipeline.Event], failures: list[Failure]) -> Iterator[Sequence[Figure]]:
    """Give the figures of each report; tell and keep what could not be read, as it comes."""
    for event in events:
        for item in pipeline.extract(event):
            if isinstance(item, Failure):
                failures.append(item)
                _told([item])
            else:
                yield item.extraction.figures


def _told(failures: Iterable[Failure]) -> bool:
    """Tell what could not be read, one line each; true where there was any."""
    told = False
    for failure in failures:
        console.say(f"{failure.path}: {failure.error}")
        told = True
    return told


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
        # Wrong usage carries its own message; its class stands at different places in different versions of typer.
        console.say(console.usage(error.format_message()) if hasattr(error, "format_message") else console.fault(error))
        return TROUBLE
    return code or DONE

"""The commands that read reports: report, extract, diff, explain."""

from functools import partial
from typing import Annotated, Literal

import typer

from reconcile import console, pipeline
from reconcile.cli.options import (
    DONE,
    FOUND,
    TROUBLE,
    CaseOption,
    JobsOption,
    LedgerOption,
    LenientOption,
    MapOption,
    OutputOption,
    PathsArgument,
    PlainOption,
    PrivateOption,
    SchedulerOption,
    examples,
    find_events,
    means,
    read_figures,
    read_reports,
    tell,
    watched,
)
from reconcile.errors import UsageError
from reconcile.results import Failure

commands = typer.Typer()

ReportFormat = Literal[
    "table",
    "html",
    "json",
    "jsonl",
    "csv",
    "markdown",
    "mediawiki",
    "annotations",
    "datapackage",
    "sqlite",
    "parquet",
]

FLAGGED = {"conflict": ("conflict",), "caution": ("conflict", "caution")}


@commands.command(
    epilog=examples(
        "reconcile report seeds/",
        "reconcile report seeds/ --format html -o report.html",
        "reconcile report seeds/ --format json -o seeds.json",
        "reconcile report monday.txt tuesday.txt --case story.toml",
        "reconcile report seeds/ --fail-on conflict",
    )
)
def report(
    paths: PathsArgument,
    form: Annotated[
        ReportFormat,
        typer.Option(
            "--format",
            "-f",
            help="html: one page with charts; jsonl: one object an event; csv: one figure a row; annotations: W3C Web "
            "Annotation; datapackage, sqlite, parquet: a file, with -o.",
        ),
    ] = "table",
    fail_on: Annotated[
        Literal["conflict", "caution"] | None,
        typer.Option("--fail-on", help="Exit with 1 where there is a conflict; with caution, where there is either."),
    ] = None,
    case: CaseOption = None,
    fields: MapOption = None,
    private: PrivateOption = False,
    plain: PlainOption = False,
    lenient: LenientOption = False,
    jobs: JobsOption = None,
    scheduler: SchedulerOption = None,
    ledger: LedgerOption = None,
    output: OutputOption = None,
) -> int:
    """Show tolls by report, where they differ and why, and change."""
    events = find_events(paths, case, fields, private, plain)
    with means(jobs, scheduler, ledger) as on:
        results = [(event.case, pipeline.reconcile(event, watched(event, on=on))) for event in events]
    if form == "table":
        from reconcile.renderers import terminal

        console.draw(terminal.reports(results, console.page(output)), output, paged=True)
    else:
        from reconcile.renderers import formats

        if form in formats.REPORT_FILES:
            with console.file(output, form) as path:
                formats.report_file(form)(results, path)
        else:
            console.write(formats.report(form)(results), output)
    failed = tell((failure for _, result in results for failure in result.errors), lenient)
    asked = FLAGGED[fail_on] if fail_on else ()
    findings = (finding for _, result in results for finding in result.findings if finding.reviewed is None)
    flagged = any(finding.severity in asked for finding in findings)
    return TROUBLE if failed else FOUND if flagged else DONE


@commands.command(
    epilog=examples(
        "reconcile extract seeds/",
        "reconcile extract seeds/ --format csv -o figures.csv",
        "reconcile extract story.pdf archive.zip",
        "reconcile extract archive.jsonl.gz --ledger archive.ledger --jobs 8",
    )
)
def extract(
    paths: PathsArgument,
    form: Annotated[
        Literal["jsonl", "json", "csv", "parquet", "table"],
        typer.Option("--format", "-f", help="jsonl: one figure a line; parquet: a file, with -o."),
    ] = "jsonl",
    case: CaseOption = None,
    fields: MapOption = None,
    private: PrivateOption = False,
    plain: PlainOption = False,
    lenient: LenientOption = False,
    jobs: JobsOption = None,
    scheduler: SchedulerOption = None,
    ledger: LedgerOption = None,
    output: OutputOption = None,
) -> int:
    """Take the figures out, in the order of the input, as they come."""
    failures: list[Failure] = []
    events = find_events(paths, case, fields, private, plain)
    with means(jobs, scheduler, ledger) as on:
        reading = partial(read_figures, failures=failures, streaming=form != "table", lenient=lenient, on=on)
        if form == "table":
            from reconcile.renderers import terminal_tables

            figures = (found.extraction.figures for found in reading(events))
            console.draw(terminal_tables.figures(figures, console.page(output)), output)
        else:
            from reconcile.renderers import formats, rows

            shared = rows.events((event.case, pipeline.tool(event.case)) for event in events)
            taken = (
                (row_event, found.report, found.extraction.figures)
                for row_event, event in zip(shared, events, strict=True)
                for found in reading([event])
            )
            if form in formats.FIGURES_FILES:
                with console.file(output, form) as path:
                    formats.figures_file(form)(taken, shared, path)
            else:
                console.write(formats.figures(form)(taken), output)
    return TROUBLE if failures else DONE


@commands.command(
    epilog=examples(
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
    from reconcile import comparing

    context, found = comparing.diff(a, b, case)
    if form == "table":
        from reconcile.renderers import terminal_diff

        console.draw(terminal_diff.diff(found, context, console.page(output)), output, paged=True)
    else:
        from reconcile.renderers import formats

        console.write(formats.diff(form)(found), output)
    failed = tell(found.errors)
    return TROUBLE if failed else FOUND if comparing.differs(found) else DONE


@commands.command(
    epilog=examples(
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
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Also the block that corrects each figure, to paste and fill in.")
    ] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", "-f")] = "table",
    case: CaseOption = None,
    output: OutputOption = None,
) -> int:
    """Show a report's figures in place, and why each was taken."""
    if corrections and form == "json":
        raise UsageError("--corrections prints blocks of TOML; leave --format json out")
    from reconcile import lookup

    reading = lookup.find_line(path, case)
    dropped = reading.extraction.dropped if rejected else None
    if form == "table":
        from reconcile.renderers import terminal_explain

        found, categories = reading.extraction.figures, reading.case.known_categories if corrections else None
        lines = terminal_explain.explain(reading.report, found, dropped, console.page(output), categories)
        console.draw(lines, output, paged=True)
    else:
        from reconcile.renderers import json

        console.write([json.explained(reading.report, reading.extraction.figures, dropped)], output)
    return TROUBLE if tell(pipeline.unmatched(reading)) else DONE


@commands.command(
    epilog=examples(
        "reconcile text story.html",
        "reconcile text archive.zip --format plain -o reports.txt",
        "reconcile text https://example.org/story",
    )
)
def text(
    paths: PathsArgument,
    form: Annotated[
        Literal["numbered", "plain", "json"],
        typer.Option("--format", "-f", help="plain: as offsets count in it; json: one report a line, with its text."),
    ] = "numbered",
    case: CaseOption = None,
    fields: MapOption = None,
    private: PrivateOption = False,
    output: OutputOption = None,
) -> int:
    """Print the text taken out of the reports, with the line numbers that figures cite."""
    from reconcile.renderers import texts

    failures: list[Failure] = []
    reports = read_reports(find_events(paths, case, fields, private), failures)
    console.write(texts.FORMATS[form](reports), output)
    return TROUBLE if failures else DONE

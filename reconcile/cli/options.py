"""What the commands share: exit codes, options, and how reports are found and read.

Exit codes are those of Unix `diff`: 0 done; 1 done, and there is what was asked about; 2 trouble, which outranks 1; 130
where it was interrupted.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from reconcile import console, pipeline
from reconcile.case import Fields
from reconcile.errors import UsageError
from reconcile.records import Report
from reconcile.results import Failure

if TYPE_CHECKING:
    from reconcile.engines.extraction import Means

T = TypeVar("T")
DONE, FOUND, TROUBLE, INTERRUPTED = 0, 1, 2, 130

PathsArgument = Annotated[
    list[str], typer.Argument(metavar="PATH", show_default=False, help="Files, folders, web addresses, or - for stdin.")
]
CaseOption = Annotated[
    Path | None,
    typer.Option("--case", metavar="FILE", help="The case file; else the nearest reconcile.toml at or above PATH."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, replaced when complete, instead of stdout."),
]


def examples(*lines: str) -> str:
    """Give a help page's examples; the mark keeps them from being wrapped into one paragraph."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="OURS=THEIRS",
        help="What JSON or CSV records call text, title, publisher, url, published or updated: text=content.body.",
    ),
]
PrivateOption = Annotated[
    bool, typer.Option("--private-addresses", help="Follow a web address to one of this network.")
]


PlainOption = Annotated[
    bool,
    typer.Option("--without-corrections", help="Show the machine's own reading, without the case file's last word."),
]
LenientOption = Annotated[
    bool, typer.Option("--lenient", help="Only warn of corrections that no longer meet a figure.")
]

JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", min=1, metavar="N", show_default=False, help="Extract in N processes; by default as it pays."
    ),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="Extract on the Dask cluster there: tcp://HOST:8786."),
]
LedgerOption = Annotated[
    Path | None,
    typer.Option("--ledger", metavar="FILE", help="Keep what is extracted in FILE, and extract nothing twice."),
]


@contextmanager
def means(jobs: int | None, scheduler: str | None, ledger: Path | None) -> Iterator["Means"]:
    """Give what extraction runs on, and end it whatever happens.

    Raises:
        UsageError: what was asked for cannot be used.

    """
    from reconcile import engines
    from reconcile.engines.extraction import Means

    with ExitStack() as ending:
        kept = None
        if ledger:
            from reconcile.stores.ledger import Ledger

            kept = ending.enter_context(Ledger(ledger))
        yield Means(ending.enter_context(engines.choose(jobs, scheduler)), kept)


def find_events(
    paths: Sequence[str],
    case: Path | None,
    fields: Sequence[str] | None = None,
    private: bool = False,
    plain: bool = False,
) -> list[pipeline.Event]:
    """Find the reports by event; tell how much of the folders was passed over. `plain` leaves out corrections.

    Raises:
        UsageError: an entry of `fields` is no OURS=THEIRS.

    """
    events = pipeline.events(paths, case, dict(map(_field, fields or ())), private)
    passed_over = sum(event.found.passed_over for event in events)
    if passed_over:
        what = "1 entry that is no report" if passed_over == 1 else f"{passed_over} entries that are no reports"
        console.say(f"passed over in folders: {what}")
    return [replace(event, case=event.case.uncorrected()) for event in events] if plain else events


def _field(written: str) -> tuple[str, str]:
    ours, _, theirs = written.partition("=")
    if ours not in Fields.model_fields or not theirs:
        raise UsageError(f'--map "{written}": write OURS=THEIRS, OURS one of {", ".join(Fields.model_fields)}')
    return ours, theirs


def watched(
    event: pipeline.Event, streaming: bool = False, on: "Means | None" = None
) -> Iterator[pipeline.Reading | Failure]:
    """Take the figures out of an event's reports, and show how far it is where that takes long."""
    return console.watched(pipeline.extract(event, on), len(event.found.files), streaming)


def read_figures(
    events: Iterable[pipeline.Event],
    failures: list[Failure],
    streaming: bool = False,
    lenient: bool = False,
    on: "Means | None" = None,
) -> Iterator[pipeline.Reading]:
    """Give each report with its figures; tell and keep what could not be read, as it comes.

    `streaming` is whether the figures are put out as they come; `on` is what extraction runs on.
    """
    return _read((item for event in events for item in watched(event, streaming, on)), failures, lenient)


def read_reports(events: Iterable[pipeline.Event], failures: list[Failure]) -> Iterator[Report]:
    """Give each report as it is read; tell and keep what could not be read, as it comes."""
    return _read((item for event in events for item in pipeline.read(event)), failures)


def _read(items: Iterable[T | Failure], failures: list[Failure], lenient: bool = False) -> Iterator[T]:
    for item in items:
        if isinstance(item, Failure):
            failures += [item] if tell([item], lenient) else []
        else:
            yield item


def tell(failures: Iterable[Failure], lenient: bool = False) -> bool:
    """Tell what could not be read, one line each; true where there was any.

    A check of the case file that no longer meets its figure is only told, as another language is, and so is a
    correction where `lenient`.
    """
    told = False
    for failure in failures:
        harmless = failure.kind in ("check", "language") or (lenient and failure.kind == "correction")
        console.say(f"{'warning: ' if harmless else ''}{failure.path}: {failure.error}")
        told = told or not harmless
    return told

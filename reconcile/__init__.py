"""Take casualty and displacement figures out of news reports, and say where the reports differ and why.

    import reconcile

    result = reconcile.reconcile("seeds/")
    for finding in result.findings:
        print(finding.severity, finding.message)

The records that the functions give are those of `reconcile.records` and `reconcile.results`; each has
`model_dump_json()`.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reconcile.pipeline import PathLike, Paths, Reading
    from reconcile.records import Figure, Report
    from reconcile.results import Diff, Failure, Finding, Result, Series

__all__ = [
    "Diff",
    "Failure",
    "Figure",
    "Finding",
    "Reading",
    "Report",
    "Result",
    "Series",
    "diff",
    "extract",
    "read",
    "reconcile",
]


def read(paths: "Paths", case: "PathLike | None" = None) -> "Iterator[Report | Failure]":
    """Read the reports that `paths` (files, folders) hold, one by one; what cannot be read is a Failure in its place.

    `case` is the case file; by default the nearest `reconcile.toml` at or above the paths.

    Raises:
        CaseError: a case file cannot be used.

    """
    from reconcile import pipeline

    for event in pipeline.events(paths, case):
        yield from pipeline.read(event)


def extract(paths: "Paths", case: "PathLike | None" = None) -> "Iterator[Reading | Failure]":
    """Take the figures out of the reports that `paths` hold, one report at a time, in the order of the input.

    A Reading has the `report` and its `extraction`: `figures`, and the numbers `dropped` with the reason.

    Raises:
        CaseError: a case file cannot be used.

    """
    from reconcile import pipeline

    for event in pipeline.events(paths, case):
        yield from pipeline.extract(event)


def reconcile(paths: "Paths", case: "PathLike | None" = None) -> "Result":
    """Take the figures out of one event's reports, and say where they differ, why, and how they changed.

    Raises:
        CaseError: a case file cannot be used.
        UsageError: a folder below the paths has a case file of its own, so there are several events.

    """
    from reconcile import pipeline
    from reconcile.errors import UsageError

    events = pipeline.events(paths, case)
    if len(events) != 1:
        raise UsageError(f"{paths}: holds {len(events)} events. Give the folder of one")
    return pipeline.reconcile(events[0])


def diff(a: str, b: str, case: "PathLike | None" = None) -> "Diff":
    """Compare two reports figure by figure, or a report with a folder, or with the JSON of an earlier result.

    `a` and `b` are files, or FOLDER/LABEL; `b` may be a folder, or a .json file.

    Raises:
        CaseError: a case file cannot be used.
        InputError: a report cannot be read.
        UsageError: there is no such report.

    """
    from reconcile import comparing

    return comparing.diff(a, b, case)[1]


def __getattr__(name: str) -> object:
    """Import a record when it is first asked for, so that `import reconcile` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = {"Reading": "pipeline", "Figure": "records", "Report": "records"}.get(name, "results")
    return getattr(import_module(f"reconcile.{home}"), name)

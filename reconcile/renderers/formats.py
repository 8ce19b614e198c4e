"""The formats of data by name, and what writes each; a format's module is imported when it is asked for.

A text format is a function of records that gives its text in pieces, as it comes; a file format writes to a path.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from reconcile.renderers.rows import Event, Events, Taken
from reconcile.results import Diff

# Where the function of a format stands, below reconcile.renderers, as module:function.
REPORT = {
    "json": "json:report",
    "jsonl": "json:reports",
    "csv": "csv:report",
    "html": "page:report",
    "annotations": "annotations:collection",
}
# Those that give the lines of one event, its number among several with them.
REPORT_LINES = {
    "markdown": "markdown:report",
    "mediawiki": "mediawiki:report",
}
REPORT_FILES = {
    "datapackage": "datapackage:write",
    "sqlite": "sqlite:write",
    "parquet": "parquet:report",
}
FIGURES = {
    "jsonl": "json:figures",
    "json": "json:array",
    "csv": "csv:figures",
}
FIGURES_FILES = {
    "parquet": "parquet:figures",
}
DIFF = {
    "json": "json:diff",
}
DIFF_LINES = {
    "markdown": "markdown_diff:diff",
}


def report(form: str) -> Callable[[Events], Iterator[str]]:
    """Give what writes the text of events."""
    if form in REPORT:
        return _function(REPORT[form])
    lines = _function(REPORT_LINES[form])
    return lambda events: (
        f"{line}\n" for number, (case, result) in enumerate(events, 1) for line in lines(result, case, number)
    )


def report_file(form: str) -> Callable[[Events, Path], None]:
    """Give what writes the file of events."""
    return _function(REPORT_FILES[form])


def figures(form: str) -> Callable[[Iterable[Taken]], Iterator[str]]:
    """Give what writes the text of the figures of reports, as they are taken."""
    return _function(FIGURES[form])


def figures_file(form: str) -> Callable[[Iterable[Taken], Sequence[Event], Path], None]:
    """Give what writes the file of the figures of reports, as they are taken."""
    return _function(FIGURES_FILES[form])


def diff(form: str) -> Callable[[Diff], Iterator[str]]:
    """Give what writes the text of a difference."""
    if form in DIFF:
        return _function(DIFF[form])
    lines = _function(DIFF_LINES[form])
    return lambda found: (f"{line}\n" for line in lines(found))


def _function(where: str) -> Callable[..., Any]:
    """Import the function of a format.

    Raises:
        UsageError: a library that the format needs is not installed.

    """
    module, _, name = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"reconcile.renderers.{module}"), name)
    return found

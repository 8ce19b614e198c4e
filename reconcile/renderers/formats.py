"""The formats of data by name: each takes what a command made and gives its text in pieces, as it comes."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from reconcile.case import Case
from reconcile.errors import UsageError
from reconcile.records import Figure
from reconcile.renderers import csv, json, markdown
from reconcile.results import Diff, Result

Events = Sequence[tuple[Case, Result]]


def _one_object(events: Events) -> Iterator[str]:
    if len(events) > 1:
        names = ", ".join(case.path or "no case file" for case, _ in events)
        raise UsageError(f"--format json holds one event, and here are {len(events)} ({names}). Give --format jsonl")
    for _, result in events:
        yield json.document(result)


def _object_an_event(events: Events) -> Iterator[str]:
    return (json.line(result) for _, result in events)


def _rows_of_events(events: Events) -> Iterator[str]:
    return _rows(result.figures for _, result in events)


def _pages(events: Events) -> Iterator[str]:
    for case, result in events:
        yield "".join(f"{line}\n" for line in markdown.report(result, case))


def _rows(reports: Iterable[Sequence[Figure]]) -> Iterator[str]:
    yield csv.header()
    for figures in reports:
        yield "".join(map(csv.row, figures))


def _lines(reports: Iterable[Sequence[Figure]]) -> Iterator[str]:
    return ("".join(map(json.line, figures)) for figures in reports)


def _array(reports: Iterable[Sequence[Figure]]) -> Iterator[str]:
    yield "["
    between = "\n"
    for figures in reports:
        for figure in figures:
            yield between + json.line(figure).rstrip("\n")
            between = ",\n"
    yield "\n]\n"


REPORT: dict[str, Callable[[Events], Iterator[str]]] = {
    "json": _one_object,
    "jsonl": _object_an_event,
    "csv": _rows_of_events,
    "markdown": _pages,
}
FIGURES: dict[str, Callable[[Iterable[Sequence[Figure]]], Iterator[str]]] = {
    "jsonl": _lines,
    "json": _array,
    "csv": _rows,
}
DIFF: dict[str, Callable[[Diff], Iterator[str]]] = {
    "json": lambda found: iter([json.document(found)]),
    "markdown": lambda found: (f"{line}\n" for line in markdown.diff(found)),
}

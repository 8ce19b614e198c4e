"""JSON and JSON Lines: the records as they are."""

from collections.abc import Iterable, Iterator, Sequence

from reconcile.errors import UsageError
from reconcile.records import Dropped, Figure, Record, Report
from reconcile.renderers.rows import Events, Taken
from reconcile.results import Diff


def document(record: Record) -> str:
    """Give one record as an indented JSON document."""
    return record.model_dump_json(indent=2) + "\n"


def line(record: Record) -> str:
    """Give one record as a line of JSON Lines."""
    return record.model_dump_json() + "\n"


def report(events: Events) -> Iterator[str]:
    """Give the result of one event as a JSON document.

    Raises:
        UsageError: there are several events.

    """
    if len(events) > 1:
        names = ", ".join(case.path or "no case file" for case, _ in events)
        raise UsageError(f"--format json holds one event, and here are {len(events)} ({names}). Give --format jsonl")
    return (document(result) for _, result in events)


def reports(events: Events) -> Iterator[str]:
    """Give the results of events, one a line."""
    return (line(result) for _, result in events)


def figures(taken: Iterable[Taken]) -> Iterator[str]:
    """Give figures, one a line, a report's at a time."""
    return ("".join(map(line, stated)) for _, _, stated in taken)


def array(taken: Iterable[Taken]) -> Iterator[str]:
    """Give figures as one JSON array."""
    yield "["
    between = "\n"
    for _, _, stated in taken:
        for figure in stated:
            yield between + line(figure).rstrip("\n")
            between = ",\n"
    yield "\n]\n"


def diff(found: Diff) -> Iterator[str]:
    """Give a difference as a JSON document."""
    return iter([document(found)])


def explained(report: Report, figures: Sequence[Figure], dropped: Sequence[Dropped] | None) -> str:
    """Give a report, its figures, and the numbers that are none (null where nobody asked) as one JSON document."""
    from reconcile.results.one_report import Explained

    asked = None if dropped is None else tuple(dropped)
    return document(Explained(report=report, figures=tuple(figures), dropped=asked))


def schema(name: str) -> str:
    """Give the JSON Schema (draft 2020-12) of an output."""
    from reconcile.renderers import schemas

    return schemas.schema(name)

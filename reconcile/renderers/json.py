"""JSON and JSON Lines: the records as they are, and their schemas."""

import json
from collections.abc import Iterable, Iterator, Sequence

from reconcile.errors import UsageError
from reconcile.records import Dropped, Figure, Record, Report
from reconcile.renderers.rows import Events, Taken
from reconcile.results import Diff, Log, Result

SCHEMAS: dict[str, type[Record]] = {"figure": Figure, "report": Result, "diff": Diff, "log": Log}


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
    told = {
        "report": report.model_dump(mode="json"),
        "figures": [figure.model_dump(mode="json") for figure in figures],
        "dropped": None if dropped is None else [item.model_dump(mode="json") for item in dropped],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def schema(name: str) -> str:
    """Give the JSON Schema (draft 2020-12) of an output, as it is printed: every field is required."""
    model = SCHEMAS[name]
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="serialization", by_alias=True),
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"

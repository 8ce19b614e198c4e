"""JSON and JSON Lines: the records as they are, and their schemas."""

import json
from collections.abc import Sequence

from reconcile.records import Dropped, Figure, Record, Report
from reconcile.results import Diff, Log, Result

SCHEMAS: dict[str, type[Record]] = {"figure": Figure, "report": Result, "diff": Diff, "log": Log}


def document(record: Record) -> str:
    """Give one record as an indented JSON document."""
    return record.model_dump_json(indent=2) + "\n"


def line(record: Record) -> str:
    """Give one record as a line of JSON Lines."""
    return record.model_dump_json() + "\n"


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

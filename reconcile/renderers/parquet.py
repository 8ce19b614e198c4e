"""Parquet: the figures as typed columns, written some rows at a time."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from reconcile.errors import UsageError
from reconcile.extras import install
from reconcile.renderers import citations, rows
from reconcile.renderers.columns import FIGURES
from reconcile.renderers.rows import Event, Events, Row, Taken

try:
    import pyarrow  # type: ignore[import-untyped]
    from pyarrow import parquet
except ModuleNotFoundError as error:
    raise UsageError(f"--format parquet needs a library; run: {install('parquet')}") from error

# How many rows are held at a time, which a row group of the file is made of.
GROUP = 5_000

_TYPES = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
}


def report(events: Events, path: Path) -> None:
    """Write the figures of events to `path`."""
    named = rows.named(events)
    made = chain.from_iterable(rows.rows(FIGURES, result, event) for event, result in named)
    _write(made, [event for event, _ in named], path)


def figures(taken: Iterable[Taken], events: Iterable[Event], path: Path) -> None:
    """Write the figures of reports to `path` as they are taken; `events` are all those that the reports are of."""
    made = (rows.figure_row(figure, report, event) for event, report, stated in taken for figure in stated)
    _write(made, events, path)


def _write(made: Iterator[Row], events: Iterable[Event], path: Path) -> None:
    schema = _schema(events)
    with parquet.ParquetWriter(path, schema) as file:
        for group in _groups(made):
            file.write_table(pyarrow.Table.from_arrays(group, schema=schema))


def _groups(made: Iterator[Row]) -> Iterator[list[pyarrow.Array]]:
    """Give the columns of each row group."""
    while group := [rows.values(FIGURES.columns, row) for row in islice(made, GROUP)]:
        cells = zip(*group, strict=True)
        yield [
            pyarrow.array(values, _TYPES[column.type]) for column, values in zip(FIGURES.columns, cells, strict=True)
        ]


def _schema(events: Iterable[Event]) -> pyarrow.Schema:
    """Give the columns' types, and what the file says of itself: what compiled it, and what each column holds."""
    fields = [
        pyarrow.field(column.name, _TYPES[column.type], column.name not in FIGURES.key) for column in FIGURES.columns
    ]
    return pyarrow.schema(
        fields,
        {
            "compiled_by": " ".join(dict.fromkeys(event.compiled for event in events)),
            "no_estimate": citations.NO_ESTIMATE,
            "columns": json.dumps({column.name: column.description for column in FIGURES.columns}, ensure_ascii=False),
        },
    )

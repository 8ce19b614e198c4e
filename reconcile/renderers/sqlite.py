"""A SQLite database: every table with its keys, the reports' texts, and an index to search them, as Datasette does."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from reconcile.records import Report
from reconcile.renderers import citations, glance, rows, wording
from reconcile.renderers.columns import FIGURES, REPORT_TEXT, REPORTS, TABLES, Column, Table
from reconcile.renderers.plain import one_line, visible
from reconcile.renderers.rows import Event, Events
from reconcile.results import Result

_TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}
_SEARCHED = {
    FIGURES.name: ("quote", "title", "publisher", "source", "source_name"),
    REPORTS.name: ("title", "publisher", "text"),
}
_ABOUT = ("case", "name", "compiled_by", "no_estimate", "analyst", "assumed", "not_read")


def write(events: Events, path: Path) -> None:
    """Write the database of events to `path`, where there is no file yet, or an empty one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is written at once and replaces another when it is done: what is half written is thrown away.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in TABLES:
            database.execute(_created(table))
            for event, result in rows.named(events):
                database.executemany(_inserted(table.name, len(_held(table))), _rows(table, result, event))
            for column in table.foreign:
                database.execute(f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")')
        for name, searched in _SEARCHED.items():
            database.execute(f'CREATE VIRTUAL TABLE "{name}_fts" USING FTS5({_listed(searched)}, content="{name}")')
            database.execute(f'INSERT INTO "{name}_fts" ("{name}_fts") VALUES (\'rebuild\')')
        database.execute(f"CREATE TABLE about ({_listed(_ABOUT)})")
        database.executemany(_inserted("about", len(_ABOUT)), _about(events))
        database.execute("COMMIT")


def _held(table: Table) -> tuple[Column, ...]:
    return (*table.columns, REPORT_TEXT) if table is REPORTS else table.columns


def _created(table: Table) -> str:
    """Give the statement that makes a table; what a column holds stands after it, as whoever reads the schema sees."""
    lines = []
    for column in _held(table):
        words = f'"{column.name}" {_TYPES[column.type]}{" NOT NULL" if column.name in table.key else ""}'
        lines.append(f"  {words}, -- {column.description}")
    keys = [f"  PRIMARY KEY ({_listed(table.key)})"]
    keys += (f'  FOREIGN KEY ("{column}") REFERENCES "{other}" ("id")' for column, other in table.foreign.items())
    return f'CREATE TABLE "{table.name}" (\n' + "\n".join(lines) + "\n" + ",\n".join(keys) + "\n)"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _inserted(table: str, count: int) -> str:
    return f'INSERT INTO "{table}" VALUES ({", ".join("?" * count)})'


def _rows(table: Table, result: Result, event: Event) -> Iterator[list[str | int | None]]:
    for row in rows.rows(table, result, event):
        found = rows.values(table.columns, row)
        stored = [value.isoformat() if isinstance(value, date) else value for value in found]
        report = row.get("report")
        yield [*stored, _offsets_kept(report.text)] if table is REPORTS and isinstance(report, Report) else stored


def _offsets_kept(text: str) -> str:
    """Give a report's text with a replacement character for each one that acts, so that offsets hold."""
    return re.sub(r"[^\n\t -~]", lambda found: found[0] if visible(found[0]) == found[0] else "\ufffd", text)


def _about(events: Events) -> Iterator[tuple[str | None, ...]]:
    for case, result in events:
        yield (
            case.path,
            case.event.name and one_line(case.event.name),
            citations.compiled(result.tool),
            citations.NO_ESTIMATE,
            glance.analyst(result),
            "\n".join(map(one_line, result.assumed)) or None,
            "\n".join(one_line(wording.failure(each)) for each in result.errors) or None,
        )

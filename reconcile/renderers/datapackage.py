"""A Frictionless Data Package in one ZIP: every table as CSV, what its columns hold and refer to, and a README."""

import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reconcile.renderers import citations, csv, glance, wording
from reconcile.renderers.columns import TABLES, Table
from reconcile.renderers.plain import one_line
from reconcile.renderers.rows import Events

# The cells are guarded as in any CSV that reconcile writes: who unpacks a package opens its files in a spreadsheet.
GUARD = (
    "An apostrophe before =, +, - or @ at the start of a cell is none of the report's: it keeps a spreadsheet from"
    " running the cell, and is to be left out when a text is compared."
)
# The first day that a ZIP can tell, so that the same results give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


def write(events: Events, path: Path) -> None:
    """Write the data package of events to `path`."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        resources = [_stored(package, table, csv.table(table, events)) for table in TABLES]
        described = json.dumps(_described(events, resources), indent=2, ensure_ascii=False) + "\n"
        package.writestr(_member("datapackage.json"), described.encode())
        package.writestr(_member("README.md"), "".join(f"{line}\n" for line in _readme(events)).encode())


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _EPOCH)
    member.compress_type = ZIP_DEFLATED
    member.create_system, member.external_attr = 3, _READABLE
    return member


def _stored(package: ZipFile, table: Table, rows: Iterable[str]) -> dict[str, object]:
    """Store a table as CSV, row by row, and give what the package says of it."""
    name, digest, size = f"{table.name}.csv", sha256(), 0
    with package.open(_member(name), "w") as file:
        for row in rows:
            raw = row.encode()
            digest.update(raw)
            size += file.write(raw)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": name,
        "description": f"{table.description} {GUARD}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, object]:
    fields = [
        {"name": column.name, "type": column.type, "description": column.description}
        | ({"constraints": {"required": True}} if column.name in table.key else {})
        for column in table.columns
    ]
    foreign = [
        {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
        for column, other in table.foreign.items()
    ]
    keys = {"primaryKey": list(table.key)} | ({"foreignKeys": foreign} if foreign else {})
    return {"fields": fields, "missingValues": [""], **keys}


def _title(events: Events) -> str:
    return one_line("; ".join(case.event.name for case, _ in events if case.event.name)) or glance.UNNAMED


def _compiled(events: Events) -> list[str]:
    return [*dict.fromkeys(citations.compiled(result.tool) for _, result in events), citations.NO_ESTIMATE]


def _described(events: Events, resources: list[dict[str, object]]) -> dict[str, object]:
    title = _title(events)
    return {
        "profile": "tabular-data-package",
        "name": re.sub("[^a-z0-9]+", "-", title.lower()).strip("-") or "figures",
        "title": title,
        "description": " ".join(_compiled(events)),
        "resources": resources,
    }


def _readme(events: Events) -> Iterator[str]:
    """Give the lines of the README; what others wrote is indented by four, which Markdown shows as it is."""
    yield from ("# Figures taken out of news reports, with their quotes", "", *_literal([_title(events)]))
    yield from (*_compiled(events), "", GUARD, "")
    yield from (f"- `{table.name}.csv`: {table.description}" for table in TABLES)
    yield from ("", "What each column holds, and how the tables refer to each other, stands in `datapackage.json`.", "")
    for case, result in events:
        if len(events) > 1:
            yield from ("## Event", "", *_literal([case.event.name or "", case.path or "no case file"]))
        yield from (f"{glance.analyst(result)}.", "")
        if result.assumed:
            yield from ("Assumed:", "", *_literal(result.assumed))
        if result.errors:
            yield from ("Not read:", "", *_literal(map(wording.failure, result.errors)))


def _literal(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"    {one_line(line)}" for line in lines if line)
    yield ""

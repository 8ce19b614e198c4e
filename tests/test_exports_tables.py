"""The tables as their users open them: a spreadsheet, a data package's checker, a database's browser, a data frame."""

import asyncio
import csv
import io
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin
from zipfile import ZipFile

import openpyxl  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet as pyarrow_parquet  # type: ignore[import-untyped]
from pydantic import BaseModel

from reconcile import pipeline
from reconcile.case import Case, Event
from reconcile.errors import UsageError
from reconcile.records import AsOf, Check, Correction, Figure, Population, Published, Report, Source
from reconcile.renderers import citations, datapackage, parquet, rows, sqlite
from reconcile.renderers import csv as csv_renderer
from reconcile.renderers.columns import FIGURES, TABLES, Column, Table
from reconcile.renderers.rows import Events
from reconcile.results import Failure, Finding, Point, Result, Review, Series

MakeFigure = Callable[..., Figure]
SEEDS = Path(__file__).parent.parent / "seeds"
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
HOSTILE = (
    "=1+1 of 300",
    "+300",
    "-300 of them",
    "@SUM(300)",
    "\t=300",
    "\n  =300",
    "＝300",
    'quotes "300", and, commas',
    "two\r\nlines of 300",
    "nothing\x00 of 300",
    "300\u202e21\u202c",
    "</script><b>300</b>",
    "'; DROP TABLE figures; -- 300",
    "half a pair \udcff of 300",
)


@pytest.fixture
def seeds() -> tuple[Case, Result]:
    (event,) = pipeline.events(SEEDS)
    return event.case, pipeline.reconcile(event)


@pytest.fixture
def hostile(result: Result, make_figure: MakeFigure) -> Result:
    """Give a result whose reports say what a spreadsheet, a browser or a database could obey."""
    figures = [
        make_figure(
            f"h{number}", sentence=said, label=said, line=20 + number, population=Population(id="x", text=said)
        ).model_copy(update={"source": Source(id=said, name=said, kind="other", via=(said, said))})
        for number, said in enumerate(HOSTILE)
    ]
    said = {
        "title": "=1+1",
        "publisher": "@x",
        "url": "=HYPERLINK(1)",
        "label": "-1\x00",
        "text": "300\x00\udcff\u202e.",
    }
    return result.model_copy(
        update={
            "figures": (*result.figures, *figures),
            "reports": tuple(report.model_copy(update=said) for report in result.reports),
            "findings": (result.findings[0].model_copy(update={"message": "=1+1\x00", "reason": "\u202e"}),),
            "assumed": ("# no heading\n</pre>",),
            "errors": (Failure(path="=1.txt", error="is\x1b empty"),),
        }
    )


@pytest.fixture
def many(result: Result, make_figure: MakeFigure) -> Result:
    figures = tuple(make_figure(f"f{number}", stated=number) for number in range(1, 2001))
    return result.model_copy(update={"figures": figures, "series": (), "findings": ()})


def without_figures(result: Result) -> Result:
    return result.model_copy(update={"figures": (), "series": (), "findings": (), "assumed": ()})


def read(pieces: Iterator[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(pieces))))


def stored(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


# Columns


RECORDS: dict[str, type[BaseModel]] = {
    "figure": Figure,
    "report": Report,
    "finding": Finding,
    "series": Series,
    "point": Point,
    "source": Source,
    "as_of": AsOf,
}
WORKED_OUT = {"position": int, "track": int, "figure": str, "checked": bool, "reviewed": bool}


def kinds(annotation: object) -> Iterator[object]:
    """Give what an annotation allows but null."""
    if get_origin(annotation) in (Union, UnionType):
        for each in get_args(annotation):
            yield from kinds(each)
    elif annotation is not type(None):
        yield annotation


def held(column: Column) -> list[object]:
    """Give the types that a column's path leads to; none where it leads nowhere."""
    first, *names = column.holds.split(".")
    found: list[object] = [RECORDS[first] if names and first in RECORDS else WORKED_OUT.get(first, str)]
    for name in names:
        if first == "event":
            return [type(getattr(rows.Event("a", "b", "c"), name))]
        fields = [each.model_fields for each in found if isinstance(each, type) and issubclass(each, BaseModel)]
        found = [kind for known in fields if name in known for kind in kinds(known[name].annotation)]
    return found


@pytest.mark.parametrize(("table", "column"), [(table, column) for table in TABLES for column in table.columns])
def test_every_column_names_a_field_of_its_type(table: Table, column: Column) -> None:
    found = held(column)
    assert found, f"{table.name}.{column.name} holds {column.holds}, which is no field"
    expected = {"integer": int, "boolean": bool, "date": date}.get(column.type)
    assert all(kind is expected if expected else kind not in (int, bool, date) for kind in found)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_one_column_a_name_and_refers_to_tables_before_it(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    before = [other.name for other in TABLES[: TABLES.index(table)]]
    assert set(table.foreign.values()) <= set(before)


def test_the_order_of_the_columns_of_figures_ends_with_what_a_copied_row_needs() -> None:
    assert [column.name for column in FIGURES.columns][:3] == ["id", "event", "name"]
    assert [column.name for column in FIGURES.columns][-3:] == ["quote", "citation", "compiled_by"]


def test_one_event_keeps_its_ids_and_several_have_keys_of_their_own(seeds: tuple[Case, Result]) -> None:
    case, result = seeds
    alone = read(csv_renderer.report([seeds]))
    assert [row["id"] for row in alone] == [figure.id for figure in result.figures]
    events = [seeds, (Case(), result), seeds]
    for table in TABLES:
        keys = [tuple(row[name] for name in table.key) for row in read(csv_renderer.table(table, events))]
        assert len(set(keys)) == len(keys) > 0
    together = read(csv_renderer.report(events))
    assert [row["event"] for row in together[:: len(alone)]] == [case.path, "", f"{case.path} (2)"]
    assert together[0]["id"] == f"{case.path}#{alone[0]['id']}"


# CSV


def test_csv_is_a_row_a_figure_with_its_report_and_its_citation(result: Result, case: Case) -> None:
    dated = result.reports[0].model_copy(
        update={"title": "A title", "published": Published(date=date(2025, 3, 9), basis="case")}
    )
    told = result.model_copy(update={"reports": (dated, *result.reports[1:])})
    text = "".join(csv_renderer.report([(case, told)]))
    first, *others = read(iter([text]))
    assert list(first) == [column.name for column in FIGURES.columns]
    assert len(others) + 1 == len(result.figures)
    assert "\r" not in text
    assert (first["report"], first["report_name"], first["title"], first["published"]) == (
        "002_b.txt",
        "002",
        "A title",
        "2025-03-09",
    )
    assert (first["stated"], first["high"], first["source"], first["speculative"]) == ("532", "", "SOHR", "false")
    assert (first["date_start"], first["date_end"], first["as_of"]) == ("2025-03-08", "2025-03-12", "")
    assert first["citation"] == citations.plain(result.figures[0], dated)
    assert first["compiled_by"] == f"{citations.compiled(result.tool)} {citations.NO_ESTIMATE}"


def test_csv_of_reports_as_they_are_taken_is_that_of_the_event(result: Result, case: Case) -> None:
    (event,) = rows.events([(case, result.tool)])
    taken = [
        (event, report, [figure for figure in result.figures if figure.report == report.id])
        for report in result.reports
    ]
    assert sorted("".join(csv_renderer.figures(taken)).splitlines()) == sorted(
        "".join(csv_renderer.report([(case, result)])).splitlines()
    )


def test_csv_says_what_the_analyst_did(result: Result, case: Case) -> None:
    corrected = Correction.model_validate({"line": 9, "by": "A", "on": None, "from": {"stated": 1}, "why": "a slip"})
    figure = result.figures[0].model_copy(
        update={"corrected": corrected, "checked": Check(line=1, by=None, on=None), "label": "310"}
    )
    told = result.model_copy(update={"figures": (figure, result.figures[1])})
    row, other = read(csv_renderer.report([(case, told)]))
    assert (row["name"], row["label"], row["correction"], row["checked"]) == (
        "310† civilians killed",
        "310",
        "a slip",
        "true",
    )
    assert (other["correction"], other["checked"]) == ("", "false")


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_of_any_table_is_run_or_acts(hostile: Result, case: Case, table: Table) -> None:
    found = read(csv_renderer.table(table, [(case, hostile)]))
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip().startswith(FORMULAS)]
    assert not [char for cell in cells for char in cell if char in "\x00\x1b\r\u202e\udcff"]


def test_a_guarded_cell_is_the_reports_words_after_an_apostrophe(hostile: Result, case: Case) -> None:
    quotes = {row["id"]: row["quote"] for row in read(csv_renderer.report([(case, hostile)]))}
    assert [quotes[f"h{number}"] for number in (0, 2, 7, 8, 9)] == [
        "'=1+1 of 300",
        "'-300 of them",
        'quotes "300", and, commas',
        "two\nlines of 300",
        "nothing\\x00 of 300",
    ]


def test_a_spreadsheet_of_the_csv_has_no_formula(hostile: Result, case: Case, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO("".join(csv_renderer.report([(case, hostile)])))):
        book.active.append(row)
    book.active.append(["=1+1"])
    book.save(tmp_path / "book.xlsx")
    *kept, run = openpyxl.load_workbook(tmp_path / "book.xlsx").active.iter_rows()
    assert run[0].data_type == "f"
    assert len(kept) == len(hostile.figures) + 1
    assert not [cell.value for row in kept for cell in row if cell.data_type == "f"]


# Data package


def problems(path: Path) -> list[tuple[str, str]]:
    """Give what the checker finds wrong with a data package, as table and kind."""
    import frictionless

    found = frictionless.validate(str(path))
    told = [("package", error.type) for error in found.errors]
    told += [(task.name, error.type) for task in found.tasks for error in task.errors]
    assert found.valid == (not told)
    assert len(found.tasks) == len(TABLES)
    return told


def rewritten(path: Path, member: str, change: Callable[[str], str]) -> Path:
    """Copy a data package with one member changed, and without the digests that would tell so first."""
    changed = path.with_name("changed.zip")
    with ZipFile(path) as package, ZipFile(changed, "w") as copy:
        for name in package.namelist():
            text = package.read(name).decode()
            if name == "datapackage.json":
                described = json.loads(text)
                for resource in described["resources"]:
                    del resource["hash"], resource["bytes"]
                text = json.dumps(described)
            copy.writestr(name, change(text) if name == member else text)
    return changed


def events_of(result: Result, case: Case, hostile: Result, many: Result) -> Mapping[str, Events]:
    return {
        "one": [(case, result)],
        "several": [(case, result), (Case(), result)],
        "hostile": [(case, hostile)],
        "none": [(case, without_figures(result))],
        "no event": [],
        "many": [(case, many)],
    }


SHAPES = ("one", "several", "hostile", "none", "no event", "many")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_data_package_is_valid(
    shape: str, result: Result, case: Case, hostile: Result, many: Result, tmp_path: Path
) -> None:
    datapackage.write(events_of(result, case, hostile, many)[shape], tmp_path / "p.zip")
    assert problems(tmp_path / "p.zip") == []


def test_a_data_package_of_read_reports_is_valid(seeds: tuple[Case, Result], tmp_path: Path) -> None:
    datapackage.write([seeds], tmp_path / "p.zip")
    assert problems(tmp_path / "p.zip") == []
    with ZipFile(tmp_path / "p.zip") as package:
        found = read(iter([package.read("figures.csv").decode()]))
    assert len(found) == len(seeds[1].figures) > 0


@pytest.mark.parametrize(
    ("member", "old", "new", "told"),
    [
        ("figures.csv", ",003_a.txt,", ",gone.txt,", ("figures", "foreign-key")),
        ("finding_figures.csv", ",low", ",gone", ("finding_figures", "foreign-key")),
        ("figures.csv", ",532,", ",many,", ("figures", "type-error")),
        ("figures.csv", "\nvague,", "\nmiddle,", ("figures", "primary-key")),
        ("series.csv", "\ns2,", "\n,", ("series", "constraint-error")),
    ],
)
def test_a_data_package_that_is_wrong_is_found_out(
    member: str, old: str, new: str, told: tuple[str, str], result: Result, case: Case, tmp_path: Path
) -> None:
    datapackage.write([(case, result)], tmp_path / "p.zip")
    changed = rewritten(tmp_path / "p.zip", member, lambda text: text.replace(old, new, 1))
    assert told in problems(changed)
    assert problems(rewritten(tmp_path / "p.zip", member, lambda text: text)) == []


def test_a_table_that_was_changed_is_told_by_its_digest(result: Result, case: Case, tmp_path: Path) -> None:
    datapackage.write([(case, result)], tmp_path / "p.zip")
    with ZipFile(tmp_path / "p.zip") as package, ZipFile(tmp_path / "changed.zip", "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b",532,", b",352,"))
    assert ("figures", "hash-count") in problems(tmp_path / "changed.zip")


def test_the_same_results_give_the_same_bytes(seeds: tuple[Case, Result], tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        datapackage.write([seeds], tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with ZipFile(tmp_path / "a.zip") as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_data_package_says_what_it_is_and_what_was_not_read(hostile: Result, case: Case, tmp_path: Path) -> None:
    datapackage.write([(case, hostile)], tmp_path / "p.zip")
    with ZipFile(tmp_path / "p.zip") as package:
        described = json.loads(package.read("datapackage.json"))
        readme = package.read("README.md").decode().splitlines()
    assert described["title"] == "Syria's coast, March 2025"
    assert described["name"] == "syria-s-coast-march-2025"
    assert citations.compiled(hostile.tool) in described["description"]
    assert citations.NO_ESTIMATE in described["description"]
    assert citations.compiled(hostile.tool) in readme
    assert citations.NO_ESTIMATE in readme
    assert "    # no heading </pre>" in readme
    assert "    =1.txt: is\\x1b empty" in readme


def test_an_event_whose_name_has_no_latin_letter_has_a_package_of_a_valid_name(result: Result, tmp_path: Path) -> None:
    datapackage.write([(Case(event=Event(name="الساحل")), result)], tmp_path / "p.zip")
    assert problems(tmp_path / "p.zip") == []
    with ZipFile(tmp_path / "p.zip") as package:
        assert json.loads(package.read("datapackage.json"))["name"] == "figures"


# SQLite


@pytest.mark.parametrize("shape", SHAPES)
def test_a_database_holds_every_row_and_its_keys_meet(
    shape: str, result: Result, case: Case, hostile: Result, many: Result, tmp_path: Path
) -> None:
    events = events_of(result, case, hostile, many)[shape]
    path = tmp_path / "d.db"
    sqlite.write(events, path)
    assert stored(path, "PRAGMA foreign_key_check") == []
    assert stored(path, "PRAGMA integrity_check") == [("ok",)]
    for table in TABLES:
        (count,) = stored(path, f"SELECT count(*) FROM {table.name}")
        assert count == (len(read(csv_renderer.table(table, events))),)
        references = {row[3]: row[2] for row in stored(path, f"PRAGMA foreign_key_list({table.name})")}
        assert references == table.foreign
        indexed = {row[1] for row in stored(path, f"PRAGMA index_list({table.name})")}
        assert {f"{table.name}_{column}" for column in table.foreign} <= indexed


def test_a_database_refuses_a_figure_of_no_report(result: Result, case: Case, tmp_path: Path) -> None:
    sqlite.write([(case, result)], tmp_path / "d.db")
    with closing(sqlite3.connect(tmp_path / "d.db")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            database.execute("UPDATE figures SET report = 'gone.txt'")
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            database.execute("UPDATE reports SET id = 'a'")


def test_the_text_of_a_report_holds_the_number_where_the_figure_says(
    seeds: tuple[Case, Result], tmp_path: Path
) -> None:
    sqlite.write([seeds], tmp_path / "d.db")
    query = """SELECT substr(text, start + 1, "end" - start), exact FROM figures JOIN reports ON reports.id = report"""
    found = stored(tmp_path / "d.db", query)
    assert len(found) == len(seeds[1].figures) > 0
    assert all(stands == exact for stands, exact in found)


def test_what_acts_in_a_text_is_replaced_one_for_one(hostile: Result, case: Case, tmp_path: Path) -> None:
    sqlite.write([(case, hostile)], tmp_path / "d.db")
    assert stored(tmp_path / "d.db", "SELECT DISTINCT text FROM reports") == [("300\ufffd\ufffd\ufffd.",)]


def test_a_database_says_what_it_is_and_what_was_not_read(hostile: Result, case: Case, tmp_path: Path) -> None:
    sqlite.write([(case, hostile)], tmp_path / "d.db")
    ((where, name, compiled, no_estimate, assumed, not_read),) = stored(
        tmp_path / "d.db", 'SELECT "case", name, compiled_by, no_estimate, assumed, not_read FROM about'
    )
    assert (where, name) == ("seeds/reconcile.toml", "Syria's coast, March 2025")
    assert (compiled, no_estimate) == (citations.compiled(hostile.tool), citations.NO_ESTIMATE)
    assert (assumed, not_read) == ("# no heading </pre>", "=1.txt: is\\x1b empty")


def test_a_review_stands_beside_its_finding(result: Result, case: Case, tmp_path: Path) -> None:
    review = Review(line=4, by="A", on=date(2025, 3, 10), why="two coasts")
    reviewed = result.model_copy(update={"findings": (result.findings[0].model_copy(update={"reviewed": review}),)})
    sqlite.write([(case, reviewed)], tmp_path / "d.db")
    found = stored(tmp_path / "d.db", "SELECT reviewed, reviewed_by, reviewed_on, review FROM findings")
    assert found == [(1, "A", "2025-03-10", "two coasts")]


def test_what_is_not_known_is_null_and_no_empty_text(result: Result, tmp_path: Path) -> None:
    sqlite.write([(Case(), result)], tmp_path / "d.db")
    found = stored(tmp_path / "d.db", "SELECT event, title, also, as_of, source_via FROM figures WHERE id = 'unsaid'")
    assert found == [(None,) * 5]


SEARCH = {"figures": "figures_fts", "reports": "reports_fts"}


def browsed(path: Path, *addresses: str) -> list[Any]:
    """Give what the database's browser answers at addresses, as JSON."""
    from datasette.app import Datasette  # type: ignore[import-untyped]

    async def ask() -> list[Any]:
        browser = Datasette(files=[str(path)])
        answers = [await browser.client.get(f"/{path.stem}{address}") for address in addresses]
        assert [answer.status_code for answer in answers] == [200] * len(addresses)
        return [answer.json() if ".json" in str(answer.url) else answer.text for answer in answers]

    return asyncio.run(ask())


def test_datasette_shows_the_tables_links_them_and_searches_them(seeds: tuple[Case, Result], tmp_path: Path) -> None:
    _, result = seeds
    sqlite.write([seeds], tmp_path / "d.db")
    listed, linked, found, texts, nothing = browsed(
        tmp_path / "d.db",
        ".json",
        "/figures.json?_labels=on&_shape=array",
        "/figures.json?_search=observatory&_shape=array&_size=max",
        "/reports.json?_search=Latakia&_shape=array&_nocol=text",
        "/figures.json?_search=nowheremore&_shape=array",
    )
    tables = {table["name"]: table["fts_table"] for table in listed["tables"] if not table["hidden"]}
    assert tables == {**dict.fromkeys([*(table.name for table in TABLES), "about"]), **SEARCH}
    labels = {report.id: report.label for report in result.reports}
    assert [row["report"] for row in linked] == [
        {"value": figure.report, "label": labels[figure.report]}
        for figure in sorted(result.figures, key=lambda f: f.id)
    ]
    credited = {figure.id for figure in result.figures if figure.source and "Observatory" in figure.source.name}
    quoted = {figure.id for figure in result.figures if "observatory" in figure.evidence.sentence.lower()}
    assert {row["id"] for row in found} == credited | quoted
    assert {row["id"] for row in texts} == {report.id for report in result.reports if "Latakia" in report.text}
    assert not nothing


def test_datasette_names_the_figures_of_a_finding_and_shows_hostile_words(
    hostile: Result, case: Case, tmp_path: Path
) -> None:
    sqlite.write([(case, hostile)], tmp_path / "d.db")
    linked, page = browsed(tmp_path / "d.db", "/finding_figures.json?_labels=on&_shape=array", "/figures?_size=max")
    assert [row["figure"]["label"] for row in linked] == [
        "more than 300 civilians killed",
        "more than 400 civilians killed",
    ]
    assert "&lt;/script&gt;&lt;b&gt;300" in page
    assert "\u202e" not in page


# Parquet


@pytest.mark.parametrize("shape", SHAPES)
def test_a_parquet_file_holds_the_figures_as_the_csv_does(
    shape: str, result: Result, case: Case, hostile: Result, many: Result, tmp_path: Path
) -> None:
    events = events_of(result, case, hostile, many)[shape]
    parquet.report(events, tmp_path / "f.parquet")
    table = pyarrow_parquet.read_table(tmp_path / "f.parquet")
    assert table.column_names == [column.name for column in FIGURES.columns]
    assert table.column("id").to_pylist() == [row["id"] for row in read(csv_renderer.report(events))]


def test_a_parquet_file_has_types_and_says_what_it_is(seeds: tuple[Case, Result], tmp_path: Path) -> None:
    parquet.report([seeds], tmp_path / "f.parquet")
    schema = pyarrow_parquet.read_schema(tmp_path / "f.parquet")
    types = {"string": "string", "integer": "int64", "boolean": "bool", "date": "date32[day]"}
    assert {field.name: str(field.type) for field in schema} == {
        each.name: types[each.type] for each in FIGURES.columns
    }
    said = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert (said["compiled_by"], said["no_estimate"]) == (citations.compiled(seeds[1].tool), citations.NO_ESTIMATE)
    assert json.loads(said["columns"]) == {each.name: each.description for each in FIGURES.columns}


def test_a_parquet_file_is_filtered_by_number_and_day(result: Result, case: Case, tmp_path: Path) -> None:
    parquet.report([(case, result)], tmp_path / "f.parquet")
    filters = [("stated", ">", 300), ("date_start", ">=", date(2025, 3, 8)), ("checked", "=", False)]
    found = pyarrow_parquet.read_table(tmp_path / "f.parquet", filters=filters)
    assert found.column("id").to_pylist() == ["middle", "rival"]
    assert found.column("date_end").to_pylist() == [date(2025, 3, 12)] * 2


def test_a_parquet_file_is_written_some_rows_at_a_time(
    many: Result, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "GROUP", 600)
    parquet.report([(case, many)], tmp_path / "f.parquet")
    file = pyarrow_parquet.ParquetFile(tmp_path / "f.parquet")
    groups = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert groups == [600, 600, 600, 200]


def test_without_its_library_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "reconcile.renderers.parquet")
    with pytest.raises(UsageError, match=r"pip install 'pyarrow"):
        __import__("reconcile.renderers.parquet")


# A number that no column holds


def test_a_number_beyond_every_database_is_left_out_and_its_words_stay(
    result: Result, case: Case, make_figure: MakeFigure, tmp_path: Path
) -> None:
    figures = (make_figure("edge", stated=2**63 - 2), make_figure("over", stated=2**63))
    events = [(case, without_figures(result).model_copy(update={"figures": figures}))]
    sqlite.write(events, tmp_path / "d.db")
    parquet.report(events, tmp_path / "f.parquet")
    kept = [(2**63 - 2, "more than 9,223,372,036,854,775,806"), (None, "more than 9,223,372,036,854,775,808")]
    assert stored(tmp_path / "d.db", "SELECT stated, label FROM figures ORDER BY id") == kept
    assert pyarrow_parquet.read_table(tmp_path / "f.parquet").column("stated").to_pylist() == [2**63 - 2, None]

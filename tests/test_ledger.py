"""The ledger: what was extracted before is not extracted again, and no output tells the difference."""

import ast
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from anything import TEXTS
from benchmarks import corpora
from hypothesis import given, settings

from reconcile import cli, extractors, pipeline
from reconcile.case import Case, Event, KnownSource, Numbers
from reconcile.case import CategoryWords as Words
from reconcile.engines.extraction import Means
from reconcile.errors import UsageError
from reconcile.records import Published, Report
from reconcile.results import Failure
from reconcile.stores import shelf
from reconcile.stores.ledger import APPLICATION, Ledger
from reconcile.stores.makers import Maker, keys, maker
from reconcile.stores.packing import pack, unpack

ROOT = Path(__file__).parent.parent
FOLDERS = [ROOT / "seeds", ROOT / "tests" / "forty", *sorted((ROOT / "tests" / "corpus").glob("*/reports"))]
STORY = "At least 12 people were killed and 30 injured in the city on Monday, the health ministry said.\n"


def report(text: str = STORY, **facts: object) -> Report:
    return Report(id="a.txt", path="a.txt", label="a", sha256="", text=text, **facts)


# Packing


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: "/".join(folder.parts[-2:]))
def test_an_extraction_is_the_same_when_it_was_packed(folder: Path) -> None:
    found = 0
    for event in pipeline.events(folder):
        for item in pipeline.read(event):
            assert isinstance(item, Report)
            taken = extractors.extract(item, event.case.uncorrected(), thorough=False)
            again = unpack(pack(taken, item.text), item)
            assert again == taken
            assert [figure.model_dump_json() for figure in again.figures] == [
                figure.model_dump_json() for figure in taken.figures
            ]
            found += len(taken.figures)
    assert found


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_an_extraction_of_any_text_is_the_same_when_it_was_packed(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    taken = extractors.extract(report(text, pages=(0, 40)), Case(), thorough=False)
    assert unpack(pack(taken, text), report(text)) == taken


def test_what_is_packed_holds_no_sentence() -> None:
    sentence = "In the city at least 12 people were killed as everybody slept, the health ministry said."
    assert b"everybody slept" not in pack(extractors.extract(report(sentence), Case()), sentence)


# Keys


def _fields(of: str) -> set[str]:
    """Give the names that the extractors, and what they call with it, read of a `report` or a `case`."""
    files = [*sorted((ROOT / "reconcile" / "extractors").glob("*.py")), ROOT / "reconcile" / "lexicon.py"]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    holders = (of, f"self.{of}")
    return {node.attr for node in nodes if isinstance(node, ast.Attribute) and ast.unparse(node.value) in holders}


def test_a_key_is_of_all_that_extraction_reads() -> None:
    assert _fields("report") == {"id", "text", "pages", "held", "published"}  # held: of published and updated
    replayed = {"corrections_of", "checks_of", "known_categories"}
    assert _fields("case") - replayed == {"event", "sources", "categories", "places", "numbers"}


CHANGED_CASES = [
    Case(event=Event(onset=date(2025, 3, 6))),
    Case(event=Event(place=("the city",))),
    Case(event=Event(population=("Alawite",))),
    Case(sources={"MOH": KnownSource(name="health ministry")}),
    Case(categories={"civilians": Words(add=("people",))}),
    Case(places={"the coast": ("the city",)}),
    Case(numbers=Numbers(profile="acled")),
]
CHANGED_REPORTS = [
    report(STORY.replace("12", "13")),
    report(published=Published(date=date(2025, 3, 9), basis="case")),
    report(published=Published(date=date(2025, 3, 10), basis="case")),
    report(published=Published(date=date(2025, 3, 9), basis="case"), updated=date(2025, 3, 11)),
    report(pages=(0, 20)),
]
SAME_CASES = [
    Case(path="other.toml", sha256="1" * 64),
    Case.model_validate({"corrections": [{"report": "a.txt", "quote": "[12]", "drop": True, "why": "."}]}),
    Case.model_validate({"checked": [{"report": "a.txt", "quotes": "[12]"}], "fields": {"text": "body"}}),
]
SAME_REPORTS = [
    report(title="T", publisher="P", url="https://news.example/", retrieved=date(2025, 3, 9), copies=("b.txt",)),
    Report(id="b.txt", path="x/b.txt", label="b", sha256="1" * 64, text=STORY),
]


def test_a_key_changes_with_what_extraction_reads_and_with_nothing_else() -> None:
    here = maker()
    others = [Maker("9", here.code, here.lexicons), Maker(here.version, "9", here.lexicons), Maker("0.1", "0", "9")]
    bare = keys(Case(), here)(report())
    changed = [
        *(keys(case, here)(report()) for case in CHANGED_CASES),
        *(keys(Case(), here)(each) for each in CHANGED_REPORTS),
        *(keys(Case(), other)(report()) for other in others),
    ]
    assert len({bare, *changed}) == 1 + len(changed)
    assert {keys(case, here)(report()) for case in SAME_CASES} == {bare}
    assert {keys(Case(), here)(each) for each in SAME_REPORTS} == {bare}


# Runs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder to work in, with reports and one that cannot be read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    for n in range(12):
        (tmp_path / "reports" / f"{n:02}.txt").write_text(STORY.replace("12", f"{n + 12}"))
    (tmp_path / "reports" / "05.txt").write_text("")
    return tmp_path


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the ids of the reports that are extracted from now on."""
    seen: list[str] = []
    extract = extractors.extract

    def noting(of: Report, case: Case, thorough: bool = True) -> extractors.Extraction:
        seen.append(of.id)
        return extract(of, case, thorough)

    monkeypatch.setattr(extractors, "extract", noting)
    return seen


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(arguments)
    return code, *capsys.readouterr()


@pytest.mark.parametrize(
    ("command", "form"),
    [("extract", "jsonl"), ("extract", "csv"), ("extract", "table"), ("report", "json"), ("report", "table")],
)
def test_the_output_is_the_same_without_a_ledger_and_with_a_cold_and_a_warm_one(
    folder: Path, extracted: list[str], capsys: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    without = run(capsys, command, "reports", "-f", form)
    assert without[0] == 2
    assert "05.txt: is empty" in without[2]
    assert len(extracted) == 11
    assert run(capsys, command, "reports", "-f", form, "--ledger", "kept") == without
    assert len(extracted) == 22
    for jobs in ((), ("--jobs", "1"), ("--jobs", "2")):
        assert run(capsys, command, "reports", "-f", form, "--ledger", "kept", *jobs) == without
    assert len(extracted) == 22


def test_only_what_changed_is_extracted_again(
    folder: Path, extracted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "extract", "reports", "--ledger", "kept")
    changed = folder / "reports" / "03.txt"
    changed.write_text(changed.read_text().replace("Monday", "Tuesday"))
    (folder / "reports" / "reconcile.toml").write_text('[reports."07.txt"]\npublished = 2025-03-09\n')
    (folder / "reports" / "00.txt").rename(folder / "reports" / "moved.txt")
    extracted.clear()
    told = run(capsys, "extract", "reports", "--ledger", "kept")
    assert extracted == ["03.txt", "07.txt"]
    assert told == run(capsys, "extract", "reports")
    assert '"report":"moved.txt"' in told[1]


def test_corrections_are_replayed_on_what_the_ledger_holds(
    folder: Path, extracted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "extract", "reports", "--ledger", "kept")
    extracted.clear()
    (folder / "reports" / "reconcile.toml").write_text(
        '[[corrections]]\nreport = "01.txt"\nquote = "At least [13]"\nset = { stated = 31 }\nwhy = "A slip."\n'
        '[[corrections]]\nreport = "02.txt"\nquote = "and [30] injured"\ndrop = true\nwhy = "Counted twice."\n'
        '[[corrections]]\nreport = "04.txt"\nquote = "and [99] injured"\ndrop = true\nwhy = "Not there."\n'
        '[[checked]]\nreport = "03.txt"\nquotes = "At least [15]"\n'
    )
    warm = run(capsys, "report", "reports", "-f", "json", "--ledger", "kept")
    assert extracted == []
    assert warm == run(capsys, "report", "reports", "-f", "json")
    assert '"stated": 31' in warm[1]
    assert '"dropped": 1' in warm[1]
    assert "and [99] injured" in warm[2]


def test_a_damaged_entry_is_extracted_anew(
    folder: Path, extracted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    without = run(capsys, "extract", "reports")
    run(capsys, "extract", "reports", "--ledger", "kept")
    with sqlite3.connect("kept") as rows:
        rows.execute("UPDATE extractions SET packed = CAST(substr(packed, 1, 60) AS BLOB) WHERE rowid = 2")
        rows.execute("UPDATE extractions SET packed = x'789c03000000000001' WHERE rowid = 4")  # packs nothing
    rows.close()
    extracted.clear()
    assert run(capsys, "extract", "reports", "--ledger", "kept") == without
    assert extracted == ["01.txt", "03.txt"]
    assert run(capsys, "extract", "reports", "--ledger", "kept") == without
    assert len(extracted) == 2


def test_a_report_that_was_lost_is_not_kept(folder: Path) -> None:
    from reconcile.engines import Inline, Lost

    class Losing(Inline):
        def map(self, work, chunks):  # type: ignore[no-untyped-def]
            return ([Lost("died")] * len(chunk) for chunk in chunks)

    (event,) = pipeline.events("reports")
    with Ledger(Path("kept")) as ledger:
        assert all(isinstance(item, Failure) for item in pipeline.extract(event, Means(Losing(), ledger)))
        assert ledger.holdings() == []
        taken = [item for item in pipeline.extract(event, Means(ledger=ledger)) if not isinstance(item, Failure)]
        assert [(held.reports, held.figures) for held in ledger.holdings()] == [(11, 22)] == [(len(taken), 22)]


# Killed runs, and runs at once


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file of reports that takes some seconds."""
    import json

    file = tmp_path_factory.mktemp("many") / "many.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in corpora.reports(300, seed=1)), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def whole(many: Path) -> bytes:
    return _start(many).communicate()[0]


def _start(many: Path, *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "reconcile", "extract", many.name, *options],
        cwd=many.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_was_killed_at_any_moment_goes_on_where_it_was(many: Path, whole: bytes, jobs: str) -> None:
    chance, options = random.Random(7), ("--jobs", jobs)
    ledger = many.with_name(f"killed-{jobs}")
    held = [0]
    for _ in range(4):
        process = _start(many, *options, "--ledger", ledger.name)
        assert process.stdout
        for _ in range(chance.randint(1, 600)):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.communicate()
        held.append(_count(ledger))
    assert held == sorted(held)
    assert held[1] > 0
    assert _start(many, *options, "--ledger", ledger.name).communicate()[0] == whole
    assert _count(ledger) == 300


def test_two_runs_at_once_hold_each_report_once(many: Path, whole: bytes) -> None:
    ledger = many.with_name("both")
    runs = [_start(many, "--jobs", "1", "--ledger", ledger.name) for _ in range(2)]
    assert [process.communicate()[0] for process in runs] == [whole, whole]
    assert [process.returncode for process in runs] == [0, 0]
    assert _count(ledger) == 300


def test_runs_that_begin_at_once_make_one_ledger(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reconcile.stores.ledger import Ledger\n"
        "print(flush=True); sys.stdin.readline(); Ledger(Path('kept')).close()"
    )
    command, environment = [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in runs:
        assert process.stdout
        process.stdout.readline()
    for process in runs:
        assert process.stdin
        process.stdin.write(b"\n")
        process.stdin.flush()
    for process in runs:
        process.communicate()
    assert [process.returncode for process in runs] == [0] * 4


def _count(ledger: Path) -> int:
    """Count the reports of a ledger, and hold that the file is whole."""
    if not ledger.exists():
        return 0
    rows = sqlite3.connect(ledger)
    try:
        assert rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not rows.execute("SELECT * FROM sqlite_master").fetchall():
            return 0
        ((count,),) = rows.execute("SELECT count(*) FROM extractions").fetchall()
        return int(count)
    finally:
        rows.close()


# Files that are no ledger, and the command


def _text(file: Path) -> None:
    file.write_text(STORY)


def _long_text(file: Path) -> None:
    file.write_text(STORY * 200)


def _database(file: Path) -> None:
    with sqlite3.connect(file) as rows:
        rows.execute("CREATE TABLE reports (id TEXT)")
    rows.close()


def _newer(file: Path) -> None:
    with sqlite3.connect(file) as rows:
        rows.execute("CREATE TABLE extractions (key BLOB)")
        rows.execute(f"PRAGMA application_id = {APPLICATION}")
        rows.execute("PRAGMA user_version = 2")
    rows.close()


def _truncated(file: Path) -> None:
    cli.main(["extract", "reports", "--ledger", str(file), "-o", "out"])
    file.write_bytes(file.read_bytes()[:9_000])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_text, "is no ledger of reconcile; give another file to --ledger"),
        (_long_text, "is no ledger of reconcile; give another file to --ledger"),
        (_database, "is no ledger of reconcile; give another file to --ledger"),
        (_newer, "is a ledger of a newer reconcile"),
        (_truncated, "the ledger is damaged"),
        (Path.mkdir, "cannot be used as a ledger (unable to open database file)"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line_and_stays_as_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], None], said: str
) -> None:
    file = Path("kept")
    make(file)
    capsys.readouterr()
    before = file.read_bytes() if file.is_file() else None
    for command in (("extract", "reports", "--ledger", "kept"), ("report", "reports", "--ledger", "kept")):
        code, out, told = run(capsys, *command)
        assert (code, out, told.count("\n")) == (2, "", 1)
        assert told.startswith(f"reconcile: kept: {said}")
    assert (file.read_bytes() if file.is_file() else None) == before


def test_a_place_that_cannot_be_written_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, told = run(capsys, "extract", "reports", "--ledger", "none/kept")
    assert (code, out, told.count("\n")) == (2, "", 1)
    assert "none/kept: cannot be used as a ledger" in told
    assert run(capsys, "ledger", "none")[0] == 2
    assert not Path("none").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may do all is refused nothing")
def test_a_ledger_that_is_read_only_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "extract", "reports", "--ledger", "kept")
    Path("kept").chmod(0o400)
    assert run(capsys, "extract", "reports", "--ledger", "kept")[:2] == (2, "")


def test_the_command_says_what_a_ledger_holds_and_drops_what_is_of_no_use(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "extract", "reports", "--ledger", "kept")
    here, older = maker(), Maker("0.0.9", "0a0a0a0a", "0123456789ab")
    monkeypatch.setattr(shelf, "maker", lambda: older)
    run(capsys, "extract", "reports/03.txt", "--ledger", "kept")
    code, out, _ = run(capsys, "ledger", "kept")
    first, *lines = out.splitlines()
    assert code == 0
    assert first.startswith("kept: 12 reports with 24 figures, ")
    assert lines == [
        f"{older}: 1 report with 2 figures; not used by this program, dropped by --prune",
        f"{here}: 11 reports with 22 figures",
    ]
    code, out, _ = run(capsys, "ledger", "kept", "--prune")
    assert code == 0
    assert out.splitlines()[0].startswith("kept: 11 reports with 22 figures, ")
    assert out.splitlines()[1:] == lines[1:]
    with pytest.raises(UsageError, match="there is no such ledger"):
        Ledger(Path("none"), must_exist=True)

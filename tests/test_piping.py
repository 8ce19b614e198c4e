"""The commands in a pipe: what comes in by stdin, what goes out by stdout, and who reads it."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STORY = "At least 12 people, “some of them Zoë’s”, were killed in the city\nand 30 injured, the health ministry said.\n"
# A locale that has ASCII alone, and an interpreter that takes it at its word.
ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
REPORT_TEXTS = ("table", "html", "json", "jsonl", "csv", "markdown", "mediawiki", "annotations")
REPORT_FILES = ("datapackage", "sqlite", "parquet")
EXTRACT_TEXTS = ("jsonl", "json", "csv", "table")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one report, and `reconcile` on a PATH of its own."""
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    shim = tmp_path / "bin" / "reconcile"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reconcile "$@"\n')
    shim.chmod(0o755)
    return tmp_path


def shell(
    line: str, folder: Path, given: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell in `folder`."""
    path = f"{folder / 'bin'}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    known = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path, **(environment or {})}
    return subprocess.run(["bash", "-c", line], cwd=folder, input=given, env=known, capture_output=True)


@pytest.mark.parametrize(
    "command",
    [
        *(f"report - -f {form}" for form in REPORT_TEXTS),
        *(f"extract - -f {form}" for form in EXTRACT_TEXTS),
        *(f"text - -f {form}" for form in ("numbered", "plain", "json")),
        *(f"explain - -f {form}" for form in ("table", "json")),
        *("explain -- -:1", "export-gold -"),
    ],
)
def test_what_comes_by_stdin_is_a_report_in_any_locale(folder: Path, command: str) -> None:
    wide = shell(f"reconcile {command}", folder, STORY.encode())
    narrow = shell(f"reconcile {command}", folder, STORY.encode(), ASCII)
    assert (wide.returncode, narrow.returncode) == (0, 0), narrow.stderr
    assert b"Traceback" not in narrow.stderr
    assert wide.stdout
    if not any(form in command for form in ("table", "explain -- -:1")):
        assert narrow.stdout == wide.stdout
    else:
        assert narrow.stdout.isascii()


@pytest.mark.parametrize(
    "command",
    [*(f"report - -f {form}" for form in REPORT_FILES), "extract - -f parquet"],
)
def test_a_file_of_what_comes_by_stdin_goes_where_it_is_told(folder: Path, command: str) -> None:
    done = shell(
        f"reconcile {command} -o kept && reconcile {command} -o /dev/stdout | cat > piped", folder, STORY.encode()
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "kept").stat().st_size > 1000


def test_a_feed_by_stdin_is_as_many_reports_as_it_has(folder: Path) -> None:
    feed = "".join(
        json.dumps({"text": f"{count} people were killed, police said.", "id": count}) + "\n" for count in (5, 7)
    )
    done = shell("reconcile extract - -f jsonl", folder, feed.encode())
    figures = [json.loads(line) for line in done.stdout.splitlines()]
    assert [figure["quantity"]["stated"] for figure in figures] == [5, 7]
    assert len({figure["report"] for figure in figures}) == 2


def test_a_name_that_is_not_of_the_locale_is_read_and_written(folder: Path) -> None:
    (folder / "good.txt").rename(folder / "Zoë – ليلى.txt")
    line = "reconcile report *.txt -f json -o 'ü.json' && reconcile extract . | cat"
    done = shell(line, folder, environment={"LC_ALL": "C"})
    assert done.returncode == 0, done.stderr
    (report,) = json.loads((folder / "ü.json").read_text(encoding="utf-8"))["reports"]
    assert report["path"] == "Zoë – ليلى.txt"
    assert "Zoë – ليلى.txt" in done.stdout.decode()


@pytest.mark.parametrize(
    "command",
    [
        *(f"report . -f {form} | head -c 1" for form in REPORT_TEXTS),
        *(f"extract . -f {form} | head -n 1" for form in EXTRACT_TEXTS),
        *("text . | head -n 1", "text . -f json | true", "explain good.txt | true", "log . -f json | true"),
        *("schema report | head -n 1", "export-gold . | head -n 1"),
    ],
)
def test_a_reader_that_stops_early_ends_it_quietly(folder: Path, command: str) -> None:
    for number in range(30):
        told = f"{STORY * 9} It was day {number}."
        (folder / f"{number}.txt").write_text(told, encoding="utf-8")
    done = shell(f"reconcile {command.replace(' | ', ' 2>said | ')}; echo ${{PIPESTATUS[0]}} >&2", folder)
    assert done.stderr.decode().strip() in ("0", "141")
    said = (folder / "said").read_text(encoding="utf-8").splitlines()
    assert [line for line in said if "corrected or checked" not in line and "passed over" not in line] == []


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
def test_jq_reads_each_figure_and_each_event(folder: Path) -> None:
    shutil.copytree(folder, folder / "other", ignore=shutil.ignore_patterns("bin"))
    (folder / "other" / "reconcile.toml").write_text("")
    figures = shell("reconcile extract . | jq -r '.evidence.exact'", folder)
    assert figures.stdout.split() == [b"12", b"30"] * 2
    events = shell("reconcile report . -f jsonl | jq -r '.figures | length'", folder)
    assert events.stdout.split() == [b"2", b"2"]


def test_a_csv_reader_gives_the_figures_back(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(shell("reconcile report . -f csv", folder).stdout.decode(), newline="")))
    figures = [json.loads(line) for line in shell("reconcile extract .", folder).stdout.splitlines()]
    assert [row["id"] for row in rows] == [figure["id"] for figure in figures]
    assert [row["quote"] for row in rows] == [figure["evidence"]["sentence"] for figure in figures]
    assert {None} not in [row.keys() for row in rows]


def test_a_full_disk_and_a_bad_input_are_told_on_one_line_each(folder: Path) -> None:
    done = shell("reconcile extract none.txt good.txt > /dev/full", folder)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "reconcile: none.txt: there is no such file or folder; check the path",
        "reconcile: output: No space left on device",
    ]

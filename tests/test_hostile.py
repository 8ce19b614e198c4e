"""A folder of broken and hostile files is read within bounds, and each of them is told of or read, and nothing else."""

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import hostile
import pytest
from hostile import Expected

import reconcile
from reconcile.renderers.plain import one_line

ROOT = Path(__file__).parent.parent
SECONDS = 60
MOST = 500  # MB of memory
SMALL = 2**16  # bytes of a file that every format can be tried with
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # all but the line feed
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
NOT_IN_JSON = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
GIVEN_UP = 120  # seconds
# A process between the test and the command: what it measures of its child is not mixed with the test's own memory.
MEASURED = f"""
import resource, subprocess, sys
try:
    code = subprocess.run(sys.argv[2:], timeout={GIVEN_UP}).returncode
except subprocess.TimeoutExpired:
    code = 124
with open(sys.argv[1], "w") as peak:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=peak)
sys.exit(code)
"""


class Run(NamedTuple):
    """A finished command: its outputs, exit status, seconds, and megabytes of memory at the most."""

    out: str
    lines: list[str]
    code: int
    seconds: float
    memory: int


class Whole(NamedTuple):
    """All the attacks, what must become of them, and the `report` of them as JSON."""

    folder: Path
    expected: dict[str, Expected]
    run: Run
    result: dict[str, Any]
    changed: set[str]
    asked: int


def run(place: Path, *arguments: str) -> Run:
    """Run the command in a folder of its own in `place`, with a home and a folder for temporary files there."""
    for name in ("here", "home", "tmp"):
        (place / name).mkdir(exist_ok=True)
    peak = place / "peak"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
    }
    command = [sys.executable, "-c", MEASURED, str(peak), sys.executable, "-m", "reconcile", *arguments]
    start = time.monotonic()
    with (place / "out").open("wb") as data, (place / "err").open("wb") as words:
        code = subprocess.run(command, cwd=place / "here", env=environment, stdout=data, stderr=words).returncode
    seconds = time.monotonic() - start
    assert code != 124, f"not done within {GIVEN_UP} seconds"
    told = (place / "err").read_text(encoding="utf-8")
    out = (place / "out").read_bytes().decode("utf-8")
    return Run(out, told.split("\n")[:-1], code, seconds, int(peak.read_text()) // 1024)


def tree(place: Path) -> set[str]:
    """Give all that is below a folder, each with its size and time."""
    found = set()
    for folder, folders, files in os.walk(place):
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118 - a name that is not UTF-8 is kept as it is
            state = os.lstat(path)
            found.add(f"{path} {state.st_mode} {0 if name in folders else (state.st_size, state.st_mtime_ns)}")
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    place = tmp_path_factory.mktemp("hostile")
    folder = place / "attacks"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        expected = hostile.build(folder, address=f"http://127.0.0.1:{server.getsockname()[1]}/")
        measured = place / "measured"
        measured.mkdir()
        before = tree(place)
        done = run(measured, "report", str(folder), "--format", "json")
        own = re.compile(f"{re.escape(str(measured))}(?:/(?:here|home|tmp|out|err|peak))? ")
        changed = {path for path in tree(place) ^ before if not own.match(path)}
        asked = 0
        try:
            server.accept()
            asked = 1
        except BlockingIOError:
            pass
    yield Whole(folder, expected, done, json.loads(done.out), changed, asked)
    for path in folder.iterdir():
        path.unlink()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of the attacks that take no time."""
    folder = tmp_path_factory.mktemp("small") / "attacks"
    hostile.build(folder, (hostile.good, hostile.office, hostile.pages, hostile.data, hostile.texts, hostile.names))
    for path in folder.iterdir():
        if path.lstat().st_size > SMALL:
            path.unlink()
    return folder


def by_file(whole: Whole, items: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Give reports or errors by the name of the file that they come from."""
    starts = {os.fsencode(whole.folder / name).decode("utf-8", "replace"): name for name in whole.expected}
    found = defaultdict(list)
    for item in items:
        path = item["path"]
        while path not in starts and "#" in path:
            path = path.rpartition("#")[0]
        found[starts.get(path, path)].append(item)
    return found


# All of them, read once


def test_the_limits_hold(whole: Whole) -> None:
    assert whole.run.code == 2
    assert whole.run.seconds < SECONDS
    assert whole.run.memory < MOST


def test_each_file_is_told_of_or_read(whole: Whole) -> None:
    reports, errors = by_file(whole, whole.result["reports"]), by_file(whole, whole.result["errors"])
    assert set(reports) | set(errors) <= set(whole.expected)
    fates = {(True, False): "read", (False, True): "refused", (True, True): "in part", (False, False): "passed over"}
    wrong = {}
    for name, expected in whole.expected.items():
        fate = fates[name in reports, name in errors]
        if fate != expected.fate and not (expected.fate == "told" and fate != "passed over"):
            wrong[name] = (expected.fate, fate, [error["error"] for error in errors[name]])
    assert wrong == {}


def test_each_reason_says_what_is_wrong(whole: Whole) -> None:
    errors = by_file(whole, whole.result["errors"])
    wrong = {}
    for name, expected in whole.expected.items():
        reasons = [error["error"] for error in errors[name]]
        unlike = [reason for reason in reasons if expected.reason and not re.search(expected.reason, reason)]
        faults = [reason for reason in reasons if not reason or "Traceback" in reason or "Error" in reason]
        if unlike or faults:
            wrong[name] = (expected.reason, unlike, faults)
    assert wrong == {}


def test_the_figures_are_those_that_a_reader_sees(whole: Whole) -> None:
    figures = defaultdict(list)
    for figure in whole.result["figures"]:
        figures[figure["report"]].append(figure["quantity"]["text"])
    wrong = {}
    for name, reports in by_file(whole, whole.result["reports"]).items():
        found = sorted(each for report in reports for each in figures[report["id"]])
        expected = whole.expected[name].figures
        if "6,666" in found or (expected is not None and found != sorted(expected)):
            wrong[name] = (expected, found[:10])
    assert wrong == {}


def test_the_good_reports_are_read_whatever_else_is_there(whole: Whole) -> None:
    told = {(figure["report"], figure["quantity"]["stated"], figure["outcome"]) for figure in whole.result["figures"]}
    assert {("good.txt", 1234, "killed"), ("good.html", 2345, "injured")} <= told


def test_no_two_reports_have_one_id(whole: Whole) -> None:
    ids = [report["id"] for report in whole.result["reports"]]
    labels = [report["label"] for report in whole.result["reports"]]
    assert sorted(ids) == sorted(set(ids))
    assert sorted(labels) == sorted(set(labels))


def test_a_file_that_is_named_like_a_member_of_another_is_not_taken_for_it(tmp_path: Path) -> None:
    member = hostile.zipped([("b.txt", b"The mayor said 4,322 people were killed.")])
    (tmp_path / "twins.zip").write_bytes(member)
    (tmp_path / "twins.zip#b.txt").write_bytes(b"The mayor said 4,323 people were killed.")
    result = reconcile.reconcile(str(tmp_path))
    told = {figure.report: figure.quantity.stated for figure in result.figures}
    assert len({report.id for report in result.reports}) + len(result.errors) == 2
    assert len(told) == len(result.figures)


def test_each_error_is_one_clean_line(whole: Whole) -> None:
    told = [line for line in whole.run.lines if not line.startswith("reconcile: passed over in folders")]
    errors = [
        f"reconcile: {'warning: ' if error['kind'] == 'language' else ''}"
        + one_line(f"{error['path']}: {error['error']}")
        for error in whole.result["errors"]
    ]
    assert told == errors
    assert [line for line in told if CONTROL.search(line) or TURNING.search(line)] == []
    assert len(whole.run.lines) == len(told) + 1


def test_what_is_no_report_is_counted(whole: Whole) -> None:
    passed_over = sum(expected.fate == "passed over" for expected in whole.expected.values())
    assert f"reconcile: passed over in folders: {passed_over} entries that are no reports" in whole.run.lines


def test_json_has_no_raw_control_characters(whole: Whole) -> None:
    assert NOT_IN_JSON.search(whole.run.out) is None


def test_nothing_is_written_and_nobody_is_asked(whole: Whole) -> None:
    assert whole.changed == set()
    assert whole.asked == 0


# The small ones, in every format


@pytest.mark.parametrize(
    ("command", "form"),
    [("report", "table"), ("report", "markdown"), ("report", "csv"), ("extract", "table"), ("extract", "csv")],
)
def test_outputs_hold_nothing_that_a_terminal_or_spreadsheet_obeys(
    small: Path, tmp_path: Path, command: str, form: str
) -> None:
    done = run(tmp_path, command, str(small), "--format", form)
    assert done.code == 2
    assert "4,321" in done.out
    lines = done.out.split("\n") + done.lines
    assert [line for line in lines if CONTROL.search(line)] == []
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(done.out)) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    else:
        assert [line for line in lines if TURNING.search(line)] == []


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "attacks"
    hostile.build(folder, (hostile.good, hostile.office, hostile.pages, hostile.pdfs, hostile.messages))
    for path in folder.iterdir():
        if path.stat().st_size > SMALL:
            path.unlink()
    asked = []

    def refuse(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError("there is no network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    result = reconcile.reconcile(str(folder))
    assert asked == []
    read = {report.id for report in result.reports}
    assert {"good.html", "html-remote.html", "docx-remote-picture.docx", "pdf-launch.pdf"} <= read

"""The command line as a shell sees it: streams, exit codes, files."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from reconcile import cli, pipeline

ROOT = Path(__file__).parent.parent
STORY = "At least 12 people were killed and 30 injured in the city on Monday, the health ministry said.\n"
RECONCILE = (sys.executable, "-m", "reconcile")


def run(
    *arguments: str, cwd: Path = ROOT, given: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    command = [*RECONCILE, *arguments]
    return subprocess.run(
        command, cwd=cwd, input=given, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def started(*arguments: str, cwd: Path) -> subprocess.Popen[str]:
    """Start the command and leave it running, with its output to read."""
    return subprocess.Popen(
        [*RECONCILE, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=interruptible,
    )


def interruptible() -> None:
    """Let an interrupt end the process, even where the tests run in a shell's background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with one good report."""
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


# Trouble: one line, exit 2, the good files all the same


def _empty(folder: Path) -> str:
    (folder / "bad.txt").write_text("")
    return "bad.txt"


def _binary(folder: Path) -> str:
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 40)
    return "bad.txt"


def _missing(folder: Path) -> str:
    return "bad.txt"


def _without_report(folder: Path) -> str:
    (folder / "bad").mkdir()
    (folder / "bad" / "picture.png").write_bytes(b"\x89PNG")
    return "bad"


def _unknown_type(folder: Path) -> str:
    (folder / "bad.xyz").write_bytes(b"\x89PNG\r\n\x1a\n")
    return "bad.xyz"


TROUBLES = [_empty, _binary, _missing, _without_report, _unknown_type]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_bad_input_is_one_line_and_the_good_is_reported(folder: Path, trouble) -> None:  # type: ignore[no-untyped-def]
    bad = trouble(folder)
    done = run("report", "good.txt", bad, "--format", "json", cwd=folder)
    told = [line for line in done.stderr.splitlines() if "passed over in folders" not in line]
    assert done.returncode == 2
    assert len(told) == 1
    assert told[0].startswith(f"reconcile: {bad}: ")
    result = json.loads(done.stdout)
    assert [error["path"] for error in result["errors"]] == [bad]
    assert [report["id"] for report in result["reports"]] == ["good.txt"]
    assert result["figures"]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_extract_goes_on_after_bad_input(folder: Path, trouble) -> None:  # type: ignore[no-untyped-def]
    done = run("extract", trouble(folder), "good.txt", cwd=folder)
    assert done.returncode == 2
    assert {json.loads(line)["report"] for line in done.stdout.splitlines()} == {"good.txt"}
    assert "Traceback" not in done.stderr
    assert run("report", "nothing.txt", cwd=folder).stdout == ""


def test_a_wrong_key_in_the_case_file_is_named_with_its_line(folder: Path) -> None:
    (folder / "reconcile.toml").write_text('[event]\nname = "A"\nonste = 2025-03-06\n')
    for command in ("report", "extract"):
        done = run(command, "good.txt", cwd=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("reconcile: reconcile.toml:3:")
        assert "onset" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reprot"], "No such command 'reprot'"),
        (["report"], "Missing argument 'PATH'"),
        (["report", "good.txt", "--format", "pdf"], "'pdf' is not one of"),
        (["report", "good.txt", "--frmat", "json"], "No such option: --frmat"),
        (["report", "good.txt", "-o", "no/such/folder/x"], "no/such/folder/x: cannot be written"),
        (["report", "good.txt", "--case", "none.toml"], "none.toml"),
        (["explain", "nothing"], "nothing: there is no such report"),
        (["explain", "."], ".: is a folder"),
        (["diff", "./good", "./bad"], "./bad: there is no such report. The folder has good"),
        (["diff", "good.txt", "good.json"], "good.json: cannot be read"),
        (["evaluate", "none.jsonl", "good.txt"], "none.jsonl: No such file or directory"),
        (["schema", "figures"], "'figures' is not one of"),
    ],
)
def test_wrong_usage_is_one_line(folder: Path, arguments: list[str], said: str) -> None:
    done = run(*arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("reconcile: ")
    assert said in done.stderr


def test_a_gold_file_that_is_none_names_its_line(folder: Path) -> None:
    (folder / "gold.jsonl").write_text('\n{"document": "good.txt", "figures": [{"start": "x"}]}\n')
    done = run("evaluate", "gold.jsonl", "good.txt", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("reconcile: gold.jsonl:2: is no annotated report: figures.0.")


def test_a_fault_of_the_program_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr(pipeline, "events", fail)
    assert cli.main(["report", "x"]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "fault of the program itself: ZeroDivisionError: by zero at test_cli.py:" in said


# Done, and what was asked about


def test_diff_exits_as_unix_diff_does(folder: Path) -> None:
    (folder / "other.txt").write_text(STORY.replace("12", "15"), encoding="utf-8")
    (folder / "same.txt").write_text(STORY, encoding="utf-8")
    assert run("diff", "good.txt", "same.txt", cwd=folder).returncode == 0
    differ = run("diff", "good.txt", "other.txt", "--format", "json", cwd=folder)
    assert differ.returncode == 1
    assert [change["delta"] for change in json.loads(differ.stdout)["changed"]] == [3]
    assert run("diff", "good.txt", "none.txt", cwd=folder).returncode == 2


def test_diff_of_a_draft_reads_a_folder_or_an_earlier_report(folder: Path) -> None:
    (folder / "old").mkdir()
    shutil.copy(folder / "good.txt", folder / "old" / "monday.txt")
    assert run("report", "old", "--format", "json", "-o", "monday.json", cwd=folder).returncode == 0
    for other in ("old", "monday.json"):
        done = run("diff", "good.txt", other, "--format", "json", cwd=folder)
        assert done.returncode == 0
        assert {item["status"] for item in json.loads(done.stdout)["draft"]} == {"backed"}
    alone = json.loads(run("diff", "old/monday", "./old", "--format", "json", cwd=folder).stdout)
    assert {item["status"] for item in alone["draft"]} == {"not_found"}
    (folder / "old" / "bad.txt").write_text("")
    assert run("diff", "good.txt", "old", cwd=folder).returncode == 2


@pytest.mark.parametrize(
    ("said", "on_conflict", "on_caution"),
    [
        ("The health ministry said 120 people had been killed.", 0, 0),
        ("The health ministry said 120 people had been killed. The Red Cross said 250 people had been killed.", 0, 1),
        ("The health ministry said 120 people had been killed in the city, including 133 children.", 1, 1),
    ],
)
def test_fail_on(folder: Path, said: str, on_conflict: int, on_caution: int) -> None:
    (folder / "good.txt").write_text(f"{said}\n", encoding="utf-8")
    assert run("report", "good.txt", cwd=folder).returncode == 0
    assert run("report", "good.txt", "--fail-on", "conflict", cwd=folder).returncode == on_conflict
    assert run("report", "good.txt", "--fail-on", "caution", cwd=folder).returncode == on_caution
    assert run("report", "good.txt", "none.txt", "--fail-on", "caution", cwd=folder).returncode == 2


def test_evaluate_agrees_with_itself_and_fails_below_a_floor(folder: Path) -> None:
    (figure, *_) = [json.loads(line) for line in run("extract", "good.txt", cwd=folder).stdout.splitlines()]
    annotation = {
        "start": figure["evidence"]["start"],
        "end": figure["evidence"]["end"],
        "text": figure["evidence"]["exact"],
        "source": None,
        **{field: figure[field] for field in ("category", "outcome", "scope")},
        **{field: figure["quantity"][field] for field in ("stated", "qualifier", "unit")},
    }
    (folder / "gold.jsonl").write_text(json.dumps({"document": "good.txt", "figures": [annotation]}))
    done = run("evaluate", "gold.jsonl", "good.txt", "--format", "json", cwd=folder)
    rated = json.loads(done.stdout)
    assert (rated["gold"], rated["core"]["recall"]) == (1, 1.0)
    assert run("evaluate", "gold.jsonl", "good.txt", "--min-core", "0.1", cwd=folder).returncode == 0
    assert run("evaluate", "gold.jsonl", "good.txt", "--min-core", "1.1", cwd=folder).returncode == 1


# Streams


def test_words_for_people_never_reach_stdout(folder: Path) -> None:
    closed = f"{sys.executable} -m reconcile extract good.txt none.txt 2>&-"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", closed], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == run("extract", "good.txt", cwd=folder).stdout != ""


def test_data_goes_to_stdout_and_the_same_input_gives_the_same_bytes() -> None:
    for form in ("table", "json", "jsonl", "csv", "markdown"):
        first, second = (run("report", "seeds/", "--format", form, env={"FORCE_COLOR": "1"}) for _ in range(2))
        assert first.stdout == second.stdout != ""
        assert "\x1b" not in first.stdout
        assert first.stderr == ""


def test_a_closed_pipe_ends_it_quietly(folder: Path) -> None:
    for number in range(200):
        (folder / f"{number}.txt").write_text(f"{STORY} It was day {number}.", encoding="utf-8")
    for command in (["extract", "."], ["report", ".", "--format", "csv"], ["report", "."]):
        first = started(*command, cwd=folder)
        assert first.stdout
        assert first.stderr
        assert first.stdout.readline()
        first.stdout.close()
        assert first.stderr.read() == ""
        first.stderr.close()
        assert first.wait(30) == 0


def test_an_interrupt_that_became_another_error_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def wrapped(*_: object, **__: object) -> None:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as interrupt:
            raise RuntimeError("Error calling __set_name__") from interrupt

    monkeypatch.setattr(cli, "app", wrapped)
    assert cli.main(["extract", "seeds/"]) == 130
    assert capsys.readouterr().err == ""


def test_extract_streams_and_an_interrupt_is_130(folder: Path) -> None:
    os.mkfifo(folder / "later.txt")
    process = started("extract", "good.txt", "later.txt", cwd=folder)
    assert process.stdout
    assert json.loads(process.stdout.readline())["report"] == "good.txt"
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.strip() == ""


def test_stdin_is_a_report() -> None:
    done = run("extract", "-", given=STORY)
    assert done.returncode == 0
    assert {json.loads(line)["report"] for line in done.stdout.splitlines()} == {"-"}


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_data_is_utf8_whatever_the_locale(folder: Path, form: str) -> None:
    (folder / "good.txt").write_text(f"Zoë – “so far” – said: {STORY}", encoding="utf-8")
    done = run("report", "good.txt", "--format", form, cwd=folder, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert "Zoë – “so far”" in done.stdout


def test_a_table_has_plain_marks_where_the_encoding_has_no_others() -> None:
    done = run("report", "seeds/", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert " | 5 reports" in done.stdout
    assert "as of 8-12 March 2025" in done.stdout


def test_a_letter_that_the_encoding_has_not_is_shown_as_the_nearest(folder: Path) -> None:
    (folder / "good.txt").write_text(f"In Zoë’s town – 新 – {STORY}", encoding="utf-8")
    done = run("explain", "good.txt", cwd=folder, env={"PYTHONIOENCODING": "ascii"})
    assert "In Zoe's town - ? - At least 12" in done.stdout


def test_output_is_written_whole_or_not_at_all(folder: Path) -> None:
    target = folder / "out.json"
    target.write_text("before")
    run("report", "good.txt", "--format", "json", "-o", "out.json", "--case", "none.toml", cwd=folder)
    assert target.read_text() == "before"
    done = run("report", "good.txt", "--format", "json", "-o", "out.json", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(target.read_text())["figures"]
    run("extract", "good.txt", "-o", "/dev/null", cwd=folder)
    assert not Path("/dev/null").is_file()
    assert sorted(path.name for path in folder.iterdir()) == ["good.txt", "out.json"]


@pytest.mark.parametrize(("wish", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_only_on_a_terminal_and_only_where_wanted(wish: dict[str, str], coloured: bool) -> None:
    ours, theirs = pty.openpty()
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    environment = {**plain, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **wish}
    process = subprocess.Popen([*RECONCILE, "report", "seeds/"], cwd=ROOT, stdout=theirs, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # the program has closed its end
        os.close(ours)
    assert process.wait(30) == 0
    heading = shown[shown.index(b"A READER WOULD") - 10 :]
    assert heading.startswith(b"\x1b[1;35m", heading.index(b"\x1b")) is coloured
    assert b"\x1b[1" in shown


# Formats


def test_the_json_of_every_command_meets_its_schema() -> None:
    commands = {
        "report": ("report", "seeds/", "--format", "json"),
        "diff": ("diff", "seeds/002", "seeds/004", "--format", "json"),
    }
    for name, command in commands.items():
        schema = json.loads(run("schema", name).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(json.loads(run(*command).stdout), schema)
    figure = json.loads(run("schema", "figure").stdout)
    for line in run("extract", "seeds/").stdout.splitlines():
        jsonschema.validate(json.loads(line), figure)


def test_extracts_formats_hold_the_same_figures() -> None:
    lines = [json.loads(line) for line in run("extract", "seeds/").stdout.splitlines()]
    assert json.loads(run("extract", "seeds/", "-f", "json").stdout) == lines
    assert len(run("extract", "seeds/", "-f", "table").stdout.splitlines()) == len(lines) + 1


def test_explain_shows_one_line_as_reports_cite_it() -> None:
    told = json.loads(run("explain", "seeds/003:15", "--format", "json").stdout)
    assert {figure["evidence"]["line"] for figure in told["figures"]} == {15}
    none = run("explain", "seeds/003:2")
    assert none.returncode == 2
    assert "seeds/003:2: no number stands in line 2. The lines with figures are 1, " in none.stderr


def test_explain_names_a_report_by_folder_and_label() -> None:
    told = json.loads(run("explain", "seeds/003", "--rejected", "--format", "json").stdout)
    assert told["report"]["id"].startswith("003_")
    assert told["figures"]
    assert told["dropped"] is not None
    page = run("explain", "seeds/003").stdout
    assert all(f"[{number}] " in page for number in range(1, len(told["figures"]) + 1))
    assert json.loads(run("explain", "seeds/003", "--format", "json").stdout)["dropped"] is None


def test_a_report_is_named_by_any_start_of_its_name_that_is_its_alone(folder: Path) -> None:
    (folder / "2025-03-09-monday.txt").write_text(STORY, encoding="utf-8")
    (folder / "2025-03-10-tuesday.txt").write_text(STORY.replace("12", "13"), encoding="utf-8")
    assert "2025-03-10-tuesday.txt" in run("explain", "./2025-03-1", cwd=folder).stdout
    several = run("explain", "./2025-03", cwd=folder)
    assert several.returncode == 2
    assert "./2025-03: there are several such reports. The folder has 2025-03-09" in several.stderr


def test_folders_with_a_case_file_are_events_of_their_own(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "reconcile.toml").write_text(f'[event]\nname = "Event {name}"\n')
        (folder / name / "report.txt").write_text(STORY, encoding="utf-8")
    (folder / "good.txt").unlink()
    lines = [json.loads(line) for line in run("report", ".", "--format", "jsonl", cwd=folder).stdout.splitlines()]
    assert [line["case"] for line in lines] == ["one/reconcile.toml", "two/reconcile.toml"]
    several = run("report", ".", "--format", "json", cwd=folder)
    assert (several.returncode, several.stdout) == (2, "")
    assert "Give --format jsonl" in several.stderr
    page = run("report", ".", cwd=folder).stdout
    assert page.index("Event one") < page.index("Event two")


def test_version_and_help() -> None:
    assert run("--version").stdout == f"reconcile {pipeline.version()}\n"
    for command in ("report", "extract", "diff", "explain", "evaluate", "schema"):
        page = run(command, "--help")
        assert page.returncode == 0
        assert f"reconcile {command} " in page.stdout.partition("Examples:")[2]
    bare = run()
    assert (bare.returncode, bare.stdout) == (2, "")
    assert "Commands:" in bare.stderr


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
@pytest.mark.parametrize(
    "program",
    [
        '.figures[] | select(.source.id=="SOHR" and .category=="civilians")',
        '.findings[] | select(.severity!="info") | .message, (.quotes[] | "\\(.report):\\(.line) \\(.label)")',
        ".series[] | .id as $s | .tracks[] | [$s, .source.id, .latest.label] | @tsv",
        'any(.findings[]; .severity=="conflict") | not',
    ],
)
def test_what_people_pipe_through_jq_gives_something(program: str) -> None:
    result = run("report", "seeds/", "--format", "json").stdout
    piped = subprocess.run(["jq", "-er", program], input=result, capture_output=True, text=True, encoding="utf-8")
    assert piped.returncode == 0, piped.stderr
    assert piped.stdout.strip()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_on_a_terminal_alone(folder: Path, terminal: bool) -> None:
    text = "Ten people were killed, the ministry said. " * 40
    many = "".join(json.dumps({"text": f"{text} {number}"}) + "\n" for number in range(150))
    (folder / "feed.jsonl").write_text(many, encoding="utf-8")
    shown, end = pty.openpty() if terminal else os.pipe()
    command = [sys.executable, "-m", "reconcile", "extract", "feed.jsonl", "-o", "out.jsonl"]
    process = subprocess.Popen(command, cwd=folder, stderr=end, env={**os.environ, "TERM": "xterm", "COLUMNS": "80"})
    os.close(end)
    said = b""
    try:
        while piece := os.read(shown, 65536):
            said += piece
    except OSError:  # the other end of a terminal has gone
        pass
    os.close(shown)
    assert process.wait() == 0
    assert (b"reports" in said) == terminal
    assert terminal or said == b""
    assert (folder / "out.jsonl").read_text(encoding="utf-8").count("\n") == 150 * 40


def test_what_was_printed_among_the_reports_is_none_of_them(folder: Path) -> None:
    (folder / "other.txt").write_text("Nine people were killed, the ministry said.\n", encoding="utf-8")
    printed = {
        "a.json": ("report", ".", "-f", "json"),
        "b.jsonl": ("report", ".", "-f", "jsonl"),
        "c.csv": ("report", ".", "-f", "csv"),
        "d.jsonl": ("extract", "."),
        "e.json": ("extract", ".", "-f", "json"),
        "f.json": ("diff", "good.txt", "other.txt", "-f", "json"),
        "g.json": ("explain", "good.txt", "-f", "json"),
        "h.json": ("text", "good.txt", "-f", "json"),
        "i.jsonl": ("export-gold", "."),
        "j.json": ("log", ".", "-f", "json"),
    }
    for name, arguments in printed.items():
        run(*arguments, "-o", name, cwd=folder)
        assert (folder / name).stat().st_size > 0
    done = run("report", ".", "-f", "json", cwd=folder)
    assert done.returncode == 0
    assert [report["path"] for report in json.loads(done.stdout)["reports"]] == ["./good.txt", "./other.txt"]

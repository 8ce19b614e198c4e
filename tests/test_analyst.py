"""The analyst's commands: correct, explain --corrections, review, log, export-gold, and evaluate against a case."""

import json
import os
import pty
import select
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from reconcile import amending, casefiles, choices, cli, entries, lookup, pipeline, reviewing
from reconcile.case import load
from reconcile.entries import Signature
from reconcile.errors import CaseError, UsageError
from reconcile.pipeline import Reading
from reconcile.records import CATEGORIES, Figure
from reconcile.reviewing import Action, Answer, Ask, Item, Remove, Tell, Write

ROOT = Path(__file__).parent.parent

STORY = """Floods in the valley

Over 400 people were killed in the valley, the ministry said on Monday. At least 12 soldiers were killed and 30 injured.

Hundreds of families were displaced. A score of miners never came home.

In the north 12 soldiers were killed; in the south 12 soldiers were killed too.
"""
SIGNED = Signature("the ministry put it right", None, date(2025, 3, 9))
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a maker of runs of the command line in a folder with one report: its code, its output, and what it said."""
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def _run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return _run


def figures(path: str = "story.txt") -> dict[tuple[int, str, str], Figure]:
    found = lookup.find_report(path).extraction.figures
    return {(f.evidence.line, f.evidence.exact, f.outcome.value): f for f in found}


# What is typed


@pytest.mark.parametrize(
    ("pair", "value"),
    [
        ("stated=1,300", 1300),
        ("speculative=true", True),
        ("revised=false", False),
        ("as_of=2025-03-08", date(2025, 3, 8)),
        ("also=injured, killed", ["injured", "killed"]),
        ("also=", []),
        ("source=", ""),
        ("as_of=", ""),
        ("basis=", ""),
        ("place=the north = south", "the north = south"),
        ("qualifier=at_least", "at_least"),
        ("unit=families", "families"),
    ],
)
def test_a_value_is_read_by_the_type_of_its_field(pair: str, value: object) -> None:
    assert choices.values([pair], CATEGORIES) == {pair.split("=")[0]: value}


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("scop=place", "did you mean scope"),
        ("stated=many", "write a whole number"),
        ("stated=1,30", "write a whole number"),
        ("stated=-3", "write a whole number"),
        ("speculative=yes", "write true or false"),
        ("as_of=8 March", "write a date"),
        ("outcome=dead", "killed, injured"),
        ("also=killed,hurt", '"also=killed,hurt": '),
        ("category=soldiers", "security_forces"),
        ("label=", "only place, population, .* can be taken away"),
        ("stated", "write stated=VALUE"),
    ],
)
def test_a_wrong_value_is_told_with_the_right_ones(pair: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        choices.values([pair], CATEGORIES)


def test_a_field_is_given_once() -> None:
    with pytest.raises(UsageError, match="given twice"):
        choices.values(["stated=3", "stated=4"], CATEGORIES)


# correct


def test_a_correction_is_written_and_told(run: Run, tmp_path: Path) -> None:
    code, out, err = run(
        "correct", "story.txt:3", "--number", "400", "--set", "stated=450", "--why", "right", "--by", "A"
    )
    assert (code, err) == (0, "reconcile: story:3 Over 400 people killed → more than 450†\n")
    written = tomllib.loads(out)["corrections"]
    assert written == tomllib.loads((tmp_path / "reconcile.toml").read_text())["corrections"]
    assert written[0]["set"] == {"stated": 450}
    assert (written[0]["report"], written[0]["why"], written[0]["by"]) == ("story.txt", "right", "A")
    assert figures()[3, "400", "killed"].quantity.stated == 450


def test_undoing_gives_the_file_back_byte_for_byte(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "reconcile.toml"
    before = b"# mine\r\n[event]\r\nname = 'x'   # kept\r\n\r\n\r\n# the end, without a line break"
    file.write_bytes(before)
    assert run("correct", "story.txt:3", "--number", "400", "--set", "stated=450", "--why", "right")[0] == 0
    assert run("correct", "story.txt:3", "--number", "30", "--drop", "--why", "counts horses")[0] == 0
    assert run("correct", "story.txt:3", "--number", "400", "--undo")[0] == 0
    assert {line: f.shown for line, f in figures().items()}[3, "400", "killed"].lower() == "over 400"
    code, _, err = run("correct", "story.txt:3", "--undo")
    assert (code, err) == (0, "reconcile: story:3 undone: no figure → 30 state forces injured\n")
    assert file.read_bytes() == before


def test_undo_takes_the_last_of_two_corrections_of_a_number(run: Run) -> None:
    for stated in ("450", "460"):
        run("correct", "story.txt:3", "--number", "400", "--set", f"stated={stated}", "--why", "right")
    run("correct", "story.txt:3", "--undo")
    assert figures()[3, "400", "killed"].quantity.stated == 450


def test_undo_needs_a_correction(run: Run) -> None:
    code, _, err = run("correct", "story.txt:3", "--undo")
    assert code == 2
    assert "no number of this line is corrected" in err


def test_several_numbers_are_listed(run: Run, tmp_path: Path) -> None:
    code, out, err = run("correct", "story.txt:3", "--drop", "--why", "x")
    assert (code, out) == (2, "")
    assert '"400", "12", "30"' in err
    assert not (tmp_path / "reconcile.toml").exists()


def test_a_number_that_stands_twice_is_told_apart_by_its_words(run: Run) -> None:
    code, _, err = run("correct", "story.txt:7", "--number", "12", "--drop", "--why", "x")
    assert code == 2
    assert "stands there 2 times" in err
    assert run("correct", "story.txt:7", "--number", "south [12] soldiers", "--drop", "--why", "x")[0] == 0
    assert sum(f.evidence.line == 7 for f in lookup.find_report("story.txt").extraction.figures) == 1


def test_a_missed_figure_is_added_where_its_number_stands(run: Run) -> None:
    given = ("correct", "story.txt:5", "--number", "score", "--why", "missed", "--add", "category=people")
    code, _, err = run(*given, "--add", "outcome=killed")
    assert code == 2
    assert "--add stated=VALUE" in err
    code, _, err = run(*given, "--add", "outcome=killed", "--add", "stated=20")
    assert (code, err) == (0, "reconcile: story:5 added: 20† people killed\n")
    assert figures()[5, "score", "killed"].quantity.stated == 20


def test_digits_need_no_stated(run: Run) -> None:
    given = ("correct", "story.txt:3", "--number", "400", "--add", "category=people", "--add", "outcome=missing")
    assert run(*given, "--why", "both")[0] == 0
    assert figures()[3, "400", "missing"].quantity.stated == 400


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--number", "400", "--add", "category=people", "--add", "outcome=killed"), "is read already"),
        (("--number", "40", "--add", "category=people", "--add", "outcome=killed"), "does not stand there"),
        (("--add", "category=people", "--add", "outcome=killed"), "--number"),
        (("--number", "400", "--set", "qualifier=range"), "a range has two ends"),
        (("--number", "400", "--set", "upper=500"), "a range has two ends"),
        (("--number", "400", "--set", "qualifier=range", "--set", "upper=300"), "above 400"),
        (("--number", "400", "--set", "start=2025-03-09", "--set", "end=2025-03-08"), "before start"),
        (("--number", "401", "--drop"), 'has no number "401"'),
        (("--number", "400", "--drop", "--set", "stated=3"), "give one of"),
        ((), "give one of"),
    ],
)
def test_a_wrong_call_writes_nothing(run: Run, tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    code, out, err = run("correct", "story.txt:3", *options, "--why", "x")
    assert (code, out) == (2, "")
    assert told in err
    assert not (tmp_path / "reconcile.toml").exists()


def test_a_vague_word_becomes_a_number_only_with_its_qualifier(run: Run) -> None:
    given = ("correct", "story.txt:5", "--set", "stated=350", "--why", "x")
    assert "is vague" in run(*given)[2]
    assert run(*given, "--set", "qualifier=about")[0] == 0


@pytest.mark.parametrize("why", ["", "  "])
def test_a_correction_says_why(run: Run, why: str) -> None:
    code, _, err = run("correct", "story.txt:3", "--number", "400", "--drop", "--why", why)
    assert code == 2
    assert "say why" in err


@pytest.mark.parametrize("path", ["story.txt", "story.txt:four", "nothing.txt:3", "story.txt:99", "story.txt:4"])
def test_a_line_without_a_figure_is_refused(run: Run, path: str) -> None:
    assert run("correct", path, "--drop", "--why", "x")[0] == 2


def test_the_case_file_is_made_beside_the_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "story.txt").rename(tmp_path / "below" / "story.txt")
    assert run("correct", "below/story.txt:5", "--drop", "--why", "x")[0] == 0
    assert load(tmp_path / "below" / "reconcile.toml").corrections[0].report == "story.txt"


def test_the_nearest_case_file_is_taken(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reconcile.toml").write_text("")
    (tmp_path / "below").mkdir()
    (tmp_path / "story.txt").rename(tmp_path / "below" / "story.txt")
    assert run("correct", "below/story.txt:5", "--drop", "--why", "x")[0] == 0
    assert load(tmp_path / "reconcile.toml").corrections[0].report == "below/story.txt"


def test_one_report_of_a_file_of_several_is_corrected(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text(
        '{"text": "At least 5 people were killed."}\n{"text": "Only 7 people were killed."}\n'
    )
    assert run("correct", "feed.jsonl#2:1", "--set", "stated=8", "--why", "x")[0] == 0
    assert load(tmp_path / "reconcile.toml").corrections[0].report == "feed.jsonl#2"
    assert lookup.find_report("feed.jsonl#2").extraction.figures[0].quantity.stated == 8


def test_a_correction_that_meets_no_figure_is_taken_out_again(run: Run, tmp_path: Path) -> None:
    run("explain", "story.txt")
    place = amending.place("story.txt:3", None)
    entry = amending.entry(place, "400", ["stated=450"], False, [], SIGNED)
    added = {key: value for key, value in entry.items() if key != "quote"} | {"quote": "a [score] of miners"}
    with pytest.raises(CaseError, match="no figure in its brackets"):
        amending.write(place, added | {"quote": "A [score] of miners"})
    assert not (tmp_path / "reconcile.toml").exists()


def test_a_check_that_a_correction_breaks_is_told(run: Run, tmp_path: Path) -> None:
    entry = entries.checked(_reading().report, [figures()[3, "30", "injured"]], None, date(2025, 3, 9))
    casefiles.append(tmp_path / "reconcile.toml", casefiles.block("checked", entry))
    code, _, err = run("correct", "story.txt:3", "--number", "30", "--drop", "--why", "x")
    assert code == 0
    assert "warning: reconcile.toml:" in err


def _reading() -> Reading:
    return lookup.find_report("story.txt")


def test_a_line_that_repeats_itself_cannot_be_quoted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "twice.txt").write_text("\n\n".join(["Officials said 12 people were killed."] * 200))
    code, _, err = run("correct", "twice.txt:201", "--drop", "--why", "x")
    assert code == 2
    assert "no quote can tell it apart" in err


# explain --corrections


def test_explain_gives_a_block_that_is_refused_until_one_line_is_chosen(run: Run, tmp_path: Path) -> None:
    plain = run("explain", "story.txt:3")[1]
    shown = run("explain", "story.txt:3", "--corrections")[1]
    assert "[[corrections]]" not in plain
    pasted = "\n".join(line for line in _block(shown))
    file = tmp_path / "reconcile.toml"
    file.write_text(pasted)
    with pytest.raises(CaseError, match="write one of set"):
        load(file)
    before = figures_without(file)
    file.write_text(pasted.replace("# set = ", "set = ").replace('why = ""', 'why = "as it was"'))
    after = figures()[3, "400", "killed"]
    assert after.corrected is not None
    assert after.quantity.model_dump(exclude={"text"}) == before.quantity.model_dump(exclude={"text"})
    file.write_text(pasted.replace("# drop", "drop"))
    assert (3, "400", "killed") not in figures()


def _block(shown: str) -> list[str]:
    lines = shown.split("\n")
    start = lines.index("[[corrections]]")
    return lines[start : lines.index("", start)]


def figures_without(file: Path) -> Figure:
    file.unlink()
    return figures()[3, "400", "killed"]


def test_a_block_shows_no_character_that_a_terminal_obeys(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("Officials\u202e said 12 people\u2066 were killed.")
    shown = run("explain", "odd.txt", "--corrections")[1]
    (tmp_path / "reconcile.toml").write_text("\n".join(_block(shown)).replace("# drop", "drop"))
    assert "\u202e" not in shown
    assert lookup.find_report("odd.txt").extraction.figures == ()


# review


def answers(*given: Answer) -> Ask:
    """Answer in order; an answer too many or too few is an error."""
    waiting = list(given)
    return lambda at, item: waiting.pop(0)


def reviewed(items: Sequence[Item], *given: Answer) -> list[Action]:
    return list(reviewing.review(items, answers(*given), CATEGORIES, "Ada", date(2025, 3, 9)))


@pytest.fixture
def items(run: Run) -> list[Item]:
    reading = _reading()
    return reviewing.unchecked([(reading.report, reading.extraction.figures)])


def written(action: Action) -> dict[str, list[dict[str, object]]]:
    assert isinstance(action, Write)
    return tomllib.loads(action.block)


SKIP, UNDO, QUIT = Answer("skip"), Answer("undo"), Answer("quit")


def test_each_answer_writes_its_entry(items: list[Item]) -> None:
    assert [item.figures[0].evidence.exact for item in items[:3]] == ["400", "12", "30"]
    correct = Answer("correct", ("stated=13",), "recounted")
    accept, change, drop = reviewed(items[:3], Answer("accept"), correct, Answer("drop", why="horses"))
    (checked,) = written(accept)["checked"]
    assert checked["by"] == "Ada"
    assert checked["on"] == date(2025, 3, 9)
    (changed,) = written(change)["corrections"]
    assert (changed["set"], changed["why"]) == ({"stated": 13}, "recounted")
    (dropped,) = written(drop)["corrections"]
    assert (dropped["drop"], dropped["why"]) == (True, "horses")


def test_skipping_and_quitting_write_nothing(items: list[Item]) -> None:
    assert reviewed(items[:1], SKIP) == []
    assert reviewed(items, QUIT) == []


def test_undo_takes_the_last_entry_out_and_asks_again(items: list[Item]) -> None:
    first, removed, second = reviewed(items[:2], Answer("accept"), UNDO, Answer("drop", why="x"), SKIP)
    assert isinstance(first, Write)
    assert removed == Remove(first.block)
    assert written(second)["corrections"][0]["drop"] is True


def test_undo_goes_back_over_what_was_skipped(items: list[Item]) -> None:
    asked: list[int] = []
    waiting = [SKIP, UNDO, QUIT]

    def ask(at: int, item: Item) -> Answer:
        asked.append(at)
        return waiting.pop(0)

    assert list(reviewing.review(items, ask, CATEGORIES, None, date(2025, 3, 9))) == []
    assert asked == [0, 1, 0]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (UNDO, "nothing to undo"),
        (Answer("correct", ("stated=many",), "x"), "whole number"),
        (Answer("correct", (), "x"), "nothing is changed"),
        (Answer("correct", ("stated=3",), ""), "say why"),
        (Answer("drop"), "say why"),
    ],
)
def test_what_is_wrong_is_told_and_asked_again(items: list[Item], wrong: Answer, told: str) -> None:
    (action, after) = reviewed(items[:1], wrong, Answer("accept"))
    assert isinstance(action, Tell)
    assert told in action.message
    assert "checked" in written(after)


def test_what_was_checked_or_corrected_is_not_asked_again(items: list[Item], tmp_path: Path) -> None:
    given = (Answer("accept"), Answer("drop", why="x"), Answer("correct", ("stated=31",), "x"), QUIT)
    for action in reviewed(items, *given):
        assert isinstance(action, Write)
        casefiles.append(tmp_path / "reconcile.toml", action.block)
    reading = _reading()
    left = reviewing.unchecked([(reading.report, reading.extraction.figures)])
    assert len(left) == len(items) - 3
    assert left[0].figures[0].evidence.exact == items[3].figures[0].evidence.exact


def found(path: str = ".") -> list[Item]:
    (event,) = pipeline.events(path)
    taken = list(pipeline.extract(event))
    result = pipeline.reconcile(event, taken)
    return reviewing.unreviewed((r.report for r in taken if isinstance(r, Reading)), result.figures, result.findings)


def test_a_reviewed_finding_is_not_asked_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Only 300 people were killed in the valley, the ministry said on Monday.")
    (tmp_path / "reconcile.toml").write_text("")
    items = found()
    told, action = reviewed(items[:1], Answer("drop", why="x"), Answer("accept", why="two days"))
    assert isinstance(told, Tell)
    assert isinstance(action, Write)
    casefiles.append(tmp_path / "reconcile.toml", action.block)
    assert [item.finding and item.finding.message for item in found()] == [
        item.finding and item.finding.message for item in items[1:]
    ]


def test_a_review_says_what_was_made_of_the_finding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Only 300 people were killed in the valley, the ministry said on Monday.")
    (told,) = reviewed(found()[:1], Answer("accept"), QUIT)
    assert isinstance(told, Tell)


def test_review_needs_a_terminal(run: Run) -> None:
    code, out, err = run("review", "story.txt")
    assert (code, out) == (2, "")
    assert "no terminal" in err


def test_review_in_a_terminal_saves_each_answer(run: Run, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "reconcile", "review", "story.txt", "--by", "Ada"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    assert "400[1]" in _until(leader, "quit")
    _press(leader, "a", "accept\r\n")
    _until(leader, "quit")
    assert len(load(tmp_path / "reconcile.toml").checked) == 1
    _press(leader, "d", "why:")
    os.write(leader, b"horses\n")
    assert "dropped" in _until(leader, "quit")
    _press(leader, "q", "2 entries written")
    assert process.wait(20) == 0
    os.close(leader)
    case = load(tmp_path / "reconcile.toml")
    assert [entry.by for entry in (*case.checked, *case.corrections)] == ["Ada", "Ada"]


def _until(leader: int, words: str, seconds: float = 30) -> str:
    """Read what a terminal shows until these words stand in it; give what it showed where they never came."""
    shown = ""
    while words not in shown and select.select([leader], [], [], seconds)[0]:
        shown += os.read(leader, 4096).decode(errors="replace")
    return shown


def _press(leader: int, key: str, words: str) -> None:
    """Press a key until it is answered: what is typed before a program waits for a key is lost."""
    for _ in range(10):
        os.write(leader, key.encode())
        if words in _until(leader, words, 2):
            return
    pytest.fail(f"{key} had no answer")


# log


OTHER = "Only 300 people were killed in the valley, the ministry said on Monday.\n"


@pytest.fixture
def two(run: Run, tmp_path: Path) -> Run:
    """Give runs in a folder with two reports and a case file that corrects, drops, adds, checks and reviews."""
    (tmp_path / "other.txt").write_text(OTHER)
    (tmp_path / "reconcile.toml").write_text("")
    run("correct", "story.txt:3", "--number", "400", "--set", "stated=300", "--set", "qualifier=exact", "--why", "typo")
    run("correct", "story.txt:3", "--number", "400", "--set", "stated=310", "--why", "typo again", "--by", "Ada")
    run("correct", "story.txt:3", "--number", "30", "--drop", "--why", "horses")
    given = ("correct", "story.txt:5", "--number", "score", "--add", "category=people", "--add", "outcome=missing")
    run(*given, "--add", "stated=20", "--why", "missed")
    here = lookup.find_report("other.txt")
    checked = entries.checked(here.report, here.extraction.figures, "Ada", date(2025, 3, 9))
    casefiles.append(tmp_path / "reconcile.toml", casefiles.block("checked", checked))
    return run


def logged(run: Run) -> list[dict[str, Any]]:
    code, out, _ = run("log", ".", "--format", "json")
    assert code == 0
    entries: list[dict[str, Any]] = json.loads(out)["entries"]
    return entries


def test_the_log_is_as_its_schema_says(two: Run) -> None:
    schema = json.loads(two("schema", "log")[1])
    jsonschema.validate(json.loads(two("log", ".", "--format", "json")[1]), schema)


def test_the_log_lists_what_was_said_before_and_after_each_entry(two: Run) -> None:
    told = [(entry["kind"], entry["from"], entry["to"]) for entry in logged(two)]
    assert told == [
        ("set", ["Over 400 people killed"], ["300† people killed"]),
        ("set", ["300† people killed"], ["310† people killed"]),
        ("drop", ["30 state forces injured"], []),
        ("add", [], ["20† people missing"]),
        ("checked", ["300 people killed"], ["300 people killed"]),
    ]
    assert [(entry["by"], entry["why"]) for entry in logged(two)[1:3]] == [("Ada", "typo again"), (None, "horses")]
    assert [entry["at"] for entry in logged(two)[2:4]] == [
        [{"report": "story.txt", "line": 3}],
        [{"report": "story.txt", "line": 5}],
    ]


def test_the_log_tells_which_findings_a_correction_brings_and_removes(two: Run, tmp_path: Path) -> None:
    last = logged(two)[1]
    with_both = _messages()
    assert last["brings"]
    assert set(last["brings"]) <= with_both
    assert with_both.isdisjoint(last["removes"])
    assert two("correct", "story.txt:3", "--number", "400", "--undo")[0] == 0
    without = _messages()
    assert set(last["brings"]) == with_both - without
    assert set(last["removes"]) == without - with_both


def _messages() -> set[str]:
    (event,) = pipeline.events(".")
    return {f"{f.relation}: {f.message}".replace("†", "") for f in pipeline.reconcile(event).findings}


def test_the_log_is_told_in_words(two: Run) -> None:
    code, out, _ = two("log", ".")
    assert code == 0
    assert out.startswith("reconcile.toml: 4 corrections, 1 check\n")
    assert "300† people killed → 310† people killed (stated 310)" in out
    assert "typo again · Ada" in out
    assert "30 state forces injured → dropped" in out
    assert "other:1 checked: 300 people killed" in out


def test_the_log_tells_of_an_entry_that_meets_no_figure(run: Run, tmp_path: Path) -> None:
    entry = '[[corrections]]\nreport = "story.txt"\nquote = "nobody [7]"\ndrop = true\nwhy = "x"\n'
    (tmp_path / "reconcile.toml").write_text(entry)
    code, out, _ = run("log", ".", "--format", "json")
    (told,) = json.loads(out)["entries"]
    assert code == 2
    assert "is not in story.txt" in told["error"]


def test_the_log_of_a_folder_without_a_case_file_is_empty(run: Run) -> None:
    assert run("log", "story.txt")[:2] == (0, "no case file: no corrections, checks or reviews\n")


# export-gold and evaluate


def gold_of(run: Run) -> list[dict[str, Any]]:
    code, out, err = run("export-gold", "story.txt")
    assert code == 0
    assert "of 1 report" in err
    (line,) = out.splitlines()
    figures: list[dict[str, Any]] = json.loads(line)["figures"]
    return figures


def test_gold_holds_the_figures_as_corrected(two: Run) -> None:
    figures = {(figure["text"], figure["outcome"]): figure for figure in gold_of(two)}
    assert figures["400", "killed"]["stated"] == 310
    assert figures["400", "killed"]["qualifier"] == "exact"
    assert figures["score", "missing"]["stated"] == 20
    assert ("30", "injured") not in figures
    assert all(STORY[f["start"] : f["end"]] == f["text"] for f in figures.values())
    assert "upper" not in figures["400", "killed"]


def test_gold_rates_the_corrected_figures_as_right_and_the_machines_as_wrong(two: Run, tmp_path: Path) -> None:
    assert two("export-gold", ".", "-o", "gold.jsonl")[0] == 0
    rated = json.loads(two("evaluate", "gold.jsonl", "story.txt", "other.txt", "--format", "json")[1])
    assert rated["core"]["f1"] == 1.0
    (tmp_path / "reconcile.toml").unlink()
    rated = json.loads(two("evaluate", "gold.jsonl", "story.txt", "other.txt", "--format", "json")[1])
    assert {error["fault"] for error in rated["errors"]} == {"missed", "spurious", "wrong number, qualifier"}


def test_a_number_that_joins_outcomes_is_one_annotation(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("At least 15 people were killed or wounded in the town.")
    assert len(_reading().extraction.figures) >= 1
    (figure,) = gold_of(run)
    assert figure["outcome"] == ["injured", "killed"]


def test_evaluating_against_a_case_rates_only_what_was_judged(two: Run) -> None:
    code, out, _ = two("evaluate", "reconcile.toml", ".", "--format", "json")
    rated = json.loads(out)
    assert code == 0
    assert rated["gold"] == 3  # corrected, added and checked
    assert sorted(error["fault"] for error in rated["errors"]) == ["missed", "spurious", "wrong number, qualifier"]
    assert rated["core"]["recall"] == round(1 / 3, 4)
    assert rated["core"]["precision"] == round(1 / 3, 4)


def test_a_figure_beside_the_judged_one_counts_neither_way(run: Run) -> None:
    given = ("correct", "story.txt:3", "--number", "400", "--add", "category=people", "--add", "outcome=missing")
    assert run(*given, "--why", "both")[0] == 0
    rated = json.loads(run("evaluate", "reconcile.toml", ".", "--format", "json")[1])
    assert rated["gold"] == 1
    assert not any(error["fault"] == "spurious" for error in rated["errors"])


def test_a_case_that_judges_nothing_rates_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reconcile.toml").write_text("")
    code, _, err = run("evaluate", "reconcile.toml", ".")
    assert code == 2
    assert "corrects and checks nothing" in err


def test_reports_of_one_name_are_no_gold(run: Run, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "story.txt").write_text(OTHER)
    code, _, err = run("export-gold", ".")
    assert code == 2
    assert "two reports have this name" in err


# A file and its copy are one report


def test_what_is_said_of_a_copy_holds_for_the_file_that_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert run("correct", "story.txt:3", "--number", "400", "--set", "stated=450", "--why", "x")[0] == 0
    (event,) = pipeline.events(".")
    (reading,) = (item for item in pipeline.extract(event) if isinstance(item, Reading))
    assert reading.report.id == "a.txt"
    assert reading.extraction.figures[0].quantity.stated == 450
    assert logged(run)[0]["to"] == ["more than 450† people killed"]


def test_a_review_goes_on_where_a_copy_was_checked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    reading = _reading()
    checked = entries.checked(reading.report, reading.extraction.figures[:1], None, date(2025, 3, 9))
    casefiles.append(tmp_path / "reconcile.toml", casefiles.block("checked", checked))
    (event,) = pipeline.events(".")
    items = list(pipeline.extract(event))
    assert [item for item in items if not isinstance(item, Reading)] == []
    (read,) = (item for item in items if isinstance(item, Reading))
    left = reviewing.unchecked([(read.report, read.extraction.figures)])
    assert len(left) == len(read.extraction.figures) - 1


def test_one_block_corrects_all_figures_of_a_number(run: Run, tmp_path: Path) -> None:
    given = ("correct", "story.txt:3", "--number", "400", "--add", "category=people", "--add", "outcome=missing")
    assert run(*given, "--why", "both")[0] == 0
    shown = run("explain", "story.txt:3", "--corrections")[1]
    assert shown.count("[[corrections]]") == 3
    assert "# It corrects all 2 figures of this number." in shown
    (line,) = (line for line in shown.split("\n") if line.startswith("# set = ") and "stated = 400" in line)
    assert "outcome" not in line


def test_words_that_are_no_utf_8_are_refused(run: Run, tmp_path: Path) -> None:
    for options in (("--drop", "--why", "\udcff"), ("--set", "source=\udcff", "--why", "x")):
        code, _, err = run("correct", "story.txt:3", "--number", "400", *options)
        assert code == 2
        assert "is not UTF-8" in err
    assert not (tmp_path / "reconcile.toml").exists()

"""What the commands print is as its schema says, and a schema says what every field holds."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from reconcile import cli
from reconcile.evaluation import Evaluation
from reconcile.gold import Annotation
from reconcile.renderers import schemas

ROOT = Path(__file__).parent.parent
FOLDERS = [ROOT / "seeds", *sorted(ROOT.glob("tests/corpus/*/reports")), ROOT / "tests" / "forty" / "reports"]
# Names are the case file's and those of what it changed: there the schema leaves any.
OPEN = ("from", "fields")

MONDAY = """The toll on Monday

At least 12 people, among them 3 children, were killed in Qarna on Monday by gunmen, the health ministry told Reuters.
Over 400 families fled between 3 and 5 March, and 30 horses were injured.
The ministry had put the toll at 9 earlier. Up to 50 more people may have died, a witness said.
"""
TUESDAY = """The toll on Tuesday

At least 14 people were killed in Qarna, the health ministry said. A hospital counted 25 killed.
Of the 14 killed, 9 were civilians and 5 were soldiers.
"""
CASE = """[event]
onset = 2025-03-03

[reports."monday.txt"]
published = 2025-03-03
publisher = "An outlet"

[[corrections]]
report = "monday.txt"
quote = "Over [400] families fled"
set = { stated = 300, qualifier = "exact" }
why = "a slip of the pen"
by = "Ada"
on = 2025-03-06

[[corrections]]
report = "tuesday.txt"
quote = "[5] were soldiers"
drop = true
why = "counted twice"

[[corrections]]
report = "tuesday.txt"
quote = "[70] were never there"
drop = true
why = "it meets nothing"

[[checked]]
report = "tuesday.txt"
quotes = ["A hospital counted [25] killed"]
by = "Ada"
"""
ODD = {
    "marks.txt": "\ufeffAt least 12 people\u202e were killed\r\n\r\nand 3\u0085injured, “Zoë” – \U0001f622 said.\r\n",
    "huge.txt": f"At least 1{'0' * 200} people and {'9' * 30} civilians were killed, officials said.\n",
    "feed.jsonl": json.dumps(
        {"text": "Some 7 people \ud800 were killed, it said.", "title": "\0\u202ea", "url": "\udfff"}
    ),
    "formula.csv": 'title,text\n"=1+1","=2 people were killed, the ministry said."\n',
    "page.html": "<title>&lt;script&gt;</title><p>Nine people were killed &amp; 4 hurt, the ministry said.</p>",
    "french.txt": "Au moins douze personnes ont été tuées dans la ville lundi, a dit le ministère de la santé. " * 9,
    "empty.txt": "",
    "escape.txt": "At least \x1b[31m3\x07 people were killed, the ministry said.",
    "binary.txt": "\x00\x01\x02" * 40,
    "-dash #1.txt": "Four people were killed, the ministry said.\n",
}


@cache
def schema(name: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(schemas.schema(name))
    return made


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema(name), format_checker=checker)


def printed(*arguments: str, status: tuple[int, ...] = (0,), at: Path) -> str:
    """Run a command, with its output in a file at `at`; give the output."""
    assert cli.main([*arguments, "-o", str(at)]) in status
    return at.read_text(encoding="utf-8")


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.split("\n") if line]


def objects(of: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the schemas of a schema's objects by name, its own as "" first."""
    for name, each in [("", of), *of.get("$defs", {}).items()]:
        if "enum" not in each:
            yield name, each


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Give a folder of two reports with a case file that corrects, drops, checks and meets nothing."""
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in (("monday.txt", MONDAY), ("tuesday.txt", TUESDAY), ("reconcile.toml", CASE)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """Give a folder of reports with what acts, what is too large and what cannot be read."""
    folder = tmp_path / "odd"
    folder.mkdir()
    for name, text in ODD.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def outputs(story: Path, tmp_path: Path) -> dict[str, Any]:
    """Give one output of each schema, by its name."""
    monday, tuesday, at = str(story / "monday.txt"), str(story / "tuesday.txt"), tmp_path / "out"
    figures = lines(printed("extract", "--lenient", str(story), at=at))
    return {
        "figure": next(figure for figure in figures if figure["corrected"]),
        "report": json.loads(printed("report", "--lenient", str(story), "-f", "json", at=at)),
        "diff": json.loads(printed("diff", monday, tuesday, "-f", "json", status=(1, 2), at=at)),
        "log": json.loads(printed("log", str(story), "-f", "json", status=(2,), at=at)),
        "explained": json.loads(printed("explain", monday, "--rejected", "-f", "json", at=at)),
        "text": lines(printed("text", monday, "-f", "json", at=at))[0],
    }


# The schemas


def test_the_command_prints_every_schema(tmp_path: Path) -> None:
    for name in schemas.RECORDS:
        assert json.loads(printed("schema", name, at=tmp_path / "out")) == schema(name)


@pytest.mark.parametrize("name", schemas.RECORDS)
def test_a_schema_is_one_and_is_closed(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    for of, each in objects(schema(name)):
        assert each["additionalProperties"] is False, of
        assert set(each["required"]) == set(each["properties"]), of


@pytest.mark.parametrize("name", schemas.RECORDS)
def test_every_field_says_what_it_holds_and_has_no_default(name: str) -> None:
    for of, each in objects(schema(name)):
        assert each["description"]
        for field, said in each["properties"].items():
            assert said.get("description", "").endswith((".", '."', '".')), f"{of}.{field}"
            assert "default" not in said, f"{of}.{field}"


def test_no_description_is_of_a_field_that_is_not_there() -> None:
    for name in schemas.RECORDS:
        record = schemas.record(name)
        assert schemas.described(record).keys() == record.model_fields.keys()


# What the commands print


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_what_is_printed_of_a_folder_meets_the_schemas(folder: Path, tmp_path: Path) -> None:
    at = tmp_path / "out"
    figures = lines(printed("extract", str(folder), at=at))
    results = lines(printed("report", str(folder), "-f", "jsonl", at=at))
    texts = lines(printed("text", str(folder), "-f", "json", at=at))
    for name, given in (("report", results), ("text", texts)):
        for each in given:
            validator(name).validate(each)
    stated = {figure["id"]: figure for result in results for figure in result["figures"]}
    assert len(figures) >= len(stated) > 0
    for figure in figures:
        validator("figure").validate(figure)
    said = {text["id"]: text["text"] for text in texts}
    for where, report in ((figure["evidence"], figure["report"]) for figure in figures):
        assert said[report][where["start"] : where["end"]] == where["exact"]


def test_what_is_printed_of_odd_input_meets_the_schemas(odd: Path, tmp_path: Path) -> None:
    at = tmp_path / "out"
    given = (str(odd),)
    result = json.loads(printed("report", *given, "-f", "json", status=(2,), at=at))
    validator("report").validate(result)
    assert {error["kind"] for error in result["errors"]} >= {"input", "language"}
    assert {report["id"] for report in result["reports"]} >= {"marks.txt", "huge.txt", "-dash #1.txt"}
    figures = lines(printed("extract", *given, status=(2,), at=at))
    assert {figure["report"] for figure in figures} >= {"marks.txt", "feed.jsonl", "formula.csv#1"}
    for figure in figures:
        validator("figure").validate(figure)
    for text in lines(printed("text", *given, "-f", "json", status=(2,), at=at)):
        validator("text").validate(text)
    for report in result["reports"]:
        explained = json.loads(printed("explain", report["path"], "--rejected", "-f", "json", at=at))
        validator("explained").validate(explained)


@pytest.mark.parametrize("name", schemas.RECORDS)
def test_what_is_printed_meets_its_schema(name: str, outputs: dict[str, Any]) -> None:
    validator(name).validate(outputs[name])


def test_the_outputs_hold_what_they_are_of(outputs: dict[str, Any]) -> None:
    assert outputs["figure"]["corrected"]["from"]
    assert outputs["report"]["analyst"] == {"corrected": 1, "added": 0, "dropped": 1, "checked": 1, "reviewed": 0}
    assert [error["kind"] for error in outputs["report"]["errors"]] == ["correction"]
    assert outputs["diff"]["changed"]
    assert {entry["kind"] for entry in outputs["log"]["entries"]} == {"set", "drop", "checked"}
    assert outputs["explained"]["dropped"]
    assert outputs["text"]["text"] == MONDAY


def test_a_draft_and_an_earlier_report_give_a_diff_as_its_schema_says(story: Path, tmp_path: Path) -> None:
    draft, earlier = tmp_path / "draft.txt", tmp_path / "earlier.json"
    draft.write_text("14 people were killed in Qarna, the health ministry said.\n", encoding="utf-8")
    printed("report", "--lenient", str(story), "-f", "json", at=earlier)
    for against in (story, earlier, ROOT / "seeds"):
        told = printed("diff", str(draft), str(against), "-f", "json", status=(0, 1, 2), at=tmp_path / "out")
        found = json.loads(told)
        validator("diff").validate(found)
        assert found["b"] is None
        assert [drafted["status"] for drafted in found["draft"]]


def test_explain_of_a_line_meets_its_schema(story: Path, tmp_path: Path) -> None:
    told = printed("explain", f"{story / 'tuesday.txt'}:3", "-f", "json", status=(0, 2), at=tmp_path / "out")
    explained = json.loads(told)
    validator("explained").validate(explained)
    assert explained["dropped"] is None
    assert {figure["evidence"]["line"] for figure in explained["figures"]} == {3}


def test_evaluate_prints_its_record_and_nothing_else(tmp_path: Path) -> None:
    gold, reports = ROOT / "tests/corpus/syria/gold.jsonl", ROOT / "tests/corpus/syria/reports"
    told = printed("evaluate", str(gold), str(reports), "-f", "json", "--errors", at=tmp_path / "out")
    assert json.loads(told) == json.loads(Evaluation.model_validate_json(told).model_dump_json())
    assert json.loads(told)["errors"]


def test_exported_annotations_have_the_fields_and_words_of_the_figures(story: Path, tmp_path: Path) -> None:
    exported = lines(printed("export-gold", str(story), status=(2,), at=tmp_path / "out"))
    words = schema("figure")["$defs"]
    assert {report["document"] for report in exported} == {"monday.txt", "tuesday.txt"}
    for report in exported:
        text = (story / report["document"]).read_text(encoding="utf-8")
        for figure in report["figures"]:
            assert figure.keys() <= Annotation.model_fields.keys()
            assert text[figure["start"] : figure["end"]] == figure["text"]
            outcomes = figure["outcome"] if isinstance(figure["outcome"], list) else [figure["outcome"]]
            assert set(outcomes) <= set(words["Outcome"]["enum"])
            assert figure["qualifier"] in words["Qualifier"]["enum"]
            assert figure["scope"] in words["Scope"]["enum"]


# What is changed no longer meets them


def changed(value: Any) -> Iterator[tuple[str, Any]]:
    """Give a value in each way in which one object of it lacks a field, has one more, or one of another type."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            for what, each in changed(item):
                yield f"[{index}]{what}", [*value[:index], each, *value[index + 1 :]]
    elif isinstance(value, dict):
        yield ".extra", {**value, "extra": None}
        for name, item in value.items():
            yield f" without {name}", {key: each for key, each in value.items() if key != name}
            # A number with a fraction is no value of any field but a ratio, a truth no value of a ratio.
            yield f".{name} of another type", {**value, name: True if name == "ratio" else 0.5}
            if name not in OPEN:
                for what, each in changed(item):
                    yield f".{name}{what}", {**value, name: each}


@pytest.mark.parametrize("name", schemas.RECORDS)
def test_a_changed_output_does_not_meet_its_schema(name: str, outputs: dict[str, Any]) -> None:
    output = deepcopy(outputs[name])
    for many in ("reports", "figures", "findings", "series", "dropped", "unpaired"):
        if isinstance(output, dict) and isinstance(output.get(many), list):
            output[many] = output[many][:1]
    assert validator(name).is_valid(output)
    tried = list(changed(output))
    assert len(tried) > 2 * len(output)
    assert [what for what, each in tried if validator(name).is_valid(each)] == []


def test_a_word_or_a_day_that_is_none_does_not_meet_the_schema(outputs: dict[str, Any]) -> None:
    for field, wrong in (("outcome", "hurt"), ("scope", "all"), ("basis", "guessed")):
        assert not validator("figure").is_valid({**outputs["figure"], field: wrong})
    day = {**outputs["figure"]["corrected"], "on": "6 March 2025"}
    assert not validator("figure").is_valid({**outputs["figure"], "corrected": day})

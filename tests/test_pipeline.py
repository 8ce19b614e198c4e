"""The library's four functions, from paths to records."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

import reconcile
from reconcile import Failure, Report, cli, pipeline
from reconcile.errors import CaseError, InputError, UsageError

STORY = "At least 12 people were killed and 30 injured in the city on Monday, the health ministry said.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder to work in, with a case file, a good report and an empty one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reconcile.toml").write_text('[event]\nname = "A fire"\n', encoding="utf-8")
    (tmp_path / "bad.txt").write_text("")
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def test_read_gives_what_it_cannot_read_in_its_place(folder: Path) -> None:
    bad, good = reconcile.read(folder)
    assert isinstance(bad, Failure)
    assert bad.path.endswith("bad.txt")
    assert isinstance(good, Report)
    assert good.text == STORY


def test_extract_gives_a_reading_for_each_report(folder: Path) -> None:
    (reading,) = [item for item in reconcile.extract(["good.txt"]) if isinstance(item, reconcile.Reading)]
    assert reading.report.figures == len(reading.extraction.figures) == 2
    for figure in reading.extraction.figures:
        where = figure.evidence
        assert reading.report.text[where.start : where.end] == where.exact


def test_reconcile_gives_a_result_that_says_what_made_it(folder: Path) -> None:
    result = reconcile.reconcile(".")
    assert result.case == "reconcile.toml"
    assert result.tool.case_sha256 == sha256((folder / "reconcile.toml").read_bytes()).hexdigest()
    assert re.fullmatch(r"[0-9a-f]{8,64}", result.tool.lexicons)
    assert [report.figures for report in result.reports] == [2]
    assert len(result.errors) == 1
    assert {series.key.outcome for series in result.series} == {"killed", "injured"}


def test_the_result_does_not_tell_where_the_folder_lies(folder: Path) -> None:
    assert str(folder) not in reconcile.reconcile(".").model_dump_json()


def test_reconcile_is_of_one_event(folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "reconcile.toml").write_text("")
    (folder / "other" / "report.txt").write_text(STORY)
    with pytest.raises(UsageError, match="holds 2 events"):
        reconcile.reconcile(".")
    assert reconcile.reconcile("other").case == "other/reconcile.toml"


def test_diff_of_two_reports_and_of_a_draft(folder: Path) -> None:
    (folder / "later.txt").write_text(STORY.replace("12", "15"), encoding="utf-8")
    two = reconcile.diff("good.txt", "later.txt")
    assert [(change.delta, change.fields) for change in two.changed] == [(3, ("stated",))]
    assert len(two.same) == 1
    (folder / "old").mkdir()
    (folder / "good.txt").rename(folder / "old" / "good.txt")
    draft = reconcile.diff("later.txt", "old")
    assert draft.against
    assert (draft.against.path, draft.against.reports) == ("old", 1)


def test_what_cannot_be_meant_is_an_error_of_its_kind(folder: Path) -> None:
    with pytest.raises(InputError, match=r"bad\.txt: is empty"):
        reconcile.diff("bad.txt", "good.txt")
    with pytest.raises(UsageError, match="there is no such report"):
        reconcile.diff("good.txt", "none.txt")
    (folder / "x.json").write_text('{"version": 1, "tool": {}}')
    with pytest.raises(InputError, match="is no earlier report"):
        reconcile.diff("good.txt", "x.json")
    (folder / "feed.json").write_text('{"title": "Toll", "text": "Nine people were killed, the ministry said."}')
    assert reconcile.diff("good.txt", "feed.json").b is not None
    with pytest.raises(CaseError, match=r"none\.toml"):
        reconcile.reconcile(".", case="none.toml")


FRENCH = (
    "Au moins douze personnes ont péri dimanche quand un bac a chaviré sur le fleuve, a annoncé la préfecture. Trente "
    "passagers sont portés disparus et les recherches, suspendues pendant la nuit, doivent reprendre au matin avec "
    "des plongeurs venus de la capitale. Le capitaine, qui avait pris à bord plus de monde que le permis ne le "
    "prévoit, a été placé en garde à vue, selon une source judiciaire citée par une radio privée de la ville.\n"
)


def test_a_report_that_is_not_in_english_is_told_and_harms_nothing(folder: Path) -> None:
    (folder / "fr.txt").write_text(FRENCH, encoding="utf-8")
    result = reconcile.reconcile("fr.txt")
    assert [report.language for report in result.reports] == ["und"]
    assert [(failure.path, failure.kind) for failure in result.errors] == [("fr.txt", "language")]
    assert cli.main(["report", "fr.txt", "-f", "json", "-o", "out.json"]) == 0


# Several paths, several events


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Give a folder of two events, each with its case file, and a story that has none."""
    for name in ("ferry", "flood"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "reconcile.toml").write_text(f'[event]\nname = "{name}"\n')
        (tmp_path / name / "a.txt").write_text(f"At least 12 people were killed in the {name}, police said.\n")
    (tmp_path / "loose.txt").write_text("Nine people died, police said.\n")
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (("ferry", "flood"), [("ferry", 1), ("flood", 1)]),
        (("flood/a.txt", "ferry"), [("flood", 1), ("ferry", 1)]),
        (("ferry", "loose.txt"), [("ferry", 2)]),
        (("ferry", "flood", "loose.txt"), [("ferry", 1), ("flood", 1), (None, 1)]),
        ((".", "flood"), [(None, 1), ("flood", 1), ("ferry", 1)]),
        (("ferry", "ferry/a.txt"), [("ferry", 1)]),
    ],
)
def test_paths_of_several_case_files_are_several_events(
    two: Path, monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...], expected: list[tuple[str | None, int]]
) -> None:
    monkeypatch.chdir(two)
    found = pipeline.events(paths)
    assert [(event.case.event.name, len(event.found.files)) for event in found] == expected

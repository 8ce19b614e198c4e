"""A case file to begin with: what `init` writes, and that it changes nothing until it is filled in."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from reconcile import case, cli, pipeline
from reconcile.case import Case
from reconcile.renderers import casefile
from reconcile.results import Result

ROOT = Path(__file__).parent.parent
CORPORA = ("syria", "world", "round-4", "round-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of three reports: one dated by its front matter, one by its name, one not at all."""
    stories = {
        "a.txt": "---\npublished: 2025-03-09\npublisher: Coast Daily\n---\nSeven people were killed, police said.\n",
        "2025-03-10-b.txt": "Nine people were killed in Latakia, police said.\n",
        'say "so".txt': "Raid on the coast\n\nEleven people have been killed since Thursday, residents said.\n",
    }
    for name, story in stories.items():
        (tmp_path / name).write_text(story, encoding="utf-8")
    return tmp_path


def test_init_writes_the_reports_and_dates_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init", str(folder)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"reconcile: {folder / 'reconcile.toml'}: written, with 3 reports, 2 of them dated\n"
    written = case.load(folder / "reconcile.toml")
    found = {
        name: (str(facts.published.date) if facts.published else None, facts.publisher)
        for name, facts in written.reports.items()
    }
    assert found == {
        "a.txt": (None, "Coast Daily"),
        "2025-03-10-b.txt": (None, None),
        'say "so".txt': (None, None),
    }  # fmt: skip
    text = (folder / "reconcile.toml").read_text(encoding="utf-8")
    assert '# Raid on the coast\n[reports."say \\"so\\".txt"]\n# published = ' in text
    assert '[reports."a.txt"]\n# published = 2025-03-09        # as the report says\n' in text
    assert '# place = ["Latakia"]' in text
    assert "#   police: police, authority, 2 figures\n" in text


def _said(result: Result) -> list[object]:
    figures = [figure.model_dump() for figure in result.figures]
    return [figures, [each.id for each in result.series], [(each.relation, each.figures) for each in result.findings]]


@pytest.mark.parametrize("corpus", CORPORA)
def test_a_case_file_just_written_changes_nothing(corpus: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "corpus" / corpus / "reports", tmp_path / "reports")
    (tmp_path / "reports" / "reconcile.toml").unlink(missing_ok=True)
    before = pipeline.reconcile(pipeline.events(tmp_path / "reports", None)[0])
    assert cli.main(["init", str(tmp_path / "reports")]) == 0
    (event,) = pipeline.events(tmp_path / "reports")
    assert event.case.reports.keys() == {report.id for report in before.reports}
    assert _said(pipeline.reconcile(event)) == _said(before)


def test_every_key_that_is_only_suggested_is_one() -> None:
    result = pipeline.reconcile(pipeline.events(ROOT / "seeds")[0])
    lines = list(casefile.draft(result, "x"))
    filled = [re.sub(r"^# (?=\[|[\w\"]+( \w+)*\"? = \S)", "", line) for line in lines]
    known = Case.model_validate(tomllib.loads("\n".join(filled)))
    assert known.event.onset
    assert known.event.timezone == "UTC"
    assert known.sources
    assert known.categories
    assert known.places
    assert known.numbers.household_size == 5.0


def test_init_never_writes_over_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "reconcile.toml").write_text("# mine\n", encoding="utf-8")
    assert cli.main(["init", str(folder)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "is there already. Change it by hand, or write another file with --output" in said
    assert (folder / "reconcile.toml").read_text(encoding="utf-8") == "# mine\n"
    assert cli.main(["init", str(folder), "-o", str(folder / "story.toml")]) == 0
    assert case.load(folder / "story.toml").reports.keys() >= {"a.txt"}


def test_a_case_file_elsewhere_names_the_reports_from_where_it_lies(folder: Path, tmp_path: Path) -> None:
    inside = tmp_path / "reports"
    inside.mkdir()
    shutil.move(tmp_path / "a.txt", inside / "a.txt")
    assert cli.main(["init", str(inside), "-o", str(tmp_path / "story.toml")]) == 0
    assert set(case.load(tmp_path / "story.toml").reports) == {"reports/a.txt"}


@pytest.mark.parametrize("name", ["none", "a.txt"])
def test_init_wants_a_folder(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["init", str(folder / name)]) == 2
    assert capsys.readouterr().err == (
        f"reconcile: {folder / name}: is no folder. Give the folder that holds the reports\n"
    )


def test_a_folder_without_reports_gets_no_case_file(tmp_path: Path) -> None:
    assert cli.main(["init", str(tmp_path)]) == 2
    assert not list(tmp_path.iterdir())

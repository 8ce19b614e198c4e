"""The examples run as they stand, on the reports that come with the project."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
NEEDS_JQ = pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which `reconcile` is this one."""
    shim = tmp_path / "bin" / "reconcile"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reconcile "$@"\n')
    shim.chmod(0o755)
    path = os.pathsep.join((str(shim.parent), str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}


def _run(*command: str, environment: dict[str, str], cwd: Path = ROOT, status: int = 0) -> str:
    run = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == status, run.stderr
    return run.stdout


def test_the_script_prints_each_counters_latest_figure(environment: dict[str, str]) -> None:
    lines = _run(sys.executable, "examples/latest.py", "seeds/", environment=environment).splitlines()
    assert any(line.startswith("civilians killed") and "SOHR" in line and "1,200" in line for line in lines)


@NEEDS_JQ
def test_the_pipeline_prints_the_uncredited_figures(environment: dict[str, str]) -> None:
    lines = _run("examples/uncredited.sh", "seeds/", environment=environment).splitlines()
    extracted = _run("reconcile", "extract", "seeds/", environment=environment)
    figures = [json.loads(line) for line in extracted.splitlines()]
    assert len(lines) == sum(figure["source"] is None for figure in figures) > 0
    assert all(line.count("\t") == 2 for line in lines)


def test_the_case_file_dates_its_report_and_names_the_counter(environment: dict[str, str]) -> None:
    story = "tests/corpus/world/reports/12-goma-m23-un.txt"
    command = ("reconcile", "report", story, "--case", "examples/goma.toml", "--format", "json")
    result = json.loads(_run(*command, environment=environment))
    (report,) = result["reports"]
    assert report["published"] == {"date": "2025-02-06", "basis": "case"}
    assert result["case"] == "examples/goma.toml"
    assert "MONUSCO" in {figure["source"]["id"] for figure in result["figures"] if figure["source"]}


def test_each_example_says_in_its_first_lines_what_it_does_and_how_it_is_run() -> None:
    for path in sorted(EXAMPLES.glob("[!.]*.*")):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            text = "".join(json.loads(text)["cells"][0]["source"])
        first = " ".join(text.splitlines()[:4])
        assert "# " in first or '"""' in first, path.name
        assert path.name in text or path.suffix in (".toml", ".yaml"), path.name


@NEEDS_JQ
def test_the_conflicts_are_a_line_for_each_quote(environment: dict[str, str]) -> None:
    rows = [line.split("\t") for line in _run("examples/conflicts.sh", "seeds/", environment=environment).splitlines()]
    printed = _run("reconcile", "report", "seeds/", "--format", "json", environment=environment)
    findings = [each for each in json.loads(printed)["findings"] if each["severity"] != "info"]
    quotes = [quote for finding in findings for quote in finding["quotes"]]
    assert [row[2:] for row in rows] == [
        [f"{quote['report']}:{quote['line']}", quote["label"], quote["source"] or "no credit", quote["sentence"]]
        for quote in quotes
    ]
    assert {row[0] for row in rows} == {finding["severity"] for finding in findings} == {"caution"}


def _asked(query: str, environment: dict[str, str], folder: Path) -> list[dict[str, str | None]]:
    """Open the seeds in Datasette, in `folder`, and give the rows of one of its queries."""
    pytest.importorskip("datasette")
    command = (str(EXAMPLES / "datasette.sh"), str(ROOT / "seeds"), "--get", f"/tolls/{query}")
    rows: list[dict[str, str | None]] = json.loads(_run(*command, environment=environment, cwd=folder))
    return rows


def test_datasette_gives_the_latest_toll_of_each_counter(environment: dict[str, str], tmp_path: Path) -> None:
    rows = _asked("latest.json?_shape=array", environment, tmp_path)
    latest = {(row["counted"], row["counter"]): row["label"] for row in rows}
    assert len(latest) == len(rows)
    assert latest["civilians killed", "Syrian Observatory for Human Rights"] == "over 1,200"
    assert latest["families displaced", "Lebanese authorities"] == "more than 350"
    assert all(row["label"] != "hundreds" for row in rows)
    assert all(row["label"] in (row["quote"] or "") for row in rows if row["label"])


def test_datasette_gives_the_figures_that_differ(environment: dict[str, str], tmp_path: Path) -> None:
    rows = _asked("differ.json?_shape=array", environment, tmp_path)
    assert {row["figure"] for row in rows} == {
        "over 800 civilians killed",
        "more than 973 civilians killed",
        "more than 300 civilians killed",
        "over 400 civilians killed",
    }


@pytest.mark.parametrize(("words", "found"), [("massacres+Friday", True), ("AND", True), ("%22", False), ("", False)])
def test_datasette_searches_the_quotes(words: str, found: bool, environment: dict[str, str], tmp_path: Path) -> None:
    rows = _asked(f"search.json?_shape=array&words={words}", environment, tmp_path)
    assert bool(rows) is found
    assert all(row["quote"] and row["quote"] in (row["citation"] or "") for row in rows)


@NEEDS_JQ
def test_the_watch_tells_what_came_and_went_and_fails_while_figures_differ(
    environment: dict[str, str], tmp_path: Path
) -> None:
    folder, kept, added = tmp_path / "reports", tmp_path / "kept", tmp_path / "reports" / "009.txt"
    shutil.copytree(ROOT / "seeds", folder)
    quote = "At least 60 families fled Latakia, the Observatory said."

    def watched(status: int) -> list[str]:
        command = (str(EXAMPLES / "watch.sh"), str(folder), str(kept))
        return _run(*command, environment=environment, status=status).splitlines()

    assert watched(1) == []
    added.write_text(f"{quote}\n", encoding="utf-8")
    (came,) = watched(1)
    assert came == f"> 009.txt\tAt least 60 families displaced\t{quote}"
    assert watched(1) == []
    (folder / "bad.txt").write_text("")
    assert watched(2) == []
    (folder / "bad.txt").unlink()
    added.unlink()
    assert [line[:9] for line in watched(1)] == ["< 009.txt"]
    for report in folder.glob("*.txt"):
        if not report.name.startswith("004"):
            report.unlink()
    assert {line[0] for line in watched(0)} == {"<"}


def test_the_notebook_runs_from_top_to_bottom(environment: dict[str, str]) -> None:
    notebook = json.loads((EXAMPLES / "tolls.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    program = "\n".join("".join(cell["source"]) for cell in cells)
    told = _run(sys.executable, "-c", program, environment=environment, cwd=EXAMPLES)
    assert "families displaced: more than 350 (Lebanese authorities, 000_" in told
    assert "nobody is credited: 250 loyalists killed, 000:11" in told
    assert "not drawn: hundreds" in told
    assert '"According to regional media, over 400 civilians have been killed' in told

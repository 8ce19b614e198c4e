"""The README is run: its commands work, and the output and the rates that it shows are the real ones.

After a change to them, `python tests/test_readme.py` writes the real ones into the README.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from reconcile.case import load
from reconcile.readers.formats import SUFFIXES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
RATES = re.compile(
    r"^(?P<kept>\| `(?P<corpus>[\w-]+)` \| \d+ \| [\d.–]+ \|) [\d.]+ \| [\d.]+ \| [\d.]+ \|$", re.MULTILINE
)
STATUS = re.compile(r"\s*# exit status (\d)$")


def blocks(language: str) -> list[str]:
    found = BLOCK.finditer(README.read_text(encoding="utf-8"))
    return [match["text"] for match in found if match["language"] == language]


def commands() -> list[str]:
    """Give the lines of the shell blocks; those that make an environment are .ci/run's to run."""
    return [line for text in blocks("sh") for line in text.splitlines() if line and "venv" not in line]


def sandbox(folder: Path) -> dict[str, str]:
    """Copy what the README's commands read into `folder`; give an environment in which `reconcile` is this one."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "bin").mkdir()
    shim = folder / "bin" / "reconcile"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reconcile "$@"\n')
    shim.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR")}
    return {**kept, "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


def run(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    shell = ["bash", "-o", "pipefail", "-c", command]
    return subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


def refreshed() -> str:
    """Give the README with the real output below each command of its console blocks."""

    def real(match: re.Match[str]) -> str:
        if match["language"] != "console":
            return match[0]
        line = match["text"].splitlines()[0]
        expected = STATUS.search(line)
        done = run(STATUS.sub("", line).removeprefix("$ "), folder, environment)
        assert done.returncode == (int(expected[1]) if expected else 0), done.stderr
        return f"```console\n{line}\n{done.stdout}```"

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        environment = sandbox(folder)
        return BLOCK.sub(real, README.read_text(encoding="utf-8"))


def measured() -> str:
    """Give the README with the real rates in the rows of its corpora."""

    def real(match: re.Match[str]) -> str:
        corpus = ROOT / "tests" / "corpus" / match["corpus"]
        reports = ROOT / "seeds" if match["corpus"] == "seeds" else corpus / "reports"
        given = map(str, (corpus / "gold.jsonl", reports))
        evaluate = [sys.executable, "-m", "reconcile", "evaluate", *given, "--format", "json"]
        done = subprocess.run(evaluate, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
        core = json.loads(done.stdout)["core"]
        return f"{match['kept']} {core['f1']:.2f} | {core['precision']:.2f} | {core['recall']:.2f} |"

    return RATES.sub(real, README.read_text(encoding="utf-8"))


def test_the_output_shown_is_the_real_one() -> None:
    assert README.read_text(encoding="utf-8") == refreshed()


def test_the_rates_shown_are_the_real_ones() -> None:
    text = README.read_text(encoding="utf-8")
    shown = sorted(match["corpus"] for match in RATES.finditer(text))
    there = sorted(gold.parent.name for gold in ROOT.glob("tests/corpus/*/gold.jsonl"))
    assert shown == there, "give each corpus its row in the README's table of accuracy"
    assert text == measured()


def test_the_first_screen_shows_the_report() -> None:
    first = README.read_text(encoding="utf-8").splitlines()[:24]
    assert "$ reconcile report seeds/" in first
    assert any(line.startswith("TOLL SO FAR") for line in first)


def test_the_commands_work(tmp_path: Path) -> None:
    if not shutil.which("jq"):
        pytest.skip("jq is not installed")
    environment = sandbox(tmp_path)
    ran = 0
    for line in commands():
        expected = STATUS.search(line)
        done = run(STATUS.sub("", line), tmp_path, environment)
        assert done.returncode == (int(expected[1]) if expected else 0), f"{line}\n{done.stderr}"
        assert done.stdout or "-o " in line, f"{line}: nothing was printed"
        ran += 1
    assert ran >= 6


def test_the_python_works(tmp_path: Path) -> None:
    environment = sandbox(tmp_path)
    for text in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", text],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        assert re.search(r"^\d+ changed$", done.stdout, re.MULTILINE)


def test_the_case_file_is_one(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    file = tmp_path / "reconcile.toml"
    file.write_text(text, encoding="utf-8")
    case = load(file)
    assert case.event.onset
    assert case.categories["loyalists"].add


def test_the_ci_runs_the_readmes_test_command() -> None:
    lines = [line for text in blocks("sh") for line in text.splitlines() if line.startswith("python3 -m venv")]
    install, test = lines
    assert install.endswith(".venv/bin/reconcile report seeds/")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -m 1 '(.*)' README.md", script)
    assert pattern
    assert [line for line in README.read_text(encoding="utf-8").splitlines() if re.search(pattern[1], line)] == [test]


def test_every_suffix_is_named() -> None:
    (table,) = re.findall(r"^\| files .*?\n\n", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(\.\w+)`", table)) == SUFFIXES


def test_every_command_is_listed() -> None:
    from typer.core import TyperGroup
    from typer.main import get_command

    from reconcile.cli import app

    group = get_command(app)
    assert isinstance(group, TyperGroup)
    names = list(group.commands)
    assert {"report", "init", "schema"} <= set(names)
    assert [name for name in names if f"| `reconcile {name} " not in README.read_text(encoding="utf-8")] == []


if __name__ == "__main__":
    for mend in (refreshed, measured):
        README.write_text(mend(), encoding="utf-8")

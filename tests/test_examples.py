"""The examples run as they stand, on the reports that come with the project."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which `reconcile` is this one."""
    shim = tmp_path / "bin" / "reconcile"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reconcile "$@"\n')
    shim.chmod(0o755)
    return {**os.environ, "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


def _run(*command: str, environment: dict[str, str]) -> str:
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_script_prints_each_counters_latest_figure(environment: dict[str, str]) -> None:
    lines = _run(sys.executable, "examples/latest.py", "seeds/", environment=environment).splitlines()
    assert any(line.startswith("civilians killed") and "SOHR" in line and "1,200" in line for line in lines)


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
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

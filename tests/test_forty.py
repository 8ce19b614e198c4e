"""Forty reports by four origins over ten days, with the true table of counts that they were written from.

`truth.toml` holds when each was published, and the five disagreements that the writer put into them: for each the
figures of its two sides, by report and number.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from reconcile import cli, pipeline
from reconcile.renderers import terminal
from reconcile.renderers.terminal_layout import Page
from reconcile.renderers.wording import UNICODE

FORTY = Path(__file__).parent / "forty"
TRUTH: dict[str, Any] = tomllib.loads((FORTY / "truth.toml").read_text(encoding="utf-8"))
PUBLISHED: dict[str, date] = TRUTH["reports"]
CERTAIN = ("explicit", "period", "published")
NEAR = timedelta(days=2)

Side = set[tuple[str, str]]


def _sides(disagreement: dict[str, Any]) -> tuple[Side, Side]:
    one, two = ({(report, number) for report, number in disagreement[side]} for side in ("a", "b"))
    return one, two


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _result(_copied(tmp_path_factory.mktemp("dated"), dates=True))


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _result(_copied(tmp_path_factory.mktemp("undated"), dates=False))


def _copied(folder: Path, dates: bool) -> Path:
    (folder / "reports").mkdir()
    for file in (FORTY / "reports").iterdir():
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".toml" and not dates:
            text = text.split("[reports.")[0]
        (folder / "reports" / file.name).write_text(text, encoding="utf-8")
    return folder


def _result(folder: Path) -> dict[str, Any]:
    target = folder / "result.json"
    assert cli.main(["report", str(folder / "reports"), "--format", "json", "-o", str(target)]) == 0
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def _stands(figure: dict[str, Any]) -> tuple[str, str]:
    return figure["report"], re.sub(r"^\D*(?=\d)", "", figure["evidence"]["exact"])


def _graves(result: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Side]]:
    """Give the conflicts and cautions, each with where its figures stand."""
    figures = {figure["id"]: _stands(figure) for figure in result["figures"]}
    for finding in result["findings"]:
        if finding["severity"] in ("conflict", "caution"):
            yield finding, {figures[id_] for id_ in finding["figures"]}


def test_there_are_forty_reports() -> None:
    assert len(PUBLISHED) == len(list((FORTY / "reports").glob("*.txt"))) == 40
    assert len(TRUTH["disagreements"]) == 5


@pytest.mark.parametrize("wanted", TRUTH["disagreements"], ids=lambda each: each["name"])
def test_every_true_disagreement_is_found(dated: dict[str, Any], wanted: dict[str, Any]) -> None:
    one, two = _sides(wanted)
    assert [finding["id"] for finding, where in _graves(dated) if where & one and where & two]


def test_no_conflict_is_false(dated: dict[str, Any]) -> None:
    true = [_sides(wanted) for wanted in TRUTH["disagreements"]]
    conflicts = [(finding, where) for finding, where in _graves(dated) if finding["severity"] == "conflict"]
    assert conflicts
    for finding, where in conflicts:
        met = [one | two for one, two in true if where & one and where & two]
        assert met, finding["message"]
        assert where <= set().union(*met), finding["message"]


def test_a_folder_of_forty_stays_readable() -> None:
    lines = _table().splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("CANNOT BOTH BE TRUE"))
    end = next(i for i, line in enumerate(lines) if line.startswith("IT HOLDS TOGETHER"))
    assert 10 < end - start <= 100
    assert max(map(len, lines)) <= 80


def _table() -> str:
    events = pipeline.events(FORTY / "reports")
    results = [(event.case, pipeline.reconcile(event)) for event in events]
    return "\n".join(line.plain for line in terminal.reports(results, Page(80, UNICODE)))


def _intervals(result: dict[str, Any], report: str) -> list[tuple[date, date]]:
    told = [f["as_of"] for f in result["figures"] if f["report"] == report and f["as_of"]]
    return [
        (date.fromisoformat(as_of["earliest"]), date.fromisoformat(as_of["latest"]))
        for as_of in told
        if as_of["earliest"] and as_of["latest"]
    ]


def test_withheld_dates_are_found_within_two_days(undated: dict[str, Any]) -> None:
    near = 0
    for report, true in PUBLISHED.items():
        middles = [first + (last - first) / 2 for first, last in _intervals(undated, report)]
        near += bool(middles) and all(abs(middle - true) <= NEAR for middle in middles)
    assert near >= 0.8 * len(PUBLISHED)


def test_no_withheld_date_is_certain_but_one_that_the_text_states(undated: dict[str, Any]) -> None:
    assert not any(report["published"] for report in undated["reports"])
    texts = {name: (FORTY / "reports" / name).read_text(encoding="utf-8") for name in PUBLISHED}
    certain = [f for f in undated["figures"] if f["as_of"] and f["as_of"]["basis"] in CERTAIN]
    assert certain
    for figure in certain:
        day = date.fromisoformat(figure["as_of"]["date"])
        assert f"{day.day} May" in texts[figure["report"]], figure["as_of"]


def test_nothing_certain_rests_on_an_inferred_order(undated: dict[str, Any]) -> None:
    figures = {figure["id"]: figure for figure in undated["figures"]}
    for finding in undated["findings"]:
        if finding["relation"] in ("update", "revised_down", "disagreement"):
            bases = {figures[id_]["as_of"]["basis"] for id_ in finding["figures"]}
            assert bases <= set(CERTAIN), finding["message"]

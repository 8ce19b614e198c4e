"""The text that figures' offsets and lines count in, as `reconcile text` prints it."""

import json
from pathlib import Path

import pytest

import reconcile
from reconcile import cli
from reconcile.records import Report
from reconcile.renderers import texts

PAGES = Path(__file__).parent / "pages"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(["text", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["portal.html", "page.mhtml", "sitrep.html", "article.txt"])
def test_every_figure_stands_on_the_line_that_it_cites(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(PAGES / name)
    lines = printed(capsys, path).splitlines()[1:]
    (reading,) = reconcile.extract(path)
    assert isinstance(reading, reconcile.Reading)
    assert len(reading.extraction.figures) > 20
    for figure in reading.extraction.figures:
        line = lines[figure.evidence.line - 1]
        assert line.split()[0] == str(figure.evidence.line)
        assert figure.evidence.exact.replace("\xa0", " ") in line.replace("\xa0", " ")


def test_the_plain_text_is_what_offsets_count_in(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(PAGES / "portal.html")
    text = printed(capsys, path, "--format", "plain")
    (reading,) = reconcile.extract(path)
    assert isinstance(reading, reconcile.Reading)
    for figure in reading.extraction.figures:
        assert text[figure.evidence.start : figure.evidence.end] == figure.evidence.exact
    told = json.loads(printed(capsys, path, "--format", "json"))
    assert (told["id"], told["text"], told["pages"]) == ("portal.html", text, [])


def test_pages_are_told_and_nothing_acts() -> None:
    report = Report(
        id="a.pdf", path="a.pdf", label="a", sha256="", text="One.\n\nTwo\x9b31m.\u202e\n\nThree.", pages=(0, 6, 17)
    )
    assert "".join(texts.numbered([report])).splitlines() == [
        "a · a.pdf",
        "1  One.  [page 1]",
        "2",
        "3  Two\\x9b31m.\\u202e  [page 2]",
        "4",
        "5  Three.  [page 3]",
    ]
    assert "".join(texts.plain([report])) == "One.\n\nTwo\ufffd31m.\u202e\n\nThree."


def test_several_reports_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(f'{{"text": "{number} people were killed."}}\n' for number in (7, 8)), encoding="utf-8")
    shown = printed(capsys, str(feed))
    assert [line for line in shown.splitlines() if " · " in line] == [
        f"feed#1 · {feed}#1",
        f"feed#2 · {feed}#2",
    ]
    assert "7 people" not in printed(capsys, f"{feed}#2")
    assert cli.main(["text", f"{feed}#3"]) == 2
    assert "there is no such report in it" in capsys.readouterr().err

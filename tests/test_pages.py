"""Web pages of different make: one article, the same figures out of each, and nothing out of what stands around it."""

import json
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

import reconcile
from reconcile import pipeline
from reconcile.records import Report

PAGES = Path(__file__).parent / "pages"
BLIND = json.loads((PAGES / "blind" / "expected.json").read_text(encoding="utf-8"))
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
# Another outlet's save of the text, with its own headline, and a later save of one page, with more told.
CHANGED = ("wire.html", "portal_updated.html")
SAME = [name for name in EXPECTED if name not in CHANGED]


def read(name: str) -> Report:
    (report,) = reconcile.read(PAGES / name)
    assert isinstance(report, Report), report
    return report


def figures(name: str) -> list[Sequence[str | None]]:
    (reading,) = reconcile.extract(PAGES / name)
    assert isinstance(reading, reconcile.Reading)
    return [
        (f.outcome.value, f.category, f.scope.value, f.label.replace("\xa0", " "), f.source.id if f.source else None)
        for f in reading.extraction.figures
    ]


def said(text: str) -> str:
    return " ".join(text.split())


def test_there_are_pages_of_many_makes() -> None:
    assert len(SAME) >= 11
    assert len(figures("article.txt")) >= 20


@pytest.mark.parametrize("name", SAME)
def test_a_page_gives_the_figures_of_its_article(name: str) -> None:
    assert figures(name) == figures("article.txt")


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_around_the_article_is_in_the_text(name: str) -> None:
    text = said(read(name).text)
    decoys = (PAGES / "decoys.txt").read_text(encoding="utf-8").splitlines()
    assert len(decoys) > 100
    assert [decoy for decoy in decoys if said(decoy) in text] == []


@pytest.mark.parametrize("name", SAME)
def test_every_paragraph_item_and_row_is_a_line_of_the_text(name: str) -> None:
    article = (PAGES / "article.txt").read_text(encoding="utf-8")
    lines = {said(line) for line in read(name).text.splitlines()}
    assert [line for line in map(said, article.splitlines()) if line and line not in lines] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_says_what_it_is(name: str) -> None:
    report, expected = read(name), EXPECTED[name]
    day = report.published.date.isoformat() if report.published else None
    # A page that was updated on the day of its publication was, by the day, not updated.
    updated = None if expected["updated"] == expected["published"] else expected["updated"]
    assert (report.title, report.publisher, day, report.url) == (
        expected["title"],
        expected["publisher"],
        expected["published"],
        expected["url"],
    )
    assert (report.updated.isoformat() if report.updated else None) == updated
    assert (report.retrieved.isoformat() if report.retrieved else None) == expected["retrieved"]


# Pages written by somebody who had not seen the reader; what it cannot do with them is told here.
HEADLESS = "a page whose headline stands neither in its title nor in a heading"


def known(*names: str, reason: str) -> list[object]:
    mark = pytest.mark.xfail(reason=reason)
    return [pytest.param(name, marks=mark) if name in names else name for name in BLIND]


@pytest.mark.parametrize("name", known("a_ministry_aspnet.html", reason=HEADLESS))
def test_an_unseen_page_gives_the_figures_of_its_article(name: str) -> None:
    assert figures(f"blind/{name}") == figures(f"blind/{BLIND[name]['article']}")


@pytest.mark.parametrize("name", BLIND)
def test_nothing_around_an_unseen_article_is_in_its_text(name: str) -> None:
    text = said(read(f"blind/{name}").text)
    decoys = (PAGES / "blind" / "decoys.txt").read_text(encoding="utf-8").splitlines()
    assert [decoy for decoy in decoys if said(decoy) in text] == []


@pytest.mark.parametrize("name", BLIND)
def test_an_unseen_page_has_no_date_that_is_not_its_own(name: str) -> None:
    report, expected = read(f"blind/{name}"), BLIND[name]
    day = report.published.date.isoformat() if report.published else None
    updated = report.updated.isoformat() if report.updated else None
    assert day in (expected["published"], None)
    assert updated in (expected["updated"], None)


def test_a_page_saved_with_its_folder_is_one_report() -> None:
    found = pipeline.events(PAGES)[0].found
    names = {file.id for file in found.files}
    assert "saved.html" in names
    assert not any(name.startswith("saved_files/") for name in names)


def test_no_page_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in EXPECTED:
        read(name)


def test_two_saves_of_one_address_are_versions_of_one_report() -> None:
    result = reconcile.reconcile([str(PAGES / "portal.html"), str(PAGES / "portal_updated.html")])
    first, later = sorted(result.reports, key=lambda report: report.version_of is not None)
    assert (first.version_of, later.version_of) == (None, first.id)
    assert any(told.startswith("versions of one page") for told in result.assumed)
    told = {figure.label for figure in result.figures if figure.report == later.id}
    assert "at least 53" in told
    assert "112" not in told  # which the first save gave already
    assert not {finding.relation for finding in result.findings} & {"echo", "mutated_echo"}


def test_a_text_that_another_outlet_carries_is_one_report() -> None:
    result = reconcile.reconcile([str(PAGES / "portal.html"), str(PAGES / "wire.html")])
    (report,) = result.reports
    (outlet,) = report.outlets
    assert {report.publisher, outlet.publisher} == {"The Valley Record", "Lakeside Herald"}
    assert {figure.report for figure in result.figures} == {report.id}

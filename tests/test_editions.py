"""Reports that are one: the same text at several outlets, and the saves of one page."""

from datetime import date
from pathlib import Path

import pytest

import reconcile
from reconcile import cli
from reconcile.reconciler.editions import Gathered, gather
from reconcile.records import Published, Report
from reconcile.results import Result

CORPUS = Path(__file__).parent / "corpus"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((CORPUS / "world" / "reports").iterdir())]
TRAILER = "\n\nFollow us for more. This outlet and its partners thank all readers for the trust they put in them.\n"
STORY = (
    "Storm kills dozens on the coast\n\n"
    + "At least 41 people were killed when a storm crossed the southern coast on Monday, the rescue service said, and "
    "120 were injured. Boats were thrown onto the shore road and the roofs of two schools were gone by morning.\n\n"
    "In the hills the road to the north was cut by mud in four places, and the railway will be closed for a week. "
    "The governor asked people to stay where they were and to boil the water that they drink.\n\n"
    "The service said that 16 people were missing, most of them fishermen who had gone out before the warning came. "
    "Helicopters searched the bay until dark and will go out again at first light, an officer told reporters.\n"
)


def report(name: str, text: str, url: str | None = None, day: int | None = None, seen: int | None = None) -> Report:
    published = Published(date=date(2025, 3, day), basis="metadata") if day else None
    retrieved = date(2025, 3, seen) if seen else None
    return Report(
        id=name, path=name, label=name, sha256=name, text=text, url=url, published=published, retrieved=retrieved
    )


def gathered(*reports: Report) -> Gathered:
    return gather(reports, ())


def cut(text: str, share: float) -> str:
    return text[: text.index("\n", int(share * len(text)))]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_known_again_whole_with_a_trailer_or_cut_short(text: str) -> None:
    for other in (text, text + TRAILER, cut(text, 0.6)):
        (one,) = gathered(report("a", text), report("b", other)).reports
        assert (one.id, [outlet.id for outlet in one.outlets]) == ("a", ["b"]) or other == text + TRAILER


def test_different_reports_are_different() -> None:
    reports = [report(str(number), text) for number, text in enumerate(TEXTS)]
    assert gather(reports, ()) == Gathered(tuple(reports), ())


def written(folder: Path, **texts: str) -> Result:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return reconcile.reconcile(folder)


def test_a_changed_toll_is_another_text(tmp_path: Path) -> None:
    result = written(tmp_path, one=STORY, two=STORY.replace("41", "57") + TRAILER)
    assert [report.id for report in result.reports] == ["one.txt", "two.txt"]
    assert {figure.quantity.stated for figure in result.figures} >= {41, 57}


def test_of_one_text_the_report_that_tells_most_stays(tmp_path: Path) -> None:
    result = written(tmp_path, a=cut(STORY, 0.5), b=STORY + TRAILER, c=STORY)
    (kept,) = result.reports
    assert (kept.id, {outlet.id for outlet in kept.outlets}) == ("b.txt", {"a.txt", "c.txt"})
    assert sorted(figure.quantity.stated for figure in result.figures) == [12, 16, 41, 120]  # "dozens" is 12 or more
    assert result.assumed[0] == "one text in 3 reports: b, c, a"


def test_of_equal_texts_the_earliest_stays() -> None:
    later, earlier = report("a", STORY + TRAILER, day=10), report("b", STORY, day=9)
    assert [each.id for each in gathered(later, earlier).reports] == ["b"]


def test_short_texts_are_not_joined_and_their_figures_are_told_apart(tmp_path: Path) -> None:
    record = '{"text": "Ten people were killed, the ministry said."}\n'
    (tmp_path / "feed.jsonl").write_text(record * 2, encoding="utf-8")
    result = reconcile.reconcile(tmp_path)
    one, other = result.figures
    assert [report.id for report in result.reports] == [one.report, other.report] == ["feed.jsonl#1", "feed.jsonl#2"]
    assert one.id != other.id


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.org/a/story", "http://example.org/a/story/", True),
        ("https://example.org/story?id=4&utm_source=x", "https://m.example.org/story?id=4#top", True),
        ("https://example.org/story/amp", "https://example.org/story", True),
        ("https://example.org/story?id=4", "https://example.org/story?id=5", False),
        ("https://example.org/", "https://example.org", False),  # the site's front page is no report's address
        ("https://example.org/a", "https://example.net/a", False),
        ("https://[broken/a", "https://[broken/a", False),
        (None, None, False),
    ],
)
def test_saves_of_one_address_are_versions(one: str | None, other: str | None, same: bool) -> None:
    reports = gathered(report("a", TEXTS[0], one, 9, 9), report("b", TEXTS[1], other, 9, 11)).reports
    assert [each.version_of for each in reports] == [None, "a" if same else None]


def page(toll: str, **fields: str) -> str:
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\nurl: https://example.org/storm\npublished: 2025-03-09\n{front}---\n{STORY.replace('41', toll)}"


def test_what_a_later_save_repeats_is_told_once_and_what_it_changes_is_later(tmp_path: Path) -> None:
    result = written(tmp_path, a=page("41", retrieved="2025-03-09"), b=page("57", retrieved="2025-03-11"))
    told = {figure.quantity.stated: figure for figure in result.figures}
    assert sorted(figure.quantity.stated for figure in result.figures) == [12, 16, 41, 57, 120]
    as_of = told[57].as_of
    assert as_of is not None
    assert (as_of.date, as_of.earliest, as_of.latest) == (None, date(2025, 3, 9), date(2025, 3, 11))
    assert not any(finding.severity == "conflict" for finding in result.findings)


def test_a_page_that_was_updated_is_not_dated_to_the_day_of_its_publication(tmp_path: Path) -> None:
    result = written(tmp_path, a=page("41", updated="2025-03-10"))
    as_of = result.figures[0].as_of
    assert as_of is not None
    assert (as_of.date, as_of.earliest, as_of.latest) == (None, date(2025, 3, 9), date(2025, 3, 10))


def test_the_page_tells_which_reports_are_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {
        "one": f"---\npublisher: Daily\n---\n{STORY}",
        "two": f"---\npublisher: Coast Radio\n---\n{STORY}{TRAILER}",
    }
    texts |= {"three": page("57", publisher="Herald", updated="2025-03-11"), "four": page("58", publisher="Herald")}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert cli.main(["report", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "One text     Daily; also at Coast Radio" in shown
    assert "One page     Herald" in shown

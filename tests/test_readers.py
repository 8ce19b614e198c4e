import io
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.case import Case, ReportFacts
from reconcile.readers import dates, find, labels, read
from reconcile.records import Published, Report
from reconcile.results import Failure

PROSE = "Ten people died on the coast on Friday, the ministry said, and nine were hurt.\n"


def write(folder: Path, *names: str) -> None:
    """Write a report of its own to each of the names below a folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{PROSE}It stands in {name}.\n", encoding="utf-8")


def run(*paths: Path | str, case: Case | None = None) -> list[Report | Failure]:
    case = case or Case()
    return list(read(find([str(path) for path in paths], case), case))


def reports(*paths: Path | str, case: Case | None = None) -> list[Report]:
    return [each for each in run(*paths, case=case) if isinstance(each, Report)]


def only(path: Path, raw: bytes | str, case: Case | None = None) -> Report:
    """Read one file of this content."""
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    (report,) = run(path, case=case)
    assert isinstance(report, Report)
    return report


# What must stay untouched.


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (PROSE.encode(), PROSE),
        (b"Ten\r\ndied.\r\n\r\nNine\rfled.\n", "Ten\r\ndied.\r\n\r\nNine\rfled.\n"),
        ("“Zehn” – كم؟".encode(), "“Zehn” – كم؟"),
        (b"\tTen died.\x0c Nine fled. ", "\tTen died.\x0c Nine fled. "),
        (b"\xef\xbb\xbfTen died.", "Ten died."),
        ("\ufeffTen died.".encode("utf-16-le"), "Ten died."),
        ("\ufeffTen died.".encode("utf-16-be"), "Ten died."),
        (b"\x93Ten died\x94 in Alc\xe1zar \x96 all at once.", "“Ten died” in Alcázar – all at once."),
        (b"---\npublisher: AFP\n---\nTen died.", "---\npublisher: AFP\n---\nTen died."),
        (b"---\nTen died.\n---\n", "---\nTen died.\n---\n"),
    ],
)
def test_the_text_is_as_written(tmp_path: Path, raw: bytes, text: str) -> None:
    report = only(tmp_path / "a.txt", raw)
    assert report.text == text
    assert report.sha256 == sha256(raw).hexdigest()


# What is refused.


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", "is empty; give a file with the report's text"),
        (b" \n\t\n", "is empty; give a file with the report's text"),
        (b"---\npublisher: AFP\n---\n\n", "is empty; give a file with the report's text"),
        (
            b"Ten\ndied\x00.",
            "is no text: it holds the control character U+0000 in line 2; save the report as UTF-8 text",
        ),
        (b"\x89PNG\r\n\x1a\n", "is a picture; give the report's text"),
        (b"%\x1a", "is no text: it holds the control character U+001A in line 1; save the report as UTF-8 text"),
        (b"Ten died \x81.", "is no text: it is not UTF-8 or Windows-1252; save the report as UTF-8 text"),
        (b"\xff\xfeT", "is no text: it is not UTF-16; save the report as UTF-8 text"),
        (
            b"---\npublished: soon\n---\nTen died.",
            'its front matter has published: "soon"; write a full date such as 2025-03-09',
        ),
        (
            b"---\npublished: 3/9/2025\n---\nTen died.",
            'its front matter has published: "3/9/2025"; write a full date such as 2025-03-09',
        ),
        (
            b"---\nupdated: 2025-02-30\n---\nTen died.",
            'its front matter has updated: "2025-02-30"; write a full date such as 2025-03-09',
        ),
    ],
)
def test_what_is_no_report_is_an_error(tmp_path: Path, raw: bytes, error: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert run(path) == [Failure(path=str(path), error=error)]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("gone.txt", "there is no such file or folder; check the path"),
        ("empty", "has no report in it; give a folder of texts, web pages or other reports"),
        ("reconcile.toml", "is a case file, no report; give it with --case"),
    ],
)
def test_a_path_given_by_name_must_be_a_report(tmp_path: Path, name: str, error: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "photo.jpg").touch()
    write(tmp_path, "reconcile.toml", "photo.jpg")
    assert run(tmp_path / name) == [Failure(path=str(tmp_path / name), error=error)]


def test_the_other_reports_are_still_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "c.txt")
    (tmp_path / "b.txt").write_bytes(b"\x00")
    results = run(tmp_path, tmp_path / "gone.txt")
    assert [each.path.removeprefix(f"{tmp_path}/") for each in results] == ["gone.txt", "a.txt", "b.txt", "c.txt"]
    assert [isinstance(each, Failure) for each in results] == [True, False, True, False]


# What is found.


def test_a_folder_is_walked_by_name_and_the_rest_is_counted(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a/B.TXT", "c.txt", "10.txt", "press_files/d.txt")
    write(tmp_path, ".hidden.txt", ".git/e.txt", "reconcile.toml", "photo.jpg", "page.html", "page_files/f.txt", "x.js")
    found = find([str(tmp_path)], Case())
    assert [file.id for file in found.files] == [
        "10.txt",
        "a/B.TXT",
        "a/z.md",
        "b.txt",
        "c.txt",
        "page.html",
        "press_files/d.txt",
    ]
    assert found.passed_over == 3
    assert (found.failures, found.events) == ((), ())


def test_a_folder_below_with_its_own_case_file_is_another_event(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "quake/reconcile.toml", "quake/b.txt")
    found = find([str(tmp_path)], Case())
    assert [file.id for file in found.files] == ["a.txt"]
    assert found.events == (str(tmp_path / "quake"),)
    assert [file.id for file in find([str(tmp_path / "quake")], Case()).files] == ["b.txt"]


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "in/.kept/b.txt", "out/c.txt")
    inside = tmp_path / "in"
    (inside / "away").symlink_to(tmp_path / "out")
    (inside / "away.txt").symlink_to(tmp_path / "out" / "c.txt")
    (inside / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "kept.txt").symlink_to(inside / ".kept" / "b.txt")
    found = find([str(inside)], Case())
    assert [file.id for file in found.files] == ["a.txt", "kept.txt"]
    assert found.passed_over == 4


@pytest.mark.parametrize(
    ("home", "paths", "ids"),
    [
        (None, ["a"], ["x.txt", "y/z.txt"]),
        (None, ["a/y"], ["z.txt"]),
        (None, ["a/y/z.txt"], ["z.txt"]),
        (None, ["a", "a/x.txt", "a/../a/x.txt"], ["x.txt", "y/z.txt"]),
        (None, ["a/x.txt", "b/x.txt", "b/w.txt"], ["a/x.txt", "b/x.txt", "w.txt"]),
        (".", ["a", "b/x.txt"], ["a/x.txt", "a/y/z.txt", "b/x.txt"]),
        ("a", ["a/y", "b/x.txt"], ["y/z.txt", "x.txt"]),
    ],
)
def test_ids(tmp_path: Path, home: str | None, paths: list[str], ids: list[str]) -> None:
    write(tmp_path, "a/x.txt", "a/y/z.txt", "b/x.txt", "b/w.txt")
    case = Case(path=str(tmp_path / home / "reconcile.toml") if home else None)
    assert [file.id for file in find([str(tmp_path / path) for path in paths], case).files] == ids


def test_files_of_the_same_content_are_one_report(tmp_path: Path) -> None:
    write(tmp_path, "b.txt")
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    case = Case(reports={"c.txt": ReportFacts(publisher="An outlet")})
    first, second = reports(tmp_path, case=case)
    assert (first.id, first.copies, first.publisher) == ("a.txt", (str(tmp_path / "c.txt"),), "An outlet")
    assert (second.id, second.copies) == ("b.txt", ())


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + PROSE.encode())))
    (report,) = reports("-", "-")
    assert (report.id, report.path, report.label, report.text) == ("-", "-", "stdin", PROSE)


# What is told of a report.


def test_front_matter(tmp_path: Path) -> None:
    head = """---
title: "Toll: 300"
publisher: AFP
url: https://example.org/a
published: 9 March 2025
updated: 2025-03-10T08:00:00Z
retrieved: 2025-03-12
section: World
---
"""
    report = only(tmp_path / "a.txt", f"{head}Another Title\n\n{PROSE}")
    assert (report.title, report.publisher, report.url) == ("Toll: 300", "AFP", "https://example.org/a")
    assert report.published == Published(date=date(2025, 3, 9), basis="metadata")
    assert (report.updated, report.retrieved) == (date(2025, 3, 10), date(2025, 3, 12))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (PROSE, None),
        (f"Over 400 Killed\n\n{PROSE}", "Over 400 Killed"),
        (f"---\npublisher: AFP\n---\nOver 400 Killed\n\n{PROSE}", "Over 400 Killed"),
    ],
)
def test_the_title_is_the_headline(tmp_path: Path, text: str, title: str | None) -> None:
    assert only(tmp_path / "a.txt", text).title == title


def test_published_has_the_best_basis(tmp_path: Path) -> None:
    name, line = "2025-03-11-a.txt", "12 March 2025\n\n"
    front = "---\npublished: 2025-03-10\n---\n"
    case = Case(reports={name: ReportFacts(published=Published(date=date(2025, 3, 9), basis="case"))})
    path = tmp_path / name
    assert only(path, front + line + PROSE, case).published == Published(date=date(2025, 3, 9), basis="case")
    assert only(path, front + line + PROSE).published == Published(date=date(2025, 3, 10), basis="metadata")
    assert only(path, line + PROSE).published == Published(date=date(2025, 3, 11), basis="filename")
    assert only(tmp_path / "a.txt", line + PROSE).published == Published(date=date(2025, 3, 12), basis="dateline")
    assert only(tmp_path / "a.txt", PROSE).published is None


@pytest.mark.parametrize(
    "head",
    [
        "The toll on 8 March 2025",
        "Flash update (as of 23 November 2025)",
        "DAMASCUS, March 10 -",
        "In Damascus, March 8, 2025 was a day of mourning - the third.",
        "10 March",
        "March 2025",
        "6 March 2025\n7 March 2025",
        "03/09/2025",
        "31 February 2025",
        "11.02.2026",
        "Updated 2 hours ago",
        f"{PROSE}\n9 March 2025",
        "Photo taken 9 March 2025",
    ],
)
def test_a_date_that_may_be_the_events_is_no_dateline(head: str) -> None:
    assert dates.in_head(f"{head}\n\n{PROSE}", 0) == (None, None)


@pytest.mark.parametrize(
    ("head", "published", "updated"),
    [
        ("March 9, 2025 - 21:14", (2025, 3, 9), None),
        ("Fri 7 Mar 2025 23.41 CET\nLast modified on Sat 8 Mar 2025 01.20 CET", (2025, 3, 7), (2025, 3, 8)),
        ("2025-03-17T21:40:18+00:00", (2025, 3, 17), None),
        ("05 August, 2024, 01:20 am\nLast modified: 06 August, 2024, 02:05 am", (2024, 8, 5), (2024, 8, 6)),
        ("Title\n\n14 MARCH 2025\nSC/PRST", (2025, 3, 14), None),
        ("By Our Correspondent | Published August 16, 2025", (2025, 8, 16), None),
        ("Published August 16, 2025 | Updated August 17, 2025", (2025, 8, 16), (2025, 8, 17)),
        ("Updated: 10 March 2025\nPublished: 9 March 2025", (2025, 3, 9), (2025, 3, 10)),
        ("March 10, 2025 5:12 PM GMT+2 Updated 3 hours ago", (2025, 3, 10), None),
        ("Sunday, 9th March 2025\r", (2025, 3, 9), None),
        ("Posted on: Mar. 9, 2025 at 5:12 p.m. EDT", (2025, 3, 9), None),
        ("Last updated 9 March 2025", None, (2025, 3, 9)),
        ("Published 9 March 2025\n6 March 2025", (2025, 3, 9), None),
        ("DAMASCUS, March 8, 2025 (Agency) - Forty people were killed.", (2025, 3, 8), None),
        ("KYIV, Ukraine, 8 March 2025 — Forty people were killed.", (2025, 3, 8), None),
        ("GENEVA (11 March 2025) – Forty people were killed.", (2025, 3, 11), None),
    ],
)
def test_datelines(head: str, published: tuple[int, int, int] | None, updated: tuple[int, int, int] | None) -> None:
    assert dates.in_head(f"A Title\n\n{head}\n\n{PROSE}", 0) == (
        date(*published) if published else None,
        date(*updated) if updated else None,
    )


def test_a_date_in_front_matter_is_when_it_was_published(tmp_path: Path) -> None:
    assert only(tmp_path / "a.txt", f"---\ndate: 2025-03-10\n---\n{PROSE}").published == Published(
        date=date(2025, 3, 10), basis="metadata"
    )
    both = f"---\npublished: 2025-03-09\ndate: 2025-03-10\n---\n{PROSE}"
    assert only(tmp_path / "a.txt", both).published == Published(date=date(2025, 3, 9), basis="metadata")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("000_07581b009b96ef05.txt", None),
        ("toll-2025-03.txt", None),
        ("2025-13-09.txt", None),
        ("ab20250309cd.txt", None),
        ("120250309.txt", None),
        ("2025-03-09-to-2025-03-12.txt", None),
        ("2025-03-09-report.txt", date(2025, 3, 9)),
        ("afp_2025_03_09.txt", date(2025, 3, 9)),
        ("20250309.txt", date(2025, 3, 9)),
        ("afp_20250309_2025-03-09.txt", date(2025, 3, 9)),
    ],
)
def test_dates_in_filenames(name: str, day: date | None) -> None:
    assert dates.in_filename(name) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("soon", None),
        ("March 2025", None),
        ("9/3/2025", None),
        ("March 9", None),
        ("2025-03-09", date(2025, 3, 9)),
        ("9th day of March in 2025", date(2025, 3, 9)),
        ("11.02.2026", date(2026, 2, 11)),
        ("1.2.2026", date(2026, 2, 1)),
        ("Wed, 11.02.2026 23.41", date(2026, 2, 11)),
        ("11. 2. 2026.", date(2026, 2, 11)),
        ("02.13.2026", None),
        ("Fri, 02.13.2026", None),
        ("11.02.26", None),
        ("10.11.02.2026", None),
        ("11.02.2026.1", None),
    ],
)
def test_written_dates(written: str, day: date | None) -> None:
    assert dates.parse(written) == day


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["000_07581b.txt", "001_ee7930.txt"], ["000", "001"]),
        (["02-two-day.txt", "02-two-way.txt", "04-rival.txt"], ["02-two-day", "02-two-way", "04-rival"]),
        (["report.txt"], ["report"]),
        (["toll.txt", "toll-2.txt"], ["toll", "toll-2"]),
        (["0a1b2c3d4e5f60718293.txt", "0a1f2c3d4e5f60718293.txt"], ["0a1b", "0a1f"]),
        (["a/x.txt", "b/x.txt"], ["a/x", "b/x"]),
        (["x.txt", "x.md"], ["x.txt", "x.md"]),
        (["a/000_x.txt", "b/001_x.txt"], ["000", "001"]),
        (["-", "stdin.txt"], ["-", "stdin"]),
    ],
)
def test_labels(ids: list[str], expected: list[str]) -> None:
    assert list(labels.shorten(ids).values()) == expected


def test_a_publisher_is_the_label_once(tmp_path: Path) -> None:
    for number in range(3):
        text = f"---\npublisher: AFP\n---\n{PROSE}{number}"
        (tmp_path / f"00{number}_x.txt").write_text(text, encoding="utf-8")
    assert [report.label for report in reports(tmp_path)] == ["AFP", "AFP 001", "AFP 002"]
    write(tmp_path, "AFP.txt")  # whose name the publisher's would be
    assert [report.label for report in reports(tmp_path)] == ["AFP 000", "AFP 001", "AFP 002", "AFP"]


@settings(max_examples=300)
@given(st.lists(st.lists(st.sampled_from(["A", "B", "c", "c#1", "B c"]), max_size=3).map(" ".join), max_size=12))
def test_no_two_reports_have_one_label(publishers: list[str]) -> None:
    files = ["c", "B c", "d"]
    names = labels.Labels(files)
    told = [(file, str(number)) for file in files for number in range(len(publishers))]
    labelled = [
        names.of(*each, publisher or None) for each, publisher in zip(told, publishers * len(files), strict=True)
    ]
    assert len(labelled) == len(set(labelled))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("San José, 12 February 2026", 12),
        ("Plainstown Daily — February 12, 2026", 12),
        ("The Valley Gazette | 12 Feb 2026", 12),
        ("Published 12 February 2026 by Mine Safety Watch", 12),
        ("By Our Reporter, Lokoja | February 12, 2026", 12),
        ("Posted 13 February 2026 · Originally published 12 February 2026", 12),
        ("Massacre in Homs, 12 February 2026, remembered", None),
    ],
)
def test_a_dateline_may_name_a_place_and_who_wrote(line: str, day: int | None) -> None:
    found = dates.in_head(
        f"A mine has fallen in\n{line}\nTwenty people were killed when a mine fell in, it was said.\n", 0
    )
    assert found.published == (date(2026, 2, day) if day else None)


def test_a_headline_that_names_the_day_of_its_event_is_no_dateline() -> None:
    head = "Hama Massacre, 2 February 1982\nTwenty people were killed when the army came, it was said then.\n"
    assert dates.in_head(head, 0).published is None


def test_a_missing_library_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delitem(sys.modules, "reconcile.readers.warc", raising=False)
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (tmp_path / "a.warc").write_bytes(b"WARC/1.1\r\n\r\n")
    (failure,) = run(tmp_path / "a.warc")
    assert isinstance(failure, Failure)
    assert failure.error.startswith(f"is a web archive, which needs a library; run: {sys.executable} -m pip install '")
    assert "fastwarc>=" in failure.error


def test_a_report_is_found_by_the_start_of_its_name(tmp_path: Path) -> None:
    write(tmp_path, "001_a.txt", "002_b.txt", "003_c.txt", "photo.jpg")
    assert [file.id for file in find([str(tmp_path / "002")], Case()).files] == ["002_b.txt"]
    ambiguous = find([str(tmp_path / "00")], Case())
    assert (ambiguous.files, ambiguous.passed_over) == ((), 0)
    assert [failure.error for failure in ambiguous.failures] == ["there is no such file or folder; check the path"]

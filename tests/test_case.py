from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from reconcile.case import Case, find, load
from reconcile.errors import CaseError

WHOLE = """\
[event]
name = "Syria's coast, March 2025"
onset = 2025-03-06
timezone = "Asia/Damascus"
place = ["the coast", "Latakia"]
population = ["Alawite"]

[reports."a-report.txt"]
published = 2025-03-09
publisher = "An outlet"

[reports."sub/late.txt"]
published = 2025-03-09T23:30:00Z

[reports."local.txt"]
published = 2025-03-09T23:30:00

[sources.SOHR]
name = "Syrian Observatory for Human Rights"
aliases = ["the Observatory"]
kind = "monitor"

[categories.loyalists]
add = ["armed fighters"]

[places]
"the coast" = ["Latakia", "Tartous"]

[numbers]
profile = "acled"
household_size = 4.6
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    return tmp_path / "reconcile.toml"


def test_an_empty_file_is_the_empty_case(case_file: Path) -> None:
    case_file.write_bytes(b"")
    assert load(case_file) == Case(path=str(case_file), sha256=sha256(b"").hexdigest())


def test_every_key_is_read(case_file: Path) -> None:
    case_file.write_text(WHOLE, encoding="utf-8")
    case = load(case_file)
    assert case.sha256 == sha256(WHOLE.encode()).hexdigest()
    assert case.event.onset == date(2025, 3, 6)
    assert case.event.place == ("the coast", "Latakia")
    assert case.reports["a-report.txt"].publisher == "An outlet"
    assert case.sources["SOHR"].kind == "monitor"
    assert case.categories["loyalists"].add == ("armed fighters",)
    assert case.places == {"the coast": ("Latakia", "Tartous")}
    assert (case.numbers.profile, case.numbers.household_size) == ("acled", 4.6)


@pytest.mark.parametrize(
    ("report", "day"), [("a-report.txt", 9), ("sub/late.txt", 10), ("local.txt", 9)], ids=["date", "UTC", "local time"]
)
def test_published_is_the_local_day(case_file: Path, report: str, day: int) -> None:
    case_file.write_text(WHOLE, encoding="utf-8")
    published = load(case_file).reports[report].published
    assert published is not None
    assert (published.date, published.basis) == (date(2025, 3, day), "case")


def test_without_a_time_zone_the_day_is_as_written(case_file: Path) -> None:
    case_file.write_text('[reports."a.txt"]\npublished = 2025-03-09T23:30:00Z\n', encoding="utf-8")
    published = load(case_file).reports["a.txt"].published
    assert published is not None
    assert published.date == date(2025, 3, 9)


def test_a_byte_order_mark_is_no_error(case_file: Path) -> None:
    case_file.write_bytes(b'\xef\xbb\xbf[event]\nname = "x"\n')
    assert load(case_file).event.name == "x"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[event]\nonst = 2025-03-06\n", "2: [event] onst: unknown key; did you mean onset?"),
        ("event.onst = 2025-03-06\n", "1: [event] onst: unknown key; did you mean onset?"),
        ('\n[evnt]\nname = "x"\n', "2: [evnt]: unknown key; did you mean event?"),
        (
            'path = "x"\n',
            "1: [path]: unknown key; write one of event, reports, sources, categories, places, "
            "numbers, fields, corrections, checked, reviewed",
        ),
        ("[event]\nonset = '2025-03-06'\n", "2: [event] onset: write a date without quotes: 2025-03-06"),
        ("[event]\nonset = 2025-03-06T01:00:00\n", "2: [event] onset: write a date without quotes: 2025-03-06"),
        (
            '[event]\ntimezone = "Asia/Damascu"\n',
            '2: [event] timezone: "Asia/Damascu" is no time zone; did you mean "Asia/Damascus"?',
        ),
        (
            '[event]\ntimezone = ""\n',
            '2: [event] timezone: "" is no time zone; write one such as "Asia/Damascus"',
        ),
        ('[event]\nplace = "Latakia"\n', '2: [event] place: write a list: ["…", "…"]'),
        ('[event]\nplace = [\n  "a",\n  3,\n]\n', "2: [event] place, entry 2: write text in quotes"),
        ("event = 3\n", "1: [event]: make it a table of its own, in square brackets"),
        ("places = 3\n", "1: [places]: make it a table of its own, in square brackets"),
        (
            '[reports."a b.txt"]\npublisher = "x"\npublished = "2025-03-09"\n',
            '3: [reports."a b.txt"] published: write a date, or a date and time, without quotes: 2025-03-09',
        ),
        (
            '[reports]\n"a.txt" = { publishd = 2025-03-09 }\n',
            '2: [reports."a.txt"] publishd: unknown key; did you mean published?',
        ),
        ('[sources.SOHR]\nkind = "monitor"\n', "1: [sources.SOHR] name: is missing; add it"),
        ('[sources.SOHR]\nname = "S"\nkind = "monitr"\n', "3: [sources.SOHR] kind: did you mean monitor?"),
        ("[categories.loyalists]\nadds = []\n", "2: [categories.loyalists] adds: unknown key; did you mean add?"),
        ('[places]\n"the coast" = "x"\n', '2: [places] "the coast": write a list: ["…", "…"]'),
        ('[numbers]\nprofile = "some"\n', "2: [numbers] profile: write one of none, acled, nextier"),
        ("[numbers]\nhousehold_size = 0\n", "2: [numbers] household_size: write a number above 0"),
        ("[numbers]\nhousehold_size = true\n", "2: [numbers] household_size: write a number: 4.6"),
        (
            WHOLE + '\n[[corrections]]\nreport = "a-report.txt"\n',
            "33: [corrections] quote: is missing; add it",
        ),
        (
            '[event]\nname = """\nonset = 1\n"""\nonset = 1\n',
            "5: [event] onset: write a date without quotes: 2025-03-06",
        ),
        ("[event]\nname = 1\nonset = 1\n", "2: [event] name: write text in quotes"),
    ],
)
def test_an_error_says_line_key_and_mend(case_file: Path, text: str, message: str) -> None:
    case_file.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load(case_file)
    assert str(caught.value) == f"{case_file}:{message}"


@pytest.mark.parametrize(
    ("text", "line"), [('[event]\nname = "x\n', 2), ("[event]\nname = [", 2), ('[event]\nname = "a"\nname = "b"\n', 3)]
)
def test_an_error_says_where_it_is_no_toml(case_file: Path, text: str, line: int) -> None:
    case_file.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load(case_file)
    assert str(caught.value).startswith(f"{case_file}:{line}: is no TOML: ")
    assert "\n" not in str(caught.value)


def test_an_error_says_what_is_not_utf8(case_file: Path) -> None:
    case_file.write_bytes(b'[event]\nname = "\xe9"\n')
    with pytest.raises(CaseError) as caught:
        load(case_file)
    assert str(caught.value) == f"{case_file}:2: is not UTF-8; save the file as UTF-8"


def test_an_error_says_what_is_not_there(case_file: Path) -> None:
    with pytest.raises(CaseError) as caught:
        load(case_file)
    assert str(caught.value) == (
        f"{case_file}: cannot be read (No such file or directory); give a case file that exists"
    )


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        (["other/c.txt"], None),
        (["."], None),
        (["event/a.txt", "other/c.txt"], None),
        ([], None),
        (["event"], "event"),
        (["event/a.txt"], "event"),
        (["event/sub"], "event"),
        (["event/sub/b.txt", "event/a.txt"], "event"),
        (["event/gone.txt"], "event"),
        (["event/inner/d.txt"], "event/inner"),
        (["event/inner", "event/sub"], "event"),
        (["other/../event/a.txt"], "event"),
    ],
)
def test_the_case_file_is_the_nearest_above_all_paths(tmp_path: Path, paths: list[str], found: str | None) -> None:
    for name in ("event/reconcile.toml", "event/inner/reconcile.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("event/a.txt", "event/sub/b.txt", "event/inner/d.txt", "other/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert find(str(tmp_path / path) for path in paths) == (tmp_path / found / "reconcile.toml" if found else None)


def test_stdin_has_the_case_file_of_the_folder_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find(["-"]) is None
    (tmp_path / "reconcile.toml").touch()
    assert find(["-"]) == tmp_path / "reconcile.toml"

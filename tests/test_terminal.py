"""The pages of a terminal: nothing wider than it, columns that hold, words from right to left, the pager, colours."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from figures import figure
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from reconcile import comparing, direction, journal, lookup, pipeline, reviewing
from reconcile.case import Case
from reconcile.records import Check, Correction
from reconcile.renderers import (
    terminal,
    terminal_diff,
    terminal_explain,
    terminal_log,
    terminal_matrix,
    terminal_review,
    terminal_tables,
    wording,
)
from reconcile.renderers.plain import one_line, visible
from reconcile.renderers.terminal_layout import CAUTION, Page, cut_within, hanging, listed, quoted, section, table
from reconcile.renderers.wording import ASCII, UNICODE
from reconcile.results import Result

ROOT = Path(__file__).parent.parent
CORPORA = ("seeds", "tests/corpus/syria/reports", "tests/corpus/world/reports", "tests/forty/reports")
COUNTERS = ("the health ministry", "the civil defence agency", "the Red Cross", "the police")
LONG = "the Provincial Directorate General for Emergency Coordination of the Northern Highlands"
# The folders of reports that make trouble: publisher, title and text of each.
STORIES: dict[str, list[tuple[str, str, str]]] = {
    "many": [
        (
            f"The International Chronicle of Province {number}",
            f"Toll rises to {100 + number}",
            f"At least {100 + number} people were killed and {200 + number} injured in the flood, "
            f"{COUNTERS[number % 4]} said on Monday. Another {3 + number} people are missing.",
        )
        for number in range(50)
    ],
    "right to left": [
        (
            "جريدة الساحل",
            "مقتل 12 في المدينة",
            "At least 12 people were killed in مدينة النهر, وكالة 7 said on Monday.",
        ),
        ("עיתון החוף", "שלושים 30", 'More than 20 people were killed, said "דובר 40". Then 50 people were injured.'),
        ("قناة ١٢ 24", "عدد ١٢٣", "In النهر 26 people were killed, and 14 people are missing, the Red Cross said."),
        ("ߒߞߏ 5", "ܣܘܪܝܬ", "The Red Cross said 27 people were killed near النهر."),
    ],
    "wide": [
        ("河川新聞", "死者12人", "At least 12 people were killed and 30 injured in 川上市, 河川通信 said on Monday."),
        (
            "E\u0301cho de l\u2019E\u0301te\u0301",
            "16 👩\u200d👩\u200d👧",
            "The Red Cross 👩\u200d👩\u200d👧 said 16 people were killed.",
        ),
        ("강변일보", "사망 17", "At least 17 people were killed, 강변통신 said on Tuesday. 19 soldiers died, it said."),
    ],
    "long words": [
        ("P" * 30, "T" * 120, f"At least 12 people were killed near {'x' * 120}, {LONG} said on Monday."),
        ("p" * 30, "t" * 120, f"At least 15 people were killed, {LONG} said. 9 people are missing in {'Y' * 120}."),
    ],
    "large": [
        ("Daily", "Millions", "Between 1,800,000 and 2,000,000 people were displaced, the United Nations said."),
        (
            "Weekly",
            "Half",
            "One thousand four hundred and twenty-six people were killed, the Red Cross said on Monday.",
        ),
    ],
    "one figure": [("Daily", "A toll", "At least 12 people were killed, the health ministry said.")],
    "no figure": [("Daily", "A meeting", "The council met on Monday and then everybody went home again.")],
}


def words(report: tuple[str, str, str]) -> str:
    publisher, title, text = report
    return f"---\npublisher: {publisher}\ntitle: {title}\n---\n\n{text}\n"


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of folders of reports, one for each kind of trouble, and one with a case file that corrects."""
    place = tmp_path_factory.mktemp("stories")
    for name, reports in STORIES.items():
        (place / name).mkdir()
        for number, report in enumerate(reports):
            (place / name / f"report-{number:02}.txt").write_text(words(report), encoding="utf-8")
    corrected = place / "corrected"
    corrected.mkdir()
    (corrected / "a.txt").write_text("At least 12 people were killed, the police said on Monday.\n" * 2)
    entry = 'quote = "At least [12] people"\nset = {stated = 21}\nwhy = "a slip of the pen, put right by the police"'
    (corrected / "reconcile.toml").write_text(f'[[corrections]]\nreport = "a.txt"\n{entry}\nby = "Ada"\n' * 9)
    return place


@dataclass
class Read:
    """An event as it was read: what each page of it is drawn from."""

    place: Path
    event: pipeline.Event
    result: Result
    readings: list[pipeline.Reading]

    @property
    def case(self) -> Case:
        return self.event.case


@pytest.fixture(scope="module", params=[*CORPORA, *STORIES, "corrected"])
def event(request: pytest.FixtureRequest, stories: Path) -> Read:
    """Give each folder of reports in turn, read."""
    place = ROOT / request.param if request.param in CORPORA else stories / request.param
    (found,) = pipeline.events([str(place)])
    items = list(pipeline.extract(found))
    readings = [item for item in items if isinstance(item, pipeline.Reading)]
    return Read(place, found, pipeline.reconcile(found, items), readings)


def pages(read: Read, page: Page) -> Iterator[tuple[str, Iterable[Text]]]:
    """Draw all pages of an event but that of `reconcile report`."""
    for reading in read.readings:
        found, dropped = reading.extraction.figures, reading.extraction.dropped
        yield f"explain {reading.report.label}", terminal_explain.explain(reading.report, found, dropped, page)
    a, b = read.readings[0].report, read.readings[-1].report
    between, against = comparing.diff(a.path, b.path)[1], comparing.diff(a.path, str(read.place))[1]
    yield "diff", terminal_diff.diff(between, read.case, page)
    yield "diff with a folder", terminal_diff.diff(against, read.case, page)
    labels = {report.id: report.label for report in read.result.reports}
    yield "log", terminal_log.log(journal.log(read.event, read.readings), labels, page)
    for item in reviewing.unchecked((reading.report, reading.extraction.figures) for reading in read.readings)[:20]:
        yield "review", terminal_review.item(0, item, 1, page)


def too_wide(lines: Iterable[Text], width: int) -> list[str]:
    return [shown for line in lines if cell_len(shown := direction.in_order(line).plain) > width or "\n" in shown]


# No line is wider than the terminal


@pytest.mark.parametrize("marks", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("width", [40, 41, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(event: Read, width: int, marks: wording.Marks) -> None:
    page = Page(width, marks)
    drawn = [*pages(event, page), ("report", terminal.report(event.result, event.case, page) if width >= 60 else ())]
    wide = {name: lines for name, shown in drawn if (lines := too_wide(shown, width))}
    assert wide == {}


def test_no_line_of_a_report_is_wider_than_a_narrow_terminal() -> None:
    (found,) = pipeline.events([str(ROOT / "tests/forty/reports")])
    assert too_wide(terminal.report(pipeline.reconcile(found), found.case, Page(40, UNICODE)), 40) == []


@pytest.mark.parametrize("width", [40, 80])
def test_a_table_of_figures_fits_and_cuts_no_number(stories: Path, width: int) -> None:
    (found,) = pipeline.events([str(stories / "large")])
    figures = pipeline.reconcile(found).figures
    lines = list(terminal_tables.figures([figures], Page(width, UNICODE)))
    assert too_wide(lines, width) == []
    assert "1,800,000–2,000,000" in "\n".join(line.plain for line in lines)


def test_a_long_head_has_lines_of_its_own_and_loses_nothing() -> None:
    page = Page(40, UNICODE)
    head = "  civilians killed, the Directorate of the Northern Highlands    "
    for lines in (hanging(head, "300 → 400", page), listed(head, ["300 one", "400 two"] * 5, page)):
        shown = [line.plain for line in lines]
        assert too_wide(map(Text, shown), 40) == []
        assert [line.strip() for line in shown[:2]] == [
            "civilians killed, the Directorate of",
            "the Northern Highlands",
        ]
        assert shown[2].startswith("      300")
    assert [line.plain for line in hanging("head  ", "text", page)] == ["head  text"]


def squeezed(*texts: str) -> str:
    return "".join("".join(texts).split())


@given(st.text(), st.lists(st.text(), min_size=1, max_size=5), st.integers(40, 100))
def test_what_is_listed_fits_and_is_all_there(head: str, items: list[str], width: int) -> None:
    shown = [line.plain for line in listed(head, items, Page(width, UNICODE))]
    assert too_wide(map(Text, shown), width) == []
    assert squeezed(*shown) == squeezed(visible(head), *map(visible, items))
    shown = [line.plain for line in hanging(head, items[0], Page(width, UNICODE))]
    assert too_wide(map(Text, shown), width) == []
    assert squeezed(*shown) == squeezed(visible(head), one_line(items[0]))


@given(st.text(max_size=60), st.text(), st.text("0123456789, abc", min_size=1), st.text(), st.integers(40, 100))
def test_a_quote_never_loses_its_number_or_its_place(
    place: str, before: str, number: str, after: str, width: int
) -> None:
    shown = [line.plain for line in quoted(place, (before, number, after), Page(width, UNICODE), places=20)]
    assert too_wide(map(Text, shown), width) == []
    assert squeezed(f"[{one_line(number)}]") in squeezed(*shown)
    assert squeezed(one_line(place)) in squeezed(*shown)


def test_a_mark_that_combines_stays_with_its_letter() -> None:
    name = "Te\u0301le\u0301gramme de la co\u0302te e\u0301t"
    for width in range(4, 20):
        shown = cut_within(name, width, UNICODE)
        assert cell_len(shown) <= width
        assert all(unicodedata.combining(char) == 0 for char in shown.partition("…")[2][:1])


def test_what_the_analyst_did_is_explained() -> None:
    told = figure("a", 12, credit="SOHR")
    done = Correction(line=5, by=None, on=None, from_={"stated": 21}, why="a slip of the pen")
    looked = Check(line=9, by="Ada", on=None)

    def explained(**changes: object) -> str:
        return "\n".join(
            line.plain for line in terminal_explain.reading(told.model_copy(update=changes), 1, Page(80, UNICODE))
        )

    assert "corrected    a slip of the pen (case file, line 5)" in explained(corrected=done)
    added = done.model_copy(update={"from_": {}})
    assert "added        a slip of the pen (case file, line 5)" in explained(corrected=added)
    assert "checked      against the report (case file, line 9)" in explained(checked=looked)
    assert not {"corrected", "added", "checked"} & set(explained().split())


def test_a_number_in_many_words_is_quoted_whole() -> None:
    number = "One thousand four hundred and twenty-six"
    shown = [line.plain for line in quoted("18-inquiry:5", ("It said ", number, " died."), Page(40, UNICODE))]
    assert shown[0] == "      18-inquiry:5"
    assert f"said [{number}] died." in " ".join(line.strip() for line in shown)


def test_the_brackets_of_a_report_are_not_taken_for_its_number() -> None:
    parts = ("The [interior] ministry of the coast and the hills said on Monday that ", "12", " people[3] were killed.")
    (shown,) = quoted("a:1", parts, Page(60, UNICODE))
    assert "[12]" in shown.plain
    assert [shown.plain[span.start : span.end] for span in shown.spans if "bold" in str(span.style)] == ["[12]"]


def test_rows_keep_their_columns_where_one_of_them_has_to_flow() -> None:
    rows = [("people", "12", "the Directorate for Emergencies of the North", "a:1"), ("men", "9", "police", "b:2")]
    assert [line.plain for line in table(rows, Page(80, UNICODE), flowing=2)] == [
        "  people  12  the Directorate for Emergencies of the North  a:1",
        "  men     9   police                                        b:2",
    ]
    assert [line.plain for line in table(rows, Page(40, UNICODE), flowing=2)] == [
        "  people  12  the Directorate for    a:1",
        "              Emergencies of the",
        "              North",
        "  men     9   police                 b:2",
    ]
    assert [line.plain for line in table(rows, Page(30, UNICODE), flowing=2)][:2] == [
        "  people, 12, the Directorate",
        "    for Emergencies of the",
    ]
    assert list(table([], Page(80, UNICODE), flowing=0)) == []


def test_a_title_of_a_section_is_wrapped() -> None:
    shown = [line.plain for line in section("ONLY IN a report with a label that is long  3", Page(40, UNICODE))]
    assert shown == ["ONLY IN a report with a label that is", "long 3"]


def test_text_of_reports_acts_nowhere_in_a_page() -> None:
    evil = "a\x1b[2J\nb\u202ec"
    page = Page(80, UNICODE)
    drawn = [
        *listed(evil, [evil], page),
        *hanging(evil, evil, page),
        *quoted(evil, (evil, evil, evil), page),
        *section(evil, page),
    ]
    assert not {"\x1b", "\n", "\u202e"} & set("".join(line.plain for line in drawn))


# Columns


def test_the_numbers_of_a_column_stand_below_one_another(event: Read) -> None:
    page = Page(100, UNICODE)
    lines = [line.plain for line in terminal_matrix.draw(event.result, {}, [], None, page)]
    if len(lines) < 3:
        pytest.skip("the folder has no toll")
    below = ("also ", "≥ ", "> ", "~ ", "* ", "– ")
    end = next((at for at, line in enumerate(lines) if line.startswith(below)), len(lines))
    columns = {0, *(match.start() for match in re.finditer(r"\S+( \S+)*", lines[1]))}
    for line in lines[2:end]:
        cells = [(match.start(), match.group()) for match in re.finditer(r"\S+( \S+)*", line)]
        starts = {cell_len(line[:start]) for start, cell in cells}
        assert starts <= {at + set_in for at in columns for set_in in (0, 1)}, line


# Labels


def test_every_report_is_told_by_its_label_and_explained_by_it(event: Read) -> None:
    labels = {report.label: report.id for report in event.result.reports}
    assert len(labels) == len(event.result.reports)
    lines = terminal_matrix.draw(event.result, {}, [], None, Page(80, UNICODE))
    shown = "\n".join(line.plain for line in lines)
    tolls = {point.report for series in event.result.series for track in series.tracks for point in track.points}
    for label, report in labels.items():
        assert label in shown or report not in tolls
        assert lookup.find_report(f"{event.place}/{label}").report.id == report


def test_reports_with_long_labels_are_told_apart(tmp_path: Path) -> None:
    for name, toll in (("north", 12), ("south", 15)):
        inside = tmp_path / "archive" / "events" / name
        inside.mkdir(parents=True)
        (inside / "flood-report.txt").write_text(f"At least {toll} people were killed, the police said on Monday.\n")
    (found,) = pipeline.events([str(tmp_path)])
    result = pipeline.reconcile(found)
    assert len({report.label for report in result.reports}) == 2
    lines = [line.plain for line in terminal_matrix.draw(result, {}, [], None, Page(80, UNICODE))]
    sides = [line.partition("  ")[0] for line in lines if "police" in line]
    assert len(set(sides)) == 2


# Words that are written from right to left

LETTERS = "אבגשלום مدينة ܣܘܪ ߒߞߏ १२ \u200f١٢ab 0123456789¹² .,:;/()[]\"'→·–  "


def settled(text: str) -> bool:
    """Tell whether no number, and no name in another column, follows a name from right to left without a mark."""
    strong, gap = "L", ""
    for at, char in enumerate(text):
        kind = unicodedata.bidirectional(char)
        if kind == "EN" and strong == "R":
            # Digits within a word go with the word.
            rest = text[at:].lstrip("0123456789")[:1]
            inside = not gap and re.match(direction._LETTER, rest)
            if not inside and not re.match(direction._LETTER, char):
                return False
        elif kind in ("R", "AL", "AN"):
            if strong == "R" and ("  " in gap or "→" in gap):
                return False
            strong, gap = "R", ""
        elif kind == "L":
            strong, gap = "L", ""
        elif kind not in ("EN", "NSM", "BN"):
            gap += char
    return True


def test_every_letter_that_is_written_from_right_to_left_is_known() -> None:
    written = (chr(code) for code in range(sys.maxunicode + 1))
    unknown = [
        c for c in written if unicodedata.bidirectional(c) in ("R", "AL", "AN") and not re.match(direction._LETTER, c)
    ]
    assert unknown == []


@given(st.text(LETTERS, max_size=40))
def test_no_number_and_no_column_is_moved_by_words_from_right_to_left(text: str) -> None:
    shown = direction.in_order(Text(text)).plain
    assert settled(shown)
    assert shown.replace("\u200e", "") == text
    assert cell_len(shown) == cell_len(text)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("החוף:7", "\u200eהחוף\u200e:7"),
        ("החוף  הנהר  3", "\u200eהחוף\u200e  הנהר\u200e  3"),
        ("החוף → הנהר", "\u200eהחוף\u200e → הנהר"),
        ("עיתון החוף 3", "\u200eעיתון החוף\u200e 3"),
        ("ק12מ 3", "\u200eק12מ\u200e 3"),
        ("12 הנהר¹", "\u200e12 הנהר\u200e¹"),
        ("why: reconcile explain 'stories/הנהר'", "\u200ewhy: reconcile explain 'stories/הנהר'"),
        ("הנהר radio 3", "\u200eהנהר radio 3"),
        ("24 killed", "24 killed"),
    ],
)
def test_a_mark_ends_the_words_that_would_move_what_follows(line: str, shown: str) -> None:
    assert direction.in_order(Text(line)).plain == shown


def test_a_line_keeps_its_style() -> None:
    styled = direction.in_order(Text("החוף 3", style="bold"))
    bold = [styled.plain[span.start : span.end] for span in styled.spans if span.style == "bold"]
    assert "".join(bold) == "החוף 3"


def test_a_page_in_right_to_left_names_is_settled(stories: Path) -> None:
    (event,) = pipeline.events([str(stories / "right to left")])
    page = terminal.report(pipeline.reconcile(event), event.case, Page(80, UNICODE))
    lines = [direction.in_order(line).plain for line in page]
    assert any("\u200e" in line for line in lines)
    assert [line for line in lines if not settled(line)] == []


# What a terminal shows

SGR = re.compile(r"\x1b\[([\d;]*)m")
READING = 2_000  # bytes that tell a pager's page from a few words


@dataclass
class Terminal:
    """A command in a terminal of a size, which is its controlling one, so that keys interrupt it."""

    leader: int
    process: subprocess.Popen[bytes]
    seen: str = ""
    raw: bytes = field(default=b"", repr=False)

    def until(self, words: str | None, seconds: float = 30) -> str:
        """Read what is shown until these words came, or all of it."""
        end = time.monotonic() + seconds
        while (words is None or words not in self.seen) and time.monotonic() < end:
            if not select.select([self.leader], [], [], 0.1)[0]:
                continue
            try:
                self.raw += os.read(self.leader, 65536)
            except OSError:  # the program has closed its end
                break
            self.seen = self.raw.decode(errors="replace").replace("\r\n", "\n")
        return self.seen

    def status(self) -> int:
        """Read the rest and give the exit status."""
        self.until(None)
        return self.process.wait(10)


@pytest.fixture
def closing() -> Iterator[list[Terminal]]:
    """End what a test left running."""
    opened: list[Terminal] = []
    yield opened
    for one in opened:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait(10)
        os.close(one.leader)


def show(
    opened: list[Terminal], *arguments: str, rows: int = 24, columns: int = 80, keys: bool = True, **env: str | None
) -> Terminal:
    """Start the command in a terminal; with `keys`, somebody sits at it. A variable that is None is not set."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    given = {"PAGER": "cat", "TERM": "xterm-256color", "LESS": None, "NO_COLOR": None, "COLUMNS": None, "LINES": None}
    wanted = {**os.environ, "PYTHONPATH": str(ROOT), **given, **env}
    process = subprocess.Popen(
        [sys.executable, "-m", "reconcile", *arguments],
        cwd=ROOT,
        env={name: value for name, value in wanted.items() if value is not None},
        stdin=follower if keys else subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.DEVNULL,  # progress is shown there where reading takes long
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(1, termios.TIOCSCTTY, 0),
    )
    os.close(follower)
    opened.append(Terminal(leader, process))
    return opened[-1]


def piped(*arguments: str, **env: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    command = [sys.executable, "-m", "reconcile", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout


Opened = list[Terminal]
DIFF = ("diff", "seeds/002", "seeds/004")


@pytest.mark.parametrize("command", ["report", "diff", "explain", "log"])
def test_what_is_longer_than_the_screen_goes_through_the_pager(
    closing: Opened, stories: Path, tmp_path: Path, command: str
) -> None:
    arguments = {
        "report": ("report", "seeds/"),
        "diff": DIFF,
        "explain": ("explain", "seeds/003"),
        "log": ("log", str(stories / "corrected")),
    }[command]
    kept = tmp_path / "paged"
    shown = show(closing, *arguments, rows=12, PAGER=f"cat > {kept}")
    shown.status()
    assert shown.seen == ""
    assert SGR.sub("", kept.read_text(encoding="utf-8")) == piped(*arguments, COLUMNS="80")


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (DIFF, {"rows": 200}),
        (DIFF, {"keys": False}),
        (("extract", "seeds/", "-f", "table"), {}),
        (("report", "seeds/", "-f", "json"), {}),
    ],
    ids=["it fits", "nobody is there", "it comes as it is read", "it is data"],
)
def test_nothing_else_goes_through_the_pager(
    closing: Opened, tmp_path: Path, arguments: Sequence[str], given: dict[str, int]
) -> None:
    kept = tmp_path / "paged"
    shown = show(closing, *arguments, **{"rows": 12, **given}, PAGER=f"cat > {kept}")  # type: ignore[arg-type]
    shown.status()
    assert not kept.exists()
    assert "002" in shown.seen


def test_nothing_that_is_piped_or_written_to_a_file_goes_through_the_pager(closing: Opened, tmp_path: Path) -> None:
    kept, out = tmp_path / "paged", tmp_path / "out"
    assert "DIFFERENT" in piped(*DIFF, PAGER=f"cat > {kept}")
    shown = show(closing, *DIFF, "-o", str(out), rows=12, PAGER=f"cat > {kept}")
    assert (shown.status(), shown.seen) == (1, "")
    assert "DIFFERENT" in out.read_text(encoding="utf-8")
    assert not kept.exists()


@pytest.mark.parametrize("pager", ["cat", "", " "])
def test_no_pager_is_asked_for(closing: Opened, tmp_path: Path, pager: str) -> None:
    (tmp_path / "cat").write_text("#!/bin/sh\necho paged\n")
    (tmp_path / "cat").chmod(0o755)
    shown = show(closing, *DIFF, rows=12, PAGER=pager, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert shown.status() == 1
    assert "NOT PAIRED" in shown.seen
    assert "paged" not in shown.seen


@pytest.mark.parametrize(("term", "set_", "options"), [("xterm", None, "FRX"), ("xterm", "S", "S"), ("dumb", None, "")])
def test_the_pager_is_less_where_none_is_named(
    closing: Opened, tmp_path: Path, term: str, set_: str | None, options: str
) -> None:
    (tmp_path / "less").write_text('#!/bin/sh\necho "less $# $LESS $LESSCHARSET"\n')
    (tmp_path / "less").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    shown = show(closing, *DIFF, rows=12, PAGER=None, TERM=term, LESS=set_, LC_ALL="C", PATH=path)
    assert shown.status() == 1
    assert (f"less 0 {options} utf-8" in shown.seen) is bool(options)
    assert ("NOT PAIRED" in shown.seen) is not bool(options)


@pytest.mark.parametrize("pager", ["no-such-pager", "no-such-pager -R", "./no/such/pager", "/"])
def test_a_pager_that_there_is_not_hides_nothing(closing: Opened, pager: str) -> None:
    shown = show(closing, *DIFF, rows=12, PAGER=pager)
    assert shown.status() == 1
    assert piped(*DIFF, COLUMNS="80") in SGR.sub("", shown.seen)


@pytest.mark.parametrize("pager", ["true", "head -c 1 > /dev/null", "exit 3"])
def test_a_pager_that_is_left_early_keeps_the_exit_status(closing: Opened, pager: str) -> None:
    for arguments, status in ((DIFF, 1), (("report", "tests/forty/reports"), 0)):
        shown = show(closing, *arguments, rows=12, columns=40, PAGER=pager)
        assert (shown.status(), shown.seen) == (status, "")


def test_an_interrupt_in_the_pager_is_no_traceback(closing: Opened) -> None:
    # The one ends at an interrupt; the other, as less does, goes on until it is left.
    for pager in ("echo ready; exec sleep 60", "trap 'echo on' INT; echo ready; read a < /dev/tty; read b < /dev/tty"):
        shown = show(closing, *DIFF, rows=12, PAGER=pager)
        assert "ready" in shown.until("ready")
        os.write(shown.leader, b"\x03")
        os.write(shown.leader, b"q\n")
        os.write(shown.leader, b"q\n")
        assert shown.status() == 1
        assert "Traceback" not in shown.seen
        assert "NOT PAIRED" not in shown.seen


# Colours


@pytest.mark.parametrize("arguments", [("report", "tests/corpus/syria/reports"), DIFF, ("explain", "seeds/003:15")])
def test_colours_say_nothing_that_the_words_do_not(closing: Opened, arguments: Sequence[str]) -> None:
    shown = show(closing, *arguments)
    shown.status()
    codes = {code for found in SGR.findall(shown.seen) for code in found.split(";")}
    assert "1" in codes
    # Bold, dim, red and magenta are read on a dark ground and on a light one.
    assert codes <= {"0", "", "1", "2", "22", "31", "35"}
    assert SGR.sub("", shown.seen) == piped(*arguments, COLUMNS="80")


@pytest.mark.parametrize(("term", "no_color", "left"), [("dumb", None, set()), ("xterm", "1", {"0", "1", "2"})])
def test_no_colour_where_none_is_wanted(closing: Opened, term: str, no_color: str | None, left: set[str]) -> None:
    for arguments in (("report", "tests/corpus/syria/reports"), DIFF):
        shown = show(closing, *arguments, TERM=term, NO_COLOR=no_color)
        shown.status()
        assert {code for found in SGR.findall(shown.seen) for code in found.split(";")} <= left
        assert "\x1b" not in SGR.sub("", shown.seen)


def test_what_no_report_backs_stands_out_in_a_draft(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("At least 12 people were killed, the police said on Monday.\n")
    (tmp_path / "draft.txt").write_text(
        "At least 12 people were killed, the police said on Monday.\n\nThe police said 90 people were injured.\n"
    )
    context, found = comparing.diff(str(tmp_path / "draft.txt"), str(tmp_path / "reports"))
    drawn = list(terminal_diff.diff(found, context, Page(80, UNICODE)))
    assert "THE DRAFT'S FIGURES  2  1 not backed" in [line.plain for line in drawn]
    styles = {line.plain.split()[0]: str(line.style) for line in drawn if line.plain.startswith("  draft:")}
    assert styles == {"draft:1": "", "draft:3": CAUTION}


# Encodings and data


def test_the_mark_of_direction_is_in_no_data(stories: Path) -> None:
    place = str(stories / "right to left")
    for form in ("json", "csv", "jsonl"):
        data = piped("report", place, "-f", form)
        assert "\u200e" not in data
        assert "\\u200e" not in data
    assert "\u200e" in piped("report", place)


def test_the_mark_of_direction_is_in_no_encoding_but_unicode(stories: Path) -> None:
    command = [sys.executable, "-m", "reconcile", "report", str(stories / "right to left")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "iso8859-8"}
    shown = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE).stdout.decode("iso8859-8")
    assert "\nעיתון החוף  " in shown
    assert "החוף?" not in shown

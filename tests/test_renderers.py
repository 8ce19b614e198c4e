"""What is shown, and what is kept from being shown."""

import json
from collections.abc import Callable, Iterable
from datetime import date

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import AsOf, Dropped, Figure, Outcome, Qualifier, Report, Scope, Source
from reconcile.renderers import (
    formats,
    markdown,
    markdown_diff,
    markdown_notes,
    rows,
    terminal,
    terminal_diff,
    terminal_explain,
    terminal_layout,
    terminal_tables,
    wording,
)
from reconcile.renderers import json as json_renderer
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import Page
from reconcile.renderers.wording import ASCII, UNICODE
from reconcile.results import Diff, Result

MakeFigure = Callable[..., Figure]


def plain(lines: Iterable[Text]) -> list[str]:
    return [line.plain for line in lines]


def with_figures(result: Result, figures: Iterable[Figure]) -> Result:
    return result.model_copy(update={"figures": tuple(figures)})


# Text of reports is made safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tolls – “at least” 93", "Tolls – “at least” 93"),
        ("two\n  lines\tand\u00a0more", "two lines and more"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("a\rb\x00c\x9b2J", r"a b\x00c\x9b2J"),
        ("1\u202e23\u202c", r"1\u202e23\u202c"),
        ("name\udcff", r"name\udcff"),
        ("عربي و עברית", "عربي و עברית"),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(st.text())
def test_one_line_holds_no_control_character_and_stays_as_it_is(text: str) -> None:
    shown = one_line(text)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
    assert one_line(shown) == shown


# Words


@pytest.mark.parametrize(
    ("qualifier", "upper", "shown", "ascii_shown"),
    [
        (Qualifier.EXACT, None, "300", "300"),
        (Qualifier.MORE_THAN, None, ">300", ">300"),
        (Qualifier.AT_LEAST, None, "≥300", ">=300"),
        (Qualifier.AT_MOST, None, "≤300", "<=300"),
        (Qualifier.NEARLY, None, "<300", "<300"),
        (Qualifier.ABOUT, None, "~300", "~300"),
        (Qualifier.RANGE, 400, "300–400", "300-400"),
    ],
)
def test_marks_for_qualifiers(
    make_figure: MakeFigure, qualifier: Qualifier, upper: int | None, shown: str, ascii_shown: str
) -> None:
    quantity = make_figure(qualifier=qualifier, upper=upper).quantity
    assert wording.mark_label(quantity, UNICODE) == shown
    assert wording.mark_label(quantity, ASCII) == ascii_shown
    assert wording.mark_label(quantity.model_copy(update={"unit": "families"}), UNICODE) == f"{shown} families"


@pytest.mark.parametrize(
    ("encoding", "marks"), [("utf-8", UNICODE), ("ascii", ASCII), ("latin-1", ASCII), ("no-such-encoding", ASCII)]
)
def test_marks_are_those_the_encoding_has(encoding: str, marks: wording.Marks) -> None:
    assert wording.marks_for(encoding) is marks


def test_the_plain_marks_are_plain() -> None:
    ASCII.note(12).encode("ascii")
    assert all(getattr(ASCII, name).isascii() for name in ASCII.__slots__)
    assert UNICODE.note(12) == "¹²"


@pytest.mark.parametrize(
    ("day", "earliest", "latest", "shown"),
    [
        (date(2025, 3, 9), None, None, "9 Mar"),
        (date(2024, 3, 9), None, None, "9 Mar 2024"),
        (None, date(2025, 3, 8), date(2025, 3, 12), "8–12 Mar"),
        (None, date(2025, 3, 30), date(2025, 4, 2), "30 Mar–2 Apr"),
        (None, date(2025, 3, 8), None, "8 Mar or later"),
        (None, None, date(2025, 3, 8), "by 8 Mar"),
        (None, None, None, "unknown"),
    ],
)
def test_as_of(day: date | None, earliest: date | None, latest: date | None, shown: str) -> None:
    when = AsOf(date=day, earliest=earliest, latest=latest, basis="period")
    assert wording.as_of(when, 2025, UNICODE) == shown


def test_the_number_is_marked_where_it_stands_not_where_it_first_stands(make_figure: MakeFigure) -> None:
    figure = make_figure(stated=12, qualifier=Qualifier.EXACT, sentence="On day 12 they buried 12 more.")
    start = "On day 12 they buried ".__len__()
    evidence = figure.evidence.model_copy(
        update={"start": start, "prefix": "On day 12 they buried ", "suffix": " more."}
    )
    assert phrases.marked(evidence) == "On day 12 they buried [12] more."


# The page of a report


def test_the_page(result: Result, case: Case) -> None:
    assert plain(terminal.report(result, case, Page(80, UNICODE))) == [
        "Syria's coast, March 2025 · from Thu 6 March · 3 reports (0 dated) · 7 figures",
        "Counted by   SOHR 4",
        "Passed on    regional media 1: who counted is not said",
        "No credit    2",
        "",
        "TOLL SO FAR         killed",
        "     as of          civilians            state forces  all dead",
        "003  8–12 Mar w     >300 SOHR            93 SOHR",
        "                    >400 regional media",
        "002  8–12 Mar ≈     >532 SOHR¹",
        "004  unknown                             125 SOHR*     ~230 –",
        "> over  * credit carried from an earlier sentence  – no credit  ~ about",
        "w from the weekdays it names  ≈ placed by its toll, so it proves no rise",
        '¹ taken as the toll so far: 002:3 "more than 532" ("recent days")',
        "",
        "CANNOT BOTH BE TRUE  none",
        "A READER WOULD TAKE THESE TO DIFFER  1",
        ' 1  003  civilians killed: "more than 400" (regional media), "more than 300"',
        "    (SOHR)",
        "    Both are open upwards, so both can hold.",
        "      003:9   The count has reached [400] civilians killed since Thursday.",
        "      003:13  The count has reached [300] civilians killed since Thursday.",
        "NOT COMPARED",
        ' ·  vague: "hundreds" civilians killed 003:5',
        "",
        "CHANGE  one counter a line; no rate, as no report is dated",
        "civilians     SOHR  >300 003 → >532 002≈",
        "state forces  SOHR  93 003 → 125* 004",
        "",
        "Next: dates for 3 reports in seeds/reconcile.toml",
        "why: reconcile explain seeds/003",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("marks", [UNICODE, ASCII])
def test_no_line_is_wider_than_the_page(
    result: Result, case: Case, difference: Diff, width: int, marks: wording.Marks
) -> None:
    page = Page(width, marks)
    pages = [
        terminal.report(result, case, page),
        terminal_diff.diff(difference, case, page),
        terminal_explain.explain(result.reports[0], result.figures[:1], (), page),
    ]
    assert all(cell_len(line) <= width for lines in pages for line in plain(lines))


def test_every_figure_stands_somewhere_on_the_page(result: Result, case: Case, make_figure: MakeFigure) -> None:
    odd = [
        make_figure("a", stated=11, scope="incident", line=51),
        make_figure("b", stated=12, scope="background", line=52),
        make_figure("c", stated=13, speculative=True, line=53),
        make_figure("d", stated=14, revised=True, line=54),
        make_figure("e", stated=15, also=(Outcome.INJURED,), line=55),
        make_figure("f", stated=16, line=56),
    ]
    text = "\n".join(plain(terminal.report(with_figures(result, [*result.figures, *odd]), case, Page(80, UNICODE))))
    assert [line for line in range(51, 57) if f"003:{line}" not in text] == []


def test_a_toll_that_the_headline_repeats_says_so(result: Result, case: Case, make_figure: MakeFigure) -> None:
    headline = make_figure("head", stated=400, source=None, line=1).model_copy(update={"trace": ("block: headline",)})
    lines = plain(terminal.report(with_figures(result, [headline, *result.figures]), case, Page(80, UNICODE)))
    assert any("media, headline" in line for line in lines)
    assert not any("003:1 " in f"{line} " for line in lines)


def test_columns_without_room_are_told_below(result: Result, case: Case) -> None:
    narrow = plain(terminal.report(result, case, Page(50, UNICODE)))
    assert "all dead" not in narrow[6]
    assert "also killed, all dead: ~230 – 004" in narrow


def test_where_no_column_has_room_there_is_no_head_of_columns(result: Result, case: Case) -> None:
    report = result.reports[0].model_copy(update={"label": "A publisher with a name"})
    labelled = result.model_copy(update={"reports": (report, *result.reports[1:])})
    lines = plain(terminal.report(labelled, case, Page(36, UNICODE)))
    start = lines.index("TOLL SO FAR")
    assert lines[start + 1].startswith("also killed, ")


def test_families_are_never_told_as_people(result: Result, case: Case, make_figure: MakeFigure) -> None:
    families = make_figure(
        "fam", stated=600, category="refugees", outcome=Outcome.DISPLACED, sentence="Of homes 600 are gone."
    )
    quantity = families.quantity.model_copy(update={"unit": "families"})
    figure = families.model_copy(update={"quantity": quantity, "scope": Scope.BACKGROUND})
    told = with_figures(result, [*result.figures, figure])
    for page in (
        "\n".join(plain(terminal.report(told, case, Page(80, UNICODE)))),
        "\n".join(markdown.report(told, case)),
    ):
        assert "families displaced" in page
        assert "refugees displaced" not in page


def test_text_of_reports_is_no_markup_and_moves_no_cursor(
    result: Result, case: Case, make_figure: MakeFigure, capsys: pytest.CaptureFixture[str]
) -> None:
    from reconcile import console

    source = Source(id="evil", name="[bold]x[/bold] :smile: \x1b[2J", kind="monitor")
    figure = make_figure("low", source=source, sentence="[red] \x1b]0;owned\x07 more than 300 killed [/red]", line=9)
    finding = result.findings[0]
    quote = finding.quotes[0].model_copy(update={"sentence": phrases.marked(figure.evidence)})
    hostile = with_figures(result, [figure if one.id == figure.id else one for one in result.figures]).model_copy(
        update={"findings": (finding.model_copy(update={"message": "[link]\n\x1b[1m", "quotes": (quote,)}),)}
    )
    console.draw(terminal.report(hostile, case, Page(80, UNICODE)), None)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert r"[link] \x1b[1m" in out
    assert "[bold]x[/bold] :smile:" in out


def test_wide_characters_keep_the_columns(result: Result, case: Case, make_figure: MakeFigure) -> None:
    source = Source(id="xinhua", name="新华社", kind="monitor")
    first = result.figures[3].model_copy(update={"source": source})
    figures = [first if figure.id == first.id else figure for figure in result.figures]
    lines = plain(terminal.report(with_figures(result, figures), case, Page(80, UNICODE)))
    heading = next(line for line in lines if line.lstrip().startswith("as of"))
    row = next(line for line in lines if line.startswith("003") and "新华社" in line)
    assert cell_len(row[: row.index("93 SOHR")]) == heading.index("state forces")


def test_a_result_without_figures_says_what_to_do(case: Case, result: Result) -> None:
    empty = result.model_copy(update={"figures": (), "series": (), "findings": (), "assumed": ()})
    lines = plain(terminal.report(empty, Case(), Page(80, UNICODE)))
    assert lines[0] == "3 reports (0 dated) · 0 figures"
    assert " ".join(lines[1:]).strip().startswith("Next: a case file reconcile.toml")


# Lines of a width


@given(st.text(), st.integers(2, 60))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = terminal_layout.wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(one_line(text).split())


@given(st.text(min_size=1), st.integers(1, 40))
def test_cut_fits(text: str, width: int) -> None:
    assert cell_len(terminal_layout.cut(one_line(text), width, UNICODE)) <= width


# Other pages


def test_the_page_of_a_difference(difference: Diff, case: Case) -> None:
    assert plain(terminal_diff.diff(difference, case, Page(80, UNICODE))) == [
        "003 → 002 · Syria's coast, March 2025 (seeds/reconcile.toml) · neither is dated",
        "",
        "DIFFERENT  1",
        "  civilians killed, SOHR    more than 300 → more than 532",
        "    about +232 (+77%); follows, order inferred",
        "      003:13  The count has reached [300] civilians killed since Thursday.",
        "      002:3   The count has reached [532] civilians killed since Thursday.",
        "",
        "ONLY IN 003  1",
        "  state forces  killed  93  SOHR  003:15",
        "",
        "THE SAME  1",
        "  civilians  killed  more than 400  regional media  003:9",
        "",
        "NOT PAIRED",
        '  003:5 "hundreds" is vague',
    ]


def test_the_explanation_of_a_report(result: Result) -> None:
    report = next(report for report in result.reports if report.label == "003")
    dropped = Dropped(report=report.id, start=5, end=7, exact="67", line=7, reason="an age")
    lines = plain(terminal_explain.explain(report, result.figures[3:4], [dropped], Page(80, UNICODE)))
    assert lines == [
        "003 · not dated",
        "003_a.txt, 1 figure",
        "",
        "003:13  The count has reached 300[1] civilians killed since Thursday.",
        "  [1] civilians killed: more than 300",
        "      number       301 or more people: more than that",
        "      counted by   Syrian Observatory for Human Rights (SOHR), monitor",
        "      covers       the toll so far",
        "      as of        8–12 Mar 2025 (from the weekdays it names)",
        "      why          number: digits; victim: civilians",
        "",
        "NUMBERS THAT ARE NO FIGURES  1",
        '  003:7  "67": an age',
    ]


def test_two_figures_of_one_sentence_stand_under_it_once(result: Result, make_figure: MakeFigure) -> None:
    sentence = "The count has reached 300 dead and 41 hurt."
    both = [
        make_figure("a", stated=300, sentence=sentence),
        make_figure("b", stated=41, qualifier=Qualifier.EXACT, outcome=Outcome.INJURED, sentence=sentence),
    ]
    lines = plain(terminal_explain.explain(result.reports[0], both, None, Page(80, UNICODE)))
    assert sum("The count" in line for line in lines) == 1
    assert lines[3] == "002:3  The count has reached 300[1] dead and 41[2] hurt."


def test_the_table_of_figures(result: Result) -> None:
    lines = plain(terminal_tables.figures([result.figures[:2]], Page(80, UNICODE)))
    assert lines[1].split() == ["002_b.txt:3", "civilians", "killed", ">532", "SOHR", "cumulative"]
    assert len(lines) == 3


# Data


def test_json_is_the_records_and_meets_its_schema(result: Result, difference: Diff) -> None:
    for record, name in ((result, "report"), (difference, "diff"), (result.figures[0], "figure")):
        document = json.loads(json_renderer.document(record))
        jsonschema.validate(document, json.loads(json_renderer.schema(name)))
        assert type(record).model_validate_json(json_renderer.line(record)) == record


def test_what_is_not_known_is_null_and_never_absent(make_figure: MakeFigure) -> None:
    document = json.loads(json_renderer.line(make_figure(source=None)))
    assert document["source"] is None
    assert document.keys() == json.loads(json_renderer.schema("figure"))["properties"].keys()


def test_a_json_array_of_figures(result: Result, case: Case) -> None:
    ((event, _),) = rows.named([(case, result)])
    taken = [(event, result.reports[0], result.figures), (event, result.reports[1], [])]
    assert len(json.loads("".join(formats.figures("json")(taken)))) == len(result.figures)
    assert json.loads("".join(formats.figures("json")([]))) == []


def test_markdown_shows_reports_words_literally(result: Result, case: Case, make_figure: MakeFigure) -> None:
    figure = make_figure("low", sentence="<b>300</b> | *dead* [x](http://x)\nafter `code`")
    page = "\n".join(markdown.report(with_figures(result, [figure, *result.figures[:3], *result.figures[4:]]), case))
    assert r"&lt;b&gt;**300**&lt;/b&gt; &#124; \*dead\* \[x\](http&#58;//x) after \`code\`" in page
    table = [line for line in page.splitlines() if line.startswith("| 00")]
    assert len(table) == len(result.reports) + len(result.figures)


def test_a_citation(result: Result) -> None:
    report = Report(id="r", path="r", label="r", title="A title", publisher="An outlet", url="https://e.org", sha256="")
    assert markdown_notes.citation(result.figures[3], report) == (
        "more than 300 civilians killed (SOHR, as of 8–12 March 2025 \\[inferred\\]), cited in *An outlet*, "
        '"A title", not dated, <https://e.org>, r:13: "The count has reached **300** civilians killed since Thursday."'
    )


def test_markdown_of_a_difference(difference: Diff) -> None:
    page = "\n".join(markdown_diff.diff(difference))
    row = "| civilians killed | more than 300 | 003:13 | more than 532 | 002:3 | about +232 (+77%); follows,"
    assert row in page
    assert "## Only in 003: 1" in page

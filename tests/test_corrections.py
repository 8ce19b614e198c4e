"""The analyst's corrections, checks and reviews: replayed on every run, shown as such, and told where they miss."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from reconcile import anchors, casefiles, cli, lookup, pipeline
from reconcile.case import load
from reconcile.corrections import Changes
from reconcile.errors import CaseError
from reconcile.records import Figure
from reconcile.results import Analyst, Failure, Result

FIRST = """Fighting on the coast

As of 9 March 2025, 300 civilians had been killed, the Syrian Observatory for Human Rights said. \
Police said 30 people were wounded in Homs.

Another 12 were missing. A convoy of 40 lorries carried the bodies of nine men.
"""
SECOND = """Toll on the coast

As of 9 March 2025, 400 civilians had been killed, health officials said.
"""
CASE = '[event]\nname = "Coast"\nonset = 2025-03-06\n'
TOLL = "9 March 2025, [300] civilians had been"
HURT = "Police said [30] people were wounded"
OTHER = "9 March 2025, [400] civilians had been"
REVIEW = {
    "relation": "disagreement",
    "quotes": [{"report": "a.txt", "quote": TOLL}, {"report": "b.txt", "quote": OTHER}],
    "why": "the counts are of two coasts",
}

Wrote = Callable[..., int]
Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder at work: two reports that disagree, and a case file."""
    for name, text in {"a.txt": FIRST, "b.txt": SECOND, "reconcile.toml": CASE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Wrote:
    """Give a writer of entries of the case file; it gives the line on which the entry begins."""

    def _write(table: str = "corrections", **entry: object) -> int:
        path = folder / "reconcile.toml"
        given = {"report": "a.txt", "quote": TOLL, "why": "as the table says"} if table == "corrections" else {}
        casefiles.append(path, casefiles.block(table, given | entry))
        return path.read_text(encoding="utf-8").count("\n", 0, path.read_text(encoding="utf-8").rindex("[[")) + 1

    return _write


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a maker of runs of the command line: its code, its output, and what it told, by line."""

    def _run(*arguments: str) -> tuple[int, str, list[str]]:
        code = cli.main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err.splitlines()

    return _run


def result() -> Result:
    (event,) = pipeline.events(".")
    return pipeline.reconcile(event)


def figure(exact: str) -> Figure:
    (found,) = (each for each in result().figures if each.evidence.exact == exact)
    return found


def at(number: str, text: str = FIRST) -> str:
    """Give a quote of a number."""
    start = text.index(number)
    return anchors.quote(text, start, start + len(number))


# What a correction changes

DUMPED: list[tuple[str, object, dict[str, object]]] = [
    ("category", "armed_groups", {"category": "armed_groups"}),
    ("outcome", "injured", {"outcome": "injured"}),
    ("also", ["missing"], {"also": ["missing"]}),
    ("label", "some 300", {"label": "some 300"}),
    ("scope", "place", {"scope": "place"}),
    ("basis", "claimed", {"basis": "claimed"}),
    ("speculative", True, {"speculative": True}),
    ("revised", True, {"revised": True}),
    ("population", "Alawite women", {"population": {"id": "alawite-women", "text": "Alawite women"}}),
    ("perpetrator", "armed_groups", {"perpetrator": {"category": "armed_groups", "text": "armed_groups"}}),
    ("perpetrator", "unknown men", {"perpetrator": {"category": None, "text": "unknown men"}}),
    ("place", "Homs", {"place": {"id": "Homs", "text": "Homs"}}),
    ("place", "the old mill", {"place": {"id": "the-old-mill", "text": "the old mill"}}),
    ("source", "", {"source": None}),
    (
        "start",
        date(2025, 3, 6),
        {"period": {"start": "2025-03-06", "end": "2025-03-09", "text": "2025-03-06 to 2025-03-09"}},
    ),
    ("end", date(2025, 3, 8), {"period": {"start": None, "end": "2025-03-08", "text": "2025-03-08"}}),
    ("end", "", {"period": None}),
    (
        "as_of",
        date(2025, 3, 8),
        {"as_of": {"date": "2025-03-08", "earliest": "2025-03-08", "latest": "2025-03-08", "basis": "explicit"}},
    ),
    ("as_of", "", {"as_of": None}),
]


@pytest.mark.parametrize(("field", "value", "now"), DUMPED)
def test_a_field_is_set_and_the_machines_reading_is_kept(
    write: Wrote, field: str, value: object, now: dict[str, object]
) -> None:
    before = lookup.find_report("a.txt").extraction.figures[0].model_dump(mode="json")
    line = write(set={field: value})
    after = lookup.find_report("a.txt").extraction.figures[0].model_dump(mode="json")
    changed = {name: after[name] for name in after if after[name] != before[name]}
    assert changed.pop("corrected") == {
        "line": line,
        "by": None,
        "on": None,
        "from": {name: before[name] for name in now},
        "why": "as the table says",
    }
    assert changed.pop("trace")[-1] == f"corrected by the case file, line {line}: as the table says"
    assert changed == now


QUANTITIES: list[tuple[dict[str, object], str, tuple[int | None, int | None]]] = [
    ({"stated": 1300}, "1,300", (1300, 1300)),
    ({"qualifier": "more_than"}, "more than 300", (301, None)),
    ({"qualifier": "at_most", "stated": 320}, "up to 320", (None, 320)),
    ({"qualifier": "range", "upper": 350}, "300–350", (300, 350)),
    ({"unit": "families"}, "300", (300, 300)),
    ({"stated": 310, "label": "three hundred and ten"}, "three hundred and ten", (310, 310)),
]


@pytest.mark.parametrize(("changes", "label", "bounds"), QUANTITIES)
def test_a_quantity_is_set_with_its_label_and_bounds(
    write: Wrote, changes: dict[str, object], label: str, bounds: tuple[int | None, int | None]
) -> None:
    before = figure("300").quantity.model_dump(mode="json")
    write(set=changes)
    after = figure("300")
    assert (after.label, (after.quantity.low, after.quantity.high)) == (label, bounds)
    assert {name: getattr(after.quantity, name) for name in changes if name != "label"} == {
        name: value for name, value in changes.items() if name != "label"
    }
    assert after.quantity.text == before["text"]
    assert after.corrected is not None
    assert after.corrected.from_["quantity"] == before


def test_every_field_is_tried() -> None:
    tried = {field for field, _, _ in DUMPED} | {field for changes, _, _ in QUANTITIES for field in changes}
    assert tried == set(Changes.model_fields)


@pytest.mark.parametrize(
    "changes",
    [
        {"qualifier": "range"},
        {"upper": 400},
        {"qualifier": "range", "upper": 200},
        {"start": date(2025, 3, 8), "end": date(2025, 3, 7)},
    ],
)
def test_what_contradicts_itself_is_not_made(write: Wrote, run: Run, changes: dict[str, object]) -> None:
    line = write(set=changes)
    code, _, told = run("report", ".", "-f", "json")
    assert (code, len(told)) == (2, 1)
    assert told[0].startswith(f"reconcile: reconcile.toml:{line}: ")
    assert figure("300").corrected is None


def test_a_source_is_the_case_files_else_the_lexicons(folder: Path, write: Wrote) -> None:
    with (folder / "reconcile.toml").open("a") as file:
        file.write('[sources.coast-desk]\nname = "Coast Desk"\naliases = ["the Desk"]\nkind = "monitor"\n')
    write(set={"source": "the Desk"})
    write(quote=HURT, set={"source": "WHO"})
    desk, who = figure("300").source, figure("30").source
    assert desk is not None
    assert (desk.id, desk.name, desk.kind) == ("coast-desk", "Coast Desk", "monitor")
    assert who is not None
    assert (who.name, who.kind) == ("World Health Organization", "un")


def test_a_dropped_figure_is_a_number_that_is_none_and_says_why(write: Wrote, run: Run) -> None:
    line = write(quote=HURT, drop=True)
    assert "30" not in [each.evidence.exact for each in result().figures]
    _, out, _ = run("explain", "a.txt", "--rejected", "-f", "json")
    (drop,) = (each for each in json.loads(out)["dropped"] if each["exact"] == "30")
    assert drop["reason"] == f"dropped by the case file, line {line}: as the table says"
    assert FIRST[drop["start"] : drop["end"]] == "30"


def test_an_added_figure_stands_in_its_sentence_between_the_others(write: Wrote) -> None:
    quote = at("40 lorries").replace("[40 lorries]", "[40] lorries")
    add = {"category": "people", "outcome": "killed", "stated": 40, "qualifier": "about", "as_of": date(2025, 3, 8)}
    line = write(quote=quote, add=add | {"source": "Police"}, by="A. B.", on=date(2025, 3, 10))
    figures = [each for each in result().figures if each.report == "a.txt"]
    assert [each.evidence.start for each in figures] == sorted(each.evidence.start for each in figures)
    made = figure("40")
    assert (made.label, made.category, made.outcome, made.quantity.low) == ("about 40", "people", "killed", None)
    assert made.as_of is not None
    assert made.as_of.date == date(2025, 3, 8)
    where = made.evidence
    assert FIRST[where.start : where.end] == where.exact == "40"
    assert where.sentence.startswith("A convoy of 40 lorries")
    assert (FIRST[: where.start].endswith(where.prefix), where.line) == (True, 5)
    assert made.corrected is not None
    assert made.corrected.model_dump() == {
        "line": line,
        "by": "A. B.",
        "on": date(2025, 3, 10),
        "from": {},
        "why": "as the table says",
    }
    assert len({each.id for each in result().figures}) == len(result().figures)


def test_corrections_of_one_figure_are_made_in_the_order_of_the_file(write: Wrote) -> None:
    write(set={"stated": 310, "source": "WHO"})
    last = write(set={"stated": 320, "category": "people"}, why="then again")
    made = figure("300")
    assert (made.quantity.stated, made.category) == (320, "people")
    assert made.corrected is not None
    assert (made.corrected.line, made.corrected.why) == (last, "then again")
    was = made.corrected.from_
    assert set(was) == {"quantity", "label", "source", "category"}
    assert isinstance(was["quantity"], dict)
    assert (was["quantity"]["stated"], was["label"], was["category"]) == (300, "300", "civilians")
    assert isinstance(was["source"], dict)
    assert was["source"]["id"] == "SOHR"
    assert [step.split(",")[0] for step in made.trace[-2:]] == ["corrected by the case file"] * 2


def test_an_added_figure_that_is_corrected_is_still_an_added_one(write: Wrote) -> None:
    write(quote="convoy of [40] lorries", add={"category": "people", "outcome": "killed", "stated": 40})
    write(quote="convoy of [40] lorries", set={"category": "civilians"})
    assert figure("40").category == "civilians"
    assert result().analyst == Analyst(added=1)


def test_a_part_of_a_number_in_brackets_points_at_the_whole(folder: Path, write: Wrote) -> None:
    (folder / "b.txt").write_text("Half a million people were displaced on Monday.\n")
    write(report="b.txt", quote="Half a [million] people", set={"stated": 600_000})
    assert figure("Half a million").quantity.stated == 600_000


def test_a_dropped_figure_can_be_added_anew_but_not_twice(write: Wrote) -> None:
    add = {"category": "people", "outcome": "injured", "stated": 31}
    write(quote=HURT, drop=True)
    write(quote=HURT, add=add)
    line = write(quote=HURT, add=add)
    write(quote=HURT, add=add | {"outcome": "killed"})
    made = result()
    assert sorted(each.outcome for each in made.figures if each.evidence.exact == "30") == ["injured", "killed"]
    (failure,) = made.errors
    assert failure.path == f"reconcile.toml:{line}"
    assert "has a figure of that outcome already; write set = {…} for it" in failure.error


def test_an_addition_is_refused_where_the_machine_reads_the_figure(write: Wrote) -> None:
    write(add={"category": "civilians", "outcome": "killed", "stated": 300})
    made = result()
    assert len([each for each in made.figures if each.evidence.exact == "300"]) == 1
    assert len(made.errors) == 1


# Counts, JSON, and without


def test_what_the_analyst_did_is_counted_and_can_be_left_out(write: Wrote, run: Run) -> None:
    plain = json.loads(run("report", ".", "-f", "json")[1])
    assert set(plain["analyst"].values()) == {0}
    write(set={"population": "Alawite"})
    write(quote=HURT, drop=True)
    write(quote="convoy of [40] lorries", add={"category": "people", "outcome": "killed", "stated": 40})
    write("checked", report="a.txt", quotes=[at("12 were").replace("[12 were]", "[12] were")], by="A. B.")
    write("checked", report="b.txt", quotes=[OTHER])
    code, out, told = run("report", ".", "-f", "json")
    corrected = json.loads(out)
    assert (code, told) == (0, [])
    assert corrected["analyst"] == {"corrected": 1, "added": 1, "dropped": 1, "checked": 2, "reviewed": 0}
    by = {each["evidence"]["exact"]: each for each in corrected["figures"]}
    assert by["300"]["corrected"]["from"] == {"population": None}
    assert by["40"]["corrected"]["from"] == {}
    assert by["12"]["checked"]["by"] == "A. B."
    assert by["400"]["corrected"] is None
    code, out, told = run("report", ".", "-f", "json", "--without-corrections")
    without = json.loads(out)
    assert (code, told) == (0, [])
    for name in ("figures", "series", "findings", "analyst"):
        assert without[name] == plain[name]
    assert "By the analyst: 1 corrected †, 1 added †, 1 dropped, 4 of 5 checked" in run("report", ".")[1]


def test_extract_leaves_corrections_out_where_it_is_told_to(write: Wrote, run: Run) -> None:
    write(drop=True)
    assert '"exact":"300"' not in run("extract", ".")[1]
    assert '"exact":"300"' in run("extract", ".", "--without-corrections")[1]


# What no longer matches


MISSES: list[tuple[Mapping[str, object], str]] = [
    (
        {"quote": "9 March 2025, [350] civilians had been"},
        'quote "9 March 2025, [350] civilians had been" is not in a.txt; '
        'the nearest there is "9 March 2025, 300 civilians had been"',
    ),
    ({"quote": "nothing like [7] it whatsoever"}, 'quote "nothing like [7] it whatsoever" is not in a.txt'),
    ({"quote": "[3] people"}, 'quote "[3] people" is not in a.txt; the nearest there is "30 people"'),
    ({"quote": "[of]"}, 'quote "[of]" stands 3 times in a.txt; quote more words'),
    ({"quote": "2025, 300 civilians"}, 'quote "2025, 300 civilians": put the number in square brackets'),
    (
        {"quote": "convoy of [40] lorries"},
        'quote "convoy of [40] lorries" has no figure in its brackets; write add = {…} for one that was missed',
    ),
    ({"report": "c.txt"}, 'report "c.txt": there is no such report; write its path from the case file on'),
    ({"report": "a.txt#3"}, 'report "a.txt#3": there is no such report; write its path from the case file on'),
]


@pytest.mark.parametrize(("entry", "reason"), MISSES)
def test_a_correction_that_misses_is_an_error_with_its_line_or_lenient_a_warning(
    write: Wrote, run: Run, entry: dict[str, object], reason: str
) -> None:
    write(quote=HURT, set={"stated": 31})
    line = write(**entry, set={"stated": 350})
    for command in (["report", ".", "-f", "json"], ["extract", "."]):
        code, out, told = run(*command)
        assert (code, told) == (2, [f"reconcile: reconcile.toml:{line}: {reason}"])
        assert '"stated":31' in out.replace(" ", "")
        assert '"stated":350' not in out.replace(" ", "")
        assert run(*command, "--lenient")[::2] == (0, [f"reconcile: warning: reconcile.toml:{line}: {reason}"])
        assert run(*command, "--without-corrections")[::2] == (0, [])
    assert result().errors == (Failure(path=f"reconcile.toml:{line}", error=reason, kind="correction"),)


def test_a_correction_of_a_report_that_was_not_asked_for_is_no_error(write: Wrote, run: Run) -> None:
    write(set={"stated": 310})
    assert run("report", "b.txt", "-f", "json")[::2] == (0, [])


def test_a_check_that_misses_is_a_warning(write: Wrote, run: Run) -> None:
    line = write("checked", report="a.txt", quotes=[HURT, "no [99] such"])
    code, out, told = run("report", ".", "-f", "json")
    assert (code, told) == (0, [f'reconcile: warning: reconcile.toml:{line}: quote "no [99] such" is not in a.txt'])
    assert json.loads(out)["analyst"]["checked"] == 1


def test_a_page_saved_anew_keeps_its_corrections(folder: Path, write: Wrote) -> None:
    write(set={"stated": 310})
    write("checked", report="a.txt", quotes=[HURT])
    anew = FIRST.replace(" civilians", "\u00a0civil\u00adians").replace("\n", "\r\n")
    (folder / "a.txt").write_bytes(f"News | Sport\r\n\r\n{anew}".encode())
    made = result()
    assert made.errors == ()
    assert (made.analyst.corrected, made.analyst.checked) == (1, 1)


# What is no entry


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "write one of set = {…}, drop = true and add = {…}"),
        ("set = {}", "write what to set"),
        ("drop = false", "write one of"),
        ("drop = true\nset = {stated = 3}", "write one of"),
        ("set = {state = 3}", "did you mean stated?"),
        ('set = {stated = "3"}', "stated"),
        ("set = {stated = -3}", "stated"),
        ("set = {stated = 3.0}", "stated"),
        ('set = {outcome = "kiled"}', "outcome"),
        ('set = {category = "civilian"}', "did you mean civilians?"),
        ('set = {start = "6 March"}', "start"),
        ('add = {category = "people", stated = 3}', "outcome"),
        ('add = {category = "people", outcome = "killed"}', "stated"),
        ('drop = true\nwhen = "now"', "unknown key"),
    ],
)
def test_an_entry_that_is_none_is_named_with_its_line(folder: Path, run: Run, written: str, told: str) -> None:
    entry = f'\n[[corrections]]\nreport = "a.txt"\nquote = "[300]"\nwhy = "so"\n{written}\n'
    (folder / "reconcile.toml").write_text(CASE + entry)
    with pytest.raises(CaseError, match=r"reconcile\.toml:\d+: "):
        load(folder / "reconcile.toml")
    code, out, lines = run("report", ".")
    assert (code, out, len(lines)) == (2, "", 1)
    line = int(lines[0].split(":")[2])
    assert 5 <= line <= 10
    assert told in lines[0]


def test_an_entry_knows_its_line_whatever_stands_above_it(folder: Path) -> None:
    text = (
        '[event]\nname = """\n[[corrections]]\n"""\n# [[corrections]]\n'
        '  [[ corrections ]] # one\nreport = "a"\nquote = "[1]"\nwhy = """\n\n"""\ndrop = true\n'
        '[[checked]]\nreport = "a"\nquotes = "[1]"\n'
        '[[corrections]]\nreport = "b"\nquote = "[2]"\nwhy = ""\ndrop = true\n'
    )
    for ended in (text, text.replace("\n", "\r\n")):
        (folder / "reconcile.toml").write_bytes(ended.encode())
        read = load(folder / "reconcile.toml")
        lines = text.split("\n")
        assert [entry.line for entry in read.corrections] == [6, lines.index("[[corrections]]", 6) + 1]
        assert [entry.line for entry in read.checked] == [lines.index("[[checked]]") + 1]


# Where it is shown


def test_a_corrected_figure_has_a_dagger_wherever_it_is_shown(write: Wrote, run: Run) -> None:
    line = write(set={"stated": 310})
    table = run("report", ".")[1]
    assert "310 SOHR†" in table
    assert "† corrected in the case file" in table
    assert "400†" not in table
    assert "310†" in run("report", ".", "-f", "markdown")[1]
    explained = run("explain", "a.txt")[1]
    assert f"as the table says (case file, line {line})" in " ".join(explained.split())
    assert "310†" in explained
    for form in ("table", "markdown"):
        _, compared, _ = run("diff", "a.txt", "b.txt", "-f", form)
        assert "310†" in compared
        assert "400†" not in compared
    row = next(row for row in run("report", ".", "-f", "csv")[1].splitlines() if "as the table says" in row)
    assert ",310," in row
    assert "310† civilians killed" in row


# Reviews


def shown(run: Run) -> bool:
    """Tell whether the first screen shows the disagreement."""
    table = " ".join(run("report", ".")[1].split())
    assert ("health officials, b:3" in table) != ("CANNOT BOTH BE TRUE none" in table)
    return "health officials, b:3" in table


def test_a_reviewed_finding_leaves_the_table_and_stays_in_the_json(write: Wrote, run: Run) -> None:
    assert shown(run)
    assert run("report", ".", "--fail-on", "conflict")[0] == 1
    line = write("reviewed", **REVIEW, by="A. B.", on=date(2025, 3, 10))
    assert not shown(run)
    (finding,) = result().findings
    assert finding.reviewed is not None
    assert finding.reviewed.model_dump() == {
        "line": line,
        "by": "A. B.",
        "on": date(2025, 3, 10),
        "why": "the counts are of two coasts",
    }
    assert '"reviewed"' in run("report", ".", "-f", "json")[1]
    assert result().analyst.reviewed == 1
    assert run("report", ".", "--fail-on", "conflict")[0] == 0
    assert run("report", ".", "--fail-on", "conflict", "--without-corrections")[0] == 1


@pytest.mark.parametrize(
    "entry",
    [
        {"relation": "follows"},
        {"quotes": REVIEW["quotes"][:1]},
        {"quotes": [{"report": "a.txt", "quote": HURT}, {"report": "b.txt", "quote": OTHER}]},
        {"quotes": [{"report": "a.txt", "quote": TOLL}, {"report": "c.txt", "quote": OTHER}]},
    ],
)
def test_a_review_of_another_finding_hides_nothing(write: Wrote, run: Run, entry: dict[str, object]) -> None:
    write("reviewed", **REVIEW | entry)
    assert shown(run)


def test_a_review_holds_for_figures_as_corrected_before_it(write: Wrote, run: Run) -> None:
    write(set={"stated": 310})
    write("reviewed", **REVIEW)
    assert not shown(run)


def test_a_reviewed_finding_is_back_once_a_figure_is_corrected_and_goes_when_it_is_reviewed_again(
    write: Wrote, run: Run
) -> None:
    write("reviewed", **REVIEW)
    assert not shown(run)
    write(set={"stated": 250})
    assert shown(run)
    assert result().analyst.reviewed == 0
    write("reviewed", **REVIEW)
    assert not shown(run)


def test_a_reviewed_finding_is_back_once_a_report_says_another_number(folder: Path, write: Wrote, run: Run) -> None:
    write("reviewed", **REVIEW)
    (folder / "b.txt").write_text(SECOND.replace("400", "450"))
    assert shown(run)
    (folder / "b.txt").write_text(f"Breaking\n\n{SECOND}")
    assert "CANNOT BOTH BE TRUE  none" in run("report", ".")[1]


def test_a_review_whose_figure_is_gone_is_told_and_harms_nothing(folder: Path) -> None:
    (folder / "a.txt").write_text("Nine people were killed, the ministry said.\n", encoding="utf-8")
    gone = '{ report = "a.txt", quote = "[Ten] people were killed" }'
    case = f'[[reviewed]]\nrelation = "echo"\nquotes = [{gone}]\nwhy = "x"\n'
    (folder / "reconcile.toml").write_text(case, encoding="utf-8")
    result = pipeline.reconcile(pipeline.events(folder)[0])
    assert [(failure.kind, failure.path.endswith("reconcile.toml:1")) for failure in result.errors] == [("check", True)]
    assert cli.main(["report", str(folder), "-f", "json", "-o", str(folder / "out.json")]) == 0


def test_explain_and_diff_tell_of_a_correction_that_meets_no_figure(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"Nine people were killed in {name}, the ministry said.\n", encoding="utf-8")
    case = '[[corrections]]\nreport = "a.txt"\nquote = "[Ten] people were killed"\ndrop = true\nwhy = "x"\n'
    (folder / "reconcile.toml").write_text(case, encoding="utf-8")
    assert cli.main(["explain", str(folder / "a.txt")]) == 2
    assert cli.main(["diff", str(folder / "a.txt"), str(folder / "b.txt")]) == 2
    assert capsys.readouterr().err.count("reconcile.toml:1: quote") == 2

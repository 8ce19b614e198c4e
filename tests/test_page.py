"""The HTML report as a file: what stands on it, where its links lead, and that nothing of a report acts."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import pairwise

import pytest
from browser import ATTACKS, attack, html, result_of
from lxml import html as lxml_html  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

import reconcile
from reconcile import pipeline
from reconcile.case import Case
from reconcile.corrections import Correction as Entry
from reconcile.records import Check, Correction, Figure
from reconcile.renderers import citations, matrix, page, page_links, page_matrix, page_texts, wording
from reconcile.renderers.grouping import TOLD_AS_CHANGE
from reconcile.renderers.plain import visible
from reconcile.results import Result, Review

MakeFigure = Callable[..., Figure]


@cache
def seeds() -> tuple[HtmlElement, Result]:
    return parsed(html("seeds/")), reconcile.reconcile("seeds/")


def parsed(text: str) -> HtmlElement:
    return lxml_html.document_fromstring(text)


def shown(case: Case, *results: Result) -> HtmlElement:
    return parsed("".join(page.report([(case, result) for result in results])))


def one(root: HtmlElement, id_: str) -> HtmlElement:
    (found,) = root.xpath("//*[@id=$id]", id=id_)
    return found


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def with_figure(result: Result, id_: str, **changes: object) -> Result:
    figures = tuple(f.model_copy(update=changes) if f.id == id_ else f for f in result.figures)
    return result.model_copy(update={"figures": figures})


# What stands on it


def test_every_figure_is_marked_in_the_line_of_its_report() -> None:
    root, result = seeds()
    for figure in result.figures:
        mark = one(root, f"f-{figure.id}")
        (line,) = mark.xpath("ancestor-or-self::p")
        assert words(mark.xpath("ancestor-or-self::mark")[0]) == figure.evidence.exact
        assert line.get("data-line") == str(figure.evidence.line)


def test_a_report_stands_there_whole() -> None:
    root, result = seeds()
    for count, report in enumerate(result.reports, 1):
        lines = {int(p.get("data-line")): words(p) for p in one(root, f"r-{count}").xpath(".//p[@data-line]")}
        assert lines == {
            number: " ".join(line.split()) for number, line in enumerate(report.text.split("\n"), 1) if line.strip()
        }


def test_every_figure_has_its_citation() -> None:
    root, result = seeds()
    reports = {report.id: report for report in result.reports}
    for figure in result.figures:
        item = one(root, f"c-{figure.id}")
        claim, quote = words(item.find("b")), words(item.find("q"))
        assert claim == " ".join(citations.claim(figure).split())
        assert figure.evidence.exact in quote
        assert quote.strip("… ") in " ".join(figure.evidence.sentence.split())
        shared = words(item.getparent().getprevious())
        assert citations.cited_in(reports[figure.report]) in shared


def test_a_figure_that_the_text_does_not_hold_is_led_to_its_citation(case: Case, result: Result) -> None:
    root = shown(case, result)
    (cited,) = one(root, "f-low").xpath("ancestor::li")
    assert cited.get("id") == "c-low"
    assert "300 civilians killed since Thursday" in words(cited)


def test_the_matrix_says_what_the_terminal_says() -> None:
    root, result = seeds()
    made = matrix.build(result, {}, wording.UNICODE)
    told = Counter(cell.words for column in made.cells.values() for cells in column.values() for cell in cells)
    cells = root.xpath("//section[contains(@class, 'tolls')]//td/a")
    notes = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
    assert Counter(notes.sub("", words(cell)) for cell in cells) == told


def test_a_cell_of_the_matrix_leads_to_the_figure_it_words() -> None:
    root, result = seeds()
    figures = {f"#f-{figure.id}": figure for figure in result.figures}
    cells = root.xpath("//section[contains(@class, 'tolls')]//td/a")
    assert cells
    for cell in cells:
        assert wording.mark_label(figures[cell.get("href")].quantity, wording.UNICODE) in words(cell)


def test_every_finding_but_a_change_leads_to_its_figures_and_shows_what_asks_for_a_decision_in_its_sentence() -> None:
    root, result = seeds()
    figures = {figure.id: figure for figure in result.figures}
    told = [finding for finding in result.findings if finding.relation not in TOLD_AS_CHANGE]
    assert len(told) == len(root.xpath("//article"))
    for finding in told:
        article = one(root, f"d-{finding.id}")
        marked = {words(mark) for mark in article.xpath(".//q/mark")}
        asks = finding.severity != "info"
        assert marked == ({figures[one_].evidence.exact for one_ in finding.figures} if asks else set())
        assert {a.get("href") for a in article.xpath(".//a")} == {f"#f-{one_}" for one_ in finding.figures}


def test_figures_of_one_sentence_share_it(case: Case, make_figure: MakeFigure, result: Result) -> None:
    sentence = "The count has reached 300 civilians killed and 400 more."
    told = {"low": 300, "rival": 400}
    for id_, stated in told.items():
        made = make_figure(id_, stated=stated, sentence=sentence, line=13)
        result = with_figure(result, id_, evidence=made.evidence)
    (quote,) = one(shown(case, result), "d-d1").xpath(".//q")
    assert [words(mark) for mark in quote.xpath("mark")] == ["300", "400"]
    assert words(quote) == sentence


def test_a_reviewed_finding_is_settled_and_counts_no_more(case: Case, result: Result) -> None:
    review = Review(line=3, by="R. Analyst", on=date(2025, 3, 20), why="two counts")
    (finding,) = result.findings
    settled = result.model_copy(update={"findings": (finding.model_copy(update={"reviewed": review}),)})
    verdicts = [words(shown(case, each).find_class("verdict")[0]) for each in (result, settled)]
    assert verdicts == ["no conflict and 1 caution", "no conflict and no caution; 1 finding settled by review"]
    article = one(shown(case, settled), "d-d1")
    assert "Settled by R. Analyst, 20 March 2025: two counts" in words(article)


def test_what_the_analyst_did_is_told(case: Case, result: Result) -> None:
    done = Correction(line=9, by="A", on=None, from_={"stated": 299}, why="a slip")
    changed = with_figure(with_figure(result, "low", corrected=done), "army", checked=Check(line=4, by="B", on=None))
    dropped = Entry(report="003_a.txt", quote="in [1997]", drop=True, why="a year")
    notes = words(
        one(shown(case.model_copy(update={"corrections": (dropped,)}), changed), "notes").xpath("parent::section")[0]
    )
    assert "corrected 003:13 more than 300† civilians killed (as read: stated 299); by A: a slip" in notes
    assert "dropped 003: in [1997]; by the analyst: a year" in notes
    assert "Checked by B: 003:15" in notes


def test_a_corrected_figure_has_its_dagger_in_the_text() -> None:
    made = result_of([("x", 300)])
    done = Correction(line=9, by="A", on=None, from_={"stated": 299}, why="a slip")
    root = shown(Case(), with_figure(made, made.figures[0].id, corrected=done))
    assert words(one(root, f"f-{made.figures[0].id}")) == "300†"


def test_what_was_assumed_derived_and_not_read_is_told() -> None:
    root, result = seeds()
    notes = words(one(root, "notes").xpath("parent::section")[0])
    assert "derived: 524 − 213 = 311" in notes
    assert all(" ".join(assumed.split()) in notes for assumed in result.assumed)


def test_it_says_what_compiled_it_and_that_nothing_is_estimated() -> None:
    root, result = seeds()
    assert words(root.xpath("//footer")[0]) == f"{citations.compiled(result.tool)} {citations.NO_ESTIMATE}"


def test_change_is_told_in_the_order_of_the_days() -> None:
    root, _ = seeds()
    row = root.xpath("//section[@class='change']//tbody/tr")[0]
    assert [words(cell) for cell in row.xpath("th|td[1]|.//li")] == [
        *("civilians", "SOHR", ">300 003", ">532≈ 002", "~745 004", ">1,200≈ 000")
    ]


def test_an_event_without_figures_has_a_page(case: Case, result: Result) -> None:
    bare = result.model_copy(update={"figures": (), "series": (), "findings": (), "assumed": ()})
    root = shown(case, bare)
    assert words(root.find_class("verdict")[0]) == "no conflict and no caution"
    assert "No report states one." in words(root)


def test_thirty_reports_are_less_than_300_kilobytes() -> None:
    (event,) = pipeline.events([f"tests/forty/reports/{number:02}.txt" for number in range(1, 31)])
    made = "".join(page.report([(event.case, pipeline.reconcile(event))]))
    assert len(made.encode()) < 300_000


# Numbers in texts


def marked(text: str, *numbers: str) -> list[list[tuple[str, int]]]:
    """Give the lines of a report in pieces, each with how many figures lead to it."""
    made = result_of([("x", 7)], {"x": "7"})
    report = made.reports[0].model_copy(update={"text": text})
    figures = []
    for number, exact in enumerate(numbers):
        start = text.index(exact)
        evidence = made.figures[0].evidence.model_copy(
            update={"start": start, "end": start + len(exact), "exact": exact}
        )
        figures.append(made.figures[0].model_copy(update={"id": str(number), "evidence": evidence}))
    changed = made.model_copy(update={"figures": tuple(figures), "reports": (report,)})
    (told,) = page_texts.texts(page_links.event(Case(), changed, 1))
    return [
        [(piece.text, len(piece.mark.targets)) if piece.mark else (piece.text, -1) for piece in line.pieces]
        for line in told.lines
    ]


def test_two_figures_of_one_number_share_a_mark() -> None:
    assert marked("all 12 died", "12", "12") == [[("all ", -1), ("12", 2), (" died", -1)]]


def test_numbers_that_overlap_are_under_one_mark() -> None:
    assert marked("all 12 to 15 died", "12 to", "to 15") == [[("all ", -1), ("12 to 15", 2), (" died", -1)]]


def test_a_number_broken_over_lines_is_marked_in_both_and_led_to_once() -> None:
    assert marked("all 12\n000 died", "12\n000") == [[("all ", -1), ("12", 1)], [("000", 0), (" died", -1)]]


# Links


def leads(root: HtmlElement) -> set[str]:
    return {str(href)[1:] for href in root.xpath(".//@href") if href.startswith("#")}


@pytest.mark.parametrize("folders", [("seeds/",), ("seeds/", "seeds/")], ids=["one event", "an event twice"])
def test_ids_are_unique_and_every_link_within_the_page_leads_to_one(folders: tuple[str, ...]) -> None:
    root = parsed(html(*folders))
    ids = Counter(root.xpath("//@id"))
    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert leads(root) - set(ids) == set()
    assert [href for href in root.xpath("//@href") if not href.startswith("#")] == []
    assert {name for names in root.xpath("//@aria-labelledby") for name in names.split()} <= set(ids)


def test_a_link_of_a_further_event_stays_within_it() -> None:
    root = parsed(html("seeds/", "seeds/"))
    second = root.xpath("//section[@class='event']")[1]
    assert {each for each in leads(second) if not each.startswith("e2-")} <= {
        each for each in leads(second) if each.startswith("s-")
    }


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c&d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("http://[broken", False),
    ],
)
def test_an_address_is_a_link_only_where_it_is_one_of_the_web(url: str, linked: bool) -> None:
    made = result_of([("x", 300)])
    reports = tuple(report.model_copy(update={"url": url}) for report in made.reports)
    root = shown(Case(), made.model_copy(update={"reports": reports}))
    outward = [a for a in root.xpath("//a") if not a.get("href").startswith("#")]
    assert [(a.get("href"), a.get("rel")) for a in outward] == ([(url, "noreferrer noopener")] if linked else [])
    assert url.strip() in words(root)


# For everyone


@pytest.mark.parametrize("folders", [("seeds/",), ("seeds/", "tests/corpus/syria/reports")])
def test_headings_go_down_by_one_and_begin_with_one(folders: tuple[str, ...]) -> None:
    root = parsed(html(*folders))
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_or_titles_and_every_heading_says_what_it_heads() -> None:
    root, _ = seeds()
    assert root.xpath("//th[not(@scope)]") == []
    assert all(table.xpath("caption") for table in root.xpath("//table"))


def test_the_page_has_its_language_title_and_landmarks() -> None:
    root, _ = seeds()
    assert root.get("lang") == "en"
    assert words(root.xpath("//title")[0]) == "Syria's coast, March 2025"
    assert root.xpath("count(//main)") == 1
    assert root.xpath("//body/*")[0].get("href") == "#main"
    assert root.xpath("//nav/@aria-label")


def test_every_choice_of_a_filter_finds_something_and_every_key_has_a_choice() -> None:
    root, _ = seeds()
    for kind in ("category", "origin"):
        choices = set(root.xpath(f"//fieldset[@data-filter='{kind}']//input/@value"))
        keys = {key for value in root.xpath(f"//main//@data-{kind}") for key in value.split("|")}
        assert choices == keys


# Nothing acts


def test_the_policy_allows_the_styles_and_the_script_of_the_page_and_nothing_else() -> None:
    root, _ = seeds()
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag in ("style", "script"):
        (element,) = root.xpath(f"//{tag}")
        assert f"{tag}-src 'sha256-{b64encode(sha256(element.text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert root.xpath("//@style|//@src|//link|//iframe|//object|//embed|//base|//form") == []


def test_what_is_hostile_adds_no_element_and_no_attribute_that_acts() -> None:
    root = shown(*attack())
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == len(root.xpath("//title[parent::head]")) == 1
    assert root.xpath("//@*[starts-with(name(), 'on')]") == []
    assert root.xpath("//img|//svg[@onload]") == []
    assert [a for a in root.xpath("//a/@href") if not a.startswith("#")] == []


@pytest.mark.parametrize("attacking", ATTACKS)
def test_what_is_hostile_is_shown_as_it_is(attacking: str) -> None:
    root = shown(*attack())
    literal = " ".join(visible(attacking).split())
    assert literal in words(root.xpath("//h1")[0])
    assert literal in words(root.find_class("text")[0])
    assert literal in words(root.find_class("origins")[0])
    assert literal in words(one(root, "notes").xpath("parent::section")[0])


def test_no_character_that_acts_is_on_the_page() -> None:
    case, result = attack()
    made = "".join(page.report([(case, result)]))
    assert re.findall("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]", made) == []


def test_the_matrix_has_a_column_for_each_thing_counted_in_one_order() -> None:
    _, result = seeds()
    made = page_matrix.matrix(page_links.event(Case(), result, 1))
    assert list(made.columns) == sorted(made.columns, key=lambda column: column.order)
    assert {len(row.cells) for row in made.rows} == {len(made.columns)}

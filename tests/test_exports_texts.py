"""What Markdown, wikitext and web annotations say to the programs that read them."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import mwparserfromhell
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mwparserfromhell.nodes import HTMLEntity, Tag, Template, Text
from mwparserfromhell.wikicode import Wikicode
from pyld import jsonld  # type: ignore[import-untyped]

from reconcile import phrases, pipeline
from reconcile.case import Case, Event
from reconcile.records import Correction, Figure, Published, Report, Source
from reconcile.renderers import (
    annotations,
    citations,
    markdown,
    markdown_blocks,
    markdown_diff,
    markdown_notes,
    mediawiki,
    texts,
)
from reconcile.renderers.plain import address, one_line
from reconcile.renderers.tolls import SHOWN
from reconcile.results import Diff, Failure, Result, Review

ROOT = Path(__file__).parent.parent
FOLDERS = ("seeds", "tests/forty/reports", "tests/corpus/world/reports", "tests/corpus/round-9/reports")
ATTACKS = (
    "<script>alert(1)</script> <!-- x --> <img src=x onerror=y> &lt;b&gt; &#60;i&#62;",
    "[x](https://evil.example/) ![x](y) [^1] [^e2-1] ^[note] [x]: y | a | <https://evil.example>",
    "https://evil.example www.evil.example mailto:a@evil.example <a@evil.example>",
    "**a** __b__ *c* _d_ ~~e~~ `f` # g $h$ {.i} ==j== \\ \\| \\",
    "- a", "1. b", "+ c", "# d", "> e", "| f", "---", "***", "~~~", "```", "2) g", "* h", ": i", "= j =", "; k",
    "<!-- l", "<script", "<div", "<?m", "&lt;n&gt; &#60;o&#62;",
    "{{x|y}} {{{z}}} {| a |} |- |} || !! ! b [[c|d]] [https://evil.example e] ''f'' '''g'''",
    "</ref> <ref>h</ref> <nowiki> </nowiki> ~~~~ ~~~ __TOC__ __NOTOC__ -{i}- ISBN 978-0-306-40615-7 RFC 1 PMID 2",
    "]] }} |} \n|-\n| x\n== y ==\n* z\n----\n [[Category:A]] #REDIRECT [[B]]",
)  # fmt: skip
ADDRESSES = (
    "https://news.example/a?b=[c]|d&e='f'&g={{h}}#i~~~~__TOC__<j>\"k\" l\\m^n`o`*p*",
    "javascript:alert(1)",
    "HTTPS://news.example/100%25/50%/\u0642",
    "http://[::1",
    "//news.example/x",
    "https:///x",
)
TEXTS = st.lists(st.sampled_from([*"\\`*_{}[]()#|+-.!&<>~^$@:;='\"/ \n1aA\u0628", "www", "http", "ISBN"]), max_size=12)
MakeFigure = Callable[..., Figure]


def events(folder: str) -> list[tuple[Case, Result]]:
    return [(event.case, pipeline.reconcile(event)) for event in pipeline.events([ROOT / folder])]


@pytest.fixture(scope="module", params=FOLDERS)
def read(request: pytest.FixtureRequest) -> list[tuple[Case, Result]]:
    return events(request.param)


@pytest.fixture(scope="module")
def seeds() -> tuple[Case, Result]:
    return events("seeds")[0]


@pytest.fixture
def hostile(result: Result, case: Case) -> tuple[Case, Result]:
    """The result of three reports in which every word that comes from outside attacks."""
    said = " ".join(ATTACKS)
    reports = tuple(
        report.model_copy(
            update={"title": f"{attack} {said}", "publisher": attack, "label": attack, "url": url, "text": said}
            | {"retrieved": date(2025, 3, 10), "published": Published(date=date(2025, 3, 9), basis="metadata")}
        )
        for report, attack, url in zip(result.reports, ATTACKS, ADDRESSES, strict=False)
    )
    figures = tuple(
        figure.model_copy(
            update={
                "source": Source(id=f"{attack}-", name=attack, kind="party", via=(attack,)),
                "evidence": figure.evidence.model_copy(
                    update={"sentence": f"{attack} {figure.evidence.sentence} {said}"}
                ),
            }
        )
        for figure, attack in zip(result.figures, ATTACKS, strict=False)
    )
    findings = tuple(
        finding.model_copy(update={"id": f"{number}", "message": attack, "reason": attack, "severity": severity})
        for finding in result.findings
        for severity in ("conflict", "caution", "info")
        for number, attack in enumerate(ATTACKS)
    )
    errors = tuple(Failure(path=attack, error=attack) for attack in ATTACKS)
    update = {"reports": reports, "figures": figures, "findings": findings, "errors": errors, "assumed": ATTACKS}
    named = case.model_copy(update={"event": Event(name=said)})
    return named, result.model_copy(update=update)


def _saying(figure: Figure, sentence: str) -> Figure:
    return figure.model_copy(update={"evidence": figure.evidence.model_copy(update={"sentence": sentence})})


def with_one(result: Result, figure: Figure, **report: object) -> Result:
    first = result.reports[0].model_copy(update={"id": figure.report, **report})
    return result.model_copy(update={"reports": (first,), "figures": (figure,), "series": (), "findings": ()})


# Markdown


PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def parsed(page: str) -> tuple[list[Token], dict[str, dict[str, Any]]]:
    """Give a page's tokens, those in lines among them, and its footnotes as the parser holds them."""
    env: dict[str, dict[str, dict[str, Any]]] = {}
    tokens = [each for token in PARSER.parse(page, env) for each in (token, *(token.children or ()))]
    return tokens, env.get("footnotes", {"refs": {}, "list": {}})


def shown(tokens: Iterable[Token]) -> str:
    return "".join(token.content for token in tokens if token.type in ("text", "text_special", "code_inline"))


def pages(found: Sequence[tuple[Case, Result]]) -> str:
    numbered = enumerate(found, 1)
    return "\n".join(line for number, (case, result) in numbered for line in markdown.report(result, case, number))


def kinds(tokens: Sequence[Token]) -> set[str]:
    return {token.type for token in tokens if token.nesting >= 0}


OURS = {
    *("heading_open", "inline", "text", "text_special", "bullet_list_open", "list_item_open", "paragraph_open"),
    *("table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open", "strong_open", "em_open", "link_open"),
    *("footnote_ref", "footnote_block_open", "footnote_open", "footnote_anchor"),
}


def test_every_figure_has_one_footnote_and_every_mark_leads_to_one(read: list[tuple[Case, Result]]) -> None:
    tokens, notes = parsed(pages(read))
    marks = [token.meta["label"] for token in tokens if token.type == "footnote_ref"]
    assert len(marks) > len(set(marks)), "a figure of a finding is mentioned in the table as well"
    assert set(marks) == {label.removeprefix(":") for label in notes["refs"]}
    assert len(set(marks)) == sum(len(result.figures) for _, result in read)
    assert len(marks) == sum(note["count"] for note in notes["list"].values())


def test_a_footnote_is_the_citation_with_the_number_of_its_quote_in_bold(read: list[tuple[Case, Result]]) -> None:
    tokens, _ = parsed(pages(read))
    starts = [at for at, token in enumerate(tokens) if token.type == "footnote_open"]
    said = [tokens[start:end] for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]
    by_claim = {shown(note): shown(_strong(note)) for note in said}
    for _, result in read:
        reports = {report.id: report for report in result.reports}
        for figure in result.figures:
            report = reports[figure.report].model_copy(update={"url": None})
            number = by_claim[one_line(citations.plain(figure, report))]
            assert number == one_line(figure.evidence.exact)


def _strong(tokens: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        if inside:
            yield token


def test_tables_have_a_row_for_each_report_and_figure(seeds: tuple[Case, Result]) -> None:
    _, result = seeds
    tokens, _ = parsed(pages([seeds]))
    tables = "".join({"table_open": "\n", "tr_open": "r", "td_open": "d"}.get(token.type, "") for token in tokens)
    reports, _, figures = (table.removeprefix("r") for table in tables.split("\n")[1:])
    assert reports == "rddddddd" * len(result.reports)
    assert figures == "rddddddd" * len(result.figures)


def test_a_page_begins_with_who_counted_and_ends_with_what_compiled_it(
    seeds: tuple[Case, Result],
) -> None:
    case, result = seeds
    page = "\n".join(markdown.report(result, case))
    told, _, notes = page.partition("\n[^")
    assert told.startswith(f"# {case.event.name}\n\n- 5 reports (0 dated), 29 figures\n- Counted by SOHR 14, ")
    assert "- Passed on by BBC 1, NPR 1, regional media 1: who counted is not said\n- No credit 10\n" in told
    assert told.endswith(f"- {citations.compiled(result.tool)}\n- {citations.NO_ESTIMATE}\n")
    assert "\n#" not in notes


def test_events_of_one_output_share_no_footnote(seeds: tuple[Case, Result]) -> None:
    _, once = parsed(pages([seeds]))
    _, thrice = parsed(pages([seeds, seeds, seeds]))
    assert len(thrice["refs"]) == 3 * len(once["refs"]) > 0


def test_no_word_of_a_report_acts_in_markdown(hostile: tuple[Case, Result]) -> None:
    _, result = hostile
    tokens, notes = parsed(pages([hostile, hostile]))
    assert kinds(tokens) <= OURS
    links = {token.attrs["href"] for token in tokens if token.type == "link_open"}
    assert links == {address(report.url) for report in result.reports} - {None}
    assert len(notes["refs"]) == 2 * len(result.figures)
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 2
    assert {token.level for token in tokens if token.type == "bullet_list_open"} == {0}
    for attack in ATTACKS:
        assert one_line(attack) in shown(tokens)


@settings(max_examples=300, deadline=None)
@example([*"1. a"])
@example(["www", ".", "a"])
@example(["\\", "|"])
@example([*"&#60;"])
@given(TEXTS)
def test_markdown_shows_any_text_as_it_is(parts: list[str]) -> None:
    text = "".join(parts)
    if not one_line(text):
        return
    tokens, _ = parsed("\n".join(markdown_blocks.listed("Heading", [markdown_blocks.safe(text)])))
    assert kinds(tokens) <= {*OURS} - {"link_open", "em_open", "strong_open"}
    assert shown(tokens).removeprefix("Heading").removesuffix("\u200e") == one_line(text)
    assert [token.type for token in tokens].count("list_item_open") == 1
    tokens, _ = parsed("\n".join(markdown_blocks.table(["a", "b"], [[markdown_blocks.safe(text), "end"]])))
    _, _, first, last = (token for token in tokens if token.type == "inline")
    assert shown(first.children or ()).removesuffix("\u200e") == one_line(text)
    assert last.content == "end"


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("see https://evil.example", "://"),
        ("see WWW.evil.example", "WWW."),
        ("a@evil.example", "@"),
        ("H~2~O", "~"),
        ("2^10^", "^"),
        ("$5 and $6", "$"),
    ],
)
def test_nothing_is_left_that_other_flavours_take_for_a_link_or_a_formula(text: str, acts: str, result: Result) -> None:
    page = pages([(Case(), result.model_copy(update={"assumed": (text,)}))])
    assert acts not in page.partition("## Assumed")[2].partition("## How")[0]


def test_a_name_from_right_to_left_leaves_the_number_behind_it_in_its_place(
    result: Result, make_figure: MakeFigure
) -> None:
    dated = {"publisher": "قناة", "published": Published(date=date(2025, 3, 9), basis="case")}
    figure = make_figure(source=Source(id="قناة", name="قناة", kind="monitor"))
    page = pages([(Case(), with_one(result, figure, **dated))])
    assert "- Counted by قناة\u200e 1\n" in page
    assert "*قناة\u200e*, 9 March 2025" in page


def test_a_corrected_figure_is_marked_and_its_footnote_says_who_and_why(
    result: Result, make_figure: MakeFigure
) -> None:
    entry = Correction(line=3, by="A. Analyst", on=date(2025, 4, 1), from_={"stated": 300}, why="as the *table* says")
    figure = make_figure(corrected=entry)
    page = pages([(Case(), with_one(result, figure))])
    assert "| more than 300† |" in page
    assert page.count("more than 300† civilians killed (SOHR") == 1
    assert page.rstrip().endswith(r'" † Corrected by A. Analyst, 1 April 2025: as the \*table\* says')


def test_a_reviewed_finding_stands_apart_with_its_review(result: Result, case: Case) -> None:
    seen = result.findings[0].model_copy(update={"reviewed": Review(line=1, by=None, on=None, why="two days apart")})
    page = pages([(case, result.model_copy(update={"findings": (seen,)}))])
    assert "differ: none" in page
    assert "Both are open upwards, so both can hold. Reviewed by the analyst: two days apart [^" in page
    wiki = "\n".join(mediawiki.report(result.model_copy(update={"findings": (seen,)}), case))
    assert "differ: none" in wiki
    assert "open upwards" not in wiki


def test_several_outcomes_of_one_number_are_told(result: Result, make_figure: MakeFigure) -> None:
    page = pages([(Case(), with_one(result, make_figure(also=("injured",), speculative=True, revised=True)))])
    assert "| civilians killed or injured |" in page
    assert "| the toll so far, a former value, what could be, not what was counted |" in page


def test_without_figures_a_page_still_says_what_was_not_read(result: Result) -> None:
    failed = (Failure(path="a.txt", error="is empty"), Failure(path="c.toml:2", error="none", kind="check"))
    empty = result.model_copy(
        update={"reports": (), "figures": (), "series": (), "findings": (), "assumed": (), "errors": failed}
    )
    page = pages([(Case(), empty)])
    tokens, notes = parsed(page)
    assert "table_open" not in kinds(tokens)
    assert notes["refs"] == {}
    assert (
        "## Not read\n\n- a.txt: is empty\n\n## Entries of the case file that meet nothing\n\n- c.toml:2: none" in page
    )


def test_the_difference_of_two_reports_has_footnotes_too(difference: Diff) -> None:
    page = "\n".join(markdown_diff.diff(difference))
    tokens, notes = parsed(page)
    marks = {token.meta["label"] for token in tokens if token.type == "footnote_ref"}
    assert marks == {label.removeprefix(":") for label in notes["refs"]} == {"low", "middle", "army", "rival", "vague"}
    assert "- x.txt: is empty" in page
    assert citations.NO_ESTIMATE in page


def test_a_sentence_without_its_number_is_quoted_as_it_is(make_figure: MakeFigure) -> None:
    figure = _saying(make_figure(), "It is three hundred.")
    assert markdown_notes.citation(figure, None).endswith(': "It is three hundred."')


def test_of_a_report_that_is_not_at_hand_no_date_is_told(make_figure: MakeFigure) -> None:
    note = markdown_notes.citation(make_figure(), None)
    assert 'cited in 003\\_a.txt:3: "The count' in note


# Wikitext


def wikitext(found: Sequence[tuple[Case, Result]]) -> Wikicode:
    numbered = enumerate(found, 1)
    lines = (line for number, (case, result) in numbered for line in mediawiki.report(result, case, number))
    return mwparserfromhell.parse("\n".join(lines))


def tags(code: Wikicode, name: str) -> list[Tag]:
    return [tag for tag in code.filter_tags() if tag.tag == name]


def test_each_reference_is_one_cite_news_with_a_quote_and_is_defined_once(
    read: list[tuple[Case, Result]],
) -> None:
    code = wikitext(read)
    names = [str(tag.get("name").value) for tag in tags(code, "ref") if not tag.self_closing]
    assert len(names) == len(set(names)) > 0
    for tag in tags(code, "ref"):
        assert str(tag.get("name").value) in names
        if not tag.self_closing:
            (template,) = tag.contents.filter_templates()
            assert str(tag.contents) == str(template)
            assert template.name == "cite news "
            assert one_line(str(template.get("title").value))
            assert one_line(str(template.get("quote").value))
    assert len(code.filter_templates()) == len(names)
    assert code.filter_wikilinks() == code.filter_comments() == []


def test_the_table_has_a_row_for_each_toll(read: list[tuple[Case, Result]]) -> None:
    tables = tags(wikitext(read), "table")
    assert len(tables) == len(read)
    for table, (_, result) in zip(tables, read, strict=True):
        points = [point for series in result.series for track in series.tracks for point in track.points]
        tolls = sum(point.figure is not None and point.status in SHOWN for point in points)
        rows = [row for row in tags(table.contents, "tr") if tags(row.contents, "td")]
        assert len(rows) == tolls
        assert {len(tags(row.contents, "td")) for row in rows} <= {4}
        assert str(table).startswith('{| class="wikitable"\n|+ ')
        assert str(table).count('! scope="col" | ') == 4


def test_a_citation_has_its_dates_in_words_and_an_access_date_only_beside_an_address(make_figure: MakeFigure) -> None:
    report = Report(
        id="r", path="r", label="r", sha256="", title="A title", publisher="An outlet", url="https://news.example/a",
        published=Published(date=date(2025, 3, 9), basis="case"), retrieved=date(2025, 4, 1),
    )  # fmt: skip
    assert mediawiki.cite_news(make_figure(), report) == (
        "{{cite news |title=A title |work=An outlet |date=9 March 2025 |url=https://news.example/a "
        "|access-date=1 April 2025 |quote=The count has reached 300 civilians killed since Thursday.}}"
    )
    bare = report.model_copy(update={"title": None, "publisher": None, "url": None, "published": None})
    assert mediawiki.cite_news(make_figure(), bare).startswith("{{cite news |title=r |quote=")


def test_no_word_of_a_report_acts_in_wikitext(hostile: tuple[Case, Result]) -> None:
    _, result = hostile
    code = wikitext([hostile, hostile])
    names = {str(tag.tag) for tag in code.filter_tags()}
    assert names == {"table", "tr", "th", "td", "ref", "li"}
    assert len(tags(code, "table")) == 2
    assert code.filter_wikilinks() == code.filter_comments() == code.filter_headings() == code.filter_arguments() == []
    assert {str(template.name) for template in code.filter_templates()} == {"cite news "}
    cited = {mediawiki.linked(report.url) for report in result.reports} - {None}
    assert {str(link) for link in code.filter_external_links()} <= cited
    assert re.search(r"~~~|__[A-Z]+__|(?<!\|)-\{|(?:ISBN|RFC|PMID) [0-9]", str(code)) is None
    items = [line for line in str(code).split("\n") if line.startswith("*")]
    assert len(items) == 2 * (2 * len(ATTACKS) + 2 * len(ATTACKS))
    assert not any(line.startswith((" ", "=", ";", ":", "#", "----")) for line in str(code).split("\n"))


@settings(max_examples=300, deadline=None)
@example([*"{{!}}"])
@example([*"''''"])
@example([*"&#60;"])
@given(TEXTS)
def test_wikitext_shows_any_text_as_it_is(parts: list[str]) -> None:
    text = "".join(parts)
    code = mwparserfromhell.parse(f"{{{{cite news |title={mediawiki.safe(text)} |quote=q}}}}")
    (template,) = code.nodes
    assert isinstance(template, Template)
    assert [parameter.name for parameter in template.params] == ["title", "quote"]
    title = template.get("title").value
    assert {type(node) for node in title.nodes} <= {Text, HTMLEntity}
    assert "".join(n.normalize() if isinstance(n, HTMLEntity) else str(n) for n in title.nodes).strip() == one_line(
        text
    )


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_keeps_its_meaning_and_breaks_no_template(url: str) -> None:
    made = mediawiki.linked(url)
    assert (made is None) is not url.lower().startswith("https://news")
    assert made is None or not set("[]{}|<>\"'\\^` ") & set(made)
    assert made is None or re.search("~~|__", made) is None


def test_wikitext_says_what_compiled_it_what_was_assumed_and_what_was_corrected(
    seeds: tuple[Case, Result], result: Result, make_figure: MakeFigure
) -> None:
    case, told = seeds
    page = "\n".join(mediawiki.report(told, case))
    assert page.endswith(f"{citations.compiled(told.tool)} {citations.NO_ESTIMATE}\n")
    assert '* "armed fighters" are loyalists by the case file' in page
    entry = Correction(line=3, by=None, on=None, from_={"stated": 300}, why="so")
    figures = tuple(figure.model_copy(update={"corrected": entry}) for figure in result.figures)
    assert "| more than 532†<ref" in "\n".join(mediawiki.report(result.model_copy(update={"figures": figures}), case))


# Web annotations


# The terms that the collections use, with the meaning that the context of the model gives them.
TERMS = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "TimeState", "describing")},
    **{name: f"oa:{name}" for name in ("TextQuoteSelector", "TextPositionSelector", "exact", "prefix", "suffix")},
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    **{
        name: {"@id": term, "@type": "@id"}
        for name, term in {
            "body": "oa:hasBody",
            "target": "oa:hasTarget",
            "source": "oa:hasSource",
            "selector": "oa:hasSelector",
            "state": "oa:hasState",
            "cached": "oa:cachedSource",
            "renderedVia": "oa:renderedVia",
            "creator": "http://purl.org/dc/terms/creator",
            "partOf": "as:partOf",
            "first": "as:first",
            "last": "as:last",
        }.items()
    },
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "start": {"@id": "oa:start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "total": {"@id": "as:totalItems", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label"},
    "name": "http://xmlns.com/foaf/0.1/name",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
}
IRI = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:[!#$%&'()*+,./:;=?@A-Za-z0-9_~-]+$"}


def record(kind: str, required: Sequence[str], **properties: object) -> dict[str, object]:
    described = {"type": {"const": kind}, **properties}
    return {"type": "object", "required": ["type", *required], "properties": described, "additionalProperties": False}


TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
SOFTWARE = record("Software", ["id", "name"], id=IRI, name=TEXT)
BODY = record("TextualBody", ["value"], value=TEXT, format=TEXT, language=TEXT, purpose={"const": "describing"})
QUOTE = record("TextQuoteSelector", ["exact", "prefix", "suffix"], exact=TEXT, prefix=TEXT, suffix=TEXT)
POSITION = record("TextPositionSelector", ["start", "end"], start=COUNT, end=COUNT)
TARGET = record(
    "SpecificResource",
    ["source", "selector"],
    source=IRI,
    selector={"type": "array", "prefixItems": [QUOTE, POSITION], "minItems": 2, "maxItems": 2},
    state=record("TimeState", ["cached"], cached=IRI),
    renderedVia=SOFTWARE,
)
ANNOTATION = record(
    "Annotation",
    ["id", "body", "target"],
    id=IRI,
    motivation={"const": "describing"},
    creator=SOFTWARE,
    body={"type": "array", "items": BODY},
    target=TARGET,
)
PAGE = record(
    "AnnotationPage", ["id", "items"], id=IRI, partOf=IRI, startIndex=COUNT,
    items={"type": "array", "items": ANNOTATION, "minItems": 1},
)  # fmt: skip
COLLECTION = record(
    "AnnotationCollection",
    ["@context", "id"],
    **{"@context": {"const": "http://www.w3.org/ns/anno.jsonld"}},
    id=IRI,
    label={"type": "array", "items": TEXT, "minItems": 1},
    total=COUNT,
    first=PAGE,
    last=IRI,
) | {"if": {"properties": {"total": {"minimum": 1}}}, "then": {"required": ["first", "last"]}}


def collected(found: Sequence[tuple[Case, Result]]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads("".join(annotations.collection(found)))
    jsonschema.Draft202012Validator(COLLECTION).validate(made)
    return made


def notes_of(made: dict[str, Any]) -> list[dict[str, Any]]:
    return list(made.get("first", {"items": []})["items"])


def expanded(made: dict[str, Any]) -> list[dict[str, Any]]:
    """Expand as a consumer of linked data does, to whom a term without a meaning is lost."""

    def load(url: str, options: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
                "document": {"@context": TERMS}}  # fmt: skip

    found: list[dict[str, Any]] = jsonld.expand(made, {"documentLoader": load})
    return found


def selected(note: dict[str, Any]) -> tuple[dict[str, str], dict[str, int]]:
    quote, position = note["target"]["selector"]
    return quote, position


def test_a_collection_is_one_of_the_model_and_holds_every_figure(read: list[tuple[Case, Result]]) -> None:
    made = collected(read)
    figures = [figure for _, result in read for figure in result.figures]
    notes = notes_of(made)
    assert made["total"] == len(notes) == len(figures) == len({note["id"] for note in notes})
    for note, figure in zip(notes, figures, strict=True):
        claim, fields = note["body"]
        assert claim["value"].startswith(f"{one_line(figure.shown)} ")
        assert Figure.model_validate_json(fields["value"]) == figure


def test_the_selectors_find_the_number_in_the_printed_text(read: list[tuple[Case, Result]]) -> None:
    notes = iter(notes_of(collected(read)))
    for _, result in read:
        printed = {report.id: "".join(texts.plain([report])) for report in result.reports}
        for figure, note in zip(result.figures, notes, strict=False):
            quote, position = selected(note)
            text = printed[figure.report]
            assert text[position["start"] : position["end"]] == quote["exact"] != ""
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text.startswith(around, position["start"] - len(quote["prefix"]))


def test_the_selectors_quote_the_text_as_it_is_printed(result: Result, make_figure: MakeFigure) -> None:
    text = "\x9b They say 300 civilians killed\x80 \U0001f600"
    figure = make_figure()
    evidence = {"start": 11, "end": 14, "exact": "300", "prefix": text[:11], "suffix": text[14:]}
    figure = figure.model_copy(update={"evidence": figure.evidence.model_copy(update=evidence)})
    one = with_one(result, figure, text=text)
    quote, _ = selected(notes_of(collected([(Case(), one)]))[0])
    assert "".join(quote[part] for part in ("prefix", "exact", "suffix")) == "".join(texts.plain(one.reports))


def test_linked_data_loses_nothing_of_a_collection(seeds: tuple[Case, Result]) -> None:
    made = collected([seeds])
    (collection,) = expanded(made)
    oa = "http://www.w3.org/ns/oa#"
    page = collection["http://www.w3.org/ns/activitystreams#first"][0]
    notes = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(notes) == made["total"]
    assert _leaves(made) - 1 == _leaves(collection), "all but the context has a meaning"
    for note in notes:
        assert note["@type"] == [f"{oa}Annotation"]
        assert note[f"{oa}motivatedBy"] == [{"@id": f"{oa}describing"}]
        (target,) = note[f"{oa}hasTarget"]
        assert target[f"{oa}hasSource"][0]["@id"].startswith("ni:///sha-256;")
        assert {kind for each in target[f"{oa}hasSelector"] for kind in each["@type"]} == {
            f"{oa}TextQuoteSelector",
            f"{oa}TextPositionSelector",
        }


def _leaves(value: object, key: str = "") -> int:
    """Count the values of a document that are no records; of an expanded one, the types of numbers are none."""
    if isinstance(value, dict):
        return sum(_leaves(each, name) for name, each in value.items() if not (name == "@type" and "@value" in value))
    return sum(_leaves(each, key) for each in value) if isinstance(value, list) else 1


def test_a_report_with_an_address_is_the_source_and_what_was_read_its_copy(
    result: Result, make_figure: MakeFigure
) -> None:
    def target(url: str) -> dict[str, Any]:
        (note,) = notes_of(collected([(Case(), with_one(result, make_figure(), url=url))]))
        found: dict[str, Any] = note["target"]
        return found

    hashed = "ni:///sha-256;" + "A" * 43
    on_the_web = target("https://news.example/a b|c")
    assert (on_the_web["source"], on_the_web["state"]) == (
        "https://news.example/a%20b%7Cc",
        {"type": "TimeState", "cached": hashed},
    )
    for url in ("javascript:alert(1)", "http://[", "news.example"):
        assert (target(url)["source"], "state" in target(url)) == (hashed, False)


def test_ids_are_the_same_each_time_and_no_two_events_or_values_share_one(
    seeds: tuple[Case, Result], result: Result, make_figure: MakeFigure
) -> None:
    assert "".join(annotations.collection([seeds])) == "".join(annotations.collection([seeds]))
    once, twice = collected([seeds]), collected([seeds, seeds])
    assert once["id"] != twice["id"]
    assert len({note["id"] for note in notes_of(twice)}) == 2 * len(notes_of(once))
    entry = Correction(line=3, by=None, on=None, from_={"stated": 300}, why="so")
    found = [with_one(result, figure) for figure in (make_figure(), make_figure(corrected=entry))]
    first, second = (notes_of(collected([(Case(), each)]))[0] for each in found)
    assert first["id"] != second["id"]
    assert "300† civilians killed" in json.dumps(second["body"], ensure_ascii=False)


def test_a_collection_without_figures_has_no_page(result: Result) -> None:
    failed = (Failure(path="a.txt", error="is empty"),)
    made = collected([(Case(), result.model_copy(update={"reports": (), "figures": (), "errors": failed}))])
    assert (made["total"], "first" in made) == (0, False)
    (label,) = made["label"]
    assert label.startswith("Figures by report: 0 figures of 0 reports; 1 input not read. Compiled by")
    assert label.endswith(citations.NO_ESTIMATE)


def test_annotations_of_hostile_reports_are_json_without_what_a_terminal_obeys(hostile: tuple[Case, Result]) -> None:
    case, result = hostile
    report = result.reports[1].model_copy(update={"title": "a\x1b[2J\x7f\x9b\u202e\u2066\udc00"})
    first, *others = result.figures
    evidence = first.evidence.model_copy(update={"prefix": "\x1b\x7f", "suffix": "\u202e\u2066"})
    obeyed = result.model_copy(
        update={
            "reports": (result.reports[0], report, *result.reports[2:]),
            "figures": (first.model_copy(update={"evidence": evidence}), *others),
        }
    )
    said = "".join(annotations.collection([(case, obeyed)]))
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", said) is None
    assert len(notes_of(collected([(case, obeyed)]))) == len(result.figures)
    assert phrases.day(date(2025, 3, 9)) in said

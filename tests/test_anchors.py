"""Quotes that point into a report: found again in the text they were made on, and in the same page saved anew."""

import os
import re
import textwrap
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from anything import TEXTS
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from reconcile import anchors, pipeline
from reconcile.anchors import Span
from reconcile.case import Case
from reconcile.readers import formats
from reconcile.readers.source import Source
from reconcile.records import Report

WORLD = sorted((Path(__file__).parent / "corpus" / "world" / "reports").glob("*.txt"))
EXAMPLES = int(os.environ.get("RECONCILE_EXAMPLES", "100"))
any_number = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

STORY = "At least 12 people were killed on Monday.\nPolice said 30 were hurt and 12 are missing."


def said(text: str, quote: str) -> list[str]:
    """Give what `quote` points at in `text`, as it stands there."""
    return [text[span.start : span.end] for span in anchors.find(text, quote)]


# Folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a  b\r\n\r\nc\td", "a b c d"),
        ("  a ", "a"),
        ("1\u00a0200\u202f000", "1 200 000"),
        ("“a” ‘b’ «c»", '"a" \'b\' "c"'),
        ("50–60, war‑torn — so", "50-60, war-torn - so"),
        ("kil\u00adled\u200b", "killed"),
        ("a \u00adb \u200f12", "a b 12"),
        ("a \u200b c", "a c"),
        ("\ufeffa", "a"),
        ("", ""),
        (" \u200b\n", ""),
    ],
)
def test_space_quotation_marks_hyphens_and_unseen_marks_fold(text: str, folded: str) -> None:
    assert anchors.fold(text).said == folded


@any_number
@example("a \u00adb\u200b\u200bc  \u2028d")
@given(TEXTS)
def test_every_character_of_what_is_said_leads_back_to_its_own(text: str) -> None:
    folded = anchors.fold(text)
    for offset, character in enumerate(folded.said):
        if character != " ":
            origin = folded.origin(offset)
            assert anchors.fold(text[origin]).said == character
            assert folded.place(origin) == offset


# Finding


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("least [12] people", [Span(9, 11)]),
        ("[12]", [Span(9, 11), Span(71, 73)]),
        ("Monday. Police said [30] were", [Span(54, 56)]),
        ("  least [ 12 ]\npeople ", [Span(9, 11)]),
        ("At least [12] people were killed on Monday. Police said 30 were hurt and 12 are missing.", [Span(9, 11)]),
        ("east [12] people", []),
        ("least [1]", []),
        ("least 12 people", []),
        ("least [] people", []),
        ("least [ ] people", []),
        ("[13] people", []),
        ("", []),
    ],
)
def test_the_number_in_brackets_is_found_between_whole_words(quote: str, found: list[Span]) -> None:
    assert anchors.find(STORY, quote) == found


def test_brackets_of_the_text_are_no_mark() -> None:
    text = "The toll [1] stands at 12 [note 3]; it was [12] before."
    assert anchors.find(text, "toll [1] stands at [12] [note 3]; it") == [Span(23, 25)]
    assert anchors.find(text, "it was [[12]] before.") == [Span(44, 46)]
    assert anchors.quote(text, 44, 46) == "3]; it was [[12]] before."


@pytest.mark.parametrize("mark", ["\ue000", "\ue001", "\ufdd0", "\x00"])
def test_no_character_of_a_text_is_taken_for_a_mark(mark: str) -> None:
    text = f"a {mark}b 12 {mark} c"
    assert said(text, f"a {mark}b [12] {mark} c") == ["12"]


# Quoting


def test_a_quote_has_no_more_words_than_it_needs() -> None:
    assert anchors.quote(STORY, 9, 11) == "At least [12] people were killed on"
    longer = (
        "one two three four five 12 six seven eight nine ten. " + "none two three four five 12 six seven eight nine."
    )
    at = longer.index("12")
    assert anchors.quote(longer, at, at + 2) == "one two three four five [12] six seven eight nine ten. none two three"


@any_number
@example("(12 killed, 12 injured)", 0)
@example("a \u200b12 killed\u00ad. \ue00012 killed.", 0)
@given(TEXTS, st.integers(0, 2**32))
def test_a_quote_finds_its_number_or_the_text_repeats_itself(text: str, chosen: int) -> None:
    spans = [match.span() for match in re.finditer(r"[^\W_]+", text)]
    assume(spans)
    start, end = spans[chosen % len(spans)]
    quote = anchors.quote(text, start, end)
    assert "\n" not in quote
    found = anchors.find(text, quote)
    assert Span(start, end) in found
    assert len(found) == 1 or repeats(text, start, end)


@any_number
@given(TEXTS)
def test_every_figure_of_any_text_is_found_by_its_quote_or_the_text_repeats_itself(text: str) -> None:
    (item,) = formats.read(Source("a.txt", "a.txt", BytesIO(text.encode("utf-8", "surrogatepass"))))
    assume(hasattr(item, "text"))
    report = Report(id="a.txt", path="a.txt", label="a", sha256="", text=getattr(item, "text", ""))
    for figure in pipeline.take(report, Case()).extraction.figures:
        where = figure.evidence
        found = anchors.find(report.text, anchors.quote(report.text, where.start, where.end))
        assert found == [Span(where.start, where.end)] or repeats(report.text, where.start, where.end)


def repeats(text: str, start: int, end: int) -> bool:
    """Tell whether the words around a number, as many as a quote may have, stand in the text twice."""
    before, after = text[:start].split()[-60:], text[end:].split()[:60]
    folded = anchors.fold(" ".join([*before, text[start:end], *after])).said.replace(" ", "")
    bare = anchors.fold(text).said.replace(" ", "")
    return bare.find(folded, bare.find(folded) + 1) >= 0


# The same page saved anew


def curly(text: str) -> str:
    return re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’").replace("-", "‑")


def no_break(text: str) -> str:
    return re.sub(r"(?<=\d) | (?=\d)", "\u00a0", text)


def wrapped(text: str) -> str:
    return "\n\n".join(
        textwrap.fill(part, 60, break_long_words=False, break_on_hyphens=False) for part in text.split("\n\n")
    )


def hyphenated(text: str) -> str:
    return re.sub(r"([^\W\d_]{3})(?=[^\W\d_]{3})", "\\1\u00ad", text)


def bannered(text: str) -> str:
    return f"Subscribe today\n\nNews | World | 12 stories\n\n{text}\n\nRead 12 more stories"


SAVED_ANEW: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "curly": curly,
    "no-break": no_break,
    "wrapped": wrapped,
    "hyphenated": hyphenated,
    "bannered": bannered,
    "all": lambda text: bannered(hyphenated(curly(no_break(wrapped(text))))).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("version", SAVED_ANEW)
def test_a_quote_is_found_in_the_page_saved_anew(version: str) -> None:
    figures = lost = 0
    for path in WORLD:
        text = path.read_bytes().decode()
        anew = SAVED_ANEW[version](text)
        assert anew != text
        report = Report(id=path.name, path=path.name, label="a", sha256="", text=text)
        for figure in pipeline.take(report, Case()).extraction.figures:
            where = figure.evidence
            quote = anchors.quote(text, where.start, where.end)
            assert anchors.find(text, quote) == [Span(where.start, where.end)]
            figures += 1
            again = [anchors.fold(words).said for words in said(anew, quote)]
            lost += again != [anchors.fold(where.exact).said]
    assert figures > 100
    assert lost == 0


# The nearest


def test_the_nearest_passage_is_shown_in_whole_words() -> None:
    near = anchors.nearest(STORY, "least [13] people was killed on Monday")
    assert near == "least 12 people were killed on Monday."
    assert anchors.nearest(STORY, "Nothing of [99] lorries and trains") is None
    assert anchors.nearest("", "least [13] people") is None
    assert anchors.nearest(STORY, "") is None


def test_the_nearest_is_found_on_one_line_far_down_a_long_text() -> None:
    text = "Not a word here is of any use to it.\n" * 2_000 + STORY
    assert anchors.nearest(text, "Police said [31] were hurt") == "Police said 30 were hurt"

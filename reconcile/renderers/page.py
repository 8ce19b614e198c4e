"""The HTML report: one file that asks the network for nothing, shows everything without JavaScript, and prints.

The parts of a page are plain values made by the modules page_*; the templates only lay them out.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import jinja2
from markupsafe import Markup

from reconcile import phrases
from reconcile.case import Case
from reconcile.renderers import (
    charts_origins,
    citations,
    page_change,
    page_charts,
    page_findings,
    page_links,
    page_masthead,
    page_matrix,
    page_notes,
    page_texts,
)
from reconcile.renderers.page_links import Event
from reconcile.renderers.plain import visible
from reconcile.results import Result

_TEMPLATES = Path(__file__).with_name("templates")
_STYLES, _SCRIPT = ("chart.css", "page.css"), "page.js"


@dataclass(frozen=True, slots=True)
class Section:
    """One event of the page, part by part in the order in which they stand; `prefix` begins its ids."""

    prefix: str
    masthead: page_masthead.Masthead
    charts: page_charts.Charts
    matrix: page_matrix.Matrix
    findings: page_findings.Findings
    change: tuple[page_change.Row, ...]
    texts: tuple[page_texts.Text, ...]
    notes: page_notes.Notes
    compiled: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a checkbox shows and hides: the key that marked things carry, and its words."""

    key: str
    words: str


def report(events: Sequence[tuple[Case, Result]]) -> Iterator[str]:
    """Give the page of one or more events, in pieces."""
    taken = [page_links.event(case, result, number) for number, (case, result) in enumerate(events, 1)]
    style, script = "\n".join(map(_read, _STYLES)), _read(_SCRIPT)
    yield from (
        _environment()
        .get_template("page.html")
        .generate(
            title=", ".join(map(page_masthead.name, taken)),
            sections=[_section(event) for event in taken],
            categories=_categories(taken),
            origins=_origins(taken),
            key=page_notes.key(),
            no_estimate=citations.NO_ESTIMATE,
            policy=_policy(style, script),
            style=Markup(style),
            script=Markup(script),
        )
    )


def _section(event: Event) -> Section:
    return Section(
        prefix=event.prefix,
        masthead=page_masthead.masthead(event),
        charts=page_charts.drawings(event),
        matrix=page_matrix.matrix(event),
        findings=page_findings.findings(event),
        change=page_change.rows(event),
        texts=page_texts.texts(event),
        notes=page_notes.notes(event),
        compiled=citations.compiled(event.result.tool),
    )


def _categories(events: Sequence[Event]) -> list[Choice]:
    found = dict.fromkeys(figure.category for event in events for figure in event.result.figures)
    return [Choice(key, phrases.category(key)) for key in found]


def _origins(events: Sequence[Event]) -> list[Choice]:
    """Give who counted, in the order of their names, and last the uncredited."""
    figures = [figure for event in events for figure in event.result.figures]
    found = {page_links.origin(figure): phrases.source(figure.source) for figure in figures}
    named = sorted(found.items(), key=lambda item: (item[0] == charts_origins.UNCREDITED, item[1].casefold()))
    return [Choice(key, words) for key, words in named]


def _environment() -> jinja2.Environment:
    """Give the templates, which escape all that they are given and show what acts in it as escapes."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    """Give words with what acts instead of showing as escapes; the templates' own markup as it is, numbers shortly."""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(re.sub(r"\s", " ", value))
    return value


def _policy(style: str, script: str) -> str:
    """Give the page's content security policy, under which nothing runs but what is written here."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _read(name: str) -> str:
    """Give a style or a script without its comments and indents."""
    lines = re.sub(r"/\*.*?\*/", "", (_TEMPLATES / name).read_text(encoding="utf-8"), flags=re.DOTALL).split("\n")
    return "\n".join(line for each in lines if (line := each.strip()) and not line.startswith("//"))

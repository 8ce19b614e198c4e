"""A real browser for tests of pages, and pages to open in it: reports as they come, and reports that attack."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from figures import figure, march, report, together

from reconcile import pipeline
from reconcile.case import Case, Event
from reconcile.records import Published, Source
from reconcile.renderers import page
from reconcile.results import Failure, Result, Tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
Scheme = Literal["light", "dark"]
ATTACKS = (
    "<script>window.pwned=1</script>",
    '"><svg onload="window.pwned=1"><img src=x onerror=alert(1)>',
    "</script></style></title><style>*{display:none}</style>",
    "{{ 7*7 }}{% raw %}{# gone #}",
    "\u202e001 nahterom\u202c \x1b[31m",
    "']}//--><b>bold</b>&lt;i&gt;",
)


@dataclass(slots=True)
class Opened:
    """A page in the browser, with what it wrote to the console, what it asked for, and the dialogs it opened."""

    page: "Page"
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """Give a Chromium that is installed, or skip."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.skip(f"no browser of {', '.join(NAMES)} is installed")
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: "Browser", tmp_path: Path) -> Iterator[Open]:
    """Give what opens a page from disk; the pages are closed after the test."""
    contexts: list[BrowserContext] = []

    def open_(
        html: str, *, width: int = 1280, scheme: Scheme = "light", javascript: bool = True, policy: bool = True
    ) -> Opened:
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=javascript,
            bypass_csp=not policy,
            reduced_motion="reduce",
        )
        contexts.append(context)
        shown = Opened(context.new_page())
        context.on("request", lambda request: shown.requests.append(request.url))
        shown.page.on("console", lambda message: shown.console.append(message.text))
        shown.page.on("pageerror", lambda error: shown.console.append(str(error)))

        def dismiss(dialog: "Dialog") -> None:
            shown.dialogs.append(dialog.message)
            dialog.dismiss()

        shown.page.on("dialog", dismiss)
        shown.page.goto(file.as_uri())
        return shown

    yield open_
    for context in contexts:
        context.close()


def html(*folders: str) -> str:
    """Give the page of the events that folders hold."""
    events = [event for folder in folders for event in pipeline.events([folder])]
    return "".join(page.report([(event.case, pipeline.reconcile(event)) for event in events]))


def result_of(made: list[tuple[str, int]], texts: dict[str, str] | None = None) -> Result:
    """Give the result of reports with one figure each, by label and number, in texts that hold them."""
    figures, reports = [], []
    for label, stated in made:
        text = (texts or {}).get(label) or f"A title\n\nThey counted {stated:,} dead."
        start = text.index(f"{stated:,}")
        line = text.count("\n", 0, start) + 1
        sentence = text.split("\n")[line - 1]
        figures.append(figure(label, stated, credit="SOHR", line=line, start=start, sentence=sentence))
        reports.append(report(label, published=9, text=text))
    done = together(figures, Case(), reports)
    return Result(
        tool=Tool(version="0.1.0", lexicons="a" * 64, case_sha256=None),
        case=None,
        reports=tuple(each.model_copy(update={"figures": 1}) for each in done.reports),
        figures=done.figures,
        series=done.series,
        findings=done.findings,
        assumed=done.assumed,
        errors=(),
    )


def attack() -> tuple[Case, Result]:
    """Give an event of which every word that a report or a case file brings is hostile."""
    hostile = " ".join(ATTACKS)
    source = Source(id=hostile, name=hostile, kind="monitor")
    figures, reports = [], []
    for label, stated in ((f"a{hostile}", 301), ("b", 432)):
        sentence = f"{hostile} They counted {stated} dead {hostile}"
        text = f"{hostile}\n\n{sentence}"
        made = figure(label, stated, credit=source, line=3, start=text.index(f"{stated} dead"), sentence=sentence)
        figures.append(made.model_copy(update={"id": f"{stated}", "label": f"{stated} {hostile}"}))
        told = {"title": hostile, "publisher": hostile, "url": "javascript:window.pwned=1", "figures": 1}
        dated = Published(date=march(9), basis="metadata")
        reports.append(report(label, text=text).model_copy(update={**told, "published": dated}))
    case = Case(event=Event(name=hostile))
    done = together(figures, case, reports)
    result = Result(
        tool=Tool(version="0.1.0", lexicons="a" * 64, case_sha256=None),
        case=None,
        reports=done.reports,
        figures=done.figures,
        series=done.series,
        findings=done.findings,
        assumed=(hostile,),
        errors=(Failure(path=hostile, error=hostile),),
    )
    return case, result

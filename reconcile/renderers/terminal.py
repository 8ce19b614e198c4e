"""The page that `reconcile report` shows: tolls, what does not agree and why, and how the figures changed."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from reconcile import phrases
from reconcile.case import Case
from reconcile.renderers import glance, terminal_change, terminal_findings, terminal_matrix
from reconcile.renderers.footnotes import footnotes
from reconcile.renderers.glance import Count
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import HEADING, QUIET, Page, hanging, listed
from reconcile.results import Analyst, Result

COUNTERS_NAMED = 8


def reports(events: Sequence[tuple[Case, Result]], page: Page) -> Iterator[Text]:
    """Draw the pages of several events, one after another; one of which nothing could be read has none."""
    read = [(case, result) for case, result in events if result.reports]
    for number, (case, result) in enumerate(read):
        if number:
            yield from (Text(""), Text("-" * page.width, style=QUIET), Text(""))
        yield from report(result, case, page)


def report(result: Result, case: Case, page: Page) -> Iterator[Text]:
    """Draw the page of one event."""
    yield from _header(result, case, page)
    yield Text("")
    if result.figures:
        notes, told = footnotes(result, page.marks)
        yield from terminal_matrix.draw(result, notes, told, glance.year(result, case), page)
        yield Text("")
        yield from terminal_findings.draw(result, page)
        yield Text("")
        yield from terminal_change.draw(result, page)
        yield Text("")
    yield from _next(result, case, page)


def _header(result: Result, case: Case, page: Page) -> Iterator[Text]:
    event, seen = case.event, glance.glance(result)
    parts = [
        one_line(event.name) if event.name else "",
        f"from {_weekday(event.onset)}" if event.onset else "",
        seen.read,
        phrases.plural(seen.figures, "figure"),
    ]
    yield from hanging("", f" {page.marks.dot} ".join(filter(None, parts)), page, HEADING)
    if result.analyst != Analyst():
        yield from hanging("", glance.analyst(result).replace("†", page.marks.corrected), page)
    if seen.counted:
        named = [f"{_who(count, page)} {count.figures}" for count in seen.counted[:COUNTERS_NAMED]]
        more = [f"and {len(seen.counted) - len(named)} more"] if len(seen.counted) > len(named) else []
        yield from hanging("Counted by   ", ", ".join(named + more), page)
    if seen.passed_on:
        names = ", ".join(count.name for count in seen.passed_on)
        total = sum(count.figures for count in seen.passed_on)
        yield from hanging("Passed on    ", f"{names} {total}: who counted is not said", page)
    if seen.uncredited:
        yield Text(f"No credit    {seen.uncredited}")
    for head, words in glance.same(result.reports):
        yield from hanging(f"{head:<13}", words, page)


def _who(count: Count, page: Page) -> str:
    party = page.marks.party if count.source.kind == "party" else ""
    return f"{count.name}{party}"


def _weekday(when: date) -> str:
    return f"{when:%a} {when.day} {when:%B}"


def _next(result: Result, case: Case, page: Page) -> Iterator[Text]:
    """Say what would make the page better, and how to see why it is as it is."""
    items = []
    undated = sum(report.published is None for report in result.reports)
    if case.path is None:
        items.append("Next: a case file reconcile.toml beside the reports (the event's onset, the reports' dates)")
    elif undated:
        items.append(f"Next: dates for {phrases.plural(undated, 'report')} in {one_line(case.path)}")
    if result.figures:
        shown = Counter(figure.report for figure in result.figures).most_common(1)[0][0]
        chosen = next((report for report in result.reports if report.id == shown), None)
        if chosen and chosen.path != "-":
            folder = chosen.path.rpartition("/")[0]
            # Of a file given by name its folder may hold others, whose labels are not known here.
            beside = sum(report.path.rpartition("/")[0] == folder for report in result.reports)
            named = f"{folder}/{chosen.label}" if folder and beside > 1 else chosen.path
            items.append(f"why: reconcile explain {shlex.quote(one_line(named))}")
    for line in listed("", items, page):
        line.stylize(QUIET)
        yield line

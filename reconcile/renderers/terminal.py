"""The page that `reconcile report` shows: tolls, what does not agree and why, and how the figures changed."""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.text import Text

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import Figure, Report
from reconcile.renderers import terminal_change, terminal_findings, terminal_matrix, wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import HEADING, QUIET, Page, hanging, listed
from reconcile.results import Analyst, Result

OUTLETS = frozenset({"outlet"})
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
    year = _year(result, case)
    yield from _header(result, case, page)
    yield Text("")
    if result.figures:
        notes, footnotes = _footnotes(result, page)
        yield from terminal_matrix.draw(result, notes, footnotes, year, page)
        yield Text("")
        yield from terminal_findings.draw(result, page)
        yield Text("")
        yield from terminal_change.draw(result, page)
        yield Text("")
    yield from _next(result, case, page)


def _year(result: Result, case: Case) -> int | None:
    """Give the year that dates need not repeat: the onset's, else the one that all dates share."""
    if case.event.onset:
        return case.event.onset.year
    dates = (f.as_of and (f.as_of.date or f.as_of.earliest or f.as_of.latest) for f in result.figures)
    years = {found.year for found in dates if found}
    return years.pop() if len(years) == 1 else None


def _header(result: Result, case: Case, page: Page) -> Iterator[Text]:
    event = case.event
    dated = sum(report.published is not None for report in result.reports)
    parts = [
        one_line(event.name) if event.name else "",
        f"from {_weekday(event.onset)}" if event.onset else "",
        f"{phrases.plural(len(result.reports), 'report')} ({dated} dated)",
        phrases.plural(len(result.figures), "figure"),
    ]
    yield from hanging("", f" {page.marks.dot} ".join(filter(None, parts)), page, HEADING)
    if result.analyst != Analyst():
        yield from hanging("", wording.analyst(result).replace("†", page.marks.corrected), page)
    counters: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    for figure in result.figures:
        if figure.source:
            (outlets if figure.source.kind in OUTLETS else counters)[_who(figure, page)] += 1
    uncredited = sum(figure.source is None for figure in result.figures)
    if counters:
        named = [f"{name} {count}" for name, count in counters.most_common(COUNTERS_NAMED)]
        more = [f"and {len(counters) - len(named)} more"] if len(counters) > len(named) else []
        yield from hanging("Counted by   ", ", ".join(named + more), page)
    if outlets:
        names = ", ".join(outlets)
        yield from hanging("Passed on    ", f"{names} {outlets.total()}: who counted is not said", page)
    if uncredited:
        yield Text(f"No credit    {uncredited}")
    for head, words in _one(result.reports):
        yield from hanging(head, words, page)


def _one(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    """Tell which reports are one text at several outlets, and which are saves of one page."""
    labels = {report.id: report.label for report in reports}
    for report in reports:
        also = ", ".join(outlet.publisher or outlet.id for outlet in report.outlets)
        if also:
            yield "One text     ", f"{report.label}; also at {also}"
    for first in dict.fromkeys(report.version_of for report in reports if report.version_of):
        later = ", ".join(report.label for report in reports if report.version_of == first)
        yield "One page     ", f"{labels.get(first, first)}, saved later as {later}, of which only what changed is told"


def _who(figure: Figure, page: Page) -> str:
    party = page.marks.party if figure.source and figure.source.kind == "party" else ""
    return f"{phrases.source(figure.source)}{party}"


def _weekday(when: date) -> str:
    return f"{when:%a} {when.day} {when:%B}"


def _footnotes(result: Result, page: Page) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """Give the footnote marks by figure, and the footnotes: what was assumed of the figures, the like together."""
    alike: dict[str, list[str]] = {}
    for assumed in (each for each in result.assumed if not each.startswith((phrases.ONE_TEXT, phrases.ONE_PAGE))):
        what, _, taken = assumed.rpartition(" is ")
        alike.setdefault(taken, []).append(what)
    marks: dict[str, str] = {}
    for number, (taken, whats) in enumerate(alike.items(), 1):
        marks |= {_subject(what or taken): page.marks.note(number) for what in whats}
    places = terminal_findings.places(result.figures, result.reports)
    notes: dict[str, list[str]] = {}
    for figure in result.figures:
        subjects = [f'{places[figure.id]} "{figure.label}"', *map(_by_case, figure.trace)]
        notes[figure.id] = [marks[subject] for subject in subjects if subject in marks]
    return notes, [f"{taken}: {'; '.join(whats)}" if any(whats) else taken for taken, whats in alike.items()]


def _subject(assumed: str) -> str:
    """Give what an assumption begins with: a place and a label, or words of the case file, in quotes."""
    place, quote, said = assumed.partition('"')
    return place + quote + said.partition(quote)[0] + quote if quote else assumed


def _by_case(step: str) -> str:
    """Give the words, in quotes, that a step of a trace took from the case file; nothing for another step."""
    return f'"{step.removeprefix("case: ").partition(" -> ")[0]}"' if step.startswith("case: ") else ""


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

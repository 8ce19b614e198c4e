"""Markdown to paste into a story file, an issue or a wiki: figures and findings, with footnotes as their evidence.

A footnote is a figure's citation with the quoted sentence, its number in bold; a figure has one, however often it is
mentioned. Marks of Markdown and of HTML in what reports say are escaped with a backslash where every flavour takes one
(CommonMark, GitHub, Pandoc, Markdown Extra), else with a character reference.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from unicodedata import bidirectional

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import Figure, Report
from reconcile.renderers import citations, wording
from reconcile.renderers.annotations import address
from reconcile.renderers.plain import one_line
from reconcile.renderers.wording import UNICODE
from reconcile.results import Diff, Failure, Finding, Result, SeriesKey, Track

SEVERITIES = {
    "conflict": "Cannot both be true",
    "caution": "A reader would take these to differ",
    "info": "Explained",
}
FAILURES = {
    "Not read": ("input",),
    "Not in English": ("language",),
    "Entries of the case file that meet nothing": ("correction", "check"),
}
_ESCAPES = str.maketrans(
    {mark: f"\\{mark}" for mark in "\\`*_{}[]#"}
    | {mark: f"&#{ord(mark)};" for mark in "|~^$@"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_BARE_ADDRESS = re.compile(r"(?<=www)\.|:(?=//)", re.IGNORECASE)
_LIST_MARK = re.compile(r"(\d*)([-+.)])")
_LEFT_TO_RIGHT = "\u200e"


def _safe(text: object) -> str:
    """Give `text` on one line, taken literally.

    One that ends from right to left gets a mark behind it, which keeps a number that follows out of its order.
    """
    line = one_line(str(text)).translate(_ESCAPES)
    line = _BARE_ADDRESS.sub(lambda found: f"&#{ord(found[0])};", line)
    if start := _LIST_MARK.match(line):
        line = f"{start[1]}\\{line[start.end(1) :]}"
    strong = next((kind for kind in map(bidirectional, reversed(line)) if kind in ("L", "R", "AL")), "L")
    return line if strong == "L" else line + _LEFT_TO_RIGHT


def _link(url: str | None) -> str:
    """Give an address as a link; one that is none on the web as its text."""
    linked = address(url)
    return f"<{linked}>" if linked else _safe(url or "")


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of one event: the figures that were mentioned, in the order of their first mention.

    `prefix` begins the ids of all, so that those of several events are not the same.
    """

    figures: Mapping[str, Figure]
    reports: Mapping[str, Report]
    prefix: str = ""
    mentioned: dict[str, str] = field(default_factory=dict)

    def marks(self, ids: Iterable[str | None]) -> str:
        """Give the marks of figures by their ids."""
        known = dict.fromkeys(id_ for id_ in ids if id_ in self.figures)
        return " ".join(self.mentioned.setdefault(id_, f"[^{self.prefix}{note_id(id_)}]") for id_ in known if id_)

    def place(self, figure: Figure) -> str:
        """Give the place of a figure, label:line."""
        report = self.reports.get(figure.report)
        return wording.at(report.label if report else figure.report, figure.evidence.line)

    def lines(self) -> Iterator[str]:
        """Give the footnotes that have been mentioned."""
        for id_, mark in self.mentioned.items():
            figure = self.figures[id_]
            yield from (f"{mark}: {citation(figure, self.reports.get(figure.report))}", "")


def prefix(number: int) -> str:
    """Give what begins the ids of the notes of the event of this number, from 1."""
    return f"e{number}-" if number > 1 else ""


def note_id(id_: str) -> str:
    """Give a figure's id as the id of a note: letters and digits as they are, others by their numbers."""
    return re.sub(r"[^0-9a-z]", lambda found: f"-{ord(found[0]):x}-", id_)


def citation(figure: Figure, report: Report | None) -> str:
    """Give a figure as one cites it; of a report of which no more than the id is known, its place alone."""
    known = report or Report(id=figure.report, path=figure.report, label=figure.report, sha256="")
    cited = citations.citation(figure, known)
    cited = cited if report else replace(cited, date="")
    where = [
        f"*{_safe(cited.publisher)}*" if cited.publisher else "",
        f'"{_safe(cited.title)}"' if cited.title else "",
        _safe(cited.date),
        _link(cited.url),
        f"page {cited.page}" if cited.page else "",
        _safe(cited.at),
    ]
    return f'{_safe(cited.claim)}, cited in {", ".join(filter(None, where))}: "{_quoted(figure)}"{_corrected(figure)}'


def _quoted(figure: Figure) -> str:
    """Give the sentence with its number in bold; in brackets where Markdown would take no bold there."""
    sentence, exact = figure.evidence.sentence, figure.evidence.exact
    start = phrases.position(figure.evidence)
    before, after = sentence[:start], sentence[start + len(exact) :]
    if not sentence.startswith(exact, start) or not (exact[:1].isalnum() and exact[-1:].isalnum()):
        return _safe(phrases.marked(figure.evidence))
    gaps = [" " if side.isspace() else "" for side in (before[-1:], after[:1])]
    return f"{_safe(before)}{gaps[0]}**{_safe(exact)}**{gaps[1]}{_safe(after)}"


def _corrected(figure: Figure) -> str:
    entry = figure.corrected
    return f" † {_safe(f'Corrected by {_signed(entry.by, entry.on)}: {entry.why}')}" if entry else ""


def _signed(by: str | None, on: date | None) -> str:
    return ", ".join(filter(None, (by or "the analyst", phrases.day(on) if on else "")))


def counted(figure: Figure) -> str:
    """Give whom a figure counts, all that befell them, and what narrows it: "people killed or missing, women, Homs"."""
    befell = " or ".join((wording.counted(figure), *figure.also))
    by = f"by {figure.perpetrator.text}" if figure.perpetrator else None
    narrower = (named.text for named in (figure.population, figure.place) if named)
    return ", ".join(filter(None, (befell, *narrower, by)))


def as_of(figure: Figure) -> str:
    """Give when a figure held, for a column of that name."""
    return phrases.as_of(figure.as_of).removeprefix("as of ")


def _covers(figure: Figure) -> str:
    told = (
        wording.SCOPE_WORDS[figure.scope],
        wording.period(figure.period, UNICODE) if figure.period else "",
        "a former value" if figure.revised else "",
        "what could be, not what was counted" if figure.speculative else "",
    )
    return ", ".join(filter(None, told))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Give a table of safe cells; nothing where it has no rows."""
    if told := [f"| {' | '.join(row)} |" for row in rows]:
        yield from (f"| {' | '.join(headings)} |", f"|{' --- |' * len(headings)}", *told, "")


def _items(items: Iterable[str]) -> Iterator[str]:
    if told := [f"- {item}" for item in items]:
        yield from (*told, "")


def _list(heading: str, items: Iterable[str]) -> Iterator[str]:
    """Give a list under its heading; nothing where it is empty."""
    if told := list(_items(items)):
        yield from (f"## {heading}", "", *told)


def report(result: Result, case: Case, number: int = 1) -> Iterator[str]:
    """Give the lines of one event's report; `number`, from 1, keeps its footnotes apart from other events'."""
    figures = {figure.id: figure for figure in result.figures}
    reports = {report.id: report for report in result.reports}
    notes = Notes(figures, reports, prefix(number))
    yield from (f"# {_safe(case.event.name or 'Figures by report')}", "")
    yield from _items(_glance(result))
    yield from _table(
        ("report", "title", "publisher", "published", "address", "figures", "same text at"),
        (
            (
                *map(_safe, (r.label, r.title or "", r.publisher or "", wording.published(r.published))),
                _link(r.url),
                f"{r.figures:,}",
                _safe(", ".join(outlet.publisher or outlet.id for outlet in r.outlets)),
            )
            for r in result.reports
        ),
    )
    for severity, heading in SEVERITIES.items():
        found = [f for f in result.findings if f.severity == severity and f.reviewed is None]
        yield from (f"## {heading}: {len(found) or 'none'}", "")
        yield from _items(_finding(finding, notes) for finding in found)
    yield from _list("Reviewed", (_finding(f, notes) for f in result.findings if f.reviewed))
    yield from ("## Change", "")
    yield from _table(("counted", "by", "figures in order"), _changes(result, notes))
    yield from ("## Figures", "", *_figures(result.figures, notes))
    yield from _list("Assumed", map(_safe, result.assumed))
    yield from _failures(result.errors)
    yield from _list("How it was compiled", map(_safe, (citations.compiled(result.tool), citations.NO_ESTIMATE)))
    yield from notes.lines()


def _glance(result: Result) -> Iterator[str]:
    """Say how many reports there are, who counted, and what the analyst did."""
    dated = sum(report.published is not None for report in result.reports)
    figures = phrases.plural(len(result.figures), "figure")
    yield f"{phrases.plural(len(result.reports), 'report')} ({dated} dated), {figures}"
    by = Counter((f.source.kind == "outlet", phrases.source(f.source)) for f in result.figures if f.source)
    for outlets, words in ((False, "Counted by {}"), (True, "Passed on by {}: who counted is not said")):
        if named := [f"{_safe(name)} {count}" for (outlet, name), count in by.most_common() if outlet is outlets]:
            yield words.format(", ".join(named))
    if uncredited := sum(figure.source is None for figure in result.figures):
        yield f"No credit {uncredited}"
    yield _safe(wording.analyst(result))


def _finding(finding: Finding, notes: Notes) -> str:
    seen = finding.reviewed
    reviewed = f" Reviewed by {_signed(seen.by, seen.on)}: {seen.why}" if seen else ""
    return f"**{_safe(finding.message)}** {_safe(finding.reason + reviewed)} {notes.marks(finding.figures)}".rstrip()


def _key(key: SeriesKey) -> str:
    narrower = (key.population, key.place, key.perpetrator and phrases.category(key.perpetrator))
    return ", ".join(filter(None, (phrases.counted(key.outcome, key.category, key.unit), *narrower)))


def _changes(result: Result, notes: Notes) -> Iterator[Sequence[str]]:
    for series in result.series:
        for track in series.tracks:
            if steps := _steps(track, notes):
                yield _safe(_key(series.key)), _safe(phrases.source(track.source)), steps


def _steps(track: Track, notes: Notes) -> str:
    steps = []
    for point in track.points:
        if point.status in wording.SHOWN:
            inferred = UNICODE.inferred if point.as_of and point.as_of.basis == "tolls" else ""
            told = f"{wording.point(point, notes.figures)}{inferred} ({notes.reports[point.report].label})"
            steps.append(f"{_safe(told)} {notes.marks([point.figure])}".rstrip())
    return " → ".join(steps)


def _figures(figures: Iterable[Figure], notes: Notes) -> Iterator[str]:
    """Give figures as a table, each with its footnote in a column of its own, where no number stands before it."""
    yield from _table(
        ("where", "counted", "number", "counted by", "covers", "as of", "quoted"),
        (
            (
                *map(_safe, (notes.place(f), counted(f), f.shown, phrases.source(f.source), _covers(f), as_of(f))),
                notes.marks([f.id]),
            )
            for f in figures
        ),
    )


def _failures(errors: Sequence[Failure]) -> Iterator[str]:
    for heading, kinds in FAILURES.items():
        yield from _list(heading, (_safe(f"{e.path}: {e.error}") for e in errors if e.kind in kinds))


def diff(found: Diff) -> Iterator[str]:
    """Give the lines of the difference of two reports, or of a report and a folder."""
    reports = {report.id: report for report in (found.a, found.b) if report}
    figures = {figure.id: figure for figure in found.figures}
    notes = Notes(figures, reports)
    other = found.b.label if found.b else found.against.path if found.against else ""
    yield from (f"# {_safe(found.a.label)} → {_safe(other)}", "", f"## Different: {len(found.changed) or 'none'}", "")
    if found.changed:
        yield from _table(
            ("counted", "before", "where", "after", "where", "what", "quoted"),
            (
                (
                    *map(_safe, (wording.counted(a), a.shown, notes.place(a), b.shown, notes.place(b), c.message)),
                    notes.marks([a.id, b.id]),
                )
                for c in found.changed
                for a, b in [(figures[c.a], figures[c.b])]
            ),
        )
    sides = ((f"Only in {found.a.label}", found.only_a), (f"Only in {other}", found.only_b))
    for heading, ids in (*sides, ("The same", [same.b for same in found.same])):
        if ids:
            yield from (f"## {_safe(heading)}: {len(ids)}", "")
            yield from _figures((figures[id_] for id_ in ids), notes)
    if found.draft:
        yield from ("## The draft's figures", "")
        yield from _table(
            ("where", "number", "status", "match", "quoted"),
            (
                (
                    *map(_safe, (notes.place(figures[d.figure]), figures[d.figure].shown, d.status)),
                    _safe(notes.place(figures[d.match]) if d.match else ""),
                    notes.marks([d.figure, d.match]),
                )
                for d in found.draft
            ),
        )
    if found.unpaired:
        yield from ("## Not paired", "")
        yield from _table(
            ("where", "number", "why", "quoted"),
            (
                (*map(_safe, (notes.place(f), f.shown, unpaired.why)), notes.marks([f.id]))
                for unpaired in found.unpaired
                for f in [figures[unpaired.figure]]
            ),
        )
    yield from (*_failures(found.errors), citations.NO_ESTIMATE, "", *notes.lines())

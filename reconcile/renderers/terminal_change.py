"""CHANGE: how each counter's number went, one counter a line."""

from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from rich.text import Text

from reconcile import phrases
from reconcile.records import Figure, Report
from reconcile.renderers import change, tolls, wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import Page, cut, fill, hanging, section
from reconcile.results import Result, Track

WHAT_LIMIT, WHO_LIMIT = 24, 18


def draw(result: Result, page: Page) -> Iterator[Text]:
    """Draw one line for each track that moved, and for the counters and uncredited figures beside it."""
    figures = {figure.id: figure for figure in result.figures}
    reports = {report.id: report for report in result.reports}
    rows = [
        (
            change.what(series, figures) if first else "",
            one_line(phrases.source(track.source)),
            _steps(track, figures, reports, page),
        )
        for series in result.series
        for first, track in change.moved(series)
    ]
    if not rows:
        yield from section("CHANGE", page, note="no counter gives two figures of one kind")
        return
    dated = any(track.change and track.change.days for series in result.series for track in series.tracks)
    undated = not any(report.published for report in result.reports)
    why = "" if dated else "; no rate, as no report is dated" if undated else "; no rate, as no two are dated"
    yield from section("CHANGE", page, note=f"one counter a line{why}")
    what = min(WHAT_LIMIT, page.width // 4, max(cell_len(row[0]) for row in rows))
    who = min(WHO_LIMIT, page.width // 4, max(cell_len(row[1]) for row in rows))
    for name, counter, steps in rows:
        head = f"{fill(cut(name, what, page.marks), what)}  {fill(cut(counter, who, page.marks), who)}  "
        yield from hanging(head, steps, page)


def _steps(track: Track, figures: Mapping[str, Figure], reports: Mapping[str, Report], page: Page) -> str:
    steps = []
    for point in tolls.told(track):
        number = change.number(figures[point.figure or ""], page.marks)
        inferred = wording.inferred(point.as_of, page.marks)
        steps.append(f"{number} {wording.label(point.report, reports)}{inferred}")
    line = f" {page.marks.arrow} ".join(steps)
    if rate := change.rate(track, page.marks):
        line += f"  ({rate})"
    return f"{line}  {_sparkline(track, page)}".rstrip()


def _sparkline(track: Track, page: Page) -> str:
    """Give a bar for each dated point, from zero; three at least, else a line of numbers says more."""
    dated = [point.stated for point in tolls.told(track) if point.as_of and point.as_of.date]
    bars = page.marks.bars
    if len(dated) < 3 or not bars or not max(dated):
        return ""
    return "".join(bars[round(value / max(dated) * (len(bars) - 1))] for value in dated)

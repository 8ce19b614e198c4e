"""CHANGE: how each counter's number went, one counter a line."""

from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from rich.text import Text

from reconcile import phrases
from reconcile.records import Figure
from reconcile.renderers import wording
from reconcile.renderers.plain import one_line
from reconcile.renderers.terminal_layout import Page, cut, fill, section, wrap
from reconcile.renderers.terminal_matrix import Column, as_of_mark
from reconcile.results import Change, Point, Result, Series, Track

WHAT_LIMIT, WHO_LIMIT = 24, 18


def draw(result: Result, page: Page) -> Iterator[Text]:
    """Draw one line for each track that moved, and for the counters and uncredited figures beside it."""
    figures = {figure.id: figure for figure in result.figures}
    labels = {report.id: report.label for report in result.reports}
    rows = [
        (_what(series) if first else "", one_line(phrases.source(track.source)), _steps(track, figures, labels, page))
        for series in result.series
        for first, track in _moved(series)
    ]
    if not rows:
        yield from section("CHANGE", page, note="no counter gives two figures of one kind")
        return
    dated = any(track.change and track.change.days for series in result.series for track in series.tracks)
    undated = not any(report.published for report in result.reports)
    why = "" if dated else "; no rate, as no report is dated" if undated else "; no rate, as no two are dated"
    yield from section("CHANGE", page, note=f"one counter a line{why}")
    what = min(WHAT_LIMIT, max(cell_len(row[0]) for row in rows))
    who = min(WHO_LIMIT, max(cell_len(row[1]) for row in rows))
    for name, counter, steps in rows:
        head = f"{fill(cut(name, what, page.marks), what)}  {fill(cut(counter, who, page.marks), who)}  "
        for number, line in enumerate(wrap(steps, page.width - cell_len(head))):
            yield Text((head if number == 0 else " " * cell_len(head)) + line)


def _moved(series: Series) -> Iterator[tuple[bool, Track]]:
    """Give the tracks to draw, and whether each is the series' first: those that moved, then other counters.

    A lone outlet's number shows no change; nor do several numbers of one report that hold at one time.
    """
    if not any(map(_moves, series.tracks)):
        return
    first = True
    for track in sorted(series.tracks, key=lambda track: (not _moves(track), track.source is None)):
        outlet = track.source is not None and track.source.kind == "outlet"
        if _moves(track) or (_shown(track) and not outlet):
            yield first, track
            first = False


def _moves(track: Track) -> bool:
    shown = _shown(track)
    return len({point.report for point in shown}) > 1 or len({point.as_of for point in shown}) > 1


def _shown(track: Track) -> list[Point]:
    return [point for point in track.points if point.status in wording.SHOWN and point.figure]


def _what(series: Series) -> str:
    key = series.key
    heading = Column(key.outcome, key.category, "").heading
    narrowed = ", ".join(part for part in (key.place, key.population, key.perpetrator) if part)
    what = heading if key.outcome == "killed" else f"{heading} {key.outcome}"
    return one_line(f"{what}, {narrowed}" if narrowed else what)


def _steps(track: Track, figures: Mapping[str, Figure], labels: Mapping[str, str], page: Page) -> str:
    steps = []
    for point in _shown(track):
        figure = figures[point.figure or ""]
        label = wording.mark_label(figure.quantity, page.marks)
        carried = "*" if figure.source and figure.source.carried else ""
        inferred = page.marks.inferred if as_of_mark(point.as_of, page) == page.marks.inferred else ""
        corrected = page.marks.corrected if figure.corrected else ""
        steps.append(f"{label}{carried}{corrected} {labels.get(point.report, point.report)}{inferred}")
    line = f" {page.marks.arrow} ".join(steps)
    if track.change and track.change.days:
        line += f"  ({_rate(track.change, page)})"
    return f"{line}  {_sparkline(track, page)}".rstrip()


def _rate(change: Change, page: Page) -> str:
    sign = "+" if change.delta >= 0 else page.marks.minus
    return f"{sign}{abs(change.delta):,} in {phrases.plural(change.days or 0, 'day')}"


def _sparkline(track: Track, page: Page) -> str:
    """Give a bar for each dated point, from zero; three at least, else a line of numbers says more."""
    dated = [point.stated for point in _shown(track) if point.as_of and point.as_of.date]
    bars = page.marks.bars
    if len(dated) < 3 or not bars or not max(dated):
        return ""
    return "".join(bars[round(value / max(dated) * (len(bars) - 1))] for value in dated)

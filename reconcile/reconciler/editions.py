"""Which reports are one: the same text at several outlets, and several saves of one web page.

Texts are compared by the runs of five words that they share (Broder's shingles); which pairs are worth comparing is
found by MinHash and locality-sensitive hashing, by rensa. A text that was cut short is still the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from reconcile import phrases
from reconcile.records import AsOf, Figure, Outlet, Report
from reconcile.segment import segment

_RUN = 5  # words
_LEAST = 40  # words; a shorter text may be another's by chance
_SHARED = 0.9  # of the shorter text's runs; what an outlet adds is outside its share
_BANDS, _ROWS, _SEED = 42, 3, 1  # find 94 of 100 pairs at a likeness of 0.4, 3 of 10,000 at 0.02
_LIKENESS = 0.4
_WORD = re.compile(r"\w+")
_TRACKING = ("utm_", "fbclid", "gclid", "at_medium", "at_campaign", "ref", "cmp", "smid")  # lead to the same page


@dataclass(frozen=True, slots=True)
class Gathered:
    """The reports, each text once, with their figures, and what was taken to be one."""

    reports: tuple[Report, ...]
    figures: tuple[Figure, ...]
    told: tuple[str, ...] = ()


def gather(reports: Sequence[Report], figures: Sequence[Figure]) -> Gathered:
    """Join the reports of one text under the one that tells most, else the earliest, and tell the saves of a page.

    Reports are one text only where no figure of the shorter is missing from the longer: a changed toll is news.
    """
    figures = _told_apart(figures)
    said = defaultdict(list)
    for figure in figures:
        said[figure.report].append(figure)
    kept, told = _joined(reports, said)
    saved, more = _versions(kept)
    by_id = {report.id: report for report in saved}
    repeated = _repeated(saved, said)
    made = tuple(
        _held(figure, by_id[figure.report])
        for figure in figures
        if figure.report in by_id and figure.id not in repeated
    )
    return Gathered(tuple(saved), made, (*told, *more))


def _told_apart(figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures of texts that are equal but were not joined, for they are short, ids of their own."""
    times: Counter[str] = Counter()
    apart = []
    for figure in figures:
        times[figure.id] += 1
        again = times[figure.id]
        apart.append(figure if again == 1 else figure.model_copy(update={"id": f"{figure.id}-{again}"}))
    return apart


def _joined(reports: Sequence[Report], said: Mapping[str, Sequence[Figure]]) -> tuple[list[Report], list[str]]:
    """Join the reports of one text; give those that stay, in their order."""
    groups = [group for group in _alike(reports, said) if len(group) > 1]
    chosen = {_first(group, said).id: group for group in groups}
    gone = {report.id for group in groups for report in group} - chosen.keys()
    kept = [
        _carried(report, [each for each in chosen[report.id] if each is not report]) if report.id in chosen else report
        for report in reports
        if report.id not in gone
    ]
    told = [
        f"{phrases.ONE_TEXT}{phrases.plural(len(group), 'report')}: {', '.join(r.label for r in group)}"
        for group in groups
    ]
    return kept, told


def _alike(reports: Sequence[Report], said: Mapping[str, Sequence[Figure]]) -> list[list[Report]]:
    """Group the reports whose texts are one; in each group those first that tell most, else in their order."""
    if len(reports) < 2:
        return [[report] for report in reports]
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

    @cache
    def runs(number: int) -> frozenset[str]:  # kept of those alone that are compared: all take more room than the texts
        return _runs(reports[number].text)

    sketches, lengths = [], []
    for report in reports:
        told = _runs(report.text)
        sketches.append(RMinHash(_BANDS * _ROWS, _SEED))
        sketches[-1].update(list(told))
        lengths.append(len(told))
    numbers = [_numbers(said[report.id]) for report in reports]
    index = RMinHashLSH(_LIKENESS, _BANDS * _ROWS, _BANDS)
    telling: dict[Hashable, set[int]] = defaultdict(set)  # which of the indexed reports tell a number
    groups: dict[int, list[Report]] = {}
    for number in sorted(range(len(reports)), key=lambda number: -lengths[number]):
        alike = set(index.query(sketches[number])) if lengths[number] else set()
        for stated in numbers[number] if alike else ():
            alike &= telling[stated]
        within = (each for each in sorted(alike) if len(runs(number) & runs(each)) >= _SHARED * lengths[number])
        if (longer := next(within, None)) is not None:
            groups[longer].append(reports[number])
        else:
            groups[number] = [reports[number]]
            index.insert(number, sketches[number])
            for stated in numbers[number]:
                telling[stated].add(number)
    order = {report.id: number for number, report in enumerate(reports)}
    return [
        sorted(group, key=lambda report: (-len(numbers[order[report.id]]), order[report.id]))
        for group in groups.values()
    ]


def _runs(text: str) -> frozenset[str]:
    """Give the runs of words of a report's sentences, its headline and furniture apart; none of a short one."""
    words = [
        word
        for sentence in segment(text)
        if sentence.kind in ("body", "bullet")
        for word in _WORD.findall(text[sentence.start : sentence.end].lower())
    ]
    if len(words) < _LEAST:
        return frozenset()
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _numbers(figures: Sequence[Figure]) -> set[Hashable]:
    return set(map(_number, figures))


def _number(figure: Figure) -> tuple[Hashable, ...]:
    number = figure.quantity
    return (figure.outcome, figure.also, figure.category, number.stated, number.upper, number.qualifier)


def _first(group: Sequence[Report], said: Mapping[str, Sequence[Figure]]) -> Report:
    """Choose the report that stands for its group: of those that tell most, the earliest published."""
    most = _numbers(said[group[0].id])
    whole = [report for report in group if _numbers(said[report.id]) == most]
    return min(whole, key=lambda each: each.published.date if each.published else date.max)


def _carried(report: Report, others: Sequence[Report]) -> Report:
    """Give a report with the others that carry its text."""
    outlets = tuple(
        Outlet(
            id=other.id,
            path=other.path,
            publisher=other.publisher,
            url=other.url,
            published=other.published.date if other.published else None,
        )
        for other in others
    )
    return report.model_copy(update={"outlets": outlets})


def _versions(reports: Sequence[Report]) -> tuple[list[Report], list[str]]:
    """Tell the saves of one page: each later one names the first."""
    pages = defaultdict(list)
    for report in reports:
        addresses = (report.url, *(outlet.url for outlet in report.outlets))
        for page in dict.fromkeys(filter(None, map(_page, addresses))):
            pages[page].append(report)
    first: dict[str, str] = {}
    told = []
    for saves in pages.values():
        ordered = sorted(saves, key=_saved)
        first |= {later.id: ordered[0].id for later in ordered[1:]}
        if len(ordered) > 1:
            told.append(
                f"{phrases.ONE_PAGE}, what a later one repeats told once: {', '.join(each.label for each in ordered)}"
            )
    return [report.model_copy(update={"version_of": first.get(report.id)}) for report in reports], told


def _repeated(reports: Sequence[Report], said: Mapping[str, Sequence[Figure]]) -> set[str]:
    """Give the ids of the figures that a later save of a page only repeats: they were told once."""
    told: dict[str, set[Hashable]] = defaultdict(set)
    repeated = set()
    for report in sorted(reports, key=_saved):
        told_now = {figure.id: _statement(figure) for figure in said[report.id]}
        repeated |= {id_ for id_, statement in told_now.items() if statement in told[report.edition]}
        told[report.edition] |= set(told_now.values())
    return repeated


def _statement(figure: Figure) -> Hashable:
    return (
        *_number(figure),
        figure.scope,
        figure.quantity.unit,
        figure.population and figure.population.id,
        figure.place and figure.place.id,
        figure.source and figure.source.id,
    )


def _saved(report: Report) -> tuple[date, date, str]:
    published = report.published.date if report.published else date.min
    return report.updated or published, report.retrieved or date.min, report.id


def _page(url: str | None) -> str | None:
    """Give what the addresses of one page have in common; null for none, or for the front page of a site."""
    try:
        parts = urlsplit(url or "")
        host = re.sub(r"^(?:www|m|mobile|amp)\.", "", parts.hostname or "")
    except ValueError:
        return None
    path = re.sub(r"/(?:amp/?)?$", "", parts.path)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not name.lower().startswith(_TRACKING)]
    return f"{host}{path}?{urlencode(sorted(asked))}" if host and (path or asked) else None


def _held(figure: Figure, report: Report) -> Figure:
    """Date what a later save tells by its retrieval too, where the page names no update: it may be newer."""
    published = report.published.date if report.published else None
    undated = figure.as_of is not None and figure.as_of.basis == "published" and figure.as_of.date is not None
    if report.version_of is None or not undated or published is None or (report.retrieved or published) <= published:
        return figure
    as_of = AsOf(date=None, earliest=published, latest=report.retrieved, basis="published")
    return figure.model_copy(update={"as_of": as_of})

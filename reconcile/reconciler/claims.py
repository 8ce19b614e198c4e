"""Mentions to claims: what one report says once, who counted it, and whether it is the toll so far."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reconcile.case import Case
from reconcile.reconciler.containment import implied, nested_categories, side
from reconcile.reconciler.keys import comparable, narrowing
from reconcile.records import AsOf, Figure, Qualifier, Report, Scope, Source
from reconcile.results import SeriesKey

Span = tuple[date | None, date | None]
HEADLINE = "block: headline"
BY_CASE = re.compile(r"case: (?P<words>.+?) -> (?P<category>\w+)$")
# A period that is one day whichever day it was: "in a single day", "on Friday", "overnight", "in 24 hours".
ONE_DAY = re.compile(
    r"\b(?:(?:a|one|single|same|that|the|mon|tues|wednes|thurs|fri|satur|sun|yester|to) ?day|overnight|night|24 hours"
    r"|morning|afternoon|evening)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\b(?:and|between|days|from|since|through|to|until)\b|[–-]", re.IGNORECASE)
# A count that begins so soon after the onset is taken to begin with it.
NEAR_ONSET = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Part:
    """What a claim covers where it is not the toll so far; `cumulative` is a toll from before the onset.

    `somewhere`: the part is a place's, and it is not known which.
    """

    scope: Scope
    start: date | None
    end: date | None
    somewhere: bool = False

    @property
    def placed(self) -> bool:
        """Whether another claim can be known to cover the same part: windows and incidents need their days."""
        return not self.somewhere and (
            self.scope not in (Scope.WINDOW, Scope.INCIDENT) or bool(self.start and self.end)
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """What a report says once: its mentions in the order of the text, and the one that stands for them.

    `lead` is a mention with the credit if there is one, else one of the body; `part` is null for the toll so far (of
    the key); `restates` is the lead of the body's claim that a headline's claim repeats or rounds; `among` is the toll
    that its counter gives beside a count of women, children or another people.
    """

    report: Report
    mentions: tuple[Figure, ...]
    lead: Figure
    key: SeriesKey
    part: Part | None
    as_of: AsOf | None
    headline: bool
    restates: Figure | None = None
    among: Figure | None = None

    @property
    def source(self) -> Source | None:
        """Who counted."""
        return self.lead.source

    @property
    def originator(self) -> str | None:
        """The id of who counted."""
        return self.lead.source.id if self.lead.source else None

    @property
    def vague(self) -> bool:
        """Whether the number is a word such as "dozens"."""
        return self.lead.quantity.qualifier is Qualifier.VAGUE

    @property
    def stated(self) -> int:
        """The number as stated."""
        return self.lead.quantity.stated

    @property
    def paired(self) -> bool:
        """Whether the claim takes part in comparisons of numbers."""
        return not self.vague and self.restates is None

    @property
    def whole(self) -> bool:
        """Whether it is the toll of the event so far, of no place, population or perpetrator alone."""
        return self.part is None and not (self.key.place or self.key.population or self.key.perpetrator)


def claims(reports: Sequence[Report], figures: Iterable[Figure], case: Case) -> tuple[list[Claim], tuple[str, ...]]:
    """Make the claims of `figures`, in the order of the reports and their text, and say what was assumed."""
    usable = [figure for figure in figures if comparable(figure)]
    keyed = narrowing(usable, case)
    texts: dict[str, list[tuple[Figure, SeriesKey]]] = defaultdict(list)
    for figure in usable:
        texts[figure.report].append((figure, keyed.key(figure)))
    found: list[Claim] = []
    assumed: dict[str, None] = {}
    for report in reports:
        for claim, assumption in _of_report(report, texts.get(report.id, []), case):
            found.append(claim)
            if assumption:
                assumed[assumption] = None
            for figure in claim.mentions:
                for match in filter(None, map(BY_CASE.match, figure.trace)):
                    words, category = match["words"], match["category"].replace("_", " ")
                    assumed[f'"{words}" are {category} by the case file'] = None
    return found, tuple(assumed)


def _of_report(
    report: Report, figures: Sequence[tuple[Figure, SeriesKey]], case: Case
) -> list[tuple[Claim, str | None]]:
    same: dict[tuple[SeriesKey, int, int | None, Qualifier], list[Figure]] = defaultdict(list)
    for figure, key in figures:
        quantity = figure.quantity
        same[key, quantity.stated, quantity.upper, quantity.qualifier].append(figure)
    merged = [(key, mentions) for (key, *_), group in same.items() for mentions in _merge(group)]
    merged.sort(key=lambda item: item[1][0].evidence.start)
    leads = [(key, _lead(mentions)) for key, mentions in merged]
    made: list[tuple[Claim, str | None]] = []
    for (key, mentions), (_, lead) in zip(merged, leads, strict=True):
        part, assumption = _part(lead, key, report, leads, case)
        as_of = next((mention.as_of for mention in (lead, *mentions) if mention.as_of), None)
        headline = all(HEADLINE in mention.trace for mention in mentions)
        made.append((Claim(report, tuple(mentions), lead, key, part, as_of, headline), assumption))
    body = [claim for claim, _ in made if not claim.headline and not claim.vague]
    return [
        (replace(claim, restates=_restated(claim, body) if claim.headline else None, among=_among(claim, body)), said)
        for claim, said in made
    ]


def _among(claim: Claim, body: Sequence[Claim]) -> Figure | None:
    """Give the largest toll of its counter, of all peoples, that a count of one people is a part of."""
    if claim.key.population is None:
        return None
    wholes = [
        other.lead
        for other in body
        if other.originator == claim.originator
        and other.key.population is None
        and (other.key.outcome, other.key.unit) == (claim.key.outcome, claim.key.unit)
        and nested_categories(other.key.category, claim.key.category) in ("equal", "contains")
    ]
    return max(wholes, key=lambda whole: whole.quantity.stated, default=None)


def _merge(group: Sequence[Figure]) -> list[list[Figure]]:
    """Put together the mentions of one number: one claim a source; a sole source takes the uncredited."""
    named = {figure.source.id for figure in group if figure.source}
    sole = next(iter(named)) if len(named) == 1 else None
    merged: list[tuple[str | None, set[Span], list[Figure]]] = []
    for figure in group:
        owner = figure.source.id if figure.source else sole
        span = (figure.period.start, figure.period.end) if figure.period else (None, None)
        for other, spans, mentions in merged:
            if other == owner and all(_one_time(span, each) for each in spans):
                spans.add(span)
                mentions.append(figure)
                break
        else:
            merged.append((owner, {span}, [figure]))
    return [mentions for *_, mentions in merged]


def _one_time(a: Span, b: Span) -> bool:
    """Say whether two times may be one: they are not known to be apart."""
    return not ((a[1] and b[0] and a[1] < b[0]) or (b[1] and a[0] and b[1] < a[0]))


def _lead(mentions: Sequence[Figure]) -> Figure:
    """Choose the mention that stands for all: with the credit, in the body, of the toll so far, and the first."""

    def rank(mention: Figure) -> tuple[bool, bool, bool]:
        return mention.source is None, HEADLINE in mention.trace, mention.scope is not Scope.CUMULATIVE

    return min(mentions, key=rank)


def _part(
    lead: Figure, key: SeriesKey, report: Report, leads: Sequence[tuple[SeriesKey, Figure]], case: Case
) -> tuple[Part | None, str | None]:
    """Say what part of the event a claim covers, null for the toll so far, and what was assumed to say so."""
    period, onset = lead.period, case.event.onset
    part = Part(lead.scope, period.start if period else None, period.end if period else None)
    match lead.scope:
        case Scope.CUMULATIVE:
            if onset is None or part.start is None or abs(part.start - onset) <= NEAR_ONSET:
                return None, None
            if onset <= part.start == part.end:  # "has reached 141, the office said on Tuesday": when it stood so
                return None, None
            return (part if part.start < onset else replace(part, scope=Scope.WINDOW)), None
        case Scope.PLACE | Scope.SUBSET:
            narrowed = key.place or key.population or key.perpetrator or _has_whole(lead, key, leads)
            if narrowed and _open(part, report, onset):
                return None, None
            return replace(part, somewhere=lead.scope is Scope.PLACE and key.place is None), None
        case Scope.WINDOW if _so_far(lead, key, report, leads, onset) and period is not None:
            where = f"{report.label}:{lead.evidence.line}"
            return None, f'{where} "{lead.label}" ("{period.text}") is taken as the toll so far'
        case _:
            return part, None


def _has_whole(lead: Figure, key: SeriesKey, leads: Sequence[tuple[SeriesKey, Figure]]) -> bool:
    """Say whether the report has a count of a category that contains this one: then the category alone narrows.

    Of several in the sentence the nearest before it is its whole; a part of a part is narrowed by more.
    """
    wholes = [
        figure
        for other, figure in leads
        if nested_categories(other.category, key.category) == "contains" and other.outcome == key.outcome
    ]
    at = lead.evidence.start
    near = [w for w in wholes if at > w.evidence.start and w.evidence.sentence == lead.evidence.sentence]
    return bool(wholes) and not (near and near[-1].scope is Scope.SUBSET)


def _open(part: Part, report: Report, onset: date | None) -> bool:
    """Say whether the time of a place's or a group's count is that of the event so far."""
    if part.start is None and part.end is None:
        return True
    begins = part.start is None or (onset is not None and abs(part.start - onset) <= NEAR_ONSET)
    return begins and part.start != part.end and _reaches_last_day(part, report)


def _reaches_last_day(part: Part, report: Report) -> bool:
    last = report.days.last if report.days else None
    return part.end is None or last is None or part.end >= last


def _so_far(
    lead: Figure, key: SeriesKey, report: Report, leads: Sequence[tuple[SeriesKey, Figure]], onset: date | None
) -> bool:
    """Say whether a window is taken as the toll so far.

    It begins within two days of the onset (one day alone only on the onset itself), or cannot be placed and is no
    single day; it ends no earlier than the last day that the report names; and the report gives no larger count of the
    same key and originator.
    """
    period = lead.period
    if period is None:
        return False
    said_one = bool(ONE_DAY.search(period.text)) and not SEVERAL.search(period.text)
    one_day = period.start == period.end if period.start else said_one
    if period.start:
        near = timedelta(0) if one_day else NEAR_ONSET
        begins = onset is not None and timedelta(0) <= period.start - onset <= near
    else:
        begins = not one_day
    counter = lead.source.id if lead.source else None
    larger = any(
        other == key
        and (figure.source.id if figure.source else None) == counter
        and figure.quantity.stated > lead.quantity.stated
        for other, figure in leads
    )
    return begins and not larger and _reaches_last_day(Part(lead.scope, period.start, period.end), report)


def _restated(headline: Claim, body: Sequence[Claim]) -> Figure | None:
    """Give the claim of the body that a headline repeats or rounds: implied ranges overlap, the same category first."""
    fitting = [claim for claim in body if fits(headline, claim)]
    fitting.sort(key=lambda claim: claim.key.category != headline.key.category)
    return fitting[0].lead if fitting else None


def kindred(a: Claim, b: Claim) -> bool:
    """Say whether two claims count the same outcome in the same unit, of the same category or of nested ones."""
    one_thing = a.key.outcome == b.key.outcome and a.key.unit == b.key.unit
    return one_thing and nested_categories(a.key.category, b.key.category) in ("equal", "contains", "within")


def fits(a: Claim, b: Claim) -> bool:
    """Say whether a reader would take two claims of one report for one number."""
    return kindred(a, b) and side(implied(a.lead.quantity), implied(b.lead.quantity)) == "overlap"

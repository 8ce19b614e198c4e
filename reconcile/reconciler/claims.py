"""Mentions to claims: what one report says once, who counted it, and whether it is the toll so far."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reconcile.case import Case
from reconcile.reconciler.containment import Bounds, implied, nested_categories, side, strict, wholes
from reconcile.reconciler.keys import Key, comparable, narrowing
from reconcile.reconciler.parts import Part, Said, part_of
from reconcile.records import AsOf, Basis, Figure, Outcome, Qualifier, Report, Scope, Source, Unit

Span = tuple[date | None, date | None]
# The number, its place in the text counted backwards, and the figure.
Largest = Mapping[tuple[str | None, Outcome, Unit, str], tuple[int, int, Figure]]
HEADLINE = "block: headline"
BY_CASE = re.compile(r"case: (?P<words>.+?) -> (?P<category>\w+)$")


@dataclass(frozen=True)
class Claim:
    """What a report says once: its mentions in the order of the text, and the one that stands for them.

    `lead` is a mention with the credit if there is one, else one of the body; `part` is null for the toll so far (of
    the key); `restates` is the lead of the body's claim that a headline's claim repeats or rounds; `among` is the toll
    that its counter gives beside a count of women, children or another people.
    """

    report: Report
    mentions: tuple[Figure, ...]
    lead: Figure
    key: Key
    part: Part | None
    as_of: AsOf | None
    headline: bool
    restates: Figure | None = None
    among: Figure | None = None

    originator: str | None = field(init=False, repr=False, compare=False)
    """The id of who counted."""
    vague: bool = field(init=False, repr=False, compare=False)
    """Whether the number is a word such as "dozens"."""
    stated: int = field(init=False, repr=False, compare=False)
    """The number as stated."""
    allowed: Bounds = field(init=False, repr=False, compare=False)
    """What the words of the number strictly allow."""
    taken: Bounds = field(init=False, repr=False, compare=False)
    """What a reader takes from the words of the number."""
    certain: Span = field(init=False, repr=False, compare=False)
    """The first and the last day of its as-of; null where it is open, or rests on tolls, which prove nothing."""
    on: date | None = field(init=False, repr=False, compare=False)
    """The day as of which it is known to be, null where it is not known to the day."""
    by_outlet: bool = field(init=False, repr=False, compare=False)
    """Whether an outlet told it of itself: who counted is not said."""
    paired: bool = field(init=False, repr=False, compare=False)
    """Whether the claim takes part in comparisons of numbers."""

    def __post_init__(self) -> None:
        """Read once what each comparison reads again."""
        quantity, source, when = self.lead.quantity, self.lead.source, self.as_of
        proves = when if when is not None and when.basis != "tolls" else None
        vague = quantity.qualifier is Qualifier.VAGUE
        self.__dict__.update(
            originator=source.id if source else None,
            vague=vague,
            stated=quantity.stated,
            allowed=strict(quantity),
            taken=implied(quantity),
            certain=(proves.date or proves.earliest, proves.date or proves.latest) if proves else (None, None),
            on=when.date if when else None,
            by_outlet=source is not None and source.kind == "outlet",
            paired=not vague and self.restates is None,
        )

    @property
    def source(self) -> Source | None:
        """Who counted."""
        return self.lead.source

    @property
    def basis(self) -> Basis | None:
        """How the number came about."""
        return self.lead.basis

    @property
    def whole(self) -> bool:
        """Whether it is the toll of the event so far, of no place, population or perpetrator alone."""
        return self.part is None and not (self.key.place or self.key.population or self.key.perpetrator)


def claims(reports: Sequence[Report], figures: Iterable[Figure], case: Case) -> tuple[list[Claim], tuple[str, ...]]:
    """Make the claims of `figures`, in the order of the reports and their text, and say what was assumed."""
    usable = [figure for figure in figures if comparable(figure)]
    keyed = narrowing(usable, case)
    texts: dict[str, list[tuple[Figure, Key]]] = defaultdict(list)
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


def _of_report(report: Report, figures: Sequence[tuple[Figure, Key]], case: Case) -> list[tuple[Claim, str | None]]:
    same: dict[tuple[Key, int, int | None, Qualifier], list[Figure]] = defaultdict(list)
    for figure, key in figures:
        quantity = figure.quantity
        same[key, quantity.stated, quantity.upper, quantity.qualifier].append(figure)
    merged = [(key, mentions) for (key, *_), group in same.items() for mentions in _merge(group)]
    merged.sort(key=lambda item: item[1][0].evidence.start)
    leads = [(key, _lead(mentions)) for key, mentions in merged]
    said = Said(report, leads)
    made: list[tuple[Claim, str | None]] = []
    for (key, mentions), (_, lead) in zip(merged, leads, strict=True):
        part, assumption = part_of(lead, key, said, case.event.onset)
        as_of = next((mention.as_of for mention in (lead, *mentions) if mention.as_of), None)
        headline = all(HEADLINE in mention.trace for mention in mentions)
        made.append((Claim(report, tuple(mentions), lead, key, part, as_of, headline), assumption))
    body = [claim for claim, _ in made if not claim.headline and not claim.vague]
    largest = _largest(body)
    return [
        (
            replace(claim, restates=_restated(claim, body) if claim.headline else None, among=_among(claim, largest)),
            assumption,
        )
        for claim, assumption in made
    ]


def _largest(body: Iterable[Claim]) -> Largest:
    """Give the largest number of all peoples, the first of these, of each counter, outcome, unit and category."""
    largest: dict[tuple[str | None, Outcome, Unit, str], tuple[int, int, Figure]] = {}
    for at, claim in enumerate(body):
        thing = claim.originator, claim.key.outcome, claim.key.unit, claim.key.category
        if claim.key.population is None and (thing not in largest or claim.stated > largest[thing][0]):
            largest[thing] = claim.stated, -at, claim.lead
    return largest


def _among(claim: Claim, largest: Largest) -> Figure | None:
    """Give the largest toll of its counter, of all peoples, that a count of one people is a part of."""
    key = claim.key
    if key.population is None:
        return None
    things = ((claim.originator, key.outcome, key.unit, each) for each in (key.category, *wholes(key.category)))
    found = [largest[thing] for thing in things if thing in largest]
    return max(found, key=lambda told: told[:2])[2] if found else None


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
    return kindred(a, b) and side(a.taken, b.taken) == "overlap"

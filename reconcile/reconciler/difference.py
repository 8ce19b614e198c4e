"""Two reports figure by figure."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from reconcile import phrases
from reconcile.case import Case
from reconcile.reconciler import dates, origins, wording
from reconcile.reconciler.claims import Claim, claims
from reconcile.reconciler.comparison import compare
from reconcile.reconciler.containment import nested_categories
from reconcile.reconciler.relations import relate
from reconcile.reconciler.series import change
from reconcile.records import Figure, Report, Scope
from reconcile.results import Changed, Diff, Same, Unpaired

Pair = tuple[Claim, Claim]
# What may differ between two figures that stand for each other.
FIELDS: tuple[tuple[str, Callable[[Claim], object]], ...] = (
    ("category", lambda claim: claim.key.category),
    ("place", lambda claim: claim.key.place),
    ("population", lambda claim: claim.key.population),
    ("perpetrator", lambda claim: claim.key.perpetrator),
    ("stated", lambda claim: claim.stated),
    ("upper", lambda claim: claim.lead.quantity.upper),
    ("qualifier", lambda claim: claim.lead.quantity.qualifier),
    ("source", lambda claim: claim.originator),
)
# Why a figure is compared with nothing.
ASIDE: tuple[tuple[Callable[[Figure], bool], str], ...] = (
    (lambda figure: figure.scope is Scope.BACKGROUND, "is of another event or another time"),
    (lambda figure: figure.speculative, "is what could be, not what is"),
    (lambda figure: figure.revised, "is a former value"),
    (lambda figure: bool(figure.also), "joins several outcomes in one number"),
)


def diff(a: Report, figures_a: Sequence[Figure], b: Report, figures_b: Sequence[Figure], case: Case) -> Diff:
    """Compare report `a` with report `b`: what changed, what only one has, what is the same, what is not paired."""
    figures_a, figures_b = origins.jointly(figures_a, figures_b, case)
    ones, twos = apart(a, figures_a, [b], figures_b, case)
    pairs, only_a, only_b = _pair([claim for claim in ones if claim.paired], [claim for claim in twos if claim.paired])
    compared = [changed(one, two, case) for one, two in pairs]
    return Diff(
        a=a,
        b=b,
        against=None,
        figures=(*figures_a, *figures_b),
        changed=tuple(item for item in compared if item.fields),
        only_a=tuple(claim.lead.id for claim in only_a),
        only_b=tuple(claim.lead.id for claim in only_b),
        same=tuple(Same(a=item.a, b=item.b) for item in compared if not item.fields),
        unpaired=(*unpaired(figures_a, ones), *unpaired(figures_b, twos)),
        draft=(),
        errors=(),
    )


def apart(
    a: Report, figures_a: Iterable[Figure], others: Sequence[Report], figures: Iterable[Figure], case: Case
) -> tuple[list[Claim], list[Claim]]:
    """Give the claims of report `a` and those of the others, made together and dated apart.

    Two versions of one report may bear the same id, so `a` goes under another one while claims are made.
    """
    alias = a.model_copy(update={"id": f"\0{a.id}"})
    renamed = [figure.model_copy(update={"report": alias.id}) for figure in figures_a]
    made, _ = claims([alias, *others], [*renamed, *figures], case)
    ones = dates.place(claim for claim in made if claim.report.id == alias.id)
    return ones, dates.place(claim for claim in made if claim.report.id != alias.id)


def changed(a: Claim, b: Claim, case: Case) -> Changed:
    """Say in which fields claim `b` differs from `a`, how the two are related, and by how much the number changed."""
    row = relate(compare(a, b, case.places).vector)
    fields = tuple(name for name, of in FIELDS if of(a) != of(b))
    measured = change(a, b)
    moved = "stated" in fields
    said = [_said(name, a, b) for name in fields if name not in ("stated", "upper", "qualifier")]
    if moved:
        said.insert(0, wording.change(a, b, measured))
    elif {"upper", "qualifier"} & set(fields):
        said.insert(0, f'"{a.lead.shown}" became "{b.lead.shown}"')
    if row and row.relation == "follows" and measured.delta > 0:
        said.append(f"follows, order inferred: {wording.inferred(a, b)}")
    return Changed(
        a=a.lead.id,
        b=b.lead.id,
        relation=row.relation if row else None,
        fields=fields,
        delta=measured.delta if moved else None,
        ratio=measured.ratio if moved else None,
        message="; ".join(said),
    )


def unpaired(figures: Iterable[Figure], made: Iterable[Claim]) -> Iterator[Unpaired]:
    """Name the figures that are compared with nothing, and why, in the order of the text."""
    why = {claim.lead.id: _why(claim) for claim in made if not claim.paired}
    for figure in figures:
        reason = next((said for holds, said in ASIDE if holds(figure)), None) or why.get(figure.id)
        if reason:
            yield Unpaired(figure=figure.id, why=reason)


def _why(claim: Claim) -> str:
    if claim.restates is None:
        return "is vague"
    verb = "repeats" if claim.stated == claim.restates.quantity.stated else "rounds"
    return f'in the headline: {verb} its own "{claim.restates.shown}"'


def _said(field: str, a: Claim, b: Claim) -> str:
    if field == "source":
        return f"{phrases.source(a.source)} became {phrases.source(b.source)}"
    one, two = (getattr(claim.key, field) or "everything" for claim in (a, b))
    return f"{field}: {one} became {two}"


def _pair(ones: Iterable[Claim], twos: Iterable[Claim]) -> tuple[list[Pair], list[Claim], list[Claim]]:
    """Pair the claims that stand for each other: the surest likeness first, each claim once."""
    ones, left, right = list(ones), list(ones), list(twos)
    match: dict[str, Claim] = {}
    for likeness in LIKENESSES:
        waiting: dict[Hashable, list[Claim]] = defaultdict(list)
        for claim in right:
            waiting[likeness(claim)].append(claim)
        for claim in left:
            mark = likeness(claim)
            alike = [other for other in waiting[mark] if mark is not None and _may_be_one(claim, other)]
            if alike:
                match[claim.lead.id] = alike[0]
                waiting[mark].remove(alike[0])
        taken = {other.lead.id for other in match.values()}
        left = [claim for claim in left if claim.lead.id not in match]
        right = [claim for claim in right if claim.lead.id not in taken]
    return [(claim, match[claim.lead.id]) for claim in ones if claim.lead.id in match], left, right


def _may_be_one(a: Claim, b: Claim) -> bool:
    return nested_categories(a.key.category, b.key.category) != "disjoint"


def _thing(claim: Claim) -> Hashable:
    """Give what is counted, null where no other report can be known to count the same."""
    return (claim.key, claim.part) if claim.part is None or claim.part.placed else None


def _same_words(claim: Claim) -> Hashable:
    return claim.key, claim.part


def _originator(claim: Claim) -> Hashable:
    return claim.originator


def _number(claim: Claim) -> Hashable:
    return claim.stated, claim.lead.quantity.upper


def _with(*marks: Callable[[Claim], Hashable]) -> Callable[[Claim], Hashable]:
    def likeness(claim: Claim) -> Hashable:
        values = tuple(mark(claim) for mark in marks)
        return None if values[0] is None else values

    return likeness


LIKENESSES: tuple[Callable[[Claim], Hashable], ...] = (
    _with(_same_words, _number, _originator, lambda claim: claim.lead.quantity.qualifier),
    _with(_same_words, _number, _originator),
    _with(_thing, _originator),
    _with(_thing, _number),
    _with(_thing),
    _with(_originator, lambda claim: (claim.key.outcome, claim.key.unit), _number),
)

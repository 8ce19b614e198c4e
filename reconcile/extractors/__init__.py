"""The cascade that takes figures out of a report's text."""

from dataclasses import dataclass
from hashlib import sha1

from reconcile.case import Case
from reconcile.extractors.clauses import Binding, bind, grammar, parse
from reconcile.extractors.figures import quantity
from reconcile.extractors.quantities import find
from reconcile.extractors.tokens import lowered, tokenize
from reconcile.records import Days, Dropped, Evidence, Figure, Outcome, Report, Scope
from reconcile.segment import segment


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was taken out of one report: its figures in the order of the text, the numbers dropped, the days it names."""

    figures: tuple[Figure, ...]
    dropped: tuple[Dropped, ...]
    days: Days | None


def extract(report: Report, case: Case) -> Extraction:
    """Take the figures out of `report`, with as-of dates where the report alone gives them (not yet from tolls)."""
    g = grammar(case)
    text = report.text
    figures, dropped = [], []
    before: list[Binding] = []
    block = -1
    for s in segment(text):
        if s.kind == "boilerplate":
            continue
        said = text[s.start : s.end]
        low = lowered(said)
        numbers, discards = find(low, said)
        line = text.count("\n", 0, s.start) + 1
        if not numbers:
            continue
        if s.block > block + 1:
            before = []
        tokens = tokenize(said, low, numbers, discards, g.lexemes)
        chunks = parse(tokens, g)
        bindings, refusals = bind(chunks, said, g, before)
        for b in bindings:
            n = b.chunk.number
            start, end = s.start + n.start, s.start + n.end
            category = b.category or "people"
            if b.outcomes[0] is Outcome.DISPLACED:
                category = "refugees"
            elif category == "refugees":
                category = "civilians"
            figures.append(Figure(id=sha1(f"{report.id}{start}{b.outcomes[0]}".encode()).hexdigest()[:8], report=report.id, category=category,
                outcome=b.outcomes[0], also=b.outcomes[1:], label=said[n.left:n.right], quantity=quantity(b, said, case), scope=Scope(b.scope or "cumulative"),
                speculative=b.doubtful, revised=b.revised, trace=b.trace, evidence=Evidence(start=start,end=end,exact=text[start:end],prefix=text[max(0,start-32):start],suffix=text[end:end+32],sentence=said,line=line)))
        for r in refusals:
            n = r.chunk.number
            dropped.append(Dropped(report=report.id, start=s.start+n.start, end=s.start+n.end, exact=said[n.start:n.end], line=line, reason=r.reason))
        if bindings:
            before = bindings
        block = s.block
    return Extraction(tuple(figures), tuple(dropped), None)

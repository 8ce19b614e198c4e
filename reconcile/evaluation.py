"""Precision, recall and F1 of extracted figures against annotated reports.

An extracted figure meets an annotation where its number overlaps it and lies within four characters of it. It is right
("core") where category, outcome, stated number, upper end and qualifier are all right too. Where several outcomes are
annotated, one right figure for each is accepted; any other further figure on a span is spurious. Optional annotations
count neither way. Source, scope and unit are rated on the figures whose core is right.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconcile.gold import AnnotatedReport, Annotation
from reconcile.records import Figure, Record, Source

NEARBY = 4

_SAME_SOURCE = {
    "syrian observatory for human rights": "sohr",
    "syrian observatory": "sohr",
    "the observatory": "sohr",
    "observatory": "sohr",
    "war monitor": "sohr",
    "syrian network for human rights": "snhr",
    "united nations": "un",
    "un human rights office": "ohchr",
    "office of the high commissioner for human rights": "ohchr",
    "world health organization": "who",
    "international organization for migration": "iom",
    "agence france-presse": "afp",
    "associated press": "ap",
    "us central command": "centcom",
    "central command": "centcom",
}
_FILLERS = frozenset({"the", "of", "for", "and", "a", "an", "s", "local", "officials", "said"})


class Rates(Record):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


class Share(Record):
    """A rate, and of how many."""

    rate: float
    of: int


class Fault(Record):
    """A figure that was missed, wrong or spurious: where it stands, what was annotated, and what was extracted."""

    document: str
    at: int
    fault: str
    text: str
    wanted: str | None
    got: str | None


class Evaluation(Record):
    """How the figures agree with the annotations. `detection` asks for the outcome and the number alone."""

    gold: int
    predicted: int
    core: Rates
    detection: Rates
    faults: dict[str, int]
    attributes: dict[str, float]
    flags_f1: dict[str, Share]
    recall_by_category: dict[str, Share]
    unannotated: tuple[str, ...]
    errors: tuple[Fault, ...]


def _words(name: str) -> set[str]:
    folded = name.lower().replace("defense", "defence").replace("’", "'")
    said = set(re.findall(r"\w+", _SAME_SOURCE.get(folded, folded)))
    return said - _FILLERS or said


def _same_source(annotated: Sequence[str | None], source: Source | None) -> bool:
    if source is None:
        return any(one in (None, "-") for one in annotated)
    names = [words for name in (source.id, source.name) if (words := _words(name) if name else set())]
    wanted = [_words(one) for one in annotated if one not in (None, "-") and one]
    return any(got <= want or want <= got for want in wanted for got in names)


def _core_faults(gold: Annotation, figure: Figure) -> list[str]:
    quantity = figure.quantity
    checks = {
        "category": figure.category in gold.category,
        "outcome": figure.outcome in gold.outcome,
        "number": quantity.stated == gold.stated and (quantity.upper or None) == gold.upper,
        "qualifier": quantity.qualifier in gold.qualifier,
    }
    return [what for what, right in checks.items() if not right]


def _meets(gold: Annotation, figure: Figure) -> bool:
    start, end = figure.evidence.start, figure.evidence.end
    near = start >= gold.start - NEARBY and end <= gold.end + NEARBY
    return near and min(gold.end, end) > max(gold.start, start)


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    attributes: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    flags: dict[str, Counter[tuple[bool, bool]]] = field(default_factory=lambda: defaultdict(Counter))
    categories: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    faults: list[Fault] = field(default_factory=list)

    def fault(self, document: str, what: str, gold: Annotation | None, figure: Figure | None) -> None:
        at = gold.start if gold else figure.evidence.start if figure else 0
        text = gold.text if gold else figure.evidence.exact if figure else ""
        self.faults.append(
            Fault(
                document=document,
                at=at,
                fault=what,
                text=text,
                wanted=_told_annotation(gold) if gold else None,
                got=_told_figure(figure) if figure else None,
            )
        )


def _told_annotation(gold: Annotation) -> str:
    upper = f"-{gold.upper}" if gold.upper is not None else ""
    listed = (gold.category, gold.outcome, (f"{gold.stated}{upper}",), gold.qualifier, gold.scope)
    parts = ["|".join(part) for part in listed]
    return " ".join((*parts, "by", "|".join(one or "-" for one in gold.source)))


def _told_figure(figure: Figure) -> str:
    upper = f"-{figure.quantity.upper}" if figure.quantity.upper is not None else ""
    parts = (
        figure.category,
        figure.outcome,
        f"{figure.quantity.stated}{upper}",
        figure.quantity.qualifier,
        figure.scope,
    )
    return " ".join((*parts, "by", figure.source.name if figure.source else "-"))


def _claim(gold: Annotation, left: list[Figure]) -> Figure | None:
    """Take the figures that meet `gold` out of `left`; give the best of them."""
    met = [figure for figure in left if _meets(gold, figure)]
    best = min(met, key=lambda figure: len(_core_faults(gold, figure)), default=None)
    outcomes: set[str] = set()
    for figure in sorted(met, key=lambda figure: figure is not best):
        if figure is best or (figure.outcome not in outcomes and not _core_faults(gold, figure)):
            outcomes.add(figure.outcome)
            left.remove(figure)
    return best


def _rate_figure(document: str, gold: Annotation, best: Figure | None, tally: _Tally) -> None:
    counts = tally.counts
    counts["gold"] += 1
    if best is None:
        counts["missed"] += 1
        tally.categories[gold.category[0]][False] += 1
        tally.fault(document, "missed", gold, None)
        return
    counts["found"] += 1
    faults = _core_faults(gold, best)
    counts["detected"] += "outcome" not in faults and "number" not in faults
    tally.categories[gold.category[0]][not faults] += 1
    if faults:
        counts.update(f"wrong {what}" for what in faults)
        tally.fault(document, f"wrong {', '.join(faults)}", gold, best)
        return
    counts["core"] += 1
    families = (gold.unit == "families", best.quantity.unit == "families")
    flags = {
        "families": families,
        "speculative": (gold.speculative, best.speculative),
        "revised": (gold.revised, best.revised),
    }
    attributes = {
        "source": _same_source(gold.source, best.source),
        "scope": best.scope in gold.scope,
        "unit": best.quantity.unit == gold.unit,
    }
    for what, pair in flags.items():
        tally.flags[what][pair] += 1
        if pair[0] != pair[1] and what != "families":
            tally.fault(document, what, gold, best)
    for what, right in attributes.items():
        tally.attributes[what][right] += 1
        if not right:
            tally.fault(document, what, gold, best)


def evaluate(reports: Iterable[AnnotatedReport], figures: Iterable[Figure]) -> Evaluation:
    """Rate `figures` against the annotated `reports`; those of reports without annotations are left out and named."""
    predicted: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        predicted[figure.report.rsplit("/", 1)[-1]].append(figure)
    tally = _Tally()
    for report in reports:
        left = predicted.pop(report.document, [])
        for gold in report.figures:
            best = _claim(gold, left)
            if not gold.optional:
                _rate_figure(report.document, gold, best, tally)
        tally.counts["spurious"] += len(left)
        for figure in left:
            tally.fault(report.document, "spurious", None, figure)
    return _summary(tally, tuple(predicted))


def _summary(tally: _Tally, unannotated: tuple[str, ...]) -> Evaluation:
    counts = tally.counts
    made = counts["found"] + counts["spurious"]
    return Evaluation(
        gold=counts["gold"],
        predicted=made,
        core=_rates(counts["core"], made, counts["gold"]),
        detection=_rates(counts["detected"], made, counts["gold"]),
        faults={
            what: count
            for what, count in sorted(counts.items())
            if what.startswith("wrong") or what == "missed" or (what == "spurious" and count)
        },
        attributes={what: round(right[True] / right.total(), 4) for what, right in sorted(tally.attributes.items())},
        flags_f1=dict(_flags(tally.flags)),
        recall_by_category={
            what: Share(rate=round(right[True] / right.total(), 4), of=right.total())
            for what, right in sorted(tally.categories.items())
        },
        unannotated=unannotated,
        errors=tuple(tally.faults),
    )


def _rates(right: int, made: int, gold: int) -> Rates:
    precision = right / made if made else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Rates(precision=round(precision, 4), recall=round(recall, 4), f1=round(f1, 4))


def _flags(flags: Mapping[str, Counter[tuple[bool, bool]]]) -> Iterator[tuple[str, Share]]:
    """Give the F1 of each flag on the cases that are so, annotated or extracted."""
    for what, pairs in sorted(flags.items()):
        both, missed, wrong = pairs[True, True], pairs[True, False], pairs[False, True]
        if both or missed or wrong:
            yield what, Share(rate=round(2 * both / (2 * both + missed + wrong), 4), of=both + missed)

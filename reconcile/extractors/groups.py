"""What a group of chunks says: who a noun group counts, what befell them, who did it, how the number is qualified."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconcile.extractors import quantities
from reconcile.extractors.tape import Chunk
from reconcile.extractors.tokens import lowered
from reconcile.lexicon import Entry
from reconcile.records import Outcome, Qualifier

ARMED = ("security_forces", "loyalists", "armed_groups", "combatants")


def leaves(chunk: Chunk) -> Iterator[Chunk]:
    """The tokens that a chunk was made of, in order."""
    if chunk.parts is None:
        yield chunk
        return
    for part in chunk.part("all"):
        yield from leaves(part)


def entries(chunk: Chunk, *tables: str) -> list[Entry]:
    """The entries that a token met in the named tables of the lexicon."""
    return [e for e in chunk.entries if e.table in tables]


@dataclass(frozen=True, slots=True)
class Fate:
    """What an outcome chunk says.

    `outcomes` the first and those it joins; `spared` why it is none of ours; `denied` that it did not happen; `strong`
    that only people suffer it; `of_subject` that those who suffered it are the subject's own; `scope` what the word
    says of the scope.
    """

    outcomes: tuple[Outcome, ...]
    spared: str | None = None
    denied: bool = False
    strong: bool = False
    of_subject: bool = False
    scope: str | None = None
    trace: tuple[str, ...] = ()


def fate(chunk: Chunk, text: str) -> Fate | None:
    """What befell people by a verb group, a state, a noun of an event, or a toll."""
    said: list[tuple[Chunk, Entry]] = []
    for part in _outcome_parts(chunk):
        for leaf in leaves(part):
            found = entries(leaf, "verb", "state", "event", "lives", "deathtoll", "noun")
            said.extend((leaf, e) for e in found[:1] if "outcome" in e.says or "spared" in e.says)
    if not said:
        return None
    names = [n for _, e in said if "outcome" in e.says for n in _listed(e.says["outcome"])]
    return Fate(
        outcomes=tuple(dict.fromkeys(Outcome(n) for n in names)),
        spared=next((str(e.says["spared"]) for _, e in said if "spared" in e.says), None),
        denied=bool(chunk.part("neg") or chunk.part("neg2")),
        strong=any(e.says.get("strong") for _, e in said),
        of_subject=any(e.says.get("of_subject") for _, e in said),
        scope=next((str(e.says["scope"]) for _, e in said if e.table in ("state", "verb") and "scope" in e.says), None),
        trace=tuple(f"outcome: {text[c.start : c.end]} ({e.name})" for c, e in said),
    )


def _outcome_parts(chunk: Chunk) -> Sequence[Chunk]:
    if not chunk.parts:
        return (chunk,)
    return (*(chunk.part("o") or chunk.part("h")), *chunk.part("o2"))


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a number counts: their category (None where nothing says), unit, and the tokens that narrow the category.

    `inherent` is what the noun itself says befell them, `weak` that it need not have the last word; `noun` the name of
    the noun's entry, `scope` what it says of the scope, `by_outcome` the
    category where it is another for one outcome.
    """

    category: str | None = None
    unit: str = "people"
    words: tuple[Chunk, ...] = ()
    inherent: tuple[Outcome, ...] = ()
    weak: bool = False
    noun: str | None = None
    scope: str | None = None
    by_outcome: Mapping[str, str] = field(default_factory=dict)
    trace: tuple[str, ...] = ()


NOBODY = Whom()


def whom(chunk: Chunk, text: str) -> Whom:
    """The category of a noun group: its last noun's, turned by the words before it."""
    tokens = [leaf for part in (chunk.part("c") or chunk.part("all") or (chunk,)) for leaf in leaves(part)]
    if chunk.rule == "family of a number":
        return Whom(category="civilians", trace=(f"victim: {text[chunk.start : chunk.end]} (family)",))
    until = next((c.start for c in chunk.part("y")), chunk.end)
    nouns = [
        (i, e[0])
        for i, leaf in enumerate(tokens)
        if leaf.start < until and (e := entries(leaf, "noun", "sect", "demonym"))
    ]
    own = fate(chunk, text) if chunk.rule == "number of sufferers" else None
    if not nouns and chunk.rule == "number of persons":
        return Whom(
            category="people", trace=(f"victim: {text[tokens[-1].start : tokens[-1].end]} (a noun for people)",)
        )
    banded = any(e.says.get("role") == "band" for e in tokens[-1].entries)
    if (banded or not nouns) and chunk.part("c") and (named := entries(tokens[-1], "modifier")):
        return Whom(
            category=named[0].says["category"],
            trace=(f"victim: {text[tokens[-1].start : tokens[-1].end]} ({named[0].name})",),
        )
    if not nouns:
        return Whom(inherent=own.outcomes, trace=own.trace) if own is not None else NOBODY
    last, head = nouns[-1]
    category = str(head.says.get("category", "civilians" if head.table == "sect" else "people"))
    said = text[tokens[last].start : tokens[last].end]
    trace = [f"case: {said} -> {category}" if head.says.get("case") else f"victim: {said} ({head.name})"]
    words = [tokens[last]] if head.table != "noun" or head.says.get("part") else []
    for leaf in reversed(tokens[:last]):
        turned = _turned(category, leaf)
        if turned is not None:
            category, name = turned
            trace.append(f"modifier: {text[leaf.start : leaf.end]} ({name})")
        if entries(leaf, "sect", "demonym"):
            words.append(leaf)
    if chunk.part("y"):
        state = any(e.name == "state" for leaf in tokens for e in entries(leaf, "modifier"))
        category = (
            "security_forces" if state else "loyalists" if category in ("combatants", "armed_groups") else category
        )
    every = [leaf for part in chunk.part("all") for leaf in leaves(part)] if chunk.part("c") else [tokens[last]]
    says = [e.says["outcome"] for leaf in every for e in entries(leaf, "noun")[:1] if "outcome" in e.says]
    return Whom(
        category=category,
        unit="people" if chunk.part("c") else head.says.get("unit", "people"),
        words=tuple(reversed(words)),
        inherent=own.outcomes if own and own.outcomes else tuple(dict.fromkeys(Outcome(o) for o in says)),
        weak=bool(head.says.get("weak")),
        noun=head.name,
        scope=head.says.get("scope"),
        by_outcome=head.says.get("by_outcome", {}),
        trace=(*trace, *(own.trace if own else ())),
    )


def _turned(category: str, leaf: Chunk) -> tuple[str, str] | None:
    """The category that a word before the noun turns it into, and the entry's name."""
    for entry in leaf.entries:
        if entry.table == "sect" and category == "combatants":
            return "armed_groups", entry.name
        if entry.table == "modifier" and category in entry.says["from"]:
            return str(entry.says["category"]), entry.name
        if entry.table == "noun" and category == "people" and entry.says["category"] != "people":
            return str(entry.says["category"]), entry.name
    return None


def trailing(text: str, at: int) -> Qualifier | None:
    """The qualifier that follows a noun group: "33 people, at the very least"."""
    forms = quantities.grammar()
    low = lowered(text[at : at + 40])
    match = re.match(r",?\s", low)
    found = forms.after.match(low, match.end()) if match else None
    return forms.qualifiers_after[found["q"]] if found and " " in found["q"] else None


def who_did_it(agent: Chunk, text: str) -> tuple[str | None, str] | None:
    """The category and the words of those who did it; None where the group is none that does such things."""
    category = whom(agent, text).category
    if category not in ARMED:
        return None
    return category, " ".join(text[agent.start : agent.end].split())

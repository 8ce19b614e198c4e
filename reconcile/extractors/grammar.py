"""The grammar of a case, compiled once: from tokens to noun and verb groups, and what a heading says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reconcile.case import Case
from reconcile.extractors import sources
from reconcile.extractors.groups import NOBODY, Fate, Whom, fate, whom
from reconcile.extractors.signs import Signs, signs
from reconcile.extractors.tape import Chunk, Rule, Stage, bits, stage
from reconcile.extractors.tokens import Lexemes, lexemes
from reconcile.lexicon import table


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled grammar of a case, as `lexicons/en/grammar.toml` tells its kinds of rules apart.

    `signs` are what the words of a sentence must have for a rule to be met in it.
    """

    lexemes: Lexemes
    stages: tuple[Stage, ...]
    forms: tuple[Rule, ...]
    contexts: tuple[Rule, ...]
    sides: tuple[Rule, ...]
    bound: str
    bound_bits: int
    signs: Signs


@lru_cache(maxsize=8)
def _grammar(key: str) -> Grammar:
    source = table("grammar")
    yields = sorted({rule["yields"] for s in source["stage"] for rule in s["rule"]} | {"bound"})
    relevant = Case.model_validate_json(key)
    lex = lexemes(relevant, tuple(yields))
    macros, alphabet = source["macros"], lex.alphabet

    def compiled(kind: str) -> tuple[Rule, ...]:
        return tuple(alphabet.rule(f["name"], f["pattern"], macros, f) for f in source[kind])

    forms, contexts = compiled("form"), compiled("context")
    telling = [rule for rule in (*forms, *contexts) if "outcome" in rule.attributes]
    made = bits("".join(alphabet.symbol(frozenset({y})) for y in yields))
    return Grammar(
        lexemes=lex,
        stages=tuple(stage(s["name"], s["rule"], macros, alphabet) for s in source["stage"]),
        forms=forms,
        contexts=contexts,
        sides=compiled("side"),
        bound=alphabet.symbol(frozenset({"bound"})),
        bound_bits=bits(alphabet.symbol(frozenset({"bound"}))),
        signs=signs(lex, made, telling, sources.forms(lex)),
    )


class _Same:
    """A case that is equal to itself alone: to compare what two say would take longer than to read a short report."""

    __slots__ = ("case",)

    def __init__(self, case: Case) -> None:
        self.case = case

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.case is self.case

    def __hash__(self) -> int:
        return id(self.case)


@lru_cache(maxsize=8)
def _loaded(same: _Same) -> Grammar:
    case = same.case
    relevant = Case(event=case.event, sources=case.sources, categories=case.categories, places=case.places)
    return _grammar(relevant.model_dump_json())


def load(case: Case) -> Grammar:
    """The grammar with the words of `case`, compiled once."""
    return _loaded(_Same(case))


def parse(tokens: Sequence[Chunk], g: Grammar) -> list[Chunk]:
    """Rewrite a sentence's tokens into its noun and verb groups; quotation marks say nothing of who was counted."""
    has = g.lexemes.alphabet.has
    chunks = [t for t in tokens if not has(t.symbol, "quote")]
    for s in g.stages:
        chunks = s.rewrite(chunks)
    return chunks


def heading(chunks: Sequence[Chunk], text: str, g: Grammar) -> tuple[Fate, Whom] | None:
    """What a heading says befell those whom the lines below it count: "Deaths by province"."""
    has = g.lexemes.alphabet.has
    for chunk in chunks:
        if has(chunk.symbol, "thing"):
            continue
        inherent = whom(chunk, text).inherent if has(chunk.symbol, "group") else ()
        if inherent or any(has(chunk.symbol, tag) for tag in ("toll", "event", "past", "state", "reduced", "passive")):
            found = Fate(inherent) if inherent else fate(chunk, text)
            if found is not None and found.outcomes and not found.denied:
                nouns = [c for c in chunks if has(c.symbol, "group") or c is chunk]
                named = next((w for w in (whom(c, text) for c in nouns) if w.category), NOBODY)
                return found, named
    return None

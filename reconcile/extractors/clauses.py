"""Numbers bound to outcomes: the grammar's forms over a sentence's chunks.

A number that no form binds is no figure. What a form leaves open (the outcome of "32 of them children", the category of
"another 60 in Latakia") is taken from a number bound before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reconcile.case import Case
from reconcile.extractors import quantities
from reconcile.extractors.tape import Chunk, Match, Rule, Stage, stage
from reconcile.extractors.tokens import Lexemes, lexemes, lowered
from reconcile.lexicon import Entry, table
from reconcile.records import Outcome, Qualifier


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled grammar of a case: its stages, its forms, and the forms that need a number bound before."""

    lexemes: Lexemes
    stages: tuple[Stage, ...]
    forms: tuple[Rule, ...]
    contexts: tuple[Rule, ...]
    bound: str


@dataclass(frozen=True, slots=True)
class Binding:
    """A number with its outcome: what a form took together.

    `chunk` is the number with its noun, `outcomes` the first and those it joins; `category`, `unit`, `words` (what
    narrows the category, as chunks) are of the noun; `agent` who did it; `span` the chunks of the form; `inherited`
    says that outcome or category come from a number before.
    """

    chunk: Chunk
    outcomes: tuple[Outcome, ...]
    category: str | None
    unit: str
    words: tuple[Chunk, ...]
    agent: Chunk | None
    start: int
    end: int
    qualifier: Qualifier | None
    scope: str | None
    doubtful: bool
    revised: bool
    inherited: bool
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that a form says is no figure, or that nothing binds, and why."""

    chunk: Chunk
    reason: str


@lru_cache(maxsize=8)
def _grammar(key: str) -> Grammar:
    source = table("grammar")
    yields = sorted({rule["yields"] for s in source["stage"] for rule in s["rule"]} | {"bound"})
    lex = lexemes(Case.model_validate_json(key), tuple(yields))
    macros, alphabet = source["macros"], lex.alphabet

    def compiled(kind: str) -> tuple[Rule, ...]:
        return tuple(alphabet.compile(f["name"], f["pattern"], macros, f) for f in source[kind])

    return Grammar(
        lexemes=lex,
        stages=tuple(stage(s["name"], s["rule"], macros, alphabet) for s in source["stage"]),
        forms=compiled("form"),
        contexts=compiled("context"),
        bound=alphabet.symbol(frozenset({"bound"})),
    )


def grammar(case: Case) -> Grammar:
    """The grammar with the words of `case`, compiled once."""
    relevant = Case(event=case.event, sources=case.sources, categories=case.categories, places=case.places)
    return _grammar(relevant.model_dump_json())


def leaves(chunk: Chunk) -> Iterator[Chunk]:
    """The tokens that a chunk was made of, in order."""
    if chunk.parts is None:
        yield chunk
        return
    for part in chunk.part("all"):
        yield from leaves(part)


def _entries(chunk: Chunk, *tables: str) -> list[Entry]:
    return [e for e in chunk.entries if e.table in tables]


@dataclass(frozen=True, slots=True)
class _Befell:
    """What an outcome chunk says."""

    outcomes: tuple[Outcome, ...]
    spared: str | None
    denied: bool
    strong: bool
    trace: tuple[str, ...]


def _befell(chunk: Chunk, text: str) -> _Befell | None:
    """What befell people by a verb group, a state, a noun of an event, or a toll."""
    names: list[str] = []
    spared: str | None = None
    strong = False
    trace: list[str] = []
    parts = [*chunk.part("o"), *chunk.part("o2"), *(() if chunk.part("o") else chunk.part("h"))] if chunk.parts else [chunk]
    for part in parts:
        for leaf in leaves(part):
            for entry in _entries(leaf, "verb", "state", "event", "lives", "noun"):
                if "spared" in entry.says:
                    spared = str(entry.says["spared"])
                elif "outcome" in entry.says:
                    said = entry.says["outcome"]
                    names.extend(said if isinstance(said, list) else [said])
                    strong = strong or bool(entry.says.get("strong"))
                else:
                    continue
                trace.append(f"outcome: {text[leaf.start:leaf.end]} ({entry.name})")
                break
            else:
                if any(e.table == "deathtoll" for e in leaf.entries):
                    names.append("killed")
                    trace.append(f"outcome: {text[leaf.start:leaf.end]}")
    denied = bool(chunk.part("neg") or chunk.part("neg2"))
    if not names and spared is None:
        return None
    return _Befell(tuple(dict.fromkeys(Outcome(n) for n in names)), spared, denied, strong, tuple(trace))


@dataclass(frozen=True, slots=True)
class _Who:
    """Who a number counts."""

    category: str | None
    unit: str
    words: tuple[Chunk, ...]
    inherent: tuple[Outcome, ...]
    trace: tuple[str, ...]


def _who(chunk: Chunk, text: str) -> _Who:
    """The category of a noun group: its last noun's, turned by the words before it."""
    tokens = [leaf for part in (chunk.part("c") or chunk.part("all") or (chunk,)) for leaf in leaves(part)]
    category: str | None = None
    unit, inherent, trace = "people", (), []
    narrowing: list[Chunk] = []
    for leaf in reversed(tokens):
        nouns = _entries(leaf, "noun", "sect", "demonym")
        if category is None:
            if nouns:
                entry = nouns[0]
                category = entry.says.get("category") or ("civilians" if entry.table == "sect" else "people")
                unit = entry.says.get("unit", "people")
                if "outcome" in entry.says:
                    inherent = (Outcome(entry.says["outcome"]),)
                prefix = "case" if entry.says.get("case") else "victim"
                said = text[leaf.start : leaf.end]
                trace.append(f"case: {said} -> {category}" if prefix == "case" else f"victim: {said} ({entry.name})")
                if entry.table != "noun" or entry.says.get("part"):
                    narrowing.append(leaf)
            continue
        for entry in leaf.entries:
            if entry.table in ("sect", "demonym"):
                narrowing.append(leaf)
                if entry.table == "sect" and category == "combatants":
                    category = "armed_groups"
                break
            if entry.table == "modifier" and category in entry.says["from"]:
                category = str(entry.says["category"])
                trace.append(f"modifier: {text[leaf.start:leaf.end]} ({entry.name})")
                break
            if entry.table == "noun" and category == "people" and entry.says.get("category") not in (None, "people"):
                category = str(entry.says["category"])
                trace.append(f"modifier: {text[leaf.start:leaf.end]} ({entry.name})")
                break
    if chunk.part("c"):
        unit = "people"
        for leaf in (leaf for part in chunk.part("all") for leaf in leaves(part)):
            for entry in _entries(leaf, "noun"):
                inherent = inherent or ((Outcome(entry.says["outcome"]),) if "outcome" in entry.says else ())
    own = _befell(chunk, text) if chunk.rule == "number of sufferers" else None
    if own is not None:
        inherent = own.outcomes or inherent
        trace.extend(own.trace)
    return _Who(category, unit, tuple(reversed(narrowing)), inherent, tuple(trace))


def parse(tokens: Sequence[Chunk], g: Grammar) -> list[Chunk]:
    """Rewrite a sentence's tokens into its noun and verb groups."""
    chunks = list(tokens)
    for s in g.stages:
        chunks = s.rewrite(chunks)
    return chunks


def bind(
    chunks: list[Chunk], text: str, g: Grammar, before: Sequence[Binding], main: Binding | None
) -> tuple[list[Binding], list[Refusal]]:
    """Bind the numbers of a sentence.

    `before` are the bindings of the sentences that it may continue, in order; `main` is the report's first.
    """
    state = _State(chunks, text, g)
    for form in g.forms:
        for match in form.matches(state.tape):
            state.apply(form, match)
    state.inherent()
    bound = -1
    while bound < len(state.bindings):  # a number bound in one round may be the parent of one in the next
        bound = len(state.bindings)
        for form in g.contexts:
            for match in form.matches(state.tape):
                state.inherit(form, match, before, main)
    return state.finish()


class _State:
    """A sentence while its numbers are being bound."""

    def __init__(self, chunks: list[Chunk], text: str, g: Grammar) -> None:
        self.chunks, self.text, self.g = chunks, text, g
        self.symbols = [c.symbol for c in chunks]
        self.bindings: dict[int, Binding] = {}
        self.refused: dict[int, Refusal] = {}
        has = g.lexemes.alphabet.has
        self.doubts = [c.start for chunk in chunks for c in leaves(chunk) if has(c.symbol, "doubt")]
        self.formers = [c.start for chunk in chunks for c in leaves(chunk) if has(c.symbol, "formerly")]
        self.breaks = [c.start for c in chunks if has(c.symbol, "semicolon") or has(c.symbol, "stop")]

    @property
    def tape(self) -> str:
        return "".join(self.symbols)

    def _targets(self, match: Match, name: str = "n") -> list[int]:
        if name not in match.spans:
            return []
        start, end = match.spans[name]
        free = range(start, end)
        return [i for i in free if self.chunks[i].number and i not in self.bindings and i not in self.refused]

    def _captured(self, match: Match, name: str) -> Chunk | None:
        start, end = match.spans.get(name, (0, 0))
        return self.chunks[start] if end > start else None

    def _cue(self, cues: list[int], start: int, end: int) -> bool:
        """Whether a cue stands in `start:end` or before it in its clause."""
        opening = max((b for b in self.breaks if b < start), default=-1)
        return any(opening < c < end for c in cues)

    def apply(self, form: Rule, match: Match) -> None:
        says = form.attributes
        targets = self._targets(match)
        former = self._targets(match, "f")
        if not targets and not former:
            return
        if "drop" in says:
            for i in targets:
                self.refused[i] = Refusal(self.chunks[i], str(says["drop"]))
            return
        at = self._captured(match, "o")
        if at is None and form.name == "suffered":
            at = self.chunks[targets[0]]
        befell = _befell(at, self.text) if at is not None else None
        if "outcome" in says:
            befell = _Befell((Outcome(says["outcome"]),), None, False, False, ())
        if befell is None:
            return
        if befell.denied or not befell.outcomes:
            for i in targets:
                if not _who(self.chunks[i], self.text).inherent or befell.denied:
                    self.refused[i] = Refusal(self.chunks[i], befell.spared or "denied")
            return
        holder, predicate = self._captured(match, "k"), self._captured(match, "p")
        agent = self._captured(match, "a")
        if agent is not None and agent.number is not None:
            i = self.chunks.index(agent)
            if i not in self.bindings:
                self.refused.setdefault(i, Refusal(agent, "they did it: it did not befall them"))
        first, last = self.chunks[match.start], self.chunks[match.end - 1]
        toll = at if at is not None and at.part("m") else None
        for i in (*former, *targets):
            chunk = self.chunks[i]
            who = _who(chunk, self.text)
            if says.get("inherent") and who.inherent:
                befell = replace(befell, outcomes=who.inherent)
            if chunk.rule == "number of things" or chunk.rule == "number of something" and not (befell.strong or says.get("loose")):
                self.refused[i] = Refusal(chunk, "counts something else")
                continue
            category = who.category
            if category is None and chunk.rule == "number of something" and befell.strong:
                category = "people"
            if predicate is not None:
                who = _who(predicate, self.text)
                category = who.category
            if agent is not None and category in (None, "people") and any(e.name == "lose" for e in self._entries(at)):
                category, agent = _who(agent, self.text).category, None
            if category is None and holder is not None:
                category = _who(holder, self.text).category
            if category is None and toll is not None:
                category = _who(toll, self.text).category
            qualifier = Qualifier(says["qualifier"]) if "qualifier" in says else None
            self._bind(
                i, befell, category, who, agent, first.start, last.end, qualifier if i in targets else None, None,
                i in former, False, (*befell.trace, f"form: {form.name}"),
            )  # fmt: skip

    @staticmethod
    def _entries(chunk: Chunk | None) -> list[Entry]:
        return [e for leaf in leaves(chunk) for e in leaf.entries] if chunk is not None else []

    def _bind(
        self, i: int, befell: _Befell, category: str | None, who: _Who, agent: Chunk | None, start: int, end: int,
        qualifier: Qualifier | None, scope: str | None, former: bool, inherited: bool, trace: tuple[str, ...],
    ) -> None:  # fmt: skip
        chunk = self.chunks[i]
        assert chunk.number is not None
        if chunk.number.qualifier is not Qualifier.EXACT:
            qualifier = None
        elif qualifier is None:
            qualifier = trailing(self.text, chunk.end)
        self.bindings[i] = Binding(
            chunk=chunk,
            outcomes=befell.outcomes,
            category=category,
            unit=who.unit,
            words=who.words,
            agent=agent,
            start=start,
            end=end,
            qualifier=qualifier,
            scope=scope,
            doubtful=self._cue(self.doubts, start, end),
            revised=former or self._cue(self.formers, start, chunk.start),
            inherited=inherited,
            trace=(*chunk.number.trace, *who.trace, *trace),
        )
        self.symbols[i] = self.g.bound

    def inherent(self) -> None:
        """Bind what a noun itself says of the people it names: bodies are dead, refugees displaced."""
        for i, chunk in enumerate(self.chunks):
            if i in self.bindings or i in self.refused:
                continue
            if chunk.rule in ("number of people", "number of members", "number of sufferers"):
                who = _who(chunk, self.text)
                if who.inherent:
                    befell = _Befell(who.inherent, None, False, False, ("form: what the noun says",))
                    self._bind(i, befell, who.category, who, None, chunk.start, chunk.end, None, None, False, False, befell.trace)

    def inherit(self, form: Rule, match: Match, before: Sequence[Binding], main: Binding | None) -> None:
        says = form.attributes
        targets = self._targets(match)
        if not targets:
            return
        predicate = self._captured(match, "p")
        first, last = self.chunks[match.start], self.chunks[match.end - 1]
        for i in targets:
            chunk = self.chunks[i]
            own = _befell(chunk, self.text) if chunk.rule == "number of them" and chunk.part("h") else None
            parent = main if says.get("parent") == "first" else self._parent(i, before, own)
            if own is not None and own.outcomes and parent is None:
                who = _who(predicate, self.text) if predicate is not None else _Who(None, "people", (), (), ())
                self._bind(i, own, who.category, who, None, first.start, last.end, None, says.get("scope"), False, True, own.trace)
                continue
            if parent is None or chunk.rule in ("number of things", "number of something"):
                continue
            if says.get("scope") == "subset" and self._of_something_else(i):
                self.refused[i] = Refusal(chunk, "part of a count of something else")
                continue
            who = _who(predicate if predicate is not None else chunk, self.text)
            if says.get("named") and who.category == "people":
                continue
            category = who.category
            scope = says.get("scope")
            part = any(e.says.get("part") for w in who.words for e in w.entries)
            if category is None or (category == "people" or part or who.words) and parent.category not in (None, "people"):
                category = parent.category
            elif scope == "subset" and not part:
                scope = None  # by side or status, a part is a toll of its own
            self._bind(
                i, _Befell(parent.outcomes, None, False, False, ()), category, replace_unit(who, parent), None, first.start, last.end,
                None, scope, bool(says.get("former")), True, (f"form: {form.name}",),
            )  # fmt: skip

    def _of_something_else(self, i: int) -> bool:
        """Whether the number before this one in the sentence counts no people."""
        near = [j for j in range(i) if self.chunks[j].number is not None]
        return bool(near) and near[-1] not in self.bindings

    def _parent(self, i: int, before: Sequence[Binding], own: _Befell | None) -> Binding | None:
        """The number that this one continues: the nearest bound before it, of those large enough to hold it if any.

        Where the number's own words say what befell them ("five of the dead"), only such a number.
        """
        number = self.chunks[i].number
        assert number is not None
        near = [self.bindings[j] for j in sorted(self.bindings) if j < i]
        candidates = [b for b in (*before, *near) if own is None or b.outcomes == own.outcomes]
        if not candidates:
            return None
        return next((b for b in reversed(candidates) if b.chunk.number and b.chunk.number.stated >= number.stated), candidates[-1])

    def finish(self) -> tuple[list[Binding], list[Refusal]]:
        refused = dict(self.refused)
        for i, chunk in enumerate(self.chunks):
            if chunk.number is not None and i not in self.bindings and i not in refused:
                counts = chunk.rule in ("number of things", "number of something")
                refused[i] = Refusal(chunk, "counts something else" if counts else "nothing says what befell them")
        bindings: list[Binding] = []
        for i in sorted(self.bindings):
            binding = self.bindings[i]
            if binding.category is None:
                # "killed six soldiers and wounded 11": the eleven are soldiers too
                joined = [b for b in bindings if b.scope is None and self._joined(b, binding)]
                kinds = {b.category for b in joined if b.category}
                if len(kinds) == 1 and "refugees" not in kinds:
                    binding = replace(binding, category=joined[-1].category, unit=joined[-1].unit)
            bindings.append(binding)
        return bindings, [refused[i] for i in sorted(refused)]

    def _joined(self, a: Binding, b: Binding) -> bool:
        """Whether two numbers stand in one clause, not parted by a semicolon or a full stop."""
        return not any(a.chunk.end <= stop < b.chunk.start for stop in self.breaks)


def replace_unit(who: _Who, parent: Binding) -> _Who:
    """A bare number is of its parent's unit."""
    return replace(who, unit=parent.unit) if who.category is None else who


def trailing(text: str, at: int) -> Qualifier | None:
    """The qualifier that follows a noun group: "33 people, at the very least"."""
    forms = quantities.grammar()
    low = lowered(text[at : at + 40])
    match = re.match(r",?\s", low)
    found = forms.after.match(low, match.end()) if match else None
    return forms.qualifiers_after[found["q"]] if found else None


def who_did_it(agent: Chunk, text: str) -> tuple[str | None, str] | None:
    """The category and the words of those who did it; None where the group is none that does such things."""
    category = _who(agent, text).category
    if category not in ("security_forces", "loyalists", "armed_groups", "combatants"):
        return None
    return category, " ".join(text[agent.start : agent.end].split())

"""Numbers bound to outcomes: the grammar's forms over a sentence's chunks.

A number that no form binds is no figure. What a form leaves open (the outcome of "32 of them children", the category of
"another 60 in Latakia") is taken from a number bound before it, or from the heading that it stands under.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reconcile.extractors import parts
from reconcile.extractors.bindings import Binding, Context, Refusal
from reconcile.extractors.cues import Cues
from reconcile.extractors.grammar import Grammar
from reconcile.extractors.groups import ARMED, Fate, Whom, fate, trailing, whom
from reconcile.extractors.sides import is_own, named_before
from reconcile.extractors.tape import Chunk, Match, Rule
from reconcile.records import Outcome, Qualifier

_THINGS = ("number of things", "number of things of a number", "kin of the dead")
_SOMETHING = "number of something"  # an unknown noun: people where only people suffer what befell them
_OF_THEM = "number of them"


def bind(chunks: Sequence[Chunk], text: str, g: Grammar, context: Context) -> tuple[list[Binding], list[Refusal]]:
    """Bind the numbers of a sentence; what is left over is refused with a reason."""
    state = _State(list(chunks), text, g, context)
    for form in g.forms:
        for match in form.matches(state.tape):
            state.apply(form, match)
    state.inherent(weak=False)
    state.continued()
    state.inherent(weak=True)
    state.continued()
    return state.finish()


class _State:
    """A sentence while its numbers are being bound."""

    def __init__(self, chunks: list[Chunk], text: str, g: Grammar, context: Context) -> None:
        self.chunks, self.text, self.g, self.context = chunks, text, g, context
        self.tape = "".join([c.symbol for c in chunks])
        self.bindings: dict[int, Binding] = {}
        self.refused: dict[int, Refusal] = {}
        self.cues = Cues(chunks, text, g.lexemes.alphabet)

    def _targets(self, match: Match, name: str) -> list[int]:
        """The numbers that a capture holds and nothing has taken yet."""
        free = range(*match.spans.get(name, (0, 0)))
        return [i for i in free if self.chunks[i].number and i not in self.bindings and i not in self.refused]

    def _captured(self, match: Match, name: str) -> Chunk | None:
        start, end = match.spans.get(name, (0, 0))
        return self.chunks[start] if end > start else None

    def apply(self, form: Rule, match: Match) -> None:
        """Bind, or refuse, the numbers that a form has met."""
        says = form.attributes
        targets, former = self._targets(match, "n"), self._targets(match, "f")
        if not targets and not former:
            return
        if "drop" in says:
            self._refuse(targets, str(says["drop"]))
            return
        at = self._captured(match, "o") or (self.chunks[targets[0]] if form.name == "suffered" else None)
        found = fate(at, self.text) if at is not None else None
        if "outcome" in says:
            found = Fate((Outcome(says["outcome"]),))
        if found is None:
            return
        if found.denied:
            self._refuse(targets, "denied")
            return
        if not found.outcomes:
            # Bodies that were "gathered" are dead all the same.
            alive = [i for i in targets if Outcome.KILLED not in whom(self.chunks[i], self.text).inherent]
            self._refuse(alive, found.spared or "nothing says what befell them", spared=True)
            return
        agent = self._captured(match, "a")
        if agent is not None and agent.number is not None and self.chunks.index(agent) not in self.bindings:
            self._refuse([self.chunks.index(agent)], "they did it: it did not befall them")
        for i in (*former, *targets):
            self._apply_to(i, form, match, found, agent, i in former)

    def _apply_to(self, i: int, form: Rule, match: Match, found: Fate, agent: Chunk | None, former: bool) -> None:
        says, chunk = form.attributes, self.chunks[i]
        counted = whom(chunk, self.text)
        if "only" in says and says["only"] != counted.noun:
            return
        if (says.get("inherent") and counted.inherent) or Outcome.KILLED in counted.inherent:
            found = replace(found, outcomes=counted.inherent)
        if chunk.rule in _THINGS or (chunk.rule == _SOMETHING and not self._people(i, found, says)):
            self._refuse([i], "counts something else")
            return
        if Outcome.DISPLACED in found.outcomes and counted.category in ARMED:
            self._refuse([i], "armed people on the move are not displaced")
            return
        if Outcome.DISPLACED in found.outcomes and counted.noun == "accused":
            self._refuse([i], "on the run, not displaced")
            return
        predicate, holder, at = (self._captured(match, name) for name in ("p", "k", "o"))
        if predicate is not None:
            counted = whom(predicate, self.text)
        category = counted.category
        alphabet = self.g.lexemes.alphabet
        of_them = chunk.rule == _OF_THEM and not chunk.part("h")
        if category in (None, "people") and (of_them or is_own(chunk, alphabet)):
            counted_last = max((j for j in self.bindings if j < i), default=-1) if of_them else -1
            category = named_before(self.chunks[counted_last + 1 : i], self.text, alphabet) or category
        elif category == "combatants" and form.name == "active":
            killer = named_before(self.chunks[:i], self.text, alphabet)
            category = "armed_groups" if killer == "security_forces" else category
        if category is None and chunk.rule == _SOMETHING and found.strong:
            category = "people"
        if found.of_subject and agent is not None and category in (None, "people", "combatants"):
            category, agent = whom(agent, self.text).category or category, None  # "the army lost 34 men"
        if category is None and says.get("loose") and holder is None and at is not None and not at.part("m"):
            category = "people"  # a toll of nobody in particular
        for other in (holder, at if at is not None and at.part("m") else None):
            if category is None and other is not None:
                category = whom(other, self.text).category
        start, end = self.chunks[match.start].start, self.chunks[match.end - 1].end
        self._bind(
            i,
            found,
            replace(counted, category=category),
            agent=agent,
            qualifier=Qualifier(says["qualifier"]) if "qualifier" in says and not former else None,
            scope=says.get("scope", "subset" if chunk.rule in (_OF_THEM, "number of a number") else None),
            doubtful=self.cues.doubted(chunk, start, end),
            revised=former or self.cues.replaced(chunk.start),
            form=form.name,
        )

    def _people(self, i: int, found: Fate, says: Mapping[str, Any]) -> bool:
        """Whether an unknown noun may count people: only they suffer this, and no things are listed before it."""
        listed = any(c.rule in _THINGS for c in self.chunks[max(0, i - 4) : i])
        return (found.strong or bool(says.get("loose"))) and not listed

    def continued(self) -> None:
        """Bind what takes its outcome from a number bound before; one so bound may be the parent of the next."""
        bound = -1
        while bound < len(self.bindings):
            bound = len(self.bindings)
            for form in self.g.contexts:
                for match in form.matches(self.tape):
                    self.inherit(form, match)

    def inherent(self, weak: bool) -> None:
        """Bind what a noun itself says of the people it names: bodies are dead, refugees displaced.

        A `weak` noun yields to a number before it: of "170 dead (130 hostages)" the hostages died.
        """
        for i, chunk in enumerate(self.chunks):
            if i in self.bindings or i in self.refused or chunk.number is None:
                continue
            counted = whom(chunk, self.text)
            if counted.inherent and counted.weak is weak and chunk.rule not in (_OF_THEM, *_THINGS):
                doubtful = self.cues.doubted(chunk, chunk.start, chunk.end)
                self._bind(i, Fate(counted.inherent), counted, doubtful=doubtful, form="what the noun says")

    def inherit(self, form: Rule, match: Match) -> None:
        """Bind numbers by what stands before them."""
        says = form.attributes
        predicate = self._captured(match, "p")
        for i in (*self._targets(match, "n"), *self._targets(match, "n2")):
            chunk = self.chunks[i]
            if chunk.rule in (*_THINGS, _SOMETHING):
                continue
            if says.get("scope") == "subset" and self._of_something_else(i):
                continue
            own = fate(chunk, self.text) if chunk.rule == _OF_THEM and chunk.part("h") else None
            toll = self._toll(i) if says.get("parent") == "toll" else None
            parent = toll or self._parent(i, own, bool(says.get("same")))
            if says.get("heading"):
                parent = None
            if says.get("fits") and parent and parent not in self.context.before and parts.exceeds(chunk, parent):
                continue
            found = own if own is not None and own.outcomes else Fate(parent.outcomes) if parent else self._heading(i)
            if found is None:
                continue
            counted = whom(predicate if predicate is not None else chunk, self.text)
            unnamed = counted.category == "people" or parts.breaks_down(counted)
            families = counted.unit == "families" and Outcome.DISPLACED not in found.outcomes
            if families or (says.get("weak") and counted.inherent):
                continue
            if (says.get("named") and unnamed) or (says.get("same") and parent is None and not says.get("toll")):
                continue
            self._bind(
                i,
                found,
                replace(counted, category=says["category"])
                if "category" in says and predicate is None
                else parts.within(counted, parent, self.context.heading),
                scope=parts.scope(counted, says.get("scope") or self._sibling(i, says), parent),
                qualifier=Qualifier(says["qualifier"]) if "qualifier" in says else None,
                doubtful=self.cues.doubted(chunk, chunk.start, chunk.end),
                revised=bool(says.get("former")) or self.cues.replaced(chunk.start),
                inherited=True,
                form=form.name,
            )

    def _sibling(self, i: int, says: Mapping[str, Any]) -> str | None:
        """What the number before it in a list is a part of, it is a part of as well."""
        near = [j for j in self.bindings if j < i]
        return self.bindings[max(near)].scope if near and says.get("sibling") else None

    def _of_something_else(self, i: int) -> bool:
        """Whether the number before this one in the sentence counts no people; "in two villages" says but where."""
        has = self.g.lexemes.alphabet.has
        where = {j for j in range(1, i) if self.chunks[j].rule in _THINGS and has(self.chunks[j - 1].symbol, "in")}
        near = [j for j in range(i) if self.chunks[j].number is not None and j not in where]
        return bool(near) and near[-1] not in self.bindings

    def _parent(self, i: int, own: Fate | None, same: bool) -> Binding | None:
        """The number that this one continues: the nearest bound before it, of those large enough to hold it if any.

        Where the number's own words say what befell them ("five of the dead"), only such a number; with `same`, one of
        this sentence.
        """
        number = self.chunks[i].number
        assert number is not None
        near = [self.bindings[j] for j in sorted(self.bindings) if j < i]
        earlier = () if same else self.context.before
        found = [b for b in (*earlier, *near) if own is None or b.outcomes == own.outcomes]
        holding = (b for b in reversed(found) if b.number.stated >= number.stated)
        return next(holding, found[-1] if found else None)

    def _toll(self, i: int) -> Binding | None:
        """The toll that a bare count is of: the nearest of the killed before it, else the report's first."""
        near = [self.bindings[j] for j in sorted(self.bindings) if j < i]
        killed = (b for b in reversed((*self.context.before, *near)) if b.outcomes[0] is Outcome.KILLED)
        return next(killed, self.context.main)

    def _heading(self, i: int) -> Fate | None:
        """What befell them by the sentence's own toll or the heading above, where no number was bound before."""
        has = self.g.lexemes.alphabet.has
        for chunk in reversed(self.chunks[:i]):
            if not has(chunk.symbol, "thing") and (has(chunk.symbol, "toll") or has(chunk.symbol, "event")):
                found = fate(chunk, self.text)
                return found if found and found.outcomes else None
        return self.context.heading[0] if self.context.heading else None

    def _refuse(self, targets: Sequence[int], reason: str, spared: bool = False) -> None:
        for i in targets:
            self.refused.setdefault(i, Refusal(self.chunks[i], reason, spared))

    def _bind(
        self,
        i: int,
        found: Fate,
        counted: Whom,
        *,
        form: str,
        agent: Chunk | None = None,
        qualifier: Qualifier | None = None,
        scope: str | None = None,
        doubtful: bool = False,
        revised: bool = False,
        inherited: bool = False,
    ) -> None:
        chunk = self.chunks[i]
        assert chunk.number is not None
        exact = chunk.number.qualifier is Qualifier.EXACT
        self.bindings[i] = Binding(
            chunk=chunk,
            outcomes=found.outcomes,
            category=counted.category,
            unit=counted.unit,
            words=counted.words,
            agent=agent,
            qualifier=(qualifier or trailing(self.text, chunk.end)) if exact else None,
            scope=scope or counted.scope,
            doubtful=doubtful,
            revised=revised,
            inherited=inherited,
            noun=counted.noun,
            form=form,
            steps=(*chunk.number.trace, *counted.trace, *found.trace),
        )
        self.tape = self.tape[:i] + self.g.bound + self.tape[i + 1 :]

    def finish(self) -> tuple[list[Binding], list[Refusal]]:
        """The bindings and refusals in the order of the text."""
        for i, chunk in enumerate(self.chunks):
            if chunk.number is not None and i not in self.bindings:
                things = chunk.rule in (*_THINGS, _SOMETHING)
                self._refuse([i], "counts something else" if things else "nothing says what befell them")
        bindings: list[Binding] = []
        for i in sorted(self.bindings):
            binding = self.bindings[i]
            joined = [b for b in bindings if self._joined(b, binding)]
            bindings.append(parts.completed(binding, bindings, joined))
        return bindings, [self.refused[i] for i in sorted(self.refused) if i not in self.bindings]

    def _joined(self, a: Binding, b: Binding) -> bool:
        """Whether two numbers stand in one clause, not parted by a semicolon, a full stop or a "but"."""
        return not any(a.chunk.end <= turn < b.chunk.start for turn in self.cues.turns)

"""The contexts: numbers that take their outcome from a number bound before them, or from the heading above."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reconcile.extractors import parts
from reconcile.extractors.bindings import Binding
from reconcile.extractors.clauses import OF_THEM, SOMETHING, THINGS, Clause
from reconcile.extractors.groups import Fate, fate, whom
from reconcile.extractors.tape import Match, Rule
from reconcile.records import Outcome, Qualifier


def inherit(clause: Clause, form: Rule, match: Match) -> None:
    """Bind numbers by what stands before them."""
    says = form.attributes
    predicate = clause.captured(match, "p")
    targets = (*clause.targets(match, "n"), *clause.targets(match, "n2"))
    earlier = clause.context.before
    respective = bool(says.get("respective")) and len(targets) == len(earlier) > 1
    for k, i in enumerate(targets):
        chunk = clause.chunks[i]
        if chunk.rule in (*THINGS, SOMETHING):
            continue
        if "only" in says and says["only"] != whom(chunk, clause.text).noun:
            continue
        if (says.get("scope") == "subset" or says.get("parallel")) and _of_something_else(clause, i):
            continue
        own = fate(chunk, clause.text) if chunk.rule == OF_THEM and chunk.part("h") else None
        toll = _toll(clause, i) if says.get("parent") == "toll" else None
        parent = toll or _parent(clause, i, own, bool(says.get("same")))
        if respective:
            parent = earlier[k]  # "six deaths and 42 injuries. On Sunday it was four and 30"
        if says.get("heading") or says.get("list"):
            parent = None
        if "after" in says:
            parent = _after(clause, i, Outcome(says["after"]))
            if parent is None and _heading_of(clause, i) != says["after"]:
                continue
        if says.get("fits") and parent and parent not in clause.context.before and parts.exceeds(chunk, parent):
            continue
        found = own if own is not None and own.outcomes else Fate(parent.outcomes) if parent else _heading(clause, i)
        if says.get("list"):
            found = clause.context.listing
        if found is None:
            continue
        counted = whom(predicate if predicate is not None else chunk, clause.text)
        unnamed = counted.category == "people" or parts.breaks_down(counted)
        at_large = counted.noun == "accused" and found.outcomes[0] is not Outcome.DETAINED
        if at_large and says.get("scope") != "subset":
            continue  # "Missing: 20. Suspects: 563"
        families = counted.unit == "families" and Outcome.DISPLACED not in found.outcomes
        if families or (says.get("weak") and counted.inherent):
            continue
        if (says.get("named") and unnamed) or (says.get("same") and parent is None and not says.get("toll")):
            continue
        clause.bind(
            i,
            found,
            replace(counted, category=says["category"])
            if "category" in says and predicate is None
            else parts.within(counted, parent, clause.context.heading),
            scope=parts.scope(counted, says.get("scope") or _sibling(clause, i, says), parent),
            qualifier=Qualifier(says["qualifier"]) if "qualifier" in says else None,
            doubtful=clause.cues.doubted(chunk, chunk.start, chunk.end),
            revised=bool(says.get("former")) or clause.cues.replaced(chunk.start),
            inherited=True,
            form=form.name,
        )
        if says.get("replaces") and parent is not None:
            _replaced(clause, parent)


def _replaced(clause: Clause, former: Binding) -> None:
    """Mark a number of this sentence as one that a later number replaces."""
    for i, binding in clause.bindings.items():
        if binding is former:
            clause.bindings[i] = replace(binding, revised=True)


def _sibling(clause: Clause, i: int, says: Mapping[str, Any]) -> str | None:
    """What the number before it in a list is a part of, it is a part of as well."""
    near = [j for j in clause.bindings if j < i]
    return clause.bindings[max(near)].scope if near and says.get("sibling") else None


def _of_something_else(clause: Clause, i: int) -> bool:
    """Whether the number before this one in the sentence counts no people; "in two villages" says but where."""
    has = clause.g.lexemes.alphabet.has
    where = {j for j in range(1, i) if clause.chunks[j].rule in THINGS and has(clause.chunks[j - 1].symbol, "in")}
    near = [j for j in range(i) if clause.chunks[j].number is not None and j not in where]
    return bool(near) and near[-1] not in clause.bindings


def _parent(clause: Clause, i: int, own: Fate | None, same: bool) -> Binding | None:
    """The number that this one continues: the nearest bound before it, of those large enough to hold it if any.

    Where the number's own words say what befell them ("five of the dead"), only such a number; with `same`, one of
    this sentence.
    """
    number = clause.chunks[i].number
    assert number is not None
    near = clause.before(i)
    earlier = () if same else clause.context.before
    found = [b for b in (*earlier, *near) if own is None or b.outcomes == own.outcomes]
    holding = (b for b in reversed(found) if b.number.stated >= number.stated)
    return next(holding, found[-1] if found else None)


def _toll(clause: Clause, i: int) -> Binding | None:
    """The toll that a bare count is of: the nearest of the killed before it, else the report's first."""
    near = clause.before(i)
    if near and all(b.outcomes[0] is not Outcome.KILLED for b in near):
        return near[-1]  # "hundreds of arrests; the ministry concedes 126"
    killed = (b for b in reversed((*clause.context.before, *near)) if b.outcomes[0] is Outcome.KILLED)
    heading = clause.context.heading
    headed = heading is not None and heading[0].outcomes[0] is not Outcome.KILLED  # "The displaced. The UN spoke of 40"
    return next(killed, None if headed else clause.context.main)


def _after(clause: Clause, i: int, outcome: Outcome) -> Binding | None:
    """The number before this one that an outcome befell, in this sentence, the one before, or first."""
    near = clause.before(i)
    main = (clause.context.main,) if clause.context.main else ()
    return next((b for b in reversed((*main, *clause.context.before, *near)) if b.outcomes[0] is outcome), None)


def _heading_of(clause: Clause, i: int) -> Outcome | None:
    """The outcome of the sentence's own toll or of the heading above."""
    found = _heading(clause, i)
    return found.outcomes[0] if found else None


def _heading(clause: Clause, i: int) -> Fate | None:
    """What befell them by the list they stand in, the sentence's own toll, or the heading above."""
    if clause.context.listing is not None:
        return clause.context.listing
    has = clause.g.lexemes.alphabet.has
    for chunk in reversed(clause.chunks[:i]):
        if not has(chunk.symbol, "thing") and (has(chunk.symbol, "toll") or has(chunk.symbol, "event")):
            found = fate(chunk, clause.text)
            return found if found and found.outcomes else None
    return clause.context.heading[0] if clause.context.heading else None

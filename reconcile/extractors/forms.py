"""The forms: numbers bound to the outcome that the same words name, or refused by them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reconcile.extractors import parts
from reconcile.extractors.clauses import OF_THEM, SOMETHING, THINGS, Clause
from reconcile.extractors.groups import ARMED, Fate, Whom, fate, whom
from reconcile.extractors.sides import is_own, named_before
from reconcile.extractors.tape import Chunk, Match, Rule
from reconcile.records import Outcome, Qualifier

_OWN = (None, "men", "members", "people", "the dead")  # nouns that "its" makes a side's own: "six of its men"


def apply(clause: Clause, form: Rule, match: Match) -> None:
    """Bind, or refuse, the numbers that a form has met."""
    says = form.attributes
    targets, former = [*clause.targets(match, "n"), *clause.targets(match, "n2")], clause.targets(match, "f")
    targets = _but_included(clause, targets)
    if form.attributes.get("loose"):
        targets = [i for k, i in enumerate(targets) if not k or not _said_otherwise(clause, i)]
    if not targets and not former:
        return
    if "drop" in says:
        clause.refuse(targets, str(says["drop"]))
        return
    at = clause.captured(match, "o") or (clause.chunks[targets[0]] if form.name == "suffered" else None)
    found = fate(at, clause.text) if at is not None else None
    if "outcome" in says:
        found = Fate((Outcome(says["outcome"]),))
    if found is None:
        return
    if found.denied:
        clause.refuse(targets, "denied")
        return
    if not found.outcomes:
        # Bodies that were "gathered" are dead all the same.
        alive = [i for i in targets if Outcome.KILLED not in whom(clause.chunks[i], clause.text).inherent]
        clause.refuse(alive, found.spared or "nothing says what befell them", spared=True)
        return
    agent = clause.captured(match, "a")
    doers = agent is not None and agent.number is not None and not whom(agent, clause.text).inherent
    if agent is not None and doers and clause.chunks.index(agent) not in clause.bindings:
        clause.refuse([clause.chunks.index(agent)], "they did it: it did not befall them")
    for i in (*former, *targets):
        _apply_to(clause, i, form, match, found, agent, i in former)


def _but_included(clause: Clause, targets: list[int]) -> list[int]:
    """The targets without the parts listed before the last: "seven children and five women, and 47 were hurt"."""
    has = clause.g.lexemes.alphabet.has
    if len(targets) < 2:
        return targets
    before = next((c for c in reversed(clause.chunks[: targets[0]]) if not has(c.symbol, "adverb")), None)
    if before is None or not has(before.symbol, "include"):
        return targets
    for k, i in enumerate(targets[1:], 1):
        if i > 1 and has(clause.chunks[i - 1].symbol, "and") and has(clause.chunks[i - 2].symbol, "comma"):
            return targets[k:]
    return targets


def _said_otherwise(clause: Clause, i: int) -> bool:
    """Whether what befell the number stands right behind it: "toll now 251, 30 people still missing"."""
    has = clause.g.lexemes.alphabet.has
    behind = next((c.symbol for c in clause.chunks[i + 1 : i + 3] if not has(c.symbol, "adverb")), "")
    return bool(behind) and any(has(behind, tag) for tag in ("state", "past", "passive"))


def _apply_to(clause: Clause, i: int, form: Rule, match: Match, found: Fate, agent: Chunk | None, former: bool) -> None:
    says, chunk = form.attributes, clause.chunks[i]
    counted = whom(chunk, clause.text)
    if "only" in says and says["only"] != counted.noun:
        return
    if (says.get("inherent") and counted.inherent) or Outcome.KILLED in counted.inherent:
        found = replace(found, outcomes=counted.inherent)
    one_place = chunk.rule == SOMETHING and chunk.number and chunk.number.stated == 1 and _placed(clause, i)
    if one_place or chunk.rule in THINGS or (chunk.rule == SOMETHING and not _people(clause, i, found, says)):
        clause.refuse([i], "counts something else")
        return
    if Outcome.DISPLACED in found.outcomes and counted.category in ARMED:
        clause.refuse([i], "armed people on the move are not displaced")
        return
    if Outcome.DISPLACED in found.outcomes and counted.noun == "accused":
        clause.refuse([i], "on the run, not displaced")
        return
    predicate, holder, at = (clause.captured(match, name) for name in ("p", "k", "o"))
    if predicate is not None:
        counted = whom(predicate, clause.text)
    category = counted.by_outcome.get(found.outcomes[0], counted.category)
    alphabet = clause.g.lexemes.alphabet
    of_them = chunk.rule == OF_THEM and not chunk.part("h")
    if category in (None, "people") and (of_them or (counted.noun in _OWN and is_own(chunk, alphabet))):
        counted_last = max((j for j in clause.bindings if j < i), default=-1) if of_them else -1
        category = named_before(clause.chunks[counted_last + 1 : i], clause.text, alphabet) or category
    elif category == "combatants" and form.name == "active":
        killer = named_before(clause.chunks[:i], clause.text, alphabet)
        category = "armed_groups" if killer == "security_forces" else category
    if category is None and chunk.rule == SOMETHING and found.strong:
        category = "people"
    if found.of_subject and category in (None, "people", "combatants"):  # "the army lost 34 men"
        losing = whom(agent, clause.text).category if agent is not None else None
        side = losing if losing in ARMED else named_before(clause.chunks[:i], clause.text, alphabet)
        category, agent = side or losing or category, None
    if category is None and says.get("loose") and holder is None and at is not None and not at.part("m"):
        category = "people"  # a toll of nobody in particular
    for other in (holder, at if at is not None and at.part("m") else None):
        if category is None and other is not None:
            category = whom(other, clause.text).category
    start, end = clause.chunks[match.start].start, clause.chunks[match.end - 1].end
    clause.bind(
        i,
        found,
        replace(counted, category=category),
        agent=agent,
        qualifier=Qualifier(says["qualifier"]) if "qualifier" in says and not former else None,
        scope=_scope(clause, i, form, counted, found),
        doubtful=clause.cues.doubted(chunk, start, end),
        revised=former or clause.cues.replaced(chunk.start),
        form=form.name,
    )


def _placed(clause: Clause, i: int) -> bool:
    """Whether a number stands behind a word of place: "from one school"."""
    return i > 0 and clause.g.lexemes.alphabet.has(clause.chunks[i - 1].symbol, "in")


def _scope(clause: Clause, i: int, form: Rule, counted: Whom, found: Fate) -> str | None:
    """What the form, the number's own words or those before it ("of whom 58 were burned") say of the scope."""
    said = form.attributes.get("scope")
    if clause.chunks[i].rule in (OF_THEM, "number of a number"):
        return said or "subset"
    has = clause.g.lexemes.alphabet.has
    before = [c.symbol for c in clause.chunks[max(0, i - 3) : i] if not has(c.symbol, "adverb")]
    of_whom = len(before) > 1 and has(before[-2], "of") and has(before[-1], "them")
    return parts.scope(counted, said or found.scope or ("subset" if of_whom else None), None)


def _people(clause: Clause, i: int, found: Fate, says: Mapping[str, Any]) -> bool:
    """Whether an unknown noun may count people: only they suffer this, and no things are listed before it."""
    listed = any(c.rule in THINGS for c in clause.chunks[max(0, i - 4) : i])
    return (found.strong or bool(says.get("loose"))) and not listed

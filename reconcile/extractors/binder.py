"""Numbers bound to outcomes: the grammar's forms over a sentence's chunks, then its contexts and sides.

A number that no form binds is no figure. What a form leaves open (the outcome of "32 of them children", the category of
"another 60 in Latakia") is taken from a number bound before it, or from the heading that it stands under.
"""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.extractors import parts
from reconcile.extractors.bindings import Binding, Context, Refusal
from reconcile.extractors.clauses import OF_THEM, SOMETHING, THINGS, Clause
from reconcile.extractors.contexts import inherit
from reconcile.extractors.forms import apply
from reconcile.extractors.grammar import Grammar
from reconcile.extractors.groups import Fate, fate, whom
from reconcile.extractors.sides import named_before, side_of
from reconcile.extractors.tape import Chunk, fitting


def bind(chunks: Sequence[Chunk], text: str, g: Grammar, context: Context) -> tuple[list[Binding], list[Refusal]]:
    """Bind the numbers of a sentence; what is left over is refused with a reason."""
    clause = Clause(list(chunks), text, g, context)
    for form in fitting(g.forms, clause.held | g.bound_bits):
        for match in form.matches(clause.tape):
            apply(clause, form, match)
    _inherent(clause, weak=False)
    _continued(clause)
    _inherent(clause, weak=True)
    _continued(clause)
    _sides(clause)
    return _finished(clause)


def _continued(clause: Clause) -> None:
    """Bind what takes its outcome from a number bound before; one so bound may be the parent of the next."""
    fit = fitting(clause.g.contexts, clause.held | clause.g.bound_bits)
    forms = iter(fit)
    while form := next(forms, None):
        bound = len(clause.bindings)
        for match in form.matches(clause.tape):
            inherit(clause, form, match)
        if len(clause.bindings) > bound:
            forms = iter(fit)


def _inherent(clause: Clause, weak: bool) -> None:
    """Bind what a noun itself says of the people it names: bodies are dead, refugees displaced.

    A `weak` noun yields to a number before it: of "170 dead (130 hostages)" the hostages died.
    """
    for i, chunk in enumerate(clause.chunks):
        if i in clause.bindings or i in clause.refused or chunk.number is None:
            continue
        counted = whom(chunk, clause.text)
        own = fate(chunk, clause.text) if weak and chunk.rule == OF_THEM and chunk.part("h") else None
        if own is not None and own.outcomes:  # "seven of the missing were at work"
            clause.bind(i, own, counted, scope="subset", form="what the noun says")
        elif counted.inherent and counted.weak is weak and chunk.rule not in (OF_THEM, *THINGS):
            doubtful = clause.cues.doubted(chunk, chunk.start, chunk.end)
            clause.bind(i, Fate(counted.inherent), counted, doubtful=doubtful, form="what the noun says")


def _sides(clause: Clause) -> None:
    """Give the numbers that count people, and no more is said, the side that the sentence names for them."""
    if not clause.bindings:
        return
    for form in fitting(clause.g.sides, clause.held | clause.g.bound_bits):
        for match in form.matches(clause.tape):
            named = clause.captured(match, "p")
            for i in range(*match.spans["n"]):
                binding = clause.bindings.get(i)
                if binding is None or binding.category not in (None, "people") or binding.words:
                    continue
                side = (
                    named_before(clause.chunks[:i], clause.text, clause.g.lexemes.alphabet)
                    if named is None
                    else side_of(named, clause.text)
                )
                if side is not None:
                    steps = (*binding.steps, f"side: {form.name}")
                    clause.bindings[i] = replace(binding, category=side, side=True, steps=steps)


def _finished(clause: Clause) -> tuple[list[Binding], list[Refusal]]:
    """The bindings and refusals in the order of the text."""
    for i, chunk in enumerate(clause.chunks):
        if chunk.number is not None and i not in clause.bindings:
            things = chunk.rule in (*THINGS, SOMETHING)
            clause.refuse([i], "counts something else" if things else "nothing says what befell them")
    bindings: list[Binding] = []
    for i in sorted(clause.bindings):
        binding = clause.bindings[i]
        joined = [b for b in bindings if _joined(clause, b, binding)]
        bindings.append(parts.completed(binding, bindings, joined, clause.context.before))
    return bindings, [clause.refused[i] for i in sorted(clause.refused) if i not in clause.bindings]


def _joined(clause: Clause, a: Binding, b: Binding) -> bool:
    """Whether two numbers stand in one clause, not parted by a semicolon, a full stop or a "but"."""
    return not any(a.chunk.end <= turn < b.chunk.start for turn in clause.cues.turns)

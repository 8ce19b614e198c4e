"""A sentence while its numbers are being bound: its chunks, what is bound and refused so far, and what it continues."""

from collections.abc import Sequence

from reconcile.extractors.bindings import Binding, Context, Refusal
from reconcile.extractors.cues import Cues
from reconcile.extractors.grammar import Grammar
from reconcile.extractors.groups import Fate, Whom, trailing
from reconcile.extractors.tape import Chunk, Match, bits
from reconcile.records import Qualifier

THINGS = ("number of things", "number of things of a number", "kin of the dead")
SOMETHING = "number of something"  # an unknown noun: people where only people suffer what befell them
OF_THEM = "number of them"


class Clause:
    """The state of binding one sentence.

    `chunks` are the sentence's, `tape` their characters, a bound number's among them, `held` those of the start;
    `bindings` and `refused` go by the place of the number's chunk; `context` is what the sentence may continue.
    """

    def __init__(self, chunks: list[Chunk], text: str, g: Grammar, context: Context) -> None:
        self.chunks, self.text, self.g, self.context = chunks, text, g, context
        self.tape = "".join([c.symbol for c in chunks])
        self.held = bits(self.tape)
        self.bindings: dict[int, Binding] = {}
        self.refused: dict[int, Refusal] = {}
        self.cues = Cues(chunks, text, g.lexemes.alphabet)

    def targets(self, match: Match, name: str) -> list[int]:
        """The numbers that a capture holds and nothing has taken yet."""
        free = range(*match.spans.get(name, (0, 0)))
        return [i for i in free if self.chunks[i].number and i not in self.bindings and i not in self.refused]

    def captured(self, match: Match, name: str) -> Chunk | None:
        """The first chunk that a capture holds."""
        start, end = match.spans.get(name, (0, 0))
        return self.chunks[start] if end > start else None

    def refuse(self, targets: Sequence[int], reason: str, spared: bool = False) -> None:
        """Refuse numbers, unless they have been already; `spared` where no harm came to them."""
        for i in targets:
            self.refused.setdefault(i, Refusal(self.chunks[i], reason, spared))

    def bind(
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
        """Bind a number to what befell those it counts; from then on it is bound on the tape."""
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

    def has(self, i: int, tag: str) -> bool:
        """Whether the chunk at a place bears a tag."""
        return self.g.lexemes.alphabet.has(self.chunks[i].symbol, tag)

    def before(self, i: int) -> list[Binding]:
        """The numbers bound before a place, in order."""
        return [self.bindings[j] for j in sorted(self.bindings) if j < i]

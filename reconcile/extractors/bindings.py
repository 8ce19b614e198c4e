"""What binding numbers to outcomes gives, and what it is given of the sentences before."""

from dataclasses import dataclass

from reconcile.extractors.groups import Fate, Whom
from reconcile.extractors.quantities import Number
from reconcile.extractors.tape import Chunk
from reconcile.records import Outcome, Qualifier


@dataclass(frozen=True, slots=True)
class Binding:
    """A number with its outcome: what a form took together.

    `chunk` is the number with its noun; `outcomes` the first and those it joins; `category` and `unit` its noun's, the
    category None where nothing says whom it counts; `words` the tokens that narrow the category; `agent` who did it;
    `qualifier` what the form or the words after the noun say; `scope` what the form says; `inherited` that the
    outcome is a number's before; `noun` and `form` the names of the noun's entry and of the form; `steps` the entries
    met on the way; `side` that the sentence names whose losses it is of.
    """

    chunk: Chunk
    outcomes: tuple[Outcome, ...]
    category: str | None
    unit: str
    words: tuple[Chunk, ...]
    agent: Chunk | None
    qualifier: Qualifier | None
    scope: str | None
    doubtful: bool
    revised: bool
    inherited: bool
    noun: str | None
    form: str
    steps: tuple[str, ...]
    side: bool = False

    @property
    def number(self) -> Number:
        """The number that is bound."""
        assert self.chunk.number is not None
        return self.chunk.number

    @property
    def trace(self) -> tuple[str, ...]:
        """What led to the figure, step by step."""
        return (*self.steps, f"form: {self.form}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that a form says is no figure, or that nothing binds, and why; `spared` where no harm came to them."""

    chunk: Chunk
    reason: str
    spared: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence may continue.

    `before` are the bindings of the sentence before, in order; `main` is the report's first; `heading` what the heading
    above says befell them, with its category and unit; `listing` what befell those whom a list below a
    colon tells apart.
    """

    before: tuple[Binding, ...] = ()
    main: Binding | None = None
    heading: tuple[Fate, Whom] | None = None
    listing: Fate | None = None

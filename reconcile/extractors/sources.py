"""Who says so: the credits of a sentence, the source they name, and credits carried on.

A source is the lexicon's or the case file's where it is known, else it is named by the report's own words. A report's
introductions carry on: an abbreviation in brackets, the surname of a spokesman, "the group" for a group named before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import get_args

from reconcile.extractors.introductions import LONGEST, Introduced, source_of
from reconcile.extractors.tape import Chunk, Rule, bits, fitting
from reconcile.extractors.tokens import Lexemes
from reconcile.lexicon import table
from reconcile.records import Basis, Source

# Every credit has a token of one of these tags.
_SIGNS = (
    "source", "report", "credit", "according", "telling", "saying", "findings", "finding", "count", "giving", "have",
    "revising", "open",
)  # fmt: skip
_TURNS = ("but", "semicolon")


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit at `start:end` of its sentence; `before` where what is credited stands before it, `after` after it.

    `near` where it credits the last number before it alone ("the 26 confirmed by police"); `turns` where it opens a
    rival clause ("but officials say", "; officials say"), so that nothing before it is its own.
    """

    start: int
    end: int
    source: Source
    before: bool
    after: bool
    form: str
    near: bool = False
    turns: bool = False

    @property
    def spoken(self) -> bool:
        """Whether the credit is a verb of saying, so that a time beside it is when it was said."""
        return self.form not in ("according to", "according to something", "in parentheses", "label", "whose findings")


@lru_cache(maxsize=8)
def forms(lex: Lexemes) -> tuple[Rule, ...]:
    """The forms of a credit, compiled for a lexicon."""
    grammar = table("grammar")["credits"]
    return tuple(lex.alphabet.rule(f["name"], f["pattern"], grammar["macros"], f) for f in grammar["form"])


def _after(match_end: int, chunks: Sequence[Chunk], text: str) -> bool:
    """Whether a credit closes its clause, so that what it credits stands before it."""
    rest = text[chunks[match_end].start :] if match_end < len(chunks) else ""
    return (
        rest == ""
        or re.match(r"[,.;)”\"]|on (?:mon|tues|wednes|thurs|fri|satur|sun)day[,.]|in a statement|late |$", rest.lower())
        is not None
    )


def find(chunks: Sequence[Chunk], text: str, lex: Lexemes, known: Introduced) -> list[Credit]:
    """The credits of a sentence, in order; `known` is updated with whom it introduces."""
    tape = "".join([c.symbol for c in chunks])
    if lex.alphabet.any_of(*_SIGNS).isdisjoint(tape):
        return []
    found: list[Credit] = []
    taken: list[tuple[int, int]] = []
    told: list[str] = []
    for form in fitting(forms(lex), bits(tape)):
        for match in form.matches(tape):
            first, last = match.spans.get("s", (match.start, match.end))
            if any(a < match.end and match.start < b for a, b in taken):
                continue
            if any(end for name, (_, end) in match.spans.items() if name.startswith("p")):
                here = [c for c in found if c.start < chunks[match.start].start]
                source = max(here, key=lambda c: c.start).source if here else known.last
                if match.spans.get("p6", (0, 0))[1]:  # "the same report"
                    source = known.author or source
                if source is not None:
                    source = source.model_copy(update={"carried": True})
            else:
                here = [c for c in found if c.start < chunks[match.start].start]
                source = source_of(chunks[first:last], text, known, [c.source for c in here])
            if source is not None and source.kind == "witness" and _by_anyone(text, chunks[match.start], chunks[first]):
                continue  # each death was "confirmed by a relative": who counted them is another
            if source is None or (
                form.name == "in parentheses" and not _in_brackets(source, chunks, match.start, known)
            ):
                continue
            taken.append((match.start, match.end))
            joint = match.spans.get("t")
            if joint and joint[1] > joint[0]:
                second = source_of(chunks[slice(*joint)], text, known)
                if second is not None and second.id != source.id:
                    source = source.model_copy(update={"with_": (second.name,)})
            outlet = match.spans.get("v")
            if outlet and outlet[1] > outlet[0]:
                via = source_of(chunks[slice(*outlet)], text, known)
                if via is not None:
                    told.append(via.id)
                    source = source.model_copy(update={"via": (via.name,)})
            start, end = chunks[match.start].start, chunks[match.end - 1].end
            closes = form.attributes["side"] == "before" or _after(match.end, chunks, text)
            opens = match.start <= 1 or not closes
            if form.name.startswith("according to") and match.start > 1:
                opens, closes = chunks[match.start - 1].start == 0, True
            near = bool(form.attributes.get("near")) or text[start:end].split()[1:2] == ["by"]
            turns = not closes and match.start > 0 and chunks[match.start - 1].symbol in lex.alphabet.any_of(*_TURNS)
            found.append(Credit(start, end, source, closes and match.start > 0, opens, form.name, near, turns))
    found.sort(key=lambda c: c.start)
    found = _through(found, text)
    for credit in found:
        if credit.source.carried:
            continue
        known.note(credit.source)
        behind = text[credit.start : credit.end + _PAPER].lower().split()
        if not _papers().isdisjoint(behind):
            known.author = credit.source
    studied = not lex.alphabet.any_of("study").isdisjoint(tape)
    named = {
        e.says["id"]: e
        for c in chunks
        for e in c.entries
        if e.table == "source" and (e.says["kind"] != "outlet" or studied)  # an outlet speaks of its own investigation
    }
    if not found and len(named) == 1:  # "A second group, the Syrian Network for Human Rights, is more cautious."
        (only,) = named.values()
        known.last = Source(id=only.says["id"], name=only.says["name"], kind=only.says["kind"])
    return _introduce(found, chunks, text, known)


def _in_brackets(source: Source, chunks: Sequence[Chunk], opening: int, met: Introduced) -> bool:
    """Whether brackets credit a source, and do not abbreviate the name before: one known, or right behind a number."""
    known = any(e.table == "source" for c in chunks[opening : opening + 3] for e in c.entries)
    known = known or source.id.lower() in met.aliases
    behind_number = opening > 0 and chunks[opening - 1].number is not None
    return known or (behind_number and (source.kind != "other" or source.name.isupper()))


_PAPER = 12  # characters behind a credit: "according to a police situation report"


@cache
def _papers() -> frozenset[str]:
    """The words for what a source puts out: "report", "list", "bulletin"."""
    return frozenset(table("function")["tags"]["findings"]) - {"account", "accounts", "toll", "count", "numbers"}


_INTRODUCTION = re.compile(r"\(([A-Z][\w-]{1,9})\)|, or (?:the )?([A-Z]{2,8}),")


def _introduce(found: list[Credit], chunks: Sequence[Chunk], text: str, known: Introduced) -> list[Credit]:
    """Note the abbreviations that the sentence introduces; a source unknown so far takes its abbreviation as its id."""
    for match in _INTRODUCTION.finditer(text):
        short = match[1] or match[2]
        before = [c for c in chunks if c.end <= match.start()][-2:]
        entry = next((e for c in reversed(before) for e in c.entries if e.table == "source"), None)
        if entry is not None:
            source = Source(id=entry.says["id"], name=entry.says["name"], kind=entry.says["kind"])
            known.aliases[short.lower()] = source
            continue
        near = [c for c in found if 0 <= match.start() - c.start <= LONGEST and c.source.kind != "outlet"]
        if not near:
            continue
        credit = near[-1]
        if credit.source.id == short:
            continue
        name = credit.source.name if short in credit.source.name else f"{credit.source.name} ({short})"
        source = credit.source.model_copy(update={"id": short, "name": name})
        known.aliases[short.lower()] = source
        known.note(source)
        found = [replace(c, source=source) if c is credit else c for c in found]
    return found


_PASSING = ("outlet", "un")  # who cites others: "the UN, quoting the authorities"


def _through(found: list[Credit], text: str) -> list[Credit]:
    """An outlet that cites another source passes its number on: it is the cited source's, via the outlet."""
    out: list[Credit] = []
    for credit in found:
        citing = re.match(r"(?:citing|quoting|relying on)\b", text[credit.start : credit.end].lower())
        if citing and out and out[-1].source.kind in _PASSING:
            outlet = out.pop()
            source = credit.source.model_copy(update={"via": (outlet.source.name,)})
            before = outlet.before or credit.before
            out.append(replace(outlet, end=credit.end, source=source, before=before, form=credit.form))
        else:
            out.append(credit)
    return out


def credited(at: int, found: Sequence[Credit], numbers: Sequence[int]) -> Credit | None:
    """The credit of the number at offset `at`: one alone covers its sentence; of several, that of its clause.

    A credit that closes a clause reaches back to the credit before it. `numbers` are the offsets of the sentence's
    numbers.
    """
    if not found:
        return None
    if len(found) == 1:
        return None if found[0].turns and at < found[0].start else found[0]
    for i, credit in enumerate(found):
        opening = found[i - 1].end if i else 0
        others = credit.near and any(at < n < credit.start for n in numbers)
        if credit.before and not credit.after and opening <= at < credit.start and not others:
            return credit
        if credit.start <= at < credit.end:
            return credit
    before = [c for c in found if c.end <= at and (c.after or c.before)]
    if before:
        return before[-1]
    return None if found[0].turns else found[0]


def _by_anyone(text: str, opening: Chunk, named: Chunk) -> bool:
    """Whether a credit is to one of many: "confirmed by a relative", "seen by one of our volunteers"."""
    return re.search(r"\bby (?:an?|one of \w+) $", text[opening.start : named.start].lower()) is not None


_LIVES = 6  # tokens: "claimed the lives", "claimed at least 141 civilian lives"


def _took_lives(after: Sequence[Chunk]) -> bool:
    """Whether a verb before these tokens has lives for its object, which says nothing of how a number is known."""
    return any(e.name == "lives" for c in after for e in c.entries)


def basis(chunks: Sequence[Chunk], at: int, said: str) -> Basis | None:
    """How the sentence says that the number at offset `at` is known.

    By a word of the number expression `said` ("an estimated 300"), else the nearest such word before it, else after it.
    """
    own = next((name for words, name in _bases() if words in said.lower()), None)
    if own is not None:
        return own
    cues = [
        (c.start, e.name)
        for i, c in enumerate(chunks)
        for e in c.entries
        if e.table == "basis" and not _took_lives(chunks[i + 1 : i + _LIVES])
    ]
    if not cues:
        return None
    before = [name for start, name in cues if start < at]
    name = before[-1] if before else cues[0][1]
    return next(b for b in get_args(Basis) if b == name)


@cache
def _bases() -> tuple[tuple[str, Basis], ...]:
    """The words that say how a number is known, each with the basis."""
    known: dict[str, Basis] = {basis: basis for basis in get_args(Basis)}
    return tuple((words, known[record["name"]]) for record in table("sources")["basis"] for words in record["words"])

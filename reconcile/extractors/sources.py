"""Who says so: the credits of a sentence, the source they name, and credits carried on.

A source is the lexicon's or the case file's where it is known, else it is named by the report's own words. A report's
introductions carry on: an abbreviation in brackets, the surname of a spokesman, "the group" for a group named before.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import get_args

from reconcile.extractors.tape import Chunk, Rule
from reconcile.extractors.tokens import Lexemes
from reconcile.lexicon import Entry, table
from reconcile.records import Basis, Source, SourceKind

# What is no part of a name: an article, and the rest of "a 45-year-old man", whose number is an age.
_ARTICLES = re.compile(r"^(?:(?:the|a|an|its|his|her|their|one|some|local)\s+)?(?:\W?year-old\s+)?", re.I)
# Every credit has a token of one of these tags.
_SIGNS = (
    "source", "report", "credit", "according", "telling", "saying", "findings", "finding", "count", "giving", "have",
    "revising", "open",
)  # fmt: skip
_TURNS = ("but", "semicolon")
_LONGEST = 90  # characters; a longer credit is a clause taken for a name


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


@dataclass(slots=True)
class Introduced:
    """What a report has introduced so far: sources by alias and by last word, and the one named last."""

    aliases: dict[str, Source] = field(default_factory=dict)
    last: Source | None = None

    def note(self, source: Source) -> None:
        """Remember a source by its name, its last word, and as the one named last."""
        words = source.name.lower().split()
        self.last = source
        if _role_words().issuperset(words):  # "monitor says" introduces nobody by name
            return
        self.aliases.setdefault(source.name.lower(), source)
        if words[-1] not in _role_words():
            self.aliases.setdefault(words[-1], source)


@cache
def _role_words() -> frozenset[str]:
    """The words of roles: "ministry" is no ministry's last name."""
    return frozenset(word for role in table("sources")["role"] for phrase in role["words"] for word in phrase.split())


@lru_cache(maxsize=8)
def forms(lex: Lexemes) -> tuple[Rule, ...]:
    """The forms of a credit, compiled for a lexicon."""
    grammar = table("grammar")["credits"]
    return tuple(lex.alphabet.compile(f["name"], f["pattern"], grammar["macros"], f) for f in grammar["form"])


def slug(name: str) -> str:
    """A name as an id: ASCII letters and digits in lower case, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "source"


def _named(chunks: Sequence[Chunk], text: str, known: Introduced) -> Source | None:
    """The source that a credit's words name."""
    entries: list[tuple[Chunk, Entry]] = [(c, e) for c in chunks for e in c.entries if e.table == "source"]
    if entries:
        entry = next((e for _, e in entries if e.says.get("case")), entries[0][1])
        return Source(id=entry.says["id"], name=entry.says["name"], kind=entry.says["kind"])
    said = " ".join(text[chunks[0].start : chunks[-1].end].split()).strip(" ,.;:'’")
    bare = _ARTICLES.sub("", said)
    if not bare or len(bare) > _LONGEST:
        return None
    alias = known.aliases.get(bare.lower()) or next(
        (known.aliases[w] for w in _aliases(bare) if w in known.aliases), None
    )
    if alias is not None:
        return alias
    roles = [e for c in chunks for e in c.entries if e.table == "role"]
    if not roles and bare.islower() and bare.split()[-1] in table("function")["tags"]["findings"]:
        return None  # "early accounts" are nobody
    if roles and said.lower().startswith("the ") and len(bare.split()) <= 2 and roles[-1].says.get("back"):
        head = bare.split()[-1].lower()
        named = next((s for a, s in reversed(known.aliases.items()) if head in a), None) or known.last
        if named is not None:
            return named
    kind: SourceKind = roles[0].says["kind"] if roles else "other"
    return Source(id=slug(bare), name=bare, kind=kind)


def _aliases(name: str) -> list[str]:
    """The words of a name that may stand for a source introduced before: abbreviations, and a last name."""
    words = name.split()
    short = [w.lower() for w in words if w.isupper() and len(w) > 1]
    return [*short, words[-1].lower()] if words[-1][0].isupper() else short


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
    for form in forms(lex):
        for match in form.matches(tape):
            first, last = match.spans.get("s", (match.start, match.end))
            if any(a < match.end and match.start < b for a, b in taken):
                continue
            if any(end for name, (_, end) in match.spans.items() if name.startswith("p")):
                here = [c for c in found if c.start < chunks[match.start].start]
                source = max(here, key=lambda c: c.start).source if here else known.last
                if source is not None:
                    source = source.model_copy(update={"carried": True})
            else:
                source = _named(chunks[first:last], text, known)
            if source is None or (form.name == "in parentheses" and source.kind == "other"):
                continue
            taken.append((match.start, match.end))
            joint = match.spans.get("t")
            if joint and joint[1] > joint[0]:
                second = _named(chunks[slice(*joint)], text, known)
                if second is not None and second.id != source.id:
                    source = source.model_copy(update={"with_": (second.name,)})
            outlet = match.spans.get("v")
            if outlet and outlet[1] > outlet[0]:
                via = _named(chunks[slice(*outlet)], text, known)
                if via is not None:
                    told.append(via.id)
                    source = source.model_copy(update={"via": (via.name,)})
            start, end = chunks[match.start].start, chunks[match.end - 1].end
            closes = form.attributes["side"] == "before" or _after(match.end, chunks, text)
            opens = match.start <= 1 or not closes
            if form.name.startswith("according to") and match.start > 1:
                opens, closes = chunks[match.start - 1].start == 0, True
            near = text[start:end].split()[1:2] == ["by"]
            turns = not closes and match.start > 0 and chunks[match.start - 1].symbol in lex.alphabet.any_of(*_TURNS)
            found.append(Credit(start, end, source, closes and match.start > 0, opens, form.name, near, turns))
    found.sort(key=lambda c: c.start)
    found = _through(found, text)
    for credit in found:
        if not credit.source.carried:
            known.note(credit.source)
    named = {e.says["id"]: e for c in chunks for e in c.entries if e.table == "source" and e.says["kind"] != "outlet"}
    if not found and len(named) == 1:  # "A second group, the Syrian Network for Human Rights, is more cautious."
        (only,) = named.values()
        known.last = Source(id=only.says["id"], name=only.says["name"], kind=only.says["kind"])
    return _introduce(found, chunks, text, known)


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
        near = [c for c in found if 0 <= match.start() - c.start <= _LONGEST and c.source.kind != "outlet"]
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


def _through(found: list[Credit], text: str) -> list[Credit]:
    """An outlet that cites another source passes its number on: it is the cited source's, via the outlet."""
    out: list[Credit] = []
    for credit in found:
        citing = re.match(r"(?:citing|quoting|relying on)\b", text[credit.start : credit.end].lower())
        if citing and out and out[-1].source.kind == "outlet":
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


def basis(chunks: Sequence[Chunk], at: int) -> Basis | None:
    """How the sentence says that the number at offset `at` is known: the nearest such word before it, else after it."""
    cues = [(c.start, e.name) for c in chunks for e in c.entries if e.table == "basis"]
    if not cues:
        return None
    before = [name for start, name in cues if start < at]
    said = before[-1] if before else cues[0][1]
    return next(b for b in get_args(Basis) if b == said)

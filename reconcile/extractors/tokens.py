"""A sentence as chunks: numbers, words and phrases of the lexicon with their tags, unknown words, names, marks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter

from reconcile.case import Case
from reconcile.extractors.quantities import Discard, Number
from reconcile.extractors.tape import Alphabet, Chunk
from reconcile.lexicon import Word
from reconcile.lexicon import words as lexical

# Typographic quotes and blanks, and what is read in their place.
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\u2009": " "}
_BLANKS = ("\n", "\r", "\t")
_REST = re.compile(r"\w+(?:[-‑]\w+|['’](?!s\b)\w+)*|[^\w\s]")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")  # a word, its hyphened parts with it
_OPENING = re.compile(rf"{_COMPOUND.pattern}|[^\w\s]|_")  # how a word or phrase of the lexicon may begin
_JOINED = re.compile(r"(?:[-‑][^\W\d]\w*)+")
MARKS = {
    mark: tag
    for tag, marks in {
        "comma": ",",
        "semicolon": ";",
        "colon": ":|",
        "stop": ".!?…",
        "open": "([",
        "close": ")]",
        "quote": "\"'*",  # and Markdown's emphasis
        "dash": "–—-",
        "slash": "/",
        "bullet": "•",
    }.items()
    for mark in marks
}
_PARTICLE = re.compile(r"[a-z]{2,3}-[A-Z]")  # "al-Sharaa"
# The endings of English nouns for people in the plural: what a lexicon of professions does not hold.
_PERSONS = re.compile(r"\w{3}(?:[^aeiou]ers|eers|ors|ists|men|women|ians|ees|ants|ents|sters|folk)$")
_RUNS_ON = re.compile(r" [a-z]")
_LEAST = 4  # letters; a shorter word's ending says nothing of what it is
COMPUTED = (
    "adverb",
    "word", "person", "verbal", "name", "mark", "digit", "quantity", "yearlike",
    *sorted(set(MARKS.values())),
)  # fmt: skip
_ALONE = {tag: frozenset({tag}) for tag in COMPUTED}
_DIGIT, _QUANTITY, _YEAR = _ALONE["digit"], _ALONE["quantity"], _ALONE["yearlike"]


def lowered(text: str) -> str:
    """`text` in lower case with plain quotes and spaces, of the same length."""
    if not text.isascii():
        for mark, plain in _PLAIN.items():
            text = text.replace(mark, plain)
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    low = text.lower()
    if len(low) != len(text):  # 'İ'.lower() is two characters
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low


_WORD = re.compile(r"[^\W_]+")
_BLANK = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))


def words(low: str) -> set[str]:
    """The words of a text; parts that hyphens join are words of their own."""
    if low.isascii():  # marks to blanks, and split there: several times as quick as an expression
        return {*low.encode().translate(_BLANK).decode().split()}
    return {*_WORD.findall(low)}


_LOYAL = "pro-regime"  # the word whose entry stands for any "pro-" and a name


Phrase = tuple[str, Word, Word | None]


@dataclass(frozen=True, slots=True, eq=False)
class Lexemes:
    """The lexicon compiled for scanning, and the tape's alphabet.

    `phrases` are its words and phrases by how they begin, the longest first: by the first two words or marks, or by the
    only one. Each is a text in lower case, the word that it is, and the word that it is where it is spelled as that.
    """

    phrases: Mapping[str, tuple["Phrase", ...]]
    alphabet: Alphabet
    symbols: dict[frozenset[str], str]
    loyal: Word


@lru_cache(maxsize=8)
def _lexemes(key: str, yields: tuple[str, ...]) -> Lexemes:
    plain, exact = lexical(Case.model_validate_json(key))
    blank = Word("", frozenset({"word"}), ())
    cased = {w.text.lower(): w for w in exact.values()}
    phrases: dict[str, list[Phrase]] = {}
    for text in sorted({*plain, *cased}, key=len, reverse=True):
        ends = [match.end() for match in islice(_OPENING.finditer(text), 2)]
        phrases.setdefault(text[: ends[-1]], []).append((text, plain.get(text, blank), cased.get(text)))
    tagsets = {w.tags for w in (*plain.values(), *exact.values())}
    tagsets |= {frozenset({t}) for t in (*COMPUTED, *yields)}
    alphabet = Alphabet(tagsets)
    symbols = {t: alphabet.symbol(t) for t in tagsets}
    return Lexemes({key: tuple(those) for key, those in phrases.items()}, alphabet, symbols, plain[_LOYAL])


def lexemes(case: Case, yields: tuple[str, ...]) -> Lexemes:
    """The lexicon of `case`, compiled once; `yields` are the tags of the chunks that rules make."""
    relevant = Case(event=case.event, sources=case.sources, categories=case.categories, places=case.places)
    return _lexemes(relevant.model_dump_json(), yields)


def tokenize(
    text: str,
    low: str,
    numbers: Sequence[Number],
    discards: Sequence[Discard],
    lex: Lexemes,
    names: frozenset[str] = frozenset(),
) -> list[Chunk]:
    """Cut the sentence `text` into chunks, in order; numbers go before words, longer phrases before shorter ones.

    `names` are the words that bear a capital within the report's sentences, and so are names at the start of one.
    """
    symbols = lex.symbols
    taken = [
        (n.left, n.right, Chunk(n.left, n.right, symbols[_YEAR if n.year else _QUANTITY], number=n)) for n in numbers
    ]
    for d in discards:
        joined = _JOINED.match(text, d.end)  # "71-year-old" is one word
        end = joined.end() if joined else d.end
        taken.append((d.start, end, Chunk(d.start, end, symbols[_DIGIT])))
    busy = [(start, end) for start, end, _ in taken]
    at = 0
    phrases = lex.phrases.get
    openings = [match.span() for match in _OPENING.finditer(low)]
    for (start, alone), (_, with_next) in zip(openings, chain(openings[1:], _NONE), strict=False):
        if start < at:
            continue
        for phrase, plain, cased in (*phrases(low[start:with_next], ()), *phrases(low[start:alone], ())):
            end = start + len(phrase)
            if end > with_next and not (low.startswith(phrase, start) and _closes(low, end)):
                continue
            if busy and any(a <= start < b or a < end <= b for a, b in busy):
                continue
            word = cased if cased is not None and text[start:end] == cased.text else plain
            if word.entries:
                taken.append((start, end, Chunk(start, end, symbols[word.tags], word.entries)))
                at = end
                break
    taken.sort(key=_start)
    chunks: list[Chunk] = []
    at = 0
    for start, end, chunk in taken:
        if start > at and not (start == at + 1 and text[at] == " "):
            _fill(text, at, start, chunks, lex, names)
        chunks.append(chunk)
        at = end
    if at < len(text):
        _fill(text, at, len(text), chunks, lex, names)
    return chunks


_start = itemgetter(0)
_NONE = ((0, 0),)  # a span of nothing


def _closes(low: str, end: int) -> bool:
    """Whether a phrase may end at `end`: behind a mark, or with a word and the parts that hyphens join to it."""
    if not low[end - 1].isalnum() or end == len(low):
        return True
    joined = low[end] == "-" and low[end + 1 : end + 2].isalnum()
    return not (joined or low[end].isalnum())


@lru_cache(maxsize=256)
def _is_titled(text: str) -> bool:
    """Whether the sentence is set in title case, where a capital says nothing."""
    found = re.findall(r"\b[A-Za-z]\w{3,}", text)
    return len(found) > 3 and sum(w[0].isupper() for w in found) > 0.7 * len(found)


_CAPITAL = re.compile(r"(?<=[a-z,;’'] )[A-Z][\w-]+")


def names(text: str) -> frozenset[str]:
    """The words that bear a capital within the sentences of a report."""
    return frozenset(_CAPITAL.findall(text))


def _is_abbreviation(token: str, text: str) -> bool:
    """Whether a word in capitals is an abbreviation, in a sentence that is not all in capitals."""
    return len(token) > 1 and token.isupper() and not text.isupper()


def _is_name(token: str, match: re.Match[str], text: str, names: frozenset[str]) -> bool:
    """Whether a word with a capital is a name: of the first word of a sentence the rest of the report tells."""
    if match.start() == 0:
        if token in names:
            return True
        return _is_abbreviation(token, text) and _RUNS_ON.match(text, match.end()) is not None  # no dateline
    return _is_abbreviation(token, text) or not _is_titled(text)


@lru_cache(maxsize=1 << 16)
def _kind(token: str) -> str:
    """What an unknown word or mark is by itself."""
    if not (token[0].isalnum() or token[0] == "_"):
        return MARKS.get(token, "mark")
    if token[0].isdigit():
        return "digit"
    if _PARTICLE.match(token):
        return "name"
    if _PERSONS.search(token):
        return "person"
    if token.endswith("ly") and len(token) > _LEAST:
        return "adverb"
    return "verbal" if token.endswith(("ing", "ed")) and len(token) > _LEAST else "word"


def _fill(text: str, start: int, end: int, chunks: list[Chunk], lex: Lexemes, names: frozenset[str]) -> None:
    """Add the chunks of a stretch without numbers and words of the lexicon."""
    for match in _REST.finditer(text, start, end):
        token = match[0]
        if len(token) > 5 and token.startswith("pro-") and token[4].isupper():
            chunks.append(Chunk(match.start(), match.end(), lex.symbols[lex.loyal.tags], lex.loyal.entries))
            continue  # "pro-Gbagbo"
        tag = "name" if token[0].isupper() and _is_name(token, match, text, names) else _kind(token)
        chunks.append(Chunk(match.start(), match.end(), lex.symbols[_ALONE[tag]]))

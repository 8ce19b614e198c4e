"""A sentence as chunks: numbers, words and phrases of the lexicon with their tags, unknown words, names, marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from reconcile.case import Case
from reconcile.extractors.quantities import Discard, Number
from reconcile.extractors.tape import Alphabet, Chunk
from reconcile.lexicon import Word, words

_QUOTES = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\n": " ",
        "\r": " ",
        "\t": " ",
    }
)
_REST = re.compile(r"\w+(?:[-‑]\w+|['’](?!s\b)\w+)*|[^\w\s]")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)*")  # a word, its hyphened parts with it
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
        "quote": "\"'",
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


def lowered(text: str) -> str:
    """`text` in lower case with plain quotes and spaces, of the same length."""
    low = text.translate(_QUOTES).lower()
    if len(low) != len(text):  # 'İ'.lower() is two characters
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_QUOTES))
    return low


_LOYAL = "pro-regime"  # the word whose entry stands for any "pro-" and a name


@dataclass(frozen=True, slots=True, eq=False)
class Lexemes:
    """The lexicon compiled for scanning: an automaton, what each of its patterns is, and the tape's alphabet."""

    automaton: AhoCorasick
    texts: tuple[str, ...]
    patterns: tuple[tuple[Word, Word | None], ...]
    alphabet: Alphabet
    symbols: dict[frozenset[str], str]
    loyal: Word


@lru_cache(maxsize=8)
def _lexemes(key: str, yields: tuple[str, ...]) -> Lexemes:
    plain, exact = words(Case.model_validate_json(key))
    blank = Word("", frozenset({"word"}), ())
    cased = {w.text.lower(): w for w in exact.values()}
    texts = tuple(sorted({*plain, *cased}))
    patterns = tuple((plain.get(t, blank), cased.get(t)) for t in texts)
    tagsets = {w.tags for w in (*plain.values(), *exact.values())} | {
        p.tags | c.tags for p, c in patterns if c is not None
    }
    tagsets |= {frozenset({t}) for t in (*COMPUTED, *yields)}
    alphabet = Alphabet(tagsets)
    return Lexemes(
        AhoCorasick(texts), texts, patterns, alphabet, {t: alphabet.symbol(t) for t in tagsets}, plain[_LOYAL]
    )


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
    taken: list[tuple[int, int, Chunk]] = []
    symbols = lex.symbols
    for n in numbers:
        tag = "yearlike" if n.year else "quantity"
        taken.append((n.left, n.right, Chunk(n.left, n.right, symbols[frozenset({tag})], number=n)))
    for d in discards:
        joined = _JOINED.match(text, d.end)  # "71-year-old" is one word
        end = joined.end() if joined else d.end
        taken.append((d.start, end, Chunk(d.start, end, symbols[frozenset({"digit"})])))
    busy = bytearray(len(text))
    for start, end, _ in taken:
        busy[start:end] = b"\1" * (end - start)
    spans = [m.span() for m in _COMPOUND.finditer(low)]
    starts, ends = {a for a, _ in spans}, {b for _, b in spans}
    hits = [
        (start, -end, index)
        for index, start, end in lex.automaton.find_matches_as_indexes(low, overlapping=True)
        if (start in starts or not low[start].isalnum()) and (end in ends or not low[end - 1].isalnum())
    ]
    hits.sort()
    at = 0
    for start, negative_end, index in hits:
        end = -negative_end
        if start < at or busy[start] or busy[end - 1]:
            continue
        word, cased = lex.patterns[index]
        if cased is not None and text[start:end] == cased.text:
            word = cased
        if not word.entries:
            continue
        taken.append((start, end, Chunk(start, end, symbols[word.tags], word.entries)))
        busy[start:end] = b"\1" * (end - start)
        at = end
    taken.sort(key=lambda t: t[0])
    chunks: list[Chunk] = []
    at = 0
    titled = _titled(text)
    for start, end, chunk in taken:
        if start > at:
            _fill(text, at, start, chunks, lex, titled, names)
        chunks.append(chunk)
        at = end
    if at < len(text):
        _fill(text, at, len(text), chunks, lex, titled, names)
    return chunks


def _titled(text: str) -> bool:
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


def _fill(
    text: str,
    start: int,
    end: int,
    chunks: list[Chunk],
    lex: Lexemes,
    titled: bool,
    names: frozenset[str],
) -> None:
    symbols, loyal = lex.symbols, lex.loyal
    for match in _REST.finditer(text, start, end):
        token = match[0]
        if not (token[0].isalnum() or token[0] == "_"):
            tag = MARKS.get(token, "mark")
        elif token[0].isdigit():
            tag = "digit"
        elif (
            token[0].isupper()
            and (
                token in names or (_is_abbreviation(token, text) and _RUNS_ON.match(text, match.end()))  # no dateline
                if match.start() == 0
                else not titled or _is_abbreviation(token, text)
            )
        ) or _PARTICLE.match(token):
            tag = "name"
        elif _PERSONS.search(token):
            tag = "person"
        elif token.endswith("ly") and len(token) > _LEAST:
            tag = "adverb"
        elif token.endswith(("ing", "ed")) and len(token) > _LEAST:
            tag = "verbal"
        else:
            tag = "word"
        if len(token) > 5 and token.startswith("pro-") and token[4].isupper():
            chunks.append(Chunk(match.start(), match.end(), symbols[loyal.tags], loyal.entries))  # "pro-Gbagbo"
            continue
        chunks.append(Chunk(match.start(), match.end(), symbols[frozenset({tag})]))

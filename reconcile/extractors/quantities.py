"""Numbers in prose: digits in any grouping, words, vague words, ranges, with the qualifier before or after.

A number that stands in the form of an age, a date, a sum of money or another thing that counts nobody is dropped, with
the reason (distractors.py).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from reconcile.extractors import distractors
from reconcile.lexicon import table
from reconcile.records import Qualifier


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression at `start:end` of a sentence; `left:right` takes in its qualifier.

    `stated` and `upper` are integers; `vague` is the vague word, whose unit is `stated`; `year` is true where the bare
    digits could be a year; `trace` names the lexicon entries met.
    """

    start: int
    end: int
    left: int
    right: int
    stated: int
    upper: int | None
    qualifier: Qualifier
    vague: str | None
    year: bool
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Discard:
    """A number expression at `start:end` that counts nobody, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled number forms; a number has a digit or holds one of `hints`.

    Of the two words before a number one is among `closing` where a qualifier stands there.
    """

    number: re.Pattern[str]
    words: dict[str, int]
    dozens: dict[str, int]
    magnitudes: dict[str, int]
    before: re.Pattern[str]
    after: re.Pattern[str]
    dated: re.Pattern[str]
    qualifiers: dict[str, Qualifier]
    qualifiers_after: dict[str, Qualifier]
    closing: frozenset[str]
    hints: frozenset[str]


_DIGITS = (
    r"\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d{1,3}(?:,\d{2,3})+(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?!\d)|\d{1,3}(?:['٬]\d{3})+|\d+(?:\.\d+)?"
)
_CHANGE = re.compile(
    r"\b(?:(?<!anywhere )(?<!anything )(?<!ranging )(?<!range )(?<!ranged )from|by)\s+$"
)  # "rose from 40 to 46", "by two to 118"
_PARTED = re.compile(r"[\t\r\n]")
_SPACED = re.compile(r"[\u00a0\u202f\u2009 ](?=\d)")
_HYPHENS = ("-", "–", "—")
_SAID = re.compile(r"[\w.]+|[~≈]")
_LAST_YEAR = 2199
_REACH = 48  # characters before a number in which its qualifier is looked for


def _alternatives(words: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def grammar() -> Grammar:
    """Compile the number words and the qualifiers of the lexicon; once."""
    numbers, qualifiers = table("numbers"), table("qualifiers")
    ones, teens, tens = (_alternatives(list(numbers[k])) for k in ("ones", "teens", "tens"))
    magnitudes = {**numbers["magnitudes"], **numbers["suffixes"]}
    small = rf"(?:(?:{tens})(?:[- ](?:{ones})\b)?|{teens}|{ones})\b"
    hundreds = rf"(?:(?:(?:{small}|a) hundred\b(?:(?: and)? {small})?)|{small})"
    big = _alternatives([m for m in numbers["magnitudes"] if m != "hundred"])
    below = rf"{hundreds}(?: thousand\b(?: (?:and )?{hundreds})?)?"
    words = rf"(?:{hundreds}(?: and a half)?|a|half a) (?:{big})\b(?:,? (?:and )?{below})?|{hundreds}"
    fixed = _alternatives(list(chain(numbers["dozens"], numbers["fractions"], numbers["vague"])))
    suffix = _alternatives(list(numbers["suffixes"]))
    one = rf"(?:{fixed})\b|(?:{_DIGITS})(?:(?:{suffix})\b| (?:{_alternatives(list(numbers['magnitudes']))})\b)?|{words}"
    joint = r"[-–—]|\s+(?:to|or)\s+"
    number = rf"(?<!\w)(?P<between>between\s+)?(?P<low>{one})(?:(?P<joint>{joint}|\s+and\s+)(?P<high>{one}))?(?!\w)"
    said = {w: Qualifier(name) for name, words in qualifiers["before"].items() for w in words}
    after = {w: Qualifier(name) for name, words in qualifiers["after"].items() for w in words}
    lead = _alternatives(qualifiers["intensifiers"])
    months = "|".join(table("distractors")["lists"]["month"])
    kinds = ("ones", "teens", "tens", "magnitudes", "dozens", "fractions", "vague")
    counted = {phrase.split()[-1] for kind in kinds for phrase in numbers[kind]}
    return Grammar(
        number=re.compile(number),
        words={**numbers["ones"], **numbers["teens"], **numbers["tens"]},
        dozens={**numbers["dozens"], **numbers["fractions"]},
        magnitudes=magnitudes,
        before=re.compile(
            rf"(?<![\w])(?:(?:{lead})\s+)?(?P<q>{_alternatives(list(said))})(?:\s+(?:a|an|some|about|around))?\s*$"
        ),
        after=re.compile(rf"\s?(?P<q>{_alternatives(list(after))})(?!\w| than|,? (?:\d|(?:{small})\b))"),
        dated=re.compile(rf"\b(?:{months})\.? $"),
        qualifiers=said,
        closing=frozenset(phrase.split()[-1] for phrase in said),
        qualifiers_after=after,
        hints=frozenset(counted),
    )


def _value(text: str, g: Grammar) -> int | None:
    """The integer that a number expression states; None for a fraction of a person."""
    text = " ".join(text.split())
    if text in g.dozens:
        return g.dozens[text]
    vague = table("numbers")["vague"]
    if text in vague:
        return int(vague[text][0])
    if text[0].isdigit():
        match = re.match(rf"({_DIGITS})\s?(.*)", text)
        assert match is not None
        digits = re.sub(r"[^\d.]", "", match[1])
        digits = digits.replace(".", "") if digits.count(".") > 1 else digits
        value = (
            float(digits) * g.magnitudes.get(match[2], 1)
            if "." in digits
            else int(digits) * g.magnitudes.get(match[2], 1)
        )
        return round(value) if abs(value - round(value)) < 1e-6 else None
    total, current, half = 0, 0, False
    for word in re.findall(r"[a-z]+", text):
        if word == "half":
            half = True
        elif word in g.words:
            current += g.words[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in g.magnitudes:
            total, current = total + (current or 1) * g.magnitudes[word] + half * g.magnitudes[word] // 2, 0
    return total + current


def _upper(match: re.Match[str], value: int, low: str, text: str, g: Grammar) -> int | None:
    """The upper end of the range that two joined numbers are; None where they are no range."""
    top, joint = _value(match["high"], g), match["joint"].strip()
    if top is None or top <= value or match["low"] in table("numbers")["vague"]:
        return None
    if joint == "and" and match["between"] is None:
        return None
    if joint == "to" and _CHANGE.search(low, max(0, match.start() - _REACH), match.start()) is not None:
        return None
    if top > _LAST_YEAR:  # "since October 7, 2023 to 58,026"
        lone = distractors.find(low, text, match.start("low"), match.end("low"), value)
        return None if lone is not None and lone.name.startswith("year") else top
    return top


def qualifier_before(low: str, at: int) -> re.Match[str] | None:
    """The qualifier that ends at offset `at` of a text in lower case, as its group `q`."""
    g, left = grammar(), low[max(0, at - _REACH) : at]
    return None if g.closing.isdisjoint(_SAID.findall(left)[-2:]) else g.before.search(left)


def find(low: str, text: str) -> tuple[list[Number], list[Discard]]:
    """Find the numbers of a sentence: `text` as written, `low` the same in lower case, of equal length."""
    g = grammar()
    vague = table("numbers")["vague"]
    numbers: list[Number] = []
    discards: list[Discard] = []
    at = 0
    while match := g.number.search(low, at):
        start, end = match.span("low")
        at = end
        joint, high = match["joint"], match["high"]
        parted = _PARTED.search(text, start, end)
        spaced = _SPACED.search(text, start, end) if parted is None else None
        if spaced is not None and g.dated.search(low, max(0, start - _REACH), start) is not None:
            parted = spaced  # "on March 12 225 people": the day of a date is no group
        if parted is not None and text[start].isdigit():  # cells of a table, or lines, are no groups of one number
            end = at = parted.start()
            high = None
        value, upper = _value(low[start:end] if parted else match["low"], g), None
        if high is not None and value is not None:
            upper = _upper(match, value, low, text, g)
            shared = high.split()[-1]
            if upper is not None:
                end = at = match.end("high")
                if shared in g.magnitudes and match["low"].split()[-1] not in g.magnitudes and value < 1000:
                    value *= g.magnitudes[shared]  # "2 to 3 million"
        if upper is not None and all(
            y.isdigit() and len(y) == 4 and 1800 <= int(y) <= _LAST_YEAR for y in (match["low"], high)
        ):
            discards.append(Discard(start, end, "years"))
            continue
        if high is not None and upper is None and joint in _HYPHENS and match["low"].isdigit() and high.isdigit():
            at = match.end("high")
            discards.append(Discard(start, at, "a score or a code"))
            continue
        if value is None:
            discards.append(Discard(start, end, "not a whole number"))
            continue
        found = distractors.find(low, text, start, end, value)
        if found is not None:
            discards.append(Discard(start, end, found.reason))
            continue
        left, right = start, end
        word = low[start:end] if low[start:end] in vague else None
        qualifier = Qualifier.VAGUE if word else Qualifier.RANGE if upper is not None else Qualifier.EXACT
        trace = [f"number: {text[start:end]}"]
        if match["between"] and upper is not None:
            left = match.start("between")
        before = qualifier_before(low, left)
        after = g.after.match(low, end)
        if before is not None:
            left -= len(before[0])
            left += len(before[0]) - len(before[0].lstrip())
            trace.append(f"qualifier: {before['q']}")
            if qualifier is Qualifier.EXACT:
                qualifier = g.qualifiers[before["q"]]
        if after is not None:
            right = after.end()
            trace.append(f"qualifier: {after['q']}")
            if qualifier is Qualifier.EXACT:
                qualifier = g.qualifiers_after[after["q"]]
        year = text[start:end].isdigit() and end - start == 4 and 1800 <= value <= _LAST_YEAR
        numbers.append(Number(start, end, left, right, value, upper, qualifier, word, year, tuple(trace)))
    return numbers, discards

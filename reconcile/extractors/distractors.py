"""Forms in which a number counts nobody: an age, a date, a sum of money (lexicons/en/distractors.toml)."""

import re
from dataclasses import dataclass
from functools import cache

from reconcile.lexicon import table

_REACH = 48  # characters around a number in which a form is looked for
_OLDEST = 110  # years
_NAMED = re.compile(r"(\w[\w'’-]*)\W+(?:\w+ )?$")  # the word that an age may stand behind
_TOLD = re.compile(r",? who\b|, (?:told|said|from|of|a|an|and|whose|is|was|has|had)\b")
_PLACED = re.compile(r"\b(?:in|at|of|near|from|for|around) (?:the |a )?$", re.IGNORECASE)  # "in the village, 34, and"


@dataclass(frozen=True, slots=True)
class Distractor:
    """A compiled form in which a number counts nobody."""

    name: str
    reason: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    least: int
    most: int
    plain: bool
    named: bool


@cache
def forms() -> tuple[Distractor, ...]:
    """Compile the forms of the lexicon, in its order; once."""
    source = table("distractors")
    lists = {name: "(?:" + "|".join(items) + ")" for name, items in source["lists"].items()}

    def pattern(text: str, end: str) -> re.Pattern[str] | None:
        for name, items in lists.items():
            text = text.replace("{" + name + "}", items)
        return re.compile(f"(?:{text}){end}") if text else None

    return tuple(
        Distractor(
            name=f["name"],
            reason=f["reason"],
            before=pattern(f["before"], "$"),
            after=pattern(f["after"], ""),
            least=f.get("least", 0),
            most=f.get("most", 10**12),
            plain=f.get("plain", False),
            named="lead" in f,
        )
        for f in source["distractor"]
    )


@cache
def _labels() -> frozenset[str]:
    """Words such as "missing", which no age follows."""
    return frozenset(word for record in table("outcomes")["state"] for word in record["words"])


def find(low: str, text: str, start: int, end: int, value: int) -> Distractor | None:
    """The first form that the number `value` at `start:end` stands in; `low` is `text` in lower case, as long."""
    left, right = low[max(0, start - _REACH) : start], low[end : end + _REACH]
    plain = text[start:end].split()[0].isdigit()
    for d in forms():
        if not d.least <= value <= d.most or (d.plain and not plain):
            continue
        if d.after is not None and d.after.match(right) is None:
            continue
        if d.before is not None and d.before.search(left) is None:
            continue
        if d.named and not (value <= _OLDEST and _is_somebody(text[:start], right)):
            continue
        return d
    return None


def _is_somebody(before: str, after: str) -> bool:
    """Whether an age may follow what is `before` a number: "Samir, 67,", "the driver, 34, who"; not "Missing, 20."."""
    word = _NAMED.search(before)
    if word is None or word[1].lower() in _labels():
        return False
    by_role = _TOLD.match(after) is not None and not word[1].endswith("s")
    return word[1][0].isupper() or (by_role and _PLACED.search(before, 0, word.start()) is None)

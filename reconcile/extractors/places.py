"""Where: the place that narrows a figure, and the sentence's other places."""

import re
from collections.abc import Sequence

from reconcile.case import Case
from reconcile.extractors.introductions import slug
from reconcile.extractors.sources import Credit
from reconcile.extractors.tape import Chunk
from reconcile.extractors.tokens import Lexemes
from reconcile.lexicon import table
from reconcile.records import Place

Spot = tuple[int, int, str]  # start, end and id of a place in its sentence

_LEAD = 5  # tokens before a name that may say it is a place's
_BESIDE = 32  # characters from a number to the place that is its own
# What may stand from a number to its own place: "12 people in ", "30 others died in the village of ".
_IN_ITS_PLACE = re.compile(
    r"(?:\d[\d.,]*|[^\s,;:(]+)(?: (?!and\b|or\b|but\b)[\w'’-]+){0,4} "
    r"(?:in|at|around|near|to)(?: (?!and\b)[\w'’-]+){0,3} "
)
_NEAR = 100  # characters after a number in which its place is looked for


def found(tokens: Sequence[Chunk], text: str, lex: Lexemes, case: Case) -> list[Spot]:
    """The places of a sentence: known names, and unknown ones after "in" or "at".

    With a case that names its places, a country is no part of the event.
    """
    has = lex.alphabet.has
    places: list[Spot] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        entry = next((e for e in token.entries if e.table in ("place", "country")), None)
        if entry is not None and not (entry.table == "country" and case.event.place):
            said = text[token.start : token.end]
            places.append((token.start, token.end, str(entry.says.get("id", slug(said)))))
        elif has(token.symbol, "name"):
            last = i
            while last + 1 < len(tokens) and has(tokens[last + 1].symbol, "name"):
                last += 1
            led = _leads_to(tokens[max(0, i - _LEAD) : i], text, lex)
            if not (led or _stands_where(tokens[last + 1 : last + 3], text, lex)):
                i = last + 1
                continue
            places.append((token.start, tokens[last].end, slug(text[token.start : tokens[last].end])))
            i = last
        i += 1
    return places


def _stands_where(after: Sequence[Chunk], text: str, lex: Lexemes) -> bool:
    """Whether a name before these tokens is a place's: "Paiporta, where ...", "Soro had eight deaths"."""
    has = lex.alphabet.has
    said = [text[t.start : t.end].lower() for t in after]
    if len(said) > 1 and has(after[0].symbol, "comma") and said[1] == "where":
        return True
    if said and said[0] in table("places")["fared"]:
        return True
    held = len(said) > 1 and said[0] in table("places")["saw"]
    return held and (has(after[1].symbol, "quantity") or has(after[1].symbol, "yearlike"))


def _leads_to(before: Sequence[Chunk], text: str, lex: Lexemes) -> bool:
    """Whether a name after these tokens is a place's: "in nearby Soro", "the village of Soro"."""
    lexicon = table("places")
    said = [text[t.start : t.end].lower() for t in before]
    if len(said) > 1 and said[-1] == "of" and said[-2] in lexicon["kinds"]:
        return True
    if (
        len(said) > 1
        and said[-1] == "to"
        and (said[-2] in lexicon["shared"] or lex.alphabet.has(before[-2].symbol, "quantity"))
    ):
        return True
    while said and said[-1] in lexicon["between"]:
        said.pop()
    if not said or said[-1] in ("on", "from", "by") or set(said[-2:-1]) & set(lexicon["seated"]):
        return False
    return lex.alphabet.has(before[len(said) - 1].symbol, "in")


def _told(credit: Credit, at: int, numbers: Sequence[int]) -> bool:
    """Whether a place at `at` is where a credit that closes its clause was given: "he told a meeting at Soro"."""
    return credit.before and not credit.after and credit.end <= at and not any(credit.end <= n < at for n in numbers)


def _shared_out(spots: Sequence[Spot], text: str, numbers: Sequence[int]) -> dict[int, Spot]:
    """The numbers that stand right before a place of their own: "40 in Soro and 12 in Bala"."""
    own: dict[int, Spot] = {}
    for spot in spots:
        at = max((n for n in numbers if n < spot[0]), default=None)
        if at is not None and at not in own and _IN_ITS_PLACE.fullmatch(text, at, spot[0]):
            own[at] = spot
    return own


def place(
    at: int, spots: Sequence[Spot], text: str, case: Case, credited: Sequence[Credit], numbers: Sequence[int]
) -> Place | None:
    """The place that narrows the number at offset `at`; None where none does, or where it is the event's whole.

    A sentence that shares numbers out among places gives each its own. Else a sentence that names three places or more
    speaks of no one of them; and the first entry of the case's places, or two or more together, are the event's whole.
    """
    named = [f for f in spots if not any(c.start <= f[0] < c.end or _told(c, f[0], numbers) for c in credited)]
    if not named:
        return None
    own = _shared_out(named, text, numbers)
    if len(own) > 1 and at in own:
        start, end, name = own[at]
        return Place(id=name, text=text[start:end])
    whole = case.event.place
    ids = {i for _, _, i in named}
    if whole and (whole[0] in ids or len(ids & set(whole)) > 1):
        return None
    between = {f[0] for f in named if any(at < n < f[0] for n in numbers)}
    after = [f for f in named if at < f[0] < at + _NEAR and f[0] not in between and ";" not in text[at : f[0]]]
    before = [
        f
        for f in named
        if f[0] < at < f[0] + _NEAR and ";" not in text[f[0] : at] and not any(n < f[0] < n + _BESIDE for n in numbers)
    ]
    if len(ids) > 2 or not (after or before):
        return None
    start, end, name = after[0] if after else before[-1]
    return Place(id=name, text=text[start:end])

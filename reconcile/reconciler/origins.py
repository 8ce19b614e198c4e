"""Who is one counter under several names: "Mozambique's disaster agency", "the disaster institute, INGD", "INGD".

Within a report the extractors know whom it has introduced. Across reports two names are one counter's where

- they bear one abbreviation; or
- they are made of the same words but for whose it is, and no other counter of the event is named so with another place
  or level ("the health directorate" of two provinces is two counters, and the bare name neither's).

And "the UN" is the one agency of the United Nations that the same report credits. Sources of the lexicon and of the
case file keep their own key.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from reconcile.case import Case
from reconcile.lexicon import listed, single_words, table
from reconcile.records import Figure, Source, SourceKind

_ABBREVIATION = re.compile(r"\b[A-Z][A-Z-]{2,9}\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:['’]s?\b)?")
_SPEAKER = re.compile(
    r"^(?:(?P<body>.*\w.*?)(?:['’]s)? )?[Ss]pokes(?:man|woman|person)\b"
    r"(?: (?:for|of) (?:the )?(?P<of>[^,]+?)(?=,| [A-Z]|$))?"
)
_SMALL = frozenset({"the", "a", "an", "of", "for", "in", "on", "and", "to", "at", "its", "same"})
# Whose it is, where no place is named: no other word tells two counters apart less.
_LEVELS = frozenset({"state", "provincial", "regional", "district", "local", "municipal"})
_NATION = frozenset(
    {"national", "federal", "government", "country", "central", "official"}
)  # says no more than a country
_LEAST = 2  # words; "officials" of two reports are not known to be the same
_ALIKE = 4  # letters that a country's name and its adjective share


@dataclass(frozen=True, slots=True)
class Name:
    """What a source's name is made of: its abbreviation, the words for what it is, and those for whose it is."""

    short: str | None
    words: frozenset[str]
    whose: frozenset[str]


def resolve(figures: Sequence[Figure], case: Case) -> tuple[list[Figure], tuple[str, ...]]:
    """Give the figures with each counter under one key and name, and say which names were taken to be one's."""
    sources = [figure.source for figure in figures if figure.source]
    keys = _keys(sources, case)
    named: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        named[keys[source.id, source.name]].append(source)
    one = {key: _canonical(same, key) for key, same in named.items()}
    agencies = _agencies(figures)
    made = [_replaced(figure, keys, one, agencies) for figure in figures]
    said: dict[str, None] = {}
    for source in sources:
        found = one[keys[source.id, source.name]]
        if source.id.lower() != found.id.lower():
            said[f'"{source.name}" is taken to be {found.id if found.id.isupper() else found.name}'] = None
    return made, tuple(said)


def jointly(one: Sequence[Figure], other: Sequence[Figure], case: Case) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """Give the figures of two sides with each counter under one key and name on both."""
    made, _ = resolve([*one, *other], case)
    return made[: len(one)], made[len(one) :]


def _replaced(
    figure: Figure,
    keys: Mapping[tuple[str, str], str],
    one: Mapping[str, Source],
    agencies: Mapping[str, Source],
) -> Figure:
    source = figure.source
    if source is None:
        return figure
    found = agencies.get(figure.report) if source.id == _UN else None
    found = found or one[keys[source.id, source.name]]
    if (found.id, found.name, found.kind) == (source.id, source.name, source.kind):
        return figure
    update = {"id": found.id, "name": found.name, "kind": found.kind}
    return figure.model_copy(update={"source": source.model_copy(update=update)})


_UN = "UN"


def _agencies(figures: Iterable[Figure]) -> dict[str, Source]:
    """The agency that "the UN" stands for in a report: the only one that it credits."""
    named: dict[str, dict[str, Source]] = defaultdict(dict)
    for figure in figures:
        if figure.source and figure.source.kind == "un" and figure.source.id != _UN:
            named[figure.report][figure.source.id] = figure.source
    return {report: next(iter(agencies.values())) for report, agencies in named.items() if len(agencies) == 1}


def _keys(sources: Iterable[Source], case: Case) -> dict[tuple[str, str], str]:
    """Give each id and name the key under which it is one with others: an abbreviation, else the first id."""
    own = _known() | case.sources.keys()
    names = {(source.id, source.name): name_of(source) for source in sources}
    keys = {each: each[0] for each in names}
    loose = {each: name for each, name in names.items() if each[0] not in own}
    for each, name in loose.items():
        if name.short:
            keys[each] = name.short
    alike: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
    for each, name in loose.items():
        if len(name.words) >= _LEAST:
            alike[name.words].append(each)
    for same in alike.values():
        shorts = {names[each].short for each in same} - {None}
        if len(shorts) <= 1 and _one_owner(names[each].whose for each in same):
            key = next(iter(shorts), None) or keys[same[0]]
            keys.update((each, key) for each in same)
    return keys


def _one_owner(owners: Iterable[frozenset[str]]) -> bool:
    """Whether the names can all be of one owner: each names the same, part of it, or none."""
    told = sorted(set(owners), key=len)
    places = {owner - _LEVELS for owner in told} - {frozenset()}
    levels = {owner & _LEVELS for owner in told} - {frozenset()}
    return len(places) <= 1 and len(levels) <= 1


def name_of(source: Source) -> Name:
    """Take a source's name apart."""
    found = _ABBREVIATION.findall(source.name)
    short = found[-1] if found else None
    said = _ABBREVIATION.sub(" ", source.name)
    if speaks := _SPEAKER.search(said):  # who speaks for a body is that body
        said = speaks["body"] or speaks["of"] or said
    parts = [word for word in _WORD.findall(said) if word.lower() not in _SMALL]
    described = any(word.islower() for word in parts)
    what, whose = set(), set()
    for word in parts:
        bare = re.sub(r"['’]s?$", "", word)
        low = bare.lower()
        if low in _NATION:
            continue
        if low in _LEVELS:
            whose.add(low)
        elif nation := _nation(low):
            whose.add(nation)
        elif word != bare or (
            described and bare[0].isupper() and (word is not parts[0] or low not in single_words("sources", "role"))
        ):
            whose.add(low)
        else:
            what.add(low)
    return Name(short, frozenset(what), frozenset(whose))


def _canonical(sources: Sequence[Source], key: str) -> Source:
    """Choose what stands for one counter: its commonest kind, and its fullest proper name, else its commonest."""
    told: list[SourceKind] = [source.kind for source in sources]
    kinds = Counter([kind for kind in told if kind != "other"] or told)
    names = Counter(source.name for source in sources)
    proper = [name for name in names if key in name and name != key] if key.isupper() else []
    name = max(proper or names, key=lambda n: (names[n], -len(n), n))
    return Source(id=key, name=name, kind=kinds.most_common(1)[0][0])


@cache
def _known() -> frozenset[str]:
    """The keys of the lexicon's sources."""
    return frozenset(record["id"] for record in table("sources")["source"])


@cache
def _nation(word: str) -> str | None:
    """The country that a word names, or whose people it names; null where it is neither."""
    countries = listed("places", "country")
    if word in countries:
        return word
    if word not in listed("places", "demonym"):
        return None
    nearest = max(sorted(countries), key=lambda country: _alike(country, word))
    return nearest if _alike(nearest, word) >= _ALIKE else word


def _alike(a: str, b: str) -> int:
    """Count the letters with which two words both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))

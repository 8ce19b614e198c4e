"""The lexicons: loaded, checked and compiled once, on first use.

A lexicon is a TOML file of records. Each record's words bear its tags: its table's name, and those that the field the
words stand in gives (`past`, `gerund`). A case file adds sources, words of a category and places.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from reconcile.case import Case
from reconcile.errors import ReconcileError

LANGUAGE = "en"
# The files whose words the grammar reads as chunks.
WORDS = ("function", "outcomes", "victims", "sources", "places")
# Fields of a record that hold words, with the tags they give besides the record's own.
FORMS = {
    "words": (),
    "past": ("past",),
    "base": ("base",),
    "gerund": ("gerund",),
    "fell": ("fell",),
    "fall": ("fall",),
    "falling": ("falling",),
    "taking": ("taking",),
}
# A record of these tables is read under other tags as well.
IMPLIED = {"sect": ("noun", "modifier"), "demonym": ("noun", "modifier")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of a lexicon as the grammar meets it: its table, its name, and what it says."""

    table: str
    name: str
    says: Mapping[str, Any] = field(hash=False, compare=False)

    def __str__(self) -> str:
        return f"{self.table}: {self.name}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of the lexicon: its tags, the entries that hold it, and its spelling where that counts."""

    text: str
    tags: frozenset[str]
    entries: tuple[Entry, ...]


@cache
def table(name: str) -> dict[str, Any]:
    """The lexicon file `lexicons/en/NAME.toml` as parsed."""
    return tomllib.loads((files("reconcile") / "lexicons" / LANGUAGE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def fingerprint() -> str:
    """A short hash of all lexicon files: the same words and rules give the same one on every machine."""
    folder = files("reconcile") / "lexicons" / LANGUAGE
    digest = sha256()
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _records(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each record with its table's name: the lexicon's, then the case file's."""
    for name in WORDS:
        for kind, records in table(name).items():
            if kind == "tags":
                for tag, words in records.items():
                    yield tag, {"name": tag, "words": words}
            else:
                for record in records:
                    if isinstance(record, dict):  # a plain list of words is read by its own stage
                        yield kind, record
    for key, source in case.sources.items():
        words = sorted({w.lower() for w in (key, source.name, *source.aliases)})
        yield "source", {"id": key, "name": source.name, "kind": source.kind, "words": words, "case": True}
    for category, added in case.categories.items():
        if added.add:
            words = [w.lower() for w in added.add]
            yield "noun", {"name": category, "category": category, "words": words, "case": True}
    for place in {*case.event.place, *case.places, *(p for parts in case.places.values() for p in parts)}:
        yield "place", {"id": place, "words": [place.lower()], "case": True}


def _tags(kind: str, form: str, record: Mapping[str, Any]) -> frozenset[str]:
    tags = {kind, *IMPLIED.get(kind, ()), *FORMS[form]}
    if "role" in record:
        tags |= {record["role"]} if isinstance(record["role"], str) else set(record["role"])
    if record.get("counts"):
        tags.add("counts")
    if kind == "noun" and "outcome" in record:
        tags.add("sufferer")
    return frozenset(tags)


@lru_cache(maxsize=8)
def _words(key: str) -> tuple[dict[str, Word], dict[str, Word]]:
    case = Case.model_validate_json(key)
    found: dict[tuple[str, bool], tuple[set[str], list[Entry]]] = {}
    for kind, record in _records(case):
        name = str(record.get("name") or record.get("id") or kind)
        entry = Entry(kind, name, {k: v for k, v in record.items() if k not in FORMS})
        cased = bool(record.get("cased"))
        for form in FORMS:
            for word in record.get(form, ()):
                if not cased and word != word.lower():
                    raise ReconcileError(f"lexicon: {kind} {name!r}: write {word!r} in lower case, or set cased")
                tags, entries = found.setdefault((word, cased), (set(), []))
                if record.get("case") and kind in ("noun", "source", "place"):
                    # The analyst's word goes before the lexicon's of the same kind.
                    entries[:] = [e for e in entries if e.table != kind]
                tags |= _tags(kind, form, record)
                entries.append(entry)
    plain = {w: Word(w, frozenset(t), tuple(e)) for (w, cased), (t, e) in found.items() if not cased}
    exact = {w: Word(w, frozenset(t), tuple(e)) for (w, cased), (t, e) in found.items() if cased}
    return plain, exact


def words(case: Case) -> tuple[dict[str, Word], dict[str, Word]]:
    """The words of the lexicon and the case: those read in lower case, and those read only as written."""
    relevant = Case(event=case.event, sources=case.sources, categories=case.categories, places=case.places)
    return _words(relevant.model_dump_json())


@cache
def listed(file: str, kind: str) -> frozenset[str]:
    """Give all words and phrases of a kind of record: those of `[[role]]` in sources.toml."""
    return frozenset(phrase for record in table(file)[kind] for phrase in record["words"])


@cache
def single_words(file: str, kind: str) -> frozenset[str]:
    """Give the single words of which those phrases are made."""
    return frozenset(word for phrase in listed(file, kind) for word in phrase.split())

"""Whom a report has introduced: sources by name, abbreviation and last word, and whom a credit's words name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from reconcile.extractors.tape import Chunk
from reconcile.lexicon import Entry, listed, single_words, table
from reconcile.records import Source, SourceKind

# What is no part of a name: an article, and the rest of "a 45-year-old man", whose number is an age.
_ARTICLES = re.compile(
    r"^(?:['’]?s\s+)?(?:(?:the|a|an|its|his|her|their|one|some|local)\s+)?(?:same\s+)?(?:\W?year-old\s+)?", re.I
)
# Whoever speaks for a body speaks as that body: "its spokesman, Amar Diallo".
# Whoever counts for it likewise: "its volunteers", "its health partners".
_ITS_SPEAKER = re.compile(
    r"its (?:\w+ )?(?:spokes\w+|director|head|chair\w*|secretary|coordinator|president|volunteers|partners|staff|teams?"
    r"|monitors|researchers|investigators|activists|members|branch|office|workers)\b"
)
_APPOSED = re.compile(
    r"^(?:group|organi[sz]ation|charity|monitor|agency|network), (?=[A-Z])"
)  # "the group, Emergency Lawyers"
_OWN_TEXT = re.compile(r"\b(?:version|edition|update)s? of (?:this|the|our)\b")  # an outlet's own text is no source
_DANGLING = re.compile(r"(?:\s+(?:of|at|from|for|in|the|an?))+$", re.I)  # "Dr Abo of the" district hospital
_ARABIC = re.compile(r"^(?:al|el|as|ash|ad|an|ar|at)-")  # the article of an Arabic name: "al-Kheetan", later "Kheetan"
LONGEST = 90  # characters; a longer credit is a clause taken for a name


@dataclass(slots=True)
class Introduced:
    """What a report has introduced so far: sources by alias and by last word, the one named last, and a paper's."""

    aliases: dict[str, Source] = field(default_factory=dict)
    last: Source | None = None
    author: Source | None = None

    def note(self, source: Source) -> None:
        """Remember a source by its name, its last word, and as the one named last."""
        words = source.name.lower().split()
        self.last = source
        if single_words("sources", "role").issuperset(words):  # "monitor says" introduces nobody by name
            return
        self.aliases.setdefault(source.name.lower(), source)
        if words[-1] not in single_words("sources", "role"):
            self.aliases.setdefault(_ARABIC.sub("", words[-1]), source)


def _role_alone(name: str) -> bool:
    """Whether a name says no more than a role and where from: "UK-based watchdog"."""
    words = [w for w in name.lower().split() if not w.endswith("-based") and w not in listed("places", "demonym")]
    return " ".join(words) in listed("sources", "role")


def slug(name: str) -> str:
    """A name as an id: ASCII letters and digits in lower case, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "source"


def source_of(chunks: Sequence[Chunk], text: str, known: Introduced, here: Sequence[Source] = ()) -> Source | None:
    """The source that a credit's words name; `here` are those that its sentence names before it."""
    entries: list[tuple[Chunk, Entry]] = [(c, e) for c in chunks for e in c.entries if e.table == "source"]
    if entries:
        entry = next((e for _, e in entries if e.says.get("case")), entries[0][1])
        return Source(id=entry.says["id"], name=entry.says["name"], kind=entry.says["kind"])
    said = " ".join(text[chunks[0].start : chunks[-1].end].split()).strip(" ,.;:'’")
    owned = text[: chunks[0].start].lower().endswith("its ") and not said.lower().startswith("its ")
    body = here[-1] if here else known.last
    if body is not None and body.kind != "outlet" and _ITS_SPEAKER.match(("its " if owned else "") + said.lower()):
        return body
    bare = _DANGLING.sub("", _APPOSED.sub("", _ARTICLES.sub("", said)))
    if not bare or len(bare) > LONGEST or _OWN_TEXT.search(bare):
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
        latest = [*here] if known.last is None else [known.last, *here]
        sentence = next((s for s in reversed(latest) if head in s.name.lower()), None)
        named = sentence or next((s for a, s in reversed(known.aliases.items()) if head in a), None)
        if named is None and _role_alone(bare) and _stands_for(roles[-1], bare, known.last):
            named = known.last
        if named is not None:
            return named
    kind: SourceKind = roles[0].says["kind"] if roles else "other"
    return Source(id=slug(bare), name=bare, kind=kind)


def _stands_for(role: Entry, bare: str, last: Source | None) -> bool:
    """Whether a role says no more than what its source is: "the agency", but not "the commission", is the one named.

    Of an abbreviation its letters tell: "the institute" may be INGD.
    """
    head, kind = bare.lower().split()[-1], role.says["kind"]
    if last is None or head not in role.says["generic"]:
        return False
    return kind == "other" or last.kind in (kind, "other") or (last.id.isupper() and head[0].upper() in last.id)


def _aliases(name: str) -> list[str]:
    """The words of a name that may stand for a source introduced before: abbreviations, and a last name."""
    words = name.split()
    short = [w.lower() for w in words if w.isupper() and len(w) > 1]
    last = _ARABIC.sub("", words[-1])
    return [*short, last.lower()] if last[:1].isupper() else short


def sole_monitor(sources: Sequence[Source | None]) -> Source | None:
    """The monitor whose own account a report is: it alone is credited, for three figures at the least."""
    named = [s for s in sources if s is not None]
    one = len({s.id for s in named}) == 1 and len(named) >= _OWN_ACCOUNT and named[0].kind == "monitor"
    return named[0] if one else None


_OWN_ACCOUNT = 3  # figures


def unnamed(source: Source) -> bool:
    """Whether a monitor goes without its name: "a Syrian rights monitor", "a war monitoring group"."""
    words = [
        w for w in source.name.split() if w.lower() not in listed("places", "demonym") and not w.endswith("-based")
    ]
    return (
        bool(words) and all(w.islower() for w in words) and words[0] in _MONITORING | {"rights"} and len(words) < _FEW
    )


_MONITORING = frozenset({"monitor", "monitoring", "war", "observatory", "watchdog"})
_FEW = 4  # words

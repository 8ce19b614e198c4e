"""Whose the people are that a clause points back to: "four of them", "six of its men", "it killed 74 fighters"."""

from collections.abc import Sequence

from reconcile.extractors.groups import ARMED, leaves, whom
from reconcile.extractors.tape import Alphabet, Chunk

# The side that a role in a sentence speaks for (lexicons/en/sources.toml), by the role's name and its words.
_STATE = ("army", "police", "military", "defence", "defense", "interior", "security", "forces", "government", "armed")


def named_before(chunks: Sequence[Chunk], text: str, alphabet: Alphabet) -> str | None:
    """The armed side named last in `chunks`: by a group ("the gunmen"), a name ("Hamas"), or a role ("the army")."""
    for chunk in reversed(chunks):
        if alphabet.has(chunk.symbol, "group"):
            category = whom(chunk, text).category
            if category in ARMED:
                return category
        for leaf in leaves(chunk):
            band = next((e for e in leaf.entries if e.says.get("role") == "band"), None)
            if band is not None:
                return str(band.says["category"])
            role = next((e for e in leaf.entries if e.table == "role"), None)
            if role is None:
                continue
            if role.says["kind"] == "party":
                return "armed_groups"
            if any(word in text[leaf.start : leaf.end].lower() for word in _STATE):
                return "security_forces"
    return None


def side_of(chunk: Chunk, text: str) -> str | None:
    """The category that a group names, by its noun or by the word that stands for one: "on the government side"."""
    category = whom(chunk, text).category
    turned = next((e for leaf in leaves(chunk) for e in leaf.entries if e.table == "modifier"), None)
    names = {(e.table, e.name) for leaf in leaves(chunk) for e in leaf.entries}
    if ("event", "losses") in names and any(table == "demonym" for table, _ in names):
        return "combatants"
    found = category if category is not None or turned is None else str(turned.says["category"])
    return found if found != "people" else None


def is_own(chunk: Chunk, alphabet: Alphabet) -> bool:
    """Whether a noun group is somebody's own people: "six of its men", "its members"."""
    every = list(leaves(chunk))
    kin = any(e.name in ("kin", "relatives") for leaf in every for e in leaf.entries)
    return not kin and any(alphabet.has(leaf.symbol, "own") for leaf in every)

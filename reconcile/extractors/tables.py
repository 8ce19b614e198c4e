"""Tables in plain text: rows of cells parted by bars, tabs or runs of spaces, under a header that names the columns.

A column is read as a noun group is: by the outcome and the people that its header names; where it names no outcome, by
the heading above the table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.extractors.bindings import Binding
from reconcile.extractors.grammar import Grammar, heading, parse
from reconcile.extractors.groups import NOBODY, Fate, Whom, fate, leaves, whom
from reconcile.extractors.tape import Chunk
from reconcile.extractors.tokens import lowered, tokenize

_BAR = re.compile(r" *[|\t] *")
_GAP = re.compile(r" {2,}")
_WIDEST = 40  # characters in a cell of a table set with spaces
_RULE = re.compile(r"[\s|:+=—–-]+")
_TOTAL = re.compile(r"\W*(?:grand |sub|overall )?(?:total|all|sum)\b", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column counts; `fate` is None where it counts nobody."""

    fate: Fate | None
    whom: Whom
    subset: bool


def cells(text: str) -> list[tuple[int, int]]:
    """The cells of a row as spans; fewer than two where the line is no row.

    Cells are parted by bars or tabs; or by two spaces and more, where there are three of them at least, none long.
    """
    if "|" not in text and "\t" not in text and "  " not in text:
        return []
    drawn = _split(text, _BAR)
    if len(drawn) > 1:
        return drawn
    spaced = _split(text, _GAP)
    return spaced if len(spaced) > 2 and all(b - a <= _WIDEST for a, b in spaced) else []


def _split(text: str, bar: re.Pattern[str]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for match in bar.finditer(text):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(text)))
    inner = spans[1:] if spans[0][0] == spans[0][1] else spans
    return inner[:-1] if inner and inner[-1][0] == inner[-1][1] else inner


def is_rule(text: str) -> bool:
    """Whether a line only parts the header from the rows."""
    return _RULE.fullmatch(text) is not None


def columns(text: str, g: Grammar, above: tuple[Fate, Whom] | None) -> list[Column]:
    """Read a header; `above` is what the heading above the table says."""
    found = []
    for start, end in cells(text):
        cell = text[start:end]
        chunks = parse(tokenize(cell, lowered(cell), (), (), g.lexemes), g)
        said = heading(chunks, cell, g)
        counted = next((w for w in (whom(c, cell) for c in chunks) if w.category), Whom())
        if any(g.lexemes.alphabet.has(leaf.symbol, "thing") for c in chunks[-1:] for leaf in list(leaves(c))[-1:]):
            found.append(Column(None, NOBODY, False))  # "Main host sites"
            continue
        befell = said[0] if said else Fate(counted.inherent) if counted.inherent else _named(chunks, cell)
        if befell is None and counted.category and above is not None:
            befell = above[0]
        subset = re.match(r"(?:of (?:whom|which|them)|including|incl\.?)\b", cell.lower()) is not None
        found.append(Column(befell, counted if counted.category or said is None else said[1], subset))
    return found


def _named(chunks: Sequence[Chunk], cell: str) -> Fate | None:
    """The outcome that a word within a header's noun group names: "Displaced households"."""
    fates = (fate(leaf, cell) for chunk in chunks for leaf in leaves(chunk))
    return next((f for f in fates if f is not None and f.outcomes), None)


def row(text: str, tokens: Sequence[Chunk], header: Sequence[Column]) -> list[Binding]:
    """The figures of a row: each number by its column; a row of totals covers the whole, another its place."""
    spans = cells(text)
    if len(spans) > len(header):
        return []
    total = _TOTAL.match(text[slice(*spans[0])]) is not None
    bindings = []
    for token in tokens:
        column = next(
            (c for c, (a, b) in zip(header, spans, strict=False) if a <= token.start and token.end <= b), None
        )
        if token.number is None or column is None or column.fate is None or not column.fate.outcomes:
            continue
        bindings.append(
            Binding(
                chunk=token,
                outcomes=column.fate.outcomes,
                category=column.whom.category,
                unit=column.whom.unit,
                words=column.whom.words,
                agent=None,
                qualifier=None,
                scope="subset" if column.subset else None if total else "place",
                doubtful=False,
                revised=False,
                inherited=False,
                noun=column.whom.noun,
                form="table",
                steps=(*token.number.trace, *column.whom.trace, *column.fate.trace),
            )
        )
    return bindings

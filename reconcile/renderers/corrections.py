"""Corrections in words, and as blocks to paste into a case file."""

import re
from collections.abc import Mapping, Sequence

from reconcile import casefiles, choices, entries, phrases
from reconcile.anchors import Span
from reconcile.errors import UsageError
from reconcile.records import Figure, Outcome, Report
from reconcile.renderers.plain import one_line, visible

_IN_LABEL = frozenset({"stated", "upper", "qualifier", "unit", "label", "category", "outcome"})
_CHOICES = ("category", "outcome", "qualifier", "unit", "scope")
_SHORT = re.compile(r"\\x([0-9a-f]{2})")


def told(place: str, before: Sequence[Figure], after: Sequence[Figure], said: Mapping[str, object]) -> str:
    """Say on one line what became of the figures of a number: "003:9 over 400 civilians killed → more than 450†"."""
    if not before:
        return f"{place} added: {_all(after)}"
    if not after:
        return f"{place} {_all(before)} → dropped"
    same = _counted(before) == _counted(after)
    new = ", ".join(dict.fromkeys(f.shown for f in after)) if same else _all(after)
    rest = [f"{key} {_word(value)}" for key, value in said.items() if key not in _IN_LABEL]
    return f"{place} {_all(before)} → {new}" + (f" ({', '.join(rest)})" if rest else "")


def undone(place: str, before: Sequence[Figure], after: Sequence[Figure]) -> str:
    """Say on one line what the figures of a number are again without their correction."""
    return f"{place} undone: {_all(before) or 'no figure'} → {_all(after) or 'no figure'}"


def _counted(figures: Sequence[Figure]) -> list[tuple[str, Outcome]]:
    return [(figure.category, figure.outcome) for figure in figures]


def _all(figures: Sequence[Figure]) -> str:
    return ", ".join(map(phrases.stated, figures))


def _word(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value)) or "none"


def shown(block: str) -> str:
    """Give a block with what acts instead of showing as the escapes of TOML."""
    return "\n".join(_SHORT.sub(r"\\u00\1", visible(line)) for line in block.split("\n"))


def block(report: Report, figures: Sequence[Figure], categories: Sequence[str]) -> list[str]:
    """Give the lines of the block that corrects one number, its choices as comments: one of them is to be chosen.

    Of several figures of the number, which it corrects together, it holds what they share.
    """
    first = figures[0]
    try:
        quote = entries.quoted(report, Span(first.evidence.start, first.evidence.end))
    except UsageError as error:
        return [f"# {one_line(str(error))}"]
    now = {key: value for key, value in _now(first).items() if all(_now(f).get(key) == value for f in figures)}
    written = casefiles.block("corrections", {"report": report.id, "quote": quote, "set": now, "why": ""})
    lines = [f"# It corrects all {len(figures)} figures of this number."] if len(figures) > 1 else []
    for line in shown(written).strip("\n").split("\n"):
        if line.startswith("set = "):
            lines += [f"# {line}", "# drop = true"]
            lines += [f"# {key}: {', '.join(choices.choices(key, categories))}" for key in _CHOICES]
        else:
            lines.append(line)
    return lines


def _now(figure: Figure) -> dict[str, object]:
    """Give the fields of a figure that are likely to be corrected, as they were read."""
    quantity = figure.quantity
    now: dict[str, object] = {"stated": quantity.stated}
    now |= {} if quantity.upper is None else {"upper": quantity.upper}
    now |= {"qualifier": quantity.qualifier.value, "unit": quantity.unit, "category": figure.category}
    now |= {"outcome": figure.outcome.value, "scope": figure.scope.value}
    return now | ({"source": figure.source.name} if figure.source else {})

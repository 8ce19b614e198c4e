"""From what an analyst types to entries of the case file: which number is meant, and what it should be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reconcile import anchors, choices
from reconcile.anchors import Span
from reconcile.choices import Value
from reconcile.corrections import Correction
from reconcile.errors import UsageError
from reconcile.records import Figure, Qualifier, Report

_NEEDED = ("category", "outcome", "stated")  # of a figure that was missed


@dataclass(frozen=True, slots=True)
class Signature:
    """Why an entry is written, by whom and when."""

    why: str
    by: str | None
    on: date


def at_number(spans: Sequence[Span], report: Report, line: int, number: str | None) -> Span:
    """Choose a number of a line: the only one, else `number`, as it stands there or in square brackets in its words.

    Raises:
        UsageError: there is no such number, or there are several.

    """
    place = f"{report.label}:{line}"
    there = list(dict.fromkeys(spans))
    listed = ", ".join(f'"{report.text[start:end]}"' for start, end in there)
    if number is None:
        found = there
    elif "[" in number:
        found = [
            span for span in there if any(s.start < span.end and span.start < s.end for s in _bracketed(report, number))
        ]
    else:
        found = [span for span in there if _bare(report.text[span.start : span.end]) == _bare(number)]
    if len(found) == 1:
        return found[0]
    if found and number is not None:
        told = f'{place}: "{number}" stands there {len(found)} times'
        raise UsageError(f'{told}. Put its words around it: --number "over [{number}] men"')
    if found:
        raise UsageError(f"{place}: has several numbers. Choose one with --number: {listed}")
    raise UsageError(f'{place}: has no number "{number}". Those there are {listed}')


def in_line(report: Report, line: int, number: str) -> Span:
    """Find a number as it stands in a line, or in square brackets in its words, whether it is read or not.

    Raises:
        UsageError: it is not there, or several times.

    """
    lines = report.text.split("\n")
    if not 0 < line <= len(lines):
        raise UsageError(f"{report.label}:{line}: there is no such line. The last is {len(lines)}")
    start = sum(len(each) + 1 for each in lines[: line - 1])
    end = start + len(lines[line - 1])
    if "[" in number:
        found = [span for span in _bracketed(report, number) if start <= span.start and span.end <= end]
    else:
        pattern = re.compile(rf"(?<![\w.,]){re.escape(number.strip())}(?!\w|[.,]\d)", re.IGNORECASE)
        found = [Span(*match.span()) for match in pattern.finditer(report.text, start, end)] if number.strip() else []
    if not found:
        raise UsageError(
            f'{report.label}:{line}: "{number}" does not stand there. Give --number as it stands in the line'
        )
    return at_number(found, report, line, number)


def _bracketed(report: Report, number: str) -> list[Span]:
    return anchors.find(report.text, number)


def _bare(number: str) -> str:
    return " ".join(number.casefold().split()).replace(",", "")


def quoted(report: Report, span: Span) -> str:
    """Give a quote that points at the number at `span`.

    Raises:
        UsageError: no quote can, as the text repeats itself.

    """
    quote = anchors.quote(report.text, *span)
    if anchors.find(report.text, quote) != [span]:
        exact = report.text[span.start : span.end]
        raise UsageError(
            f'{report.label}: "{exact}" stands in words that the report repeats; no quote can tell it apart'
        )
    return quote


def changed(
    report: Report, figures: Sequence[Figure], said: Mapping[str, Value], signed: Signature
) -> dict[str, object]:
    """Give the entry that sets fields of the figures of one number.

    Raises:
        UsageError: they do not go together.

    """
    for figure in figures:
        _fit(said, figure)
    return _entry(report, _span(figures), signed) | {"set": dict(said)}


def dropped(report: Report, figures: Sequence[Figure], signed: Signature) -> dict[str, object]:
    """Give the entry that drops the figures of one number."""
    return _entry(report, _span(figures), signed) | {"drop": True}


def added(
    report: Report, figures: Sequence[Figure], span: Span, said: Mapping[str, Value], signed: Signature
) -> dict[str, object]:
    """Give the entry that adds a figure for the number at `span`; `figures` are all that the report has.

    Raises:
        UsageError: a field is wanting, they do not go together, or there is such a figure.

    """
    exact = report.text[span.start : span.end]
    told = dict(said)
    if "stated" not in told and (stated := choices.number(exact)) is not None:
        told["stated"] = stated
    if missing := [key for key in _NEEDED if key not in told]:
        raise UsageError(f'"{exact}": to add it give {" and ".join(f"--add {key}=VALUE" for key in missing)} too')
    _fit(told, None)
    for figure in figures:
        there = figure.evidence.start < span.end and span.start < figure.evidence.end
        if there and figure.outcome == told["outcome"]:
            raise UsageError(f'"{exact}": is read already, as {figure.category} {figure.outcome}. Change it with --set')
    return _entry(report, span, signed) | {"add": told}


def checked(report: Report, figures: Sequence[Figure], by: str | None, on: date) -> dict[str, object]:
    """Give the entry that says that the figures of one number stand as they were read."""
    entry: dict[str, object] = {"report": report.id, "quotes": [quoted(report, _span(figures))], "on": on}
    return entry | ({"by": by} if by else {})


def _span(figures: Sequence[Figure]) -> Span:
    return Span(figures[0].evidence.start, figures[0].evidence.end)


def _entry(report: Report, span: Span, signed: Signature) -> dict[str, object]:
    if not signed.why.strip():
        raise UsageError("say why: --why TEXT, which stands in the case file with the correction")
    choices.encoded(f"{signed.why} {signed.by or ''}")
    entry: dict[str, object] = {"report": report.id, "quote": quoted(report, span), "why": signed.why.strip()}
    return entry | ({"by": signed.by} if signed.by else {}) | {"on": signed.on}


def _fit(said: Mapping[str, Value], figure: Figure | None) -> None:
    """Refuse what contradicts itself: a range without an end, a vague word made a number, days in the wrong order."""
    if not said:
        raise UsageError("nothing is changed; give KEY=VALUE")
    now = figure.quantity if figure else None
    qualifier = said.get("qualifier", now.qualifier if now else Qualifier.EXACT)
    upper = said.get("upper", now.upper if now and "qualifier" not in said else None)
    stated = said.get("stated", now.stated if now else 0)
    assert isinstance(stated, int)
    if (qualifier == Qualifier.RANGE) != (upper is not None):
        raise UsageError("a range has two ends; give qualifier=range and upper=NUMBER, or neither")
    if isinstance(upper, int) and upper <= stated:
        raise UsageError(f"upper={upper}: write an upper end above {stated}, the lower")
    if figure and "stated" in said and "qualifier" not in said and qualifier == Qualifier.VAGUE:
        raise UsageError(f'"{figure.label}" is vague; give qualifier=VALUE too, such as qualifier=about')
    start, end = said.get("start"), said.get("end")
    if isinstance(start, date) and isinstance(end, date) and start > end:
        raise UsageError(f"end={end}: is before start={start}; write the first day as start")


def correction_at(report: Report, corrections: Sequence[Correction], line: int, number: str | None) -> Correction:
    """Give the last correction of a number of a line.

    Raises:
        UsageError: there is none, or several numbers there are corrected.

    """
    placed: dict[Span, Correction] = {}
    for entry in corrections:
        found = anchors.find(report.text, entry.quote) if entry.report == report.id else []
        if len(found) == 1 and report.text.count("\n", 0, found[0].start) + 1 == line:
            placed[found[0]] = entry
    if not placed:
        raise UsageError(f"{report.label}:{line}: no number of this line is corrected")
    return placed[at_number(list(placed), report, line, number)]

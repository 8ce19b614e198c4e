"""Every case of `tests/cases`: a short text and all the figures that it holds.

A case is judged twice: its core (which numbers are figures, and what they count) and the attributes of those figures.
What the grammar does not cover yet stands in `cases/known_failures.toml` with the form of language that is missing, and
is expected to fail; `python tests/test_cases.py` rewrites that table from what is so now and keeps the reasons in it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from reconcile.case import Case
from reconcile.evaluation import evaluate
from reconcile.extractors import extract
from reconcile.gold import AnnotatedReport, Annotation
from reconcile.records import Figure, Report, Scope

CASES = Path(__file__).parent / "cases"
KNOWN = CASES / "known_failures.toml"
UPDATE = "python tests/test_cases.py"
CORE, ATTRIBUTES = "core", "attributes"
UNNAMED = "no form named yet: "
_ATTRIBUTES = ("source", "scope", "speculative", "revised")
_HEADER = f"""\
# Cases that fail: `file` and `text` name the case, `reason` the form of language that the grammar does not cover yet.
# In `core` a number is missed, taken too much or read wrongly; in `attributes` the figure is right, but not what is
# said of it.
# A case that no longer fails must leave the table: `{UPDATE}` rewrites it and keeps the reasons.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A text and the figures it holds, as its file has them."""

    file: str
    ordinal: int
    text: str
    figures: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        return f"{self.file}-{self.ordinal}"


@cache
def cases() -> list[Wanted]:
    """Read the cases of all files, in order."""
    return [
        Wanted(file.stem, ordinal, case["text"], tuple(case["figures"]))
        for file in sorted(CASES.glob("*.toml"))
        if file != KNOWN
        for ordinal, case in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["case"], 1)
    ]


def spans(case: Wanted) -> list[tuple[int, int]]:
    """Find where the expected numbers stand: at `at`, else each the next place of its words in the text."""
    found: list[tuple[int, int]] = []
    for figure in case.figures:
        exact = figure["exact"]
        places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(exact)}(?!\w)", case.text)]
        free = [span for span in places if span not in found and span[0] == figure.get("at", span[0])]
        assert free, f"{case}: {exact!r} does not stand in the text{' at `at`' if 'at' in figure else ''}: {places}"
        found.append(free[0])
    return found


def annotation(figure: dict[str, Any], start: int, end: int) -> Annotation:
    """Read a case's figure as an annotation; what it does not say is not judged by whoever asks."""
    source = figure.get("source", False)
    return Annotation(
        start=start,
        end=end,
        text=figure["exact"],
        category=figure["category"],
        outcome=figure["outcome"],
        stated=figure["stated"],
        upper=figure.get("upper"),
        qualifier=figure["qualifier"],
        unit=figure.get("unit", "people"),
        scope=figure.get("scope", list(Scope)),
        source=[None] if source is False else source,
        speculative=figure.get("speculative", False),
        revised=figure.get("revised", False),
    )


def taken(text: str) -> tuple[Figure, ...]:
    """Take the figures out of a text that nothing is known of."""
    report = Report(id="case.txt", path="case.txt", label="case", sha256=sha256(text.encode()).hexdigest(), text=text)
    return extract(report, Case()).figures


@cache
def faults(case: Wanted) -> dict[str, list[str]]:
    """Give what is wrong with the figures taken out of a case's text: in the core, and in the attributes."""
    figures = taken(case.text)
    where = dict(zip(spans(case), case.figures, strict=True))
    wanted = tuple(annotation(figure, *span) for span, figure in sorted(where.items()))
    rated = evaluate([AnnotatedReport(document="case.txt", figures=wanted)], figures)
    found: dict[str, list[str]] = {CORE: [], ATTRIBUTES: []}
    for error in rated.errors:
        if error.fault == "source" and not any("source" in f for (start, _), f in where.items() if start == error.at):
            continue
        kind = ATTRIBUTES if error.fault in _ATTRIBUTES else CORE
        found[kind].append(f"{error.fault}: {error.text!r}, wanted {error.wanted}, got {error.got}")
    for figure in figures:
        asked = where.get((figure.evidence.start, figure.evidence.end))
        if asked is None:
            found[CORE].append(f"evidence: {figure.evidence.exact!r} is not the number alone")
        else:
            found[ATTRIBUTES].extend(_narrowing(asked, figure))
    return found


def _narrowing(asked: dict[str, Any], figure: Figure) -> Iterator[str]:
    """Give what is wrong with whom a figure counts, and with who did it, where its case says."""
    got = {
        "population": figure.population.text if figure.population else None,
        "perpetrator": figure.perpetrator.category if figure.perpetrator else None,
    }
    for key, value in got.items():
        right = asked.get(key, value)
        if value not in (right if isinstance(right, list) else [right]):
            yield f"{key}: {figure.evidence.exact!r}, wanted {right}, got {value}"


@cache
def known() -> dict[tuple[str, str, str], str]:
    """Read the known failures: the reason by kind, file and text."""
    table = tomllib.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.is_file() else {}
    return {(kind, each["file"], each["text"]): each["reason"] for kind in table for each in table[kind]}


def marked(kind: str) -> list[Any]:
    """Give the cases as parameters; those known to fail are marked with the reason."""
    reasons = known()
    return [
        pytest.param(
            case,
            id=str(case),
            marks=[pytest.mark.xfail(reason=reason, raises=AssertionError)]
            if (reason := reasons.get((kind, case.file, case.text))) is not None
            else [],
        )
        for case in cases()
    ]


def told(case: Wanted, kind: str) -> str:
    return "\n".join((case.text, *faults(case)[kind], f"A form not covered yet is added to {KNOWN.name} by `{UPDATE}`"))


@pytest.mark.parametrize("case", marked(CORE))
def test_the_figures_are_those_of_the_case(case: Wanted) -> None:
    assert not faults(case)[CORE], told(case, CORE)


@pytest.mark.parametrize("case", marked(ATTRIBUTES))
def test_their_attributes_are_those_of_the_case(case: Wanted) -> None:
    assert not faults(case)[ATTRIBUTES], told(case, ATTRIBUTES)


def test_each_known_failure_is_a_case_and_has_a_reason() -> None:
    texts = {(case.file, case.text) for case in cases()}
    lost = [f"{file}: {text}" for _, file, text in known() if (file, text) not in texts]
    assert not lost, f"no such case (any more); run `{UPDATE}`: {lost}"
    unsaid = [f"{file}: {text}" for (_, file, text), reason in known().items() if not reason.strip()]
    assert not unsaid, f"say which form of language is not covered: {unsaid}"


def test_no_text_stands_twice() -> None:
    texts = [case.text for case in cases()]
    twice = sorted({text for text in texts if texts.count(text) > 1})
    assert not twice, f"one of the two says nothing: {twice}"


def _written(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def update() -> str:
    """Give the table of known failures as it is now; a new one's reason is its faults, until someone says the form."""
    parts = [_HEADER]
    for kind in (CORE, ATTRIBUTES):
        for case in cases():
            if wrong := faults(case)[kind]:
                reason = known().get((kind, case.file, case.text), UNNAMED)
                if reason.startswith(UNNAMED):
                    reason = UNNAMED + "; ".join(wrong)
                values = {"file": case.file, "text": case.text, "reason": reason}
                parts.append(
                    f"[[{kind}]]\n" + "\n".join(f"{key} = {_written(value)}" for key, value in values.items()) + "\n"
                )
    return "\n".join(parts)


if __name__ == "__main__":
    KNOWN.write_text(update(), encoding="utf-8")

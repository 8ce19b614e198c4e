"""An extraction as bytes that hold offsets instead of the words of its report, which its text gives back.

So a figure is small enough to be stored by the million, and to come back from another process at no cost.
"""

import json
from collections.abc import Iterator
from typing import Any

from reconcile.extractors import Extraction
from reconcile.records import Days, Evidence, Figure, Report
from reconcile.results import Failure

# What is read, and what is known of it: a report that was extracted before comes with its extraction.
Item = Report | Failure
Known = tuple[Item, Extraction | None]
_AT = "at"  # where a figure's evidence stands, in the place of the evidence


def pack(extraction: Extraction, text: str) -> bytes:
    """Give an extraction as compact JSON: its figures and its days; `text` is that of its report.

    What was dropped is left out, which nobody asks of reports by the million; so are the entries of a case file, which
    is read anew on every run.

    Raises:
        ValueError: a sentence is not in the text.

    """
    figures = [
        {
            **figure.model_dump(mode="json", exclude_defaults=True, exclude={"report", "evidence"}),
            _AT: _offsets(figure.evidence, text),
        }
        for figure in extraction.figures
    ]
    days = extraction.days and extraction.days.model_dump(mode="json")
    return json.dumps((figures, days), separators=(",", ":"), ensure_ascii=False).encode()


def unpack(packed: bytes, report: Report) -> Extraction:
    """Give the extraction of `report` back.

    Raises:
        ValueError: the bytes are damaged.

    """
    figures, days = json.loads(packed)
    return Extraction(
        figures=tuple(_figures(figures, report)),
        days=days and Days.model_validate(days),
    )


def _offsets(evidence: Evidence, text: str) -> tuple[int | None, ...]:
    """Give where the evidence, its sentence, and the words on both sides of it begin and end."""
    long = len(evidence.sentence)
    sentence = text.index(evidence.sentence, max(0, evidence.end - long), evidence.start + long)
    before, behind = evidence.start - len(evidence.prefix), evidence.end + len(evidence.suffix)
    return evidence.start, evidence.end, sentence, sentence + long, before, behind, evidence.line, evidence.page


def _figures(found: list[dict[str, Any]], report: Report) -> Iterator[Figure]:
    text = report.text
    for fields in found:
        start, end, first, last, before, behind, line, page = fields.pop(_AT)
        evidence = Evidence(
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[before:start],
            suffix=text[end:behind],
            sentence=text[first:last],
            line=line,
            page=page,
        )
        yield Figure.model_validate({**fields, "report": report.id, "evidence": evidence})

"""What holds for any text: extraction never raises, evidence is the text's own, and what is printed is JSON.

`RECONCILE_EXAMPLES=20000 pytest tests/test_properties.py` looks at that many texts instead of a few.
"""

import json
import os
from csv import reader
from datetime import date
from io import BytesIO

from anything import TEXTS, held
from figures import COAST
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reconcile import pipeline
from reconcile.case import Case
from reconcile.readers import formats
from reconcile.readers.source import Source
from reconcile.records import Published, Report
from reconcile.renderers import csv, markdown, rows, texts
from reconcile.renderers import json as printed
from reconcile.results import Failure, Result, Tool

EVENT = rows.Event("", "", "")
EXAMPLES = int(os.environ.get("RECONCILE_EXAMPLES", "60"))
any_number = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str) -> Report | None:
    """Read a text as a file of it would be; null where it is refused."""
    raw = text.encode("utf-8", "surrogatepass")
    (item,) = formats.read(Source("a.txt", "a.txt", BytesIO(raw)))
    return None if isinstance(item, Failure) else Report(id="a.txt", path="a.txt", label="a", sha256="", text=item.text)


@any_number
@example("\x85Ten people were killed.\x0b\u2028At least 3 died")
@given(TEXTS)
def test_any_text_gives_evidence_that_is_its_own(text: str) -> None:
    report = read(text)
    if report is None:
        return
    reading = pipeline.take(report, Case())
    taken = reading.extraction
    held(taken, report.text)
    assert pipeline.take(report, Case()) == reading
    for figure in taken.figures:
        assert figure.evidence.line == report.text.count("\n", 0, figure.evidence.start) + 1
        line = printed.line(figure)
        assert json.loads(line)["evidence"]["exact"] == figure.evidence.exact
        assert line.count("\n") == 1
        (cells,) = reader([csv.row(figure, report, EVENT)])
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) for cell in cells)


@any_number
@given(TEXTS)
def test_any_text_is_read_with_what_a_case_knows(text: str) -> None:
    if (report := read(text)) is not None:
        dated = report.model_copy(update={"published": Published(date=date(2025, 3, 9), basis="case")})
        held(pipeline.take(dated, COAST).extraction, report.text)


@settings(max_examples=max(20, EXAMPLES // 10), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_texts_together_give_a_result_that_is_json_and_shows_nothing_that_acts(said: list[str]) -> None:
    from reconcile import reconciler

    reports = [
        report.model_copy(update={"id": f"{number}.txt", "label": f"{number}"})
        for number, text in enumerate(said)
        if (report := read(text))
    ]
    readings = [pipeline.take(report, Case()) for report in reports]
    figures = [figure for reading in readings for figure in reading.extraction.figures]
    together = reconciler.reconcile([reading.report for reading in readings], figures, Case())
    result = Result(
        tool=Tool(version="0", lexicons="", case_sha256=None),
        case=None,
        reports=together.reports,
        figures=together.figures,
        series=together.series,
        findings=together.findings,
        assumed=together.assumed,
        errors=(),
    )
    assert json.loads(printed.document(result))["version"] == 1
    shown = "".join(markdown.report(result, Case())) + "".join(texts.numbered(reports)).replace("\n", "")
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)


@any_number
@given(st.binary(max_size=600), st.sampled_from([suffix for each in formats.FORMATS for suffix in each.suffixes]))
def test_any_bytes_are_read_or_refused(raw: bytes, suffix: str) -> None:
    for item in formats.read(Source(f"a{suffix}", f"a{suffix}", BytesIO(raw))):
        assert isinstance(item, Failure) or item.text.strip()

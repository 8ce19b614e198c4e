"""CSV: one figure a row, the columns stable, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from reconcile.records import Figure
from reconcile.renderers.plain import visible

# The name of a column, and the field of the figure that it holds; empty where the field, or what holds it, is null.
COLUMNS = {
    "id": "id",
    "report": "report",
    "line": "evidence.line",
    "page": "evidence.page",
    "outcome": "outcome",
    "also": "also",
    "category": "category",
    "label": "label",
    "stated": "quantity.stated",
    "upper": "quantity.upper",
    "qualifier": "quantity.qualifier",
    "low": "quantity.low",
    "high": "quantity.high",
    "unit": "quantity.unit",
    "scope": "scope",
    "population": "population.text",
    "perpetrator": "perpetrator.text",
    "place": "place.text",
    "period_start": "period.start",
    "period_end": "period.end",
    "as_of": "as_of.date",
    "as_of_earliest": "as_of.earliest",
    "as_of_latest": "as_of.latest",
    "as_of_basis": "as_of.basis",
    "basis": "basis",
    "source": "source.id",
    "source_name": "source.name",
    "source_kind": "source.kind",
    "source_via": "source.via",
    "source_with": "source.with_",
    "source_carried": "source.carried",
    "speculative": "speculative",
    "revised": "revised",
    "correction": "corrected.why",
    "exact": "evidence.exact",
    "start": "evidence.start",
    "end": "evidence.end",
    "sentence": "evidence.sentence",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _take(figure: Figure, field: str) -> str:
    value: object = figure
    for name in field.split("."):
        value = getattr(value, name, None)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = _lines_visible("; ".join(map(str, value)) if isinstance(value, tuple) else str(value))
    # A spreadsheet runs a cell that starts like a formula; an apostrophe keeps it text (OWASP, CSV injection).
    return f"'{text}" if text.startswith(_FORMULA) else text


def _lines_visible(text: str) -> str:
    """Give a text with its line breaks, and what acts instead of showing as escapes."""
    return "\n".join(map(visible, text.replace("\r\n", "\n").split("\n")))


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def header() -> str:
    """Give the row of column names."""
    return _row(COLUMNS)


def row(figure: Figure) -> str:
    """Give a figure's row."""
    return _row(_take(figure, field) for field in COLUMNS.values())

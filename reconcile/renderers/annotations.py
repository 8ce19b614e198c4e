"""Web annotations (W3C Web Annotation Data Model): each figure a note on its words in its report, as JSON-LD.

One document is one AnnotationCollection with one page, over all events. An annotation's bodies are the claim in words,
and the figure as `--format json` gives it, as text of the type application/json. Its target is the report's web
address, else its hash (RFC 6920), selected by a quote, and by a position in what `renderedVia` names: the text that
`reconcile text --format plain` prints of this report alone, counted in characters. Beside an address, the state's
`cached` names by its hash what was read there. No time of making is told: ids follow from the input, and the same input
gives the same bytes.
"""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from uuid import UUID, uuid5

from reconcile import phrases
from reconcile.case import Case
from reconcile.records import Figure, Report
from reconcile.renderers import citations, glance, texts
from reconcile.renderers.plain import address, one_line
from reconcile.results import Result, Tool
from reconcile.segment import FRONT_MATTER

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
RENDERED = "reconcile text --format plain"
# The namespace of the ids, drawn once: they follow from what they name (RFC 9562, version 5).
_NAMESPACE = UUID("5f0a5c1e-6d1b-4b8e-9c37-0d5a1f6f2b94")
_OBEYED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def collection(events: Sequence[tuple[Case, Result]]) -> Iterator[str]:
    """Give the document of several events, in pieces: its head, each annotation, its end."""
    notes = [
        annotation(figure, reports[figure.report], result.tool, number)
        for number, (_, result) in enumerate(events, 1)
        for reports in [{report.id: report for report in result.reports}]
        for figure in result.figures
    ]
    id_ = _id("collection", [note["id"] for note in notes], [citations.compiled(result.tool) for _, result in events])
    head = {
        "@context": CONTEXT,
        "id": id_,
        "type": "AnnotationCollection",
        "label": [_label(case, result) for case, result in events],
        "total": len(notes),
    }
    if not notes:
        yield _json(head) + "\n"
        return
    page = _id("page", id_)
    first = {"id": page, "type": "AnnotationPage", "partOf": id_, "startIndex": 0}
    yield f'{_json(head)[:-1]}, "last": {_json(page)}, "first": {_json(first)[:-1]}, "items": ['
    for count, note in enumerate(notes):
        yield f"{',' if count else ''}\n{_json(note)}"
    yield "\n]}}\n"


def annotation(figure: Figure, report: Report, tool: Tool, event: int = 1) -> dict[str, object]:
    """Give a figure as an annotation; `event` is the number of its event in the document, from 1."""
    hashed = _hashed(report)
    source = address(report.url)
    made = citations.compiled(tool)
    target: dict[str, object] = {
        "type": "SpecificResource",
        "source": source or hashed,
        "selector": list(_selectors(figure, report)),
        "renderedVia": {"id": _id("rendered", tool.version), "type": "Software", "name": RENDERED},
    }
    if source:
        target["state"] = {"type": "TimeState", "cached": hashed}
    return {
        "id": _id("figure", event, report.id, hashed, figure.model_dump_json()),
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"id": _id("tool", made), "type": "Software", "name": made},
        "body": list(_bodies(figure, report)),
        "target": target,
    }


def _bodies(figure: Figure, report: Report) -> Iterator[dict[str, str]]:
    """Give the claim in words, and the figure with all of its fields."""
    claim = {"type": "TextualBody", "format": "text/plain", "language": "en", "purpose": "describing"}
    yield claim | {"value": one_line(citations.plain(figure, report))}
    yield {"type": "TextualBody", "format": "application/json", "value": figure.model_dump_json()}


def _selectors(figure: Figure, report: Report) -> Iterator[dict[str, object]]:
    """Give where a figure stands in the printed text of its report, which its words are quoted from as printed.

    What stands before the first line of the report, which no page of it holds, is no part of the quote.
    """
    said, head = figure.evidence, FRONT_MATTER.match(report.text)
    before = said.prefix[max(0, head.end() - said.start + len(said.prefix)) :] if head else said.prefix
    exact, prefix, suffix = map(texts.printed, (said.exact, before, said.suffix))
    yield {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    yield {"type": "TextPositionSelector", "start": said.start, "end": said.end}


def _label(case: Case, result: Result) -> str:
    read = f"{phrases.plural(len(result.figures), 'figure')} of {phrases.plural(len(result.reports), 'report')}"
    unread = sum(error.kind == "input" for error in result.errors)
    failed = f"; {phrases.plural(unread, 'input')} not read" if unread else ""
    name = one_line(glance.name(case))
    return f"{name}: {read}{failed}. {citations.compiled(result.tool)} {citations.NO_ESTIMATE}"


def _hashed(report: Report) -> str:
    """Name what was read of a report by its SHA-256."""
    digest = urlsafe_b64encode(bytes.fromhex(report.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _id(*parts: object) -> str:
    return uuid5(_NAMESPACE, json.dumps(parts)).urn


def _json(value: object) -> str:
    """Give JSON in which what a terminal would obey, and what no encoding holds, stands as an escape."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))

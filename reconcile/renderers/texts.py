"""The texts of reports as they were read: with line numbers, plain, or as JSON."""

from collections.abc import Callable, Iterable, Iterator

from reconcile.records import Report
from reconcile.renderers import json
from reconcile.renderers.plain import one_line, visible
from reconcile.results.one_report import ReportText

_OBEYED = dict.fromkeys((*range(0x80, 0x85), *range(0x86, 0xA0)), "\ufffd")


def numbered(reports: Iterable[Report]) -> Iterator[str]:
    """Give each report's lines with the numbers that figures cite, under its label and path."""
    for count, report in enumerate(reports):
        lines = report.text.split("\n")
        width = len(str(len(lines)))
        between = "\n" if count else ""
        yield f"{between}{one_line(report.label)} · {one_line(report.path)}\n"
        start = 0
        for number, line in enumerate(lines, 1):
            pages = [page for page, at in enumerate(report.pages, 1) if start <= at <= start + len(line)]
            told = f"  [page {pages[-1]}]" if pages and line else ""
            yield f"{number:{width}}  {visible(line.expandtabs().rstrip())}{told}".rstrip() + "\n"
            start += len(line) + 1


def plain(reports: Iterable[Report]) -> Iterator[str]:
    """Give the texts one after another; a figure's offsets count from the first character of its own report."""
    return (printed(report.text) for report in reports)


def printed(text: str) -> str:
    """Give a text with the control characters that a terminal would obey replaced one for one."""
    return text.translate(_OBEYED)


def lines(reports: Iterable[Report]) -> Iterator[str]:
    """Give each report as a line of JSON, with its text and the offsets at which its pages begin."""
    return (json.line(ReportText.model_construct(**dict(report))) for report in reports)


FORMATS: dict[str, Callable[[Iterable[Report]], Iterator[str]]] = {"numbered": numbered, "plain": plain, "json": lines}

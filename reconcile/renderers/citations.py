"""How a figure is cited, and what every output says of itself: what compiled it, and that it estimates nothing."""

from dataclasses import dataclass

from reconcile import phrases
from reconcile.records import Figure, Report
from reconcile.renderers import wording
from reconcile.results import Tool

NO_ESTIMATE = "No figure is the tool's own estimate: each is quoted from a report, and what was worked out is marked."


@dataclass(frozen=True, slots=True)
class Citation:
    """A figure as one cites it: what is claimed, where it stands, and the quoted sentence; plain text, not escaped.

    `date` is the day of publication in words, or "not dated"; `page` counts from 1 where the report has pages; `at` is
    the report's label and line.
    """

    claim: str
    publisher: str | None
    title: str | None
    date: str
    url: str | None
    page: int | None
    at: str
    quote: str


def citation(figure: Figure, report: Report) -> Citation:
    """Give a figure's citation: what, who counted, as of when, and where it is quoted from."""
    population = f"{figure.population.text} " if figure.population else ""
    counted = f"{figure.shown} {population}{wording.counted(figure)}"
    return Citation(
        claim=f"{counted} ({phrases.source(figure.source)}, {phrases.as_of(figure.as_of)})",
        publisher=report.publisher,
        title=report.title,
        date=phrases.day(report.published.date) if report.published else "not dated",
        url=report.url,
        page=figure.evidence.page,
        at=wording.at(report.label, figure.evidence.line),
        quote=figure.evidence.sentence,
    )


def plain(figure: Figure, report: Report) -> str:
    """Give a figure's citation on one line of plain text."""
    cited = citation(figure, report)
    where = (
        cited.publisher,
        f'"{cited.title}"' if cited.title else None,
        cited.date,
        cited.url,
        f"page {cited.page}" if cited.page else None,
        cited.at,
    )
    return f'{cited.claim}, cited in {", ".join(filter(None, where))}: "{cited.quote}"'


def compiled(tool: Tool) -> str:
    """Say what compiled an output: the version, the lexicons, and the case file by their hashes' first digits."""
    case = f"case file {tool.case_sha256[:12]}" if tool.case_sha256 else "no case file"
    return f"Compiled by reconcile {tool.version} (lexicons {tool.lexicons[:12]}, {case})."

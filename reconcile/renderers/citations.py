"""How a figure is cited, and what every output says of itself: what compiled it, and that it estimates nothing."""

import re
from dataclasses import dataclass

from reconcile import phrases
from reconcile.records import Evidence, Figure, Qualifier, Report
from reconcile.renderers import wording
from reconcile.results import NO_ESTIMATE, Tool

__all__ = ["NO_ESTIMATE", "Citation", "citation", "cited_in", "claim", "compiled", "excerpt", "plain"]


_PEOPLE = re.compile(r"(?:s|men|women|children|people)$")  # "children", "Alawites" say themselves who is counted
ROOM = 36  # characters on each side of a number in an excerpt


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
    return Citation(
        claim=claim(figure),
        publisher=report.publisher,
        title=report.title,
        date=_published(report),
        url=report.url,
        page=figure.evidence.page,
        at=wording.at(report.label, figure.evidence.line),
        quote=figure.evidence.sentence,
    )


def claim(figure: Figure) -> str:
    """Give what a figure claims: how many of whom, what befell them, who counted, and as of when.

    What could be and what was a former value are said to be so, as is a number that counts several outcomes in one.
    """
    of = "of " if figure.quantity.qualifier is Qualifier.VAGUE and figure.quantity.unit == "people" else ""
    whom = [phrases.whom(figure.category, figure.quantity.unit)]
    if figure.population:
        named = figure.quantity.unit == "people" and _PEOPLE.search(figure.population.text) is not None
        whom = [figure.population.text] if named else [figure.population.text, *whom]
    counted = " ".join(whom)
    befell = " or ".join((figure.outcome, *figure.also))
    asides = [phrases.source(figure.source), phrases.as_of(figure.as_of), *wording.asides(figure)]
    return f"{figure.shown} {of}{counted} {befell} ({', '.join(asides)})"


def cited_in(report: Report) -> str:
    """Give the part of a citation that is the report's: publisher, title, date and address, as far as it has them."""
    title = f'"{report.title}"' if report.title else None
    return f"cited in {', '.join(filter(None, (report.publisher, title, _published(report), report.url)))}"


def _published(report: Report) -> str:
    if report.published:
        return phrases.day(report.published.date)
    return "not dated" if report.publisher or report.title else "a report that is not dated"


def plain(figure: Figure, report: Report) -> str:
    """Give a figure's citation on one line of plain text."""
    cited = citation(figure, report)
    page = f", page {cited.page}" if cited.page else ""
    return f'{cited.claim}, {cited_in(report)}{page}, {cited.at}: "{cited.quote}"'


def excerpt(evidence: Evidence) -> str:
    """Give the words of a sentence around its number, cut between words."""
    sentence = evidence.sentence
    start = phrases.position(evidence)
    end = start + len(evidence.exact)
    first = sentence.find(" ", start - ROOM, start) + 1 if start > ROOM else 0
    last = sentence.rfind(" ", end, end + ROOM) if len(sentence) - end > ROOM else len(sentence)
    begins, ends = "… " if first else "", " …" if last < len(sentence) else ""
    return f"{begins}{sentence[first : max(end, last)]}{ends}"


def compiled(tool: Tool) -> str:
    """Say what compiled an output: the version, the lexicons, and the case file by their hashes' first digits."""
    case = f"case file {tool.case_sha256[:12]}" if tool.case_sha256 else "no case file"
    return f"Compiled by reconcile {tool.version} (lexicons {tool.lexicons[:12]}, {case})."

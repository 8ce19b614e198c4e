"""The footnotes of Markdown: a figure's citation with the quoted sentence, its number in bold.

A figure has one footnote, however often it is mentioned.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reconcile import phrases
from reconcile.records import Figure, Report
from reconcile.renderers import citations, ids, wording
from reconcile.renderers.markdown_blocks import link, safe, table


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes of one event: the figures that were mentioned, in the order of their first mention.

    `prefix` begins the ids of all, so that those of several events are not the same.
    """

    figures: Mapping[str, Figure]
    reports: Mapping[str, Report]
    prefix: str = ""
    mentioned: dict[str, str] = field(default_factory=dict)

    def marks(self, mentioned: Iterable[str | None]) -> str:
        """Give the marks of figures by their ids."""
        known = dict.fromkeys(id_ for id_ in mentioned if id_ in self.figures)
        return " ".join(self.mentioned.setdefault(id_, f"[^{self.prefix}{ids.note(id_)}]") for id_ in known if id_)

    def place(self, figure: Figure) -> str:
        """Give the place of a figure, label:line."""
        return wording.place(figure, self.reports)

    def lines(self) -> Iterator[str]:
        """Give the footnotes that have been mentioned."""
        for id_, mark in self.mentioned.items():
            figure = self.figures[id_]
            yield from (f"{mark}: {citation(figure, self.reports.get(figure.report))}", "")


def citation(figure: Figure, report: Report | None) -> str:
    """Give a figure as one cites it; of a report of which no more than the id is known, its place alone."""
    known = report or Report(id=figure.report, path=figure.report, label=figure.report, sha256="")
    cited = citations.citation(figure, known)
    cited = cited if report else replace(cited, date="")
    where = [
        f"*{safe(cited.publisher)}*" if cited.publisher else "",
        f'"{safe(cited.title)}"' if cited.title else "",
        safe(cited.date),
        link(cited.url),
        f"page {cited.page}" if cited.page else "",
        safe(cited.at),
    ]
    return f'{safe(cited.claim)}, cited in {", ".join(filter(None, where))}: "{_quoted(figure)}"{_corrected(figure)}'


def _quoted(figure: Figure) -> str:
    """Give the sentence with its number in bold; in brackets where Markdown would take no bold there."""
    before, exact, after = phrases.parted(figure.evidence)
    if not (exact[:1].isalnum() and exact[-1:].isalnum()):
        return safe(phrases.marked(figure.evidence))
    gaps = [" " if side.isspace() else "" for side in (before[-1:], after[:1])]
    return f"{safe(before)}{gaps[0]}**{safe(exact)}**{gaps[1]}{safe(after)}"


def _corrected(figure: Figure) -> str:
    entry = figure.corrected
    return f" † {safe(f'Corrected {wording.signed(entry.by, entry.on)}: {entry.why}')}" if entry else ""


def figure_rows(figures: Iterable[Figure], notes: Notes) -> Iterator[str]:
    """Give a table of figures, each with its footnote in a column of its own, where no number stands before it."""
    yield from table(
        ("where", "counted", "number", "counted by", "covers", "as of", "quoted"),
        (
            (
                *map(safe, (notes.place(f), wording.counted_whole(f), f.shown, phrases.source(f.source))),
                *map(safe, (wording.covers(f), wording.held(f))),
                notes.marks([f.id]),
            )
            for f in figures
        ),
    )

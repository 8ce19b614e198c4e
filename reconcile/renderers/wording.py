"""The words for what the records hold: whom a figure counts, numbers with marks, days, sources, places in a report."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date

from reconcile import phrases
from reconcile.records import AsOf, Figure, Period, Published, Qualifier, Quantity, Report, Source
from reconcile.renderers.plain import one_line
from reconcile.results import Failure

SCOPE_WORDS = {
    "cumulative": "the toll so far",
    "window": "a part of the time only",
    "place": "one place of the event only",
    "incident": "one incident of the event only",
    "subset": "a part of another figure",
    "background": "another event or another time",
}
KIND_WORDS = {
    "un": "United Nations",
    "medical": "medical source",
    "party": "a party to the fighting",
    "outlet": "an outlet: who counted is not said",
}
AS_OF_WORDS = {
    "explicit": "as the report says",
    "period": "the end of its period",
    "published": "the day of publication",
    "weekdays": "from the weekdays it names",
    "tolls": "placed by its toll, so it proves no rise",
}
QUALIFIER_WORDS = {
    Qualifier.EXACT: "exactly as said",
    Qualifier.ABOUT: "about that many",
    Qualifier.AT_LEAST: "that many or more",
    Qualifier.MORE_THAN: "more than that",
    Qualifier.AT_MOST: "that many or fewer",
    Qualifier.NEARLY: "somewhat fewer than that",
    Qualifier.RANGE: "between the two",
    Qualifier.VAGUE: "a vague word, never drawn as a number",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a page, and what stands for them where the output's encoding has none."""

    at_least: str = "≥"
    at_most: str = "≤"
    inferred: str = "≈"
    dash: str = "–"
    minus: str = "−"
    arrow: str = "→"
    dot: str = "·"
    ellipsis: str = "…"
    party: str = "‡"
    corrected: str = "†"
    notes: str = "⁰¹²³⁴⁵⁶⁷⁸⁹"
    bars: str = "▁▂▃▄▅▆▇█"

    def note(self, number: int) -> str:
        """Give the mark of footnote `number`, from 1."""
        return "".join(self.notes[int(digit)] for digit in str(number)) if self.notes else f"({number})"


UNICODE = Marks()
ASCII = Marks(">=", "<=", "^", "-", "-", "->", "|", "...", "!", "#", "", "")


def marks_for(encoding: str) -> Marks:
    """Choose the marks that `encoding` can show."""
    try:
        "".join(astuple(UNICODE)).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


def mark_label(quantity: Quantity, marks: Marks) -> str:
    """Give the number with a mark for its qualifier: ">300", "~745", "≥93", "50–60"; a vague one as it is said."""
    if quantity.qualifier is Qualifier.VAGUE:
        text = one_line(quantity.text)
    elif quantity.upper is not None:
        text = f"{quantity.stated:,}{marks.dash}{quantity.upper:,}"
    else:
        text = f"{signs(marks).get(quantity.qualifier, '')}{quantity.stated:,}"
    return text if quantity.unit == "people" else f"{text} {quantity.unit}"


def signs(marks: Marks) -> dict[Qualifier, str]:
    """Give the mark that stands before a number for its qualifier."""
    return {**phrases.SIGNS, Qualifier.AT_LEAST: marks.at_least, Qualifier.AT_MOST: marks.at_most}


def day(when: date, year: int | None) -> str:
    """Give a day as "8 Mar", with its year where that is not `year`."""
    return f"{when.day} {when:%b}" if when.year == year else f"{when.day} {when:%b} {when.year}"


def span(start: date, end: date, year: int | None, marks: Marks) -> str:
    """Give two days as "8–12 Mar"."""
    if (start.year, start.month) == (end.year, end.month) and start != end:
        return f"{start.day}{marks.dash}{day(end, year)}"
    return day(start, year) if start == end else f"{day(start, year)}{marks.dash}{day(end, year)}"


def as_of(when: AsOf | None, year: int | None, marks: Marks) -> str:
    """Give when a figure held: a day, an interval, "8 Mar or later", or "unknown"."""
    if when is None:
        return "unknown"
    if when.date:
        return day(when.date, year)
    if when.earliest and when.latest:
        return span(when.earliest, when.latest, year, marks)
    if when.earliest:
        return f"{day(when.earliest, year)} or later"
    return f"by {day(when.latest, year)}" if when.latest else "unknown"


def inferred(when: AsOf | None, marks: Marks) -> str:
    """Give the mark of a day that a figure was given by its toll, which proves no rise; nothing for another day."""
    return marks.inferred if when and when.basis == "tolls" else ""


def held(figure: Figure) -> str:
    """Give when a figure held, for a column of that name; what is inferred is marked."""
    return phrases.as_of(figure.as_of).removeprefix("as of ")


def published(when: Published | None) -> str:
    """Give a report's date and where it was found."""
    return f"{when.date.day} {when.date:%B %Y} ({when.basis})" if when else "not dated"


def at(report: str, line: int) -> str:
    """Give the place in a report: report:line."""
    return f"{one_line(report)}:{line}"


def label(report: str, reports: Mapping[str, Report]) -> str:
    """Give a report's label by its id; of one that is not at hand, the id."""
    return reports[report].label if report in reports else report


def place(figure: Figure, reports: Mapping[str, Report]) -> str:
    """Give the place of a figure: label:line."""
    return at(label(figure.report, reports), figure.evidence.line)


def places(figures: Iterable[Figure], reports: Iterable[Report]) -> dict[str, str]:
    """Give the place of each figure by its id."""
    known = {report.id: report for report in reports}
    return {figure.id: place(figure, known) for figure in figures}


def counted(figure: Figure) -> str:
    """Give whom a figure counts and what befell them: "civilians killed", "families displaced"."""
    return phrases.counted(figure.outcome, figure.category, figure.quantity.unit)


def counted_whole(figure: Figure) -> str:
    """Give whom a figure counts, all that befell them, and what narrows it: "people killed or missing, women, Homs"."""
    befell = " or ".join((counted(figure), *figure.also))
    by = f"by {figure.perpetrator.text}" if figure.perpetrator else None
    narrower = (named.text for named in (figure.population, figure.place) if named)
    return ", ".join(filter(None, (befell, *narrower, by)))


def asides(figure: Figure) -> list[str]:
    """Give why a figure is no count that holds: it is said to be possible only, or as a former value."""
    told = (("a former value", figure.revised), ("what could be, not what was counted", figure.speculative))
    return [words for words, holds in told if holds]


def covers(figure: Figure) -> str:
    """Give what a figure covers: a part of the event or its whole, the time, and whether it is a count that holds."""
    told = (
        SCOPE_WORDS[figure.scope],
        period(figure.period, UNICODE) if figure.period else "",
        *asides(figure),
    )
    return ", ".join(filter(None, told))


def signed(by: str | None, on: date | None) -> str:
    """Say by whom and when something was looked at: "by the analyst, 8 March 2025"."""
    return ", ".join(filter(None, (f"by {by or 'the analyst'}", phrases.day(on) if on else "")))


def failure(what: Failure) -> str:
    """Give a failure: of which file, and why."""
    return f"{what.path}: {what.error}"


def carried(who: Source | None) -> str:
    """Give the mark of a credit that stands in an earlier sentence; nothing for another."""
    return "*" if who and who.carried else ""


def kind(who: Source) -> str:
    """Give the words for a source's kind; nothing for one of no particular kind."""
    return KIND_WORDS.get(who.kind, "" if who.kind == "other" else who.kind)


def bounds(quantity: Quantity, marks: Marks) -> str:
    """Give what the number strictly allows: "301 or more", "93", "50–60"."""
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        open_ended = {(False, True): f"{low or 0:,} or more", (True, False): f"{high or 0:,} or fewer"}
        return open_ended.get((low is None, high is None), f"around {quantity.stated:,}")
    return f"{low:,}" if low == high else f"{low:,}{marks.dash}{high:,}"


def credit(who: Source | None) -> str:
    """Give who counted, in words: name, kind, through whom, with whom, and whether the credit is carried on."""
    if who is None:
        return "nobody is credited"
    parts = [
        who.name if who.id == who.id.lower() or who.id in who.name else f"{who.name} ({who.id})",
        kind(who),
        f"through {', '.join(who.via)}" if who.via else "",
        f"with {', '.join(who.with_)}" if who.with_ else "",
        "credited in an earlier sentence" if who.carried else "",
    ]
    return ", ".join(filter(None, parts))


def period(when: Period, marks: Marks) -> str:
    """Give the time a figure covers: the words, and the days they stand for."""
    if when.start and when.end:
        return f"{when.text} ({span(when.start, when.end, None, marks)})"
    if when.start or when.end:
        side = f"from {day(when.start, None)}" if when.start else f"to {day(when.end, None)}" if when.end else ""
        return f"{when.text} ({side})"
    return when.text

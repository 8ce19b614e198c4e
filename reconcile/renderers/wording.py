"""The words for what the records hold: categories, labels with marks, as-of dates, sources, places in a report."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date

from reconcile import phrases
from reconcile.records import AsOf, Figure, Period, Published, Qualifier, Quantity, Source
from reconcile.renderers.plain import one_line
from reconcile.results import Point, Result

# The points of a track that are tolls as told: neither repeated by a headline nor vague.
SHOWN = ("stated", "superseded")
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
    Qualifier.VAGUE: "a vague word, never drawn as one",
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


def published(when: Published | None) -> str:
    """Give a report's date and where it was found."""
    return f"{when.date.day} {when.date:%B %Y} ({when.basis})" if when else "not dated"


def at(report: str, line: int) -> str:
    """Give the place in a report: report:line."""
    return f"{one_line(report)}:{line}"


def counted(figure: Figure) -> str:
    """Give whom a figure counts and what befell them: "civilians killed", "families displaced"."""
    return phrases.counted(figure.outcome, figure.category, figure.quantity.unit)


def statement(figure: Figure) -> tuple[object, ...]:
    """Give what a figure states; a number that its report repeats is the same statement."""
    quantity = figure.quantity
    return figure.report, figure.category, figure.outcome, quantity.stated, quantity.upper, quantity.qualifier


def point(at: Point, figures: Mapping[str, Figure]) -> str:
    """Give the label of a point of a track, marked where its figure was corrected."""
    figure = figures.get(at.figure or "")
    return figure.shown if figure else at.label


def analyst(result: Result) -> str:
    """Say how much of a result the analyst corrected and checked."""
    did = result.analyst
    checked = sum(figure.checked is not None or figure.corrected is not None for figure in result.figures)
    done = (
        (did.corrected, "corrected †"),
        (did.added, "added †"),
        (did.dropped, "dropped"),
        (checked, f"of {len(result.figures)} checked"),
        (did.reviewed, "findings reviewed"),
    )
    told = [f"{count} {what}" for count, what in done if count]
    return f"By the analyst: {', '.join(told)}" if told else "No figure was corrected or checked by an analyst"


def in_headline(figure: Figure) -> bool:
    """Tell whether a figure stands in a headline."""
    return "block: headline" in figure.trace


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
        who.name if who.id == who.id.lower() or who.id == who.name else f"{who.name} ({who.id})",
        KIND_WORDS.get(who.kind, "" if who.kind == "other" else who.kind),
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

"""The phrases that findings and every output share: who counted, who was counted, and a number in its sentence."""

from collections.abc import Iterable
from datetime import date

from reconcile.records import AsOf, Evidence, Figure, Outcome, Qualifier, Source, Unit

CATEGORY_WORDS = {"security_forces": "state forces", "combatants": "fighters", "refugees": "displaced people"}
# The marks that stand before a number for its qualifier.
SIGNS = {
    Qualifier.ABOUT: "~",
    Qualifier.AT_LEAST: "≥",
    Qualifier.MORE_THAN: ">",
    Qualifier.AT_MOST: "≤",
    Qualifier.NEARLY: "<",
}

# What begins an assumption that reports are one, which outputs with a place for it tell there.
ONE_TEXT, ONE_PAGE = "one text in ", "versions of one page"

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def source(who: Source | None) -> str:
    """Give a source's short name: its key where that is an abbreviation or one name, else its name in full."""
    if who is None:
        return "no credit"
    return who.name if who.id == who.id.lower() or "-" in who.id else who.id


def category(key: str) -> str:
    """Give the words for a category; one of a case's own is its key."""
    return CATEGORY_WORDS.get(key, key.replace("_", " "))


def whom(key: str, unit: Unit = "people") -> str:
    """Give who is counted: "civilians", "families"; of the displaced the outcome says so."""
    if unit != "people":
        return unit
    return "people" if key == "refugees" else category(key)


def counted(outcome: Outcome, key: str, unit: Unit = "people") -> str:
    """Give who is counted and what befell them: "civilians killed", "families displaced"."""
    return f"{whom(key, unit)} {outcome}"


def stated(figure: Figure) -> str:
    """Give what a figure says: "over 400 civilians killed", with a dagger where the analyst corrected it."""
    return f"{figure.shown} {counted(figure.outcome, figure.category, figure.quantity.unit)}"


def day(value: date) -> str:
    """Write a day in full."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def as_of(when: AsOf | None) -> str:
    """Write when a figure held; what is inferred is marked."""
    if when is None or not (when.date or when.earliest or when.latest):
        return "undated"
    if when.date:
        return f"as of {day(when.date)}"
    if when.earliest and when.latest:
        one_month = (when.earliest.year, when.earliest.month) == (when.latest.year, when.latest.month)
        first = str(when.earliest.day) if one_month else day(when.earliest)
        words = day(when.latest) if when.earliest == when.latest else f"{first}–{day(when.latest)}"
        return f"as of {words} [inferred]"
    if when.earliest:
        return f"as of {day(when.earliest)} or later [inferred]"
    return f"as of {day(when.latest or date.max)} or earlier [inferred]"


def plural(count: int, one: str) -> str:
    """Give a count with its word: "1 report", "5 reports"."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def position(evidence: Evidence) -> int:
    """Give the offset of the number in its sentence.

    It may stand there more than once: the place that agrees longest with the prefix and the suffix is its.
    """
    sentence, exact = evidence.sentence, evidence.exact
    if (first := sentence.find(exact)) == sentence.rfind(exact):
        return max(first, 0)

    def agreement(start: int) -> int:
        before = _common(reversed(sentence[:start]), reversed(evidence.prefix))
        return before + _common(sentence[start + len(exact) :], evidence.suffix)

    return max((i for i in range(len(sentence)) if sentence.startswith(exact, i)), key=agreement, default=0)


def parted(evidence: Evidence) -> tuple[str, str, str]:
    """Give the sentence in three: what stands before its number, the number, and what follows.

    Of a sentence without the number all stands before it, and the number is empty.
    """
    sentence, exact = evidence.sentence, evidence.exact
    start = position(evidence)
    if not sentence.startswith(exact, start):
        return sentence, "", ""
    return sentence[:start], exact, sentence[start + len(exact) :]


def marked(evidence: Evidence) -> str:
    """Give the sentence with its number in square brackets; a sentence without the number as it is."""
    before, number, after = parted(evidence)
    return f"{before}[{number}]{after}" if number else before


def _common(left: Iterable[str], right: Iterable[str]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count

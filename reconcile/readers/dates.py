"""When a report was published, by its file's name and its dateline; and a written date as a date.

Only full dates count. 9/3/2025 is the ninth of March here and the third of September there, so it is no date at all.
"""

import re
from datetime import date
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = re.compile(
    rf"""
      (?<!\d)(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)                        # 2025-03-09
    | (?<![\d:])(?P<d2>\d\d?)(?:st|nd|rd|th)?[ -](?P<m2>{_MONTH}),?[ -](?P<y2>\d{{4}})(?!\d)   # 05 August, 2024
    | \b(?P<m3>{_MONTH})[ ](?P<d3>\d\d?)(?:st|nd|rd|th)?,?[ ](?P<y3>\d{{4}})(?!\d)           # March 9, 2025
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOTTED = re.compile(r"(?<![\d.])(?P<d>\d\d?)\. ?(?P<m>\d\d?)\. ?(?P<y>\d{4})(?!\d|\.\d)")  # 9.3.2025
_IN_NAME = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-_.])(?P<m>\d\d)(?P=s)(?P<d>\d\d)(?!\d)"
    r"|(?<![0-9A-Za-z])(?P<y2>(?:19|20)\d\d)(?P<m2>\d\d)(?P<d2>\d\d)(?![0-9A-Za-z])"
)
_UPDATED = re.compile(r"updated|modified", re.IGNORECASE)
_ORIGINALLY = re.compile(r"\b(?:originally|first) (?:published|posted|issued|released)", re.IGNORECASE)
_LABEL = re.compile(r"updated|modified|published|posted|issued|released", re.IGNORECASE)
_DIGIT = re.compile(r"\d")  # each date has one
_BYLINE = re.compile(r"\bby [^\d|]{2,80}(?:\||$)", re.IGNORECASE)
_PLACE = re.compile(r"^[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2}(?:, | [–—|·•-] )")
# All that a line may hold beside its dates and still be a dateline.
_REST = re.compile(
    r"(?:T?\d\d?[:.h]\d\d(?:[:.]\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|[ap]\.?m\b\.?"
    r"|\b(?:GMT|UTC|[A-Z]{1,4}T|[A-Z]{1,3}ST)(?:[+-]\d{1,2}(?::?\d\d)?)?(?!\w)"
    r"|\b\d{1,3} (?:second|minute|min|hour|day|week)s? ago\b"
    r"|\b(?:first|last|originally|published|posted|updated|modified|issued|released|on|at|date|created)\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|[\s|:,.()\[\]·•–—/-])+",
    re.IGNORECASE,
)

# "DAMASCUS, March 8, 2025 (Agency) - …": how an agency opens its first paragraph.
_OPENS = re.compile(
    rf"""\s*(?-i:[A-Z][A-Z.'’/\ -]{{2,40}}(?:,\ [A-Z][\w.'’\ -]{{2,30}})?)[,(:]?\ {{0,2}}\(?(?:{_DAY.pattern})
    [,)]?\ *(?:\([^)\n]{{2,40}}\))?\ *[-–—:]""",
    re.IGNORECASE | re.VERBOSE,
)

_HEAD_LINES = 15  # a page's head is seldom longer
_DATELINE = 160  # characters; a longer line is no dateline
_PARAGRAPH = 60  # characters; a line of this length that ends a sentence is the first paragraph


class Dateline(NamedTuple):
    """The dates that a report's head gives; null where it gives none, or several that it does not tell apart."""

    published: date | None
    updated: date | None


def parse(written: str) -> date | None:
    """Read a full date out of `written`, which should be one; null where it is none, or could be two.

    With dots the day stands first: 9.3.2025 is the ninth of March.
    """
    if found := _DAY.search(written):
        return _date(found)
    if found := _DOTTED.search(written):
        return _valid(found["y"], found["m"], found["d"])
    if not re.search(r"[a-z]{3}", written, re.IGNORECASE) or not re.search(r"\d{4}", written):
        return None
    from dateparser import parse as parse_any  # type: ignore[import-untyped]  # 130 ms to import, seldom needed

    parts = {"REQUIRE_PARTS": ["day", "month", "year"]}
    moment = parse_any(written, languages=["en"], settings=parts)
    return date(moment.year, moment.month, moment.day) if moment else None


def in_filename(name: str) -> date | None:
    """Read the date in a file's name (2025-03-09-…, 20250309); null where there is none, or more than one."""
    found = {
        day
        for match in _IN_NAME.finditer(name)
        if (day := _valid(match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]))
    }
    return found.pop() if len(found) == 1 else None


def in_head(text: str, start: int) -> Dateline:
    """Read the datelines in the lines of `text` from `start` up to the first paragraph.

    A dateline holds nothing but dates, times and words such as "published"; a date that a headline or a sentence
    mentions is the event's, not the report's. Where no line is one, the date after the place counts with which an
    agency opens its first paragraph. Of several dates the one called originally published counts, else
    the one called published, else the one called nothing.
    """
    original: set[date] = set()
    published: set[date] = set()
    named: set[date] = set()
    updated: set[date] = set()
    for number, line in enumerate(_head(text, start)):
        if not _DIGIT.search(line):
            continue
        label = ""
        bare = _BYLINE.sub("", line, count=1)
        bare = _PLACE.sub("", bare, count=1) if number else bare  # a headline may name the event's place and day
        if _REST.sub("", _DAY.sub("", bare)):
            continue
        end = 0
        for match in _DAY.finditer(line):
            label = (_LABEL.findall(line, end, match.start()) or [label])[-1]
            end = match.end()
            if day := _date(match):
                first_time = _ORIGINALLY.search(line, 0, match.start())
                wanted = updated if _UPDATED.match(label) else original if first_time else named if label else published
                wanted.add(day)
    first = original or named or published or _opening(text, start)
    return Dateline(first.pop() if len(first) == 1 else None, max(updated, default=None))


def _opening(text: str, start: int) -> set[date]:
    """The date with which an agency opens the first paragraph, after the place."""
    lines = text[start : start + _HEAD_LINES * _DATELINE].split("\n")[:_HEAD_LINES]
    found = next((match for line in lines if (match := _OPENS.match(line))), None)
    day = _date(found) if found else None
    return {day} if day else set()


def _head(text: str, start: int) -> list[str]:
    lines: list[str] = []
    while start < len(text) and len(lines) < _HEAD_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + _DATELINE + 1)].strip()
        if end - start > _DATELINE or (len(line) > _PARAGRAPH and line[-1] in '.!?”"'):
            break
        if line:
            lines.append(line)
        start = end + 1
    return lines


def _date(match: re.Match[str]) -> date | None:
    month = match["m1"] or str(_MONTHS.index((match["m2"] or match["m3"])[:3].lower()) + 1)
    return _valid(match["y1"] or match["y2"] or match["y3"], month, match["d1"] or match["d2"] or match["d3"])


def _valid(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

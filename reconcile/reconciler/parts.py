"""What part of the event a report's number covers, and whether it is the toll so far."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reconcile.reconciler.containment import wholes
from reconcile.reconciler.keys import Key
from reconcile.records import Figure, Report, Scope

# A period that is one day whichever day it was: "in a single day", "on Friday", "overnight", "in 24 hours".
ONE_DAY = re.compile(
    r"\b(?:(?:a|one|single|same|that|the|mon|tues|wednes|thurs|fri|satur|sun|yester|to) ?day|overnight|night|24 hours"
    r"|morning|afternoon|evening)\b",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\b(?:and|between|days|from|since|through|to|until)\b|[–-]", re.IGNORECASE)
# A count that begins so soon after the onset is taken to begin with it.
NEAR_ONSET = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Part:
    """What a claim covers where it is not the toll so far; `cumulative` is a toll from before the onset.

    `somewhere`: the part is a place's, and it is not known which.
    """

    scope: Scope
    start: date | None
    end: date | None
    somewhere: bool = False

    @property
    def placed(self) -> bool:
        """Whether another claim can be known to cover the same part: windows and incidents need their days."""
        return not self.somewhere and (
            self.scope not in (Scope.WINDOW, Scope.INCIDENT) or bool(self.start and self.end)
        )


class Said:
    """What one report says: the figures that stand for its claims, with their keys, in the order of the text."""

    def __init__(self, report: Report, leads: Sequence[tuple[Key, Figure]]) -> None:
        self.report = report
        self._counted = {(key.outcome, key.category) for key, _ in leads}
        self._largest: dict[tuple[Key, str | None], int] = {}
        self._sentences: dict[str, list[tuple[Key, Figure]]] = defaultdict(list)
        for key, figure in leads:
            track = key, _counter(figure)
            self._largest[track] = max(self._largest.get(track, 0), figure.quantity.stated)
            self._sentences[figure.evidence.sentence].append((key, figure))

    def has_larger(self, lead: Figure, key: Key) -> bool:
        """Say whether the report gives a larger count of the same key and originator."""
        return self._largest[key, _counter(lead)] > lead.quantity.stated

    def has_whole(self, lead: Figure, key: Key) -> bool:
        """Say whether it has a count of a category that contains this one: then the category alone narrows.

        Of several in the sentence the nearest before it is its whole; a part of a part is narrowed by more.
        """
        containing = wholes(key.category)
        if not any((key.outcome, category) in self._counted for category in containing):
            return False
        near = [
            figure
            for other, figure in self._sentences[lead.evidence.sentence]
            if other.category in containing
            and other.outcome == key.outcome
            and figure.evidence.start < lead.evidence.start
        ]
        return not (near and near[-1].scope is Scope.SUBSET)


def _counter(figure: Figure) -> str | None:
    return figure.source.id if figure.source else None


def part_of(lead: Figure, key: Key, said: Said, onset: date | None) -> tuple[Part | None, str | None]:
    """Say what part of the event a claim covers, null for the toll so far, and what was assumed to say so."""
    period, report = lead.period, said.report
    part = Part(lead.scope, period.start if period else None, period.end if period else None)
    match lead.scope:
        case Scope.CUMULATIVE:
            if onset is None or part.start is None or abs(part.start - onset) <= NEAR_ONSET:
                return None, None
            if onset <= part.start == part.end:  # "has reached 141, the office said on Tuesday": when it stood so
                return None, None
            return (part if part.start < onset else replace(part, scope=Scope.WINDOW)), None
        case Scope.PLACE | Scope.SUBSET:
            narrowed = key.place or key.population or key.perpetrator or said.has_whole(lead, key)
            if narrowed and _open(part, report, onset):
                return None, None
            return replace(part, somewhere=lead.scope is Scope.PLACE and key.place is None), None
        case Scope.WINDOW if _so_far(lead, key, said, onset) and period is not None:
            where = f"{report.label}:{lead.evidence.line}"
            return None, f'{where} "{lead.label}" ("{period.text}") is taken as the toll so far'
        case _:
            return part, None


def _open(part: Part, report: Report, onset: date | None) -> bool:
    """Say whether the time of a place's or a group's count is that of the event so far."""
    if part.start is None and part.end is None:
        return True
    begins = part.start is None or (onset is not None and abs(part.start - onset) <= NEAR_ONSET)
    return begins and part.start != part.end and _reaches_last_day(part, report)


def _reaches_last_day(part: Part, report: Report) -> bool:
    last = report.days.last if report.days else None
    return part.end is None or last is None or part.end >= last


def _so_far(lead: Figure, key: Key, said: Said, onset: date | None) -> bool:
    """Say whether a window is taken as the toll so far.

    It begins within two days of the onset (one day alone only on the onset itself), or cannot be placed and is no
    single day; it ends no earlier than the last day that the report names; and the report gives no larger count of the
    same key and originator.
    """
    period = lead.period
    if period is None:
        return False
    said_one = bool(ONE_DAY.search(period.text)) and not SEVERAL.search(period.text)
    one_day = period.start == period.end if period.start else said_one
    if period.start:
        near = timedelta(0) if one_day else NEAR_ONSET
        begins = onset is not None and timedelta(0) <= period.start - onset <= near
    else:
        begins = not one_day
    ends = _reaches_last_day(Part(lead.scope, period.start, period.end), said.report)
    return begins and ends and not said.has_larger(lead, key)

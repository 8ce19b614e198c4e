"""The cascade that takes figures out of a report's text."""

from dataclasses import dataclass

from reconcile.case import Case
from reconcile.records import Days, Dropped, Figure, Report


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was taken out of one report: its figures in the order of the text, the numbers dropped, the days it names."""

    figures: tuple[Figure, ...]
    dropped: tuple[Dropped, ...]
    days: Days | None


def extract(report: Report, case: Case) -> Extraction:
    """Take the figures out of `report`, with as-of dates where the report alone gives them (not yet from tolls)."""
    raise NotImplementedError

"""What the figures of several reports say together: series, and why figures differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.case import Case
from reconcile.records import Figure, Finding, Report, Series


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The figures with their as-of dates placed, the series, the findings (conflicts first), and what was assumed."""

    figures: tuple[Figure, ...]
    series: tuple[Series, ...]
    findings: tuple[Finding, ...]
    assumed: tuple[str, ...]


def reconcile(reports: Sequence[Report], figures: Sequence[Figure], case: Case) -> Reconciliation:
    """Compare the figures of `reports`, which are of one event."""
    raise NotImplementedError

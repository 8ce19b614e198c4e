"""The results as records: series, findings and what compares two inputs, as `--format json` prints them.

What a field holds is said below it, and the JSON Schemas repeat it.
"""

from reconcile.results.difference import Against, Changed, Diff, Drafted, Same, Unpaired
from reconcile.results.log import At, Log, Logged
from reconcile.results.result import (
    NO_ESTIMATE,
    Analyst,
    Derivation,
    Failure,
    Finding,
    Quote,
    Result,
    Review,
    Tool,
)
from reconcile.results.series import Change, Point, Series, SeriesKey, Track

__all__ = [
    "NO_ESTIMATE",
    "Against",
    "Analyst",
    "At",
    "Change",
    "Changed",
    "Derivation",
    "Diff",
    "Drafted",
    "Failure",
    "Finding",
    "Log",
    "Logged",
    "Point",
    "Quote",
    "Result",
    "Review",
    "Same",
    "Series",
    "SeriesKey",
    "Tool",
    "Track",
    "Unpaired",
]

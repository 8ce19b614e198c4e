"""Print what each counter said last, as a small table.

python examples/latest.py seeds/
"""

import sys

import reconcile
from reconcile.errors import ReconcileError
from reconcile.results import SeriesKey


def what(key: SeriesKey) -> str:
    """Give who is counted and what befell them; families are no people."""
    return f"{key.category if key.unit == 'people' else key.unit} {key.outcome}"


def rows(path: str) -> list[tuple[str, str, str, str]]:
    """Give what was counted, by whom, the latest label, and the report it stands in, of every counter that is named."""
    try:
        result = reconcile.reconcile(path)
    except ReconcileError as error:
        sys.exit(str(error))
    return [
        (what(series.key), track.source.id, track.latest.label, track.latest.report)
        for series in result.series
        for track in series.tracks
        if track.source
    ]


if __name__ == "__main__":
    table = rows(sys.argv[1])
    widths = [max((len(row[column]) for row in table), default=0) for column in range(4)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

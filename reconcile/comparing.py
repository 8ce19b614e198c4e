"""The difference of two reports, and of a draft and what a folder or an earlier result has."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from reconcile.case import Case, find
from reconcile.errors import InputError
from reconcile.lookup import find_report
from reconcile.pipeline import PathLike, Reading, events, extract, tool, unmatched
from reconcile.readers.formats import is_own
from reconcile.readers.walk import head
from reconcile.records import Figure, Report
from reconcile.results import Diff, Failure, Result


def diff(a: str, b: str, case: PathLike | None = None) -> tuple[Case, Diff]:
    """Compare report `a` with report `b`, a folder, or the JSON of an earlier result; give the case too.

    The case file is `case`, else the nearest at or above `b`, else at or above `a`.

    Raises:
        CaseError, InputError, UsageError: as `find_report`; and where `b` is no JSON of a result.

    """
    file = case if case is not None else find([b]) or find([a])
    left = find_report(a, file)
    found = _compared(left, b, file)
    return left.case, found.model_copy(update={"tool": tool(left.case)})


def _compared(left: Reading, b: str, file: PathLike | None) -> Diff:
    from reconcile import reconciler

    if _is_result(b):
        earlier = _earlier(b)
        return _draft(left, b, earlier.reports, earlier.figures, earlier.errors)
    if Path(b).is_dir():
        items = list(extract(events(b, file)[0]))
        others = [item for item in items if isinstance(item, Reading) and not _same_file(item, left)]
        figures = [figure for other in others for figure in other.extraction.figures]
        failures = tuple(item for item in items if isinstance(item, Failure))
        return _draft(left, b, [other.report for other in others], figures, failures)
    left, right = _told_apart(left, find_report(b, file))
    taken = (left.report, left.extraction.figures, right.report, right.extraction.figures)
    found = reconciler.diff(*taken, left.case)
    return found.model_copy(update={"errors": (*unmatched(left), *unmatched(right))})


def _is_result(path: str) -> bool:
    """Tell whether a JSON file is an earlier result, or is not there; a news service's is a report."""
    return path.endswith(".json") and (not Path(path).exists() or is_own(head(path)))


def _told_apart(left: Reading, right: Reading) -> tuple[Reading, Reading]:
    """Give two reports of one publisher labels of their own."""
    if left.report.label != right.report.label:
        return left, right
    names = [Path(reading.report.path).name for reading in (left, right)]
    parts = names if names[0] != names[1] else [reading.report.path for reading in (left, right)]
    one, other = (
        replace(reading, report=reading.report.model_copy(update={"label": part}))
        for reading, part in zip((left, right), parts, strict=True)
    )
    return one, other


def _same_file(one: Reading, other: Reading) -> bool:
    return os.path.realpath(one.report.path) == os.path.realpath(other.report.path)


def _earlier(path: str) -> Result:
    try:
        return Result.model_validate_json(Path(path).read_bytes())
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror}). Give a file that exists") from error
    except ValidationError as error:
        raise InputError(path, "is no earlier report. Give what report --format json printed") from error


def _draft(
    draft: Reading, path: str, reports: Sequence[Report], figures: Sequence[Figure], failures: tuple[Failure, ...]
) -> Diff:
    from reconcile import reconciler

    found = reconciler.diff_draft(draft.report, draft.extraction.figures, reports, figures, draft.case, path)
    return found.model_copy(update={"errors": failures})


def differs(found: Diff) -> bool:
    """Tell whether two reports differ, or a draft is not backed throughout."""
    unbacked = any(item.status != "backed" for item in found.draft)
    return bool(found.changed or found.only_a or found.only_b) or unbacked

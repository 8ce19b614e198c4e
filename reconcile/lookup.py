"""One report by the name that a person gives it: a file, FOLDER/LABEL, a member of a file, or a line of it."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reconcile.errors import InputError, UsageError
from reconcile.pipeline import PathLike, Reading, events, read, take
from reconcile.readers.walk import holder, is_address
from reconcile.records import Report
from reconcile.results import Failure

AT_LINE = re.compile(r"(?P<path>.+):(?P<line>[1-9]\d*)")


def find_line(path: str, case: PathLike | None = None) -> Reading:
    """Read the report that `path` names, as `find_report`; of "REPORT:LINE", as reports cite their lines, that line.

    Raises:
        InputError, UsageError: as `find_report`; and where no number stands in the line.

    """
    at = None if Path(path).exists() else AT_LINE.fullmatch(path)
    if at is None:
        return find_report(path, case)
    reading, line = find_report(at["path"], case), int(at["line"])
    figures = tuple(f for f in reading.extraction.figures if f.evidence.line == line)
    dropped = tuple(d for d in reading.extraction.dropped if d.line == line)
    if not figures and not dropped:
        there = ", ".join(str(n) for n in dict.fromkeys(f.evidence.line for f in reading.extraction.figures))
        raise UsageError(f"{path}: no number stands in line {line}. The lines with figures are {there or 'none'}")
    return replace(reading, extraction=replace(reading.extraction, figures=figures, dropped=dropped))


def find_report(path: str, case: PathLike | None = None) -> Reading:
    """Read the one report that `path` names: a file, "-", a web address, FOLDER/LABEL, or FILE#12 in one of several.

    Raises:
        InputError: it cannot be read.
        UsageError: there is no such report, or there are several.

    """
    named = path == "-" or is_address(path) or Path(path).is_file()
    file = path if named else holder(path)
    if file is not None:
        event = events(file, case)[0]
        items = list(read(event))
        asked = [item for item in items if file == path or item.path == path]
        item = _only(path, asked or [item for item in items if isinstance(item, Failure)])
    elif Path(path).is_dir():
        raise UsageError(f"{path}: is a folder. Name one report: a file, or {Path(path) / 'LABEL'}")
    else:
        folder, label = os.path.split(path)
        if not Path(folder or ".").is_dir():
            raise UsageError(f"{path}: there is no such report. Give a file, or FOLDER/LABEL")
        event = events(folder or ".", case)[0]
        item = _labelled(label, path, folder or ".", [item for item in read(event) if isinstance(item, Report)])
    if isinstance(item, Failure):
        raise InputError(item.path, item.error)
    return take(item, event.case)


def _only(path: str, items: Sequence[Report | Failure]) -> Report | Failure:
    if len(items) == 1:
        return items[0]
    if not items:
        raise UsageError(f"{path}: there is no such report in the file")
    first = next((item for item in items if isinstance(item, Report)), items[0])
    raise UsageError(f"{path}: holds {len(items)} reports. Name one of them, such as {first.path}")


def _labelled(label: str, path: str, folder: str, reports: Sequence[Report]) -> Report:
    """Choose the report of this label, which depends on what else is read; else the only one whose name begins so."""
    exact = [report for report in reports if label == report.label]
    found = exact or [
        report
        for report in reports
        if Path(report.path).name.startswith(label) or os.path.relpath(report.path, folder).startswith(label)
    ]
    if len(found) != 1:
        many = "there are several such reports" if found else "there is no such report"
        labels = ", ".join(report.label for report in found or reports)
        raise UsageError(f"{path}: {many}. The folder has {labels or 'none'}")
    return found[0]

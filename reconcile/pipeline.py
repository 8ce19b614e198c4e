"""The stages on one page: find and read, extract a report at a time, reconcile; and the difference of two reports.

A stage is imported where it runs: `--help` needs none, and `extract` needs no reconciler.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from reconcile.case import CASE_FILE, Case, find, load
from reconcile.errors import InputError, UsageError
from reconcile.records import Figure, Report
from reconcile.results import Analyst, Diff, Failure, Finding, Result, Tool

if TYPE_CHECKING:
    from reconcile.extractors import Extraction
    from reconcile.readers import Found

PathLike = str | os.PathLike[str]
Paths = PathLike | Sequence[PathLike]


@dataclass(frozen=True, slots=True)
class Event:
    """What is reported together: a case (an empty one where there is no case file) and the files found for it.

    `private` is whether a web address may lead to one of this network.
    """

    case: Case
    found: "Found"
    private: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what was taken out of it."""

    report: Report
    extraction: "Extraction"
    case: Case


def version() -> str:
    """Give the version of the installed package."""
    return installed("reconcile")


def events(
    paths: Paths, case: PathLike | None = None, fields: Mapping[str, str] | None = None, private: bool = False
) -> list[Event]:
    """Find the reports that `paths` hold, by event: a folder below a path with a case file is an event of its own.

    The first event's case file is `case`, else the nearest at or above the paths. `fields` go before the case file's.

    Raises:
        CaseError: a case file cannot be used.

    """
    from reconcile import readers

    given = _listed(paths)
    file = Path(case) if case is not None else find(given)
    waiting = [(given, _load(file) if file else Case())]
    made = []
    while waiting:
        inside, known = waiting.pop(0)
        found = readers.find(inside, known)
        if found.files or found.failures or not found.events:
            copies = {copy.id: file.id for file in found.files for copy in file.copies}
            known = known.joined(copies)
            named = known.fields.model_copy(update=dict(fields or {}))
            made.append(Event(known.model_copy(update={"fields": named}), found, private))
        waiting += (([folder], _load(Path(folder) / CASE_FILE)) for folder in found.events)
    return made


def _listed(paths: Paths) -> list[str]:
    return [os.fspath(paths)] if isinstance(paths, str | os.PathLike) else [os.fspath(path) for path in paths]


def _load(file: Path) -> Case:
    """Load a case file under the path a person would give it, so that output does not tell where the folder lies."""
    here = Path.cwd()
    return load(file.relative_to(here) if file.is_relative_to(here) else file)


def begin(folder: PathLike, case: PathLike) -> Result:
    """Say what the reports in `folder` hold without a case file, where one is to be written at `case`.

    Raises:
        UsageError: `folder` is none, or there is something at `case` already.

    """
    from reconcile import readers

    if not Path(folder).is_dir():
        raise UsageError(f"{folder}: is no folder. Give the folder that holds the reports")
    if Path(case).exists():
        raise UsageError(f"{case}: is there already. Change it by hand, or write another file with --output")
    without = Case(path=os.fspath(case))
    return reconcile(Event(without, readers.find([os.fspath(folder)], without)))


def read(event: Event) -> Iterator[Report | Failure]:
    """Read an event's reports, one at a time; what cannot be read is a Failure in its place."""
    from reconcile import readers

    return readers.read(event.found, event.case, event.private)


def extract(event: Event) -> Iterator[Reading | Failure]:
    """Take the figures out of an event's reports, one report at a time, in the order of the input.

    A correction of the case file that cannot be made is a Failure before its report.
    """
    missing = {entry.report: entry.line for entry in reversed(event.case.checked)}
    missing |= {entry.report: entry.line for entry in reversed(event.case.corrections)}
    unknown = set(event.case.reports)
    files = set()
    for item in read(event):
        if isinstance(item, Failure):
            yield item
            continue
        missing.pop(item.id, None)
        unknown.discard(item.id)
        files.add(item.id.partition("#")[0])
        reading = take(item, event.case)
        for entry in reading.extraction.unmatched:
            kind: Literal["check", "correction"] = "check" if entry.review else "correction"
            yield Failure(path=f"{event.case.path}:{entry.line}", error=entry.reason, kind=kind)
        yield reading
    for report, line in missing.items():
        if _is_gone(report, event.case, files):
            reason = f'report "{report}": there is no such report; write its path from the case file on'
            yield Failure(path=f"{event.case.path}:{line}", error=reason, kind="correction")
    for report in sorted(unknown):
        if _is_gone(report, event.case, files):
            reason = f'[reports."{report}"]: there is no such report; write its path from the case file on'
            yield Failure(path=event.case.path or "", error=reason, kind="check")


def _is_gone(report: str, case: Case, read: Collection[str]) -> bool:
    """Tell whether a report that a case file names is none: its file is not there, or was read and does not hold it."""
    file, _, member = report.partition("#")
    if case.path is None or not (Path(case.path).parent / file).exists():
        return case.path is not None
    return bool(member) and file in read


def take(report: Report, case: Case) -> Reading:
    """Take the figures out of one report."""
    from reconcile import extractors

    extraction = extractors.extract(report, case)
    facts = {"days": extraction.days, "figures": len(extraction.figures)}
    return Reading(report.model_copy(update=facts), extraction, case)


def reconcile(event: Event, taken: Iterable[Reading | Failure] | None = None) -> Result:
    """Take the figures out of an event's reports and say what they say together.

    `taken` is what `extract` gave for the event, where the caller looks on.
    """
    from reconcile import lexicon, reconciler

    items = list(extract(event) if taken is None else taken)
    readings = [item for item in items if isinstance(item, Reading)]
    reports = [reading.report for reading in readings]
    figures = [figure for reading in readings for figure in reading.extraction.figures]
    together = reconciler.reconcile(reports, figures, event.case)
    return Result(
        tool=Tool(version=version(), lexicons=lexicon.fingerprint(), case_sha256=event.case.sha256),
        case=event.case.path,
        reports=together.reports,
        figures=together.figures,
        series=together.series,
        findings=together.findings,
        assumed=together.assumed,
        analyst=_analyst(readings, together.figures, together.findings),
        errors=tuple(item for item in items if isinstance(item, Failure)),
    )


def _analyst(readings: Sequence[Reading], figures: Sequence[Figure], findings: Sequence[Finding]) -> Analyst:
    """Count what the analyst did to a result."""
    changed = [figure.corrected.from_ for figure in figures if figure.corrected]
    dropped = (d for reading in readings for d in reading.extraction.dropped if d.reason.startswith("dropped by"))
    return Analyst(
        corrected=sum(map(bool, changed)),
        added=len(changed) - sum(map(bool, changed)),
        dropped=sum(1 for _ in dropped),
        checked=sum(figure.checked is not None for figure in figures),
        reviewed=sum(finding.reviewed is not None for finding in findings),
    )


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
    file = _holder(path)
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


def _holder(path: str) -> str | None:
    """Give the file that holds the report named, of "feed.jsonl#12" the feed; null where there is no such file."""
    ends = (at.start() for at in re.finditer("#", path))
    choices = (path, *(path[:end] for end in ends))
    address = path.startswith(("http://", "https://"))
    return path if path == "-" or address else next((choice for choice in choices if Path(choice).is_file()), None)


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


def diff(a: str, b: str, case: PathLike | None = None) -> tuple[Case, Diff]:
    """Compare report `a` with report `b`, a folder, or the JSON of an earlier result; give the case too.

    The case file is `case`, else the nearest at or above `b`, else at or above `a`.

    Raises:
        CaseError, InputError, UsageError: as `find_report`; and where `b` is no JSON of a result.

    """
    from reconcile import reconciler

    file = case if case is not None else find([b]) or find([a])
    left = find_report(a, file)
    if b.endswith(".json"):
        earlier = _earlier(b)
        return left.case, _draft(left, b, earlier.reports, earlier.figures, earlier.errors)
    if Path(b).is_dir():
        items = list(extract(events(b, file)[0]))
        others = [item for item in items if isinstance(item, Reading) and not _same_file(item, left)]
        figures = [figure for other in others for figure in other.extraction.figures]
        failures = tuple(item for item in items if isinstance(item, Failure))
        return left.case, _draft(left, b, [other.report for other in others], figures, failures)
    left, right = _told_apart(left, find_report(b, file))
    taken = (left.report, left.extraction.figures, right.report, right.extraction.figures)
    return left.case, reconciler.diff(*taken, left.case)


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

"""The stages on one page: find and read, extract a report at a time, reconcile.

A stage is imported where it runs: `--help` needs none, and `extract` needs no reconciler.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reconcile.case import CASE_FILE, Case, find, load
from reconcile.errors import UsageError
from reconcile.records import Figure, Report
from reconcile.results import Analyst, Failure, Finding, Result, Tool

if TYPE_CHECKING:
    from reconcile.engines.extraction import Means
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
    from importlib.metadata import version as installed

    return installed("reconcile")


def tool(case: Case) -> Tool:
    """Say what compiles a result with this case."""
    from reconcile import lexicon

    return Tool(version=version(), lexicons=lexicon.fingerprint(), case_sha256=case.sha256)


def events(
    paths: Paths, case: PathLike | None = None, fields: Mapping[str, str] | None = None, private: bool = False
) -> list[Event]:
    """Find the reports that `paths` hold, by event: those of one case file, which is `case`, else the nearest to each.

    The nearest stands at or above a path; paths that have none go with those of the only case file there is. A folder
    below a path with a case file is an event of its own. `fields` go before the case file's.

    Raises:
        CaseError: a case file cannot be used.

    """
    from reconcile import readers

    given = _by_case(_listed(paths), Path(case) if case is not None else None)
    waiting = [(inside, _load(file) if file else Case()) for file, inside in given.items()]
    taken = {file.resolve() for file in given if file}
    made = []
    while waiting:
        inside, known = waiting.pop(0)
        found = readers.find(inside, known)
        if found.files or found.failures or not found.events:
            copies = {copy.id: file.id for file in found.files for copy in file.copies}
            known = known.joined(copies)
            named = known.fields.model_copy(update=dict(fields or {}))
            made.append(Event(known.model_copy(update={"fields": named}), found, private))
        below = {(Path(folder) / CASE_FILE).resolve(): folder for folder in found.events}
        waiting += (([folder], _load(Path(folder) / CASE_FILE)) for file, folder in below.items() if file not in taken)
        taken |= below.keys()
    return made


def _by_case(paths: Sequence[str], case: Path | None) -> dict[Path | None, list[str]]:
    """Sort paths by their case files, in the order given."""
    sorted_: dict[Path | None, list[str]] = {}
    for path in paths:
        sorted_.setdefault(case or find([path]), []).append(path)
    if len(sorted_) == 2 and None in sorted_:
        (only,) = (file for file in sorted_ if file)
        if not any(only.resolve().is_relative_to(Path(path).resolve()) for path in sorted_[None]):
            return {only: list(paths)}
    return sorted_ or {case: []}


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


def extract(event: Event, means: "Means | None" = None) -> Iterator[Reading | Failure]:
    """Take the figures out of an event's reports, one report at a time, in the order of the input.

    A correction of the case file that cannot be made is a Failure before its report. What runs it, and what is known
    from before, are the `means`; by default it runs here, and nothing is.
    """
    from reconcile.engines import extraction

    missing = {entry.report: entry.line for entry in reversed(event.case.checked)}
    missing |= {entry.report: entry.line for entry in reversed(event.case.corrections)}
    unknown = set(event.case.reports)
    files = set()

    def noted() -> Iterator[Report | Failure]:
        for item in read(event):
            if isinstance(item, Report):
                missing.pop(item.id, None)
                unknown.discard(item.id)
                files.add(item.id.partition("#")[0])
            yield item

    for item in extraction.extract(noted(), event.case, means or extraction.Means()):
        if isinstance(item, Failure):
            yield item
            continue
        reading = _corrected(*item, event.case)
        yield from unmatched(reading)
        if reading.report.language != "en":
            reason = "does not read as English, and nothing else is read: its figures may all be missing"
            yield Failure(path=reading.report.path, error=reason, kind="language")
        yield reading
    for report, line in missing.items():
        if _is_gone(report, event.case, files):
            reason = f'report "{report}": there is no such report; write its path from the case file on'
            yield Failure(path=f"{event.case.path}:{line}", error=reason, kind="correction")
    for report in sorted(unknown):
        if _is_gone(report, event.case, files):
            reason = f'[reports."{report}"]: there is no such report; write its path from the case file on'
            yield Failure(path=event.case.path or "", error=reason, kind="check")


def _corrected(report: Report, extraction: "Extraction", case: Case) -> Reading:
    """Replay what the case file says of a report, if it does, on what was extracted from it."""
    if case.corrections or case.checked:
        from reconcile.extractors import corrected

        made = corrected.correct(report, extraction.figures, extraction.dropped, case)
        extraction = replace(extraction, figures=made.figures, dropped=made.dropped, unmatched=made.unmatched)
    facts = {"days": extraction.days, "figures": len(extraction.figures)}
    return Reading(report.model_copy(update=facts), extraction, case)


def unmatched(reading: Reading) -> Iterator[Failure]:
    """Tell the corrections and checks of a report that meet no figure of it."""
    for entry in reading.extraction.unmatched:
        kind: Literal["check", "correction"] = "check" if entry.review else "correction"
        yield Failure(path=f"{reading.case.path}:{entry.line}", error=entry.reason, kind=kind)


def _is_gone(report: str, case: Case, read: Collection[str]) -> bool:
    """Tell whether a report that a case file names is none: its file is not there, or was read and does not hold it."""
    file, _, member = report.partition("#")
    if case.path is None or not (Path(case.path).parent / file).exists():
        return case.path is not None
    return bool(member) and file in read


def take(report: Report, case: Case) -> Reading:
    """Take the figures out of one report."""
    from reconcile import extractors

    return _corrected(report, extractors.extract(report, case), case)


def reconcile(event: Event, taken: Iterable[Reading | Failure] | None = None) -> Result:
    """Take the figures out of an event's reports and say what they say together.

    `taken` is what `extract` gave for the event, where the caller looks on.
    """
    from reconcile import reconciler

    items = list(extract(event) if taken is None else taken)
    readings = [item for item in items if isinstance(item, Reading)]
    reports = [reading.report for reading in readings]
    figures = [figure for reading in readings for figure in reading.extraction.figures]
    together = reconciler.reconcile(reports, figures, event.case)
    return Result(
        tool=tool(event.case),
        case=event.case.path,
        reports=together.reports,
        figures=together.figures,
        series=together.series,
        findings=together.findings,
        assumed=together.assumed,
        analyst=_analyst(readings, together.figures, together.findings),
        errors=(*(item for item in items if isinstance(item, Failure)), *_stale(together.stale, event.case)),
    )


def _stale(lines: Iterable[int], case: Case) -> Iterator[Failure]:
    for line in lines:
        reason = "a quote of the reviewed finding is no longer found once, so that it is shown again; review it anew"
        yield Failure(path=f"{case.path}:{line}", error=reason, kind="check")


def _analyst(readings: Sequence[Reading], figures: Sequence[Figure], findings: Sequence[Finding]) -> Analyst:
    """Count what the analyst did to a result."""
    changed = [figure.corrected.from_ for figure in figures if figure.corrected]
    dropped = (d for reading in readings for d in reading.extraction.dropped if d.correction is not None)
    return Analyst(
        corrected=sum(map(bool, changed)),
        added=len(changed) - sum(map(bool, changed)),
        dropped=sum(1 for _ in dropped),
        checked=sum(figure.checked is not None for figure in figures),
        reviewed=sum(finding.reviewed is not None for finding in findings),
    )

"""Corrections made by report and line: written to the case file, tried on the report, taken out again."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile import anchors, casefiles, choices, entries, lookup, pipeline
from reconcile.anchors import Span
from reconcile.case import CASE_FILE, load
from reconcile.entries import Signature
from reconcile.errors import CaseError, UsageError
from reconcile.pipeline import PathLike, Reading
from reconcile.readers.walk import holder
from reconcile.records import Figure


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a report, as it is read with its case file, which need not be there yet."""

    reading: Reading
    line: int
    path: str
    file: Path


@dataclass(frozen=True, slots=True)
class Amended:
    """A block that was written or taken out, the figures of its number before and after.

    `broken` tells of other entries of the case file that no longer meet a figure.
    """

    block: str
    before: tuple[Figure, ...]
    after: tuple[Figure, ...]
    broken: tuple[str, ...] = ()


def place(path: str, case: PathLike | None) -> Place:
    """Read the report that "REPORT:LINE" names, and choose the case file: the nearest, else a new one beside it.

    Raises:
        CaseError, InputError, UsageError: as `lookup.find_report`; and where no line is given, or no file is read.

    """
    at = lookup.AT_LINE.fullmatch(path)
    if at is None:
        raise UsageError(f"{path}: give the line too, as in REPORT:9; reconcile explain shows the lines")
    reading = lookup.find_report(at["path"], case)
    if not Path(held := _holder(reading.report.path)).is_file():
        raise UsageError(f"{at['path']}: is no file, so that a correction would not find it again; save it as one")
    if reading.case.path:
        return Place(reading, int(at["line"]), at["path"], Path(reading.case.path))
    file = Path(held).parent / CASE_FILE
    below = f"{Path(held).name}{reading.report.path[len(held) :]}"
    reading = pipeline.take(reading.report.model_copy(update={"id": below}), reading.case)
    return Place(reading, int(at["line"]), at["path"], file)


def at_home(event: pipeline.Event, paths: Sequence[str]) -> pipeline.Event:
    """Give an event with the case file that its entries go to: its own, else a new one in the folder of all `paths`.

    Reports then have the ids that they have once the file is there.

    Raises:
        UsageError: a path is no file or folder, as a web address is none.

    """
    from reconcile import readers

    if event.case.path:
        return event
    for path in paths:
        if not Path(_holder(path)).exists():
            raise UsageError(
                f"{path}: is no file or folder, so that its entries would not find it again; save it as one"
            )
    folders = [path if Path(path).is_dir() else str(Path(path).parent) for path in paths]
    case = event.case.model_copy(update={"path": str(Path(os.path.commonpath(folders) or ".") / CASE_FILE)})
    return replace(event, case=case, found=readers.find(list(paths), case))


def _holder(path: str) -> str:
    """Give the file that holds a report; the path itself where it is no part of a file."""
    return path if Path(path).exists() else holder(path) or path


def entry(
    place: Place, number: str | None, changes: Sequence[str], drop: bool, addition: Sequence[str], signed: Signature
) -> dict[str, object]:
    """Give the entry that says of a number of the line what it should be, or drops it, or adds it.

    Raises:
        UsageError: the number is not there, or what is said of it is wrong.

    """
    report, case, figures = place.reading.report, place.reading.case, place.reading.extraction.figures
    if addition:
        if number is None:
            raise UsageError(
                f"{report.label}:{place.line}: say which number is added: --number, as it stands in the line"
            )
        span = entries.in_line(report, place.line, number)
        return entries.added(report, figures, span, choices.values(addition, case.known_categories), signed)
    there = [figure for figure in figures if figure.evidence.line == place.line]
    if not there:
        lines = ", ".join(str(line) for line in dict.fromkeys(figure.evidence.line for figure in figures))
        told = (
            f"{report.label}:{place.line}: no figure stands in this line. The lines with figures are {lines or 'none'}"
        )
        raise UsageError(told)
    span = entries.at_number([_span(figure) for figure in there], report, place.line, number)
    meant = [figure for figure in there if _span(figure) == span]
    if drop:
        return entries.dropped(report, meant, signed)
    return entries.changed(report, meant, choices.values(changes, case.known_categories), signed)


def write(place: Place, entry: dict[str, object]) -> Amended:
    """Put an entry into the case file; one that meets no figure is taken out again.

    Raises:
        CaseError: it meets none, or the file would be no case file.

    """
    span = _at(place, str(entry["quote"]))
    block, new = casefiles.block("corrections", entry), not place.file.exists()
    casefiles.append(place.file, block)
    try:
        after = _again(place)
        line = after.case.corrections[-1].line
        wrong = next((each for each in after.extraction.unmatched if each.line == line and not each.review), None)
        if wrong:
            raise CaseError(f"{place.file}: {wrong.reason}")
    except BaseException:
        casefiles.remove(place.file, block)
        if new:
            place.file.unlink()
        raise
    known = {each.reason for each in place.reading.extraction.unmatched}
    broken = (e for e in after.extraction.unmatched if e.reason not in known)
    return Amended(
        block,
        _over(place.reading, span),
        _over(after, span),
        tuple(f"{place.file}:{each.line}: {each.reason}" for each in broken),
    )


def undo(place: Place, number: str | None) -> Amended:
    """Take the last correction of a number out of the case file, and nothing else.

    Raises:
        UsageError: there is none, or it does not stand as one block.

    """
    report, corrections = place.reading.report, place.reading.case.corrections
    meant = entries.correction_at(report, corrections, place.line, number)
    span = _at(place, meant.quote)
    blocks = list(casefiles.blocks(place.file, "corrections"))
    block = blocks[corrections.index(meant)] if len(blocks) == len(corrections) else None
    if block is None or not casefiles.remove(place.file, block):
        raise UsageError(f"{place.file}:{meant.line}: is not a block of its own; take the correction out by hand")
    return Amended(block, _over(place.reading, span), _over(_again(place), span))


def _again(place: Place) -> Reading:
    """Read the report once more, with the case file as it is now."""
    return pipeline.take(place.reading.report, load(place.file))


def _at(place: Place, quote: str) -> Span:
    return anchors.find(place.reading.report.text, quote)[0]


def _span(figure: Figure) -> Span:
    return Span(figure.evidence.start, figure.evidence.end)


def _over(reading: Reading, span: Span) -> tuple[Figure, ...]:
    """Give the figures that stand at a number."""
    return tuple(f for f in reading.extraction.figures if f.evidence.start < span.end and span.start < f.evidence.end)

"""From PATHs to reports: one module a format, behind one table."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePath

from reconcile.case import Case, ReportFacts
from reconcile.errors import InputError
from reconcile.readers import dates, labels, text, walk
from reconcile.readers.document import Document
from reconcile.readers.walk import STDIN, File, Found
from reconcile.records import Published, Report
from reconcile.results import Failure
from reconcile.segment import FRONT_MATTER, headline

__all__ = ["READERS", "Document", "File", "Found", "Reader", "find", "read"]

# Takes a file's bytes and its path for messages; raises InputError.
Reader = Callable[[bytes, str], Document]

READERS: dict[str, Reader] = {".txt": text.read, ".md": text.read}


def find(paths: Sequence[str], case: Case) -> Found:
    """Find the reports that `paths` (files, folders, "-") hold; see `Found` for what else is told of them."""
    return walk.find(paths, case, READERS)


def read(found: Found, case: Case) -> Iterator[Report | Failure]:
    """Read what was found, one by one: first what failed already, then the files in their order.

    Nothing read is kept but the labels given, so a consumer can drop each report before it takes the next; files of the
    same content were joined by `find`.
    """
    yield from found.failures
    short = labels.shorten([file.id for file in found.files])
    given: set[str] = set()
    for file in found.files:
        try:
            raw = sys.stdin.buffer.read() if file.path == STDIN else Path(file.path).read_bytes()
            document = READERS.get(PurePath(file.path).suffix.lower(), text.read)(raw, file.path)
        except InputError as error:
            yield Failure(path=error.path, error=error.reason)
            continue
        except OSError as error:
            yield Failure(path=file.path, error=f"cannot be read ({error.strerror}); check its permissions")
            continue
        report = _report(file, raw, document, case, short[file.id])
        yield report.model_copy(update={"label": _label(report, short[file.id], given)})


def _report(file: File, raw: bytes, document: Document, case: Case, label: str) -> Report:
    facts = next((case.reports[each.id] for each in (file, *file.copies) if each.id in case.reports), ReportFacts())
    published, updated = _published(file, document, facts)
    return Report(
        id=file.id,
        path=file.path,
        label=label,
        title=document.title or headline(document.text),
        publisher=facts.publisher or document.publisher,
        url=document.url,
        published=published,
        updated=updated,
        retrieved=document.retrieved,
        sha256=sha256(raw).hexdigest(),
        copies=tuple(copy.path for copy in file.copies),
        text=document.text,
    )


def _published(file: File, document: Document, facts: ReportFacts) -> tuple[Published | None, date | None]:
    """Date the report by the best basis there is: the case file, the metadata, the file's name, the dateline."""
    front = FRONT_MATTER.match(document.text)
    head = dates.in_head(document.text, front.end() if front else 0)
    updated = document.updated or head.updated
    if facts.published:
        return facts.published, updated
    if document.published:
        return Published(date=document.published, basis="metadata"), updated
    if day := dates.in_filename(PurePath(file.path).name):
        return Published(date=day, basis="filename"), updated
    return (Published(date=head.published, basis="dateline") if head.published else None), updated


def _label(report: Report, short: str, given: set[str]) -> str:
    """Choose a label that no report before has, the publisher if it can be."""
    publisher = report.publisher
    choices = ([publisher, f"{publisher} {short}"] if publisher else []) + [short, report.id]
    label = next((choice for choice in choices if choice not in given), report.id)
    given.add(label)
    return label

"""From PATHs to reports: one module a format, behind the table of `formats`."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path, PurePath

from reconcile.case import Case, ReportFacts
from reconcile.readers import dates, formats, labels, language, walk
from reconcile.readers.document import Document
from reconcile.readers.source import Source
from reconcile.readers.walk import STDIN, File, Found
from reconcile.records import Published, Report
from reconcile.results import Failure
from reconcile.segment import FRONT_MATTER, headline

__all__ = ["Document", "File", "Found", "find", "read"]


def find(paths: Sequence[str], case: Case) -> Found:
    """Find the files of reports that `paths` hold (files, folders, web addresses, "-"); see `Found` for what else."""
    return walk.find(paths, case)


def read(found: Found, case: Case, private: bool = False) -> Iterator[Report | Failure]:
    """Read what was found, one by one: first what failed already, then the files in their order.

    `private` is whether a web address may lead to one of this network. Nothing read is kept but who published it, so a
    consumer can drop each report before it takes the next; files of the same content were joined by `find`.
    """
    yield from found.failures
    names = labels.Labels([file.id for file in found.files])
    like_members = {file.id for file in found.files if "#" in file.id}
    for file in found.files:
        for item in _wanted(file, _documents(file, case, private)):
            if isinstance(item, Failure):
                yield item
                continue
            report = _report(file, item, case, names)
            if item.member and report.id in like_members:
                yield Failure(path=report.path, error="is also the name of a file; rename the file")
                continue
            yield report


def _wanted(file: File, items: Iterator[formats.Item]) -> Iterator[formats.Item]:
    """Give all that a file holds, or the one report of it that was asked for."""
    if not file.member:
        yield from items
        return
    path = f"{file.path}#{file.member}"
    for item in items:
        if item.member == file.member if isinstance(item, Document) else item.path in (path, file.path):
            yield item
            return
    yield Failure(path=path, error=f"there is no such report in it; reconcile text {file.path} shows those there are")


def _documents(file: File, case: Case, private: bool) -> Iterator[formats.Item]:
    """Read the documents of one file; a Failure where it cannot be opened."""
    fields = case.fields.model_dump(exclude_none=True)
    if walk.is_address(file.path):
        from reconcile.readers import web

        yield from web.read(file.path, fields, private=private)
        return
    try:
        if file.path == STDIN:
            yield from formats.read(Source(file.path, "", sys.stdin.buffer, fields=fields))
            return
        with Path(file.path).open("rb") as stream:
            size = Path(file.path).stat().st_size
            yield from formats.read(Source(file.path, PurePath(file.path).name, stream, size=size, fields=fields))
    except OSError as error:
        yield Failure(path=file.path, error=f"cannot be read ({error.strerror}); check its permissions")


def _report(file: File, document: Document, case: Case, names: labels.Labels) -> Report:
    """Make the record."""
    part = f"#{document.member}" if document.member else ""
    ids = (f"{each.id}{part}" for each in (file, *file.copies))
    facts = next((case.reports[each] for each in ids if each in case.reports), ReportFacts())
    published, updated = _published(file, document, facts)
    publisher = facts.publisher or document.publisher
    return Report(
        id=f"{file.id}{part}",
        path=f"{file.path}{part}",
        label=names.of(file.id, document.member, publisher),
        title=document.title or headline(document.text),
        publisher=publisher,
        url=document.url,
        published=published,
        updated=updated,
        retrieved=document.retrieved,
        language=language.of(document.text),
        sha256=document.sha256,
        copies=tuple(f"{copy.path}{part}" for copy in file.copies),
        text=document.text,
        pages=document.pages,
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
    if day := dates.in_filename(PurePath(document.member or file.path).name):
        return Published(date=day, basis="filename"), updated
    return (Published(date=head.published, basis="dateline") if head.published else None), updated

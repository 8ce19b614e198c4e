"""Web archives as crawlers write them (WARC): each page that a server gave is a report."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO, NamedTuple, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from reconcile.errors import InputError
from reconcile.readers import dates, formats
from reconcile.readers.document import Document
from reconcile.readers.http import SUFFIXES, as_utf8, decoded, kind
from reconcile.readers.source import MEGABYTE, WHOLE, Source
from reconcile.results import Failure

_OK = 200
_CHUNK = re.compile(rb"([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n", re.IGNORECASE)


class _Page(NamedTuple):
    """What the header of a page says: the suffix of its format, its encoding, and how its body was sent."""

    suffix: str
    charset: str | None
    transfer: str = ""
    content: str = ""


class _Quiet:
    """A stream that ends where it cannot be read on, and keeps the `error`: the library would stop the process."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._given = stream, 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = b"" if self.error else self._stream.read(size)
        except Exception as error:  # whatever the archives around this one raise, to be raised again
            self.error = error
            return b""
        self._given += len(data)
        return data

    def tell(self) -> int:
        return self._given


def read(source: Source) -> Iterator[formats.Item]:
    """Read the pages of an archive in their order, numbered from 1; a Failure in place of one that cannot be read.

    Pages are the responses with status 200, and the resources, of HTML, PDF and plain text.

    Raises:
        InputError: there is no page in it.

    """
    stream = _Quiet(source.stream)
    number = 0
    held: list[formats.Item] = []  # until the next record is found: else the page's length is wrong, and its end
    try:
        for record in _records(stream):
            yield from held
            held = []
            if (page := _page(record)) is not None:
                number += 1
                held = list(_read(source, record, page, str(number)))
            if stream.error or source.budget.left < 0:
                break
    except OSError:
        if not stream.error:
            where = f"in or after page {number}" if number else "before its first page"
            yield Failure(path=source.path, error=f"is broken {where}; save or download it again")
            return
    yield from held
    if stream.error:
        raise stream.error
    if not number:
        raise InputError(source.path, "has no web page in it; give an archive of the pages that report")


def _records(stream: _Quiet) -> Iterator[WarcRecord]:
    """Give the records that may be pages.

    Raises:
        OSError: where one ends and the next begins cannot be told.

    """
    kinds = WarcRecordType.response | WarcRecordType.resource
    quiet = cast(BinaryIO, stream)  # of which the library only reads
    return iter(ArchiveIterator(quiet, record_types=kinds, parse_http=False, stream_detect=False))


def _page(record: WarcRecord) -> _Page | str | None:
    """Take what a record's header says of a page; None where it holds none, a reason where it cannot be read."""
    if not record.content_length or _url(record).endswith("/robots.txt"):
        return None
    if record.record_type == WarcRecordType.resource:
        given = kind(record.headers.get("Content-Type"))
        return _Page(SUFFIXES[given.name], given.charset) if given.name in SUFFIXES else None
    if not record.is_http:
        return None
    try:
        record.parse_http()
    except OSError:
        return "has a header that cannot be read; save the page in a browser"
    said = record.http_headers
    given = kind(said.get("Content-Type"))
    if said.status_code != _OK or given.name not in SUFFIXES or not record.content_length:
        return None
    content, transfer = said.get("Content-Encoding") or "", said.get("Transfer-Encoding") or ""
    return _Page(SUFFIXES[given.name], given.charset, transfer.lower(), content)


def _read(source: Source, record: WarcRecord, page: _Page | str, member: str) -> Iterator[formats.Item]:
    """Read one page, with its address and the day of its capture where it does not give them itself."""
    path = f"{source.path}#{member}"
    try:
        if isinstance(page, str):
            raise InputError(path, page)
        body = _body(record, page, path)
    except InputError as error:
        yield Failure(path=error.path, error=error.reason)
        return
    inner = source.inside(member, f"page{page.suffix}", BytesIO(as_utf8(body, page.charset)))
    day = dates.parse(record.headers.get("WARC-Date") or "")
    for item in formats.read(inner):
        if isinstance(item, Document):
            url = item.url or _url(record) or None
            yield replace(item, url=url, retrieved=item.retrieved or day, sha256=sha256(body).hexdigest())
        else:
            yield item


def _body(record: WarcRecord, page: _Page, path: str) -> bytes:
    """Give a page's bytes as its server has them.

    Raises:
        InputError: they are not all there, too many, or packed in a way that is not read.

    """
    if record.headers.get("WARC-Truncated") or record.headers.get("WARC-Segment-Number"):
        raise InputError(path, "was archived in part only; save the page in a browser")
    body = record.reader.read(WHOLE + 1)
    if len(body) > WHOLE:
        raise InputError(path, f"is larger than {WHOLE // MEGABYTE} MB, too large for one report")
    if len(body) < record.content_length:
        raise InputError(path, "breaks off; save or download the archive again")
    if "chunked" in page.transfer:
        body = _joined(body, path)
    # Some browsers' tools store a body unpacked under a header that calls it packed.
    return body if formats.is_plain(body[: formats.HEAD]) else decoded(body, page.content, path)


def _joined(body: bytes, path: str) -> bytes:
    """Join the chunks in which a body was sent; it is left as it is where it does not begin with one."""
    if _CHUNK.match(body) is None:
        return body
    joined = bytearray()
    end = 0
    while chunk := _CHUNK.match(body, end):
        size = int(chunk[1], 16)
        if not size:
            return bytes(joined)
        end = chunk.end() + size
        joined += body[chunk.end() : end]
        end += 2 if body.startswith(b"\r\n", end) else 1
    raise InputError(path, "breaks off; save the page in a browser")


def _url(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")

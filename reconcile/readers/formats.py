"""The formats of reports: how each is known, by its content before its name, and which module reads it.

A module of the table gives `read(source) -> Iterable[Document | Failure]`, which raises InputError where nothing of the
source can be read; it is imported when it is first needed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple

from reconcile.errors import InputError
from reconcile.extras import install
from reconcile.readers.document import Document
from reconcile.readers.source import TEXT, Source
from reconcile.results import Failure

Item = Document | Failure
HEAD = 4096  # bytes that tell what a file, a member of an archive or a body is


class Format(NamedTuple):
    """A format: its name in messages, the module that reads it, its suffixes, and the extra that installs its library.

    `opening` is met by the first bytes, white space and a UTF-8 mark before them left out; where `sure`, a file of one
    of the suffixes that does not meet it is broken.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    opening: re.Pattern[bytes] | None = None
    sure: bool = False
    extra: str | None = None


def _opening(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


_XML = rb"(?:<\?xml[^>]{0,200}>\s*)?"
_COMMENTS = rb"(?:<!--(?:(?!-->).){0,20000}-->\s*)*"  # such as a browser's "saved from"
_FIELDS = rb"(?:from [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"  # of the header of a message

# The first whose opening is met reads the file, else the one that has its suffix, else it is text.
FORMATS = (
    Format("PDF", "pdf", (".pdf",), _opening(rb"%PDF-"), True, "pdf"),
    Format(
        "a Word document",
        "docx",
        (".docx",),
        _opening(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|customXml/|word/)"),
        True,
        "office",
    ),
    Format(
        "an OpenDocument text",
        "odt",
        (".odt",),
        _opening(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis"),
        True,
        "office",
    ),
    Format("a zip archive", "zip", (".zip", ".wacz"), _opening(rb"PK(?:\x03\x04|\x05\x06)"), True),
    Format("a gzip file", "gzip", (".gz",), _opening(rb"\x1f\x8b\x08"), True),
    Format("a web archive", "warc", (".warc",), _opening(rb"WARC/\d"), True, "warc"),
    Format(
        "Safari's web archive",
        "webarchive",
        (".webarchive",),
        _opening(rb"bplist00|" + _XML + rb"<!DOCTYPE plist"),
        True,
    ),
    Format("a message", "mail", (".eml", ".mhtml", ".mht"), _opening(_FIELDS + rb"(?:MIME-Version|Message-ID):")),
    Format(
        "HTML",
        "html",
        (".html", ".htm", ".xhtml", ".xht"),
        _opening(_XML + _COMMENTS + rb"<(?:!doctype\s+html|html|head|body|article|main)\b"),
    ),
    Format("JSON", "json", (".json", ".jsonl", ".ndjson"), _opening(rb'\{\s*["}]|\[\s*[\]{]')),
    Format("CSV", "csv", (".csv", ".tsv")),
    Format("text", "text", (".txt", ".md")),
)
SUFFIXES = frozenset(suffix for each in FORMATS for suffix in each.suffixes)
_TEXT = FORMATS[-1]

# What reconcile cannot read, by its opening, and what to do.
_OTHERS = (
    (_opening(rb"\{\\rtf"), "is RTF; save it as .docx or as text"),
    (_opening(rb"\xd0\xcf\x11\xe0"), "is an old Office or Outlook file; save it as .docx, .eml or as text"),
    (_opening(rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF.{4}WEBP|II\*\0|MM\0\*"), "is a picture; give the report's text"),
    (_opening(rb"7z\xbc\xaf|Rar!|\xfd7zXZ|BZh\d|\x28\xb5\x2f\xfd"), "is packed in a way that is not read; unpack it"),
    (_opening(rb"ID3|.{4}ftyp|OggS|\x1aE\xdf\xa3|RIFF"), "is sound or film; give a transcript as text"),
    (_opening(rb"SQLite format 3|PAR1|\x7fELF|MZ.{2}\x00"), "is no report; give the report's text"),
)  # fmt: skip
# What reconcile itself prints: an output left among the reports is none of them.
_OWN = _opening(
    rb'\{\s*"version": ?1,\s*"(?:tool|a|case)":'
    rb'|\[?\s*\{"id": ?"[^"]*", ?"(?:report|path)": ?"[^"]*", ?"(?:category|label)":'
    rb'|\{"document": ?"[^"]*", ?"published":|\{\s*"report": ?\{\s*"id":'
    rb"|(?:id,event,(?:name|relation)|finding,position,figure|series,track,position),"
)


def of_content(head: bytes) -> Format | None:
    """Give the format that the first bytes of a file show; None where they could be anything."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((each for each in FORMATS if each.opening and each.opening.match(start)), None)


def is_plain(head: bytes) -> bool:
    """Tell whether the first bytes of a file show a report whatever the file is called."""
    found = of_content(head)
    return found is not None and found.module in ("html", "pdf", "mail")


def is_own(head: bytes) -> bool:
    """Tell whether a file holds what reconcile printed."""
    return _OWN.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


def read(source: Source) -> Iterator[Item]:
    """Give the reports that a source holds, one by one; what cannot be read is a Failure in its place."""
    try:
        for item in _reader(source)(source):
            yield item if isinstance(item, Failure) else _finished(item, source)
    except InputError as error:
        yield Failure(path=error.path, error=error.reason)


def _reader(source: Source) -> Callable[[Source], Iterable[Item]]:
    """Choose the module's reader for a source; raise InputError where there is none."""
    chosen = _choose(source)
    try:
        module = import_module(f"reconcile.readers.{chosen.module}")
    except ModuleNotFoundError as error:
        if chosen.extra is None or (error.name or "").startswith("reconcile"):
            raise
        raise InputError(
            source.path, f"is {chosen.name}, which needs a library; run: {install(chosen.extra)}"
        ) from error
    read: Callable[[Source], Iterable[Item]] = module.read
    return read


def _choose(source: Source) -> Format:
    head = source.head
    if not head:
        raise InputError(source.path, "is empty; give a file with the report's text")
    if found := of_content(head):
        return found
    if reason := next((reason for opening, reason in _OTHERS if opening.match(head)), None):
        raise InputError(source.path, reason)
    suffix = PurePath(source.name).suffix.lower()
    named = next((each for each in FORMATS if suffix in each.suffixes), _TEXT)
    if named.sure:
        raise InputError(source.path, f"is named {suffix} but is not {named.name}; give the file as it was saved")
    return named


# What no text holds and no output can: control characters but white space, halves of surrogate pairs. Those from U+0080
# on are letters of Windows-1252 that were decoded as Latin-1; the next line, U+0085, is kept.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def _finished(document: Document, source: Source) -> Item:
    """Complete a document: its member's whole name, its digest; a Failure where there is too much of it, or no word."""
    member = "#".join(filter(None, (source.member, document.member)))
    path = f"{source.path}#{document.member}" if document.member else source.path
    if len(document.text) > TEXT:
        return Failure(path=path, error=f"has more than {TEXT:,} characters of text; split it")
    if not document.text.strip():
        return Failure(path=path, error="has no text; give a file with the report's text")
    text = _clean(document.text) or ""
    digest = document.sha256 or (None if document.member else source.sha256)
    return replace(
        document,
        text=text,
        title=_clean(document.title),
        publisher=_clean(document.publisher),
        url=_clean(document.url),
        member=member,
        sha256=digest or sha256(text.encode()).hexdigest(),
    )


def _clean(said: str | None) -> str | None:
    return said and _NO_TEXT.sub(lambda match: _meant(match[0]), said)


def _meant(control: str) -> str:
    return bytes([ord(control)]).decode("cp1252", "replace") if "\x80" <= control <= "\x9f" else "\ufffd"

"""What HTTP says of a body, and archives of pages keep: its type, its encoding, and how it was packed on the way."""

import codecs
import gzip
import re
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from reconcile.errors import InputError
from reconcile.readers import formats
from reconcile.readers.source import MEGABYTE, WHOLE

# The formats in which pages come, and others in which reports may.
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}
_FILES = SUFFIXES | {
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "message/rfc822": ".eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
}
_VAGUE = ("", "text/plain", "application/octet-stream", "binary/octet-stream")  # what servers say of any file
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
# Those that the web knows; others of Python's are no encodings of text, or take a time that grows with its square.
_ENCODING = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|(?:x-)?mac-?\w+|koi8-?[rut]|tis-?620|(?:windows|cp|x-cp)-?\d+"
    r"|iso-?8859-?\d+(?:-[ie])?|latin-?\d+|gb2312|gbk|gb18030|big5(?:-?hkscs)?|shift[_-]?jis|sjis"
    r"|euc-?(?:jp|kr)|iso-2022-jp|ks_c_5601-1987",
    re.IGNORECASE,
)


_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)
_CODINGS = 3  # of one body, each over the other


class Kind(NamedTuple):
    """A content type: its name in lower case, "" where none was given, and the encoding that it names for a text."""

    name: str
    charset: str | None


def kind(content_type: str | None) -> Kind:
    """Take a content type apart, such as "text/html; charset=utf-8"."""
    name, _, parameters = (content_type or "").partition(";")
    name = name.strip().lower()
    found = _CHARSET.search(parameters) if name.startswith("text/") or "xhtml" in name else None
    return Kind(name, found[1] if found else None)


def named(given: Kind, address: str, body: bytes) -> str | None:
    """Name a body that came from a web address by its format, as far as it is told; None where it is no report."""
    suffix = PurePosixPath(urlsplit(address).path).suffix.lower()
    if given.name in _VAGUE and suffix in formats.SUFFIXES:
        return f"page{suffix}"
    if given.name in _FILES:
        return f"page{_FILES[given.name]}"
    return "page" if formats.of_content(body[: formats.HEAD]) else None


def as_utf8(body: bytes, charset: str | None) -> bytes:
    """Give a text as UTF-8 with its mark, which outdoes what a page says; as it is where it is not in `charset`."""
    text = None if body.startswith((codecs.BOM_UTF8, b"%PDF-")) else as_text(body, charset)
    return body if text is None else codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def as_text(body: bytes, charset: str | None) -> str | None:
    """Decode a body as browsers do by the encoding declared; None where it is not in it, or none that the web knows."""
    if charset is None or not _ENCODING.fullmatch(charset):
        return None
    try:
        name = codecs.lookup(charset.lower().removeprefix("x-")).name
        return body.decode("cp1252" if name in ("iso8859-1", "ascii") else name).removeprefix("\ufeff")
    except (LookupError, ValueError):
        return None


def decoded(body: bytes, codings: str, path: str) -> bytes:
    """Unpack a body by the `codings` of HTTP's Content-Encoding, in the order in which they were done.

    Raises:
        InputError: it breaks off, is packed in another way, or unpacks to more than `WHOLE`.

    """
    named = [coding for each in codings.lower().split(",") if (coding := each.strip()) not in ("", "identity")]
    if len(named) > _CODINGS:
        raise InputError(path, "is packed too many times over; save the page in a browser")
    for coding in reversed(named):
        body = _unpacked(body, coding, path)
        if len(body) > WHOLE:
            raise InputError(path, f"unpacks to more than {WHOLE // MEGABYTE} MB, too much for one report")
    return body


def _unpacked(body: bytes, coding: str, path: str) -> bytes:
    """Undo one coding; of what unpacks to more than `WHOLE`, give only enough to tell."""
    try:
        if coding in ("gzip", "x-gzip"):
            return gzip.GzipFile(fileobj=BytesIO(body)).read(WHOLE + 1)
        if coding == "deflate":
            return _inflated(body)
        if coding == "br":
            return _from_brotli(body)
    except _BROKEN as error:
        raise InputError(path, "breaks off or is damaged; save the page in a browser") from error
    raise InputError(path, "is packed in a way that is not read; save the page in a browser")


def _inflated(body: bytes) -> bytes:
    # By its definition deflate has zlib's header, which some servers leave out.
    zlibs = len(body) > 1 and body[0] & 0x0F == zlib.DEFLATED and int.from_bytes(body[:2]) % 31 == 0
    inflating = zlib.decompressobj(zlib.MAX_WBITS if zlibs else -zlib.MAX_WBITS)
    given = inflating.decompress(body, WHOLE + 1)
    if not inflating.eof and len(given) <= WHOLE:
        raise EOFError
    return given


def _from_brotli(body: bytes) -> bytes:
    import brotli  # type: ignore[import-untyped]  # comes with what reads WARC, which alone needs it

    unpacking = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        while size <= WHOLE and not unpacking.is_finished():
            parts.append(unpacking.process(b"" if parts else body, output_buffer_limit=WHOLE + 1 - size))
            size += len(parts[-1])
            if not parts[-1]:
                break
    except brotli.error as error:
        raise EOFError from error
    if size <= WHOLE and not unpacking.is_finished():
        raise EOFError
    return b"".join(parts)

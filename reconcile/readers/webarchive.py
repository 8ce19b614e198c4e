"""Safari's web archives: property lists that hold a page and what it loaded."""

import plistlib
import struct
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from reconcile.errors import InputError
from reconcile.readers import formats
from reconcile.readers.document import Document
from reconcile.readers.http import SUFFIXES, as_utf8
from reconcile.readers.source import MEGABYTE, Source

_LARGEST = 32 * MEGABYTE  # a list of noughts takes twenty times the room when it is parsed
_OBJECTS = 200_000  # in an archive; a page with 1,000 pictures has 10,000
_TRAILER = struct.Struct(">6xBBQQQ")  # of a binary property list; the third is the number of its objects


def read(source: Source) -> Iterator[formats.Item]:
    """Read the page that was saved; not its frames, nor what it loaded.

    Raises:
        InputError: it is broken, or holds no page.

    """
    raw = source.read()
    if len(raw) > _LARGEST:
        raise InputError(source.path, f"is larger than {_LARGEST // MEGABYTE} MB; save the page as HTML")
    main = _main(raw, source.path)
    body, charset = main.get("WebResourceData"), main.get("WebResourceTextEncodingName")
    mime, url = main.get("WebResourceMIMEType"), main.get("WebResourceURL")
    suffix = SUFFIXES.get(str(mime or "text/html").lower())
    if not isinstance(body, bytes) or suffix is None:
        raise InputError(source.path, "holds no web page; give the archive of a page")
    page = as_utf8(body, charset if isinstance(charset, str) else None)
    for item in formats.read(source.inside("", f"page{suffix}", BytesIO(page))):
        if isinstance(item, Document):
            yield replace(item, url=item.url or (url if isinstance(url, str) else None), sha256=sha256(raw).hexdigest())
        else:
            yield item


def _main(raw: bytes, path: str) -> dict[str, object]:
    """Give what the archive says of the page itself."""
    binary = raw.startswith(b"bplist")
    if binary:
        objects = _TRAILER.unpack(raw[-_TRAILER.size :])[2] if len(raw) >= _TRAILER.size else 0
    else:
        objects = raw.count(b"<") // 2
    if objects > _OBJECTS:
        raise InputError(path, "is broken or holds far too much for one page; save the page as HTML")
    try:
        parsed = plistlib.load(_Once(raw), fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML)
    except Exception as error:  # plistlib lets through whatever its parts raise; it refuses entities itself
        raise InputError(path, "is a broken web archive; save the page again, or as HTML") from error
    main = parsed.get("WebMainResource") if isinstance(parsed, dict) else None
    if not isinstance(main, dict):
        raise InputError(path, "holds no web page; give the archive of a page")
    return main


class _Once(BytesIO):
    """Bytes that can be read once over, and a little more: no list whose parts lie on one another is followed."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self._left = len(raw) + 2**16

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self._left -= len(data)
        if self._left < 0:
            raise EOFError
        return data

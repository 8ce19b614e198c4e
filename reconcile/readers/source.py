"""What a reader is given: the bytes of a file, of a member of one, or of a web page, within limits."""

import io
from collections.abc import Mapping
from hashlib import sha256
from typing import BinaryIO

from reconcile.errors import InputError

MEGABYTE = 2**20
WHOLE = 64 * MEGABYTE  # of a report that is read as one, with the pictures that a saved page carries
TEXT = MEGABYTE  # characters of one report; an inquiry of 300 pages has as many
UNPACKED = 256 * MEGABYTE  # out of one file, and RATIO times its size; deflate packs noughts 1,000 to 1, prose 4 to 1
RATIO = 100
DEPTH = 5  # archives within archives: a page, in WARC, in gzip, in WACZ, in a zip archive
_BUFFER = 2**16


class Budget:
    """How many bytes may still be unpacked out of one file, however deep its archives are nested."""

    def __init__(self, size: int) -> None:
        """Allow for a file of `size` bytes; 0 where it is not known."""
        self.left = UNPACKED + RATIO * size


class Source:
    """Bytes to read: `path` as told to people, `name` with the suffix that may tell the format.

    `member` is what it is called within the file that holds it, "" for that file itself; `fields` are the names that
    the user gave to a record's fields, ours to theirs. `sha256` is set once the source was read as a whole.
    """

    def __init__(
        self, path: str, name: str, stream: BinaryIO, *, size: int = 0, fields: Mapping[str, str] | None = None
    ) -> None:
        """Take a file's stream; `size` is its size in bytes, 0 where it is not known."""
        self.path = path
        self.name = name
        self.stream = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream), _BUFFER)
        self.fields = fields or {}
        self.member = ""
        self.depth = 0
        self.budget = Budget(size)
        self.sha256: str | None = None

    @property
    def head(self) -> bytes:
        """The first bytes, up to 64 KiB, without reading past them."""
        return self.stream.peek(_BUFFER)

    def read(self) -> bytes:
        """Give all the bytes.

        Raises:
            InputError: there are more than `WHOLE`.

        """
        raw = self.stream.read(WHOLE + 1)
        if len(raw) > WHOLE:
            raise InputError(self.path, f"is larger than {WHOLE // MEGABYTE} MB, too large for one report; split it")
        self.sha256 = sha256(raw).hexdigest()
        return raw

    def inside(self, member: str, name: str, stream: BinaryIO) -> "Source":
        """Give what this source holds, packed, as a source of its own; `member` is "" where it holds one thing only.

        Raises:
            InputError: archives are nested too deep. Reading the inner source raises it where too much was unpacked.

        """
        path = f"{self.path}#{member}" if member else self.path
        if self.depth == DEPTH:
            raise InputError(path, f"is an archive within {DEPTH} others; unpack it and give what it holds")
        inner = Source(path, name, io.BufferedReader(_Raw(stream, path, self.budget), _BUFFER), fields=self.fields)
        inner.member, inner.depth, inner.budget = member, self.depth + 1, self.budget
        return inner


class _Raw(io.RawIOBase):
    """A stream as raw bytes, for a buffer that can be peeked into; what is unpacked is taken off a budget."""

    def __init__(self, stream: BinaryIO, path: str = "", budget: Budget | None = None) -> None:
        self._stream, self._path, self._budget = stream, path, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        if self._budget is not None:
            self._budget.left -= len(data)
            if self._budget.left < 0:
                raise InputError(self._path, "unpacks to far more than it is; unpack it and give what it holds")
        buffer[: len(data)] = data
        return len(data)

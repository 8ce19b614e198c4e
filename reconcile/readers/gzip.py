"""Files packed by gzip."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from reconcile.readers import formats
from reconcile.readers.source import Source
from reconcile.results import Failure

_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile)


def read(source: Source) -> Iterator[formats.Item]:
    """Read what a file holds packed, under the file's own name; a Failure where it breaks off.

    Raises:
        InputError: it lies in too many archives.

    """
    name = source.name[: -len(".gz")] if source.name.lower().endswith(".gz") else source.name
    with gzip.GzipFile(fileobj=source.stream) as unpacked:
        try:
            yield from formats.read(source.inside("", name, cast(BinaryIO, unpacked)))
        except EOFError:
            yield Failure(path=source.path, error="breaks off; save or download it again")
        except _BROKEN:
            yield Failure(path=source.path, error="breaks off or is damaged; save or download it again")

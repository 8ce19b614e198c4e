"""PDF, read in a process of its own: what a file makes the library take of memory and time, or a crash, ends there."""

import atexit
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from struct import Struct
from threading import Timer
from typing import IO, Any

from reconcile.errors import InputError
from reconcile.readers.document import Document
from reconcile.readers.source import MEGABYTE, Source

if importlib.util.find_spec("pypdfium2") is None:
    raise ModuleNotFoundError("No module named 'pypdfium2'", name="pypdfium2")

MEMORY = 448 * MEGABYTE  # of the process, with Python and the file itself; 100 dense pages take 90
SECONDS = 60  # for one file; 2,000 dense pages take as long
_SIZE = Struct(">Q")
_worker: tuple[int, subprocess.Popen[bytes]] | None = None  # and the process that it works for


def read(source: Source) -> Iterator[Document]:
    """Read the text of a PDF, page after page; its title stays out of the text.

    Raises:
        InputError: it is broken, protected, too long, or a scan without text; or takes too much time or memory.

    """
    raw = source.read()
    answer = _asked(raw)
    if answer is None:
        raise InputError(source.path, "takes too much memory or time, as no report does; save its text as .txt")
    if "refused" in answer:
        raise InputError(source.path, answer["refused"])
    yield Document(answer["text"], title=answer["title"], pages=tuple(answer["pages"]))


def _asked(raw: bytes) -> dict[str, Any] | None:
    """Have a file read; None where that failed, and the process with it."""
    process = _started()
    assert process.stdin is not None
    assert process.stdout is not None
    late = Timer(SECONDS, process.kill)
    late.daemon = True
    late.start()
    try:
        _put(process.stdin, raw)
        said = _got(process.stdout)
    except (BrokenPipeError, EOFError):
        _stop()
        return None
    finally:
        late.cancel()
    answer: dict[str, Any] = json.loads(said)
    return answer


def _started() -> subprocess.Popen[bytes]:
    global _worker
    if _worker is not None and _worker[0] == os.getpid() and _worker[1].poll() is not None:
        _stop()
    if _worker is None or _worker[0] != os.getpid():
        command = [sys.executable, "-m", "reconcile.readers.pdf"]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        _worker = os.getpid(), process
        atexit.register(_stop)
    return _worker[1]


def _stop() -> None:
    """End the process, if this one started it."""
    global _worker
    if _worker is not None and _worker[0] == os.getpid():
        process, _worker = _worker[1], None
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                stream.close() if stream else None
        process.wait()


def _put(stream: IO[bytes], data: bytes) -> None:
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def _got(stream: IO[bytes]) -> bytes:
    """Give what was put in at the other end; raise EOFError where that has gone."""
    head = stream.read(_SIZE.size)
    data = stream.read(_SIZE.unpack(head)[0]) if len(head) == _SIZE.size else b""
    if len(head) < _SIZE.size or len(data) < _SIZE.unpack(head)[0]:
        raise EOFError
    return data


def _work() -> None:
    """Read one file after another from stdin, and answer each on stdout, until there are no more."""
    from reconcile.readers import pdf_document

    with suppress(ImportError, OSError, ValueError):  # no such limits on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            raw = _got(sys.stdin.buffer)
            try:
                document = pdf_document.read(raw)
                answer = {"text": document.text, "title": document.title, "pages": document.pages}
            except pdf_document.RefusedError as error:
                answer = {"refused": str(error)}
            _put(sys.stdout.buffer, json.dumps(answer).encode())


if __name__ == "__main__":
    _work()

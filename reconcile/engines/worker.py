"""A process that works for this one, and that it can end at any moment."""

import pickle
import signal
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.engines.engine import R, T, Work
from reconcile.engines.retries import WorkerError
from reconcile.errors import ReconcileError

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

# Never `fork`: this process has threads by now, and a lock that one of them holds would stay locked in the child. Where
# there is one, a server without threads forks, which has imported what extraction needs once for all workers.
_PROCESSES: "ForkServerContext | SpawnContext" = (
    get_context("forkserver") if "forkserver" in get_all_start_methods() else get_context("spawn")
)
_LOADED = ["reconcile.extractors"]


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that was raised in a worker; `meant` is whether it is told to the user as it is."""

    message: str
    meant: bool


class Worker:
    """A process for one chunk at a time; it is started when it is needed, and anew after it died."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._closed = False

    def ask(self, work: Work[T, R], chunk: Sequence[T], seconds: float) -> Sequence[R]:
        """Let the process work on a chunk.

        Raises:
            WorkerError: it died, or took longer than `seconds`, and was ended.
            ReconcileError: `work` raised it.
            RuntimeError: `work` raised another error, or the worker is closed.

        """
        if self._process is None:
            self._process = self._started()
        try:
            self._pipe.send((work, chunk))
            if not self._pipe.poll(seconds):
                self._process.kill()
                self._end()
                raise WorkerError(f"took longer than {seconds:.0f} seconds")
            answer = self._pipe.recv()
        except (EOFError, OSError):
            raise WorkerError(self._end()) from None
        if isinstance(answer, Fault):
            raise (ReconcileError if answer.meant else RuntimeError)(answer.message)
        results: Sequence[R] = answer
        return results

    def kill(self) -> None:
        """End the process, whatever it is at; `ask` fails from now on."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()

    def join(self) -> None:
        """Wait until the process is gone, where no other thread asks any more."""
        if self._process is not None:
            self._end()

    def _started(self) -> BaseProcess:
        if self._closed:
            raise RuntimeError("the worker is closed")
        _PROCESSES.set_forkserver_preload(_LOADED)
        self._pipe, theirs = _PROCESSES.Pipe()
        process = _PROCESSES.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        if self._closed:  # meanwhile
            process.kill()
        return process

    def _end(self) -> str:
        """Leave the process, whose end of the pipe is closed or is to be; say how it died."""
        assert self._process is not None
        self._pipe.close()
        self._process.join(_LAST_BREATH)
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        self._process = None
        return "died" if code is None else f"died ({_how(code)})"


_LAST_BREATH = 5.0  # seconds, for a process whose pipe is closed to be gone


def _how(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit status {code}"


def _serve(pipe: Connection) -> None:
    """Work on what comes through the pipe until the asking process is gone, whose to answer an interrupt is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_answer(pipe.recv_bytes()))


def _answer(message: bytes) -> object:
    """Give what the work of a message makes of its chunk, or the Fault of either."""
    try:
        work, chunk = pickle.loads(message)
        return work(chunk)
    except ReconcileError as error:
        return Fault(str(error), meant=True)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        return Fault(f"{type(error).__name__}: {error} at {where}", meant=False)

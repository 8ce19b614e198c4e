"""The engine of a Dask cluster: the same work on the machines of a scheduler."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Any

from reconcile.engines.engine import Engine, Lost, R, Size, T, Work
from reconcile.engines.retries import PATIENCE, WorkerError, answered
from reconcile.errors import ReconcileError, UsageError
from reconcile.extras import install

try:
    import distributed
except ImportError as error:
    raise UsageError(f"--scheduler needs a library; run: {install('cluster')}") from error

# The library is typed only in part, and each version in another.
_dask: Any = distributed
Future = Any
# A second or two of work, for a task costs milliseconds and its reports go over a network.
_SIZE = Size(items=1024, characters=1024 * 1024)
_REACHED = 10  # seconds to reach a scheduler, and to find a worker


class Cluster(Engine):
    """Works on the cluster of the scheduler at `address`.

    A worker that was at a chunk for longer than `patience` seconds, and a second an item, is restarted where its
    cluster can do that; how often a worker may die on a task before it is given up is the scheduler's to say.

    Raises:
        UsageError: there is no scheduler at `address`, or it has no worker.

    """

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self._address, self._patience = address, patience
        _quieten()
        try:
            asyncio.run(_reach(address))
        except (OSError, ValueError) as error:
            raise UsageError(f"--scheduler {address}: no scheduler answers there; start one: dask scheduler") from error
        self._client = _dask.Client(address, timeout=_REACHED, set_as_default=False)
        try:
            self._client.wait_for_workers(1, timeout=_REACHED)
        except TimeoutError as error:
            self.close()
            raise UsageError(f"--scheduler {address}: has no worker; start one: dask worker {address}") from error
        self._ahead = 2 * sum(self._client.nthreads().values())

    @property
    def size(self) -> Size:
        """About a thousand reports."""
        return _SIZE

    def map(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Iterator[Sequence[R | Lost]]:
        """Work on two chunks a thread ahead of the one whose results are taken."""
        waiting: deque[tuple[Sequence[T], Future]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._submit(work, chunk) if chunk else None))
            while waiting and (len(waiting) > self._ahead or _is_done(waiting[0][1])):
                yield self._answer(work, *waiting.popleft())
        while waiting:
            yield self._answer(work, *waiting.popleft())

    def close(self) -> None:
        """Leave the cluster; what was asked of it and did not begin is taken back."""
        self._client.close()

    def _submit(self, work: Work[T, R], chunk: Sequence[T]) -> Future:
        # What is "pure" is not done again, even where its worker died of it.
        return self._client.submit(work, chunk, pure=False)

    def _answer(self, work: Work[T, R], chunk: Sequence[T], begun: Future) -> Sequence[R | Lost]:
        if begun is None:
            return ()
        first = [begun]

        def ask(part: Sequence[T]) -> Sequence[R]:
            return self._results(first.pop() if first else self._submit(work, part), self._patience + len(part))

        try:
            return answered(ask, chunk)
        except CancelledError as error:
            again = "start it, and run this again; with --ledger it goes on where it was"
            raise ReconcileError(f"--scheduler {self._address}: the scheduler went away; {again}") from error

    def _results(self, future: Future, seconds: float) -> Sequence[R]:
        """Wait for the results of a chunk; the time that it waits for a worker does not count."""
        before: list[str] = []
        while True:
            try:
                results: Sequence[R] = future.result(timeout=seconds)
            except _dask.KilledWorker as error:
                raise WorkerError("died") from error
            except TimeoutError as error:
                at_it = [worker for worker, keys in self._client.processing().items() if future.key in keys]
                if set(at_it) & set(before):
                    self._give_up(future, at_it)
                    raise WorkerError(f"took longer than {seconds:.0f} seconds") from error
                before = at_it
            else:
                return results

    def _give_up(self, future: Future, workers: list[str]) -> None:
        future.cancel()
        try:
            self._client.restart_workers(workers, timeout=_REACHED, raise_for_error=False)
        except ValueError:  # none of them is under a nanny, which could
            return


def _is_done(future: Future) -> bool:
    return future is None or bool(future.done())


def _quieten() -> None:
    """Let the library log nothing here: what goes wrong is told once, in one line."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


async def _reach(address: str) -> None:
    """Connect to a scheduler and leave it; a client that cannot would go on trying behind the error."""
    reached = await _dask.comm.connect(address, timeout=_REACHED)
    reached.abort()

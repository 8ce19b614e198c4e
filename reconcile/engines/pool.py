"""The engine of several processes on this machine."""

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import resource_tracker
from queue import SimpleQueue

from reconcile.engines.engine import Engine, Lost, R, Size, T, Work
from reconcile.engines.retries import PATIENCE, answered
from reconcile.engines.worker import Worker

# A third of a second of work: a hundred times what it costs to send, and little to lose where a run is killed.
_SIZE = Size(items=256, characters=128 * 1024)


class Pool(Engine):
    """Works in `jobs` processes; a thread of this one attends each, so that none waits for the reader of the results.

    A process that takes longer for a chunk than `patience` seconds, and a second an item, is ended.
    """

    def __init__(self, jobs: int, patience: float = PATIENCE) -> None:
        self._ahead = 2 * jobs
        self._patience = patience
        self._workers = [Worker() for _ in range(jobs)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(jobs, initializer=_uninterrupted)

    @property
    def size(self) -> Size:
        """Some dozen reports, or more where they are short."""
        return _SIZE

    def map(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Iterator[Sequence[R | Lost]]:
        """Work on two chunks a process ahead of the one whose results are taken."""
        waiting: deque[Future[Sequence[R | Lost]]] = deque()
        try:
            for chunk in chunks:
                waiting.append(self._threads.submit(self._answer, work, chunk))
                while waiting and (len(waiting) > self._ahead or waiting[0].done()):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.join()

    def _answer(self, work: Work[T, R], chunk: Sequence[T]) -> Sequence[R | Lost]:
        if not chunk:
            return ()
        worker = self._idle.get()
        try:
            return answered(lambda part: worker.ask(work, part, self._patience + len(part)), chunk)
        finally:
            self._idle.put(worker)


def _uninterrupted() -> None:
    """Keep an interrupt from a thread and the processes that it starts: it is this process's to answer."""
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # which lets interrupts through again when it starts
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

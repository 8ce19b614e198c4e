"""The engine for input of any size: in this process at first, and in several once there is more than little to do."""

import os
from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter

from reconcile.engines.engine import INLINE, Engine, Lost, R, Size, T, Work

# Seconds of work in this process before others are started: what their start takes, so that little input never waits
# for it, and at worst it is waited for in vain once.
ENOUGH = 0.6


class Automatic(Engine):
    """Works in this process for `enough` seconds, and then in a pool of as many processes as there are cores."""

    def __init__(self, enough: float = ENOUGH) -> None:
        self._left = enough
        self._cores = _cores()
        self._engine: Engine = INLINE

    @property
    def size(self) -> Size:
        """That of the engine at work."""
        return self._engine.size

    def map(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Iterator[Sequence[R | Lost]]:
        """Work on the first chunks here, and give over to the pool what is left of them."""

        def timed(chunk: Sequence[T]) -> Sequence[R]:
            began = perf_counter()
            try:
                return work(chunk)
            finally:
                self._left -= perf_counter() - began

        rest = iter(chunks)
        while self._engine is INLINE:
            chunk = next(rest, None)
            if chunk is None:
                return
            yield timed(chunk) if chunk else ()
            if self._left <= 0 and self._cores > 1:
                from reconcile.engines.pool import Pool

                self._engine = Pool(self._cores)
        yield from self._engine.map(work, rest)

    def close(self) -> None:
        """End the pool, where there is one."""
        self._engine.close()


def _cores() -> int:
    """Give how many cores this process may use, which are fewer than there are where it is told so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

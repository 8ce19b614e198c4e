"""What is done about a worker that dies or does not end: its chunk is tried again, item by item."""

from collections.abc import Callable, Sequence

from reconcile.engines.engine import Lost, R, T


class WorkerError(Exception):
    """Whoever worked on a chunk died, or did not end in time; its text is how, as a clause."""


# Seconds that a chunk may take: so long, and one more for each of its items.
PATIENCE = 60.0


def answered(ask: Callable[[Sequence[T]], Sequence[R]], chunk: Sequence[T]) -> Sequence[R | Lost]:
    """Give the results of a chunk; `ask` raises WorkerError.

    After a death each item is tried alone, so that one which kills its worker takes no other with it, and twice: what
    ended a worker from outside may not be its fault.
    """
    try:
        return ask(chunk)
    except WorkerError:
        return [result for item in chunk for result in _alone(ask, (item,))]


def _alone(ask: Callable[[Sequence[T]], Sequence[R]], chunk: Sequence[T]) -> Sequence[R | Lost]:
    try:
        return ask(chunk)
    except WorkerError:
        try:
            return ask(chunk)
        except WorkerError as died:
            return (Lost(str(died)),)

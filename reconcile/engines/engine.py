"""What an engine is: a map over chunks, in their order. The plainest one works in this process."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Gives one result for each item of a chunk. It is pickled, and so are the items and results.
Work = Callable[[Sequence[T]], Sequence[R]]


@dataclass(frozen=True, slots=True)
class Lost:
    """An item without a result, because whoever worked on it died or did not end, again and again; `reason` is how."""

    reason: str


@dataclass(frozen=True, slots=True)
class Size:
    """When a chunk is full: at so many items, or so many characters of their texts, whatever comes first."""

    items: int
    characters: int


class Engine(ABC):
    """A map over chunks that keeps their order and reads ahead no further than its workers need.

    No item is lost or doubled: one whose worker dies is tried again, and in the end a Lost stands in its place.
    """

    @property
    @abstractmethod
    def size(self) -> Size:
        """How large the next chunk should be."""

    @abstractmethod
    def map(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Iterator[Sequence[R | Lost]]:
        """Give the results of each chunk, an empty one's at no cost.

        Raises:
            ReconcileError: `work` raised it, or the engine can no longer be used.

        """

    @abstractmethod
    def close(self) -> None:
        """End what works, whatever it is at."""

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Inline(Engine):
    """The engine that works in this process, an item at a time, so that each result is there at once."""

    @property
    def size(self) -> Size:
        """One item."""
        return Size(items=1, characters=1)

    def map(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Iterator[Sequence[R | Lost]]:
        """Work on one chunk after the other."""
        return (work(chunk) if chunk else () for chunk in chunks)

    def close(self) -> None:
        """Leave nothing behind."""


INLINE = Inline()

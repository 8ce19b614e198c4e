"""A sentence as read before its figures are made: its words, times, credits, places, and what the report leaves it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.extractors import periods, places, scopes, sources
from reconcile.extractors.tape import Chunk
from reconcile.records import Figure, Source
from reconcile.segment import Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as the stages before have read it, with what of the report it needs.

    `last` is the block's last figure before it, `background` whether what was said last is of another event, `toll` the
    largest number of killed told so far, `spots` the sentence's places, `numbers` the offsets of its numbers, `formers`
    of those that are former values.
    """

    sentence: Sentence
    text: str
    low: str
    line: int
    tokens: Sequence[Chunk]
    credits: Sequence[sources.Credit]
    carried: Source | None
    timexes: Sequence[periods.Timex]
    setting: scopes.Setting
    own_places: frozenset[str]
    own_facilities: frozenset[str]
    spots: Sequence[places.Spot]
    last: Figure | None
    background: bool
    toll: int
    numbers: Sequence[int]
    formers: frozenset[int]

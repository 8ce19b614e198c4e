"""The expressions of time of a report, found when somebody asks for them, and what they say of it as a whole."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from reconcile.extractors import dating, periods, scopes
from reconcile.extractors.resolving import Anchor
from reconcile.records import Days
from reconcile.segment import Sentence

_SEVERAL = ("weekdays", "since_onset", "since_date")  # kinds of time by which a report counts over several days


class Clock:
    """The times of a report's sentences; `low` is its text in lower case.

    `year` is the latest year that the report's head names. Of most reports no sentence is asked for its times.
    """

    def __init__(self, sentences: Sequence[Sentence], low: str, anchor: Anchor, year: int | None) -> None:
        self.sentences, self.low, self.anchor, self.year = sentences, low, anchor, year
        self._found: dict[int, list[periods.Timex]] = {}

    def of(self, sentence: Sentence) -> list[periods.Timex]:
        """The expressions of time in a sentence."""
        found = self._found.get(sentence.start)
        if found is None:
            found = self._found[sentence.start] = periods.find(self.low[sentence.start : sentence.end], self.anchor)
        return found

    @cached_property
    def every(self) -> list[periods.Timex]:
        """The expressions of time of the whole report."""
        return [timex for sentence in self.sentences for timex in self.of(sentence)]

    @cached_property
    def days(self) -> Days | None:
        """The days that the report names."""
        return dating.days_of(self.every, self.anchor)

    @cached_property
    def titled(self) -> date | None:
        """The day as of which the headline says that its numbers are."""
        titles = [t for s in self.sentences if s.kind == "headline" for t in self.of(s) if t.kind == "as_of"]
        return titles[0].last if titles else None

    @cached_property
    def _spans(self) -> tuple[bool, bool]:
        """Whether the report counts over several days, and over months."""
        several = (t.kind.startswith("since_w") or t.kind in _SEVERAL for t in self.every)
        days = self.anchor.onset is not None or any(several)
        return days, any(scopes.is_until_now(t, self.anchor) for t in self.every)

    def setting(self, lead: bool) -> scopes.Setting:
        """What the report as a whole says of its event, to a sentence of its lead or of what follows."""
        return scopes.Setting(self.anchor, self.year, lead, *self._spans)

    def is_elsewhen(self, before: bool, passed: Sequence[Sentence], lead: bool) -> bool:
        """Whether what was said last is of another event, by the times of the sentences `passed` since a figure.

        `before` is what was so of that figure.
        """
        timed = next((s for s in reversed(passed) if self.of(s)), None)
        if timed is None:
            return before
        low = self.low[timed.start : timed.end]
        return scopes.is_background(self.of(timed)[-1], low, 0, self.setting(lead))

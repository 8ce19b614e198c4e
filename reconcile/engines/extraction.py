"""Extraction on an engine: what the ledger holds is taken from it, and the rest is extracted and kept in it."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile import extractors
from reconcile.case import Case
from reconcile.engines.engine import INLINE, Engine, Lost
from reconcile.errors import ReconcileError
from reconcile.extractors import Extraction
from reconcile.records import Report
from reconcile.results import Failure
from reconcile.stores.packing import Item, Known, pack, unpack

if TYPE_CHECKING:
    from reconcile.stores.ledger import Ledger
    from reconcile.stores.makers import Maker
    from reconcile.stores.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Means:
    """What extraction runs on: an engine, and the ledger, where there is one."""

    engine: Engine = INLINE
    ledger: "Ledger | None" = None


def extract(items: Iterable[Item], case: Case, means: Means) -> Iterator[tuple[Report, Extraction] | Failure]:
    """Give each report with its extraction, and each Failure in its place, in their order.

    The case file's corrections are not made: they are replayed on every run, whatever is kept. A report whose reader
    dies on it is a Failure.
    """
    work = Extract(case.uncorrected())
    shelf = _shelf(means.ledger, work.case) if means.ledger else None
    batches: deque[list[Known]] = deque()

    def missing() -> Iterator[list[Report]]:
        """Give what each batch lacks; the engine takes some batches ahead of its results."""
        for read in _batches(items, means.engine, work.case):
            batch = _looked_up(read, shelf) if shelf else read
            batches.append(batch)
            yield _missing(batch)

    for results in means.engine.map(work, missing()):
        batch = batches.popleft()
        made = [_opened(result, report) for result, report in zip(results, _missing(batch), strict=True)]
        if shelf:
            shelf.keep(_missing(batch), made, results)
        new = iter(made)
        for item, before in batch:
            if isinstance(item, Failure):
                yield item
                continue
            extraction = before or next(new)
            yield extraction if isinstance(extraction, Failure) else (item, extraction)


def _shelf(ledger: "Ledger", case: Case) -> "Shelf":
    from reconcile.stores.shelf import Shelf

    return Shelf(ledger, case)


def _batches(items: Iterable[Item], engine: Engine, case: Case) -> Iterator[list[Known]]:
    """Give what is read in batches with as much to extract as the engine asks for at the time.

    Of reports that promise nothing there is nothing to be had: they are known already.
    """
    batch: list[Known] = []
    size = engine.size
    wanted, characters, held = 0, 0, 0
    for item in items:
        idle = isinstance(item, Report) and not extractors.promises(item, case)
        length = len(item.text) if isinstance(item, Report) else 0
        batch.append((item, extractors.NOTHING if idle else None))
        wanted, characters, held = wanted + (not idle), characters + (0 if idle else length), held + length
        if wanted >= size.items or characters >= size.characters or held >= _HELD * size.characters:
            yield batch
            batch, size = [], engine.size
            wanted, characters, held = 0, 0, 0
    if batch:
        yield batch


_HELD = 8  # times as many characters may wait in a batch as are extracted at once


def _looked_up(batch: Sequence[Known], shelf: "Shelf") -> list[Known]:
    """Give a batch with what the ledger holds of what is not known yet."""
    found = iter(shelf.known([item for item, known in batch if known is None]))
    return [(item, known) if known is not None else next(found) for item, known in batch]


def _missing(batch: Sequence[Known]) -> list[Report]:
    return [item for item, extraction in batch if isinstance(item, Report) and extraction is None]


def _opened(result: Extraction | bytes | Lost, report: Report) -> Extraction | Failure:
    if isinstance(result, bytes):
        return unpack(result, report)
    if isinstance(result, Extraction):
        return result
    reason = f"could not be read: three times the process that tried {result.reason}; please report this with the file"
    return Failure(path=report.path, error=reason)


@dataclass(frozen=True, slots=True)
class Extract:
    """The work: to extract reports with a case. `by` is the program that asks for it, where that is another process."""

    case: Case
    by: "Maker | None" = None

    def __call__(self, reports: Sequence[Report]) -> list[Extraction | bytes]:
        """Give the extraction of each report, packed where another process asks.

        Raises:
            ReconcileError: another program asks, which would extract otherwise.

        """
        made = (extractors.extract(report, self.case, thorough=False) for report in reports)
        if self.by is None:
            return list(made)
        if self.by != (here := _maker()):
            raise ReconcileError(f"a worker runs {here}, and this is {self.by}; install the same on both")
        return [pack(extraction, report.text) for extraction, report in zip(made, reports, strict=True)]

    def __reduce__(self) -> "tuple[type[Extract], tuple[Case, Maker]]":
        """Send along which program asks; who passes it on does not ask."""
        return Extract, (self.case, self.by or _maker())


def _maker() -> "Maker":
    from reconcile.stores.makers import maker

    return maker()

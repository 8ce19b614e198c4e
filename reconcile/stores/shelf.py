"""What a ledger holds for the reports of one case."""

from collections.abc import Sequence

from reconcile.case import Case
from reconcile.extractors import Extraction
from reconcile.records import Report
from reconcile.results import Failure
from reconcile.stores.ledger import Entry, Ledger
from reconcile.stores.makers import keys, maker
from reconcile.stores.packing import Item, Known, pack, unpack


class Shelf:
    """What a ledger holds for one case."""

    def __init__(self, ledger: Ledger, case: Case) -> None:
        self._ledger = ledger
        self._key = keys(case, maker())

    def known(self, items: Sequence[Item]) -> list[Known]:
        """Give items with what was extracted from them before."""
        wanted = [self._key(item) if isinstance(item, Report) else b"" for item in items]
        found = self._ledger.found([key for key in wanted if key])
        return [(item, _again(found.get(key), item)) for key, item in zip(wanted, items, strict=True)]

    def keep(self, reports: Sequence[Report], made: Sequence[object], packed: Sequence[object]) -> None:
        """Keep what was extracted from reports, all at once; `packed` is the same as it came, in bytes or not."""
        entries = [
            Entry(
                self._key(report),
                len(extraction.figures),
                as_it_came if isinstance(as_it_came, bytes) else pack(extraction, report.text),
            )
            for report, extraction, as_it_came in zip(reports, made, packed, strict=True)
            if isinstance(extraction, Extraction)
        ]
        if entries:
            self._ledger.add(entries, maker())


def _again(packed: bytes | None, item: Item) -> Extraction | None:
    """Give back what was extracted before; none where it is damaged, so that it is extracted anew."""
    if packed is None or isinstance(item, Failure):
        return None
    try:
        return unpack(packed, item)
    except ValueError:
        return None

"""The ledger: a SQLite file of what was extracted, by what it was extracted from."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType

from reconcile.errors import UsageError
from reconcile.stores.makers import Maker

APPLICATION = 0x7265636F  # "reco"; what the file's header says it is, as `file` shows it
VERSION = 1
_BUSY = 60.0  # seconds; another run holds the file for milliseconds
_PAUSE = 0.005  # seconds
_TABLES = """
CREATE TABLE makers (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    code TEXT NOT NULL,
    lexicons TEXT NOT NULL,
    UNIQUE (version, code, lexicons)
);
CREATE TABLE extractions (
    key BLOB NOT NULL UNIQUE,
    maker INTEGER NOT NULL REFERENCES makers (id),
    figures INTEGER NOT NULL,
    packed BLOB NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An extraction to keep: its key, how many figures it has, and its bytes."""

    key: bytes
    figures: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class Holding:
    """What a ledger holds of one program: reports and their figures."""

    maker: Maker
    reports: int
    figures: int


class Ledger:
    """A ledger file, open: what is added is kept at once, whole or not at all, though several runs add to it.

    What a killed run added before is there for the next one. A file that is not there is made unless it `must_exist`.

    Raises:
        UsageError: the file is no ledger, of a newer program, damaged, or cannot be written; each method may.

    """

    def __init__(self, path: Path, must_exist: bool = False) -> None:
        self.path = path
        if must_exist and not path.is_file():
            raise UsageError(f"{path}: there is no such ledger; reconcile extract --ledger {path} makes one")
        with self._told():
            self._rows = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._rows.close()
                raise

    def _open(self) -> None:
        self._rows.execute("PRAGMA page_size = 8192")  # an entry is near a kilobyte, of which larger pages waste less
        with self._transaction():
            if not self._number("SELECT count(*) FROM sqlite_master"):
                for statement in _TABLES.split(";\n"):
                    self._rows.execute(statement)
                self._rows.execute(f"PRAGMA application_id = {APPLICATION}")
                self._rows.execute(f"PRAGMA user_version = {VERSION}")
            if self._number("PRAGMA application_id") != APPLICATION:
                raise UsageError(f"{self.path}: {_NO_LEDGER}")
            if self._number("PRAGMA user_version") > VERSION:
                raise UsageError(f"{self.path}: is a ledger of a newer reconcile; update, or {_ANOTHER}")
        # A reader does not wait for a writer, and what is committed outlives the program's end at any moment.
        self._log_ahead()
        self._rows.execute("PRAGMA synchronous = NORMAL")

    def _log_ahead(self) -> None:
        """Write ahead from now on; while another run is at the same change, SQLite refuses it without waiting."""
        until = monotonic() + _BUSY
        while True:
            try:
                self._rows.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                    raise
                sleep(_PAUSE)
            else:
                return

    def found(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Give what was extracted before, by key; a damaged entry is as none."""
        marks = ",".join("?" * len(keys))
        with self._told():
            rows = self._rows.execute(f"SELECT key, packed FROM extractions WHERE key IN ({marks})", keys).fetchall()
        return {key: packed for key, stored in rows if (packed := _decompressed(stored)) is not None}

    def add(self, entries: Iterable[Entry], maker: Maker) -> None:
        """Keep what was extracted; what another run added meanwhile is the same."""
        rows = [(entry.key, entry.figures, zlib.compress(entry.packed)) for entry in entries]
        with self._told(), self._transaction():
            known = (maker.version, maker.code, maker.lexicons)
            self._rows.execute("INSERT OR IGNORE INTO makers (version, code, lexicons) VALUES (?, ?, ?)", known)
            (made_by,) = self._rows.execute(
                "SELECT id FROM makers WHERE version = ? AND code = ? AND lexicons = ?", known
            ).fetchone()
            self._rows.executemany(
                "INSERT OR REPLACE INTO extractions (key, maker, figures, packed) VALUES (?, ?, ?, ?)",
                ((key, made_by, figures, packed) for key, figures, packed in rows),
            )

    def holdings(self) -> list[Holding]:
        """Count what there is, by the program that made it."""
        with self._told():
            rows = self._rows.execute(
                "SELECT version, code, lexicons, count(key), coalesce(sum(figures), 0) FROM makers "
                "LEFT JOIN extractions ON maker = makers.id GROUP BY makers.id ORDER BY version, lexicons, code"
            ).fetchall()
        return [Holding(Maker(*maker), reports, figures) for *maker, reports, figures in rows]

    def prune(self, kept: Maker) -> None:
        """Drop what any other program made, and give the space back."""
        with self._told():
            with self._transaction():
                self._rows.execute(
                    "DELETE FROM makers WHERE (version, code, lexicons) != (?, ?, ?)",
                    (kept.version, kept.code, kept.lexicons),
                )
                self._rows.execute("DELETE FROM extractions WHERE maker NOT IN (SELECT id FROM makers)")
            self._rows.execute("VACUUM")
            self._rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def size(self) -> int:
        """Give the size in bytes of what is held, without the space that is free."""
        with self._told():
            pages = self._number("PRAGMA page_count") - self._number("PRAGMA freelist_count")
            return pages * self._number("PRAGMA page_size")

    def close(self) -> None:
        """Close the file."""
        self._rows.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _number(self, statement: str) -> int:
        (number,) = self._rows.execute(statement).fetchone()
        return int(number)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._rows.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._rows.rollback()
            raise
        self._rows.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what SQLite refuses in the words of the person who can mend it."""
        try:
            yield
        except sqlite3.Error as error:
            told = _REFUSED.get(error.sqlite_errorname, f"cannot be used as a ledger ({error}); {_ANOTHER}")
            raise UsageError(f"{self.path}: {told}") from error


_ANOTHER = "give another file to --ledger"
_NO_LEDGER = f"is no ledger of reconcile; {_ANOTHER}"
_REFUSED = {
    "SQLITE_NOTADB": _NO_LEDGER,
    "SQLITE_CORRUPT": "the ledger is damaged; delete it, and it is made anew",
}


def _decompressed(stored: bytes) -> bytes | None:
    """Give the bytes back, whose checksum is looked at; None where they are damaged."""
    try:
        return zlib.decompress(stored)
    except zlib.error:
        return None

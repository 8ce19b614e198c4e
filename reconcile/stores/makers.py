"""What makes an extraction what it is, besides the report: the program, its lexicons, and what the case file says."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from reconcile import lexicon
from reconcile.case import Case
from reconcile.corrections import TABLES
from reconcile.records import Report

# What a case file says that extraction does not read: what it says of reports is in them by then, and its entries are
# replayed on what was extracted. A new part of a case file is read until it is named here.
NOT_READ = {"reports", "fields", "path", "sha256", *TABLES}
_KEY_SIZE = 16  # bytes; two of a billion reports share one with a chance of 1 in 10^21


@dataclass(frozen=True, slots=True)
class Maker:
    """A program that extracts: its version, a digest of its modules, and the digest of its lexicons."""

    version: str
    code: str
    lexicons: str

    def __str__(self) -> str:
        return f"reconcile {self.version} (code {self.code}), lexicons {self.lexicons}"


@cache
def maker() -> Maker:
    """Give the program that runs; its modules are looked at because they may change while the version stays."""
    digest = blake2b(digest_size=4)
    _digest(files("reconcile"), digest.update)
    return Maker(version("reconcile"), digest.hexdigest(), lexicon.fingerprint())


def _digest(folder: Traversable, update: Callable[[bytes], None]) -> None:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.is_dir():
            _digest(file, update)
        elif file.name.endswith(".py"):
            update(file.name.encode() + b"\0" + file.read_bytes())


def keys(case: Case, of: Maker) -> Callable[[Report], bytes]:
    """Give what makes the keys of reports read with `case`: equal keys, equal extractions but for the report's id."""
    shared = blake2b(case.model_dump_json(exclude=NOT_READ).encode(), digest_size=_KEY_SIZE)
    shared.update(str(of).encode())

    def key(report: Report) -> bytes:
        published = report.published and report.published.model_dump_json()
        digest = shared.copy()
        digest.update(json.dumps((published, str(report.updated), report.pages)).encode())
        digest.update(report.text.encode("utf-8", "surrogatepass"))
        return digest.digest()

    return key

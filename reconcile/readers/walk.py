"""Which files a run reads: PATHs to files, in a stable order."""

import os
import re
import stat
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path, PurePath

from reconcile.case import CASE_FILE, Case
from reconcile.readers import formats
from reconcile.results import Failure

STDIN = "-"
_PAGES = (".html", ".htm", ".xhtml", ".xht")
_BESIDE = ("_files", "-Dateien", "_fichiers", "_archivos", "_file")  # folders of what a browser saved with a page
_PRINTED = (".json", ".jsonl", ".csv")  # as which reconcile prints what may look like reports


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its path as the user would give it, its report's id, and the files of the same content.

    `member` is the one report wanted of a file of several, "" for all.
    """

    path: str
    id: str
    copies: tuple["File", ...] = ()
    member: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the PATHs hold: files, inputs that fail already, entries of folders passed over, and other events.

    Hidden entries and the case file are not counted among those passed over: nobody takes them for reports.
    `events` are the folders below a PATH with a case file of their own; each is an event of its own and is not walked.
    """

    files: tuple[File, ...]
    failures: tuple[Failure, ...] = ()
    passed_over: int = 0
    events: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    home: str | None  # the folder of the case file
    files: list[File] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    passed_over: int = 0
    events: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def given(self, path: str) -> None:
        """Take a PATH that the user named: what cannot be read is an error."""
        if path == STDIN:
            if STDIN not in self.seen:
                self.seen.add(STDIN)
                self.files.append(File(STDIN, STDIN))
        elif is_address(path):
            self.files.append(File(path, path))
        elif Path(path).is_dir():
            self._folder(path)
        elif not Path(path).exists() and (file := holder(path)):
            self._take(file, str(Path(file).parent), path[len(file) + 1 :])
        elif not Path(path).exists() and (file := self._labelled(path)):
            self._take(file, str(Path(file).parent))
        elif not Path(path).exists():
            self._fail(path, "there is no such file or folder; check the path")
        elif PurePath(path).name == CASE_FILE:
            self._fail(path, "is a case file, no report; give it with --case")
        elif formats.is_own(head(path)):
            self._fail(path, "is what reconcile printed, no report; give the reports")
        else:
            self._take(path, str(Path(path).parent))

    def _labelled(self, path: str) -> str | None:
        """Give the only report of a folder whose name begins as that of `path`: of "seeds/003" the one meant."""
        folder, start = os.path.split(path)
        if not start or not Path(folder or ".").is_dir():
            return None
        passed_over = self.passed_over
        inside = self._entries(folder or ".", os.path.realpath(folder or "."))
        found = [entry for entry, is_folder in inside if not is_folder and PurePath(entry).name.startswith(start)]
        self.passed_over = passed_over  # nobody asked for the rest of the folder
        return found[0] if len(found) == 1 else None

    def _folder(self, top: str) -> None:
        """Take the reports below a folder; everything else in it is passed over."""
        root = os.path.realpath(top)
        reports = False
        waiting = [(top, True)]
        while waiting:
            path, is_folder = waiting.pop()
            if not is_folder:
                self._take(path, top)
                reports = True
            elif path != top and (Path(path) / CASE_FILE).is_file():
                self.events.append(path)
                reports = True
            else:
                waiting += reversed(list(self._entries(path, root)))
        if not reports:
            self._fail(top, "has no report in it; give a folder of texts, web pages or other reports")

    def _entries(self, folder: str, root: str) -> Iterator[tuple[str, bool]]:
        """Give the entries of a folder to take, by name, and whether each is a folder."""
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            self._fail(folder, f"cannot be read ({error.strerror}); check its permissions")
            return
        names = {entry.name for entry in entries}
        for entry in entries:
            if entry.name.startswith(".") or entry.name == CASE_FILE:
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if (is_folder and not belongs_to_page(entry.name, names)) or self._is_report(entry, root):
                yield entry.path, is_folder
            else:
                self.passed_over += 1

    def _is_report(self, entry: os.DirEntry[str], root: str) -> bool:
        """Tell whether an entry is a file of a known type; a link counts where it leads to a file below `root`.

        A file without a known suffix is a report where its content shows it, as a web page's does.
        """
        if not Path(entry.path).is_file():
            return False
        if entry.is_symlink() and not Path(os.path.realpath(entry.path)).is_relative_to(root):
            return False
        suffix = PurePath(entry.name).suffix.lower()
        if suffix in formats.SUFFIXES:
            return suffix not in _PRINTED or not formats.is_own(head(entry.path))
        return not entry.name.endswith("~") and formats.is_plain(head(entry.path))

    def _take(self, path: str, base: str, member: str = "") -> None:
        """Take a file once, however many ways lead to it; its id is its path below the case file, else below `base`."""
        if (real := f"{os.path.realpath(path)}#{member}") in self.seen:
            return
        self.seen.add(real)
        if any("\ud800" <= character <= "\udfff" for character in path):
            self._fail(path, "has a name that is not UTF-8; rename it")
        else:
            id_ = _below(path, self.home) or _below(path, base) or PurePath(path).name
            self.files.append(File(path, id_, member=member))

    def _fail(self, path: str, reason: str) -> None:
        self.failures.append(Failure(path=os.fsencode(path).decode("utf-8", "replace"), error=reason))


def find(paths: Sequence[str], case: Case) -> Found:
    """Find the files of known formats that `paths` (files, folders, "-") hold; each file once.

    Files of the same content are one, the first, with `copies`: only files of equal size are hashed, so whoever reads
    them one by one afterwards need not remember what was read.
    """
    walk = _Walk(str(Path(case.path).absolute().parent) if case.path else None)
    for path in paths:
        walk.given(path)
    files = _merged(_told_apart(walk.files))
    return Found(tuple(files), tuple(walk.failures), walk.passed_over, tuple(walk.events))


def holder(path: str) -> str | None:
    """Give the file that holds the report named, of "feed.jsonl#12" the feed; None where there is no such file."""
    return next((path[: at.start()] for at in re.finditer("#", path) if Path(path[: at.start()]).is_file()), None)


def is_address(path: str) -> bool:
    """Tell whether a PATH is a web address."""
    return path.lower().startswith(("http://", "https://"))


def belongs_to_page(folder: str, beside: Container[str]) -> bool:
    """Tell whether a folder holds what a browser saved with a page of that name, by the names `beside` it."""
    pages = (folder.removesuffix(end) for end in _BESIDE if folder.endswith(end))
    return any(f"{page}{suffix}" in beside for page in pages for suffix in _PAGES)


def head(path: str) -> bytes:
    """Give the first bytes of a regular file; none of what can be read but once, or not at all."""
    if not _size(path):
        return b""
    try:
        with Path(path).open("rb") as file:
            return file.read(formats.HEAD)
    except OSError:
        return b""


def _below(path: str, folder: str | None) -> str | None:
    """Give `path` from `folder` on, with /; None where it is not below it."""
    if folder is None:
        return None
    try:
        below = PurePath(os.path.relpath(path, folder))
    except ValueError:  # on another drive
        return None
    return None if below.parts[0] == ".." else below.as_posix()


def _told_apart(files: list[File]) -> list[File]:
    """Give files of the same name in several PATHs ids from the folder that they share."""
    times = Counter(file.id for file in files)
    same = [os.path.realpath(file.path) for file in files if times[file.id] > 1]
    if not same:
        return files
    shared = os.path.commonpath([os.path.dirname(path) for path in same])  # noqa: PTH120 - strings, as commonpath takes
    return [
        replace(file, id=_below(os.path.realpath(file.path), shared) or file.path) if times[file.id] > 1 else file
        for file in files
    ]


def _merged(files: list[File]) -> Iterator[File]:
    """Join the files of the same content under the first of them."""
    by_size = defaultdict(list)
    for file in files:
        if size := _size(file.path):
            by_size[size].append(file)
    by_content = defaultdict(list)
    for size, alike in by_size.items():
        if len(alike) > 1:
            for file in alike:
                if digest := _digest(file.path):
                    by_content[size, digest].append(file)
    copies = {first: tuple(others) for first, *others in by_content.values()}
    merged = {file for others in copies.values() for file in others}
    for file in files:
        if file not in merged:
            yield replace(file, copies=copies.get(file, ()))


def _size(path: str) -> int:
    """Give the bytes of a regular file; 0 for a pipe, which can be read but once, and for what cannot be read."""
    try:
        found = Path(path).stat()
    except OSError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _digest(path: str) -> bytes | None:
    try:
        with Path(path).open("rb") as file:
            return file_digest(file, "sha256").digest()
    except OSError:
        return None

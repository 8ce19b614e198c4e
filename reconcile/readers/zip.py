"""Zip archives of reports, and the WARC records in the archives that web archiving tools make of them (WACZ)."""

import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from reconcile.case import CASE_FILE
from reconcile.errors import InputError
from reconcile.readers import formats, walk
from reconcile.readers.source import MEGABYTE, Source
from reconcile.results import Failure

_DIRECTORY = 16 * MEGABYTE  # of the list of members, which is read as one; 100,000 members take half of it
_MEMBERS = 20_000
_NAME = 1024  # characters of a member's name with its folders
_LOCAL = 30  # bytes of the shortest header before a member
_ENCRYPTED = 0x1
_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack without a limit
_WARC = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")  # in names, which people are shown

# What zipfile is known to raise of members that are broken, when they are opened and when they are read.
_READING = (zipfile.BadZipFile, zlib.error, EOFError)
_OPENING = (*_READING, NotImplementedError, RuntimeError, struct.error, ValueError, OSError)


def read(source: Source) -> Iterator[formats.Item]:
    """Read the reports of an archive by the order of their names; what is none is passed over.

    Raises:
        InputError: it is broken or made to do harm, or has no report in it.

    """
    stream: BinaryIO = source.stream if source.stream.seekable() else BytesIO(source.read())
    archive = _opened(stream, source.path)
    with archive:
        members = [each for each in archive.infolist() if not each.filename.endswith("/") and not _is_link(each)]
        if len(members) > _MEMBERS:
            raise InputError(source.path, f"has more than {_MEMBERS:,} members; unpack it and give the reports")
        _check_apart(members, source.path)
        times = Counter(map(_name, members))
        named = {_name(each): each for each in members}
        chosen = _chosen(archive, named)
        if not chosen:
            raise InputError(source.path, "has no report in it; give an archive of texts, web pages or other reports")
        for name in chosen:
            if reason := _unreadable(named[name], times[name]):
                yield Failure(path=f"{source.path}#{name}", error=reason)
            else:
                yield from _read(source, archive, name, named[name])
            if source.budget.left < 0:
                return


class _Limited:
    """A stream of which, while `limited`, no more can be asked for at a time than the list of members may take."""

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self._stream, self._path, self.limited = stream, path, True
        self.seekable, self.seek, self.tell = stream.seekable, stream.seek, stream.tell

    def read(self, size: int = -1) -> bytes:
        if self.limited and size > _DIRECTORY:
            raise InputError(self._path, "lists far too many members; unpack it and give the reports")
        return self._stream.read(size)


def _opened(stream: BinaryIO, path: str) -> zipfile.ZipFile:
    limited = _Limited(stream, path)
    try:
        archive = zipfile.ZipFile(limited)  # it has all that zipfile reads with
    except _OPENING as error:
        raise InputError(path, "is a broken zip archive; save or pack it again") from error
    limited.limited = False
    return archive


def _check_apart(members: list[zipfile.ZipInfo], path: str) -> None:
    """Refuse an archive whose members lie on one another, as none does that was not made to fill a disk."""
    free = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < free:
            raise InputError(path, "has members that lie on one another; unpack it and give the reports")
        free = member.header_offset + _LOCAL + member.compress_size


def _is_link(member: zipfile.ZipInfo) -> bool:
    """Tell whether a member is a link, whose text is a path."""
    return stat.S_ISLNK(member.external_attr >> 16)


def _name(member: zipfile.ZipInfo) -> str:
    """Give a member's name, as the UTF-8 that many programs write without saying so; what cannot be seen is marked."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        with suppress(ValueError):
            name = name.encode("cp437").decode()
    return _UNSEEN.sub("\ufffd", name)


def _chosen(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> list[str]:
    """Choose the members that are reports; of a web archive, what holds its records."""
    records = sorted(filter(_WARC.fullmatch, members))
    if "datapackage.json" in members and records:
        return records
    return [name for name in sorted(members) if _is_report(archive, name, members)]


def _is_report(archive: zipfile.ZipFile, name: str, members: dict[str, zipfile.ZipInfo]) -> bool:
    parts = re.split(r"[/\\]", name)
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    if hidden or parts[0] == "__MACOSX" or parts[-1] in ("", CASE_FILE) or len(name) > _NAME:
        return False
    folders = (name[: found.start()] for found in re.finditer("/", name))
    if any(walk.belongs_to_page(folder, members.keys()) for folder in folders):
        return False
    known = PurePosixPath(parts[-1]).suffix.lower() in formats.SUFFIXES
    member = members[name]
    if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
        return known
    try:
        with archive.open(member) as opened:
            head = opened.read(formats.HEAD)
    except _OPENING:
        return known
    return not formats.is_own(head) if known else not name.endswith("~") and formats.is_plain(head)


def _unreadable(member: zipfile.ZipInfo, times: int) -> str | None:
    """Say why a member cannot be read, of whose name there are so many; None where nothing tells yet."""
    if times > 1:
        return f"is the name of {times} members; pack them again under names of their own"
    if member.flag_bits & _ENCRYPTED:
        return "is protected by a password; unpack it and give what it holds"
    if member.compress_type not in _METHODS:
        return "is packed in a way that is not read; unpack it and give what it holds"
    return None


def _read(source: Source, archive: zipfile.ZipFile, name: str, member: zipfile.ZipInfo) -> Iterator[formats.Item]:
    """Read one member; a Failure where it cannot be unpacked, in place of what it holds from there on."""
    broken = Failure(path=f"{source.path}#{name}", error="is broken in the archive; pack it again")
    try:
        opened = archive.open(member)
    except _OPENING:
        yield broken
        return
    with opened:
        try:
            yield from formats.read(source.inside(name, PurePosixPath(name).name, cast(BinaryIO, opened)))
        except _READING:
            yield broken

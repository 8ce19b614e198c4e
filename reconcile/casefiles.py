"""Changes to a case file: entries put at its end and taken out again, all else kept byte for byte."""

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from secrets import token_hex

import tomlkit
from tomlkit.items import InlineTable

from reconcile import case
from reconcile.errors import CaseError

_ORDER = ("report", "relation", "quote", "quotes", "set", "drop", "add", "why", "by", "on")
_FOLLOWING = re.compile(rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\[|(?:#[^\n]*)?\Z)")  # what may follow an entry
_NEW = "# The analyst's corrections and checks; reconcile init writes a fuller case file.\n"


def block(table: str, entry: Mapping[str, object]) -> str:
    """Write an entry of one of the analyst's tables as TOML, ready to stand at the end of a case file."""
    keys = sorted(entry, key=_ORDER.index)
    return f"\n[[{table}]]\n" + "".join(f"{key} = {_value(entry[key])}\n" for key in keys)


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        inline: InlineTable = tomlkit.inline_table()
        inline.update(value)
        return inline.as_string()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return tomlkit.item(value).as_string()


def append(path: Path, text: str) -> None:
    """Put a block at the end of a case file, which is made where there is none; nothing else in it changes.

    Raises:
        CaseError: the file would no longer be a case file.

    """
    with _alone(path):
        raw = _read(path)
        begun = raw if raw or path.exists() else _NEW.encode()
        end = b"\r\n" if b"\r\n" in begun else b"\n"
        _write(path, begun + text.encode().replace(b"\n", end), raw)


def remove(path: Path, text: str) -> bool:
    """Take a block out of a case file, as `append` put it there; false where it does not stand there.

    Raises:
        CaseError: the file would no longer be a case file.

    """
    with _alone(path):
        raw = _read(path)
        for end in (b"\r\n", b"\n"):
            left = _without(raw, text.encode().replace(b"\n", end), end)
            if left is not None:
                _write(path, left, raw)
                return True
    return False


def _without(raw: bytes, block: bytes, end: bytes) -> bytes | None:
    """Give the bytes of a case file without the last block that is this one as a whole; None where none is."""
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    padded = end + raw.removeprefix(mark)  # the line break before a block that opens the file
    at = padded.rfind(block)
    while at >= 0 and not _FOLLOWING.match(padded, at + len(block)):
        at = padded.rfind(block, 0, at)
    if at < 0:
        return None
    before, after = padded[:at], padded[at + len(block) :]
    apart = end if before and after and not before.endswith(b"\n") and not after.startswith(end) else b""
    return mark + (before + apart + after if at == 0 else (before + apart + after)[len(end) :])


def blocks(path: Path, table: str) -> Iterator[str]:
    """Give the entries of a table as they stand in a case file, each from the line break before it to its end."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", _read(path).decode("utf-8-sig").replace("\r\n", "\n"))
    header = re.compile(rf"[ \t]*\[\[[ \t]*{re.escape(table)}[ \t]*\]\]")
    for first in (number for number, line in enumerate(lines) if header.match(line)):
        last = first
        for number in range(first + 1, len(lines)):
            bare = lines[number].lstrip()
            if bare.startswith("["):
                break
            last = number if bare and not bare.startswith("#") else last
        yield "\n" + "".join(lines[first : last + 1])


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other runs from changing a case file of the same folder meanwhile, where the system can."""
    try:
        import fcntl
    except ImportError:  # not on Windows
        yield
        return
    folder = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _write(path: Path, raw: bytes, before: bytes) -> None:
    """Replace a file as a whole, once it is known to be a case file; a kill leaves the old one or the new one."""
    target = path.resolve()
    new = target.with_name(f".{target.name}.{token_hex(4)}")
    try:
        with new.open("xb") as file:
            with suppress(FileNotFoundError):
                new.chmod(target.stat().st_mode & 0o7777)
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        try:
            case.load(new)
        except CaseError as error:
            raise CaseError(str(error).replace(str(new), f"{path}, as it would be")) from None
        if _read(path) != before:
            raise CaseError(f"{path}: was changed by another program meanwhile; try again")
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)

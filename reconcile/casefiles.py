"""Changes to a case file: entries put at its end and taken out again, all else kept byte for byte."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.items import InlineTable

from reconcile import case
from reconcile.errors import CaseError

_ORDER = ("report", "relation", "quote", "quotes", "set", "drop", "add", "why", "by", "on")
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
    raw = _read(path)
    if not raw and not path.exists():
        raw = _NEW.encode()
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    _write(path, raw + text.encode().replace(b"\n", end), raw)


def remove(path: Path, text: str) -> bool:
    """Take a block out of a case file, as `append` put it there; false where it does not stand there.

    Raises:
        CaseError: the file would no longer be a case file.

    """
    raw = _read(path)
    for end in (b"\r\n", b"\n"):
        wanted = text.encode().replace(b"\n", end)
        at = raw.rfind(wanted)
        if at >= 0:
            _write(path, raw[:at] + raw[at + len(wanted) :], raw)
            return True
    return False


def blocks(path: Path, table: str) -> Iterator[str]:
    """Give the entries of a table as they stand in a case file, each from the line break before it to its end."""
    text = _read(path).decode("utf-8-sig").replace("\r\n", "\n")
    header = re.compile(rf"\n[ \t]*\[\[[ \t]*{re.escape(table)}[ \t]*\]\][^\n]*\n")
    for match in header.finditer(f"\n{text}"):
        start = match.start()
        rest = f"\n{text}"[match.end() :]
        following = re.search(r"^[ \t]*(?:\[|#|\n)", rest, re.MULTILINE)
        yield f"\n{text}"[start : match.end() + (following.start() if following else len(rest))]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _write(path: Path, raw: bytes, before: bytes) -> None:
    """Replace a file as a whole, once it is known to be a case file; a kill leaves the old one or the new one."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            new.chmod(target.stat().st_mode & 0o7777)
        try:
            case.load(new)
        except CaseError as error:
            raise CaseError(str(error).replace(str(new), f"{path}, as it would be")) from None
        if _read(path) not in (before, b""):
            raise CaseError(f"{path}: was changed by another program meanwhile; try again")
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)

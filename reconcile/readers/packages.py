"""Blocks put together as text, those of fragments of HTML too, and what is checked before a package is unpacked."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Literal, NamedTuple, NoReturn
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml.etree import LxmlError, _Element, strip_elements  # type: ignore[import-untyped]
from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

from reconcile.errors import InputError
from reconcile.readers.source import MEGABYTE, WHOLE, Source

_RATIO = 200  # bytes out of one; a document with an empty table a thousand pages long has 100
_XML = 16 * MEGABYTE  # of all parts; parsed, XML takes ten times the room and more
_PARTS = 10_000
_CHUNK = 2**16
_IS_XML = re.compile(rb"[\xef\xbb\xbf\xfe\xff\x00\s]{0,64}<")  # behind any mark, in UTF-8 or UTF-16
_FILE_NAME = re.compile(r"\.\w{2,5}$|^Microsoft \w+ - |^(?:untitled|document)\s?\d*$|^\S*_\S*$", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|li|ul|ol|table|tr|td|h[1-6]|a|strong|b|em|i|blockquote|figure|img)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_PARSER = HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
_UNSEEN = ("script", "style", "template", "noscript", "iframe", "svg", "head", "del", "s", "strike", "button", "form")
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr")
) | {"figure", "figcaption", "caption", "section", "article", "header", "footer", "main", "pre", "address", "body"}


Kind = Literal["paragraph", "item", "row", "gap"]


class Block(NamedTuple):
    """A paragraph, a list item or a table row: its text, without line breaks but where the author set them."""

    kind: Kind
    text: str


class _RootFoundError(Exception):
    pass


def checked(source: Source) -> bytes:
    """Give the bytes of a document once it is known to unpack to no more than it should, and to declare no entities.

    Raises:
        InputError: it is damaged, unpacks to far too much, or one of its XML parts has a document type.

    """
    raw = source.read()
    try:
        with ZipFile(BytesIO(raw)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > WHOLE or unpacked > _RATIO * len(raw) or len(parts) > _PARTS:
                raise InputError(source.path, "unpacks to far more than a document holds; save its text as .txt")
            xml = sum(part.file_size for part in parts if _check(package, part, source.path))
    except (BadZipFile, EOFError, LookupError, OSError, RuntimeError, ValueError, zlib.error) as error:
        raise InputError(source.path, f"is damaged ({error}); save it again, or its text as .txt") from error
    if xml > _XML:
        raise InputError(
            source.path, f"holds more than {_XML // MEGABYTE} MB of XML; split it, or save its text as .txt"
        )
    return raw


def _check(package: ZipFile, part: ZipInfo, path: str) -> bool:
    """Tell whether a part is XML, of which all before the root element is parsed; raise InputError if it has a DTD."""

    def refuse(*_: object) -> NoReturn:
        raise InputError(path, f"declares a document type in {part.filename}; save its text as .txt")

    def stop(*_: object) -> NoReturn:
        raise _RootFoundError

    with package.open(part) as stream:
        chunk = stream.read(_CHUNK)
        named = part.filename.lower().endswith((".xml", ".rels"))
        if not chunk or not (named or _IS_XML.match(chunk)):
            return False
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, stop
        try:
            while chunk:
                parser.Parse(chunk, False)
                chunk = stream.read(_CHUNK)
            parser.Parse(b"", True)
        except _RootFoundError:
            return True
        except expat.ExpatError as error:
            if not named:
                return False
            raise InputError(
                path, f"is damaged ({part.filename}: {error}); save it again, or its text as .txt"
            ) from error
    return True


def title(said: str | None) -> str | None:
    """Give the title that a document's properties have, if it is one and not a file's name."""
    words = " ".join((said or "").split())
    return None if not words or _FILE_NAME.search(words) else words


def text(blocks: Iterable[Block]) -> str:
    """Put blocks together: the items of a list and the rows of a table line by line, all else with a blank line."""
    said = (block for block in blocks if block.kind == "gap" or block.text.strip(" |"))
    runs = ((kind, [block.text for block in run]) for kind, run in groupby(said, key=lambda block: block.kind))
    return "\n\n".join(("\n\n" if kind == "paragraph" else "\n").join(run) for kind, run in runs if kind != "gap")


def table(
    rows: Sequence[Sequence[_Element]],
    blocks: Callable[[_Element], Iterable[Block]],
    cells: Callable[[_Element], Iterable[str]],
) -> Iterator[Block]:
    """Give a table's rows by the texts of its `cells`; a single column only lays out the `blocks` that stand in it."""
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from blocks(cell)
        return
    yield Block("gap", "")
    for row in rows:
        yield Block("row", " | ".join(said for cell in row for said in cells(cell)))
    yield Block("gap", "")


def line(said: str) -> str:
    """Give text on one line, its white space as single blanks."""
    return " ".join(said.split())


def lines(said: str) -> str:
    """Give text with its own line breaks and no others that matter: each line's white space as single blanks."""
    return "\n".join(filter(None, map(line, said.split("\n"))))


def is_markup(said: str) -> bool:
    """Tell whether a text holds tags of HTML."""
    return _MARKUP.search(said) is not None


def parsed(said: str) -> _Element:
    """Parse a fragment of HTML.

    Raises:
        ValueError: it cannot be parsed.

    """
    try:
        whole = f"<div>{said}</div>".replace("\0", "").encode("utf-8", "replace").decode()  # no half of a pair
        return document_fromstring(whole, parser=_PARSER)
    except (LxmlError, AssertionError) as error:
        raise ValueError(str(error)) from error


def fragment(said: str) -> str:
    """Give the text of a fragment of HTML, such as an article's body, all of which is text and no page furniture.

    Raises:
        ValueError: it cannot be parsed.

    """
    tree = parsed(said)
    strip_elements(tree, *_UNSEEN, with_tail=False)
    return text(_blocks(tree, [], "paragraph"))


def _blocks(element: _Element, said: list[str], kind: Kind) -> Iterator[Block]:
    """Give the blocks of an element; `said` is the text since the last block, which goes on behind inline elements."""
    apart = element.tag in _BLOCKS
    if apart:
        yield from _ended(said, kind)
    kind = "item" if element.tag == "li" else kind
    cells = list(element.iterchildren("td", "th")) if element.tag == "tr" else []
    if len(cells) > 1:
        yield Block("row", " | ".join(line(" ".join(cell.itertext())) for cell in cells))
        return
    if element.tag == "table":
        yield Block("gap", "")
    said.append("\n" if element.tag == "br" else _unbroken(element.text))
    for child in element.iterchildren():
        yield from _blocks(child, said, kind)
        said.append(_unbroken(child.tail))
    if element.tag == "table":
        yield Block("gap", "")
    if apart:
        yield from _ended(said, kind)


def _unbroken(said: str | None) -> str:
    """Give text as HTML shows it, where a line break is a blank."""
    return (said or "").replace("\n", " ").replace("\r", " ")


def _ended(said: list[str], kind: Kind) -> Iterator[Block]:
    words = lines("".join(said))
    said.clear()
    if words:
        yield Block(kind, f"• {line(words)}" if kind == "item" else words)

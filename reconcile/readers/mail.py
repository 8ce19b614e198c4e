"""Messages: the newest text of one, without what it quotes, and the reports attached to it; pages saved as MHTML."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage as Part
from email.utils import parseaddr, parsedate_to_datetime
from html import escape
from io import BytesIO
from pathlib import PurePath

from lxml.etree import _Element  # type: ignore[import-untyped]
from lxml.html import tostring  # type: ignore[import-untyped]

from reconcile.errors import InputError
from reconcile.readers import formats, packages
from reconcile.readers.document import Document, headed
from reconcile.readers.formats import Item
from reconcile.readers.source import Source
from reconcile.results import Failure

_HEADER = 2000  # characters of a header field; the standard library takes the square of the time for a longer one
_PARTS = 1000
_STUB = 200  # characters; a shorter plain text may only say that the message is HTML
_TIMES = 10  # as long as such a stub is the HTML
_REPLY = re.compile(r"(?:re|fwd?|aw|wg|tr|rv)\s*:\s*", re.IGNORECASE)
_QUOTED = re.compile(
    r"^(?:On\b[^\n]{0,200}(?:\n[^\n]{0,200})?\bwrote:[ \t]*\n\s*)?(?:^>[^\n]*(?:\n|\Z))+", re.MULTILINE
)
_BEHIND = re.compile(r"^(?:-- |-{3,} ?Original Message ?-{3,}[ \t]*)$", re.MULTILINE | re.IGNORECASE)
_CITED = "//blockquote[@type='cite' or contains(@class, 'gmail_quote')]"
# A table by which a newsletter is laid out: it holds others, headings or lists, has one column, or prose in a cell.
_ROWS = "./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr"
_LAID_OUT = ".//table | .//h1 | .//h2 | .//h3 | .//h4 | .//ul | .//ol"
_CELL = 300  # characters
_NO_CHARSET = re.compile("idna|punycode|escape|undefined")  # Python's own, some of which take for ever
_PAGE = "\ufeff"  # says that what follows is UTF-8, whatever the page itself says


class _Policy(policy.EmailPolicy):
    """The standard library's own, which of a broken or endless header field gives what can be read."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        short = value[:_HEADER]
        try:
            return str(super().header_fetch_parse(name, short))
        except Exception:  # the parser of header fields raises whatever its state leads to
            return " ".join(short.split())


@dataclass(slots=True)
class _Parts:
    plain: Part | None = None
    html: Part | None = None
    attached: list[Part] = field(default_factory=list)


def read(source: Source) -> Iterator[Item]:
    """Read a message and the reports attached to it, or a page that a browser saved as MHTML.

    Raises:
        InputError: it is no message, or has neither a text nor a report attached.

    """
    raw = source.read()
    try:
        message = message_from_bytes(raw, policy=_Policy())
        assert isinstance(message, Part)  # the policy makes it one
        parts = _Parts()
        _sort(message, parts, _PARTS)
    except (LookupError, RecursionError, TypeError, ValueError) as error:
        raise InputError(source.path, "is no message that can be read; save its text as .txt") from error
    yield from (
        _page(message, parts.html, source) if parts.html and _is_page(message) else _message(message, parts, source)
    )


def _sort(part: Part, parts: _Parts, left: int) -> int:
    """Sort the parts of a message into its text, its HTML and what is attached; give how many more parts may come."""
    kind, name = part.get_content_type(), part.get_filename()
    if left <= 0:
        return 0
    if part.is_multipart() and not kind.startswith("message/"):
        for inner in part.get_payload():
            left = _sort(inner, parts, left - 1) if isinstance(inner, Part) else left
    elif kind == "message/rfc822" or name or part.get_content_disposition() == "attachment":
        parts.attached.append(part)
    elif kind == "text/plain":
        parts.plain = parts.plain or part
    elif kind == "text/html":
        parts.html = parts.html or part
    return left


def _message(message: Part, parts: _Parts, source: Source) -> Iterator[Item]:
    attached = [each for part in parts.attached if (each := _attachment(part))]
    title = " ".join(_REPLY.sub("", message.get("Subject", "")).split()) or None
    sent = _day(message)
    found = False
    for item in _body(parts, source, "body" if attached else "", title or ""):
        found = True
        if isinstance(item, Failure):
            yield item
            continue
        yield replace(
            item,
            text=headed(title, item.text),
            title=title or item.title,
            publisher=_sender(message) or item.publisher,
            published=sent or item.published,
            sha256="",
        )
    if not found and not attached:
        raise InputError(source.path, "has no text of its own; give the message that it quotes or forwards")
    given: set[str] = {"body"}
    for name, raw in attached:
        member = name if name not in given else f"{len(given)}-{name}"
        given.add(member)
        yield from _inside(source, member, name, raw)


def _body(parts: _Parts, source: Source, member: str, title: str) -> Iterator[Item]:
    """Give the text of a message, from its plain text unless that is a stub beside its HTML."""
    plain = _own(_text(parts.plain)) if parts.plain else ""
    said = _text(parts.html) if parts.html else ""
    html = _own_html(said) if said.strip() else ""
    if plain and not (len(plain) < _STUB and len(html) > _TIMES * len(plain)):
        yield Document(plain, member=member)
        return
    head = "" if "<title" in html.lower() else f"<title>{escape(title)}</title>"  # else a heading may be taken for it
    page = f"{_PAGE}{head}<article>{html}</article>".encode("utf-8", "replace")  # all of it is the article
    items = list(_inside(source, member, "body.html", page)) if html else []
    if items and all(isinstance(item, Failure) for item in items):  # a letter, in which there is no article to find
        with suppress(ValueError):
            items = [Document(letter, member=member)] if (letter := packages.fragment(html)) else items
    yield from items


def _inside(source: Source, member: str, name: str, raw: bytes) -> Iterator[Item]:
    try:
        yield from formats.read(source.inside(member, name, BytesIO(raw)))
    except InputError as error:
        yield Failure(path=error.path, error=error.reason)


def _attachment(part: Part) -> tuple[str, bytes] | None:
    """Give the name and the bytes of what is attached, if it may be a report."""
    if part.get_content_maintype() == "image":
        return None
    name = PurePath((part.get_filename() or "").replace("\\", "/")).name
    name = "".join(character if character.isprintable() else "_" for character in name)
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and inner:
        message = inner[0]
        assert isinstance(message, Part)
        return name or "message.eml", message.as_bytes(policy=policy.compat32)
    raw = _bytes(part)
    known = PurePath(name).suffix.lower() in formats.SUFFIXES or formats.of_content(raw[: 2**16])
    return (name or "attachment", raw) if known else None


def _page(message: Part, html: Part, source: Source) -> Iterator[Item]:
    """Read a page saved as MHTML; what it says of itself comes before what the browser says of it."""
    url = message.get("Snapshot-Content-Location") or html.get("Content-Location")
    page = f"{_PAGE}{_text(html)}".encode() if html.get_content_charset() else _bytes(html)
    for item in _inside(source, "", "page.html", page):
        if isinstance(item, Failure):
            yield item
        else:
            yield replace(item, url=item.url or url, retrieved=item.retrieved or _day(message), sha256="")


def _is_page(message: Part) -> bool:
    """Tell a page that a browser saved from a message that is HTML with pictures."""
    if message.get_content_type() not in ("multipart/related", "text/html") or message.get("To"):
        return False
    first = next((part for part in message.walk() if not part.is_multipart()), message)
    return bool(message.get("Snapshot-Content-Location") or first.get("Content-Location"))


def _bytes(part: Part) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _text(part: Part) -> str:
    """Decode a part by the encoding it declares, or as a text is that declares none."""
    raw = _bytes(part)
    declared = part.get_content_charset() or "utf-8"
    for encoding in ("utf-8" if _NO_CHARSET.search(declared) else declared, "utf-8", "cp1252"):
        with suppress(LookupError, ValueError):
            text = raw.decode(encoding)
            return _unwrapped(text, part) if "flowed" in str(part.get_param("format")).lower() else text
    return raw.decode("latin-1")


def _unwrapped(text: str, part: Part) -> str:
    """Join the lines of a text that is wrapped where a line ends with a blank, but for the mark of a signature."""
    blank = "" if str(part.get_param("delsp")).lower() == "yes" else " "
    return re.sub(r"(?<!^--) \r?\n(?!>|-- \r?$|\r?\n)", blank, text, flags=re.MULTILINE)


def _own(text: str) -> str:
    """Cut what a message quotes, the message that it answers, and its signature."""
    text = _BEHIND.split(text.replace("\r\n", "\n"), maxsplit=1)[0]
    return re.sub(r"\n{3,}", "\n\n", _QUOTED.sub("", text)).strip()


def _own_html(html: str) -> str:
    """Cut what a message in HTML quotes, as far as the programs mark it that write messages, and undo its layout."""
    try:
        tree = packages.parsed(html)
    except ValueError:
        return html
    for quoted in tree.xpath(_CITED):
        if quoted.getparent() is not None:
            quoted.drop_tree()
    for table in list(tree.iter("table")):
        rows = table.xpath(_ROWS)
        cells = [row.xpath("./td | ./th") for row in rows]
        if table.xpath(_LAID_OUT) or all(len(row) <= 1 for row in cells) or _prose(cells):
            for element in (
                table,
                *table.xpath("./tbody | ./thead | ./tfoot"),
                *rows,
                *(c for row in cells for c in row),
            ):
                element.tag = "div"
    own: str = tostring(tree, encoding="unicode")
    return own


def _prose(rows: list[list[_Element]]) -> bool:
    return any(len(" ".join(cell.itertext())) > _CELL for row in rows for cell in row)


def _sender(message: Part) -> str | None:
    """Read the name that a sender goes by beside the address."""
    with suppress(RecursionError):  # of brackets within brackets
        return " ".join(parseaddr(message.get("From", ""))[0].split()) or None
    return None


def _day(message: Part) -> date | None:
    """Read the day on which a message was sent, in its own zone."""
    with suppress(OverflowError, TypeError, ValueError):
        return parsedate_to_datetime(message.get("Date", "")).date()
    return None

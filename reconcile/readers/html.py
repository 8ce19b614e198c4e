"""Web pages as browsers save them: the main text and what the page says of itself, by trafilatura and htmldate."""

import codecs
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date

from htmldate import find_date
from lxml.etree import LxmlError, _Element  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from reconcile.errors import InputError
from reconcile.readers import dates, text
from reconcile.readers.document import Document, headed
from reconcile.readers.source import Source

_DECLARED = re.compile(
    rb"""<(?:\?xml|meta)\b[^>]{0,300}?(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD = 4096  # bytes within which a page declares its encoding
_XML = re.compile(r"\s*<\?xml[^>]*>")
_DATA = re.compile(r"data:[\w.+/-]{0,80}(?:;[\w=.-]{1,40})*,[\w+/=%]{200,}")  # pictures and fonts saved in the page
# The comments of browsers and of SingleFile, whose date is written as in "Fri Sep 13 2024 09:30:00 GMT".
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://\S+)")
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s*(?:url:[ \t]*(?P<url>\S+))?"
    r"\s*(?:saved date:[ \t]*\w{3} (?P<day>\w{3} \d\d \d{4}))?"
)
_COMMENTS = 20_000  # characters within which a browser says where it saved a page from
_PARSER = HTMLParser(no_network=True, huge_tree=False, remove_pis=True)
# What may hold dates other than the page's own: other pages' teasers, comments, prose.
_ELSEWHERE = re.compile(
    r"relat|comment|sidebar|widget|recommend|trending|popular|most|teaser|promo|latest|footer|\bnav"
)
_PROSE = 160  # characters; a longer paragraph is no byline


def read(source: Source) -> Iterator[Document]:
    """Read a page's main text, without its navigation, related links, comments and author's note.

    Raises:
        InputError: the page cannot be parsed, or has no article in it.

    """
    page = _decoded(source.read(), source.path)
    said = page[:_COMMENTS]
    saved = _SAVED_FROM.search(said) or _SINGLE_FILE.search(said)
    tree = _parsed(_DATA.sub("data:,", page), source.path)
    published, updated = _dated(tree)
    found = bare_extraction(tree, include_comments=False, favor_precision=True, with_metadata=True)
    if found is None or isinstance(found, dict) or found.body is None:
        raise InputError(source.path, "is a web page in which no article was found; save its text as .txt")
    yield Document(
        headed(found.title, "\n\n".join(filter(None, _blocks(found.body)))),
        title=found.title,
        publisher=found.sitename,
        url=found.url or (saved["url"] if saved else None),
        published=published,
        updated=updated if updated != published else None,
        retrieved=dates.parse(saved["day"]) if saved and saved.groupdict().get("day") else None,
    )


def _decoded(raw: bytes, path: str) -> str:
    """Decode a page by its mark, by the encoding it declares, or as a text is."""
    declared = _DECLARED.search(raw[:_HEAD])
    if declared and not raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            return raw.decode("cp1252" if name in ("iso8859-1", "ascii") else name)  # as browsers do, by the WHATWG
        except (LookupError, ValueError):
            pass
    return text.decode(raw, path)


def _parsed(page: str, path: str) -> HtmlElement:
    try:
        return document_fromstring(_XML.sub("", page, count=1), parser=_PARSER)
    except (LxmlError, ValueError) as error:
        raise InputError(path, f"is HTML that cannot be parsed ({error}); save its text as .txt") from error


def _dated(tree: HtmlElement) -> tuple[date | None, date | None]:
    """Find when a page was published and last updated: by what it declares, then by its byline, never by its prose."""
    own = deepcopy(tree)
    for element in list(own.iter("nav", "aside", "footer", "img", "figure", "p", "li", "div", "section", "ul")):
        named = f"{element.get('class', '')} {element.get('id', '')}".lower()
        prose = element.tag in ("p", "li") and len(element.text_content()) > _PROSE
        if element.tag in ("nav", "aside", "footer", "img", "figure") or prose or _ELSEWHERE.search(named):
            element.drop_tree() if element.getparent() is not None else None
    first = find_date(own, original_date=True, extensive_search=False)
    last = find_date(own, original_date=False, extensive_search=False, url="")
    return dates.parse(first or ""), dates.parse(last or "")


def _blocks(body: _Element) -> Iterator[str]:
    """Give the paragraphs and headings of a text, its lists and its tables, these with a line for each item or row."""
    for element in body.iterchildren():
        if element.tag == "table":
            rows = (" | ".join(_line(cell) for cell in row.iter("cell")) for row in element.iter("row"))
            yield "\n".join(row for row in rows if row.strip(" |"))
        elif element.tag == "list":
            yield "\n".join(f"• {said}" for item in element.iter("item") if (said := _line(item)))
        elif element.find("p") is not None or element.find("list") is not None:
            yield from _blocks(element)
        else:
            for broken in element.iter("lb"):
                broken.text = "\n"
            yield "\n".join(filter(None, (" ".join(line.split()) for line in "".join(element.itertext()).split("\n"))))
        if element.tail and element.tail.strip():
            yield " ".join(element.tail.split())


def _line(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())

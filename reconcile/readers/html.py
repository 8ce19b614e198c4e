"""Web pages as browsers save them: the main text, by trafilatura, and what the page says of itself."""

import codecs
import re
from collections.abc import Iterator
from itertools import islice, takewhile

from lxml.etree import _Element  # type: ignore[import-untyped]
from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from reconcile.errors import InputError
from reconcile.readers import html_furniture, html_metadata, http, text
from reconcile.readers.document import Document, headed
from reconcile.readers.source import MEGABYTE, Source
from reconcile.segment import reach

_DECLARED = re.compile(
    rb"""<(?:\?xml|meta)\b[^>]{0,300}?(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD = 4096  # bytes within which a page declares its encoding
_XML = re.compile(r"\s*<\?xml[^>]*>")
_DATA = re.compile(r"data:[\w.+/-]{0,80}(?:;[\w=.-]{1,40})*,[\w+/=%]{200,}")  # pictures and fonts saved in the page
_TAG = re.compile(r"<[a-zA-Z]")
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_PAGE = 8 * MEGABYTE  # characters, pictures apart
_ELEMENTS = 80_000  # the longest timelines of a war have half of it
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{200000}")  # the parser takes the square of the time for a tag's attributes
_APART = ("lb", "p", "item", "head", "quote", "cell")  # what trafilatura makes of what stands apart on a page
_NO_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")  # what no tree can hold
_PARSER = HTMLParser(no_network=True, huge_tree=False, remove_pis=True, remove_comments=True)


def read(source: Source) -> Iterator[Document]:
    """Read a page's main text, without its navigation, related links, comments and author's note.

    Raises:
        InputError: the page cannot be parsed, or has no article in it.

    """
    page = _DATA.sub("data:,", _NO_XML.sub(" ", _decoded(source.read(), source.path)))
    _check(page, source.path)
    try:
        tree = document_fromstring(page[declared.end() if (declared := _XML.match(page)) else 0 :], parser=_PARSER)
        said = html_metadata.read(tree, page)
        html_furniture.strip(tree, said.author)
        found = bare_extraction(tree, include_comments=False, favor_precision=True)
    except Exception as error:  # of a page that is none, the libraries raise whatever their parts lead to
        raise InputError(source.path, "is a web page that cannot be parsed; save its text as .txt") from error
    if found is None or isinstance(found, dict) or found.body is None:
        raise InputError(source.path, "is a web page in which no article was found; save its text as .txt")
    own = takewhile(lambda block: reach(block) != "rest", filter(None, _blocks(found.body)))
    blocks = [block for block in own if not html_furniture.is_byline(block, said.author)]
    yield Document(
        headed(said.title, "\n\n".join(blocks)),
        title=said.title,
        publisher=said.publisher,
        url=said.url,
        published=said.published,
        updated=said.updated,
        retrieved=said.retrieved,
    )


def _decoded(raw: bytes, path: str) -> str:
    """Decode a page by its mark, by the encoding it declares, or as a text is."""
    marked = raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = None if marked else _DECLARED.search(raw[:_HEAD])
    page = http.as_text(raw, declared[1].decode("ascii")) if declared else None
    return text.decode(raw, path) if page is None else page


def _check(page: str, path: str) -> None:
    """Refuse a page that takes the parser or what finds its article a time out of all proportion."""
    if _ENTITY.search(page):
        raise InputError(path, "declares entities of its own; save the page as HTML in a browser")
    many = next(islice(_TAG.finditer(page), _ELEMENTS, None), None) is not None
    if len(page) > _PAGE or many or _LONG_TAG.search(page):
        raise InputError(path, "is far larger than a page with one article; save its text as .txt")


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
    """Give the text of a list item or of a cell on one line; what is apart on the page stays apart."""
    said = (piece for each in element.iter() for piece in (" " if each.tag in _APART else "", each.text, each.tail))
    return " ".join("".join(piece for piece in said if piece).split())

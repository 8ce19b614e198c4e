"""Web pages as browsers save them: the main text, by trafilatura, and what the page says of itself."""

import codecs
import re
from collections.abc import Iterator

from lxml.etree import LxmlError, _Element  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from reconcile.errors import InputError
from reconcile.readers import html_furniture, html_metadata, http, text
from reconcile.readers.document import Document, headed
from reconcile.readers.source import Source

_DECLARED = re.compile(
    rb"""<(?:\?xml|meta)\b[^>]{0,300}?(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD = 4096  # bytes within which a page declares its encoding
_XML = re.compile(r"\s*<\?xml[^>]*>")
_DATA = re.compile(r"data:[\w.+/-]{0,80}(?:;[\w=.-]{1,40})*,[\w+/=%]{200,}")  # pictures and fonts saved in the page
_PARSER = HTMLParser(no_network=True, huge_tree=False, remove_pis=True)


def read(source: Source) -> Iterator[Document]:
    """Read a page's main text, without its navigation, related links, comments and author's note.

    Raises:
        InputError: the page cannot be parsed, or has no article in it.

    """
    page = _DATA.sub("data:,", _decoded(source.read(), source.path))
    tree = _parsed(page, source.path)
    said = html_metadata.read(tree, page)
    html_furniture.strip(tree, said.author)
    found = bare_extraction(tree, include_comments=False, favor_precision=True)
    if found is None or isinstance(found, dict) or found.body is None:
        raise InputError(source.path, "is a web page in which no article was found; save its text as .txt")
    blocks = [block for block in _blocks(found.body) if block and not html_furniture.is_byline(block, said.author)]
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


def _parsed(page: str, path: str) -> HtmlElement:
    try:
        return document_fromstring(_XML.sub("", page, count=1), parser=_PARSER)
    except (LxmlError, ValueError) as error:
        raise InputError(path, f"is HTML that cannot be parsed ({error}); save its text as .txt") from error


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

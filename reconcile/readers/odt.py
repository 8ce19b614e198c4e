"""OpenDocument texts: the paragraphs, lists, tables and text frames of the body, tracked changes taken as accepted.

Headers, footers, notes and comments are left out.
"""

from collections.abc import Iterator
from io import BytesIO

import odfdo
from lxml.etree import XMLParser, _Element, fromstring  # type: ignore[import-untyped]

from reconcile.errors import InputError
from reconcile.readers import packages
from reconcile.readers.document import Document
from reconcile.readers.packages import Block
from reconcile.readers.source import Source

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}


def _name(prefixed: str) -> str:
    prefix, _, name = prefixed.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{name}"


_PARAGRAPHS = (_name("text:p"), _name("text:h"))
_LIST, _TABLE, _BOX = _name("text:list"), _name("table:table"), _name("draw:text-box")
_CELLS = (_name("table:table-cell"), _name("table:covered-table-cell"))
_MARKS = {_name("text:tab"): " ", _name("text:line-break"): "\n"}
_SPACE, _STYLE, _SPAN = _name("text:s"), _name("text:style-name"), _name("text:span")
# What is no part of the text as it stands: what was deleted, notes and comments, lists of contents, how a word is
# pronounced, and forms.
_LEFT_OUT = frozenset(
    (
        *map(_name, ("text:tracked-changes", "text:note", "office:annotation", "text:ruby-text", "office:forms")),
        *map(
            _name, ("text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index")
        ),
        *map(_name, ("text:hidden-text", "text:hidden-paragraph", "text:sequence-decls", "text:variable-decls")),
    )
)
_PARSER = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
_COLUMNS = 64  # that a repeated cell may fill; a spreadsheet's last cell is repeated to the edge of the sheet


def read(source: Source) -> Iterator[Document]:
    """Read an OpenDocument text.

    Raises:
        InputError: it is damaged, unpacks to far too much, or is a sheet, a drawing or slides.

    """
    raw = packages.checked(source)
    try:
        container = odfdo.Container(BytesIO(raw))
        opened = odfdo.Document(container)
        content = fromstring(container.get_part("content.xml"), _PARSER)
        title = packages.title(opened.meta.title)
        kind = opened.get_type()
    except Exception as error:  # of a broken package the library raises whatever its parts lead to
        raise InputError(source.path, "is no OpenDocument that can be read; save its text as .txt") from error
    body = content.find(f"{_name('office:body')}/{_name('office:text')}")
    if body is None:
        raise InputError(source.path, f"is an OpenDocument {kind}, no text; save it as .odt or .csv")
    yield Document(packages.text(_Reader(content).blocks(body)), title=title)


class _Reader:
    def __init__(self, content: _Element) -> None:
        self._hidden = frozenset(
            style.get(_name("style:name"))
            for style in content.iter(_name("style:style"))
            for properties in style.iterchildren(_name("style:text-properties"))
            if properties.get(_name("text:display")) == "none"
            or properties.get(_name("style:text-line-through-style"), "none") != "none"
        )

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """Give the blocks below an element, in their order."""
        for element in parent.iterchildren():
            if element.tag in _PARAGRAPHS:
                yield from self._paragraph(element)
            elif element.tag == _LIST:
                yield from self._items(element)
            elif element.tag == _TABLE:
                yield from self._table(element)
            elif element.tag not in _LEFT_OUT:
                yield from self.blocks(element)

    def _paragraph(self, element: _Element) -> Iterator[Block]:
        boxes: list[_Element] = []
        if said := packages.lines("".join(self._said(element, boxes))):
            yield Block("paragraph", said)
        for box in boxes:
            yield from self.blocks(box)

    def _items(self, listed: _Element) -> Iterator[Block]:
        """Give a list's items, those of lists within it in their place; a heading in a list is numbered and no item."""
        for item in listed.iterchildren():
            for element in item.iterchildren():
                heading = element.tag == _PARAGRAPHS[1]
                for block in self._items(element) if element.tag == _LIST else self._alone(element):
                    marked = block.kind == "paragraph" and not heading
                    yield Block("item", f"• {packages.line(block.text)}") if marked else block

    def _alone(self, element: _Element) -> Iterator[Block]:
        if element.tag in _PARAGRAPHS:
            yield from self._paragraph(element)
        elif element.tag == _TABLE:
            yield from self._table(element)

    def _table(self, table: _Element) -> Iterator[Block]:
        rows = [[cell for cell in row.iterchildren() if cell.tag in _CELLS] for row in _rows(table)]
        return packages.table(rows, self.blocks, self._cell)

    def _cell(self, cell: _Element) -> list[str]:
        """Give a cell's text as often as it is repeated; a cell that another spans is empty."""
        times = cell.get(_name("table:number-columns-repeated"), "1")
        said = packages.line(" ".join(block.text for block in self.blocks(cell))) if cell.tag == _CELLS[0] else ""
        return [said] * (min(int(times), _COLUMNS) if times.isdecimal() else 1)

    def _said(self, element: _Element, boxes: list[_Element]) -> Iterator[str]:
        """Give the text below an element as it is to be seen; the text frames met on the way go into `boxes`."""
        yield element.text or ""
        for child in element.iterchildren():
            if child.tag in _MARKS:
                yield _MARKS[child.tag]
            elif child.tag == _SPACE:
                yield " "
            elif child.tag == _BOX:
                boxes.append(child)
            elif child.tag not in _LEFT_OUT and not (child.tag == _SPAN and child.get(_STYLE) in self._hidden):
                yield from self._said(child, boxes)
            yield child.tail or ""


def _rows(table: _Element) -> Iterator[_Element]:
    """Give a table's rows, those of its head and of groups too; not those of tables within its cells."""
    for element in table.iterchildren():
        if element.tag == _name("table:table-row"):
            yield element
        elif element.tag in map(_name, ("table:table-header-rows", "table:table-row-group", "table:table-rows")):
            yield from _rows(element)

"""Word documents: the paragraphs, lists, tables and text boxes of the body, tracked changes taken as accepted.

Headers, footers, notes and comments are left out.
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document as Body
from docx.oxml.ns import qn
from lxml.etree import _Element  # type: ignore[import-untyped]

from reconcile.errors import InputError
from reconcile.readers import packages
from reconcile.readers.document import Document
from reconcile.readers.packages import Block
from reconcile.readers.source import Source


def _names(names: str) -> frozenset[str]:
    return frozenset(f"{{{_ALTERNATIVE}}}Fallback" if name == "Fallback" else qn(f"w:{name}") for name in names.split())


_ALTERNATIVE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_P, _TABLE, _ROW, _CELL, _BOX = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:txbxContent")
_TEXT, _RUN = qn("w:t"), qn("w:r")
_MARKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_WRAPS = _names("sdt sdtContent customXml smartTag ins moveTo")  # what may stand around paragraphs, rows and cells
# What is no part of the text as it stands: what was deleted, how it is formatted, how a word is pronounced, and what a
# text box holds a second time.
_LEFT_OUT = _names("del moveFrom pPr rPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr rt Fallback")
_HIDDEN = tuple(qn(f"w:{name}") for name in ("vanish", "strike", "dstrike"))  # not to be seen, or struck out
_OFF = ("0", "false", "off", "none")
_VALUE = qn("w:val")
_COLUMNS = 64  # that a cell may span; Word has at most 63


def read(source: Source) -> Iterator[Document]:
    """Read a Word document.

    Raises:
        InputError: it is damaged, unpacks to far too much, or is no text document.

    """
    raw = packages.checked(source)
    try:
        opened = docx.Document(BytesIO(raw))
        said = packages.text(_Reader(opened).blocks(opened.element.body))
        title = packages.title(opened.core_properties.title)
    except Exception as error:  # of a broken package the library raises whatever its parts lead to
        raise InputError(source.path, _reason(raw)) from error
    yield Document(said, title=title)


def _reason(raw: bytes) -> str:
    """Say why a package cannot be read: spreadsheets and slides open as documents do, but have no such part."""
    with ZipFile(BytesIO(raw)) as package:
        if "word/document.xml" not in package.namelist():
            return "is no Word document; save a spreadsheet as .csv"
    return "is no Word document that can be read; save its text as .txt"


class _Reader:
    def __init__(self, opened: Body) -> None:
        self._styles = {style.style_id: style for style in opened.styles}
        self._is_list = cache(self._style_is_list)

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """Give the blocks below an element, in their order."""
        for element in parent.iterchildren():
            if element.tag == _P:
                yield from self._paragraph(element)
            elif element.tag == _TABLE:
                yield from self._table(element)
            elif element.tag in _WRAPS:
                yield from self.blocks(element)

    def _paragraph(self, element: _Element) -> Iterator[Block]:
        """Give a paragraph, and after it the text boxes anchored in it; not the lines of a list of contents."""
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(_VALUE, "") if style is not None else ""
        boxes: list[_Element] = []
        said = packages.lines("".join(_said(element, boxes)))
        if said and not self._name(name).startswith("toc "):
            item = self._is_item(element, name)
            yield Block("item", f"• {packages.line(said)}") if item else Block("paragraph", said)
        for box in boxes:
            yield from self.blocks(box)

    def _is_item(self, element: _Element, style: str) -> bool:
        number = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None and number.get(_VALUE) == "0":
            return False
        return self._is_list(style) or (number is not None and not self._is_heading(style))

    def _style_is_list(self, name: str) -> bool:
        """Tell whether a style, or one that it is based on, numbers its paragraphs or sets bullets before them."""
        for style in self._chain(name):
            if self._name(style).startswith(("heading", "title")):
                return False
            found = self._styles[style].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None or self._name(style).startswith(("list bullet", "list number")):
                return True
        return False

    def _is_heading(self, name: str) -> bool:
        return any(self._name(style).startswith(("heading", "title")) for style in self._chain(name))

    def _chain(self, name: str) -> list[str]:
        """The style and those that it is based on; a circle of styles ends where it closes."""
        chain: list[str] = []
        while name in self._styles and name not in chain:
            chain.append(name)
            based = self._styles[name].element.find(qn("w:basedOn"))
            name = based.get(_VALUE, "") if based is not None else ""
        return chain

    def _name(self, style: str) -> str:
        found = self._styles.get(style)
        return (found.name or "").lower() if found is not None else ""

    def _table(self, table: _Element) -> Iterator[Block]:
        rows = [list(_inside(row, _CELL)) for row in _inside(table, _ROW) if not _deleted(row)]
        return packages.table(rows, self.blocks, self._cell)

    def _cell(self, cell: _Element) -> list[str]:
        """Give a cell's text, and an empty one for each more column that it spans and each row that it continues in."""
        properties = cell.find(qn("w:tcPr"))
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        down = properties.find(qn("w:vMerge")) if properties is not None else None
        wide = span.get(_VALUE, "") if span is not None else ""
        width = min(int(wide), _COLUMNS) if wide.isdecimal() else 1
        continued = down is not None and down.get(_VALUE, "continue") == "continue"
        said = "" if continued else packages.line(" ".join(block.text for block in self.blocks(cell)))
        return [said] + [""] * (width - 1)


def _inside(parent: _Element, tag: str) -> Iterator[_Element]:
    """Give a table's rows or a row's cells, whatever is around them."""
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPS:
            yield from _inside(element, tag)


def _said(element: _Element, boxes: list[_Element]) -> Iterator[str]:
    """Give the text below an element as it is to be seen; the text boxes met on the way go into `boxes`."""
    for child in element.iterchildren():
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield "" if child.get(qn("w:type")) in ("page", "column") else _MARKS[child.tag]
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag not in _LEFT_OUT and not (child.tag == _RUN and _hidden(child)):
            yield from _said(child, boxes)


def _hidden(run: _Element) -> bool:
    found = run.find(qn("w:rPr"))
    marks = () if found is None else (found.find(name) for name in _HIDDEN)
    return any(mark is not None and mark.get(_VALUE, "1") not in _OFF for mark in marks)


def _deleted(row: _Element) -> bool:
    found = row.find(qn("w:trPr"))
    return found is not None and found.find(qn("w:del")) is not None

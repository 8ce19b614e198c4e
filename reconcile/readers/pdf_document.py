"""PDF: the words of its pages by their place, which the modules beside this one put back into a text, stage by stage.

pdf_furniture leaves out running heads and feet, pdf_columns cuts a page into columns and tables, pdf_tables and
pdf_paragraphs make blocks of them, and pdf_text writes these; pdf_layout has the shapes they share.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from itertools import chain
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from reconcile.readers.document import Document
from reconcile.readers.pdf_columns import regions, with_wide_marks
from reconcile.readers.pdf_furniture import without_furniture
from reconcile.readers.pdf_layout import Block, Word
from reconcile.readers.pdf_paragraphs import add_column, paragraphs
from reconcile.readers.pdf_tables import table
from reconcile.readers.pdf_text import written
from reconcile.readers.source import MEGABYTE, TEXT

PAGES = 2000
_HYPHENS = (0x02, 0xAD, 0xFFFE)  # how pdfium gives the hyphen at the end of a line
_NO_TITLE = re.compile(
    r"Microsoft \w+ - .*|(?:untitled|document|presentation|slide|layout)\W*\d*|powerpoint presentation"
    r"|.*\.\w{3,4}|\S*|https?:.*",
    re.IGNORECASE,
)
_GUESSED = 0.3  # of the letters; with more of them unknown the text says nothing


class RefusedError(ValueError):
    """A PDF that cannot be read; its text is the reason."""


def read(raw: bytes) -> Document:
    """Read the text of a PDF, page after page.

    The title of its metadata stays out of the text: it may be that of an older report which served as a template.

    Raises:
        RefusedError: it is broken, protected, too long, or a scan without text.

    """
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise RefusedError("is protected by a password; save it without one") from error
        raise RefusedError("is a broken PDF (it cannot be opened); save or fetch it again") from error
    try:
        pages = _pages(document)
        title = _title(document)
    finally:
        document.close()
    if not any(pages):
        raise RefusedError("has no text but pictures; run it through text recognition (OCR) first")
    body = _body_size(pages)
    blocks: list[Block] = []
    for number, rows in enumerate(without_furniture(pages)):
        for is_table, words in regions([word for row in rows for word in with_wide_marks(row)]):
            add_column(blocks, list(table(words, number) if is_table else paragraphs(words, number, body)), body)
    text, starts = written(blocks, len(pages))
    return Document(text, title=title, pages=starts)


def _title(document: Any) -> str | None:
    """Give the title of the metadata, on one line; None where there is none, or what a program wrote for one."""
    try:
        title = " ".join(document.get_metadata_value("Title").replace("\0", "").split())
    except UnicodeDecodeError:
        return None
    return None if _NO_TITLE.fullmatch(title) else title


def _body_size(pages: list[list[Word]]) -> float:
    """Give the size of most letters, in points; raise InputError where too many of them are unknown."""
    sizes: Counter[float] = Counter()
    guessed = 0
    for word in chain.from_iterable(pages):
        sizes[round(word.size, 1)] += len(word.text)
        guessed += word.text.count("\ufffd")
    if guessed > _GUESSED * sizes.total():
        raise RefusedError("does not say what letters its text is made of; run it through text recognition (OCR) first")
    return sizes.most_common(1)[0][0]


def _pages(document: Any) -> list[list[Word]]:
    """Take the words of every page; raise InputError where there are too many or a page is broken."""
    if len(document) > PAGES:
        raise RefusedError(f"has more than {PAGES:,} pages; split it")
    pages = []
    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            try:
                text = page.get_textpage()
                letters += text.count_chars()
                if letters > TEXT:
                    raise RefusedError(f"has more than {TEXT // MEGABYTE} million characters of text; split it")
                pages.append(list(_words(page, text)))
            finally:
                page.close()
        except pypdfium2.PdfiumError as error:
            raise RefusedError(f"is a broken PDF (page {number + 1}); save or fetch it again") from error
    if not pages:
        raise RefusedError("is a broken PDF (it has no page); save or fetch it again")
    return pages


def _words(page: Any, text: Any) -> Iterator[Word]:
    """Give the words of a page that lie upright on it, or all turned alike, in the order of its content."""
    count = text.count_chars()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y, *sides = (c_double() for _ in range(6))
    turn = _turn(text, count)
    left, bottom, right, top = page.get_bbox()
    handle = text.raw
    started: tuple[float, float, float] | None = None  # the left edge, base line and size of the word
    letters: list[str] = []
    apart = spaced = True
    edge = 0.0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        letter = "-" if code in _HYPHENS else chr(code) if 0 < code < 0x110000 else "\ufffd"
        if letter.isspace() or not pdfium.FPDFText_GetLooseCharBox(handle, index, box):
            apart = True
            continue
        if not (left <= (box.left + box.right) / 2 <= right and bottom <= (box.bottom + box.top) / 2 <= top):
            continue
        if pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1:
            letter = "\ufffd"  # what stands for it is a guess, and a guessed digit is a wrong figure
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        x0, base = _turned(turn, x.value, y.value)
        if turn:  # the loose box of a turned letter is not its own in every version of the library
            pdfium.FPDFText_GetCharBox(handle, index, *sides)
            x1 = max(_turned(turn, sides[corner].value, sides[corner + 2].value)[0] for corner in (0, 1))
        else:
            x0, x1 = box.left, box.right
        if started and not apart and abs(base - started[1]) < started[2] / 8 and -1 < (x0 - edge) / started[2] < 0.5:
            letters.append(letter)
            edge = max(edge, x1)
            continue
        pdfium.FPDFText_GetMatrix(handle, index, matrix)
        size = pdfium.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        if _quarter(matrix) != turn or not 0.5 < size < 1000 or not math.isfinite(x0 + x1 + base):
            apart = True
            continue
        if started:
            yield Word(started[0], edge, started[1], started[2], "".join(letters), spaced)
        started, letters, edge, spaced, apart = (x0, base, size), [letter], x1, apart, False
    if started:
        yield Word(started[0], edge, started[1], started[2], "".join(letters), spaced)


def _turn(text: Any, count: int) -> int:
    """Give the quarter turns in which most of a page is set."""
    matrix = pdfium.FS_MATRIX()
    turns: Counter[int] = Counter()
    for index in range(0, count, max(1, count // 200)):
        if pdfium.FPDFText_IsGenerated(text, index) != 1 and pdfium.FPDFText_GetMatrix(text, index, matrix):
            turns[_quarter(matrix)] += 1
    turns.pop(-1, None)
    return turns.most_common(1)[0][0] if turns else 0


def _quarter(matrix: Any) -> int:
    """Give the quarter turns, against the clock, of a letter; -1 where it is aslant, as a watermark is."""
    angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return round(angle) % 4 if abs(angle - round(angle)) < 0.1 else -1


def _turned(turn: int, x: float, y: float) -> tuple[float, float]:
    """Give a point as one reads it who turned the page: to the right, downwards."""
    return ((x, -y), (y, x), (-x, y), (-y, -x))[turn]

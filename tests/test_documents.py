import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import docx
import odfdo
import pytest
from docx.oxml import parse_xml

import reconcile
from reconcile.pipeline import Reading
from reconcile.readers import formats
from reconcile.readers import json as json_reader
from reconcile.readers.document import Document
from reconcile.readers.source import Source
from reconcile.results import Failure

TITLE = "At least 47 killed as dam bursts above Orsa valley"
LEAD = "At least 47 people were killed and 112 injured when a dam burst above the Orsa valley, the civil defence said."
MORE = "Another 19 people are missing, and some 3,400 residents were displaced, according to the governor’s office."
SUBHEAD = "What is known"
ITEMS = ["Six rescue workers were among the dead.", "Police detained four managers of the dam’s owner."]
TABLE = [["Province", "Killed", "Injured"], ["Upper Orsa", "31", "80"], ["Lower Orsa", "16", "32"]]
LAST = "Two engineers were abducted by armed men last week, the union said."
TEXT = "\n\n".join(
    [
        *(TITLE, LEAD, MORE, SUBHEAD),
        "\n".join(f"• {item}" for item in ITEMS),
        "\n".join(" | ".join(row) for row in TABLE),
        LAST,
    ]
)
BODY = TEXT.removeprefix(f"{TITLE}\n\n")
FRAGMENT = (
    f"<p>{LEAD}</p>\n<p>{MORE}</p><h2>{SUBHEAD}</h2><ul>"
    + "".join(f"<li>{item}</li>" for item in ITEMS)
    + "</ul><table>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    + f"</table><p>{LAST}</p>"
)
PAGE = (
    f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>'
    f"{FRAGMENT}</article></body></html>"
)
PUBLISHED = date(2025, 3, 9)
RECORD = {"title": TITLE, "publisher": "Orsa Post", "published": "2025-03-09T23:30:00-05:00", "text": BODY}


def as_docx() -> bytes:
    made = docx.Document()
    made.core_properties.title = TITLE
    made.add_heading(TITLE, 0)
    made.add_paragraph(LEAD)
    made.add_paragraph(MORE)
    made.add_heading(SUBHEAD, 1)
    for item in ITEMS:
        made.add_paragraph(item, style="List Bullet")
    table = made.add_table(0, 3)
    for row in TABLE:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = said
    made.add_paragraph(LAST)
    made.sections[0].header.paragraphs[0].text = "Some 900 people died in the header."
    return saved(made.save)


def as_odt() -> bytes:
    made = odfdo.Document("text")
    made.meta.title = TITLE
    made.body.clear()
    made.body.append(odfdo.Header(1, TITLE))
    made.body.append(odfdo.Paragraph(LEAD))
    made.body.append(odfdo.Paragraph(MORE))
    made.body.append(odfdo.Header(2, SUBHEAD))
    made.body.append(odfdo.List(ITEMS))
    table = odfdo.Table("Dead")
    for row in TABLE:
        cells = odfdo.Row()
        cells.set_values(row)
        table.append_row(cells)
    made.body.append(table)
    made.body.append(odfdo.Paragraph(LAST))
    return saved(made.save)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def as_mail() -> EmailMessage:
    made = EmailMessage()
    made["From"] = '"Orsa Post" <desk@example.org>'
    made["To"] = "reader@example.org"
    made["Subject"] = TITLE
    made["Date"] = "Sun, 09 Mar 2025 23:30:00 -0500"
    made["Message-ID"] = "<1@example.org>"
    made.set_content(f"{BODY}\n\n> Some 900 people died in what is quoted.\n\n-- \nNine of 10 people\n")
    return made


def as_html_mail() -> EmailMessage:
    made = as_mail()
    made.set_content("Your program shows no HTML.")
    made.add_alternative(PAGE, subtype="html")
    return made


def as_csv(delimiter: str, encoding: str) -> bytes:
    stream = io.StringIO(newline="")
    rows = csv.DictWriter(stream, list(RECORD), delimiter=delimiter)
    rows.writeheader()
    rows.writerow(RECORD)
    return stream.getvalue().encode(encoding)


def as_mhtml(page: str = PAGE, charset: str = "utf-8") -> bytes:
    fields = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/dam\r\nSubject: Dam\r\n"
        "Date: Tue, 11 Mar 2025 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n\r\n\r\n'
    )
    parts = (
        f"--x\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://example.org/dam\r\n\r\n{page}\r\n"
        "--x\r\nContent-Type: text/html\r\nContent-Location: https://example.org/frame\r\n\r\n"
        "<html><body><p>Some 900 people died in the frame.</p></body></html>\r\n--x--\r\n"
    )
    return (fields + parts).encode(charset)


def run(path: Path, fields: Mapping[str, str] | None = None) -> list[Document | Failure]:
    with path.open("rb") as stream:
        return list(formats.read(Source(str(path), path.name, stream, size=path.stat().st_size, fields=fields)))


def all_of(path: Path, raw: bytes | str, fields: Mapping[str, str] | None = None) -> list[Document | Failure]:
    """Read one file of this content."""
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return run(path, fields)


def only(path: Path, raw: bytes | str, fields: Mapping[str, str] | None = None) -> Document:
    """Read one file of this content, which is one report."""
    (document,) = all_of(path, raw, fields)
    assert isinstance(document, Document), document
    return document


def refused(path: Path, raw: bytes | str, fields: Mapping[str, str] | None = None) -> str:
    """Read one file of this content, of which nothing can be read; give why."""
    (failure,) = all_of(path, raw, fields)
    assert isinstance(failure, Failure), failure
    assert failure.path == str(path)
    return failure.error


def figures(path: Path) -> list[tuple[str, str, str]]:
    (reading,) = reconcile.extract([path])
    assert isinstance(reading, Reading), reading
    return [(figure.category, figure.outcome, figure.label) for figure in reading.extraction.figures]


# One article in every format.

FORMATS: dict[str, Callable[[], bytes]] = {
    "a.docx": as_docx,
    "a.odt": as_odt,
    "a.eml": lambda: as_mail().as_bytes(),
    "html.eml": lambda: as_html_mail().as_bytes(),
    "a.mhtml": as_mhtml,
    "a.json": lambda: json.dumps(RECORD, indent=2).encode(),
    "line.json": lambda: json.dumps(RECORD, ensure_ascii=False).encode(),
    "marked-up.json": lambda: json.dumps({**RECORD, "text": FRAGMENT}).encode(),
    "a.jsonl": lambda: json.dumps(RECORD).encode() + b"\n\n",
    "list.json": lambda: json.dumps([RECORD]).encode(),
    "answer.json": lambda: json.dumps({"status": "ok", "hits": {"hits": [{"_id": "x", "_source": RECORD}]}}).encode(),
    "a.csv": lambda: as_csv(",", "utf-8-sig"),
    "semicolons.csv": lambda: as_csv(";", "cp1252"),
    "wide.csv": lambda: as_csv("\t", "utf-16"),
    "a.tsv": lambda: as_csv("\t", "utf-8"),
}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    path = tmp_path_factory.mktemp("text") / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return figures(path)


def test_the_article_has_figures_to_compare(expected: list[tuple[str, str, str]]) -> None:
    assert {outcome for _, outcome, _ in expected} >= {
        "killed",
        "injured",
        "missing",
        "displaced",
        "detained",
        "abducted",
    }
    assert len(expected) >= 8


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_figures(tmp_path: Path, name: str, expected: list[tuple[str, str, str]]) -> None:
    path = tmp_path / name
    path.write_bytes(FORMATS[name]())
    assert figures(path) == expected


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_text(tmp_path: Path, name: str) -> None:
    document = only(tmp_path / name, FORMATS[name]())
    assert document.text == TEXT
    assert document.title == TITLE


DATED = [name for name in FORMATS if name not in ("a.docx", "a.odt", "a.mhtml")]


@pytest.mark.parametrize("name", DATED)
def test_the_date_is_as_written_and_the_publisher_is_found(tmp_path: Path, name: str) -> None:
    document = only(tmp_path / name, FORMATS[name]())
    assert (document.published, document.publisher) == (PUBLISHED, "Orsa Post")


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_the_properties_of_a_document_tell_nothing_but_its_title(tmp_path: Path, name: str) -> None:
    document = only(tmp_path / name, FORMATS[name]())
    assert (document.published, document.updated, document.publisher, document.url) == (None, None, None, None)


# Word and OpenDocument.

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def repacked(raw: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of a package; the others stay as they are, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(stream, "w") as made:
        for each in package.infolist():
            said = package.read(each)
            made.writestr(each, change(said) if each.filename == part else said, each.compress_type)
    return stream.getvalue()


def word(*elements: str) -> bytes:
    """Make a Word document of these elements."""
    made = docx.Document()
    for element in elements:
        made.element.body.insert(-1, parse_xml(element.replace(">", f" {W}>", 1)))
    return saved(made.save)


def run_of(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_word_is_read_as_it_stands_with_its_changes_accepted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>90</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run_of("12")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run_of("80 ")}</w:moveFrom>'
    struck = run_of("70 ", "<w:strike/>") + run_of("60 ", "<w:vanish/>") + run_of("people", '<w:strike w:val="0"/>')
    raw = word(f"<w:p>{moved}{deleted}{inserted}{run_of(' ')}{struck}<w:r><w:tab/><w:t>died.</w:t></w:r></w:p>")
    assert only(tmp_path / "a.docx", raw).text == "12 people died."


def test_word_keeps_what_stands_in_controls_links_and_boxes(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run_of('Nine fled.')}</w:p></w:txbxContent></w:pict></w:r>"
    raw = word(
        f"<w:sdt><w:sdtContent><w:p>{run_of('Ten died.')}</w:p></w:sdtContent></w:sdt>",
        f"<w:p>{run_of('On ')}<w:hyperlink>{run_of('Friday')}</w:hyperlink>{box}<w:r><w:br/><w:t>six</w:t></w:r></w:p>",
    )
    assert only(tmp_path / "a.docx", raw).text == "Ten died.\n\nOn Friday\nsix\n\nNine fled."


def test_word_leaves_out_notes_comments_and_the_list_of_contents(tmp_path: Path) -> None:
    made = docx.Document()
    made.styles.add_style("toc 1", 1)
    made.add_paragraph("Dead, 900", style="toc 1")
    made.add_comment(made.add_paragraph("Ten died.").runs, text="Rather 900", author="A")
    made.sections[0].footer.paragraphs[0].text = "900 died."
    assert only(tmp_path / "a.docx", saved(made.save)).text == "Ten died."


def test_word_numbers_make_items_but_of_headings(tmp_path: Path) -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    raw = word(
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/>{number.format(1)}</w:pPr>{run_of("The dead")}</w:p>',
        f"<w:p><w:pPr>{number.format(1)}</w:pPr>{run_of('Ten men')}</w:p>",
        f'<w:p><w:pPr><w:pStyle w:val="ListNumber2"/></w:pPr>{run_of("Two women")}</w:p>',
        f'<w:p><w:pPr><w:pStyle w:val="ListBullet"/>{number.format(0)}</w:pPr>{run_of("None else")}</w:p>',
    )
    assert only(tmp_path / "a.docx", raw).text == "The dead\n\n• Ten men\n• Two women\n\nNone else"


def test_word_gives_merged_cells_once_and_keeps_the_columns(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(3, 3)
    for row, said in enumerate(["ABC", "DEF", "GHI"]):
        for column, letter in enumerate(said):
            table.cell(row, column).text = letter
    table.cell(0, 0).merge(table.cell(0, 1)).text = "AB"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "FI"
    alone = made.add_table(1, 1).cell(0, 0)
    alone.text = "Ten died."
    alone.add_paragraph("Nine fled.")
    assert only(tmp_path / "a.docx", saved(made.save)).text == (
        "AB |  | C\nD | E | FI\nG | H | \n\nTen died.\n\nNine fled."
    )


@pytest.mark.parametrize("title", ["report_final_v2", "Microsoft Word - dam", "dam.docx", "Document1", " "])
def test_a_title_that_is_a_files_name_is_none(tmp_path: Path, title: str) -> None:
    made = docx.Document()
    made.core_properties.title = title
    made.add_paragraph("Ten died.")
    assert only(tmp_path / "a.docx", saved(made.save)).title is None


def opendocument(content: str, styles: str = "") -> bytes:
    """Make an OpenDocument text of this content."""
    made = odfdo.Document("text")
    made.body.clear()

    def change(xml: bytes) -> bytes:
        text = xml.decode()
        start = text.index("<office:text")
        end = text.index("/>", start) if "</office:text>" not in text else text.index("</office:text>")
        head = text[: text.index(">", start)].rstrip("/") + ">"
        rest = text[end:].removeprefix("/>").removeprefix("</office:text>")
        return f"{head}{content}</office:text>{rest}".replace("<office:body", f"{styles}<office:body", 1).encode()

    return repacked(saved(made.save), "content.xml", change)


def test_opendocument_is_read_as_it_stands_with_its_changes_accepted(tmp_path: Path) -> None:
    struck = '<style:text-properties style:text-line-through-style="solid"/>'
    style = f'<style:style style:name="S" style:family="text">{struck}</style:style>'
    raw = opendocument(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>900 died.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Ten<text:s/>people<text:note><text:note-body><text:p>Or 900</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>Check: 900</text:p></office:annotation> "
        '<text:span text:style-name="S">900 </text:span>'
        "<text:span>died.</text:span><draw:frame><draw:text-box>"
        "<text:p>The dam on Friday</text:p></draw:text-box></draw:frame>"
        "<text:line-break/>Six\tfled.</text:p>",
        f"<office:automatic-styles>{style}</office:automatic-styles>",
    )
    assert only(tmp_path / "a.odt", raw).text == "Ten people died.\nSix fled.\n\nThe dam on Friday"


def test_opendocument_keeps_lists_within_lists_and_the_columns_of_tables(tmp_path: Path) -> None:
    raw = opendocument(
        "<text:section><text:list><text:list-item><text:p>Ten men</text:p><text:list><text:list-item>"
        "<text:p>Two of them old</text:p></text:list-item></text:list></text:list-item></text:list></text:section>"
        "<table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>Place</text:p></table:table-cell>'
        "<table:covered-table-cell/><table:table-cell><text:p>Killed</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-repeated="3"><text:p>1</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    assert only(tmp_path / "a.odt", raw).text == "• Ten men\n• Two of them old\n\nPlace |  | Killed\n1 | 1 | 1"


def test_a_sheet_is_no_text(tmp_path: Path) -> None:
    raw = saved(odfdo.Document("spreadsheet").save)
    assert refused(tmp_path / "a.odt", raw) == "is an OpenDocument spreadsheet, no text; save it as .odt or .csv"


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx"])
def test_a_spreadsheet_is_no_word_document(tmp_path: Path, name: str) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    opens = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        )
        link = f'<Relationship Id="r1" Type="{opens}" Target="xl/workbook.xml"/>'
        package.writestr("_rels/.rels", f'<Relationships xmlns="{links}">{link}</Relationships>')
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(tmp_path / name, stream.getvalue()) == "is no Word document; save a spreadsheet as .csv"


PACKAGES = [("a.docx", "word/document.xml", as_docx), ("a.odt", "content.xml", as_odt)]


@pytest.mark.parametrize(("name", "part", "make"), PACKAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_package_that_declares_entities_is_refused(
    tmp_path: Path, name: str, part: str, make: Callable[[], bytes], encoding: str
) -> None:
    def declare(xml: bytes) -> bytes:
        root = xml.decode().partition("?>")[2]
        return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]>{root}'.encode(encoding)

    error = refused(tmp_path / name, repacked(make(), part, declare))
    assert error == f"declares a document type in {part}; save its text as .txt"


@pytest.mark.parametrize(("name", "part", "make"), PACKAGES)
@pytest.mark.parametrize("size", [2_000_000, 70_000_000])
def test_a_package_that_unpacks_to_far_more_is_refused(
    tmp_path: Path, name: str, part: str, make: Callable[[], bytes], size: int
) -> None:
    stream = io.BytesIO(make())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("padding", b" " * size)
        package.writestr("more", b" " * 7_000_000)
    error = refused(tmp_path / name, stream.getvalue())
    assert error == "unpacks to far more than a document holds; save its text as .txt"


@pytest.mark.parametrize(("name", "part", "make"), PACKAGES)
def test_a_broken_package_is_an_error(tmp_path: Path, name: str, part: str, make: Callable[[], bytes]) -> None:
    kind = "Word document" if name == "a.docx" else "OpenDocument"
    whole = make()
    assert "save it again" in refused(tmp_path / name, whole[: len(whole) // 2])
    cut = repacked(whole, part, lambda xml: xml[:-20])
    assert refused(tmp_path / name, cut) == f"is no {kind} that can be read; save its text as .txt"
    assert refused(tmp_path / name, repacked(whole, part, lambda xml: b"<")).startswith(f"is damaged ({part}: ")


# Messages.


def test_a_message_is_read_without_what_it_quotes(tmp_path: Path) -> None:
    made = as_mail()
    made.set_content(
        "Ten died.\n\nOn Sat, 8 Mar 2025 at 10:00, A. Editor\n<a@example.org> wrote:\n> 900 died.\n>\n> Truly.\n\n"
        "Nine fled.\n\n-----Original Message-----\nFrom: B\n800 died.\n"
    )
    assert only(tmp_path / "a.eml", made.as_bytes()).text == f"{TITLE}\n\nTen died.\n\nNine fled."


def test_a_message_in_html_is_read_without_what_it_quotes(tmp_path: Path) -> None:
    made = as_mail()
    quoted = '<blockquote type="cite"><p>Some 900 people died in what is quoted.</p></blockquote>'
    made.set_content(f"<div>{FRAGMENT}{quoted}</div>", subtype="html")
    assert only(tmp_path / "a.eml", made.as_bytes()).text == TEXT


def test_a_newsletter_laid_out_in_tables_is_read_as_text(tmp_path: Path) -> None:
    made = as_mail()
    made.set_content(
        f"<table><tr><td><table><tbody><tr><td>{FRAGMENT}</td></tr></tbody></table></td></tr></table>", subtype="html"
    )
    assert only(tmp_path / "a.eml", made.as_bytes()).text == TEXT


def test_a_short_letter_in_html_is_read_though_no_article(tmp_path: Path) -> None:
    made = as_mail()
    made.set_content("<div>Ten died.</div><div>Nine fled.</div>", subtype="html")
    assert only(tmp_path / "a.eml", made.as_bytes()).text == f"{TITLE}\n\nTen died.\n\nNine fled."


def test_a_message_that_only_quotes_is_refused(tmp_path: Path) -> None:
    made = as_mail()
    made.set_content("> Ten died.\n")
    error = refused(tmp_path / "a.eml", made.as_bytes())
    assert error == "has no text of its own; give the message that it quotes or forwards"


def test_a_message_without_words_is_refused(tmp_path: Path) -> None:
    for subtype in ("plain", "html"):
        made = as_mail()
        made.set_content("\n", subtype=subtype)
        assert "has no text" in refused(tmp_path / "a.eml", made.as_bytes())


def test_the_lines_of_a_flowed_message_are_joined(tmp_path: Path) -> None:
    made = as_mail()
    made.set_content("Ten people \ndied.\n\nNine \nfled.\n-- \nThe desk\n", params={"format": "flowed"})
    assert only(tmp_path / "a.eml", made.as_bytes()).text == f"{TITLE}\n\nTen people died.\n\nNine fled."


def test_reports_attached_to_a_message_are_reports_of_their_own(tmp_path: Path) -> None:
    made, inner = as_mail(), as_mail()
    made.add_attachment(as_docx(), maintype="application", subtype="octet-stream", filename="Bericht März.docx")
    made.add_attachment(as_csv(",", "utf-8"), maintype="text", subtype="plain", filename="../a.csv")
    made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="dam.png")
    made.add_attachment(b"\0\1\2", maintype="application", subtype="octet-stream", filename="key.p7s")
    made.add_attachment(b"\0", maintype="text", subtype="plain", filename="b.txt")
    inner.add_attachment("Ten died.\n", filename="c.txt")
    made.add_attachment(inner)
    path = tmp_path / "a.eml"
    items = all_of(path, made.as_bytes())
    members = ["body", "Bericht März.docx", "a.csv#1", "message.eml#body", "message.eml#c.txt"]
    assert [item.member for item in items if isinstance(item, Document)] == members
    assert [item.path for item in items if isinstance(item, Failure)] == [f"{path}#b.txt"]
    assert [item.text for item in items if isinstance(item, Document)] == [TEXT, TEXT, TEXT, TEXT, "Ten died.\n"]


@pytest.mark.parametrize("date_field", ["", "soon", "Sun, 99 Mar 2025 10:00:00 +0000", "9/3/2025"])
def test_a_broken_message_is_read_as_far_as_it_goes(tmp_path: Path, date_field: str) -> None:
    raw = (
        f"From: {'(' * 5000}\nSubject: {'(<' * 5000}\nDate: {date_field}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=klingon\nContent-Transfer-Encoding: quoted-printable\n\nTen=20died =F6=\n"
    )
    document = only(tmp_path / "a.eml", raw)
    assert document.text.endswith("Ten died ö")
    assert document.published is None


def test_a_message_of_endless_parts_is_refused(tmp_path: Path) -> None:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    error = refused(tmp_path / "a.eml", f"MIME-Version: 1.0\n{parts}")
    assert error == "is no message that can be read; save its text as .txt"


def test_mhtml_tells_where_and_when_a_page_was_saved(tmp_path: Path) -> None:
    document = only(tmp_path / "a.mhtml", as_mhtml(PAGE.replace('<meta charset="utf-8">', ""), "cp1252"))
    assert (document.url, document.retrieved) == ("https://example.org/dam", date(2025, 3, 11))
    assert document.text == TEXT


# JSON.

ADVICE = "name the one with --map text=FIELD, or [fields] in the case file"
TWO = [{"text": "Ten died.", "id": 1}, {"text": "Nine fled.", "id": 2}]


def texts(items: list[Document | Failure]) -> list[tuple[str, str] | str]:
    return [(each.member, each.text) if isinstance(each, Document) else each.error for each in items]


@pytest.mark.parametrize(
    "value",
    [
        TWO,
        {
            "status": "ok",
            "description": "All the news",
            "title": "News",
            "articles": [{**each, "url": "http://a"} for each in TWO],
        },
        {"response": {"results": [{"webTitle": "", "fields": {"bodyText": "", "body": each["text"]}} for each in TWO]}},
        {"data": {"a": {"b": TWO}}},
        {"days": [{"items": [TWO[0]]}, {"items": [TWO[1]]}]},
    ],
)
def test_articles_are_found_wherever_an_answer_holds_them(tmp_path: Path, value: object) -> None:
    assert texts(all_of(tmp_path / "a.json", json.dumps(value))) == [("1", "Ten died."), ("2", "Nine fled.")]


def test_an_article_is_one_whatever_lists_it_holds(tmp_path: Path) -> None:
    value = {"title": "", "date": "2025-03-09", "body": "Ten died.", "related": [{"title": "A", "body": "900 died."}]}
    assert only(tmp_path / "a.json", json.dumps(value)).text == "Ten died."


def test_json_lines_go_on_after_a_broken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "_LINE", 60)
    lines = [
        '{"text": "Ten died."}',
        "",
        '{"text": "Nine',
        '{"text": "%s"}' % ("x" * 200),
        '{"text": "\xf6"}',
        "[" * 50,
        "7",
    ]
    raw = "\r\n".join([*lines, '{"text": "Six fled."}']).encode("latin-1")
    found = texts(all_of(tmp_path / "a.json", raw))
    assert [each for each in found if isinstance(each, tuple)] == [("1", "Ten died."), ("7", "Six fled.")]
    broken = [each for each in found if isinstance(each, str)]
    assert [each.split(";")[0].split("(")[0].strip() for each in broken] == [
        "line 3 is no JSON",
        "line 4 is longer than 0 MB",
        "line 5 is not UTF-8",
        "line 6 is no JSON",
        "has no text",
    ]


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ("{", "is no JSON (line 1, column 2: Expecting property name enclosed in double quotes); mend it"),
        ('{"text": ' + "[" * 100_000, "is no JSON (it is nested too deep); mend it"),
        ('{"text": ' + "9" * 5000 + "}", "is no JSON (it holds a number that is too long); mend it"),
        ("[" + "[]," * 2_000_001 + "[]]", "is no JSON (it has millions of values); mend it"),
        ("[]", "has no text; give objects with named fields"),
        ('["Ten died."]', "has no text; give objects with named fields"),
        (
            '[{"prose": "Ten died.", "a": {"b": 1}}, {"prose": "Nine fled."}]',
            f"has no text in any of its 2 records; its fields are prose, a.b: {ADVICE}",
        ),
    ],
)
def test_json_without_articles_is_refused(tmp_path: Path, raw: str, error: str) -> None:
    assert refused(tmp_path / "a.json", raw) == error


def test_a_record_without_text_is_an_error_of_its_own(tmp_path: Path) -> None:
    records = [{"prose": "x", "\ud800": 1}, TWO[0], {"body": ""}, TWO[1]]
    items = all_of(tmp_path / "a.jsonl", "\n".join(map(json.dumps, records)))
    assert [each.path.partition("#")[2] for each in items if isinstance(each, Failure)] == ["1", "3"]
    assert texts(items)[0] == f"has no text; its fields are prose, ?: {ADVICE}"
    assert texts(items)[1::2] == [("2", "Ten died."), ("4", "Nine fled.")]


def test_the_users_names_come_before_the_usual_ones(tmp_path: Path) -> None:
    record = {
        "text": "900 died.",
        "Content": [{"Body-Text": ["Ten died.", "Nine fled."]}],
        "by": "Post",
        "source": "AFP",
    }
    document = only(tmp_path / "a.json", json.dumps(record), {"text": "content.body_text", "publisher": "BY"})
    assert (document.text, document.publisher) == ("Ten died.\n\nNine fled.", "Post")


@pytest.mark.parametrize(
    ("name", "raw"), [("a.json", '{"id": "1", "words": "Ten died."}'), ("a.csv", "id,words\n1,Ten died.\n")]
)
def test_a_users_name_that_no_record_has_is_an_error(tmp_path: Path, name: str, raw: str) -> None:
    error = refused(tmp_path / name, raw, {"text": "prose", "title": "heading"})
    assert error == f'has no field "prose" for --map text; its fields are id, words: {ADVICE}'


def test_two_kinds_of_feed_are_read_with_one_map(tmp_path: Path) -> None:
    names = {"text": "prose", "publisher": "desk"}
    ours = {"prose": "Ten died.", "desk": "Post", "description": "Twelve died."}
    theirs = {"body": "Nine fled.", "source": "AFP"}
    for name, record in (("a.json", ours), ("b.json", theirs)):
        document = only(tmp_path / name, json.dumps(record), names)
        expected = ("Ten died.", "Post") if record is ours else ("Nine fled.", "AFP")
        assert (document.text, document.publisher) == expected
    mixed = "\n".join(map(json.dumps, (ours, theirs)))
    assert texts(all_of(tmp_path / "c.jsonl", mixed, names)) == [("1", "Ten died."), ("2", "Nine fled.")]
    rows = "id,body\n1,Ten died.\n2,Nine fled.\n"
    assert texts(all_of(tmp_path / "d.csv", rows, names)) == [("1", "Ten died."), ("2", "Nine fled.")]


def test_articles_with_the_users_name_come_before_others_of_the_file(tmp_path: Path) -> None:
    value = {
        "title": "All the news",
        "content": "900 died.",
        "comments": [{"body": "800 died.", "date": "2025-03-09"}],
        "data": {"reports": [{"prose": "Ten died."}, {"body": "Nine fled."}]},
    }
    found = texts(all_of(tmp_path / "a.json", json.dumps(value), {"text": "prose"}))
    assert found == [("1", "Ten died."), ("2", "Nine fled.")]


@pytest.mark.parametrize(
    ("record", "published"),
    [
        ({"printed": "09/03/2025", "date": "2025-03-08"}, None),
        ({"printed": "9.3.2025", "date": "2025-03-08"}, PUBLISHED),
        ({"printed": " ", "date": "2025-03-09"}, PUBLISHED),
        ({"printed": None, "date": "2025-03-09"}, PUBLISHED),
    ],
)
def test_another_date_counts_only_where_the_users_field_is_empty(
    tmp_path: Path, record: dict[str, object], published: date | None
) -> None:
    raw = json.dumps({"text": "Ten died.", **record})
    assert only(tmp_path / "a.json", raw, {"published": "printed"}).published == published


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("publishedAt", "2025-03-09T23:59:00Z"),
        ("published_at", 1741525200),
        ("datePublished", "1741525200000"),
        ("seendate", "20250309T101500Z"),
        ("date", {"created": "2025-03-09T10:00:00+00:00"}),
        ("pub-date", "Sun, 09 Mar 2025 23:00:00 +0100"),
        ("Published At", "2025/03/09 10:00"),
        ("date", 20250309),
    ],
)
def test_dates_are_read_as_services_write_them(tmp_path: Path, field: str, value: object) -> None:
    assert only(tmp_path / "a.json", json.dumps({"text": "Ten died.", field: value})).published == PUBLISHED


@pytest.mark.parametrize("value", ["9/3/2025", 7, 1e300, True, None, "2025", float("nan"), [], "yesterday"])
def test_what_is_no_full_date_is_none(tmp_path: Path, value: object) -> None:
    assert only(tmp_path / "a.json", json.dumps({"text": "Ten died.", "date": value})).published is None


def test_a_sentence_that_the_service_cut_is_left_out(tmp_path: Path) -> None:
    record = {"description": "Twelve."}
    for end in ("…", "...", ""):
        record["content"] = f"Ten died. The toll may rise to 1{end} [+1234 chars]"
        assert only(tmp_path / "a.json", json.dumps(record)).text == "Ten died."
    record["content"] = "The toll has reached 1… [+1234 chars]"
    assert only(tmp_path / "a.json", json.dumps(record)).text == "Twelve."


CUT = "Ten died. The toll may rise to 1… [+1234 chars]"


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"content": CUT, "description": "Ten people died and nine fled."}, "Ten people died and nine fled."),
        ({"content": CUT, "description": "Ten."}, "Ten died."),
        ({"content": CUT, "description": "Nine fled"}, "Ten died."),
        ({"content": CUT, "description": "Ten people died. Those missing are now 1…"}, "Ten people died."),
        ({"content": CUT, "description": "Ten people died. Those missing are now 1 [...]"}, "Ten people died."),
        (
            {"content": CUT, "full_text": "<p>Ten people died.</p>", "description": "Ten died there."},
            "Ten people died.",
        ),
        ({"content": "Ten died.", "description": "Ten people died and nine fled."}, "Ten died."),
    ],
)
def test_a_cut_text_gives_way_to_a_longer_one(tmp_path: Path, record: dict[str, str], text: str) -> None:
    assert only(tmp_path / "a.json", json.dumps(record)).text == text


def test_a_cut_text_that_the_user_named_stays_unless_nothing_is_left(tmp_path: Path) -> None:
    record = {"content": CUT, "description": "Ten people died and nine fled."}
    assert only(tmp_path / "a.json", json.dumps(record), {"text": "content"}).text == "Ten died."
    record["content"] = "The toll may rise to 1… [+1234 chars]"
    assert only(tmp_path / "a.json", json.dumps(record), {"text": "content"}).text == record["description"]


@pytest.mark.parametrize("said", [" " * 900_000 + "y [+1 chars]", "<p " * 300_000, "... [+" * 150_000, "&#" * 450_000])
def test_a_field_made_to_take_long_is_read(tmp_path: Path, said: str) -> None:
    assert len(all_of(tmp_path / "a.json", json.dumps({"text": f"Ten died. {said}"}))) == 1


def test_markup_in_a_field_becomes_lines(tmp_path: Path) -> None:
    record = {
        "title": {"rendered": "The dam&#8217;s <em>dead</em>"},
        "content": {"rendered": "<p>Ten\nmen died.<br/>Nine <b>fled</b>.</p>Six hurt<script>900</script><s> 900</s>"},
        "source": [{"name": "A &amp; B"}, {"name": "C"}],
        "link": "https://example.org/",
    }
    document = only(tmp_path / "a.json", json.dumps(record))
    assert document.text == "The dam’s dead\n\nTen men died.\nNine fled.\n\nSix hurt"
    assert (document.publisher, document.url) == ("A & B, C", "https://example.org/")


# CSV.


def test_rows_are_numbered_and_told_apart(tmp_path: Path) -> None:
    raw = 'id;Text\r\n1;"Ten died;\r\n""nine"" fled."\r\n\r\n2;Six\0\r\n3;a;b\r\n4;\r\n5;Two fled.\r\n'
    assert texts(all_of(tmp_path / "a.csv", raw)) == [
        ("1", 'Ten died;\r\n"nine" fled.'),
        "row 2 holds a NUL character; leave it out",
        "row 3 has 3 fields, the header 2; quote what holds a semicolon",
        f"has no text; its fields are id, Text: {ADVICE}",
        ("5", "Two fled."),
    ]


def test_nothing_is_read_after_a_quotation_mark_that_is_not_closed(tmp_path: Path) -> None:
    found = texts(all_of(tmp_path / "a.csv", 'id,text\n1,Ten died.\n2,"Nine fled.\n3,Six fled.\n'))
    assert found == [
        ("1", "Ten died."),
        "row 2 is no CSV (unexpected end of data), so that nothing is read from there on; mend it",
    ]


def test_a_long_field_is_read_and_the_limit_of_others_stays(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    assert len(only(tmp_path / "a.csv", f"id,text\n1,{'Ten died. ' * 50_000}\n").text) == 499_999
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ("id,text\n", "holds no records; give a file with one for each report"),
        ("a,b\n1,2\n", f"has no text; its fields are a, b: {ADVICE}"),
    ],
)
def test_a_table_without_texts_is_refused(tmp_path: Path, raw: str, error: str) -> None:
    assert refused(tmp_path / "a.csv", raw) == error


def test_a_part_in_an_encoding_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", '<?xml version="1.0" encoding="UTF-0"?><Types/>')
    (failure,) = formats.read(Source(str(file), file.name, io.BytesIO(file.read_bytes())))
    assert isinstance(failure, Failure)
    assert "unknown encoding" in failure.error


def test_a_message_of_an_impossible_day_is_undated() -> None:
    day = b"Date: Thu, 12 Sep 99999999999999999999 10:00:00 +0000"
    raw = b"From: A <a@b.example>\n" + day + b"\nMIME-Version: 1.0\n\nTen died.\n"
    (found,) = formats.read(Source("a.eml", "a.eml", io.BytesIO(raw)))
    assert isinstance(found, Document)
    assert found.published is None

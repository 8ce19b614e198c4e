"""A folder of broken and hostile files, each named for its attack, and what must become of each; all built by code."""

import base64
import gzip
import io
import json
import os
import plistlib
import socket
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from reconcile.readers.source import TEXT

SAID = "Officials said 4,321 people were killed."
FALSE = "Officials said 6,666 people were killed."  # stands where no reader of the report would see it
FIGURES = ("4,321",)
MEGABYTE = 2**20
RANDOM = Random(0).randbytes(5000)

# "refused": failures and no report; "in part": both; "told": a report or a failure, either is safe.
Fate = Literal["read", "refused", "in part", "told", "passed over"]


class Expected(NamedTuple):
    """What must become of a file.

    `reason` is searched for in its failures; `figures` are all that come of its reports, by their numbers as written,
    None where it does not matter which.
    """

    fate: Fate
    reason: str | None = None
    figures: tuple[str, ...] | None = None


class Attack(NamedTuple):
    """A file's name, what it holds, and what must become of it."""

    name: str
    content: bytes
    expected: Expected


class Beside(NamedTuple):
    """What attacks reach out for: a file that no report may show, and an address that nobody may ask."""

    secret: Path
    address: str


READ = Expected("read", figures=FIGURES)
TOLD = Expected("told")
PASSED_OVER = Expected("passed over")


def refused(reason: str | None = None) -> Expected:
    return Expected("refused", reason)


# What the formats are made of


def deflated(block: bytes, times: int) -> bytes:
    """Give `block`, repeated, as raw deflate, without ever holding it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    # What ends in a full flush leans on nothing before it, so it can stand there again and again.
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * times + packer.flush()


def summed(check: Callable[[bytes, int], int], block: bytes, times: int, start: int) -> int:
    """Give the checksum of `block`, repeated."""
    for _ in range(times):
        start = check(block, start)
    return start


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content, method)
    return out.getvalue()


def _local(name: bytes, packed: int, size: int, checksum: int, method: int = 8) -> bytes:
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, method, 0, 33, checksum, packed, size, len(name), 0) + name


def _zip_of(entries: list[tuple[bytes, int, int, int, int]], body: bytes, method: int = 8) -> bytes:
    """Give a zip file of `body` and a directory of (name, packed size, size, checksum, offset)."""
    directory = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, method, 0, 33, crc, packed, size, len(name), 0, 0, 0, 0, 0, at)
        + name
        for name, packed, size, crc, at in entries
    )
    count = len(entries)
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)


@cache
def one_bomb(name: str, block: bytes, times: int) -> bytes:
    """Give a zip file of one member that holds `block` repeated, without ever holding it."""
    packed, checksum = deflated(block, times), summed(zlib.crc32, block, times, 0)
    told = name.encode()
    size = len(block) * times
    header = _local(told, len(packed), size, checksum)
    return _zip_of([(told, len(packed), size, checksum, 0)], header + packed)


def overlapping(count: int, size: int) -> bytes:
    """Give a zip file whose members share one kernel: each quotes the header of the next as stored text."""
    kernel = b"a" * size
    packed, checksum = deflated(kernel, 1), zlib.crc32(kernel)
    name = f"{count - 1:03}.txt".encode()
    body = _local(name, len(packed), size, checksum) + packed
    plain = kernel
    sizes = [(name, len(packed), size, checksum, len(body))]
    for index in reversed(range(count - 1)):
        header = body[: 30 + 7]
        data = b"\0" + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) + body
        # The quoted header is a stored block of this member; its data go on in the next member's.
        plain = header + plain
        name = f"{index:03}.txt".encode()
        body = _local(name, len(data), len(plain), zlib.crc32(plain)) + data
        sizes.append((name, len(data), len(plain), zlib.crc32(plain), len(body)))
    entries = [(name, packed, size, checksum, len(body) - end) for name, packed, size, checksum, end in reversed(sizes)]
    return _zip_of(entries, body)


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def docx(said: str, doctype: str = "", more: str = "") -> list[tuple[str | zipfile.ZipInfo, bytes]]:
    document = (
        f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{said}</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    links = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    beside = f'<Relationships xmlns="{_PACKAGE}/relationships">{more}</Relationships>'
    return [
        ("[Content_Types].xml", _TYPES.encode()),
        ("_rels/.rels", links.encode()),
        ("word/document.xml", document.encode()),
        ("word/_rels/document.xml.rels", beside.encode()),
    ]


def odt(said: str, doctype: str = "") -> bytes:
    content = (
        f'<?xml version="1.0"?>{doctype}<office:document-content xmlns:office="{_ODF}:office:1.0" '
        f'xmlns:text="{_ODF}:text:1.0" office:version="1.2"><office:body><office:text><text:p>{said}</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.2"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    kind = b"application/vnd.oasis.opendocument.text"
    header = _local(b"mimetype", len(kind), len(kind), zlib.crc32(kind), 0)
    first = _zip_of([(b"mimetype", len(kind), len(kind), zlib.crc32(kind), 0)], header + kind, 0)
    out = io.BytesIO(first)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def laughs(root: str) -> str:
    """Give a document type whose entity z is a billion words."""
    levels = "abcdefghi"
    each = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip(levels, f"{levels[1:]}z", strict=True)
    )
    return f'<!DOCTYPE {root} [<!ENTITY a "laugh ">{each}]>'


def page(body: str, head: str = "", doctype: str = "<!DOCTYPE html>") -> bytes:
    head = f"<head><title>A toll</title>{head}</head>"
    return f"{doctype}\n<html>{head}<body><article>{body}</article></body></html>".encode()


def pdf(
    content: bytes = f"BT /F1 12 Tf 72 700 Td ({SAID}) Tj ET".encode(),
    filters: str = "",
    catalog: str = "",
    tree: str = "/Kids [3 0 R] /Count 1",
) -> bytes:
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages {tree} >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} {filters} >>\nstream\n".encode() + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.7\n"
    table = b"0000000000 65535 f \n"
    for number, each in enumerate(objects, 1):
        table += f"{len(out):010} 00000 n \n".encode()
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n".encode() + table + trailer.encode()


def mail(body: str = SAID) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "desk@example.org", "you@example.org"
    message["Subject"], message["Message-ID"] = "A toll", "<1@example.org>"
    message["Date"] = "Sun, 9 Mar 2025 10:00:00 +0000"
    message.set_content(body)
    return message


def record(content: bytes, length: int | None = None, more: str = "") -> bytes:
    """Give a record of a web archive that answers a request with `content`; it says that it has `length` bytes."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}\r\n".encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: 2025-03-09T10:00:00Z\r\nWARC-Target-URI: http://example.org/{len(content)}\r\n"
        "Content-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(answer) if length is None else length}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


# The attacks, by what they are made for


def good(_: Beside) -> Iterator[Attack]:
    yield Attack("good.txt", b"The ministry said 1,234 people were killed.\n", Expected("read", figures=("1,234",)))
    body = "<p>The ministry said 2,345 people were injured.</p>"
    yield Attack("good.html", page(body), Expected("read", figures=("2,345",)))


def zips(_: Beside) -> Iterator[Attack]:
    too_much = r"unpacks to far more|larger than|characters of text|on one another"
    letters = b"a" * MEGABYTE
    bomb = one_bomb("a.txt", letters, 600)
    yield Attack("zip-bomb-by-ratio.zip", bomb, refused(too_much))
    yield Attack("zip-bomb-of-noughts.zip", one_bomb("a.txt", bytes(MEGABYTE), 600), refused())
    inner = zipped((f"{n}.txt", letters * 8) for n in range(10))
    middle = zipped(((f"{n}.zip", inner) for n in range(10)), zipfile.ZIP_STORED)
    outer = zipped((f"{n}.zip", middle) for n in range(10))
    yield Attack("zip-bomb-nested.zip", outer, refused(too_much))
    yield Attack("zip-bomb-overlapping.zip", overlapping(60, 8 * MEGABYTE), refused(too_much))
    packed = zipped([("a.txt", letters * 100)], zipfile.ZIP_LZMA)
    yield Attack("zip-bomb-lzma.zip", packed, refused())
    yield Attack("zip-200000-entries.zip", zipped((f"{n}.txt", b"a") for n in range(200_000)), refused())
    evil = SAID.encode()
    slips = ("../../slipped.txt", "/slipped.txt", "C:\\slipped.txt", "..\\slipped.txt", "a/../../slipped.txt")
    yield Attack("zip-slip.zip", zipped((name, evil + name.encode()) for name in slips), TOLD)
    odd = (
        "\x1b]0;owned\x07.txt",
        "a\nreconcile: b.txt",
        "\u202egnp.txt",
        "=cmd.txt",
        "[bold]a.txt",
        "a" * 60_000 + ".txt",
    )
    yield Attack("zip-odd-names.zip", zipped((name, evil + b"%d" % n) for n, name in enumerate(odd)), TOLD)
    plain = bytearray(zipped([("a.txt", evil)], zipfile.ZIP_STORED))
    locked = bytearray(plain)
    locked[6] |= 1
    locked[locked.index(b"PK\1\2") + 8] |= 1
    yield Attack("zip-encrypted.zip", bytes(locked), refused("password|encrypted|locked"))
    yield Attack("zip-bad-checksum.zip", bytes(plain).replace(b"4,321", b"6,666"), refused())
    other = bytearray(plain)
    other[8] = other[other.index(b"PK\1\2") + 10] = 99
    yield Attack("zip-unknown-method.zip", bytes(other), refused())
    yield Attack("zip-truncated.zip", zipped([("a.txt", RANDOM)])[:3000], refused())
    yield Attack("zip-empty.zip", zipped([]), refused())
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    yield Attack("zip-symlink.zip", zipped([(link, b"/etc/passwd")]), Expected("told", figures=()))
    for _depth in range(12):
        plain = bytearray(zipped([("inner.zip", bytes(plain))]))
    yield Attack("zip-twelve-deep.zip", bytes(plain), refused("archive within"))
    lying = zipped([("a.txt", b"a" * 9 * MEGABYTE)]).replace(struct.pack("<L", 9 * MEGABYTE), struct.pack("<L", 9))
    yield Attack("zip-lying-size.zip", lying, refused())
    alike = zipped([("b.txt", evil + b" Once."), ("c.txt", evil + b" Twice.")]).replace(b"c.txt", b"b.txt")
    yield Attack("zip-one-name-twice.zip", alike, TOLD)


def gzips(_: Beside) -> Iterator[Attack]:
    noughts = gzip.compress(bytes(10 * MEGABYTE), mtime=0)
    yield Attack("gzip-bomb.txt.gz", noughts * 1024, refused("unpacks to far more|larger than"))
    letters = gzip.compress(b"a" * 10 * MEGABYTE, mtime=0)
    yield Attack("gzip-bomb-of-letters.gz", letters * 100, refused("unpacks to far more|larger than"))
    nested = gzip.compress(SAID.encode(), mtime=0)
    whole = nested
    for _depth in range(20):
        nested = gzip.compress(nested, mtime=0)
    yield Attack("gzip-twenty-deep.gz", nested, refused("archive within"))
    yield Attack("gzip-truncated.txt.gz", gzip.compress(RANDOM[:3000], mtime=0)[:2000], refused())
    yield Attack("gzip-bad-checksum.txt.gz", whole[:-8] + b"\0\0\0\0" + whole[-4:], refused())
    yield Attack("gzip-header-only.txt.gz", whole[:10], refused())
    slip = whole[:3] + b"\x08" + whole[4:10] + b"../../slipped.txt\0" + whole[10:]
    yield Attack("gzip-slip.gz", slip, TOLD)


def office(beside: Beside) -> Iterator[Attack]:
    said = "The storm killed at least 4&z;321 people."
    kept = Expected("told", figures=())  # an entity left out would make another number of it
    yield Attack("docx-billion-laughs.docx", zipped(docx(said, laughs("w:document"))), kept)
    yield Attack("odt-billion-laughs.odt", odt(said, laughs("office:document-content")), kept)
    for name, where in (("file", f"file://{beside.secret}"), ("http", beside.address)):
        outside = f'<!DOCTYPE a [<!ENTITY z SYSTEM "{where}">]>'
        yield Attack(f"docx-external-entity-{name}.docx", zipped(docx(said, outside)), kept)
        yield Attack(f"odt-external-entity-{name}.odt", odt(said, outside), kept)
    yield Attack("odt-dtd.odt", odt(SAID, f'<!DOCTYPE a SYSTEM "{beside.address}">'), TOLD)
    picture = f'<Relationship Id="b" Type="{_OFFICE}/image" Target="{beside.address}" TargetMode="External"/>'
    yield Attack("docx-remote-picture.docx", zipped(docx(SAID, more=picture)), READ)
    parts = docx("")
    long = b"".join(
        (parts[2][1].split(b"</w:t>")[0], b"a " * 50 * MEGABYTE, b"</w:t></w:r></w:p></w:body></w:document>")
    )
    yield Attack("docx-bomb.docx", zipped([*parts[:2], (parts[2][0], long)]), refused())
    deep = f"<w:p>{'<w:r>' * 100_000}{SAID}".encode()
    yield Attack("docx-deep.docx", zipped([*parts[:2], (parts[2][0], deep)]), refused())
    yield Attack("docx-without-document.docx", zipped(parts[:2]), refused())
    yield Attack("docx-truncated.docx", zipped(docx(SAID))[:600], refused())


def pages(beside: Beside) -> Iterator[Attack]:
    said = f"<p>{SAID}</p>"
    start = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A</title></head><body><article><p>'
    end = "</p></article></body></html>"
    kept = Expected("told", figures=())
    yield Attack(
        "laughs.xhtml", f"{laughs('html')}{start}The storm killed at least 4&z;321 people.{end}".encode(), kept
    )
    for name in ("xhtml", "html"):
        outside = f'<!DOCTYPE html SYSTEM "{beside.address}" [<!ENTITY z SYSTEM "file://{beside.secret}">]>'
        yield Attack(f"external-dtd.{name}", f"{outside}{start}{SAID} &z; ({name}){end}".encode(), TOLD)
    there = beside.address
    remote = (
        f'<base href="{there}"><link rel="stylesheet" href="a.css"><link rel="canonical" href="{there}">'
        f'<meta http-equiv="refresh" content="0;url=b"><script src="a.js"></script><style>@import "{there}";</style>'
    )
    shown = f'<img src="{there}"><iframe src="{there}"></iframe><object data="a"></object><video src="v"></video>'
    yield Attack("html-remote.html", page(said + shown, remote), READ)
    yield Attack("html-deep.html", page("<div>" * 200_000 + said), TOLD)
    yield Attack("html-open-brackets.html", b"<!doctype html><p>" + SAID.encode() + b"<" * 30 * MEGABYTE, TOLD)
    picture = "A" * 60 * 1_000_000
    yield Attack("html-data-uri.html", page(f'{said}<img src="data:image/png;base64,{picture}">'), READ)
    attributes = " ".join(f"a{n}=b" for n in range(1_000_000))
    yield Attack("html-million-attributes.html", page(f"<p {attributes}>{SAID}</p>"), TOLD)
    yield Attack("html-one-attribute-often.html", page(f"<p {'a=b ' * 1_000_000}>{SAID}</p>"), TOLD)
    written = (
        f'<script>document.write("<p>{FALSE}</p>")</script><style>p::after {{content: "{FALSE}"}}</style>'
        f"<template><p>{FALSE}</p></template><!-- <p>{FALSE}</p> --><svg><script>{FALSE}</script></svg>"
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "about": "{FALSE}"}}</script>'
    )
    yield Attack("html-scripts.html", page(said + written), READ)
    hidden = f'<p hidden>{FALSE}</p><p style="display:none">{FALSE}</p><div style="visibility: hidden">{FALSE}</div>'
    yield Attack("html-hidden.html", page(said + hidden), READ)
    yield Attack("html-comments.html", b"<!---->" * 300_000 + page(said), TOLD)
    yield Attack("html-blank-lines.html", page(said + "\n" * 1_000_000), TOLD)
    yield Attack("html-many-paragraphs.html", page(said + "<p>a</p>\n" * 20_000), TOLD)
    yield Attack("html-many-tables.html", page("<table><tr><td>" * 20_000 + said), TOLD)
    yield Attack("html-escapes.html", page("<p>Officials said &#27;[31m4,321&#x9b;0m people were killed.</p>"), TOLD)
    codes = page("<p>&#0;&#xD800;&#x110000;&#99999999999999999999; " + SAID + "</p>")
    yield Attack("html-impossible-characters.html", codes, READ)
    yield Attack("html-nul.html", page(said.replace("people", "peo\0ple")), TOLD)
    yield Attack("html-unknown-charset.html", page(said, '<meta charset="x-\x1b[31m">'), TOLD)
    yield Attack("really-a-pdf.html", pdf()[:120], refused())
    yield Attack(
        "page.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><script>{FALSE}</script></svg>".encode(), PASSED_OVER
    )
    yield Attack("page-in-a.txt", page(said + written + "<p>It is a text.</p>"), READ)


def pdfs(beside: Beside) -> Iterator[Attack]:
    whole = pdf()
    yield Attack("pdf-plain.pdf", whole, READ)
    yield Attack("pdf-truncated.pdf", whole[:200], refused())
    yield Attack("pdf-header-only.pdf", b"%PDF-1.7\n", refused())
    yield Attack("pdf-tree-loop.pdf", pdf(tree="/Kids [2 0 R] /Count 3"), refused())
    yield Attack("pdf-two-billion-pages.pdf", pdf(tree="/Kids [3 0 R] /Count 2000000000"), TOLD)
    yield Attack("pdf-million-pages.pdf", pdf(tree="/Kids [3 0 R] /Count 1000000"), TOLD)
    script = "/OpenAction << /S /JavaScript /JS (app.alert\\('6,666 people were killed'\\)) >>"
    yield Attack("pdf-javascript.pdf", pdf(catalog=script), READ)
    launch = f"/OpenAction << /S /URI /URI ({beside.address}) >> /AA << /WC << /S /Launch /F (/bin/sh) >> >>"
    yield Attack("pdf-launch.pdf", pdf(catalog=launch, content=f"BT /F1 9 Tf 9 700 Td ({SAID}) Tj ET".encode()), READ)
    blank = b" " * MEGABYTE
    packed = b"\x78\xda" + deflated(blank, 900) + summed(zlib.adler32, blank, 900, 1).to_bytes(4, "big")
    yield Attack("pdf-bomb.pdf", pdf(zlib.compress(packed, 9), "/Filter [/FlateDecode /FlateDecode]"), TOLD)
    shown = b"BT /F1 1 Tf 9 700 Td " + b"(Many a word is said.) Tj " * 400_000 + b"ET"
    yield Attack("pdf-much-text.pdf", pdf(zlib.compress(shown), "/Filter /FlateDecode"), refused())
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, FALSE)
    canvas.save()
    yield Attack("pdf-password.pdf", out.getvalue(), refused("password"))
    yield Attack("executable.pdf", b"\x7fELF\2\1\1" + bytes(500), refused())


def data(_: Beside) -> Iterator[Attack]:
    yield Attack("deep.json", b"[" * 1_000_000, refused())
    yield Attack("deep-object.json", b'{"text": ' * 500_000, refused())
    yield Attack("huge-number.json", b'{"text": "%s", "n": %s}' % (SAID.encode(), b"1" * 10_000_000), TOLD)
    yield Attack("surrogates.json", b'{"title": "A \\udfff", "text": "Note: %s \\ud800"}' % SAID.encode(), READ)
    twice = b'{"title": "Two", "text": "%s", "text": "%s", "n": NaN, "m": -Infinity, "o": 1e999}'
    yield Attack("twice.json", twice % (b"An early note, without any number.", SAID.encode()), TOLD)
    yield Attack("lists.json", b'{"text": [["%s"]], "title": {"a": 1}, "url": 3}' % SAID.encode(), TOLD)
    lines = [
        json.dumps({"title": f"No. {n}", "text": f"{n}. There is no news of the {n}th village."}) for n in range(1000)
    ]
    lines[499] = lines[499][:-9]
    yield Attack("one-broken-of-1000.jsonl", "\n".join(lines).encode(), Expected("in part", figures=()))
    escapes = {
        "title": "A \x1b[2J\x9b2J title",
        "publisher": "=cmd|' /C calc'!A0\x1b]52;c;AAAA\x07",
        "text": f"{SAID} \x1b[8m\x07",
    }
    yield Attack("escapes.json", json.dumps(escapes).encode(), READ)
    formula = "=cmd|' /C calc'!A0"
    rows = f'title,publisher,text\n{formula},@SUM(1),"=1+1. {SAID}"\n+1,-1,"-2+3. {SAID}"\n'
    yield Attack("formulas.csv", rows.encode(), Expected("read", figures=FIGURES * 2))
    yield Attack(
        "huge-field.csv", b'title,text\nA,"' + b"a " * 25_000_000 + b'"\n', refused("characters of text|field")
    )
    yield Attack("nul.csv", f"title,text\nA,{SAID}\0\n".encode(), TOLD)
    yield Attack("open-quote.csv", f'title,text\nA,"{SAID}\n'.encode() + b'B,"c"\n' * 5, TOLD)
    yield Attack("many-columns.csv", b"text," * 1_000_000 + b"\n" + b"a," * 1_000_000, TOLD)
    numbers = {"WebMainResource": {"WebResourceData": 2**63, "WebResourceMIMEType": -(2**63)}}
    yield Attack("numbers.webarchive", plistlib.dumps(numbers, fmt=plistlib.FMT_BINARY), refused())
    own = b"\xd1\x01\x00" + b"\x5fWebMainResource".replace(b"\x5f", b"\x5f\x10\x0f")
    tail = struct.pack(">6xBBQQQ", 1, 1, 2, 0, 8 + len(own))
    yield Attack("recursive.webarchive", b"bplist00" + own + bytes((8, 11)) + tail, refused())
    wide = b"bplist00\xdf\x13\x7f\xff\xff\xff\xff\xff\xff\xff\x08" + struct.pack(">6xBBQQQ", 1, 1, 1, 0, 18)
    yield Attack("two-to-the-63.webarchive", wide, refused())
    start = b'<?xml version="1.0"?><!DOCTYPE plist %s><plist version="1.0">'
    inner = b"<dict><key>WebMainResource</key><string>&z;</string></dict></plist>"
    yield Attack("laughs.webarchive", (start % laughs("plist")[16:-1].encode()) + inner, refused())
    yield Attack("deep.webarchive", (start % b"") + b"<array>" * 200_000, refused())


def messages(_: Beside) -> Iterator[Attack]:
    head = "From: a@example.org\nMIME-Version: 1.0\nSubject: A toll\n"
    bare = f"{head}Content-Type: multipart/related\n\n--x\nContent-Type: text/html\n\n<p>{SAID}</p>\n--x--\n"
    yield Attack("no-boundary.mhtml", bare.encode(), TOLD)
    many = "".join(f"X-{n}: {n}\n" for n in range(100_000))
    yield Attack("100000-headers.eml", f"{head}{many}\n{SAID}\n".encode(), TOLD)
    yield Attack("one-header-of-20-mb.eml", f"{head}X: {'a' * 20 * MEGABYTE}\n\n{SAID}\n".encode(), TOLD)
    yield Attack("addresses.eml", f"{head}To: {'(' * 50_000}{'a,' * 50_000}\n\n{SAID}\n".encode(), TOLD)
    wrapped = "Content-Type: message/rfc822\n\n" * 200
    yield Attack("rfc822-200-deep.eml", f"{head}{wrapped}{SAID}\n".encode(), TOLD)
    opened = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(5000))
    yield Attack("multipart-5000-deep.eml", f"{head}{opened}\n{SAID}\n".encode(), TOLD)
    message = mail()
    message.add_attachment(one_bomb("a.txt", b"a" * MEGABYTE, 600), "application", "zip", filename="../../slipped.zip")
    yield Attack("attachment-bomb.eml", message.as_bytes(), Expected("told"))
    odd = mail()
    odd.replace_header("Subject", "=?utf-8?b?" + base64.b64encode(b"\x1b]0;owned\x07\n=1+1").decode() + "?=")
    yield Attack("escapes.eml", odd.as_bytes(), TOLD)
    coded = f"{head}Content-Type: text/plain; charset=x-none\nContent-Transfer-Encoding: base64\n\n????\n"
    yield Attack("bad-coding.eml", coded.encode(), TOLD)
    body = page(f"<p>{SAID}</p>")
    yield Attack("warc-plain.warc", record(body), READ)
    yield Attack("warc-length-too-great.warc", record(body, 10**15), TOLD)
    yield Attack("warc-length-negative.warc", record(body, -5), TOLD)
    yield Attack("warc-length-too-small.warc", record(body, 20) + record(page("<p>No news today.</p>")), TOLD)
    bomb = gzip.compress(record(page("<p>" + "a " * 40 * MEGABYTE + "</p>")), mtime=0)
    yield Attack("warc-in-gzip.warc.gz", gzip.compress(record(page(f"<p>{SAID}</p>", "<meta>")), mtime=0), READ)
    yield Attack("warc-bomb.warc.gz", bomb, refused())
    packed = gzip.compress(b"a" * 90 * MEGABYTE, mtime=0)
    answer = record(packed, more="Content-Encoding: gzip\r\n")
    yield Attack("warc-packed-bomb.warc", answer, refused())


def texts(_: Beside) -> Iterator[Attack]:
    front = '---\ntitle: "{0} title"\npublisher: "{0} desk"\n---\n{0} {1}\n'
    escapes = "\x1b[31m\x1b]8;;http://example.org\x07link\x1b]8;;\x07\x1b]52;c;AAAA\x07\x1b]0;owned\x07"
    yield Attack("escapes.txt", front.format(escapes, SAID).encode(), refused("control character"))
    yield Attack("c1-escapes.txt", front.format("\x9b31m\x9d0;owned\x9c\x85", SAID).encode(), TOLD)
    markup = "[bold red]Note[/] [link=http://example.org]a[/link] :skull:"
    yield Attack("markup.txt", front.format(markup, SAID).encode(), READ)
    yield Attack("markdown.md", front.format("|`a`| <script>alert(1)</script> [a](javascript:b)", SAID).encode(), TOLD)
    yield Attack("formulas.txt", front.format("=cmd|' /C calc'!A0", SAID).encode(), READ)
    turned = SAID.replace("4,321", "\u202e4,321\u202c").replace("people", "\u2067people\u2069")
    yield Attack("bidi.txt", front.format("\u202e\u2066", turned).encode(), TOLD)
    yield Attack("nul.txt", SAID.replace(" ", "\0").encode(), refused("control character"))
    yield Attack("utf-16-without-mark.txt", SAID.encode("utf-16-le"), refused())
    yield Attack("utf-7.txt", f"{SAID} +ADw-script+AD4-".encode(), READ)
    yield Attack("bad-utf-8.txt", f"{SAID} ".encode() + b"\xff\xfe\x81\xc0\xaf", TOLD)
    yield Attack("empty.txt", b"", refused("empty"))
    yield Attack("white.txt", b"\n \t" * 100_000, refused())
    yield Attack("front-matter-only.txt", b"---\ntitle: a\n---\n", refused())
    size = TEXT - 2000
    yield Attack("front-matter-open.txt", b"---\n" + b"a: b\n" * 50_000, Expected("told", figures=()))
    yield Attack("one-number.txt", (b"1," + b"111," * (size // 4))[:-1], Expected("told", figures=()))
    yield Attack("killed.txt", b"killed " * (size // 7), Expected("told", figures=()))
    yield Attack("brackets.txt", b"(" * size, Expected("told", figures=()))
    yield Attack("and-1.txt", b"and 1 " * (size // 6), TOLD)
    yield Attack("quotes.txt", '"“'.encode() * (size // 4), Expected("told", figures=()))
    yield Attack("said.txt", f"{SAID} ".encode() * 4000, TOLD)
    yield Attack("sums.txt", b"killed 12 people, " * 3000, TOLD)
    yield Attack("long-words.txt", b"seventy-" * 50_000, TOLD)
    yield Attack("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), refused("picture"))
    yield Attack("one-line.txt", b"a" * 10 * 1_000_000, refused("characters of text"))
    yield Attack("many-lines.txt", b"\n" * (TEXT - 50) + SAID.encode(), TOLD)


def names(_: Beside) -> Iterator[Attack]:
    odd = (
        "line\nreconcile: feed.txt",
        "\x1b[31mred\x1b]0;owned\x07.txt",
        "-rf.txt",
        "--output=here.txt",
        "=cmd|' .txt",
        "[bold red]a.txt",
        "\u202etxt.gnp.txt",
        "n" * 251 + ".txt",
        "%s%n{0}.txt",
        "'; rm -rf $(a) `b`.txt",
    )
    for number, name in enumerate(odd):
        yield Attack(name, f"{SAID} {name[:0]}It is note {chr(97 + number)}.".encode(), READ)
    yield Attack(os.fsdecode(b"caf\xe9.txt"), SAID.encode(), refused("not UTF-8"))


def special(folder: Path, secret: Path) -> Iterator[tuple[str, Expected]]:
    """Write what is no file with a content: pipes, links, sockets, and files that are only holes."""
    os.mkfifo(folder / "pipe.txt")
    (folder / "link-outside.txt").symlink_to(secret)
    (folder / "link-to-itself.txt").symlink_to("link-to-itself.txt")
    (folder / "link-to-zero.txt").symlink_to("/dev/zero")
    (folder / "link-to-folder.txt").symlink_to(".")
    (folder / "link-to-nothing.txt").symlink_to("nothing.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        here = Path.cwd()
        os.chdir(folder)  # a socket's address has 108 bytes, a folder's path may have more
        try:
            bound.bind("socket.txt")
        finally:
            os.chdir(here)
    names = ("pipe", "link-outside", "link-to-itself", "link-to-zero", "link-to-folder", "link-to-nothing", "socket")
    yield from ((f"{name}.txt", PASSED_OVER) for name in names)
    (folder / "holes.txt").touch()
    os.truncate(folder / "holes.txt", 5 * 2**30)
    yield "holes.txt", refused("larger than")
    if os.geteuid() != 0:  # who reads everything
        (folder / "locked.txt").write_text(FALSE, encoding="utf-8")
        (folder / "locked.txt").chmod(0)
        yield "locked.txt", refused("permission")


Family = Callable[[Beside], Iterator[Attack]]
FAMILIES: tuple[Family, ...] = (good, zips, gzips, office, pages, pdfs, data, messages, texts, names)


def build(
    folder: Path, families: Iterable[Family] = FAMILIES, address: str = "http://127.0.0.1:9/"
) -> dict[str, Expected]:
    """Write the attacks into a new folder; give what must become of each, by its name.

    What they reach out for, beside `address`, is written beside the folder.
    """
    folder.mkdir()
    beside = Beside(folder.parent / "secret.txt", address)
    beside.secret.write_text(FALSE, encoding="utf-8")
    expected = {}
    for family in families:
        for name, content, fate in family(beside):
            (folder / name).write_bytes(content)
            expected[name] = fate
        if family is names:
            expected.update(special(folder, beside.secret))
    return expected

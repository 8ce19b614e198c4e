import gzip
import io
import plistlib
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from reconcile.errors import InputError
from reconcile.readers import formats, source
from reconcile.readers.document import Document
from reconcile.readers.http import as_utf8, decoded, kind, named
from reconcile.readers.source import Source
from reconcile.results import Failure

PROSE = "Ten people died on the coast on Friday, the ministry said, and nine were hurt.\n"
PAGE = f"""<!doctype html><html lang="en"><head><title>Ten die on the coast</title></head><body><article>
<h1>Ten die on the coast</h1><p>{PROSE}</p><p>The governor said that the road to the town was closed and that crews
were still at work there. He asked people to stay at home until the morning, when he would speak again.</p>
<p>A second team had come from the capital, an officer said, with two helicopters and a field hospital.</p>
</article></body></html>"""


def items(name: str, raw: bytes, *, seekable: bool = True) -> list[formats.Item]:
    stream: io.RawIOBase | io.BytesIO = io.BytesIO(raw) if seekable else _Pipe(raw)
    return list(formats.read(Source(name, name, io.BufferedReader(stream), size=len(raw))))


def documents(name: str, raw: bytes) -> list[Document]:
    found = items(name, raw)
    assert not [each for each in found if isinstance(each, Failure)]
    return [each for each in found if isinstance(each, Document)]


def failures(name: str, raw: bytes) -> list[tuple[str, str]]:
    return [(each.path, each.error) for each in items(name, raw) if isinstance(each, Failure)]


class _Pipe(io.RawIOBase):
    def __init__(self, raw: bytes) -> None:
        self._raw = io.BytesIO(raw)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self._raw.readinto(buffer)


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


# Zip archives.


def test_members_are_read_by_the_order_of_their_names() -> None:
    found = documents("all.zip", zipped({"b/z.txt": PROSE, "b/a.txt": f"One. {PROSE}", "A.txt": f"Two. {PROSE}"}))
    assert [each.member for each in found] == ["A.txt", "b/a.txt", "b/z.txt"]
    assert found[2].text == PROSE
    assert found[2].sha256 == sha256(PROSE.encode()).hexdigest()


def test_an_archive_is_read_from_a_pipe() -> None:
    (found,) = items("-", zipped({"a.txt": PROSE}), seekable=False)
    assert isinstance(found, Document)
    assert (found.member, found.text) == ("a.txt", PROSE)


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",
        ".git/a.txt",
        "__MACOSX/a.txt",
        "page_files/a.html",
        "in/page_files/deeper/a.html",
        "reconcile.toml",
        "a.css",
        "noname",
        "page.html~",
        f"{'a/' * 600}a.txt",
    ],
)
def test_what_is_no_report_is_passed_over(name: str) -> None:
    members: dict[str, str | bytes] = {"page.html": PAGE, "in/page.htm": PAGE, "folder/": ""}
    found = documents("all.zip", zipped({**members, name: PROSE}))
    assert [each.member for each in found] == ["in/page.htm", "page.html"]


def test_a_folder_beside_no_page_is_read() -> None:
    (found,) = documents("all.zip", zipped({"other_files/a.txt": PROSE}))
    assert found.member == "other_files/a.txt"


def test_a_page_is_known_by_its_content() -> None:
    (found,) = documents("all.zip", zipped({"page": PAGE, "noise": b"\x00\x01"}))
    assert found.member == "page"
    assert found.title == "Ten die on the coast"


def test_what_reconcile_printed_is_passed_over() -> None:
    found = documents("all.zip", zipped({"a.txt": PROSE, "b.json": '{"version": 1, "tool": {"version": "0"}}'}))
    assert [each.member for each in found] == ["a.txt"]


@pytest.mark.parametrize("name", ["../../a.txt", "/etc/a.txt", "C:\\in\\a.txt", "a/../b.txt"])
def test_a_name_that_leads_elsewhere_is_only_a_name(name: str, tmp_path: Path) -> None:
    (found,) = documents("all.zip", zipped({name: PROSE}))
    assert found.member == name


@pytest.mark.parametrize(
    ("name", "shown"), [("a\x1b[31m.txt", "a\ufffd[31m.txt"), ("a\u202etxt.b.txt", "a\ufffdtxt.b.txt")]
)
def test_what_cannot_be_seen_in_a_name_is_marked(name: str, shown: str) -> None:
    (found,) = documents("all.zip", zipped({name: PROSE}))
    assert found.member == shown


def test_a_name_in_utf8_that_does_not_say_so_is_read_as_such() -> None:
    raw = zipped({"a\u0307.txt": PROSE})  # the flag stands at 6 of a member's header, and at 8 of its entry
    local, entry = raw.index(b"PK\x03\x04") + 6, raw.index(b"PK\x01\x02") + 8
    plain = bytearray(raw)
    plain[local + 1] = plain[entry + 1] = 0
    (found,) = documents("all.zip", bytes(plain))
    assert found.member == "a\u0307.txt"


@pytest.mark.parametrize("members", [{}, {"a.css": "p{}"}, {"folder/": ""}])
def test_an_archive_without_a_report_is_refused(members: dict[str, str | bytes]) -> None:
    assert failures("all.zip", zipped(members)) == [
        ("all.zip", "has no report in it; give an archive of texts, web pages or other reports")
    ]


def test_a_member_without_a_name_is_passed_over() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", PROSE)
        nameless = zipfile.ZipInfo("b.txt")
        nameless.filename = ""
        archive.writestr(nameless, PROSE)
    (found,) = documents("all.zip", file.getvalue())
    assert found.member == "a.txt"


def test_archives_in_archives_are_read_down_to_a_depth() -> None:
    raw = zipped({"a.txt": PROSE})
    for name in ("1.zip", "2.zip", "3.zip", "4.zip"):
        raw = zipped({name: raw})
    (found,) = documents("all.zip", raw)
    assert found.member == "4.zip#3.zip#2.zip#1.zip#a.txt"
    ((path, reason),) = failures("all.zip", zipped({"5.zip": raw}))
    assert path == "all.zip#5.zip#4.zip#3.zip#2.zip#1.zip#a.txt"
    assert reason == "is an archive within 5 others; unpack it and give what it holds"


def _flagged(raw: bytes, flag: int) -> bytes:
    changed = bytearray(raw)
    changed[raw.index(b"PK\x03\x04") + 6] |= flag
    changed[raw.index(b"PK\x01\x02") + 8] |= flag
    return bytes(changed)


def test_a_protected_member_is_a_failure() -> None:
    raw = _flagged(zipped({"a.txt": PROSE, "b.txt": PROSE}), 1)
    first, second = items("all.zip", raw)
    assert first == Failure(path="all.zip#a.txt", error="is protected by a password; unpack it and give what it holds")
    assert isinstance(second, Document)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_in_another_way_is_a_failure(method: int) -> None:
    ((path, error),) = failures("all.zip", zipped({"a.txt": PROSE}, method))
    assert (path, error.partition(";")[0]) == ("all.zip#a.txt", "is packed in a way that is not read")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_broken_member_is_a_failure_and_the_others_are_read(method: int) -> None:
    raw = bytearray(zipped({"a.txt": PROSE * 9, "b.txt": PROSE}, method))
    raw[raw.index(b"a.txt") + 5 + 30] ^= 0xFF
    first, second = items("all.zip", bytes(raw))
    assert first == Failure(path="all.zip#a.txt", error="is broken in the archive; pack it again")
    assert isinstance(second, Document)
    assert second.member == "b.txt"


def test_members_of_one_name_are_a_failure() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", PROSE)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", PROSE)
    assert failures("all.zip", file.getvalue()) == [
        ("all.zip#a.txt", "is the name of 2 members; pack them again under names of their own")
    ]


@pytest.mark.parametrize("cut", [10, 40, 120])
def test_an_archive_that_breaks_off_is_refused(cut: int) -> None:
    ((path, error),) = failures("all.zip", zipped({"a.txt": PROSE, "b.txt": PROSE})[:-cut])
    assert (path, error) == ("all.zip", "is a broken zip archive; save or pack it again")


def test_members_that_lie_on_one_another_are_refused_at_once() -> None:
    """All entries point at one member, as in archives made to fill a disk."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00.txt", "0" * 10**6)
        for number in range(1, 50):
            archive.writestr(f"{number:02}.txt", "")
    raw = bytearray(file.getvalue())
    first = raw.index(b"PK\x01\x02")
    sizes = raw[first + 16 : first + 28]
    at = first
    while (at := raw.find(b"PK\x01\x02", at + 1)) > 0:
        raw[at + 16 : at + 28] = sizes
        raw[at + 42 : at + 46] = struct.pack("<L", 0)
    assert failures("all.zip", bytes(raw)) == [
        ("all.zip", "has members that lie on one another; unpack it and give the reports")
    ]


def test_what_unpacks_to_far_too_much_is_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "UNPACKED", 2**20)
    monkeypatch.setattr(source, "RATIO", 1)
    raw = zipped({"a.txt": PROSE, **{f"b{number}.txt": "Ten died.\n" * 30_000 for number in range(50)}})
    found = items("all.zip", raw)
    assert isinstance(found[0], Document)
    assert [each.error for each in found if isinstance(each, Failure)] == [
        "unpacks to far more than it is; unpack it and give what it holds"
    ]
    nested = zipped({"1.zip": raw, "2.zip": raw, "3.zip": raw}, zipfile.ZIP_STORED)
    assert len([each for each in items("all.zip", nested) if isinstance(each, Failure)]) == 1


def test_a_list_of_far_too_many_members_is_refused() -> None:
    size = 17 * 2**20
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, size, 0, 0)
    assert failures("all.zip", b"PK\x03\x04" + bytes(size) + end) == [
        ("all.zip", "lists far too many members; unpack it and give the reports")
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_may_be_larger_than_the_list_of_members(method: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconcile.readers.zip._DIRECTORY", 1000)
    text = PROSE * 2000
    (found,) = documents("all.zip", zipped({"a.txt": text}, method))
    assert found.text == text


# Gzip files.


def test_a_packed_file_is_read_as_what_it_holds() -> None:
    (found,) = documents("a.txt.gz", gzip.compress(PROSE.encode()))
    assert (found.text, found.member) == (PROSE, "")
    assert found.sha256 == sha256(PROSE.encode()).hexdigest()


def test_a_packed_file_in_parts_is_read_as_one() -> None:
    (found,) = documents("a.txt.gz", gzip.compress(b"Ten died. ") + gzip.compress(b"Nine fled.") + bytes(9))
    assert found.text == "Ten died. Nine fled."


@pytest.mark.parametrize("cut", [1, 8, 20, 40])
def test_a_packed_file_that_breaks_off_gives_no_report(cut: int) -> None:
    ((path, error),) = failures("a.txt.gz", gzip.compress(PROSE.encode())[:-cut])
    assert path == "a.txt.gz"
    assert error.startswith("breaks off")


def test_a_packed_file_with_something_after_it_gives_no_report() -> None:
    (found,) = items("a.txt.gz", gzip.compress(PROSE.encode()) + b"Eleven died.")
    assert isinstance(found, Failure)
    assert found.error.startswith("breaks off or is damaged")


def test_a_packed_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "UNPACKED", 2**20)
    monkeypatch.setattr(source, "RATIO", 1)
    ((_, error),) = failures("a.txt.gz", gzip.compress(bytes(2**24)))
    assert error == "unpacks to far more than it is; unpack it and give what it holds"


def _raw_deflate(raw: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(raw) + packing.flush()


def _brotli(raw: bytes) -> bytes:
    import brotli  # type: ignore[import-untyped]

    packed: bytes = brotli.compress(raw)
    return packed


CODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("Deflate", zlib.compress),
    ("deflate", _raw_deflate),
    ("br", _brotli),
    ("gzip, br", lambda raw: _brotli(gzip.compress(raw))),
    (" identity", bytes),
    ("", bytes),
]


@pytest.mark.parametrize(("coding", "pack"), CODINGS)
def test_a_body_is_unpacked_as_its_header_says(coding: str, pack: Callable[[bytes], bytes]) -> None:
    assert decoded(pack(PROSE.encode()), coding, "a") == PROSE.encode()


@pytest.mark.parametrize(("coding", "pack"), CODINGS[:-2])
def test_a_body_that_breaks_off_or_is_too_large_is_refused(
    coding: str, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="breaks off"):
        decoded(pack(PROSE.encode())[:-9], coding, "a")
    monkeypatch.setattr("reconcile.readers.http.WHOLE", 2**20)
    packed = pack(bytes(2**20))
    assert len(decoded(packed, coding, "a")) == 2**20
    with pytest.raises(InputError, match="unpacks to more than"):
        decoded(pack(bytes(2**20 + 1)), coding, "a")


@pytest.mark.parametrize("coding", ["zstd", "compress", "gzip, gzip, gzip, gzip"])
def test_a_body_packed_in_another_way_is_refused(coding: str) -> None:
    with pytest.raises(InputError, match="is packed"):
        decoded(b"\x1f\x8b", coding, "a")


# WARC.


def record(
    body: bytes = PAGE.encode(),
    *,
    status: str = "200 OK",
    content: str = "text/html; charset=utf-8",
    http: str = "",
    warc: str = "",
    kind: str = "response",
    url: str = "http://news.example/a",
) -> bytes:
    block = body
    if kind == "response":
        content, head = "application/http; msgtype=response", f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n{http}"
        block = f"{head}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-09T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content}\r\n{warc}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def chunked(raw: bytes) -> bytes:
    half = len(raw) // 2
    parts = (raw[:half], raw[half:], b"")
    return b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts)


def test_the_pages_of_a_web_archive_are_read() -> None:
    raw = b"".join(
        (
            record(kind="warcinfo", content="application/warc-fields"),
            record(),
            record(status="404 Not Found"),
            record(b"\x89PNG", content="image/png"),
            record(b"", content="text/html"),
            record(b"User-agent: *\n", content="text/plain", url="http://news.example/robots.txt"),
            record(kind="revisit"),
            record(kind="resource", url="<http://news.example/b>"),
            record(PROSE.encode(), content="text/plain"),
        )
    )
    first, second, third = documents("a.warc", raw)
    assert [each.member for each in (first, second, third)] == ["1", "2", "3"]
    assert first.url == "http://news.example/a"
    assert first.retrieved == date(2025, 3, 9)
    assert first.sha256 == sha256(PAGE.encode()).hexdigest()
    assert second.url == "http://news.example/b"
    assert PROSE.strip() in first.text
    assert third.text == PROSE


def test_the_address_that_a_page_calls_its_own_counts() -> None:
    page = PAGE.replace("<title>", '<link rel="canonical" href="https://news.example/coast/ten-die"><title>')
    (found,) = documents("a.warc", record(page.encode()))
    assert found.url == "https://news.example/coast/ten-die"


@pytest.mark.parametrize(
    ("http", "pack"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Content-Encoding: br\r\n", _brotli),
        ("Transfer-Encoding: chunked\r\n", chunked),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", lambda raw: chunked(gzip.compress(raw))),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", bytes),  # as it is stored by some
        ("Content-Encoding: br\r\n", bytes),
    ],
)
def test_a_page_is_unpacked(http: str, pack: Callable[[bytes], bytes]) -> None:
    (found,) = documents("a.warc", record(pack(PAGE.encode()), http=http))
    assert PROSE.strip() in found.text
    assert found.sha256 == sha256(PAGE.encode()).hexdigest()


def test_the_encoding_that_the_server_names_counts() -> None:
    raw = "Zehn Tote in Łódź, sagt die Polizei.".encode("iso-8859-2")
    (found,) = documents("a.warc", record(raw, content="text/plain; charset=ISO-8859-2"))
    assert found.text == "Zehn Tote in Łódź, sagt die Polizei."


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (record(chunked(PAGE.encode())[:-40], http="Transfer-Encoding: chunked\r\n"), "breaks off"),
        (record(gzip.compress(PAGE.encode())[:-40], http="Content-Encoding: gzip\r\n"), "breaks off"),
        (record(PAGE.encode(), warc="WARC-Truncated: length\r\n"), "was archived in part only"),
        (record(b"\x28\xb5\x2f\xfd", http="Content-Encoding: zstd\r\n"), "is packed in a way"),
        (record(http=f"X: {'x' * 40_000}\r\n"), "has a header that cannot be read"),
        (record(b"a" * (2**20 + 1), content="text/plain"), "is larger than 1 MB"),
    ],
    ids=["chunks", "gzip", "truncated", "zstd", "header", "large"],
)
def test_a_broken_page_is_a_failure_and_the_others_are_read(
    broken: bytes, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reconcile.readers.warc.WHOLE", 2**20)
    first, second, third = items("a.warc", record() + broken + record())
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert third.member == "3"
    assert isinstance(second, Failure)
    assert second.path == "a.warc#2"
    assert second.error.startswith(error)


def test_a_page_whose_record_has_a_wrong_length_gives_no_report() -> None:
    long = record().replace(b"Content-Length: ", b"Content-Length: 1")
    for raw in (record() + record() + b"Nine fled.\r\n\r\n" + record(), record() + long + record() * 19):
        first, second = items("a.warc", raw)
        assert isinstance(first, Document)
        assert second == Failure(path="a.warc", error="is broken in or after page 2; save or download it again")
    ((_, error),) = failures("a.warc", record().replace(b"Content-Length: ", b"Content-Length: x"))
    assert error == "is broken before its first page; save or download it again"


@pytest.mark.parametrize("cut", [10, 300])
def test_a_record_that_breaks_off_gives_no_report(cut: int) -> None:
    first, second = items("a.warc", record() + record()[:-cut])
    assert isinstance(first, Document)
    assert second == Failure(path="a.warc#2", error="breaks off; save or download the archive again")


def test_a_web_archive_without_a_page_is_refused() -> None:
    ((path, error),) = failures("a.warc", record(b"\x89PNG", content="image/png"))
    assert (path, error) == ("a.warc", "has no web page in it; give an archive of the pages that report")


def test_a_packed_web_archive_is_read() -> None:
    found = documents("a.warc.gz", gzip.compress(record()) + gzip.compress(record()))
    assert [each.member for each in found] == ["1", "2"]


def test_a_packed_web_archive_that_breaks_off_keeps_what_was_whole(capfd: pytest.CaptureFixture[str]) -> None:
    long = record(f"{PAGE}<!--{'-'.join(map(str, range(50_000)))}-->".encode())
    found = items("a.warc.gz", gzip.compress(long) + gzip.compress(long)[:-60])
    assert isinstance(found[0], Document)
    assert [each.error for each in found[1:] if isinstance(each, Failure)][-1].startswith("breaks off")
    assert not [each for each in found[1:] if isinstance(each, Document)]
    assert capfd.readouterr().err == ""


def test_a_packed_web_archive_that_breaks_off_at_once_is_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    (found,) = items("a.warc.gz", gzip.compress(b"WARC/1.0\r\n" + bytes(range(256)) * 999)[:200])
    assert isinstance(found, Failure)
    assert found.error.startswith("breaks off")
    assert capfd.readouterr().err == ""


def test_a_bomb_in_a_web_archive_is_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "UNPACKED", 2**20)
    monkeypatch.setattr(source, "RATIO", 1)
    bomb = record(gzip.compress(b"Ten died. " * 2**16), content="text/plain", http="Content-Encoding: gzip\r\n")
    found = items("a.warc", bomb * 20)
    assert [each.error for each in found if isinstance(each, Failure)] == [
        "unpacks to far more than it is; unpack it and give what it holds"
    ]


def test_only_the_records_of_a_wacz_are_read() -> None:
    raw = zipped(
        {
            "datapackage.json": "{}",
            "archive/data.warc.gz": gzip.compress(record()),
            "pages/pages.jsonl": '{"text": "Nine died."}',
            "notes.txt": PROSE,
        }
    )
    (found,) = documents("a.wacz", raw)
    assert found.member == "archive/data.warc.gz#1"
    assert found.url == "http://news.example/a"


# Safari's web archives.


def archived(**resource: object) -> dict[str, object]:
    page = {
        "WebResourceData": PAGE.encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": "https://a.example/b",
    }
    return {"WebMainResource": {**page, "WebResourceTextEncodingName": "UTF-8", **resource}, "WebSubresources": []}


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_safari_archive_is_read(form: plistlib.PlistFormat) -> None:
    raw = plistlib.dumps(archived(), fmt=form)
    (found,) = documents("a.webarchive", raw)
    assert PROSE.strip() in found.text
    assert (found.url, found.member, found.sha256) == ("https://a.example/b", "", sha256(raw).hexdigest())


def test_the_encoding_that_a_safari_archive_names_counts() -> None:
    page = PAGE.replace("the coast on", "the coast of Łódź on").replace("<title>", '<meta charset="utf-8"><title>')
    archive = archived(WebResourceData=page.encode("iso-8859-2"), WebResourceTextEncodingName="ISO-8859-2")
    (found,) = documents("a.webarchive", plistlib.dumps(archive, fmt=plistlib.FMT_BINARY))
    assert "the coast of Łódź on Friday" in found.text


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "Ten died."><!ENTITY b "&a;&a;&a;">]>
<plist version="1.0"><dict><key>WebMainResource</key><dict><key>WebResourceURL</key><string>&b;</string></dict></dict>
</plist>"""
WHOLE = plistlib.dumps(archived(), fmt=plistlib.FMT_BINARY)


def _many_lists(count: int, length: int) -> bytes:
    """Lists that are all one and the same in the file, and each an object of its own to its reader."""
    lists = b"\xaf\x12" + struct.pack(">L", length) + bytes(4 * length)
    root = b"\xaf\x12" + struct.pack(">L", count) + b"".join(struct.pack(">L", each) for each in range(1, count + 1))
    start = len(b"bplist00")
    offsets = [start] + [start + len(root)] * count
    table = start + len(root) + len(lists)
    trailer = struct.pack(">6xBBQQQ", 4, 4, count + 1, 0, table)
    return b"bplist00" + root + lists + b"".join(struct.pack(">L", each) for each in offsets) + trailer


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (ENTITIES, "is a broken web archive"),
        (WHOLE[:-40], "is broken or holds far too much"),
        (b"bplist00", "is a broken web archive"),
        (b"<?xml version='1.0'?><!DOCTYPE plist><plist><date>Friday</date></plist>", "is a broken web archive"),
        (_many_lists(1000, 10_000), "is a broken web archive"),
        (b"bplist00" + struct.pack(">6xBBQQQ", 1, 1, 2**40, 0, 8), "is broken or holds far too much"),
        (b"<?xml version='1.0'?><!DOCTYPE plist><plist>" + b"<array/>" * 500_000, "is broken or holds far too much"),
        (plistlib.dumps({}, fmt=plistlib.FMT_BINARY), "holds no web page"),
        (plistlib.dumps([], fmt=plistlib.FMT_BINARY), "holds no web page"),
        (plistlib.dumps(archived(WebResourceData="a"), fmt=plistlib.FMT_BINARY), "holds no web page"),
        (plistlib.dumps(archived(WebResourceMIMEType="image/png"), fmt=plistlib.FMT_BINARY), "holds no web page"),
    ],
    ids=["entities", "cut", "empty", "date", "lists", "count", "elements", "no keys", "no dict", "no bytes", "picture"],
)
def test_a_broken_safari_archive_is_refused(raw: bytes, error: str) -> None:
    ((path, reason),) = failures("a.webarchive", raw)
    assert path == "a.webarchive"
    assert reason.startswith(error)


# What a server says of a body.


@pytest.mark.parametrize(
    ("said", "name", "charset"),
    [
        ("text/html; charset=UTF-8", "text/html", "UTF-8"),
        ("TEXT/HTML;Charset='koi8-r'", "text/html", "koi8-r"),
        ("application/pdf; charset=utf-8", "application/pdf", None),
        ("text/plain", "text/plain", None),
        (None, "", None),
    ],
)
def test_a_content_type_is_taken_apart(said: str | None, name: str, charset: str | None) -> None:
    assert kind(said) == (name, charset)


@pytest.mark.parametrize(
    ("body", "charset", "given"),
    [
        ("Łódź".encode("iso-8859-2"), "iso-8859-2", "\ufeffŁódź".encode()),
        ("“Ten”".encode("cp1252"), "ISO-8859-1", "\ufeff“Ten”".encode()),
        ("Ten".encode("utf-16"), "utf-16", "\ufeffTen".encode()),
        (b"\xff", "utf-8", b"\xff"),
        (b"Ten", "punycode", b"Ten"),
        (b"Ten", "unicode_escape", b"Ten"),
        (b"Ten", "x-unknown", b"Ten"),
        (b"Ten", None, b"Ten"),
        (b"%PDF-", "utf-8", b"%PDF-"),
    ],
)
def test_a_body_is_given_as_utf8(body: bytes, charset: str | None, given: bytes) -> None:
    assert as_utf8(body, charset) == given


@pytest.mark.parametrize(
    ("said", "address", "body", "name"),
    [
        ("text/html", "https://a.example/b.txt", b"", "page.html"),
        ("text/plain", "https://a.example/b.csv?x=1", b"", "page.csv"),
        ("", "https://a.example/b.JSONL", b"", "page.jsonl"),
        ("application/octet-stream", "https://a.example/b", b"%PDF-1.7", "page"),
        ("application/octet-stream", "https://a.example/b", b"\x00", None),
        ("image/png", "https://a.example/b.html", b"\x89PNG", None),
        ("text/css", "https://a.example/b", b"p{}", None),
    ],
)
def test_a_body_is_named_by_its_format(said: str, address: str, body: bytes, name: str | None) -> None:
    assert named(kind(said), address, body) == name

import gzip
import io
import socket
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from typing import Any

import pytest

from reconcile.errors import InputError
from reconcile.readers import addresses, web
from reconcile.readers.document import Document
from reconcile.readers.source import WHOLE
from reconcile.results import Failure

PROSE = "Ten people died on the coast on Friday, the ministry said, and nine were hurt.\n"
PAGE = f"""<!doctype html><html lang="en"><head><title>Ten die on the coast</title></head><body><article>
<h1>Ten die on the coast</h1><p>{PROSE}</p><p>The governor said that the road to the town was closed and that crews
were still at work there. He asked people to stay at home until the morning, when he would speak again.</p>
<p>A second team had come from the capital, an officer said, with two helicopters and a field hospital.</p>
</article></body></html>"""


class Handler(BaseHTTPRequestHandler):
    """Answers by path; what was asked is kept in `asked` of the server."""

    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        try:
            self.server.answers.get(self.path, _nothing)(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def give(self, body: bytes, content: str = "text/plain; charset=utf-8", status: int = 200, **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content)
        for name, value in {"Content_Length": str(len(body)), **more}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


Answer = Callable[[Handler], object]


def _nothing(handler: Handler) -> None:
    handler.send_error(404)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.stopped = threading.Event()

    def leads(self, path: str, to: str, status: int = 302) -> None:
        self.answers[path] = lambda handler: handler.give(b"", status=status, Location=to)


def _run() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.stopped.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    yield from _run()


@pytest.fixture
def other() -> Iterator[Server]:
    yield from _run()


def error(address: str, *, private: bool = False) -> str:
    with pytest.raises(InputError) as caught:
        web.open_page(address, private=private)
    assert caught.value.path == address
    return caught.value.reason


def test_a_page_is_fetched_and_read(server: Server) -> None:
    server.answers["/a?b=1"] = lambda handler: handler.give(PAGE.encode(), "text/html; charset=utf-8")
    (found,) = web.read(f"{server.url}/a?b=1#part")
    assert isinstance(found, Document)
    assert found.title == "Ten die on the coast"
    assert (found.url, found.retrieved) == (f"{server.url}/a?b=1", date.today())
    assert found.sha256 == sha256(PAGE.encode()).hexdigest()
    assert server.headers[0]["Host"] == f"127.0.0.1:{server.port}"
    assert server.headers[0]["User-Agent"] == f"reconcile/{version('reconcile')}"


def test_the_address_that_a_page_calls_its_own_counts(server: Server) -> None:
    page = PAGE.replace("<title>", '<link rel="canonical" href="https://news.example/coast/ten-die"><title>')
    server.answers["/"] = lambda handler: handler.give(page.encode(), "text/html")
    (found,) = web.read(server.url)
    assert isinstance(found, Document)
    assert found.url == "https://news.example/coast/ten-die"


def test_the_encoding_that_a_server_names_counts(server: Server) -> None:
    body = "Zehn Tote in Łódź.".encode("iso-8859-2")
    server.answers["/"] = lambda handler: handler.give(body, "text/plain; charset=iso-8859-2")
    (found,) = web.read(server.url)
    assert isinstance(found, Document)
    assert (found.text, found.sha256) == ("Zehn Tote in Łódź.", sha256(body).hexdigest())


def test_a_host_is_asked_by_its_name(server: Server) -> None:
    server.answers["/%C5%81%C3%B3d%C5%BA%20a"] = lambda handler: handler.give(PROSE.encode())
    page = web.open_page(f"http://localhost:{server.port}/Łódź a")
    assert page.body == PROSE.encode()
    assert server.headers[0]["Host"] == f"localhost:{server.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_host_is_followed(server: Server, status: int) -> None:
    server.leads("/a", "b?c", status)
    server.answers["/b?c"] = lambda handler: handler.give(PROSE.encode())
    assert web.open_page(f"{server.url}/a").address == f"{server.url}/b?c"


def test_a_redirect_to_another_local_port_is_not_followed(server: Server, other: Server) -> None:
    server.leads("/a", f"{other.url}/b")
    other.answers["/b"] = lambda handler: handler.give(PROSE.encode())
    assert error(f"{server.url}/a") == (
        f"leads into a private network (127.0.0.1:{other.port}); save the page in a browser"
    )
    assert not other.asked
    assert web.open_page(f"{server.url}/a", private=True).body == PROSE.encode()


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "[::1]", "0.0.0.0"])
def test_no_way_to_write_a_local_address_is_followed(server: Server, host: str) -> None:
    server.leads("/a", f"http://{host}:{server.port}/b")
    assert error(f"{server.url}/a").startswith("leads into a private network")
    assert server.asked == ["/a"]


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
        "data:text/plain,Ten",
        "gopher://a.example/",
        "http://:80/",
        "http://[::1/",
        "http://a b/",
    ],
)
def test_a_redirect_to_what_is_no_web_page_is_not_followed(server: Server, to: str) -> None:
    server.leads("/a", to)
    assert error(f"{server.url}/a", private=True) == "leads to no web address; check the address"


def test_a_redirect_with_a_user_name_is_not_followed(server: Server) -> None:
    server.leads("/a", f"http://me:secret@127.0.0.1:{server.port}/b")
    assert error(f"{server.url}/a", private=True).startswith("leads to an address with a user name")


def test_redirects_have_an_end(server: Server) -> None:
    server.leads("/a", "/a")
    assert error(f"{server.url}/a") == "leads to more than 5 other addresses in turn; save the page in a browser"
    assert len(server.asked) == web.REDIRECTS + 1


def test_a_name_is_looked_up_once(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[object] = []
    look_up = socket.getaddrinfo

    def once(host: str, *others: Any, **more: Any) -> object:
        looked_up.append(host)
        return look_up("127.0.0.1" if host == "news.example" else host, *others, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    server.leads("/a", "/b")
    server.answers["/b"] = lambda handler: handler.give(PROSE.encode())
    web.open_page(f"http://news.example:{server.port}/a")
    assert looked_up.count("news.example") == 1
    assert server.headers[1]["Host"] == f"news.example:{server.port}"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("127.0.0.1", False),
        ("10.1.1.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::1", False),
    ],
)
def test_private_addresses_are_told_from_public_ones(address: str, public: bool) -> None:
    assert addresses.is_public(address) is public


def test_a_redirect_from_https_to_http_is_not_followed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.leads("/a", f"{server.url}/b")
    pool = web._pool
    monkeypatch.setattr(web, "_pool", lambda at, hop: pool(at, hop._replace(secure=False)))
    assert error(f"https://127.0.0.1:{server.port}/a", private=True).startswith("leads from https to http")
    assert server.asked == ["/a"]


def test_what_speaks_no_tls_is_refused(server: Server) -> None:
    reason = error(f"https://127.0.0.1:{server.port}/a")
    assert reason == "cannot be reached securely; check the address"


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "404 Not Found"), (503, "503 Service Unavailable"), (299, "299"), (304, "304 Not Modified")],
)
def test_an_answer_that_is_no_page_is_refused(server: Server, status: int, said: str) -> None:
    server.answers["/a"] = lambda handler: handler.give(PAGE.encode(), "text/html", status)
    assert error(f"{server.url}/a") == f"answers {said}; check the address, or save the page in a browser"


def test_a_server_that_is_not_there_is_a_failure(server: Server) -> None:
    address = "http://127.0.0.1:1/"
    assert list(web.read(address)) == [
        Failure(path=address, error="cannot be reached; check the address and the connection")
    ]


def test_a_host_that_is_not_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror("Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert error("http://news.invalid/") == "has a host that is not known (news.invalid); check the address"


def test_a_slow_server_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "READ", 0.2)
    server.answers["/a"] = lambda handler: server.stopped.wait(5)
    start = time.monotonic()
    assert error(f"{server.url}/a") == "does not answer in time; try again later"
    assert time.monotonic() - start < 3


def _drips(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stopped.wait(0.02):
        handler.wfile.write(b"a")


def _drips_header(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
    while not handler.server.stopped.wait(0.02):
        handler.wfile.write(b"a")


@pytest.mark.parametrize("answer", [_drips, _drips_header])
def test_a_server_that_answers_byte_by_byte_is_given_up(
    server: Server, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "TOTAL", 0.5)
    server.answers["/a"] = answer
    start = time.monotonic()
    assert error(f"{server.url}/a") == "does not answer in time; try again later"
    assert time.monotonic() - start < 3


def _endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.end_headers()
    while not handler.server.stopped.is_set():
        handler.wfile.write(b"Ten died.\n" * 1000)


def test_a_body_without_end_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "WHOLE", 2**20)
    server.answers["/a"] = _endless
    assert error(f"{server.url}/a") == "is larger than 1 MB, too large for one report"


def test_a_body_that_says_it_is_too_large_is_not_read(server: Server) -> None:
    server.answers["/a"] = lambda handler: handler.give(b"", Content_Length=str(WHOLE + 1))
    assert error(f"{server.url}/a") == "is larger than 64 MB, too large for one report"


def test_a_body_that_breaks_off_is_refused(server: Server) -> None:
    server.answers["/a"] = lambda handler: handler.give(PROSE.encode(), Content_Length="1000")
    assert error(f"{server.url}/a") == "breaks off its answer; try again later"


def _chunks(handler: Handler, *, ends: bool) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"9\r\nTen died.\r\nc\r\n Nine fled.\n\r\n" + (b"0\r\n\r\n" if ends else b""))
    handler.close_connection = True


def test_a_body_in_chunks_is_read_whole_or_not_at_all(server: Server) -> None:
    server.answers["/a"] = lambda handler: _chunks(handler, ends=True)
    assert web.open_page(f"{server.url}/a").body == b"Ten died. Nine fled.\n"
    server.answers["/b"] = lambda handler: _chunks(handler, ends=False)
    assert error(f"{server.url}/b") == "breaks off its answer; try again later"


def test_a_packed_body_is_unpacked(server: Server) -> None:
    packed = gzip.compress(PROSE.encode())
    server.answers["/a"] = lambda handler: handler.give(packed, Content_Encoding="gzip")
    assert web.open_page(f"{server.url}/a").body == PROSE.encode()
    assert server.headers[0]["Accept-Encoding"] == "gzip"


def test_a_packed_bomb_is_refused(server: Server) -> None:
    bomb = gzip.compress(bytes(WHOLE + 1))
    server.answers["/a"] = lambda handler: handler.give(bomb, Content_Encoding="gzip")
    assert error(f"{server.url}/a") == "unpacks to more than 64 MB, too much for one report"


def test_a_packed_body_that_breaks_off_is_refused(server: Server) -> None:
    packed = gzip.compress(PROSE.encode())[:-9]
    server.answers["/a"] = lambda handler: handler.give(packed, Content_Encoding="gzip")
    assert error(f"{server.url}/a").startswith("breaks off")


@pytest.mark.parametrize("content", ["image/png", "video/mp4", "text/css", "application/octet-stream"])
def test_what_is_no_report_by_its_type_is_refused(server: Server, content: str) -> None:
    server.answers["/a"] = lambda handler: handler.give(b"\x89PNG\r\n\x1a\n", content)
    assert error(f"{server.url}/a") == f"is {content}, no report; give the address of a page"


def test_what_is_no_report_by_its_content_is_a_failure(server: Server) -> None:
    server.answers["/a"] = lambda handler: handler.give(b"\x89PNG\r\n\x1a\n", "text/html")
    address = f"{server.url}/a"
    assert list(web.read(address)) == [Failure(path=address, error="is a picture; give the report's text")]


def test_an_archive_is_read_by_its_members(server: Server) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", PROSE)
    server.answers["/all"] = lambda handler: handler.give(file.getvalue(), "application/octet-stream")
    (found,) = web.read(f"{server.url}/all")
    assert isinstance(found, Document)
    assert (found.member, found.url, found.retrieved) == ("a.txt", None, date.today())


@pytest.mark.parametrize("address", ["ftp://a.example/", "http://", "http://a b/", "http://a.example:99999/", "//a/b"])
def test_what_is_no_web_address_is_refused(address: str) -> None:
    assert error(address) == "is no web address; check the address"


def test_an_address_with_a_user_name_is_refused() -> None:
    assert error("https://me:secret@a.example/").startswith("is an address with a user name in it")

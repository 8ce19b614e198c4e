"""Web pages by their address, fetched so that no page leads into the user's own network."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from importlib.metadata import version
from io import BytesIO
from queue import Empty, SimpleQueue
from time import monotonic
from typing import NamedTuple

import certifi
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout, exceptions

from reconcile.errors import InputError
from reconcile.readers import addresses, formats
from reconcile.readers.addresses import Hop
from reconcile.readers.http import as_utf8, decoded, kind, named
from reconcile.readers.source import MEGABYTE, WHOLE, Source
from reconcile.results import Failure

CONNECT = 10.0  # seconds
READ = 20.0  # seconds between two parts of an answer
TOTAL = 60.0  # seconds for all of it, redirects and the look-up of names included
REDIRECTS = 5
_PART = 2**16
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.NewConnectionError, "cannot be reached; check the address and the connection"),
    (exceptions.TimeoutError, "does not answer in time; try again later"),
    (exceptions.SSLError, "cannot be reached securely; check the address"),
    (exceptions.ProtocolError, "breaks off its answer; try again later"),
    (Exception, "gives an answer that cannot be read; save the page in a browser"),
)


class Page(NamedTuple):
    """What was fetched: the last address, the bytes as the server has them, a name for the format, the encoding."""

    address: str
    body: bytes
    name: str
    charset: str | None


def read(address: str, fields: Mapping[str, str] | None = None, *, private: bool = False) -> Iterator[formats.Item]:
    """Fetch a page and read the reports in it; a Failure where it cannot be had. See `open_page`."""
    try:
        page = open_page(address, private=private)
    except InputError as error:
        yield Failure(path=error.path, error=error.reason)
        return
    body = as_utf8(page.body, page.charset)
    for item in formats.read(Source(address, page.name, BytesIO(body), size=len(body), fields=fields)):
        if isinstance(item, Failure):
            yield item
            continue
        item = replace(item, retrieved=item.retrieved or date.today())
        whole = sha256(page.body).hexdigest()
        yield item if item.member else replace(item, url=item.url or page.address, sha256=whole)


def open_page(address: str, *, private: bool = False) -> Page:
    """Fetch what an http or https address gives, through redirects.

    No redirect is followed to an address of a private network, unless `private` or to the host and port of `address`.

    Raises:
        InputError: it cannot be had, or is no report by its content type.

    """
    answers: SimpleQueue[Page | Exception] = SimpleQueue()

    def fetch() -> None:
        try:
            answers.put(_fetch(address, private, monotonic() + TOTAL))
        except Exception as error:  # to be raised where it is waited for
            answers.put(error)

    # A thread, for nothing else bounds the look-up of a name, or an answer that comes byte by byte.
    threading.Thread(target=fetch, daemon=True).start()
    try:
        answer = answers.get(timeout=TOTAL)
    except Empty:
        raise InputError(address, "does not answer in time; try again later") from None
    if isinstance(answer, InputError):
        raise answer
    if isinstance(answer, Exception):
        reason = next(reason for kind_of, reason in _REASONS if isinstance(answer, kind_of))
        raise InputError(address, reason) from answer
    return answer


def _fetch(address: str, private: bool, end: float) -> Page:
    """Ask one address after the other until one answers; `end` is when to give up."""
    typed = hop = addresses.hop(address, address)
    known: dict[tuple[str, int], list[str]] = {}  # what was checked is what is asked
    for _ in range(REDIRECTS + 1):
        if (hop.host, hop.port) not in known:
            free = private or (hop.host, hop.port) == (typed.host, typed.port)
            known[hop.host, hop.port] = addresses.resolved(hop, address, free)
        with _asked(hop, known[hop.host, hop.port]) as response:
            led = response.headers.get("Location") if 300 < response.status < 400 else None
            if led is None:
                return _page(hop, response, address, end)
        led = led.encode("latin-1", "replace").decode("utf-8", "replace")  # Latin-1 to Python, UTF-8 to servers
        to = addresses.hop(led, address, hop.address)
        if hop.secure and not to.secure:
            raise InputError(address, "leads from https to http, which anybody could have changed; check the address")
        hop = to
    raise InputError(address, f"leads to more than {REDIRECTS} other addresses in turn; save the page in a browser")


def _asked(hop: Hop, found: list[str]) -> BaseHTTPResponse:
    """Ask a host at the first of its addresses that answers."""
    shown = f"[{hop.host}]" if ":" in hop.host else hop.host
    host = shown if hop.port == (443 if hop.secure else 80) else f"{shown}:{hop.port}"
    headers = {"Host": host, "User-Agent": f"reconcile/{version('reconcile')}", "Accept-Encoding": "gzip"}
    for number, address in enumerate(found, start=1):
        try:
            return _pool(f"[{address}]" if ":" in address else address, hop).urlopen(
                "GET", hop.target, headers=headers, redirect=False, preload_content=False, decode_content=False
            )
        except (exceptions.NewConnectionError, exceptions.ConnectTimeoutError):
            if number == len(found):
                raise
    raise AssertionError("a host that is known has an address")


def _pool(at: str, hop: Hop) -> HTTPConnectionPool:
    """Connect to the very address that was checked; a certificate must be of the host's name."""
    timeout = Timeout(connect=CONNECT, read=READ)
    if not hop.secure:
        return HTTPConnectionPool(at, hop.port, timeout=timeout, retries=False)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # for a Python that finds none of the system's
    return HTTPSConnectionPool(
        at,
        hop.port,
        timeout=timeout,
        retries=False,
        ssl_context=context,
        server_hostname=hop.host,
        assert_hostname=hop.host,
    )


def _page(hop: Hop, response: BaseHTTPResponse, path: str, end: float) -> Page:
    """Take a page out of an answer, within the limits of a report."""
    if response.status != HTTPStatus.OK:
        phrase = HTTPStatus(response.status).phrase if response.status in set(HTTPStatus) else ""
        said = f"{response.status} {phrase}".rstrip()
        raise InputError(path, f"answers {said}; check the address, or save the page in a browser")
    body = decoded(_body(response, path, end), response.headers.get("Content-Encoding") or "", path)
    given = kind(response.headers.get("Content-Type"))
    name = named(given, hop.address, body)
    if name is None:
        raise InputError(path, f"is {given.name or 'of no type'}, no report; give the address of a page")
    return Page(hop.address, body, name, given.charset)


def _body(response: BaseHTTPResponse, path: str, end: float) -> bytes:
    """Read the body of an answer; raise InputError where it is too large, or takes too long."""
    told = response.headers.get("Content-Length") or ""
    body = bytearray()
    while len(body) <= WHOLE and not (told.isdecimal() and int(told[:20]) > WHOLE):
        part = response.read1(_PART, decode_content=False)
        if not part:
            return bytes(body)
        body += part
        if monotonic() > end:
            raise InputError(path, "does not answer in time; try again later")
    raise InputError(path, f"is larger than {WHOLE // MEGABYTE} MB, too large for one report")

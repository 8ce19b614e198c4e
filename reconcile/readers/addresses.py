"""Web addresses: taken apart, and looked up so that a page cannot lead into the user's own network."""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from reconcile.errors import InputError

_ADDRESSES = 4  # of one host, which are tried in turn
_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]*:[0-9a-f:.]*")
_SAFE = "/?%:@!$&'()*+,;=~[]|"  # what an address may hold beside letters and digits
_NAT64 = IPv6Network("64:ff9b::/96")  # IPv4 as networks without it see it


class Hop(NamedTuple):
    """An address to ask, and its parts; `target` is its path with the query."""

    address: str
    secure: bool
    host: str
    port: int
    target: str


def hop(address: str, path: str, base: str = "") -> Hop:
    """Take apart an address, or one that `base` leads to; `path` is for the message."""
    is_or_leads = "leads to" if base else "is"
    try:
        address = urljoin(base, address)
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode().rstrip(".").lower()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise InputError(path, f"{is_or_leads} no web address; check the address") from error
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise InputError(path, f"{is_or_leads} no web address; check the address")
    if "@" in parts.netloc:
        raise InputError(path, f"{is_or_leads} an address with a user name in it; save the page in a browser")
    above, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    target = f"{above}?{query}" if query else above
    return Hop(address.partition("#")[0], parts.scheme == "https", host, port, target)


def resolved(to: Hop, path: str, free: bool) -> list[str]:
    """Give the addresses of a host; raise InputError where one is of a private network, unless `free`."""
    try:
        found = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(path, f"has a host that is not known ({to.host}); check the address") from error
    given = [str(each[4][0]) for each in found]
    if not free and not all(map(is_public, given)):
        raise InputError(path, f"leads into a private network ({to.host}:{to.port}); save the page in a browser")
    return list(dict.fromkeys(given))[:_ADDRESSES]


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open network, also where it stands for one of another kind."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.is_site_local:
            return False
        ip = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) % 2**32) if ip in _NAT64 else ip)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved

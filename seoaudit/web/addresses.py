"""Which addresses may be asked: their scheme, their length, and the network that a host really lies in.

Addresses are read by the rules of browsers (WHATWG), so ``http://2130706433/`` and ``http://0x7f.1/`` are what they are
for everyone else: the own machine. What a *name* leads to is known only when it is looked up; the connection therefore
looks it up once, judges each result with ``network_of`` and connects to just these (``seoaudit.web.connection``).
"""

from __future__ import annotations

import ipaddress
import socket
from base64 import b64encode
from collections.abc import Callable
from typing import Literal, NamedTuple
from urllib.parse import unquote_to_bytes

from seoaudit.web.response import Trouble

#: Where an IP address lies: the open internet, this machine, a network of one's own, one link of it (cloud machines
#: offer their keys there), or nowhere that a web site could be.
Network = Literal["public", "loopback", "private", "link-local", "reserved"]

#: All but the open internet.
INSIDE: frozenset[Network] = frozenset({"loopback", "private", "link-local", "reserved"})


class SocketAddress(NamedTuple):
    """A looked-up address: its family (``AF_INET`` or ``AF_INET6``) and what ``socket.connect`` takes."""

    family: int
    target: tuple[str, int] | tuple[str, int, int, int]


#: Looks a host's name up. Raises ``OSError`` (``socket.gaierror``) for one that does not exist.
Resolve = Callable[[str, int], list[SocketAddress]]


class Asked(NamedTuple):
    """An address ready to be asked: without user, password and fragment; or why it is none."""

    url: str
    origin: str = ""
    host: str = ""
    trouble: Trouble = ""
    message: str = ""


def asked(address: str, longest: int) -> Asked:
    """Return an address as it is asked for.

    >>> asked("HTTPS://user:secret@Example.org:443/a b#top", 2000).url
    'https://example.org/a%20b'
    """
    from ada_url import URL

    if len(address) > longest:
        shown = address[:80] + "…"
        return Asked(shown, trouble="address", message=f"the address is longer than {longest:,} characters")
    try:
        url = URL(address)
    except ValueError:
        return Asked(address, trouble="address", message="this is not a valid address")
    if url.protocol not in ("http:", "https:"):
        scheme = url.protocol
        return Asked(
            address, trouble="scheme", message=f"only http:// and https:// are asked, this is {scheme}"
        )
    url.username = url.password = url.hash = ""
    if len(url.href) > longest:  # what had to be encoded
        return Asked(
            url.href[:80] + "…",
            trouble="address",
            message=f"the address is longer than {longest:,} characters",
        )
    return Asked(url.href, url.origin, url.host)


def credentials(address: str) -> tuple[str, str]:
    """Return the origin that an address with user and password names, and what the Authorization header says then.

    Two empty texts for an address without.

    >>> credentials("https://user:secret@example.org/page")
    ('https://example.org', 'Basic dXNlcjpzZWNyZXQ=')
    """
    from ada_url import URL

    try:
        url = URL(address)
    except ValueError:
        return "", ""
    if url.protocol not in ("http:", "https:") or not (url.username or url.password):
        return "", ""
    pair = unquote_to_bytes(url.username) + b":" + unquote_to_bytes(url.password)
    return url.origin, f"Basic {b64encode(pair).decode()}"


def network_of(ip: str) -> Network:
    """Return where an IP address lies. An IPv6 address that carries one of IPv4 lies where that does.

    >>> network_of("93.184.216.34"), network_of("127.0.0.1"), network_of("::ffff:10.0.0.1"), network_of("169.254.169.254")
    ('public', 'loopback', 'private', 'link-local')
    """
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return "reserved"
    if isinstance(address, ipaddress.IPv6Address):
        address = _carried(address) or address
    if address.is_loopback:
        return "loopback"
    if address.is_link_local or address in _METADATA:
        return "link-local"
    if address.is_multicast or address.is_unspecified or address.is_reserved:
        return "reserved"
    if any(address in network for network in _PRIVATE if network.version == address.version):
        return "private"
    return "public" if address.is_global else "reserved"


#: What people run networks of their own with: RFC 1918, 6598 (shared by a provider's customers), 4193, 3879.
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10"),
    )
)
#: Where clouds tell a machine its keys, outside of the link-local networks.
_METADATA = frozenset(map(ipaddress.ip_address, ("100.100.100.200", "192.0.0.192", "fd00:ec2::254")))
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that one of IPv6 leads to by mapping, translation (NAT64) or a tunnel (6to4, Teredo)."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    old = address in _COMPATIBLE and int(address) > 1
    return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF) if old or address in _TRANSLATED else None


def resolve(host: str, port: int) -> list[SocketAddress]:
    """Look a host up, as the system does; an IP address is its own result."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return [SocketAddress(family, target) for family, _, _, _, target in found]  # type: ignore[arg-type]


def networks_of(address: str, resolve: Resolve = resolve) -> frozenset[Network]:
    """Return the networks other than the open internet that an address's host lies in; none for what is no address."""
    from ada_url import URL

    try:
        url = URL(address)
        if url.protocol not in ("http:", "https:"):
            return frozenset()
        port = int(url.port or (443 if url.protocol == "https:" else 80))
        found = resolve(url.hostname, port)
    except (ValueError, OSError):
        return frozenset()
    return frozenset(network_of(str(each.target[0])) for each in found) & INSIDE

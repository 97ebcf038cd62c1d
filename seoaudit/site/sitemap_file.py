"""One sitemap, from its bytes: the addresses that it lists, or why it cannot be read.

XML sitemaps and indexes of them, lists of addresses in plain text, RSS and Atom feeds, all also compressed by gzip.
The bytes may be hostile: the parser knows no entities, and of compressed ones only as many are unpacked as are allowed.
"""

from __future__ import annotations

import gzip
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import msgspec

from seoaudit.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from turbohtml import Element

#: Limits of the protocol (sitemaps.org), bytes uncompressed.
MAX_URLS, MAX_BYTES = 50_000, 50 * 1024 * 1024
#: A longer date is none.
_MAX_DATE = 40
_GZIP = b"\x1f\x8b"
#: By the root element: what holds an address, and the elements that may be it and the time of its last change.
_KINDS = {
    "urlset": ("url", ("loc",), ("lastmod",)),
    "sitemapindex": ("sitemap", ("loc",), ("lastmod",)),
    "rss": ("item", ("link",), ("pubDate", "date")),
    "RDF": ("item", ("link",), ("date",)),
    "feed": ("entry", ("link",), ("updated", "published")),
}
_BREAK = lazy_regex(r"\n")


class Listed(NamedTuple):
    """An address as a sitemap writes it, its line (from 1), and when it changed last, as written or ``""``."""

    address: str
    line: int
    lastmod: str = ""


class SitemapContent(msgspec.Struct, frozen=True):
    """What a sitemap lists, no more of it than is allowed; ``index``: these are sitemaps.

    ``urls`` is how many addresses there are, ``size`` the bytes uncompressed, ``problem`` what is wrong, as a message
    says it after the file's name.
    """

    listed: tuple[Listed, ...]
    index: bool
    urls: int
    size: int
    problem: str = ""


class SitemapFault(Exception):  # noqa: N818 - a fault of the file, not of the program
    """Why a sitemap cannot be read, as a message says it after the file's name."""


def read_sitemap(data: bytes | BinaryIO) -> SitemapContent:
    """Read a sitemap from its bytes or from a file, which need not be read to its end.

    Raises ``SitemapFault`` for what is neither a sitemap nor a list of addresses.
    """
    data = _unpacked(BytesIO(data) if isinstance(data, bytes) else data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SitemapFault("is not UTF-8") from error
    if text.lstrip().startswith(("http://", "https://")):
        listed = [Listed(line.strip(), at) for at, line in enumerate(text.split("\n"), 1) if line.strip()]
        index = False
    else:
        listed, index = _read_xml(text)
    problem = "" if listed else "lists nothing"
    if len(listed) > MAX_URLS:
        problem = f"has {len(listed):,} addresses, {MAX_URLS:,} are allowed"
    return SitemapContent(tuple(listed[:MAX_URLS]), index, len(listed), len(data), problem)


def _unpacked(raw: BinaryIO) -> bytes:
    packed = raw.read(len(_GZIP)) == _GZIP
    raw.seek(0)
    try:
        data = (gzip.GzipFile(fileobj=raw) if packed else raw).read(MAX_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SitemapFault("is not valid gzip") from error
    if len(data) > MAX_BYTES:
        raise SitemapFault(f"is larger than the {MAX_BYTES // 1024**2} MB that are allowed")
    return data


def _read_xml(text: str) -> tuple[list[Listed], bool]:
    from turbohtml import HTMLParseError, parse_xml  # only sites have sitemaps

    try:
        root = parse_xml(text).root
    except HTMLParseError as error:
        raise SitemapFault(f"is not well-formed XML ({error})") from error
    kind = _name(root)
    if root is None or kind not in _KINDS:
        raise SitemapFault("is no sitemap: its root is neither urlset nor sitemapindex")
    holder, links, dates = _KINDS[kind]
    # Only what stands where it belongs is looked at: each text is then read once, however deep elements are nested.
    top = _children(root, ("channel",)) if kind == "rss" else [root]
    holders = [each for parent in top for each in _children(parent, (holder,))]
    found = [(address, _text(each, dates)) for each in holders if (address := _address(each, links))]
    lines = _lines(text, holder, links[0])
    listed = [Listed(address, next(lines, 1), date[:_MAX_DATE]) for address, date in found]
    return listed, kind == "sitemapindex"


def _name(node: object) -> str:
    """Return an element's name without its prefix; empty for other nodes."""
    return str(getattr(node, "tag", "")).rpartition(":")[2]


def _children(parent: Element, names: tuple[str, ...]) -> list[Element]:
    return [cast("Element", each) for each in parent.children if _name(each) in names]


def _address(holder: Element, names: tuple[str, ...]) -> str:
    for child in _children(holder, names):
        attributes = child.attrs
        address = attributes.get("href") if attributes.get("rel", "alternate") == "alternate" else None
        if found := str(address or child.text).strip():
            return found
    return ""


def _text(holder: Element, names: tuple[str, ...]) -> str:
    return next((child.text.strip() for child in _children(holder, names)), "")


def _lines(text: str, holder: str, link: str) -> Iterator[int]:
    """Yield the line of the first link in each holder."""
    breaks = [match.start() for match in _BREAK.finditer(text)]
    opening = re.compile(rf"(?s:<!--.*?-->|<!\[CDATA\[.*?\]\]>)|<(?:[\w.-]+:)?({holder}|{link})(?=[\s/>])")
    inside = False
    for match in opening.finditer(text):
        if match[1] == holder:
            inside = True
        elif match[1] == link and inside:
            inside = False
            yield bisect_right(breaks, match.start()) + 1

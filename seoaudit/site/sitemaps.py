"""The sitemaps of a built site: which files there are, what is wrong with them, which addresses they list."""

from __future__ import annotations

import gzip
import re
import zlib
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import LinkStatus, Resolution
from seoaudit.site.urls import decoded, host_key, path_of, split

#: Limits of the protocol (sitemaps.org), bytes uncompressed.
MAX_URLS, MAX_BYTES = 50_000, 50 * 1024 * 1024
#: Sitemaps that are read of one site; an index may name 50,000.
MAX_FILES = 1_000
_USUAL = ("sitemap.xml", "sitemap_index.xml", "sitemap-index.xml", "sitemap.xml.gz", "sitemap.txt")
_NAMED = lazy_regex(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_LOC = lazy_regex(r"<(?:[\w.-]+:)?loc\b")
#: Bytes of robots.txt that Google reads.
_MAX_ROBOTS = 512_000
_GZIP = b"\x1f\x8b"


class SitemapEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An address that a sitemap lists: the key of what is there, how it resolves, where it stands (line from 1)."""

    key: str
    address: str
    status: LinkStatus
    file: str
    line: int


class SitemapFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A sitemap: its file as reports name it, what is wrong with it (empty: nothing), its addresses, its bytes."""

    file: str
    problem: str
    urls: int
    size: int


class Sitemaps(msgspec.Struct, frozen=True):
    """What was found. ``files`` is empty when the site has no sitemap."""

    files: tuple[SitemapFile, ...] = ()
    entries: tuple[SitemapEntry, ...] = ()


class SitemapFault(Exception):  # noqa: N818 - a fault of the file, not of the program
    """Why a sitemap cannot be read, as a message says it after the file's name."""


def read_sitemaps(root: Path, url: str, resolve: Callable[[str], Resolution], folder: str = "") -> Sitemaps:
    """Read the sitemaps below ``root``: those of the usual names, of robots.txt, and what an index of them names.

    ``url`` is the site's address (empty: not known), ``resolve`` tells where an absolute address leads.
    ``folder`` is put before the names of the files.
    """
    return _Reader(root.resolve(), url, resolve, folder).read()


class _Reader:
    def __init__(self, root: Path, url: str, resolve: Callable[[str], Resolution], folder: str) -> None:
        self.root, self.resolve, self.folder = root, resolve, folder
        site = split(url)
        self.host = host_key(site.host)
        self.base = decoded(site.path) if url else "/"
        self.files: dict[str, SitemapFile] = {}
        self.entries: list[SitemapEntry] = []

    def read(self) -> Sitemaps:
        waiting = deque(self.named_by_robots())
        waiting += [name for name in _USUAL if name not in waiting and self.inside(name)]
        while waiting and len(self.files) < MAX_FILES:
            name = waiting.popleft()
            if name not in self.files:
                waiting += self.read_file(name)
        return Sitemaps(tuple(self.files.values()), tuple(self.entries))

    def named_by_robots(self) -> list[str]:
        path = self.inside("robots.txt")
        if path is None:
            return []
        with path.open("rb") as file:
            text = file.read(_MAX_ROBOTS).decode("utf-8", "replace")
        found = (self.file_of(address) for address in _NAMED.findall(text))
        return list(dict.fromkeys(name for name in found if name))

    def inside(self, name: str) -> Path | None:
        """Return the path of a file below the root that is no link out of it, ``None`` without one."""
        path = self.root / name
        try:
            return path if path.is_file() and path.resolve().is_relative_to(self.root) else None
        except (OSError, ValueError):
            return None

    def file_of(self, address: str) -> str:
        """Return the file that an address of the site is served from; empty for one elsewhere."""
        parts = split(address)
        if parts.host and self.host and host_key(parts.host) != self.host:
            return ""
        path = path_of(address) if parts.host else decoded(parts.path)
        return path.removeprefix(self.base).lstrip("/")

    def read_file(self, name: str) -> list[str]:
        """Read one sitemap and return the files of those that it names, if it is an index."""
        try:
            data = self.data(name)
            addresses, is_index = _addresses(data)
        except SitemapFault as fault:
            self.files[name] = SitemapFile(self.folder + name, str(fault), 0, 0)
            return []
        except OSError as error:
            self.files[name] = SitemapFile(self.folder + name, f"cannot be read: {error.strerror}", 0, 0)
            return []
        problem = ""
        if len(addresses) > MAX_URLS:
            problem = f"has {len(addresses):,} addresses, {MAX_URLS:,} are allowed"
        elif not addresses:
            problem = "lists nothing"
        self.files[name] = SitemapFile(self.folder + name, problem, len(addresses), len(data))
        if is_index:
            return [file for address, _ in addresses if (file := self.file_of(address))]
        self.entries += (
            self.entry(address, self.folder + name, line) for address, line in addresses[:MAX_URLS]
        )
        return []

    def data(self, name: str) -> bytes:
        path = self.inside(name)
        if path is None:
            raise SitemapFault("does not exist")
        with path.open("rb") as raw:
            packed = raw.read(len(_GZIP)) == _GZIP
            raw.seek(0)
            try:
                data = (gzip.GzipFile(fileobj=raw) if packed else raw).read(MAX_BYTES + 1)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise SitemapFault("is not valid gzip") from error
        if len(data) > MAX_BYTES:
            raise SitemapFault(f"is larger than the {MAX_BYTES // 1024**2} MB that are allowed")
        return data

    def entry(self, address: str, file: str, line: int) -> SitemapEntry:
        parts = split(address)
        if parts.scheme not in ("http", "https"):
            return SitemapEntry(address, address, "unknown", file, line)
        host = host_key(parts.host)
        self.host = self.host or host  # nothing else tells the site's own
        found = self.resolve(parts.path or "/") if host == self.host else Resolution("elsewhere")
        return SitemapEntry(found.path or found.file or path_of(address), address, found.status, file, line)


def _addresses(data: bytes) -> tuple[list[tuple[str, int]], bool]:
    """Return the addresses of a sitemap with their lines, and whether it is an index of sitemaps.

    Raises ``SitemapFault`` for what is neither a sitemap nor a list of addresses.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SitemapFault("is not UTF-8") from error
    if text.lstrip().startswith(("http://", "https://")):
        return [(line.strip(), at) for at, line in enumerate(text.splitlines(), 1) if line.strip()], False
    from turbohtml import HTMLParseError, parse_xml  # only built sites have sitemaps

    try:
        document = parse_xml(text)
    except HTMLParseError as error:
        raise SitemapFault(f"is not well-formed XML ({error})") from error
    root = document.root
    name = _name(root) if root is not None else ""
    if root is None or name not in ("urlset", "sitemapindex"):
        raise SitemapFault("is no sitemap: its root is neither urlset nor sitemapindex")
    parent = "sitemap" if name == "sitemapindex" else "url"
    found = [
        element.text.strip()
        for element in root.iter_elements()
        if _name(element) == "loc" and _name(element.parent) == parent
    ]
    return list(zip(found, _lines(text, parent), strict=False)), name == "sitemapindex"


def _name(node: object) -> str:
    """Return an element's name without its prefix; empty for other nodes."""
    return str(getattr(node, "tag", "")).rpartition(":")[2]


def _lines(text: str, parent: str) -> Iterator[int]:
    """Yield the line of the first ``loc`` in each ``url`` or ``sitemap``."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    opening = re.compile(rf"<(?:[\w.-]+:)?{parent}[\s>]")
    at = 0
    while (start := opening.search(text, at)) and (loc := _LOC.search(text, start.end())):
        yield bisect_right(breaks, loc.start()) + 1
        at = loc.end()

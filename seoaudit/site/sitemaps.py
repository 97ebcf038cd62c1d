"""The sitemaps of a built site: which files there are, what is wrong with them, which addresses they list."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from pathlib import Path

import msgspec

from seoaudit.context import LinkStatus, Resolution
from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.sitemap_file import SitemapContent, SitemapFault, read_sitemap
from seoaudit.site.urls import decoded, host_key, path_of, split

#: Sitemaps that are read of one site; an index may name 50,000.
MAX_FILES = 1_000
#: What sitemaps are called, in the order in which they are looked for.
USUAL_NAMES = ("sitemap.xml", "sitemap_index.xml", "sitemap-index.xml", "sitemap.xml.gz", "sitemap.txt")
_NAMED = lazy_regex(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE, re.MULTILINE)
#: Bytes of robots.txt that Google reads.
_MAX_ROBOTS = 512_000


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
        waiting += [name for name in USUAL_NAMES if name not in waiting and self.inside(name)]
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
            content = self.content(name)
        except SitemapFault as fault:
            self.files[name] = SitemapFile(self.folder + name, str(fault), 0, 0)
            return []
        except OSError as error:
            self.files[name] = SitemapFile(self.folder + name, f"cannot be read: {error.strerror}", 0, 0)
            return []
        self.files[name] = SitemapFile(self.folder + name, content.problem, content.urls, content.size)
        if content.index:
            return [file for each in content.listed if (file := self.file_of(each.address))]
        self.entries += (self.entry(each.address, self.folder + name, each.line) for each in content.listed)
        return []

    def content(self, name: str) -> SitemapContent:
        path = self.inside(name)
        if path is None:
            raise SitemapFault("does not exist")
        with path.open("rb") as raw:
            return read_sitemap(raw)

    def entry(self, address: str, file: str, line: int) -> SitemapEntry:
        parts = split(address)
        if parts.scheme not in ("http", "https"):
            return SitemapEntry(address, address, "unknown", file, line)
        host = host_key(parts.host)
        self.host = self.host or host  # nothing else tells the site's own
        found = self.resolve(parts.path or "/") if host == self.host else Resolution("elsewhere")
        return SitemapEntry(found.path or found.file or path_of(address), address, found.status, file, line)

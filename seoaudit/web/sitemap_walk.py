"""From robots.txt to sitemaps to addresses: which sitemaps of a host to fetch, and what those that came back list.

The same walk serves the crawl, which fetches what ``feed`` asks for, and the audit of an archive, which looks it up
there (``walked``): both see the same sitemaps in the same order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from seoaudit.context import Resolution
from seoaudit.site.sitemap_file import MAX_BYTES, SitemapContent, SitemapFault, read_sitemap
from seoaudit.site.sitemaps import MAX_FILES, USUAL_NAMES, SitemapEntry, SitemapFile, Sitemaps
from seoaudit.site.urls import host_key, is_local, join, split
from seoaudit.web.response import Response
from seoaudit.web.visited import HTML

#: An index may name sitemaps, and those may be indexes, for so many levels; the protocol allows for one.
MAX_DEPTH = 3
#: Addresses that are taken from all sitemaps of a host.
MAX_LISTED = 1_000_000


class ListedAddress(NamedTuple):
    """An address that a sitemap lists, as browsers write it, without fragment; where it stands there (line from 1).

    ``written`` is how the sitemap has it; ``address`` is empty for what is no http(s) address. ``lastmod`` is as
    written, often ``""``.
    """

    address: str
    written: str
    file: str
    line: int
    lastmod: str


class Fed(NamedTuple):
    """What one response gave: the addresses listed, further sitemaps to fetch, and the sitemap itself.

    ``file`` is ``None`` where a usual name was tried and there is no sitemap.
    """

    listed: tuple[ListedAddress, ...] = ()
    further: tuple[str, ...] = ()
    file: SitemapFile | None = None


class SitemapWalk:
    """The sitemaps of one host. Fetch what ``start`` names, ``feed`` what comes back, fetch what that names.

    The responses may come in any order. Fetch sitemaps with room for ``MAX_BYTES``.
    """

    def __init__(self, origin: str, named: Iterable[str] = ()) -> None:
        """``origin`` is ``https://example.org``; ``named`` are the sitemaps that its robots.txt names."""
        self.origin = origin.rstrip("/")
        self._hosts = {host_key(split(origin).host)}
        self._local = is_local(split(origin).host)
        self._depths: dict[str, int] = {}
        self._listed = 0
        self._guesses: deque[str] = deque()
        self._guessed: set[str] = set()
        addresses = (join(f"{self.origin}/robots.txt", each).partition("#")[0] for each in named)
        # robots.txt may name sitemaps of other hosts, and these tell of this host's pages.
        self._start = self._to_fetch((self._here(each) for each in addresses if _is_web(each)), 0)
        if not self._start:
            self._guesses.extend(f"{self.origin}/{name}" for name in USUAL_NAMES)
            self._start = self._guess()

    def start(self) -> tuple[str, ...]:
        """Return the sitemaps to begin with: those that robots.txt names, otherwise the first of the usual names."""
        return self._start

    def feed(self, response: Response | None, asked: str = "") -> Fed:
        """Take the response for a sitemap; ``asked`` is the address that led to it, if there were redirects.

        ``None``: nothing is known of it (an archive has no such record).
        """
        asked = asked or (response.url if response is not None else "")
        guessed = asked in self._guessed
        if response is None:
            return Fed(further=self._guess() if guessed else ())
        try:
            content = _content(response)
        except SitemapFault as fault:
            if guessed and _is_nothing(response):
                return Fed(further=self._guess())
            return Fed(file=SitemapFile(asked, str(fault), 0, 0))
        file = SitemapFile(asked, content.problem, content.urls, content.size)
        if content.index:
            hosts = self._hosts | {host_key(split(asked).host), host_key(split(response.url).host)}
            named = [join(response.url, each.address).partition("#")[0] for each in content.listed]
            here = (self._here(each) for each in named if _is_web(each))
            inside = (each for each in here if host_key(split(each).host) in hosts)
            return Fed((), self._to_fetch(inside, self._depths.get(asked, 0) + 1), file)
        room = max(MAX_LISTED - self._listed, 0)
        listed = tuple(
            _listed(each.address, asked, each.line, each.lastmod) for each in content.listed[:room]
        )
        self._listed += len(listed)
        return Fed(listed, (), file)

    def _here(self, address: str) -> str:
        """Return the address of a sitemap; of one's own machine or network, that of the copy which lies there."""
        parts = split(address)
        if not self._local or is_local(parts.host):
            return address
        return f"{self.origin}{parts.path}" + (f"?{parts.query}" if parts.query else "")

    def _guess(self) -> tuple[str, ...]:
        if not self._guesses:
            return ()
        name = self._guesses.popleft()
        self._guessed.add(name)
        return self._to_fetch((name,), 0)

    def _to_fetch(self, addresses: Iterable[str], depth: int) -> tuple[str, ...]:
        """Return those that were not named before, as far as the limits allow."""
        found = []
        for address in addresses:
            if depth <= MAX_DEPTH and address not in self._depths and len(self._depths) < MAX_FILES:
                self._depths[address] = depth
                found.append(address)
        return tuple(found)


def walked(walk: SitemapWalk, read: Callable[[str], Response | None]) -> Iterator[Fed]:
    """Yield what each sitemap of a walk gave; ``read`` returns the response at the end of an address's redirects."""
    waiting = deque(walk.start())
    while waiting:
        asked = waiting.popleft()
        fed = walk.feed(read(asked), asked)
        waiting += fed.further
        yield fed


def sitemaps_of(fed: Fed, resolve: Callable[[str], Resolution], key: Callable[[str], str]) -> Sitemaps:
    """Return the rows of one sitemap; of an absolute address ``resolve`` tells what it leads to, ``key`` its key."""
    return Sitemaps((fed.file,) if fed.file else (), tuple(_entry(each, resolve, key) for each in fed.listed))


def _entry(
    listed: ListedAddress, resolve: Callable[[str], Resolution], key_of: Callable[[str], str]
) -> SitemapEntry:
    if not listed.address:
        return SitemapEntry(listed.written, listed.written, "unknown", listed.file, listed.line)
    found = resolve(listed.address)
    key = found.path or key_of(listed.address)
    return SitemapEntry(key, listed.written, found.status, listed.file, listed.line)


def _content(response: Response) -> SitemapContent:
    if response.status != 200:
        why = f"answers {response.status}" if response.status else f"cannot be read: {response.message}"
        raise SitemapFault(why)
    if response.trouble:
        if len(response.body) > MAX_BYTES:
            raise SitemapFault(f"is larger than the {MAX_BYTES // 1024**2} MB that are allowed")
        raise SitemapFault(f"cannot be read whole: {response.message}")
    return read_sitemap(response.body)


def _is_nothing(response: Response) -> bool:
    """Return whether a response for a name that was only tried says that there is no sitemap."""
    return response.status != 200 or response.media_type in HTML


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def _listed(written: str, file: str, line: int, lastmod: str) -> ListedAddress:
    address = join(written, "").partition("#")[0] if _is_web(written.lower()) else ""
    return ListedAddress(address, written, file, line, lastmod)

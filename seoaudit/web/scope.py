"""Which addresses belong to a crawl: those of the site it began at, as patterns narrow or widen that."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seoaudit.site.urls import host_key, split

#: Longer addresses are not asked.
MAX_LENGTH = 2_000


def origin_of(url: str) -> str:
    """Return the origin of an absolute address.

    >>> origin_of("https://example.org:8080/a?b")
    'https://example.org:8080'
    """
    parts = split(url)
    return f"{parts.scheme}://{parts.host}"


class Scope:
    """The scope of a crawl. Asks no questions about the address itself: whether it is a trap, or robots.txt allows it.

    A site is a host with and without ``www.``, on http and https. ``include`` and ``exclude`` are patterns for whole
    addresses (``https://docs.example.org/*``) or, beginning with a slash, for paths with their query on the site itself
    (``/blog/*``); ``*`` stands for anything, ``?`` for itself. With ``include`` only what matches belongs to the crawl.
    """

    def __init__(
        self, starts: Iterable[str], include: Iterable[str] = (), exclude: Iterable[str] = ()
    ) -> None:
        self.starts = tuple(starts)
        self.hosts = {host_key(split(start).host, split(start).scheme) for start in self.starts}
        self._include = [_Pattern(each) for each in include]
        self._exclude = [_Pattern(each) for each in exclude]

    def add_site(self, url: str) -> None:
        """Take in the site of an address, because the crawl's start leads there."""
        self.hosts.add(host_key(split(url).host, split(url).scheme))
        self.starts = (*self.starts, url)

    def holds(self, url: str) -> bool:
        """Return whether an address (absolute, without fragment) belongs to the crawl."""
        if len(url) > MAX_LENGTH:
            return False
        if url in self.starts:
            return True
        if not url.startswith(("http://", "https://")):
            return False
        own = self._is_own(url)
        if any(each.matches(url, own=own) for each in self._exclude):
            return False
        return any(each.matches(url, own=own) for each in self._include) if self._include else own

    def keeps_out(self, url: str) -> bool:
        """Return whether an address of the site itself does not belong to the crawl because of the patterns."""
        web = len(url) <= MAX_LENGTH and url.startswith(("http://", "https://"))
        return web and self._is_own(url) and not self.holds(url)

    def _is_own(self, url: str) -> bool:
        parts = split(url)
        return host_key(parts.host, parts.scheme) in self.hosts


class _Pattern:
    def __init__(self, glob: str) -> None:
        self._of_path = "://" not in glob
        if self._of_path and not glob.startswith(("/", "*")):
            glob = f"/{glob}"
        self._regex = re.compile(".*".join(map(re.escape, re.split(r"\*+", glob))), re.DOTALL)

    def matches(self, url: str, *, own: bool) -> bool:
        if not self._of_path:
            return self._regex.fullmatch(url) is not None
        if not own:
            return False
        path = url.partition("://")[2]
        return self._regex.fullmatch(path[path.find("/") :] if "/" in path else "/") is not None

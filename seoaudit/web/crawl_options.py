"""What a crawl is told, and what it tells while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from seoaudit.web.pace import Rest

#: Between two requests to a public host, in seconds, and how many of them may be under way.
DELAY, CONNECTIONS = 0.25, 2
#: Hosts on this machine or in its network belong to whoever crawls them.
OWN_DELAY, OWN_CONNECTIONS = 0.0, 8
#: A longer Crawl-delay would let a crawl take weeks; who wants one that long would rather forbid it.
LONGEST_CRAWL_DELAY = 30.0
MAX_PAGES = 10_000
#: Addresses that are asked at most for each page that is allowed: redirects, files and errors are no pages.
MOST_PER_PAGE = 10


class CrawlOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to crawl, and how. ``None``: as is usual for the host.

    ``starts`` are addresses to begin with; their sites are the crawl's scope (``seoaudit.web.scope``), which ``include``
    and ``exclude`` narrow or widen. ``max_pages`` pages are fetched at most, and ten times as many addresses asked;
    ``max_depth`` is the most links from a start, ``max_seconds`` ends the crawl, ``delay`` are seconds between requests to a
    host, ``connections`` how many may be under way there. ``login`` is an address with the user and password for its origin;
    nothing of it is kept. ``robots``, ``nofollow``, ``sitemaps``: they are honoured, and used.
    """

    starts: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_pages: int = MAX_PAGES
    max_depth: int | None = None
    max_seconds: float | None = None
    delay: float | None = None
    connections: int | None = None
    agent: str = ""
    login: str = ""
    robots: bool = True
    nofollow: bool = True
    sitemaps: bool = True
    allow_private: bool = False

    @property
    def token(self) -> str:
        """Return the name by which robots.txt calls the crawler: its agent, without version.

        >>> CrawlOptions(starts=(), agent="seoaudit/1.0 (+https://example.org)").token
        'seoaudit'
        """
        return (self.agent.replace("/", " ").split() or ["*"])[0]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a crawl is. ``errors`` are answers of 400 and more, and none; ``unchanged`` pages were the same as before.

    ``stage`` is what is asked for: the *starts*, then *sitemaps*, then *pages*. ``rest`` is the host that is left alone for a
    while, because it wants that, is busy or does not answer; ``None`` when there is none.
    """

    asked: int = 0
    pages: int = 0
    waiting: int = 0
    errors: int = 0
    unchanged: int = 0
    stage: str = "pages"
    rest: Rest | None = None

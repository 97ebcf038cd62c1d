"""What a fetched site answered besides its pages, as rows for site rules: responses, robots.txt, sitemaps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache

from seoaudit.report.fetched import CrawlFacts
from seoaudit.site.database import Site
from seoaudit.site.graph import depths
from seoaudit.site.rows import ResponseRow
from seoaudit.site.urls import host_key, split
from seoaudit.web.admission import BING, GOOGLE, blocked, crawler_rows
from seoaudit.web.neighbours import FetchedHost
from seoaudit.web.response import Fetched, Response
from seoaudit.web.robots import Robots, robots_of
from seoaudit.web.sitemap_walk import SitemapWalk, sitemaps_of, walked
from seoaudit.web.visited import Visit

#: Addresses of the site that it links to or lists and that nobody asked for: out of bounds for the crawl, or beyond
#: its limits.
_NOT_ASKED = """
    SELECT target FROM links WHERE status = 'unknown' AND target LIKE '/%'
    UNION SELECT key AS target FROM sitemap WHERE status = 'unknown' AND key LIKE '/%'
    ORDER BY target
"""

_ROBOTS = "/robots.txt"
#: How addresses are counted, in the order in which they are told.
ANSWERS = ("page", "file", "redirect", "missing", "refused", "error", "none")
_ANSWERS = """
    SELECT CASE WHEN responses.status = 0 THEN 'none'
                WHEN responses.status >= 500 THEN 'error'
                WHEN responses.status IN (404, 410) THEN 'missing'
                WHEN responses.status >= 400 THEN 'refused'
                WHEN responses.status >= 300 THEN 'redirect'
                WHEN pages.key IS NOT NULL THEN 'page'
                ELSE 'file' END AS answer, COUNT(*) AS number
    FROM responses LEFT JOIN pages ON pages.key = responses.key AND pages.error = ''
    WHERE responses.asked = 1 AND responses.probe = 0
    GROUP BY 1
"""
#: Reads the response of a visit, ``None`` where it cannot be read.
ReadResponse = Callable[[Visit], Response | None]


def add_rows(site: Site, host: FetchedHost, read: ReadResponse) -> None:
    """Add to a site with the rows of its pages what is known of its addresses, its robots.txt and its sitemaps.

    ``site.home`` is set.
    """
    robots = _RobotsFiles(host, read)
    probes = _add_sitemaps(site, host, robots.of(host.origin), read)
    clicks = depths(site) if site.home else {}
    site.add_responses(_responses(host, robots, clicks, probes))
    site.add_responses(_not_asked(site, host, robots))
    site.crawl = CrawlFacts(_answers(site))
    if robots.known(host.origin):
        addresses = (visit.url for visit in host.visited.pages() if _own(host, visit.url))
        site.add_crawlers(crawler_rows(robots.of(host.origin), host.url_of(site.home or "/"), addresses))


class _RobotsFiles:
    """The robots.txt of each origin, as it was fetched."""

    def __init__(self, host: FetchedHost, read: ReadResponse) -> None:
        self._host, self._read = host, read
        self.of = cache(self._of)

    def known(self, origin: str) -> bool:
        """Return whether it was asked for."""
        return self._host.visited.visit(f"{origin}/robots.txt") is not None

    def _of(self, origin: str) -> Robots:
        trail = self._host.visited.trail(f"{origin}/robots.txt")
        response = self._read(trail.visit) if trail.visit is not None else None
        if response is None:
            return Robots()
        return robots_of(Fetched(response))


def _responses(
    host: FetchedHost, robots: _RobotsFiles, clicks: Mapping[str, int], probes: Collection[str]
) -> Iterator[ResponseRow]:
    for visit in host.visited.all():
        if not _own(host, visit.url):
            continue
        key = host.key(visit.url)
        rules = robots.of(_origin(visit.url))
        yield ResponseRow(
            key=key,
            address=visit.url,
            status=visit.status,
            trouble=visit.trouble,
            target=host.key(visit.location.partition("#")[0]) if visit.location else "",
            media=visit.media,
            seconds=visit.seconds,
            size=visit.size,
            depth=clicks.get(key, -1),
            google=blocked(rules, visit.url, GOOGLE),
            bing=blocked(rules, visit.url, BING),
            probe=visit.url in probes or visit.url == f"{_origin(visit.url)}{_ROBOTS}",
        )


def _not_asked(site: Site, host: FetchedHost, robots: _RobotsFiles) -> Iterator[ResponseRow]:
    rules = robots.of(host.origin)
    for row in list(site.query(_NOT_ASKED)):
        url = host.url_of(row["target"])
        if host.visited.visit(url) is None:
            yield ResponseRow(
                key=row["target"],
                address=url,
                asked=False,
                google=blocked(rules, url, GOOGLE),
                bing=blocked(rules, url, BING),
            )


def _add_sitemaps(site: Site, host: FetchedHost, robots: Robots, read: ReadResponse) -> set[str]:
    """Add the sitemaps of the site and what they list; return what was asked to find them."""
    asked: set[str] = set()

    def at_the_end(address: str) -> Response | None:
        trail = host.visited.trail(address)
        asked.add(address)
        if trail.visit is not None and not trail.visit.page:
            asked.add(trail.last)
        return read(trail.visit) if trail.visit is not None else None

    for fed in walked(SitemapWalk(host.origin, robots.sitemaps), at_the_end):
        site.add_sitemaps(sitemaps_of(fed, host.resolve, host.key))
    return asked


def _answers(site: Site) -> dict[str, int]:
    found = {row["answer"]: row["number"] for row in site.query(_ANSWERS)}
    return {answer: found[answer] for answer in ANSWERS if found.get(answer)}


def _own(host: FetchedHost, url: str) -> bool:
    return host_key(split(url).host) == host.host


def _origin(url: str) -> str:
    parts = split(url)
    return f"{parts.scheme}://{parts.host}"

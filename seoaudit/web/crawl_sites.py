"""What a crawl knows of the sites it visits: the robots.txt of each origin, and how far their sitemaps are read."""

from __future__ import annotations

import json
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from seoaudit.sources.decode import Unreadable
from seoaudit.web.archive import read_response
from seoaudit.web.frontier import Frontier
from seoaudit.web.response import Fetched, Response
from seoaudit.web.robots import Robots, robots_of
from seoaudit.web.sitemap_walk import ListedAddress, SitemapWalk

#: Addresses that sitemaps may list for each page that the crawl may ask; further sitemaps are not fetched.
_LISTED_PER_PAGE = 10


class Rules:
    """The robots.txt of each origin. What was read by an earlier run of the same crawl is taken from the archive."""

    def __init__(self, frontier: Frontier, archive: Path, length: int) -> None:
        self._frontier = frontier
        self._known: dict[str, Robots] = {}
        for name, places in frontier.facts("robots:").items():
            with suppress(ValueError, TypeError):  # what is no list of places is fetched again
                *hops, end = json.loads(places)
                if end <= length:
                    self._read(name.partition(":")[2], archive, hops)

    def of(self, origin: str) -> Robots | None:
        """Return the rules of an origin, ``None`` if they are not known yet."""
        return self._known.get(origin)

    def learn(self, origin: str, fetched: Fetched, places: list[int], end: int) -> Robots:
        """Take what ``/robots.txt`` answered; its records lie at ``places`` and end at ``end``."""
        self._frontier.set_fact(f"robots:{origin}", json.dumps([*places, end]))
        robots = self._known[origin] = robots_of(fetched)
        return robots

    def forget(self, origin: str) -> None:
        """Have the rules fetched again when the crawl is resumed."""
        self._frontier.set_fact(f"robots:{origin}", "[0]")
        del self._known[origin]

    def _read(self, origin: str, archive: Path, places: list[int]) -> None:
        try:
            *hops, response = (read_response(archive, place) for place in places)
        except (Unreadable, ValueError):
            return  # it is fetched again
        self._known[origin] = robots_of(Fetched(response, tuple(hops)))


class Walk(NamedTuple):
    """The sitemaps of an origin that are still to be fetched."""

    origin: str
    walk: SitemapWalk
    waiting: deque[str]


class SitemapWalks:
    """The sitemaps of the sites where a crawl began, read one after the other, each site once."""

    def __init__(self, frontier: Frontier, max_pages: int) -> None:
        self._frontier, self._most = frontier, max_pages * _LISTED_PER_PAGE
        self._walks: deque[Walk] = deque()
        self._begun: set[str] = {name.partition(":")[2] for name in frontier.facts("sitemaps:")}
        self._listed = 0

    def begin(self, origin: str, robots: Robots) -> None:
        """Have the sitemaps of an origin read, if they were not."""
        if origin not in self._begun:
            self._begun.add(origin)
            walk = SitemapWalk(origin, robots.sitemaps)
            self._walks.append(Walk(origin, walk, deque(walk.start())))

    def next(self) -> str:
        """Return the address of the next sitemap to fetch, ``""`` when all are read."""
        while self._walks:
            walk = self._walks[0]
            if walk.waiting and self._listed < self._most:
                return walk.waiting[0]
            self._frontier.set_fact(f"sitemaps:{walk.origin}", "read")
            self._walks.popleft()
        return ""

    def feed(self, response: Response) -> tuple[ListedAddress, ...]:
        """Take what the next sitemap answered, and return the addresses it lists."""
        walk = self._walks[0]
        fed = walk.walk.feed(response, walk.waiting.popleft())
        walk.waiting.extend(fed.further)
        self._listed += len(fed.listed)
        return fed.listed

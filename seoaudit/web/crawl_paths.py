"""Where a crawl goes on from what it has fetched: which links belong to it, how deep they are, when it is their turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from seoaudit.web.crawl_options import CrawlOptions
from seoaudit.web.frontier import Address, Frontier, Link, Reason
from seoaudit.web.outlinks import Outlink
from seoaudit.web.response import REDIRECTS, Response
from seoaudit.web.scope import Scope, origin_of
from seoaudit.web.sitemap_walk import ListedAddress
from seoaudit.web.traps import TrapWatch, without_session

#: Places in the queue: what only sitemaps list comes after what is linked, what is asked again comes last.
LISTED_RANK, AGAIN_RANK = 10_000, 1_000_000
#: Sites that a start may redirect to, one after the other.
_MOST_SITES = 10


class Paths:
    """The paths of one crawl. A redirect leads on at the same depth; a start's redirect may lead to another site."""

    def __init__(self, options: CrawlOptions, frontier: Frontier) -> None:
        self._options, self._frontier = options, frontier
        self._scope = Scope(options.starts, options.include, options.exclude)
        for name in frontier.facts("site:"):
            self._scope.add_site(name.partition(":")[2])
        self._traps = TrapWatch(dt.datetime.now(dt.UTC).year)
        for url in frontier.linked():
            self._traps.judge(url)

    def origins(self) -> list[str]:
        """Return the origins of the pages that the starts led to, or of the starts where they led to none."""
        reached = [name.partition(":")[2] for name in self._frontier.facts("reached:")]
        return reached or list(dict.fromkeys(map(origin_of, self._options.starts)))

    def is_other_scheme(self, origin: str) -> bool:
        """Return whether an origin is none that the starts led to, but has the host of one."""
        reached = self.origins()
        hosts = {each.partition("://")[2] for each in reached}
        return origin not in reached and origin.partition("://")[2] in hosts

    def onward(self, address: Address, response: Response, links: Iterable[Outlink]) -> Iterator[Link]:
        """Yield the links to follow from what an address answered."""
        is_start = address.rank == 0
        if response.status in REDIRECTS:
            target = response.location.partition("#")[0]
            if not target.startswith(("http://", "https://")):
                return
            sites = len(self._frontier.facts("site:"))
            if is_start and sites < _MOST_SITES and not self._scope.holds(target):
                self._scope.add_site(target)
                self._frontier.set_fact(f"site:{target}", "")
            if self._scope.holds(target):
                rank = address.rank if address.rank < AGAIN_RANK else address.depth
                yield Link(target, address.depth, rank)
            return
        if is_start and response.status:
            self._frontier.set_fact(f"reached:{origin_of(response.url)}", "")
        depth = address.depth + 1
        rank = depth + (LISTED_RANK if LISTED_RANK <= address.rank < AGAIN_RANK else 0)
        too_deep = self._options.max_depth is not None and depth > self._options.max_depth
        for url, nofollow in links:
            if self._scope.holds(url):
                refused = nofollow and self._options.nofollow
                yield self._link(url, depth, rank, "nofollow" if refused else "depth" if too_deep else "")
            elif self._scope.keeps_out(url):
                yield Link(url, depth, rank, reason="scope")

    def listed(self, found: Iterable[ListedAddress]) -> Iterator[Link]:
        """Yield the addresses of a sitemap that belong to the crawl."""
        too_deep = self._options.max_depth == 0
        for each in found:
            if each.address and self._scope.holds(each.address):
                yield Link(each.address, 1, LISTED_RANK, listed=True, reason="depth" if too_deep else "")
            elif each.address and self._scope.keeps_out(each.address):
                yield Link(each.address, 1, LISTED_RANK, listed=True, reason="scope")

    def _link(self, url: str, depth: int, rank: int, reason: Reason) -> Link:
        if self._frontier.knows(url):
            return Link(url, depth, rank, reason=reason)
        trap = self._traps.judge(url)
        if trap is not None and trap.kind == "session":
            plain = without_session(url)
            if plain != url:
                return self._link(plain, depth, rank, reason)
        return Link(url, depth, rank, reason="trap" if trap is not None else reason)

"""Asking for addresses in threads: pages with where they lead, robots.txt and sitemaps with their redirects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple, Self

import msgspec

from seoaudit.site.sitemap_file import MAX_BYTES
from seoaudit.sources.decode import Unreadable
from seoaudit.web.addresses import INSIDE, Network, networks_of
from seoaudit.web.archive_reader import read_response
from seoaudit.web.crawl_options import CONNECTIONS, DELAY, OWN_CONNECTIONS, OWN_DELAY, CrawlOptions
from seoaudit.web.fetch import Fetcher, Limits
from seoaudit.web.frontier import Address, Validators
from seoaudit.web.outlinks import Outlink, outlinks
from seoaudit.web.pace import Pace
from seoaudit.web.response import REDIRECTS, Fetched, Response
from seoaudit.web.visited import HTML

#: Hosts that are asked at the same time, and threads in all.
_HOSTS_AT_ONCE, _MOST_THREADS = 4, 32
#: Bytes of a body that is not needed: reading so few costs less than a new connection.
_CHEAP = 16_384
_OK, _NOT_MODIFIED = 200, 304
_WITHOUT_BODY = frozenset({204, _NOT_MODIFIED})


class Page(NamedTuple):
    """What an address of the frontier answered, and where it leads; ``unchanged``: it is what it was in the crawl before."""

    address: Address
    response: Response
    links: list[Outlink]
    unchanged: bool


class Followed(NamedTuple):
    """What robots.txt or a sitemap (``url``) answered."""

    url: str
    fetched: Fetched


class Asking:
    """Asks in threads, at the pace of each host; use it in a ``with`` statement.

    ``before`` is the archive of the crawl before: where a server says that a page has not changed, it is taken from there.
    """

    def __init__(self, options: CrawlOptions, before: Path | None = None) -> None:
        networks: frozenset[Network] = frozenset().union(*map(networks_of, options.starts))
        own = bool(networks)
        self.connections = options.connections or (OWN_CONNECTIONS if own else CONNECTIONS)
        delay = options.delay if options.delay is not None else OWN_DELAY if own else DELAY
        self.pace = Pace(delay, self.connections)
        self.under_way = 0
        self._allowed = INSIDE if options.allow_private else networks
        self._options, self._before = options, before
        self._results: SimpleQueue[Page | Followed | BaseException] = SimpleQueue()
        threads = min(self.connections * _HOSTS_AT_ONCE, _MOST_THREADS)
        self.threads = max(threads, self.connections)
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        """Start the threads."""
        self._pages = self._closing.enter_context(self._fetcher(Limits(), _is_wanted))
        self._files = self._closing.enter_context(self._fetcher(Limits(bytes=MAX_BYTES + 1), None))
        self._pool = self._closing.enter_context(ThreadPoolExecutor(self.threads, "crawl"))
        return self

    def __exit__(self, *error: object) -> None:
        """End what is waiting for its turn, and wait for what is under way."""
        self.pace.stop()
        self._pool.shutdown(cancel_futures=True)
        self._closing.close()

    def _fetcher(self, limits: Limits, wants: Callable[[Response], bool] | None) -> Fetcher:
        return Fetcher(
            self._options.agent,
            limits,
            allow_private=self._allowed,
            pace=self.pace,
            start=self._options.login,
            wants=wants,
        )

    def page(self, address: Address, known: Validators | None) -> None:
        """Ask for a page; with validators only if it has changed."""
        self._submit(lambda: self._page(address, known))

    def file(self, url: str) -> None:
        """Ask for robots.txt or a sitemap, and follow redirects."""
        self._submit(lambda: Followed(url, self._files.follow(url)))

    def result(self, seconds: float) -> Page | Followed | None:
        """Return the next result, ``None`` if there is none after so many seconds."""
        try:
            found = self._results.get(timeout=seconds)
        except Empty:
            return None
        self.under_way -= 1
        if isinstance(found, BaseException):
            raise found
        return found

    def _page(self, address: Address, known: Validators | None) -> Page:
        response = self._pages.get(address.url, headers=dict(_conditions(known)))
        unchanged = response.status == _NOT_MODIFIED and known is not None
        if known is not None and unchanged:
            earlier = self._earlier(address, known)
            unchanged = earlier is not None
            if earlier is not None:
                response = msgspec.structs.replace(earlier, fetched=response.fetched)
            else:
                response = self._pages.get(address.url)
        return Page(address, response, outlinks(response), unchanged)

    def _earlier(self, address: Address, known: Validators) -> Response | None:
        """Return a page as it was when it was fetched last, ``None`` where it cannot be read."""
        try:
            earlier = read_response(self._before, known.place) if self._before is not None else None
        except Unreadable:
            return None
        return earlier if earlier is not None and earlier.url == address.url else None

    def _submit(self, ask: Callable[[], Page | Followed]) -> None:
        def run() -> None:
            try:
                self._results.put(ask())
            except BaseException as error:  # noqa: BLE001 - it is raised where the result is taken
                self._results.put(error)

        self.under_way += 1
        self._pool.submit(run)


def _conditions(known: Validators | None) -> Iterable[tuple[str, str]]:
    if known is not None and known.etag:
        yield "If-None-Match", known.etag
    if known is not None and known.modified:
        yield "If-Modified-Since", known.modified


def _is_wanted(head: Response) -> bool:
    """Return whether the body of a response is to be read: pages are, and what is small anyhow."""
    if head.media_type in HTML or head.status in REDIRECTS or head.status in _WITHOUT_BODY:
        return True
    length = head.header("content-length")
    return head.status != _OK and length.isdecimal() and len(length) < 8 and int(length) <= _CHEAP

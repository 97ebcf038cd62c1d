"""Whether links to other sites lead somewhere: each address is asked once, politely, and what was learnt is kept.

Only what is surely gone is called broken: 404 and 410, said twice, and names that do not exist, looked up twice while
others were found. Servers turn programs away (401, 403, 429, 999), are down for an hour or slow for a moment: such links are
*unverified*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from seoaudit.page import Reach
from seoaudit.site.urls import split
from seoaudit.web.addresses import Resolve, resolve
from seoaudit.web.fetch import Fetcher
from seoaudit.web.known_links import KnownLinks
from seoaudit.web.response import Fetched, Response

#: Hosts that are asked at the same time, each for one address after the other.
_THREADS = 16
#: A host that has been silent so many times in a row is not asked for the rest of its addresses.
_PATIENCE = 3
_GONE = frozenset({404, 410})
_PERMANENT = frozenset({301, 308})
#: Troubles after which asking in another way would be no use.
_FINAL = frozenset({"dns", "refused", "tls", "scheme", "private", "address", "stopped"})

#: Is told how many addresses are done, and of how many.
Progress = Callable[[int, int], object]


class LinkChecker:
    """Tells whether addresses can be reached, by a fetcher; within one run nothing is asked twice.

    ``known`` holds what earlier runs have learnt, and takes what this one does.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        known: KnownLinks | None = None,
        progress: Progress = lambda done, total: None,  # noqa: ARG005
        resolve: Resolve = resolve,
    ) -> None:
        self._fetcher, self._known, self._progress, self._resolve = fetcher, known, progress, resolve
        self._reached: dict[str, Reach] = {}

    def __call__(self, addresses: Iterable[str]) -> Mapping[str, Reach]:
        """Return what is known of all addresses by now, after asking for those of which nothing was."""
        missing = [address for address in dict.fromkeys(addresses) if address not in self._reached]
        if self._known is not None:
            self._reached |= self._known.of(missing)
            missing = [address for address in missing if address not in self._reached]
        if missing:
            self._ask(missing)
        return self._reached

    def _ask(self, addresses: Sequence[str]) -> None:
        """Ask for addresses, host by host; in the end once more for hosts that seem not to exist."""
        nameless: dict[str, Reach] = {}
        anybody = False
        for done, (address, fetched) in enumerate(self._answers(addresses), start=1):
            reach = reach_of(fetched)
            anybody = anybody or fetched.response.status > 0 or bool(fetched.hops)
            if fetched.response.trouble == "dns":
                nameless[address] = reach
            else:
                self._learn(address, reach)
            self._progress(done, len(addresses))
        for address, reach in nameless.items():
            self._learn(address, self._confirmed(address, reach, anybody=anybody))

    def _learn(self, address: str, reach: Reach) -> None:
        self._reached[address] = reach
        if self._known is not None:
            self._known.keep(address, reach)

    def _confirmed(self, address: str, reach: Reach, *, anybody: bool) -> Reach:
        """Return what to say of an address whose host was not found: broken, if it is not found again.

        Where ``nobody`` has answered, it is the network that is missing.
        """
        if anybody and _is_nameless(self._fetcher.get(address, method="HEAD")):
            return Reach("broken", 0, reach.reason)
        return reach

    def _answers(self, addresses: Sequence[str]) -> Iterator[tuple[str, Fetched]]:
        """Yield the answer for each address, as they come. Hosts with most addresses are begun first."""
        hosts: dict[str, list[str]] = {}
        for address in addresses:
            hosts.setdefault(split(address).host, []).append(address)
        answers: SimpleQueue[tuple[str, Fetched]] = SimpleQueue()

        def ask(own: Sequence[str]) -> None:
            for address, fetched in self._of_host(own):
                answers.put((address, fetched))

        with ThreadPoolExecutor(min(_THREADS, len(hosts)), "external") as pool:
            try:
                for own in sorted(hosts.values(), key=len, reverse=True):
                    pool.submit(ask, own)
                for _ in addresses:
                    yield answers.get()
            finally:  # somebody wants to go home, or all is done
                self._stop(pool)

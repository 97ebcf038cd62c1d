"""Whether links to other sites lead somewhere: each address is asked once, politely, and what was learnt is kept.

Only what is surely gone is called broken: 404 and 410, said twice, and names that do not exist, looked up twice while
others were found. Servers turn programs away (401, 403, 429, 999), are down for an hour or slow for a moment: such links are
*unverified*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from queue import SimpleQueue

from seoaudit.context import Reach
from seoaudit.site.urls import split
from seoaudit.web.addresses import Network, Resolve, resolve
from seoaudit.web.fetch import Fetcher, Limits
from seoaudit.web.known_links import KnownLinks
from seoaudit.web.pace import Pace
from seoaudit.web.response import Fetched, Response

#: Hosts that are asked at the same time, each for one address after the other.
_THREADS = 16
#: A host that has been silent or busy so many times in a row is not asked for the rest of its addresses.
_PATIENCE = 3
#: Seconds between two requests to a host, and how long one is waited for that wants to be left alone.
_DELAY, _LONGEST = 0.5, 20.0
_LIMITS = Limits(seconds=15.0, connect=8.0)
_GONE = frozenset({404, 410})
_PERMANENT = frozenset({301, 308})
#: Troubles after which asking in another way would be no use.
_FINAL = frozenset({"dns", "refused", "tls", "scheme", "private", "address", "stopped"})

#: Is told how many addresses are done, and of how many.
Progress = Callable[[int, int], object]


def link_fetcher(
    agent: str,
    allow_private: bool | Collection[Network] = False,
    resolve: Resolve = resolve,
    pace: Pace | None = None,
) -> Fetcher:
    """Return a fetcher that reads no bodies, and asks a host for one thing at a time."""
    pace = pace or Pace(_DELAY, 1, longest=_LONGEST)
    return Fetcher(
        agent, _LIMITS, allow_private=allow_private, pace=pace, wants=lambda _: False, resolve=resolve
    )


class LinkChecker:
    """Tells whether addresses can be reached, by a fetcher; within one run nothing is asked for twice.

    ``known`` has what earlier runs have learnt, and takes what this one does.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        known: KnownLinks | None = None,
        progress: Progress = lambda done, total: None,  # noqa: ARG005
    ) -> None:
        self._fetcher, self._known, self._progress = fetcher, known, progress
        self._reached: dict[str, Reach] = {}

    def __call__(self, addresses: Iterable[str]) -> Mapping[str, Reach]:
        """Return what is known of addresses, after asking for those of which nothing was."""
        wanted = list(dict.fromkeys(addresses))
        missing = [address for address in wanted if address not in self._reached]
        if self._known is not None:
            self._reached |= self._known.of(missing)
            missing = [address for address in missing if address not in self._reached]
        if missing:
            self._ask(missing)
        return {address: self._reached[address] for address in wanted}

    def verdicts(self) -> Mapping[str, int]:
        """Return how many addresses were found to be what (``Reach.verdict``), in this run or by what was known."""
        return Counter(reach.verdict for reach in self._reached.values())

    def _ask(self, addresses: Sequence[str]) -> None:
        """Ask for addresses; at the end once more for those whose host seems not to exist."""
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
            # Where nobody at all has answered it is the network that is missing.
            gone = anybody and self._fetcher.follow(address, method="HEAD").response.trouble == "dns"
            self._learn(address, Reach("broken", 0, reach.reason) if gone else reach)

    def _learn(self, address: str, reach: Reach) -> None:
        self._reached[address] = reach
        if self._known is not None:
            self._known.keep(address, reach)

    def _answers(self, addresses: Sequence[str]) -> Iterator[tuple[str, Fetched]]:
        """Yield the answer for each address as they come. Hosts with most addresses are begun first."""
        hosts: dict[str, list[str]] = {}
        for address in addresses:
            hosts.setdefault(split(address).host, []).append(address)
        answers: SimpleQueue[tuple[str, Fetched]] = SimpleQueue()

        def ask(host: str, own: Sequence[str]) -> None:
            for address in own:
                answers.put((address, self._answer(host, address)))

        with ThreadPoolExecutor(min(_THREADS, len(hosts)), "links") as pool:
            try:
                for host, own in sorted(hosts.items(), key=lambda entry: (-len(entry[1]), entry[0])):
                    pool.submit(ask, host, own)
                for _ in addresses:
                    yield answers.get()
            except BaseException:  # somebody wants to go home
                if self._fetcher.pace is not None:
                    self._fetcher.pace.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _answer(self, host: str, address: str) -> Fetched:
        """Ask for the head of an address, and where that does not help for the whole."""
        pace = self._fetcher.pace
        if pace is not None and pace.failures(host) >= _PATIENCE:
            message = f"{host} did not answer {_PATIENCE} times in a row"
            return Fetched(Response(url=address, trouble="timeout", message=message))
        try:
            head = self._fetcher.follow(address, method="HEAD")
            if head.response.trouble in _FINAL or (200 <= head.response.status < 300):
                return head
            return self._fetcher.follow(address)
        except Exception as error:  # noqa: BLE001 - a bug of ours on one address must not lose the others
            return Fetched(
                Response(url=address, trouble="protocol", message=f"{type(error).__name__}: {error}")
            )


def reach_of(fetched: Fetched) -> Reach:
    """Return what an answer says of a link."""
    response = fetched.response
    if response.trouble:
        private = "; --allow-private tries it" if response.trouble == "private" else ""
        return Reach("unverified", response.status, response.message + private)
    said = _said(response.status)
    if response.status in _GONE:
        return Reach("broken", response.status, said)
    if not 200 <= response.status < 300:
        return Reach("unverified", response.status, said)
    target = ""
    for hop in fetched.hops:
        if hop.status not in _PERMANENT:
            break
        target = hop.location.partition("#")[0]
    return Reach("moved" if target else "ok", response.status, said, target)


def _said(status: int) -> str:
    """Return a status with its name, as the standard has it.

    >>> _said(404), _said(999)
    ('404 Not Found', '999')
    """
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)

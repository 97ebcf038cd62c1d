"""Politeness: how often a host is asked, by how many at once, and how long it is left alone when it asks for that."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from seoaudit.web.response import Response, Trouble

#: Answers after which a host is left alone for a while.
BUSY = frozenset({429, 503})
#: Misfortunes after which it is, too: it may be down, or have had enough.
_WEARY: frozenset[Trouble] = frozenset({"timeout", "reset", "refused"})

#: How much slower a busy host is asked at first, as a share of ``backoff``; how that shrinks with each answer, and when it ends.
_SLOWER, _FASTER, _LEAST_SLOWER = 0.125, 0.75, 0.02


class Stopped(Exception):  # noqa: N818 - no error: somebody wants to go home
    """The run is being ended; nothing more is asked."""


class Rest(NamedTuple):
    """A host that is left alone: for ``seconds`` in all, of which so many are ``left``.

    ``wanted`` is for how many seconds it asked, 0 where it did not: it was busy, or did not answer.
    """

    host: str
    seconds: float
    left: float
    wanted: float


class _Host:
    """One host: when it may be asked next, how long it is to be left alone, and how often in a row it was in trouble."""

    __slots__ = (
        "burst_until",
        "delay",
        "failures",
        "next",
        "quiet_until",
        "rest",
        "slower",
        "turns",
        "wanted",
    )

    def __init__(self, delay: float, connections: int) -> None:
        self.delay, self.next, self.quiet_until, self.failures = delay, 0.0, 0.0, 0
        self.slower = self.burst_until = self.rest = self.wanted = 0.0
        self.turns = threading.Semaphore(connections)


class Pace:
    """The pace of a run, host by host. Thread-safe.

    Between two requests to a host pass at least ``delay`` seconds, and no more than ``connections`` are under way. After
    429, 503 and timeouts the host is left alone: as long as ``Retry-After`` says, otherwise for ``backoff`` seconds,
    twice, four times that … in a row of troubles; never longer than ``longest``. What was under way together counts as one
    trouble. A host that was busy is asked more slowly from then on, and faster again as it answers. ``clock`` and ``sleep`` are
    ``time.monotonic`` and a sleep that ``stop`` ends; ``now`` is the time of day, for dates in ``Retry-After``.
    """

    def __init__(
        self,
        delay: float = 0.0,
        connections: int = 4,
        *,
        backoff: float = 2.0,
        longest: float = 120.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._delay, self._connections, self._backoff, self._longest = delay, connections, backoff, longest
        self._stopping = threading.Event()
        self._clock, self._sleep, self._now = clock, sleep or self._stopping.wait, now
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for a turn at a host, and keep it for the time of the ``with`` block; raises ``Stopped``.

        >>> pace = Pace(delay=1)
        >>> with pace.turn("example.org"):
        ...     pass
        """
        known = self._host(host)
        with known.turns:
            self._wait(known)
            yield

    def after(self, host: str, response: Response) -> None:
        """Take note of what a host answered."""
        known = self._host(host)
        with self._lock:
            if response.status not in BUSY and response.trouble not in _WEARY:
                known.failures = 0
                known.slower = known.slower * _FASTER if known.slower > _LEAST_SLOWER else 0.0
                return
            first = self._clock() >= known.burst_until  # what else was under way then tells nothing new
            known.failures += first
            asked = None
            wait = self._backoff * 2 ** min(max(known.failures - 1, 0), 30)
            if response.status in BUSY:
                asked = retry_after(response.header("retry-after"), self._now())
                wait = wait if asked is None else asked
                if first:
                    known.slower = min(max(known.slower * 2, self._backoff * _SLOWER), self._backoff)
            wait = min(wait, self._longest)
            if self._clock() + wait > known.quiet_until:
                known.quiet_until = self._clock() + wait
                known.rest, known.wanted = wait, asked or 0.0
            if first:
                known.burst_until = self._clock() + (wait or self._backoff)

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least so many seconds between requests to a host (``Crawl-delay``), up to the longest wait."""
        known = self._host(host)
        with self._lock:
            known.delay = max(known.delay, min(delay, self._longest))

    def due(self, host: str) -> float:
        """Return in how many seconds a host may be asked; 0: now. Who has work for several hosts need not wait for one."""
        known = self._host(host)
        with self._lock:
            return max(known.next, known.quiet_until, self._clock()) - self._clock()

    def resting(self) -> Rest | None:
        """Return the host that is to be left alone longest, ``None`` when there is none."""
        with self._lock:
            now = self._clock()
            rests = (
                Rest(host, known.rest, known.quiet_until - now, known.wanted)
                for host, known in self._hosts.items()
                if known.quiet_until > now
            )
            return max(rests, key=lambda rest: rest.left, default=None)

    def failures(self, host: str) -> int:
        """Return how many times in a row a host was busy, or did not answer."""
        return self._host(host).failures

    def stop(self) -> None:
        """End all waiting: who waits for a turn gets ``Stopped``, and so does who asks for one."""
        self._stopping.set()

    def _host(self, host: str) -> _Host:
        with self._lock:
            known = self._hosts.get(host)
            if known is None:
                known = self._hosts[host] = _Host(self._delay, self._connections)
            return known

    def _wait(self, host: _Host) -> None:
        """Take the next free moment at a host, and sleep until then; it may have asked for quiet in the meantime."""
        with self._lock:
            moment = max(host.next, host.quiet_until, self._clock())
            host.next = moment + max(host.delay, host.slower)
        while not self._stopping.is_set():
            with self._lock:
                if host.quiet_until > moment:
                    moment = max(host.next, host.quiet_until)
                    host.next = moment + max(host.delay, host.slower)
                left = moment - self._clock()
            if left <= 0:
                return
            self._sleep(left)
        raise Stopped


def retry_after(value: str, now: float) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, from a time of day on; ``None`` where it says nothing.

    >>> retry_after("120", 0), retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 15.0), retry_after("soon", 0)
    (120.0, 45.0, None)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(parsedate_to_datetime(value).timestamp() - now, 0.0)
    except (ValueError, TypeError, OverflowError, OSError):
        return None

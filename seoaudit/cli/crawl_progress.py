"""How far a crawl is, on standard error: a live line on a terminal, now and then a plain one elsewhere if asked for."""

from __future__ import annotations

import sys
import time
from collections import deque
from types import TracebackType
from typing import TYPE_CHECKING, Self

from seoaudit.reports.safe_text import visible

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from seoaudit.web.crawl_options import Progress
    from seoaudit.web.pace import Rest

#: Seconds between plain lines, and over which the rate is measured.
_PLAIN_EVERY, _WINDOW = 15.0, 10.0
#: Seconds: rests that are shorter belong to the usual pace; and those that nobody asked for, before they are worth a word.
_LEAST_REST, _LEAST_UNASKED = 2.0, 8.0
_STAGES = {"starts": "starting", "sitemaps": "reading sitemaps", "pages": ""}


class CrawlDisplay:
    """Shows the progress of a crawl; use it in a ``with`` statement.

    ``plain``: lines, where there is no terminal. Once for each host that is left alone for a while it is said why nothing
    happens, unless ``quiet``.
    """

    def __init__(self, site: str, *, plain: bool, quiet: bool = False) -> None:
        self._site, self._plain, self._quiet = site, plain, quiet
        self._told: set[str] = set()
        self._bar: Bar | None = None
        self._seen: deque[tuple[float, int]] = deque()
        self._said = time.monotonic()

    def __enter__(self) -> Self:
        """Begin."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar
            from rich.progress import SpinnerColumn, TextColumn

            columns = (SpinnerColumn("line"), TextColumn("{task.description}", markup=False))
            console = Console(stderr=True, highlight=False)
            self._bar = Bar(*columns, console=console, transient=True, refresh_per_second=5)
            self._bar.__enter__()
            self._task = self._bar.add_task(f"Crawling {self._site}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)

    def __call__(self, progress: Progress) -> None:
        """Show how far the crawl is."""
        now = time.monotonic()
        if progress.rest is not None:
            self._tell_of(progress.rest)
        if not self._seen or self._seen[-1][1] != progress.asked:
            self._seen.append((now, progress.asked))
        while len(self._seen) > 1 and now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        if self._bar is not None:
            self._bar.update(self._task, description=self._line(progress, now))
        elif self._plain and now - self._said >= _PLAIN_EVERY:
            self._said = now
            sys.stderr.write(self._line(progress, now) + "\n")

    def _tell_of(self, rest: Rest) -> None:
        """Say once for each host why nothing happens, how long, and that one need not wait for it."""
        least = _LEAST_REST if rest.wanted else _LEAST_UNASKED
        if self._quiet or rest.seconds < least or rest.host in self._told:
            return
        self._told.add(rest.host)
        line = visible(_rest_in_words(rest))
        if self._bar is not None:
            self._bar.console.print(line, markup=False, soft_wrap=True)
        else:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

    def _line(self, progress: Progress, now: float) -> str:
        since, before = self._seen[0]
        rate = (progress.asked - before) / max(now - since, 1.0)
        parts = [
            f"{progress.pages:,} pages",
            f"{rate:.1f}/s",
            f"{progress.waiting:,} waiting",
        ]
        if progress.errors:
            parts.append(f"{progress.errors:,} errors")
        if progress.unchanged:
            parts.append(f"{progress.unchanged:,} unchanged")
        rest = progress.rest
        if rest is not None and rest.seconds >= _LEAST_REST:
            who = "" if rest.host == self._site else f"{rest.host} "
            parts.append(f"{who}{'asked to wait' if rest.wanted else 'left alone'}: {rest.left:.0f} s to go")
        elif _STAGES[progress.stage]:
            parts.append(_STAGES[progress.stage])
        return f"Crawling {self._site}: " + ", ".join(parts)


def _rest_in_words(rest: Rest) -> str:
    """Say why a host is left alone, for how long, and how to stop.

    >>> from seoaudit.web.pace import Rest
    >>> print(_rest_in_words(Rest("example.org", 120, 119.8, 3600)))
    example.org asks us to wait 60 minutes; it is asked again in 2 minutes. Ctrl-C ends the crawl; the same command goes on later.
    """
    waits = _duration(rest.seconds)
    if rest.wanted > rest.seconds:
        why = f"asks us to wait {_duration(rest.wanted)}; it is asked again in {waits}"
    elif rest.wanted:
        why = f"asks us to wait {waits} before the next request, and so the crawl does"
    else:
        why = f"is busy or does not answer; it is left alone for {waits}"
    return f"{rest.host} {why}. Ctrl-C ends the crawl; the same command goes on later."


def _duration(seconds: float) -> str:
    if seconds >= 2 * 60:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds:.0f} seconds"

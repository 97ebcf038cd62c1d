"""How far a crawl is, on standard error: a live line on a terminal, now and then a plain one elsewhere if asked for."""

from __future__ import annotations

import sys
import time
from collections import deque
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from seoaudit.web.crawl_options import Progress

#: Seconds between plain lines, and over which the rate is measured.
_PLAIN_EVERY, _WINDOW = 15.0, 10.0
#: Pauses that are shorter belong to the usual pace.
_LEAST_PAUSE = 2.0
_STAGES = {"starts": "starting", "sitemaps": "reading sitemaps", "pages": ""}


class CrawlDisplay:
    """Shows the progress of a crawl; use it in a ``with`` statement. ``plain``: lines, where there is no terminal."""

    def __init__(self, site: str, *, plain: bool) -> None:
        self._site, self._plain = site, plain
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
        if not self._seen or self._seen[-1][1] != progress.asked:
            self._seen.append((now, progress.asked))
        while len(self._seen) > 1 and now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        if self._bar is not None:
            self._bar.update(self._task, description=self._line(progress, now))
        elif self._plain and now - self._said >= _PLAIN_EVERY:
            self._said = now
            sys.stderr.write(self._line(progress, now) + "\n")

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
        if progress.pause >= _LEAST_PAUSE:
            parts.append(f"{progress.host} rests {progress.pause:.0f} s")
        elif _STAGES[progress.stage]:
            parts.append(_STAGES[progress.stage])
        return f"Crawling {self._site}: " + ", ".join(parts)

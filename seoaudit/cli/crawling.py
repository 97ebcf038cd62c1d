"""Running a crawl for a person: its folder, its progress, Ctrl-C, and what is said of it in the end."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from seoaudit.cli.display_options import DisplayOptions
from seoaudit.sources.decode import Unreadable

if TYPE_CHECKING:
    from seoaudit.web.crawl import Crawl
    from seoaudit.web.crawl_folder import CrawlFolder
    from seoaudit.web.crawl_options import CrawlOptions
    from seoaudit.web.crawl_state import CrawlState, Ended

_MODES = {
    "resume": "Going on with the crawl in {folder}, after {answers}.",
    "again": "Crawling again: pages that have not changed since the crawl in {folder} are not sent again.",
}
_ENDS = {
    "max-pages": "--max-pages ended the crawl; {waiting} to ask for. With a higher number it goes on.",
    "max-time": "--max-time ended the crawl; {waiting} to ask for. The same command goes on.",
    "interrupted": "Interrupted; {waiting} to ask for. The same command goes on.",
    "unreachable": "The site no longer answered; {waiting} to ask for. The same command goes on.",
}
_LEFT_OUT = {
    "robots": "robots.txt forbids {n:,}", "nofollow": "{n:,} only by links that say nofollow",
    "unreachable": "{n:,} with the other of http and https, which does not answer", "depth": "{n:,} too deep",
    "trap": "{n:,} of calendars, filters and the like that have no end", "scope": "{n:,} by --include or --exclude",
}  # fmt: skip


#: Of a folder; host names may be longer than some file systems allow.
_LONGEST_NAME = 120


def starts_of(urls: Sequence[str]) -> tuple[str, ...]:
    """Return addresses to begin with, as browsers write them; raises ``click.UsageError`` for what is none.

    >>> starts_of(["example.org", "localhost:8000/blog#top"])
    ('https://example.org/', 'http://localhost:8000/blog')
    """
    return tuple(dict.fromkeys(map(_start, urls)))


def _start(written: str) -> str:
    from seoaudit.site.urls import join, split

    url = written.strip()
    if "://" not in url:
        own = re.match(r"localhost\b|[\d.]+(:\d+)?(/|$)|\[|[^/]*:\d+(/|$)", url)
        url = f"{'http' if own else 'https'}://{url}"
    found = join(url, "").partition("#")[0]
    if not found.startswith(("http://", "https://")) or not split(found).host:
        raise click.UsageError(
            f"“{written}” is no address to crawl; one begins with https://, as in https://example.org/"
        )
    return found


def default_folder(start: str) -> Path:
    """Return the folder that a crawl is kept in if no other is named.

    >>> default_folder("http://localhost:8000/blog").name
    'localhost_8000.crawl'
    """
    from seoaudit.site.urls import split

    return Path(re.sub(r"[^\w.-]+", "_", split(start).host).strip("_")[:_LONGEST_NAME] + ".crawl")


class Crawled(NamedTuple):
    """The archive of a crawl, and why the crawl ended early (``""``: it did not)."""

    archive: Path
    ended: Ended


def crawled(options: CrawlOptions, folder: Path, *, fresh: bool, display: DisplayOptions) -> Crawled:
    """Crawl into a folder, and say how it went.

    Raises ``Unreadable`` where the folder cannot be used, or nothing could be fetched.
    """
    from seoaudit.cli.crawl_progress import CrawlDisplay
    from seoaudit.site.urls import split
    from seoaudit.web.crawl import Crawl
    from seoaudit.web.crawl_folder import CrawlFolder

    with CrawlFolder(folder, options, fresh=fresh) as opened:
        site = split(options.starts[0]).host
        plain = display.verbose and not display.quiet
        _say_mode(opened, display)  # before there is a line that moves
        with CrawlDisplay(site, plain=plain, quiet=display.quiet) as watch:
            crawl = Crawl(options, opened, watch)
            with _ending(crawl):
                state = _run(crawl, folder)
        if not state.pages:
            if opened.mode == "new":
                opened.discard()
            raise Unreadable(crawl.trouble or f"no page of {site} could be fetched", _remedy(state))
        _say_end(state, crawl, opened, display)
        return Crawled(opened.archive, state.ended)


def _run(crawl: Crawl, folder: Path) -> CrawlState:
    try:
        return crawl.run()
    except (OSError, sqlite3.Error) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise Unreadable(
            f"{folder}: the crawl cannot be kept: {reason}",
            "Mend that and run the same command again: it goes on where this one stopped.",
        ) from error


@contextmanager
def _ending(crawl: Crawl) -> Iterator[None]:
    """End a crawl cleanly at the first Ctrl-C, and the program at the second."""
    asked: list[int] = []

    def end(number: int, frame: object) -> None:
        del frame
        if asked:
            os.write(
                2,
                b"\x1b[?25h\nseoaudit: stopped at once\n"
                if sys.stderr.isatty()
                else b"seoaudit: stopped at once\n",
            )
            os._exit(128 + number)
        asked.append(number)
        crawl.stop()
        os.write(2, b"\nEnding when what is under way has come; Ctrl-C again stops at once.\n")

    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, end) for each in signals]
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)


@contextmanager
def interruptible(folder: Path) -> Iterator[None]:
    """End the program cleanly when the audit of a crawl is interrupted, and say that nothing was lost."""
    try:
        yield
    except KeyboardInterrupt:
        _say(f"seoaudit: interrupted; the crawl is kept. To audit it: seoaudit check {folder}/")
        sys.exit(130)


def _say_mode(folder: CrawlFolder, display: DisplayOptions) -> None:
    if folder.mode in _MODES and not display.quiet:
        _say(
            _MODES[folder.mode].format(
                folder=folder.path, answers=_counted(folder.frontier.asked()[0], "answer")
            )
        )


def _say_end(state: CrawlState, crawl: Crawl, folder: CrawlFolder, display: DisplayOptions) -> None:
    """Say how a crawl went: what was fetched and kept where, what was left out, why it ended."""
    if state.ended:
        left = f"{state.waiting:,} more addresses are" if state.waiting != 1 else "one more address is"
        _say(_ENDS[state.ended].format(waiting=f"{left} left"))
    if crawl.trouble and state.pages:
        _say(f"seoaudit: {crawl.trouble}.")
    if display.quiet:
        return
    found = _counted(state.pages, "page")
    if others := state.fetched - state.pages:
        found += f", {_counted(others, 'other answer')}"
    again = f", {crawl.unchanged:,} of them unchanged" if crawl.unchanged else ""
    _say(f"Fetched {found}{again}. Kept in {folder.archive}.")
    left_out = [
        _LEFT_OUT[reason].format(n=count) for reason, count in state.left_out.items() if reason in _LEFT_OUT
    ]
    if left_out:
        _say(f"Left out: {'; '.join(left_out)}.")
    if state.left_out.get("scope") and state.fetched <= len(state.starts):
        _say(
            "seoaudit: --include and --exclude left nothing of the site but where it began. A pattern stands for a whole "
            "path, as in “/blog/*”; “*” stands for anything."
        )


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _remedy(state: CrawlState) -> str:
    if state.left_out.get("robots"):
        return "For a site of your own there is --ignore-robots."
    return "Check the address, and that the site can be reached from here."


def _say(line: str) -> None:
    from seoaudit.reports.safe_text import visible

    click.echo(visible(line), err=True)

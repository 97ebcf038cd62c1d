"""How complete a crawl is: the last record of its archive."""

from __future__ import annotations

from typing import Literal

import msgspec

#: The address of the record that holds it.
CRAWL_URI = "urn:seoaudit:crawl"

#: Why a crawl ended before everything in its scope was fetched; ``""``: it did not.
Ended = Literal["", "max-pages", "max-time", "interrupted", "unreachable"]


class CrawlState(msgspec.Struct, frozen=True, kw_only=True):
    """How a crawl ended. ``starts`` are the addresses that it began with.

    ``fetched`` counts the addresses that were asked, ``pages`` the HTML pages with status 200 among them, ``waiting``
    those that were known and in scope but not asked; ``left_out`` counts what was not to be asked, by reason: ``robots``,
    ``depth``, ``trap``, ``nofollow``, ``unreachable`` (the host answers, but not on http, or not on https), ``scope`` (of
    the site, but not what ``--include`` and ``--exclude`` want). ``ended`` says why addresses are waiting, and
    ``trouble`` in words what kept the crawl from them, if something did.
    """

    starts: tuple[str, ...] = ()
    ended: Ended = ""
    trouble: str = ""
    fetched: int = 0
    pages: int = 0
    waiting: int = 0
    left_out: dict[str, int] = {}
    agent: str = ""
    robots: bool = True

    @property
    def complete(self) -> bool:
        """Return whether everything in scope was asked."""
        return not self.ended and not self.waiting

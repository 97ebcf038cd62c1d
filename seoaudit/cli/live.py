"""Fetching the pages that are named by their addresses on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seoaudit.cli.targets import Address

if TYPE_CHECKING:
    from seoaudit.web.response import Fetched


def fetch_pages(addresses: Sequence[Address]) -> list[Fetched]:
    """Fetch pages one after the other. An address that a person wrote may be one of a private network."""
    if not addresses:
        return []
    from seoaudit.web.fetch import Fetcher, user_agent

    with Fetcher(user_agent(), allow_private=True) as fetcher:
        return [fetcher.follow(address) for address in dict.fromkeys(addresses)]

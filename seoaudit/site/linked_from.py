"""Findings about something that many pages link to: told once, at the first link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seoaudit.model import SiteFinding, Span
from seoaudit.site.sharing import MAX_RELATED


def at_first_link(links: Iterable[Any], message: str) -> SiteFinding:
    """Return a finding at the first of some rows of ``links``, with how many pages more have such a link.

    The rows have ``source``, ``start_at`` and ``end_at``.
    """
    first, *more = links
    others = list(dict.fromkeys(row["source"] for row in more if row["source"] != first["source"]))
    besides = f", here and on {len(others):,} more page{'s' if len(others) > 1 else ''}" if others else ""
    span = Span(first["start_at"], first["end_at"])
    return SiteFinding(first["source"], message + besides, span=span, related=tuple(others[:MAX_RELATED]))

"""The site that all pages of a report are of."""

from __future__ import annotations

from seoaudit.packed import heads
from seoaudit.report import Report


def common_origin(report: Report) -> str:
    """Return the origin of the pages if they are several of one live site, otherwise ``""``.

    ``https://example.org``: what follows in the names of pages tells them apart.
    """
    pages = heads(report)
    if len(pages) < 2 or "://" not in pages[0].path:
        return ""
    origin = "/".join(pages[0].path.split("/")[:3])
    return origin if all(page.path.startswith(f"{origin}/") for page in pages) else ""

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, rule, status_text

_OK = 200


@rule(
    severity="error",
    weight=10,
    fault=True,
    blocker=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    media=("html",),
)
def status(page: Page) -> Iterator[Finding]:
    """The page answers with status 200.

    Why: Search engines index what comes with 200. With another status they follow the redirect, drop the page, or
    come back less often.

    Fix: See that the address answers with the page; take links and sitemap entries to it out if it is gone for good.

    Notes: Only pages that were fetched have a status.
    """
    code = page.context.status
    if code != _OK:
        yield Finding(page.start, f"the page answers with status {status_text(code)}")

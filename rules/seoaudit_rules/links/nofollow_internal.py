from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import Finding, Page, internal_links, lazy_regex, rule

#: Pages that no search engine needs.
_PRIVATE = lazy_regex(
    r"(?:^|[/?&_-])(?:log-?in|sign-?(?:in|up)|register|account|cart|basket|checkout|search|admin|wp-admin|print|feed)\b",
    re.IGNORECASE,
)


@rule(
    severity="warning",
    weight=1,
    fault=True,
    evidence="convention",
    of=internal_links,
    media=("html",),
    source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links",
)
def nofollow_internal(page: Page) -> Iterator[Finding]:
    """Links to the site's own pages do not carry nofollow.

    Why: With ``rel="nofollow"`` you ask search engines not to count your own recommendation of your own page.

    Fix: Remove nofollow. To keep a page out of search results, say noindex on that page.

    Notes: Links to pages such as log-in, cart or search are left alone.
    """
    for link in internal_links(page):
        if "nofollow" in link.rel.lower().split() and not _PRIVATE.search(link.target):
            yield Finding(
                link.span, f"“{link.name or link.target}” leads to a page of this site with nofollow"
            )

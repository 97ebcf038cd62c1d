from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    canonical_address,
    host_of,
    page_kind,
    quoted,
    rule,
    same_address,
)


@rule(
    severity="info",
    weight=2,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
)
def canonicalised(page: Page) -> Iterator[Finding]:
    """The page is the canonical one.

    Why: With a canonical link to another page this one asks search engines to show the other in its place. What is
    improved here is then judged there.

    Fix: If the page is to be found itself, point its canonical link to its own address.

    Notes: Right for copies, print versions and republished posts, so this is advice. The page's own address has to be
    known: from the crawl, or in drafts at least the site's (`site-url`). Scheme, `www.`, a closing slash and the query
    are not held against it.
    """
    named = canonical_address(page)
    if named is None:
        raise NotApplicable("the page names no canonical address")
    if page_kind(page) == "part":
        raise NotApplicable("the file is not a page of its own")
    address, span = named
    if not page.context.url:
        site = host_of(page.context.site_url)
        if not site:
            raise NotApplicable("the page's own address is not known")
        if host_of(address) not in (site, ""):
            yield Finding(span, f"the page names one of another site as the original: {quoted(address, 70)}")
    elif urlsplit(address).scheme and not same_address(address, page.context.url, ignore_query=True):
        yield Finding(span, f"the page asks to be judged as another one: {quoted(address, 70)}")

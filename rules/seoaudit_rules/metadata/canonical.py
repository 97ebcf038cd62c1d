from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from seoaudit.api import Finding, NotApplicable, Page, canonical_links, header_links, host_of, quoted, rule


@rule(
    severity="warning",
    weight=1.5,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    media=("html",),
)
def canonical(page: Page) -> Iterator[Finding]:
    """A canonical link names one absolute address.

    Why: It tells search engines which of several addresses of a page to show. One that is relative, broken or
    contradicted by a second one is passed over, or takes the page out of the results.

    Fix: Keep one `<link rel="canonical">` in the head, with the page's full https address.

    Notes: A page without a canonical link is fine. The same link twice does no harm. A Link
    header of the response counts as well. Links in the body are passed over, as search engines do.
    """
    named = [
        ((element.attributes.get("href") or "").strip(), element.span) for element in canonical_links(page)
    ]
    named += [(link.address, page.start) for link in header_links(page) if "canonical" in link.relations]
    if not named:
        raise NotApplicable("the page has no canonical link, and needs none")
    first = named[0][0]
    for number, (href, span) in enumerate(named):
        if "{{" in href or "{%" in href:
            continue
        if number and href != first:
            yield Finding(
                span,
                f"a second canonical link names another address, {quoted(href)}",
                "Keep one of them.",
            )
        elif fault := _fault(page, href):
            yield Finding(span, fault)


def _fault(page: Page, href: str) -> str:
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        return f"the canonical address {quoted(href)} is not a valid URL"
    if not href:
        return "the canonical link names no address"
    if not parts.scheme and (" " in href or not host):
        return f"the canonical address {quoted(href)} is relative"
    if parts.scheme not in ("http", "https", "") or not host or " " in href:
        return f"the canonical address {quoted(href)} is not a valid URL"
    if parts.fragment:
        return f"the canonical address ends in a fragment, “#{parts.fragment}”"
    own = urlsplit(page.context.url)
    if own.scheme == "https" and parts.scheme == "http":
        return "the canonical address is http, the page itself https"
    if (
        own.path.strip("/")
        and parts.path in ("", "/")
        and not parts.query
        and host_of(href) == host_of(page.context.url)
    ):
        return "the canonical address is the home page, and this page is another"
    return ""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from seoaudit.api import Finding, Page, host_of, kind_of, links, rule

_UNREACHABLE = (".local", ".test", ".localhost", ".example", ".invalid", ".onion", ".internal")


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    of=links,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
)
def insecure(page: Page) -> Iterator[Finding]:
    """Links use https.

    Why: Almost every site answers to https by now. A link with http costs its readers a redirect, or a
    warning, and can be tampered with on the way.

    Fix: Write https:// and try the link once.

    Notes: Without asking the other site nobody knows that it has https, so this is advice. Addresses that
    cannot have it (localhost, numeric and reserved ones) are left alone.
    """
    for link in links(page):
        if link.target[:7].lower() != "http://":
            continue
        host = host_of(link.target)
        if (
            "." not in host
            or host.endswith(_UNREACHABLE)
            or _numeric(host)
            or host in ("example.com", "example.org")
        ):
            continue
        whose = "this site" if kind_of(page, link) == "internal" else host
        yield Finding(link.span, f"the link to {whose} begins with http://")


def _numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

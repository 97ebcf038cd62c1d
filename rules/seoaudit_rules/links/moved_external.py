from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from seoaudit.api import Finding, OutboundLink, Page, outbound_links, rule, same_address


@rule(
    severity="info",
    weight=1,
    fault=True,
    evidence="convention",
    of=outbound_links,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/response-codes/",
)
def moved_external(page: Page) -> Iterator[Finding]:
    """Links to other sites lead to addresses that have not moved.

    Why: A permanent redirect says that the old address is to be forgotten. One day it will be, and where it leads to the
    home page, what you linked to is probably gone already.

    Fix: Open the link. If the page is still the one you meant, link to its new address.

    Notes: Judged only with `--check-external`. It costs nothing. Redirects for the time being pass, and so does a move that
    changes no more than http to https, `www.`, or the closing slash.
    """
    for each in outbound_links(page):
        if each.reach.verdict == "moved" and not same_address(each.address, each.reach.target):
            yield Finding(each.link.span, f"{each.phrase}, which has moved to {_shown(each)}")


def _shown(each: OutboundLink) -> str:
    old, new = urlsplit(each.address), urlsplit(each.reach.target)
    if new.path in ("", "/") and not new.query and old.path not in ("", "/"):
        return f"the home page of {new.netloc}"
    return each.reach.target if len(each.reach.target) <= 90 else each.reach.target[:89] + "…"

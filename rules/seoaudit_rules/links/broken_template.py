from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from seoaudit.api import NotApplicable, Site, SiteFinding, at_first_link, quoted, rule

#: Links outside of the main content to what does not exist. Redirects in a circle belong to indexing/redirect-chain.
_BROKEN = """
    SELECT target, href, anchor, source, start_at, end_at FROM links
    WHERE main = 0 AND status = 'missing' AND hops = 0 AND href NOT LIKE '%/cdn-cgi/%'
    ORDER BY target, source, start_at
"""


@rule(
    scope="site",
    severity="error",
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
)
def broken_template(site: Site) -> Iterator[SiteFinding]:
    """Links of the navigation, sidebar and footer lead to pages and files that exist.

    Why: A dead link in a menu or footer is on every page that has them: each reader meets it, and search engines ask
    for the missing page again and again.

    Fix: Correct the address in the template, bring the page back, or let the old address redirect to the new one.

    Notes: Judged for built and fetched sites, where all that stands around the text is known: navigation, sidebars,
    teasers, comments, footers. Each address is reported once, at its first link, with the number of pages. Links in
    the text are a matter of `links/broken-internal`, redirects in a circle of `indexing/redirect-chain`. Addresses
    under `/cdn-cgi/` belong to a network in front of the site (protected e-mail addresses, for one) and are no pages.
    """
    if not site.built:
        raise NotApplicable("menus and footers are made when the site is built")
    for _, group in groupby(site.query(_BROKEN), lambda row: row["target"] or row["href"]):
        links = list(group)
        yield at_first_link(links, f"{_named(links[0])}, which does not exist")


def _named(row: Any) -> str:  # noqa: ANN401 - a row of a query
    target = row["target"] or row["href"]
    name = quoted(row["anchor"], 40) if row["anchor"] and row["anchor"] not in target else "this link"
    return f"{name} leads to {target if len(target) <= 90 else target[:89] + '…'}"

"""``links/depth``: see the docstring of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Meta, NotApplicable, Site, SiteFinding, depths, rule

_PAGES = """
    SELECT key FROM pages WHERE indexable = 1 AND kind IN ('post', 'page') ORDER BY key
"""


@rule(
    scope="site",
    severity="info",
    evidence="convention",
    source="https://www.screamingfrog.co.uk/seo-spider/tutorials/crawl-depth-seo-spider/",
)
def depth(site: Site, *, most: Annotated[int, Meta(ge=1)] = 4) -> Iterator[SiteFinding]:
    """A page is at most four clicks from the home page.

    Why: Few readers click more often than that, and search engines visit what is far from the home page less often.

    Fix: Link to the page from one nearer to the home page: a section's page, a list of the best posts, or a
    post that is read much. An archive that only pages back ten posts at a time puts old ones far away; link it by
    year or subject.

    Notes: Counted along all links, navigation included, so it is asked of built sites and of plain folders of texts;
    what a generator's lists link to is known only once the site is built.
    """
    if not site.whole:
        raise NotApplicable("not all pages of the site were read")
    if site.generator and not site.built:
        raise NotApplicable("lists and menus of the generator are not known before the site is built")
    far = depths(site)
    if not far:
        raise NotApplicable("the home page was not read")
    for row in list(site.query(_PAGES)):
        clicks = far.get(row["key"], 0)
        if clicks > most:
            yield SiteFinding(row["key"], f"is {clicks} clicks from the home page")

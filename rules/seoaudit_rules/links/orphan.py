"""``links/orphan``: see the docstring of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Meta, NotApplicable, Site, SiteFinding, rule

_PAGES = (
    "SELECT COUNT(*) FROM pages WHERE indexable = 1 AND kind IN ('post', 'page', 'index') AND media <> 'text'"
)
#: Pages that should be found and that no other page links to, navigation included.
_ORPHANS = """
    SELECT pages.key AS key, MAX(sitemap.line) AS listed
    FROM pages LEFT JOIN sitemap ON sitemap.key = pages.key
    WHERE pages.indexable = 1 AND pages.kind IN ('post', 'page', 'index') AND pages.key <> ?
      AND pages.media <> 'text' AND pages.key NOT LIKE '%/404%'
      AND NOT EXISTS (SELECT 1 FROM links WHERE links.target = pages.key AND links.source <> pages.key)
    GROUP BY pages.key
    ORDER BY pages.key
"""


@rule(
    scope="site",
    severity="warning",
    evidence="convention",
    source="https://www.screamingfrog.co.uk/seo-spider/tutorials/how-to-find-orphan-pages/",
)
def orphan(site: Site, *, share: Annotated[float, Meta(gt=0, le=1)] = 0.5) -> Iterator[SiteFinding]:
    """Every page can be reached by a link from another page.

    Why: Readers move by links, and search engines find new pages by them. A page that nothing links to is met only
    by those who know its address, and counts for little even where a sitemap lists it.

    Fix: Link to the page from one that its readers come from, in words that say what they find there. Delete
    it, or keep it out of search with noindex, if nobody should find it.

    Notes: Told of built sites, where navigation and lists count as links, and of plain folders of texts that link to
    each other. The sources of a generated site say too little: its lists and menus link to pages that no text mentions
    (on five of nine such sites to more than half of them). See `links/unlinked` for those. Asked only
    when all pages of the site were read, and not when more than `share` of them are orphans: then the texts are
    no site, or the links are made in a way that is not seen. The home page and 404 pages are exempt.
    """
    if not site.whole:
        raise NotApplicable("not all pages of the site were read")
    if site.generator and not site.built:
        raise NotApplicable("lists and menus of the generator are not known before the site is built")
    pages = site.value(_PAGES)
    orphans = list(site.query(_ORPHANS, site.home))
    if len(orphans) > share * pages:
        raise NotApplicable("too few of the pages are linked to at all")
    for page in orphans:
        listed = "; only a sitemap lists it" if page["listed"] is not None else ""
        yield SiteFinding(page["key"], f"no other page links here{listed}")

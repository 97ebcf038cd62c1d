"""``links/unlinked``: see the docstring of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Meta, NotApplicable, Site, SiteFinding, rule

_PAGES = "SELECT COUNT(*) FROM pages WHERE indexable = 1 AND kind IN ('post', 'page')"
#: Pages of their own text that no other page's text links to.
_UNLINKED = """
    SELECT key
    FROM pages
    WHERE indexable = 1 AND kind IN ('post', 'page') AND key <> ? AND key NOT LIKE '%/404%'
      AND NOT EXISTS (
          SELECT 1 FROM links WHERE links.target = pages.key AND links.source <> pages.key AND links.main = 1
      )
    ORDER BY key
"""


@rule(
    scope="site",
    severity="info",
    evidence="convention",
    source="https://yoast.com/orphaned-content-seo/",
)
def unlinked(site: Site, *, share: Annotated[float, Meta(gt=0, le=1)] = 0.25) -> Iterator[SiteFinding]:
    """The text of some other page links to each page.

    Why: Lists and menus lead to every page alike. A link in a text says in words what its target is about and sends
    readers there who are interested; Google recommends one to every page you care about.

    Fix: Link to the page from a text that touches its subject. `links/opportunity` knows places that name it.

    Notes: On many good sites only few texts link to each other, and there the exceptions would be most of the pages.
    So this is told where no more than `share` of the pages have no such link, when all pages of the site were read,
    and only of the sources of generated sites: elsewhere `links/orphan` asks. Whether lists or menus lead to the page
    is not known there.
    """
    if not site.whole:
        raise NotApplicable("not all pages of the site were read")
    if site.built or not site.generator:
        raise NotApplicable("where all links are known, links/orphan asks for them")
    found = list(site.query(_UNLINKED, site.home))
    if len(found) > share * site.value(_PAGES):
        raise NotApplicable("on this site lists and menus lead to the pages more than texts do")
    for page in found:
        yield SiteFinding(page["key"], "no other page’s text links here")

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Meta, Site, SiteFinding, named, rule, sharing


@rule(
    scope="site",
    severity="error",
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
)
def duplicate(site: Site, *, least_words: Annotated[int, Meta(ge=50)] = 100) -> Iterator[SiteFinding]:
    """No two pages have the same text.

    Why: Search engines show one of several copies, and it may be the wrong one. Links to the copies are split,
    and readers who arrive at an old one miss what was mended in the other.

    Fix: Keep one of the pages and redirect the others to it. Where both have to stay, name the one that counts in the
    other's canonical link.

    Notes: The main text is compared, with its tables and code, without markup, white space, capitals and the H1. Pages of fewer than
    `least-words` words are left alone, and so are those that are not published, not indexed, or name another page as
    canonical. In a repository the versions of a manual and untranslated copies are passed over, because their canonical
    links stand in a template; on a built site only what links of the page declare counts.
    """
    for shared in sharing(site, "text_key", versions=site.built):
        page = shared.page
        if page["words"] >= least_words:
            yield SiteFinding(
                page["key"],
                f"has the same text as {named(shared.paths, [page['path']], count=shared.count)}",
                related=shared.related,
            )

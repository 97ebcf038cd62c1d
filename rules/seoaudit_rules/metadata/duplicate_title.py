from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Site, SiteFinding, Span, named, rule, sharing


@rule(
    scope="site",
    severity="warning",
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/title-link",
)
def duplicate_title(site: Site) -> Iterator[SiteFinding]:
    """Every page has a title of its own.

    Why: The title is the line a searcher chooses by. Pages with the same one cannot be told apart in a list of results,
    in bookmarks or in a browser's tabs, and search engines then write titles of their own.

    Fix: Say in each title what only that page has: the product, the place, the version, the question it answers.

    Notes: Titles are compared without regard to capitals and blanks. Only pages that can be found by themselves count:
    published, not marked noindex, not canonicalised elsewhere, no indexes, no further pages of a listing. Translations and
    versions of one page may share its title.
    """
    for shared in sharing(site, "title_key"):
        page = shared.page
        yield SiteFinding(
            page["key"],
            f"has the same title as {named(shared.paths, [page['path']], count=shared.count)}",
            "",
            Span(page["title_start"], page["title_end"]),
            shared.related,
        )

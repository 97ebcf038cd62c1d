from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Site, SiteFinding, Span, named, rule, sharing


@rule(
    scope="site",
    severity="warning",
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/snippet",
)
def duplicate_description(site: Site) -> Iterator[SiteFinding]:
    """Every page that has a description has one of its own.

    Why: A description that many pages share describes none of them. Search engines pass it over, and where they show it
    several results of the site read alike.

    Fix: Write for each page what a reader finds on it. Where there are too many pages for that, leave the
    description out: a snippet from the text is better than the same sentence everywhere.

    Notes: Descriptions are compared without regard to capitals and blanks. Only pages that can be found by themselves
    count: published, not marked noindex, not canonicalised elsewhere, no indexes, no further pages of a listing.
    Translations and versions of one page may share its description.
    """
    for shared in sharing(site, "description_key"):
        page = shared.page
        yield SiteFinding(
            page["key"],
            f"has the same description as {named(shared.paths, [page['path']], count=shared.count)}",
            "",
            Span(page["description_start"], page["description_end"]),
            shared.related,
        )

"""``links/footprint``: see the docstring of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Meta, NotApplicable, Site, SiteFinding, Span, quoted, rule

_TEXTS = "SELECT COUNT(*) FROM pages WHERE error = '' AND kind IN ('post', 'page')"
#: External targets by the number of pages that link to them with an anchor of several words.
_TARGETS = """
    SELECT links.target AS target, COUNT(DISTINCT links.source) AS pages
    FROM links JOIN pages ON pages.key = links.source
    WHERE links.status = 'external' AND links.main = 1 AND links.nofollow = 0
      AND links.anchor_stems LIKE '% %' AND pages.kind IN ('post', 'page')
    GROUP BY links.target
    HAVING COUNT(DISTINCT links.source) > 1
"""
#: The first such link of each page, with what the page wants to be found for.
_LINKS = """
    SELECT links.source AS source, links.anchor AS anchor, links.anchor_stems AS anchor_stems,
           MIN(links.start_at) AS start_at, links.end_at AS end_at, pages.keyphrase_stems AS keyphrase_stems
    FROM links JOIN pages ON pages.key = links.source
    WHERE links.target = ? AND links.main = 1 AND links.nofollow = 0 AND links.anchor_stems LIKE '% %'
      AND pages.kind IN ('post', 'page')
    GROUP BY links.source
    ORDER BY links.source
"""


@rule(
    scope="site",
    severity="warning",
    evidence="official",
    source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
)
def footprint(
    site: Site,
    *,
    min_pages: Annotated[int, Meta(ge=2)] = 3,
    share: Annotated[float, Meta(gt=0, le=1)] = 0.5,
) -> Iterator[SiteFinding]:
    """The pages of a site do not all send their readers to one page elsewhere with the words it wants to rank for.

    Why: links with keyword-rich anchors that are placed in many texts to move one target up are what Google's
    spam policies call link spam. To a reader of more than one of the posts they look like what they are.

    Fix: keep the link where it helps the reader, name the target there by its own name, and mark links that are
    paid or your own campaign with rel=“sponsored”. Take it out of the other pages.

    Notes: A target counts when more than `share` of the pages, and at least `min-pages`, link to it from their
    text with an anchor that has words of the page's own keyphrase.
    """
    pages = site.value(_TEXTS)
    if pages < min_pages:
        raise NotApplicable(f"there are fewer than {min_pages} pages")
    for target in list(site.query(_TARGETS)):
        links = [
            link
            for link in site.query(_LINKS, target["target"])
            if len({*link["anchor_stems"].split()} & {*link["keyphrase_stems"].split()}) > 1
        ]
        if len(links) < min_pages or len(links) <= share * pages:
            continue
        for link in links:
            yield SiteFinding(
                link["source"],
                f"{quoted(link['anchor'])} leads to {target['target']}, as it does on {len(links)} of {pages} pages",
                "",
                Span(link["start_at"], link["end_at"]),
                tuple(other["source"] for other in links if other is not link),
            )

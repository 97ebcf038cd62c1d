from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Any

from seoaudit.api import (
    MAX_RELATED,
    Meta,
    NotApplicable,
    Site,
    SiteFinding,
    Span,
    host_of,
    quoted,
    rule,
)

_TEXTS = "SELECT COUNT(*) FROM pages WHERE error = '' AND kind IN ('post', 'page')"
#: Hosts that many pages link to with an anchor of several content words: few, however large the site.
_HOSTS = """
    SELECT links.host AS host
    FROM links JOIN pages ON pages.key = links.source
    WHERE links.status = 'external' AND links.main = 1 AND links.nofollow = 0
      AND links.anchor_stems LIKE '% %' AND pages.kind IN ('post', 'page')
    GROUP BY links.host
    HAVING COUNT(DISTINCT links.source) >= ?
    ORDER BY links.host
"""
_LINKS = """
    SELECT links.source AS source, pages.path AS path, links.target AS target, links.anchor AS anchor,
           links.anchor_stems AS anchor_stems, links.start_at AS start_at, links.end_at AS end_at,
           pages.keyphrase_stems AS keyphrase_stems
    FROM links JOIN pages ON pages.key = links.source
    WHERE links.host = ? AND links.status = 'external' AND links.main = 1 AND links.nofollow = 0
      AND links.anchor_stems LIKE '% %' AND pages.kind IN ('post', 'page')
    ORDER BY links.source, links.start_at
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

    Why: Links with keyword-rich anchors that are placed in many texts to move one target up are what Google's
    spam policies call link spam. To a reader of more than one of the posts they look like what they are.

    Fix: Keep the link in the one text where it helps most, name the target there by its own name, and mark links
    that are paid for, or your own campaign, with `rel="sponsored"`. Elsewhere link to your own page on the subject.

    Notes: A target counts when more than `share` of the pages, and at least `min-pages`, link to it from their
    text, each with an anchor that has two words of that page's own keyphrase. Addresses that differ in the scheme,
    `www.`, the query or a closing slash are one target. Links with `rel="nofollow"` are left alone.
    """
    pages = site.value(_TEXTS)
    if pages < min_pages:
        raise NotApplicable(f"there are fewer than {min_pages} pages")
    needed = max(min_pages, int(share * pages) + 1)
    own = host_of(site.url) if site.url else ""
    for host in [row["host"] for row in site.query(_HOSTS, needed)]:
        if host == own:
            continue
        by_target: dict[str, dict[str, Any]] = defaultdict(dict)
        for link in site.query(_LINKS, host):
            if len({*link["anchor_stems"].split()} & {*link["keyphrase_stems"].split()}) > 1:
                by_target[_normal(link["target"])].setdefault(link["source"], link)
        for target, links in by_target.items():
            if len(links) >= needed:
                yield from _findings(target, links, pages)


def _normal(address: str) -> str:
    """Return an address as far as it tells pages apart: no scheme, ``www.``, query, fragment or closing slash."""
    return address.partition("://")[2].partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/")


def _findings(target: str, links: dict[str, Any], pages: int) -> Iterator[SiteFinding]:
    first = list(links)[: MAX_RELATED + 1]
    host = target.partition("/")[0]
    for key, link in links.items():
        others = [other for other in first if other != key]
        yield SiteFinding(
            key,
            f"{quoted(link['anchor'], 30)} links to {host}, as {len(links):,} of {pages:,} pages do",
            span=Span(link["start_at"], link["end_at"]),
            related=tuple(others[:MAX_RELATED]),
            headline=_headline(host, len(links), pages) if key == first[0] else "",
        )


def _headline(host: str, linking: int, pages: int) -> str:
    how_many = f"All {pages:,}" if linking == pages else f"{linking:,} of {pages:,}"
    return (
        f"{how_many} pages send their readers to the same page of {host}, with the words it wants to be found for. "
        "Keep that link in one of them, and link to a page of your own in the others."
    )

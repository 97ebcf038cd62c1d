from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from seoaudit.api import Meta, Site, SiteFinding, lazy_regex, named, rule, sharing

_INDEX = lazy_regex(r"(?<=/)index\.(?:html?|php)$")


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
    canonical; what answers at `/` and at `/index.html` as well is one page at two addresses, also with a shorter text. In a repository the versions of a manual and untranslated copies are passed over, because their canonical
    links stand in a template; on a built site only what links of the page declare counts.
    """
    for shared in sharing(site, "text_key", versions=site.built):
        page = shared.page
        own = _without_index(page["key"])
        twins = [other for other in shared.others if _without_index(other["key"]) == own]
        if own != page["key"].rstrip("/") and (first := next(iter(twins), None)) is not None:
            yield _second_address(page, first)
        elif page["words"] >= least_words and len(twins) < shared.count:
            paths = [other["path"] for other in shared.others if other not in twins]
            yield SiteFinding(
                page["key"],
                f"has the same text as {named(paths, [page['path']], count=shared.count - len(twins))}",
                related=shared.related,
            )


def _second_address(page: Mapping[str, Any], first: Mapping[str, Any]) -> SiteFinding:
    """Return the finding on ``/index.html`` where ``/`` is the same page."""
    address = first["path"]
    return SiteFinding(
        page["key"],
        f"is the page “{address}” at a second address",
        f"Redirect this address to “{address}”, link only to that one, and name it in the page's canonical link.",
        related=(first["key"],),
    )


def _without_index(key: str) -> str:
    """Return a page's key without the name of its folder's index, and without a closing slash."""
    return _INDEX.sub("", key).rstrip("/")

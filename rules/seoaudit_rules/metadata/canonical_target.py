from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seoaudit.api import NotApplicable, Site, SiteFinding, Span, quoted, rule

_CANONICALS = """
    SELECT pages.key AS key, pages.canonical AS canonical, pages.canonical_status AS leads_to,
           pages.canonical_start AS start_at, pages.canonical_end AS end_at,
           target.key AS target, target.noindex AS noindex, target.status AS status, target.published AS published,
           target.canonical AS further
    FROM pages LEFT JOIN pages AS target ON target.key = pages.canonical
    WHERE pages.canonical NOT IN ('', pages.key) AND pages.noindex = 0 AND pages.published = 1
    ORDER BY pages.key
"""


@rule(
    scope="site",
    severity="warning",
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
)
def canonical_target(site: Site) -> Iterator[SiteFinding]:
    """A canonical link leads to a page that can be shown in its place.

    Why: The link says “show that page instead of me”. Where the other page is missing, redirected, kept out of the
    index or points to a third one, search engines have to guess, and may show neither.

    Fix: Name the address of the page that is to be found: one that answers, may be indexed, and has itself as canonical
    or none.

    Notes: Looked up among the pages that were audited and in what is known of the site. Canonical links to other
    sites are not followed. How the link is written is another rule's question.
    """
    if site.value("SELECT 1 FROM pages WHERE canonical NOT IN ('', key)") is None:
        raise NotApplicable("no page names another one as canonical")
    for row in site.query(_CANONICALS):
        fault, fix = _fault(row)
        if fault:
            yield SiteFinding(
                row["key"],
                f"the canonical page {quoted(row['canonical'])} {fault}",
                fix,
                Span(row["start_at"], row["end_at"]),
                (row["target"],) if row["target"] else (),
            )


def _fault(row: Any) -> tuple[str, str]:  # noqa: ANN401 - a row of a query
    """Return what is wrong with the page that a canonical link names, and the remedy if it is not the usual one."""
    if row["leads_to"] == "missing":
        return "does not exist", ""
    if row["leads_to"] == "redirect":
        return "is where a redirect ends", "Name that address itself, not one that redirects to it."
    if row["target"] is None:
        return "", ""
    if row["noindex"]:
        return "is marked noindex", "Let it be indexed, or name another page."
    if not row["published"]:
        return "is not published", "Publish it, or name another page."
    if row["status"] != 200:
        return f"answers with status {row['status']}", ""
    if row["further"] == row["key"]:
        return "names this page as canonical", "Decide which of the two is to be found, and let both name it."
    if row["further"] not in ("", row["target"]):
        return f"has another one, {quoted(row['further'])}", f"Name {row['further']} here, too."
    return "", ""

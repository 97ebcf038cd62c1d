from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, data_nodes, rule

#: Types whose rich results Google has ended, and when.
_RETIRED = {
    "HowTo": "September 2023",
    "FAQPage": "May 2026",
    "ClaimReview": "June 2025",
    "SpecialAnnouncement": "June 2025",
}


@rule(
    severity="info",
    weight=1,
    evidence="official",
    of=data_nodes,
    source="https://developers.google.com/search/docs/appearance/structured-data/search-gallery",
    media=("markdown", "html"),
)
def retired(page: Page) -> Iterator[Finding]:
    """Structured data is kept for results that exist.

    Why: Google no longer shows FAQ, how-to, fact-check and announcement results. Markup for them changes
    nothing there, and has to be kept in step with the text all the same.

    Fix: Leave the retired type out of new pages. Where it is generated and right it does no harm.

    Notes: The types are still part of schema.org, and others may read them. How-to results ended in September
    2023, fact checks and announcements were announced to end in June 2025, and FAQ results ended in May 2026.
    """
    seen: set[str] = set()
    for node in data_nodes(page):
        for name in node.types:
            if name in _RETIRED and name not in seen:
                seen.add(name)
                yield Finding(
                    node.span, f"{name} gets no rich result any more: Google ended it in {_RETIRED[name]}"
                )

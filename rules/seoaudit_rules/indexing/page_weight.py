from __future__ import annotations

from seoaudit.api import Finding, Measurement, Page, rule


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    good=2.0,
    bad=4.0,
    source="https://developers.google.com/search/docs/crawling-indexing/googlebot#how-googlebot-accesses-your-site",
    media=("html",),
)
def page_weight(page: Page) -> Measurement:
    """The page's HTML is at most 2 MB.

    Why: Crawlers read only so much of a file and leave what follows unread, and readers wait for it.

    Fix: Move inlined images, styles and data into files of their own, or split the page.

    Notes: Measured is the HTML alone, uncompressed. Google's documents name limits for what its crawler reads of
    a file; no ranking follows from the figure.
    """
    size = len(page.source.text.encode("utf-8", "replace")) / 1_000_000
    return Measurement(size, "MB", [Finding(page.start, f"the HTML is {size:.2g} MB")])

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, drift_of, rule


@rule(
    severity="error",
    weight=10,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
)
def canonical(page: Page) -> Iterator[Finding]:
    """The published page names itself as canonical, or what the draft names.

    Why: A page whose canonical link leads to another one asks search engines to show that one instead. A template that
    prints the home page, a staging host or the address of another post takes every post out of the index.

    Fix: Let the template print the address of the page itself, with the host it is published on.

    Notes: Applies where a published page is given to compare with (`--against`) whose own address is known. No canonical
    link is no fault. A scheme, `www.`, a closing slash and `index.html` do not count.
    """
    for each in drift_of(page, "canonical"):
        yield Finding(each.span, f"the published page names {each.published} as canonical, not {each.draft}")

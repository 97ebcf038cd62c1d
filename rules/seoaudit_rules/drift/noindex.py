from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, drift_of, rule


@rule(
    severity="error",
    weight=10,
    fault=True,
    blocker=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/block-indexing",
)
def noindex(page: Page) -> Iterator[Finding]:
    """The template keeps no page out of the index that the draft wants in it.

    Why: A noindex that was meant for a staging site, or for one layout, goes live with the template, and the post is in
    no search result. Nothing in the draft shows it.

    Fix: Take the directive out of the template or the server's headers, or say in the draft that it is wanted.

    Notes: Applies where a published page is given to compare with (`--against`). A draft that asks for noindex and is
    published without it is reported too.
    """
    for each in drift_of(page, "noindex"):
        if each.change == "added":
            yield Finding(
                each.span, f"the published page has {each.published}; the draft does not ask for it"
            )
        else:
            yield Finding(each.span, "the draft asks for noindex, the published page does not have it")

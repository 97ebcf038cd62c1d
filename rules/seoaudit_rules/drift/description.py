from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Difference, Finding, Page, drift_of, quoted, rule


@rule(
    severity="warning",
    weight=3,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/snippet",
)
def description(page: Page) -> Iterator[Finding]:
    """The published page has the draft's description.

    Why: Search results may show the meta description, and social networks take it too. Where the template drops or
    shortens it, or prints the site's own instead, every post says the same or nothing.

    Fix: Let the template print the draft's description in the meta element, whole and escaped once.

    Notes: Applies where a published page is given to compare with (`--against`). A draft without a description is
    another rule's matter.
    """
    for each in drift_of(page, "description"):
        if each.change in ("lost", "changed"):
            yield Finding(each.span, _message(each))


def _message(each: Difference) -> str:
    if each.change == "lost":
        return "the published page does not have the draft's description"
    return f"the published description is {quoted(each.published, 100)}, not the draft's"

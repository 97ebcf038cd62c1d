from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Difference, Finding, Page, drift_of, quoted, rule


@rule(
    severity="warning",
    weight=4,
    fault=True,
    evidence="convention",
    source="https://www.screamingfrog.co.uk/seo-spider/issues/h1/missing/",
)
def heading(page: Page) -> Iterator[Finding]:
    """The published page has the draft's main heading as its H1.

    Why: Readers look for the words they clicked on. A template that makes the logo the H1, or prints the title as plain
    text, leaves the page without a heading of its own.

    Fix: Print the post's title as the one H1 of the page, and the name of the site as something else.

    Notes: Applies where a published page is given to compare with (`--against`). The draft's main heading is its H1, or
    the title in front matter that a theme makes one of.
    """
    for each in drift_of(page, "heading"):
        if each.change in ("lost", "changed"):
            yield Finding(each.span, _message(each))


def _message(each: Difference) -> str:
    if each.change == "lost":
        return f"the published page has no H1; the draft's is {quoted(each.draft, 80)}"
    return f"the H1 of the published page is {quoted(each.published, 80)}, not {quoted(each.draft, 80)}"

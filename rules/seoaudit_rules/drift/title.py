from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Difference, Finding, Page, drift_of, quoted, rule


@rule(
    severity="warning",
    weight=4,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/title-link",
)
def title(page: Page) -> Iterator[Finding]:
    """The published page has the draft's title.

    Why: The title element is what search results show and what was written for them. A template that takes another field,
    or nothing at all, throws that work away.

    Fix: Let the template print the draft's title in the title element; a name of the site may follow it.

    Notes: Applies where a published page is given to compare with (`--against`). Added words before or after the title
    are no fault. White space, case and typographic signs do not count.
    """
    for each in drift_of(page, "title"):
        if each.change != "extended":
            yield Finding(each.span, _message(each))


def _message(each: Difference) -> str:
    if each.change == "lost":
        return f"the published page has no title; the draft has {quoted(each.draft, 80)}"
    return f"the published title is {quoted(each.published, 80)}, not {quoted(each.draft, 80)}"

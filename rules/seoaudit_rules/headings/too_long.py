from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, headings, rule


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    of=headings,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/h1/over-x-characters/",
)
def too_long(page: Page, *, max_characters: Annotated[int, Meta(ge=20)] = 70) -> Iterator[Finding]:
    """A heading is short enough to be taken in at a glance.

    Why: Readers skim the headings to find their place, and a heading of several lines has to be read like a
    paragraph.

    Fix: Keep in the heading what the section is about, and move the rest into its first sentence.

    Notes: Advice only. Google gives no length for headings; 70 characters is Screaming Frog's figure.
    """
    for heading in headings(page):
        if len(heading.text) > max_characters:
            yield Finding(
                heading.span, f"the heading has {len(heading.text)} characters, more than {max_characters}"
            )

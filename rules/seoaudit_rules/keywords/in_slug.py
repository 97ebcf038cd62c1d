from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    chosen_keyphrase,
    coverage_in,
    known_metadata,
    page_kind,
    quoted,
    rule,
)

_SHORT = 3


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    source="https://yoast.com/features/keyphrase-in-slug/",
)
def in_slug(page: Page) -> Iterator[Finding]:
    """The last part of the address has the keyphrase.

    Why: The address is read in search results and wherever the link is pasted bare.

    Fix: Choose the address before the page is published (`slug:` in a draft). Leave a published address as it is, or redirect the old one.

    Notes: All of a keyphrase of one or two words, more than half of a longer one. Advice only, and none on an
    inferred keyphrase.
    """
    phrase = chosen_keyphrase(page)
    if page_kind(page) == "index":
        raise NotApplicable("a section's index has the section's address")
    slug = known_metadata(page).slug
    words = " ".join(re.split(r"[-_+.\s]+", re.sub(r"\.html?$", "", unquote(slug.value))))
    if not any(map(str.isalpha, words)):
        raise NotApplicable("the address has no words")
    covered = coverage_in(page, words)
    enough = covered.complete if covered.of < _SHORT else covered.found * 2 > covered.of
    if not enough:
        name = quoted(phrase.text)
        yield Finding(
            slug.span,
            f"the slug {quoted(slug.value)} has {covered.found} of the {covered.of} words of {name}",
        )

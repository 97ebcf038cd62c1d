from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, hidden_texts, quoted, rule


@rule(
    severity="warning",
    weight=4,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/essentials/spam-policies#hidden-text-and-links",
    media=("html",),
)
def hidden_text(page: Page, *, min_characters: Annotated[int, Meta(ge=1)] = 50) -> Iterator[Finding]:
    """What search engines read, readers can see.

    Why: Text that only search engines get to see is spam by their policies, and can cost the whole site its
    place.

    Fix: Show the hidden text, or delete it.

    Notes: Read are style attributes and simple rules in the page's own style elements: no display, no size, no
    opacity, off the screen, in the colour of its background. What opens on demand (menus, tabs, dialogs, answers),
    what scripts may show, and text for screen readers is left alone, so pages with scripts of their own are judged by
    the plainest signs only.
    """
    for hidden in hidden_texts(page):
        if len(hidden.text) >= min_characters and "{{" not in hidden.text and "{%" not in hidden.text:
            yield Finding(
                hidden.span,
                f"{len(hidden.text)} characters are hidden by {hidden.technique}: {quoted(hidden.text)}",
            )

from __future__ import annotations

import re
from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    images,
    lazy_regex,
    metadata,
    rule,
    word_count,
)

#: What is as good as an image: drawings, players, diagrams, galleries.
_SHOWN = lazy_regex(r"<(?:svg|video|iframe|canvas|object|embed|picture|img)\b", re.IGNORECASE)
_DRAWN = lazy_regex(
    r"^[ \t]*(?:`{3,}|~{3,})[ \t]*\{?\.?(?:mermaid|plantuml|dot|d2|math)", re.IGNORECASE, re.MULTILINE
)
_COMPONENT = lazy_regex(
    r"ima?ge?|figure|photo|picture|gallery|video|youtube|vimeo|gif|chart|plot|diagram|mermaid|embed|illustration|screenshot|tweet",
    re.IGNORECASE,
)


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    source="https://yoast.com/help/text-images-check/",
    judges="text",
)
def none(page: Page, *, min_words: Annotated[int, Meta(ge=0)] = 300) -> Verdict:
    """A text of some length shows something.

    Why: An image lets readers see at a glance what a text is about, can be found in image search, and goes along
    when the page is shared.

    Fix: Add an image that shows what the words explain: a photograph, a screenshot, a diagram.

    Notes: An image in the front matter, a video, a drawing or an image component counts. That a text needs an
    image is a convention of the tools of the field, so this is advice and costs nothing.
    """
    words = word_count(page)
    if words < min_words:
        raise NotApplicable(f"the text has {words} words, fewer than {min_words}")
    if images(page) or metadata(page).image or any(_COMPONENT.search(c.name) for c in page.components):
        return Verdict(1)
    source = page.source.text
    if _SHOWN.search(source) or (("```" in source or "~~~" in source) and _DRAWN.search(source)):
        return Verdict(1)
    return Verdict(0, [Finding(page.start, f"{words:,} words without an image")])

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, outline, rule


@rule(
    severity="warning",
    weight=5,
    evidence="standard",
    of=outline,
    source="https://www.w3.org/WAI/tutorials/page-structure/headings/",
)
def skipped_level(page: Page, *, max_step: Annotated[int, Meta(ge=1, le=5)] = 1) -> Iterator[Finding]:
    """Heading levels go down one step at a time.

    Why: Readers who skim, screen readers and search engines take the levels for the outline of the page;
    an H3 under no H2 belongs to nothing.

    Fix: Give the heading the level that follows the one above it, and style its size with CSS.

    Notes: The first heading may be an H1 or an H2. The title that the theme renders as H1 counts as one.
    """
    above = 1
    for heading in outline(page):
        if heading.level > above + max_step:
            parent = f"h{above}" if heading is not outline(page)[0] else "the page's title"
            yield Finding(
                heading.span,
                f"h{heading.level} follows {parent}, without an h{above + 1} between them",
                f"Make it an h{above + 1}.",
            )
        above = heading.level

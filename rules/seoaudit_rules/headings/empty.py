from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Heading, Page, headings, rule


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="standard",
    of=headings,
    source="https://www.w3.org/WAI/WCAG22/Understanding/headings-and-labels.html",
)
def empty(page: Page) -> Iterator[Finding]:
    """Every heading has text.

    Why: Screen readers announce an empty heading and then read nothing, and it leaves a gap in the outline
    of the page.

    Fix: Write the heading, or delete it; make room with CSS.

    Notes: The alt text of an image counts as text, and so does a template tag that will become text.
    """
    for heading in headings(page):
        if not heading.text and not _filled_later(page, heading):
            yield Finding(heading.span, f"this h{heading.level} has no text")


def _filled_later(page: Page, heading: Heading) -> bool:
    start, end = heading.span
    source = page.source.text[start:end].lower()
    if "aria-label" in source or "<!-- md:" in source or (source.startswith("<h") and "</h" not in source):
        return True  # named for screen readers; filled by a theme; or HTML around a piece of Markdown
    return any(start <= component.span.start < end for component in page.components)

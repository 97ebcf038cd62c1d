from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, head_elements, is_document, page_kind, rule


@rule(
    severity="warning",
    weight=1,
    fault=True,
    evidence="standard",
    source="https://www.w3.org/TR/css-viewport-1/#viewport-meta",
    media=("html",),
)
def viewport(page: Page) -> Iterator[Finding]:
    """The page fits the width of the screen.

    Why: Without a viewport a phone draws the page as wide as a desktop and shrinks it until the text cannot
    be read. Google indexes what the phone gets.

    Fix: Write `<meta name="viewport" content="width=device-width, initial-scale=1">` into the head.
    """
    if not is_document(page) or page_kind(page) == "part":
        raise NotApplicable("the HTML is a piece of a page; its head is elsewhere")
    found = None
    for element in head_elements(page, "meta"):
        if (element.attributes.get("name") or "").strip().lower() == "viewport":
            found = element
            content = (element.attributes.get("content") or "").lower()
            if "width=" in content.replace(" ", "") or "initial-scale" in content or "{" in content:
                return
    if found is None:
        yield Finding(page.start, "the page sets no viewport")
    else:
        yield Finding(found.span, "the viewport sets neither width nor initial-scale")

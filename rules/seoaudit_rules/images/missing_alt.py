from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Image, Page, images, rule


@rule(
    severity="warning",
    weight=8,
    evidence="standard",
    of=images,
    source="https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
)
def missing_alt(page: Page) -> Iterator[Finding]:
    """Every image has a text alternative.

    Why: The alt text is what people who cannot see the image get of it, and the best thing that search engines
    have to understand it by.

    Fix: Describe in a few words what the image shows. In HTML, give a mere decoration ``alt=""``.

    Notes: ``alt=""`` in HTML says that the image is decoration and passes; empty brackets in Markdown are mostly
    forgotten and do not. Images of components and shortcodes are judged only where those show all they say.
    """
    for image in images(page):
        if image.alt is not None and (image.alt.strip() or image.origin != "markdown"):
            continue
        if image.hidden or (image.origin == "html" and image.title.strip()) or _is_pixel(image):
            continue
        if image.origin in ("component", "shortcode") and not _is_plain(page, image):
            continue
        shown = image.target.rpartition("/")[2].partition("?")[0] or image.target
        yield Finding(image.span, f"the image {shown[:60] or 'without an address'} has no alt text")


def _is_pixel(image: Image) -> bool:
    return image.width in ("0", "1") and image.height in ("0", "1")


def _is_plain(page: Page, image: Image) -> bool:
    """Return whether a component names its image by name and nothing in it can be a description."""
    tag = page.source.text[image.span.start : image.span.end].lower()
    name = tag.lstrip("{<%- ").split(maxsplit=1)[0]
    return name in ("figure", "img", "image") and not any(
        word in tag for word in ("alt", "caption", "title", "desc", "...")
    )

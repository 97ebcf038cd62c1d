from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import Edit, Finding, Image, Page, Span, images, lazy_regex, rule

#: File names of images that only keep or fill a place.
_SPACER = lazy_regex(
    r"(?:spacer|blank|transparent|clear|shim|pixel|1x1|dot_?clear|divider|separator|hr-?line)(?:[-_.]?\d+)?\.(?:gif|png|svg|webp)",
    re.IGNORECASE,
)
_IMG = lazy_regex(r"<img(?=[\s/>])", re.IGNORECASE)


@rule(
    severity="warning",
    weight=8,
    evidence="standard",
    of=images,
    source="https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html",
    fixable="safe",
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
        message = f"the image {shown[:60] or 'without an address'} has no alt text"
        if image.origin == "html" and image.alt is None and _SPACER.fullmatch(shown):
            yield Finding(
                image.span, message, 'It only keeps a place: write alt="".', _decoration(page, image)
            )
        else:
            yield Finding(image.span, message)


def _decoration(page: Page, image: Image) -> tuple[Edit, ...]:
    """Return the edit that marks an HTML image as decoration."""
    tag = _IMG.match(page.source.text, image.span.start)
    return (Edit(Span(tag.end(), tag.end()), ' alt=""'),) if tag else ()


def _is_pixel(image: Image) -> bool:
    return image.width in ("0", "1") and image.height in ("0", "1")


def _is_plain(page: Page, image: Image) -> bool:
    """Return whether a component names its image by name and nothing in it can be a description."""
    tag = page.source.text[image.span.start : image.span.end].lower()
    name = tag.lstrip("{<%- ").split(maxsplit=1)[0]
    return name in ("figure", "img", "image") and not any(
        word in tag for word in ("alt", "caption", "title", "desc", "...")
    )

from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import Finding, Page, images, lazy_regex, rule

#: A size in the style attribute keeps the place as well.
_STYLED = lazy_regex(
    r"aspect-ratio|(?<![\w-])width\s*:.*(?<![\w-])height\s*:|(?<![\w-])height\s*:.*(?<![\w-])width\s*:",
    re.DOTALL,
)


@rule(
    severity="info",
    weight=2,
    evidence="standard",
    of=images,
    media=("html",),
    source="https://web.dev/articles/optimize-cls#images-without-dimensions",
)
def dimensions(page: Page) -> Iterator[Finding]:
    """Images state their width and height.

    Why: Without them the browser learns an image's size only when it arrives, and the text under the reader's
    eyes jumps.

    Fix: Give the img its width and height in pixels, and let the style sheet scale it.

    Notes: A size or an aspect ratio in the style attribute counts. Style sheets are not read, so this is advice.
    """
    for image in images(page):
        if (image.width and image.height) or image.hidden or not image.target:
            continue
        if _STYLED.search(page.source.text, image.span.start, image.span.end):
            continue
        missing = (
            "width and height" if not (image.width or image.height) else "width" if image.height else "height"
        )
        shown = image.target.rpartition("/")[2].partition("?")[0] or image.target
        yield Finding(image.span, f"the image {shown[:60]} has no {missing}")

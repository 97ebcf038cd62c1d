from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, images, rule


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    of=images,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/images/",
)
def alt_too_long(page: Page, *, max_characters: Annotated[int, Meta(ge=20)] = 125) -> Iterator[Finding]:
    """Alt texts are short enough to be listened to.

    Why: A screen reader reads an alt text in one go; its listener cannot skim it.

    Fix: Keep in the alt text what matters here, and move the rest into the text or a caption.

    Notes: No standard gives a length; 125 characters is the convention of the tools of the field.
    """
    for image in images(page):
        length = len(" ".join((image.alt or "").split()))
        if length > max_characters:
            yield Finding(image.span, f"the alt text has {length} characters, more than {max_characters}")

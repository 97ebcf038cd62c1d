from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, known_metadata, rule, where

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")


@rule(
    severity="error",
    weight=2,
    fault=True,
    evidence="convention",
    source="https://ogp.me/#metadata",
)
def social_image_broken(page: Page) -> Iterator[Finding]:
    """The image that shared links show exists.

    Why: A network that finds no image at the address shows the link without one, and keeps that for days.

    Fix: Correct the path in the front matter or in `og:image`, or add the file.

    Notes: Judged are addresses of the page's own site from the root (`/images/…`, `https://…`), `./…` and `../…`. What a theme
    makes of a mere file name is its own affair.
    """
    image = known_metadata(page).image
    address = image.value.partition("?")[0]
    if (
        not address.lower().endswith(_IMAGES)
        or not address.startswith(("/", "./", "../", "http"))
        or image.templated
    ):
        raise NotApplicable("the page names no image by its path")
    found = where(page, image.value)
    if found.status == "missing":
        meant = f"; did you mean {found.meant}?" if found.meant else ""
        yield Finding(image.span, f"the image for shared links, {address[:90]}, does not exist{meant}")
    elif found.status in ("unknown", "elsewhere"):
        raise NotApplicable("whether the image exists cannot be told from the files")

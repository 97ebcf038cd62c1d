from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, loaded_images, rule


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    of=loaded_images,
    source="https://developer.chrome.com/docs/lighthouse/performance/uses-webp-images",
)
def format(page: Page, *, min_kb: Annotated[int, Meta(ge=0)] = 50) -> Iterator[Finding]:  # noqa: A001 - its name
    """Larger images use a modern format.

    Why: WebP and AVIF need a fraction of the bytes of JPEG and PNG for the same picture, and every browser of
    the last years shows them.

    Fix: Save the image as WebP or AVIF, and keep the original for editing.

    Notes: Small files are not worth the trouble: below 50 kB nothing is said. Screenshots with few colours can be smaller as PNG.
    """
    for each in loaded_images(page):
        asset = each.asset
        if asset is not None and asset.format in ("png", "jpeg", "bmp") and asset.size > min_kb * 1000:
            kind = {"png": "PNG", "jpeg": "JPEG", "bmp": "BMP"}[asset.format]
            name = asset.file.rpartition("/")[2]
            yield Finding(
                each.image.span,
                f"{name} is a {kind} of {asset.size / 1000:,.0f} kB; WebP or AVIF is smaller in general",
            )

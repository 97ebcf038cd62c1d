from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Measurement, Page, loaded_images, rule


@rule(
    severity="warning",
    weight=3,
    fault=True,
    evidence="convention",
    of=loaded_images,
    good=200,
    bad=1000,
    source="https://web.dev/articles/fast",
)
def file_size(page: Page, *, good: float = 200) -> Measurement:
    """Image files are no larger than they have to be.

    Why: Images are most of what a page makes its readers download. A photo as it comes from a camera has ten times
    the bytes that a screen can show, and the page is slow for everybody on a phone.

    Fix: Scale the image to the width it is shown at and save it as WebP or AVIF; a long text image may be SVG.

    Notes: The largest file of the page decides: 200 kB is fine, 1,000 kB is not, linear between. Files are weighed
    as the repository has them, where the site publishes them as they are; generators that make smaller versions of
    images (Gatsby, Next.js, Nuxt, Astro's sources, Hugo with an image hook) are not judged.
    """
    largest = max(each.asset.size for each in loaded_images(page) if each.asset)
    return Measurement(round(largest / 1000, 1), "kB", _findings(page, good))


def _findings(page: Page, good: float) -> Iterator[Finding]:
    for each in loaded_images(page):
        asset = each.asset
        if asset is None or asset.size <= good * 1000:
            continue
        name = asset.file.rpartition("/")[2]
        pixels = f" ({asset.width} × {asset.height} pixels)" if asset.width and asset.height else ""
        yield Finding(each.image.span, f"{name} has {asset.size / 1000:,.0f} kB{pixels}")

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, known_metadata, page_kind, rule

#: The usual keys of an image; one that is there and empty is to be filled in.
_KEYS = ("image", "images", "cover", "thumbnail", "featured_image")


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    source="https://ogp.me/#metadata",
)
def social_image(page: Page) -> Iterator[Finding]:
    """A page names the image that shared links show.

    Why: A link with a picture takes more room in a feed and is opened more often than a bare one; if the
    page names none, networks take any image they find, or none.

    Fix: Name an image of 1200 × 630 pixels: in a draft in the front matter (`image:`), which the theme writes as
    `og:image`, in HTML in the head.

    Notes: In drafts only posts are judged, and only those that have front matter. A theme that draws an image
    for each post, or one image for the whole site, makes this rule needless: turn it off there.
    """
    data = known_metadata(page)
    if page.source.media != "html" or page.front_matter is not None:
        if page.front_matter is None:
            raise NotApplicable("the draft has no front matter yet")
        if page_kind(page) != "post":
            raise NotApplicable("the page is not a post")
    if data.image:
        return
    if page.front_matter is not None:
        for key in _KEYS:
            empty = page.front_matter.spans.get(key)
            if empty is not None:
                message = f"`{key}` is empty: the front matter names no image for shared links"
                yield Finding(empty, message, f"Name an image of 1200 × 630 pixels in `{key}`.")
                return
        yield Finding(
            page.start, "the front matter names no image for shared links", "Add a line `image: …`."
        )
    else:
        yield Finding(
            page.start,
            "the page has no og:image",
            'Write <meta property="og:image" content="…"> into the head.',
        )

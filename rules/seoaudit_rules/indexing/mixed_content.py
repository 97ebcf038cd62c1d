from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, insecure_resources, own_scheme, quoted, rule

_KINDS = {
    "img": "an image", "link": "a style sheet or icon", "script": "a script", "iframe": "a frame", "frame": "a frame",
    "video": "a video", "audio": "a sound", "source": "an image or video", "track": "subtitles", "embed": "an object",
    "object": "an object", "form": "what readers enter", "input": "an image",
}  # fmt: skip


@rule(
    severity="warning",
    weight=3,
    fault=True,
    evidence="standard",
    source="https://www.w3.org/TR/mixed-content/",
    media=("markdown", "html"),
)
def mixed_content(page: Page) -> Iterator[Finding]:
    """An https page loads everything over https.

    Why: Browsers block scripts, styles and frames that come over plain http, and warn of the rest: something on the
    page is missing or marked as not secure.

    Fix: Write https:// into the address of what is loaded, and see that the other side answers to it; else keep a
    copy of your own.

    Notes: Links to http pages are another matter (`links/insecure`). In drafts, images are judged when the
    configured site is https. Current browsers try https for images by themselves, and show nothing where that fails.
    """
    if own_scheme(page) != "https":
        raise NotApplicable("the page is not known to be https")
    for resource in insecure_resources(page):
        verb = "is sent" if resource.tag == "form" else "is loaded"
        yield Finding(
            resource.span,
            f"{_KINDS.get(resource.tag, resource.tag)} {verb} over http: {quoted(resource.address, 60)}",
        )

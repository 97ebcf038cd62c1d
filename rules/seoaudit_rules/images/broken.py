from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, rule, shown_images


@rule(
    severity="error",
    weight=6,
    fault=True,
    evidence="standard",
    of=shown_images,
    source="https://html.spec.whatwg.org/multipage/images.html",
)
def broken(page: Page) -> Iterator[Finding]:
    """The files of the page's images exist.

    Why: Readers see an empty frame, and search engines cannot show the image.

    Fix: Correct the image's path, or add the file.

    Notes: Paths are resolved as the site's generator does: beside the page, in static folders, from the root. Images of
    other sites are not fetched. Nothing is said of an image that lies elsewhere in the repository and that the build may
    move, nor of what a component makes of a relative path.
    """
    for each in shown_images(page):
        if each.found.status != "missing":
            continue
        target = each.image.target
        shown = target if len(target) <= 90 else "…" + target[-89:]
        meant = f"; did you mean {each.found.meant}?" if each.found.meant else ""
        yield Finding(
            each.image.span,
            f"the image {shown} does not exist{meant}",
            f"Use {each.found.meant} if that is meant." if each.found.meant else "",
        )

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import (
    Element,
    Finding,
    NotApplicable,
    Page,
    canonical_links,
    head_elements,
    is_document,
    page_kind,
    quoted,
    rule,
)

_EXPECTED = ("og:title", "og:description", "og:type", "og:url")


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    source="https://ogp.me/#metadata",
    media=("html",),
)
def open_graph(page: Page) -> Iterator[Finding]:
    """The page describes itself to the networks on which it is shared.

    Why: Shared links are drawn from Open Graph properties. Where they are missing each network makes up title
    and text by itself; where og:url and the canonical link differ, shares are counted for the wrong page.

    Fix: Write og:title, og:description, og:type and og:url into the head, og:url as the canonical address.

    Notes: The image is the matter of `metadata/social-image`. Search engines do not rank by these properties,
    though Google takes the site's name and, at times, the title from them.
    """
    if not is_document(page) or page_kind(page) == "part":
        raise NotApplicable("the HTML is a piece of a page; its head is elsewhere")
    found: dict[str, Element] = {}
    for element in head_elements(page, "meta"):
        name = (element.attributes.get("property") or element.attributes.get("name") or "").strip().lower()
        if name.startswith("og:") and (element.attributes.get("content") or "").strip():
            found.setdefault(name, element)
    missing = [name for name in _EXPECTED if name not in found]
    if len(missing) == len(_EXPECTED):
        yield Finding(page.start, "the page has no Open Graph properties")
    elif missing:
        yield Finding(
            page.start,
            f"the page has no {' and no '.join(missing)}",
            f"Add {', '.join(missing)} to the head.",
        )
    canonical = next(iter(canonical_links(page)), None)
    if canonical is not None and "og:url" in found:
        element = found["og:url"]
        shared, own = element.attributes["content"].strip(), (canonical.attributes.get("href") or "").strip()
        if own.startswith("http") and shared.rstrip("/") != own.rstrip("/") and "{" not in shared:
            yield Finding(
                element.span,
                f"og:url is {quoted(shared)}, and the canonical address {quoted(own)}",
                "Make them the same.",
            )

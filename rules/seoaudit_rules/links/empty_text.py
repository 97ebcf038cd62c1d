from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import Finding, Link, Page, lazy_regex, links, rule

#: A template, a component or a drawing may put a text there that the source does not show.
_RENDERED = lazy_regex(r"\{[{%<]|\{\w|<[A-Z]|<(?:svg|slot|object|iframe|video|[a-z]+-[a-z-]+)\b")
_ADDRESS = lazy_regex(r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)$")
_TAG = lazy_regex(r"^<a\b[^>]*>", re.IGNORECASE)


@rule(
    severity="error",
    weight=3,
    fault=True,
    evidence="standard",
    of=links,
    source="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
)
def empty_text(page: Page) -> Iterator[Finding]:
    """Every link has a text or another accessible name.

    Why: A link without a name cannot be seen, is read out as its bare address by screen readers, and tells
    search engines nothing of its target.

    Fix: Write a text into the link that names its target, or give the image in it an alt text that does.

    Notes: The alt text of an image in the link, ``aria-label``, ``title`` and the title of an SVG drawing are
    names. Links whose text a template or a component puts in are left alone.
    """
    for link in links(page):
        if link.name or link.origin not in ("markdown", "html"):
            continue
        source = page.source.text[link.span.start : link.span.end]
        if _RENDERED.search(_label(link, source)):
            continue
        if any(link.span.start < image.span.start < link.span.end for image in page.images):
            yield Finding(
                link.span,
                f"the only content of the link to {link.target or 'nowhere'} is an image without an alt text",
                "Give the image an alt text that names the link's target.",
            )
        else:
            yield Finding(link.span, f"the link to {link.target or 'nowhere'} has no text", _remedy(link))


def _remedy(link: Link) -> str:
    if link.origin == "markdown":
        return "Write the text that names the target between the brackets."
    return "Write the text that names the target between <a …> and </a>; an icon's link takes an aria-label."


def _label(link: Link, source: str) -> str:
    return _TAG.sub("", source) if link.origin == "html" else _ADDRESS.sub("", source)

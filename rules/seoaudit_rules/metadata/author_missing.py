from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, known_metadata, lazy_regex, page_kind, rule

_BYLINE = lazy_regex(r"(?:(?:written|posted|published) )?by\s+\S", re.IGNORECASE)
#: Longer than this, a block that begins with “By …” is a sentence.
_LONGEST_BYLINE = 60


@rule(
    severity="info",
    weight=2,
    evidence="official",
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
)
def author_missing(page: Page, *, drafts: bool = False) -> Iterator[Finding]:
    """A post says who wrote it.

    Why: Readers trust advice from somebody they can look up, and Google asks authors to make it clear who
    created the content. It is no ranking factor by itself.

    Fix: Name the author in a byline: in a draft with `author:` in the front matter, in HTML in the text and in its
    structured data.

    Notes: Only posts are judged. In HTML a meta element, JSON-LD, a link with `rel="author"` or a short block
    that begins with “By” counts. Drafts are judged only where `drafts = true` says that a site has several authors:
    most themes name the one author of a blog by themselves.
    """
    data = known_metadata(page)
    if page_kind(page) != "post":
        raise NotApplicable("the page is not a post")
    if page.source.media != "html" and page.front_matter is None:
        raise NotApplicable("the draft has no front matter yet")
    if data.author or any("author" in link.rel.split() for link in page.links):
        return
    if page.front_matter is not None and not drafts:
        raise NotApplicable(
            "the theme may name the author of the whole site (`drafts = true` judges drafts, too)"
        )
    for block in page.blocks:
        if (
            block.kind != "heading"
            and block.end - block.start <= _LONGEST_BYLINE
            and _BYLINE.match(page.text, block.start)
        ):
            return
    if page.front_matter is not None:
        fix = "Write `author:` into the front matter, and let the theme show a byline."
        yield Finding(page.start, "the front matter names no author", fix)
    else:
        fix = "Show a byline, and name the author in the page's structured data."
        yield Finding(page.start, "the page names no author", fix)

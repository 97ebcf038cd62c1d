from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    Link,
    NotApplicable,
    Page,
    Span,
    kind_of,
    labelled_calls,
    lazy_regex,
    links,
    rule,
)

#: Browsers take white space before the colon for part of a path, authors for a script all the same.
_SCRIPT = lazy_regex(r"^\s*javascript\s*:", re.IGNORECASE)
#: A program to be dragged to the bar of bookmarks: it is wrapped, so that it leaves nothing behind in the page.
_BOOKMARKLET = lazy_regex(r"^\s*javascript\s*:\s*(?:void\s*)?\(\s*(?:function|async|\()", re.IGNORECASE)
_UP = ("top", "up", "↑", "⬆")


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="official",
    of=links,
    media=("markdown", "html"),
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
)
def not_crawlable(page: Page) -> Iterator[Finding]:
    """Links have an address that a search engine can follow.

    Why: Search engines follow the address in ``href`` and nothing else: no script, no click handler. A page
    that is reached only that way is not found, and a link without an address does nothing for readers either.

    Fix: Put the address of the page into the link, or make it a button if it starts something on this page.

    Notes: ``mailto:``, ``tel:`` and anchors (``<a id=…>``) are left alone, and so are bookmarklets, ``#`` in HTML and for a
    way back to the top. A call to action that leads nowhere is `cta/dead-target`'s to report.
    """
    calls = _calls(page)
    for link in links(page):
        if link.span in calls:
            continue
        kind = kind_of(page, link)
        label = f"“{link.name}”" if link.name else "the link"
        if kind == "empty":
            yield Finding(link.span, f"{label} has no address to lead to")
        elif (kind == "script" or _SCRIPT.match(link.target)) and not _BOOKMARKLET.match(link.target):
            yield Finding(link.span, f"{label} leads to a script, which search engines do not follow")
        elif link.target == "#" and link.origin == "markdown" and not _goes_up(link):
            yield Finding(link.span, f"{label} leads to “#”, which is this page")


def _calls(page: Page) -> set[Span]:
    try:
        return {call.span for call in labelled_calls(page)}
    except NotApplicable:
        return set()


def _goes_up(link: Link) -> bool:
    words = link.name.lower()
    return any(word in words for word in _UP)

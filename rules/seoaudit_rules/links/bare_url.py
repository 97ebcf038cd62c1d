from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from seoaudit.api import Finding, Link, Page, links, rule

_BEGINNINGS = ("http://", "https://", "www.", "//")
_LONGEST = 60


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    of=links,
    source="https://github.com/DavidAnson/markdownlint/blob/main/doc/md034.md",
)
def bare_url(page: Page) -> Iterator[Finding]:
    """Link texts are words, not addresses.

    Why: An address is hard to read, is read out sign by sign by screen readers, and tells less about the
    target than a word or two.

    Fix: Write the target's name instead: `[how a chain wears](https://…)`.

    Notes: Mail addresses and bare domain names (“example.com”) are fine, and so are addresses on the reader's
    own machine, which tutorials have to show. Quotations (and embedded posts) stay as they are.
    """
    for link in links(page):
        if link.block >= 0 and page.blocks[link.block].quote:
            continue
        if link.text.lower().startswith(_BEGINNINGS) and " " not in link.text and not _shown_on_purpose(link):
            text = link.text if len(link.text) <= _LONGEST else link.text[: _LONGEST - 1] + "…"
            yield Finding(link.span, f"the link's text is its address: {text}")


def _shown_on_purpose(link: Link) -> bool:
    try:
        host = urlsplit(link.target).hostname or ""
    except ValueError:
        return True
    return host in ("localhost", "127.0.0.1", "0.0.0.0", "example.com")  # noqa: S104 - an address to compare with

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, robots_directives, rule


@rule(
    severity="info",
    weight=2,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag#nosnippet",
)
def nosnippet(page: Page) -> Iterator[Finding]:
    """Search results may show a snippet of the page.

    Why: A result without a text below its title says less than its neighbours, and the page cannot be
    quoted in a featured snippet either.

    Fix: Remove the directive that forbids snippets, unless a contract or a paywall asks for it. To hide a passage,
    mark it with `data-nosnippet`.

    Notes: `max-snippet:0` is the same as `nosnippet`. Other lengths are left alone, and `noindex` makes the question
    moot. It also keeps the text out of Google's generated answers, which some want: so this is advice.
    """
    directives = robots_directives(page)
    if any(directive.name in ("noindex", "none") and not directive.bot for directive in directives):
        return
    for directive in directives:
        if directive.name == "nosnippet" or (directive.name == "max-snippet" and directive.value == "0"):
            said = directive.name + (":0" if directive.value else "")
            whom = f" of {directive.bot}" if directive.bot else ""
            yield Finding(directive.span, f"“{said}” leaves the results{whom} without a text from the page")

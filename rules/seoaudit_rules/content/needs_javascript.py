from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, javascript_shell, rule

_FIX = (
    "Put the text into the HTML: render the page on the server or when the site is built. See first whether it is "
    "only this page, or the whole site, that comes empty."
)


@rule(
    severity="warning",
    weight=8,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/javascript/javascript-seo-basics",
    media=("html",),
)
def needs_javascript(page: Page) -> Iterator[Finding]:
    """The text of a page is in its HTML.

    Why: Google renders pages in a browser, but later and not without limits, and says itself that rendering on the
    server is still a good idea because not all bots run JavaScript. Previews in messengers and most crawlers that
    gather text see an empty page.

    Fix: Render the page on the server or when the site is built, so that its text comes with the first answer.

    Notes: Reported when the HTML has hardly a word, and beside scripts an empty element that a program fills (`#root`,
    `#app`, `#__next` and the like) or a `noscript` that asks for JavaScript. Nothing can be said about a text that is not
    there: the rules that judge text do not apply to such a page. `seoaudit check URL --render` runs the scripts of a live
    page, and judges what they make of it.
    """
    shell = javascript_shell(page)
    if shell is not None:
        words = f"{shell.words} word{'s' * (shell.words != 1)}" if shell.words else "no words"
        bringer = "an element that a script fills" if shell.is_root else "a script that brings them"
        message = f"the text appears only with JavaScript: the HTML has {words}, and {bringer}"
        yield Finding(shell.span, message, _FIX)

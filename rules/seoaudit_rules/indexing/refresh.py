from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, quoted, refreshes, rule, same_address, word_count

#: A page with more words than this is there to be read, not to lead on.
_STUB_WORDS = 60


@rule(
    severity="warning",
    weight=3,
    fault=True,
    evidence="standard",
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F40",
    media=("html",),
)
def refresh(page: Page) -> Iterator[Finding]:
    """Nobody is sent away while reading.

    Why: A page that reloads or moves on by itself takes the text from people who read slowly or listen. Search engines
    take it for a redirect, and index the other page.

    Fix: Let the server redirect. Where it cannot, redirect at once, with a delay of 0 and a link in the text.

    Notes: Google takes an instant meta refresh for a permanent redirect, a delayed one for a temporary one. The small
    pages that generators write in place of redirects are left alone.
    """
    found = refreshes(page)
    if not found:
        raise NotApplicable("the page has no meta refresh")
    stub = word_count(page) <= _STUB_WORDS
    for each in found:
        if "{{" in each.address or "{%" in each.address:
            continue
        seconds = f"{each.seconds:g} second{'' if each.seconds == 1 else 's'}"
        own = not each.address or same_address(each.address, page.context.url)
        if own:
            yield Finding(
                each.span, f"the page reloads itself after {seconds}", "Leave reloading to the reader."
            )
        elif each.seconds > 0:
            yield Finding(
                each.span, f"the page sends its reader to {quoted(each.address, 60)} after {seconds}"
            )
        elif not stub:
            yield Finding(
                each.span, f"the page has a text of its own and redirects to {quoted(each.address, 60)}"
            )

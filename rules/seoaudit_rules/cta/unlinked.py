from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    calls_to_action,
    dead_ends,
    lazy_regex,
    quoted,
    requests,
    rule,
)

#: Words that send the reader to look for the means: what is wrong with them is said by another rule.
_POINTS_AWAY = lazy_regex(
    r"\b(?:the|this|that|our|my) (?:(?:links?|buttons?) (?:above|below|on the (?:left|right))"
    r"|(?:earlier|above|following) (?:links?|buttons?))\b",
    re.IGNORECASE,
)


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    of=requests,
    source="https://www.nngroup.com/articles/information-scent/",
)
def unlinked(page: Page) -> Iterator[Finding]:
    """Where the text asks for an act, it gives the link, button, form or address to do it with.

    Why: “Contact me!” without an address leaves the reader to search for one, and most will not. The
    moment in which they were willing is gone.

    Fix: Link the words that ask to the page, form or address where it is done.

    Notes: A link or address in the same block, or directly below, is near enough, and so is one elsewhere
    on the page that serves the same request. Requests that need nothing (“share this with a friend”) and
    those that the comments below the text answer are left alone, as is what is said in an interview.
    Several requests in one paragraph are one finding. A request that points at a link or button elsewhere (“visit the link
    above”) is judged by `links/vague-reference` alone. Where every request of the page is a dead end,
    `cta/missing` says so, and this rule does not charge for it again.
    """
    if len(dead_ends(page)) == len(calls_to_action(page)):
        raise NotApplicable("what the page asks for leads nowhere at all: cta/missing says so")
    accused = -1
    for call in dead_ends(page):
        if call.block == accused or _POINTS_AWAY.search(call.label):
            continue  # two sentences of one paragraph make one request
        accused = call.block
        means = "link or address" if call.kind == "contact" else "link, button or form"
        yield Finding(
            call.span, f"{quoted(call.label)} asks for an act, but no {means} is near to do it with"
        )

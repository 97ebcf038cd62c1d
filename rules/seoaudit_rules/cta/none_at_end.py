from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, calls_to_action, rule

#: What stands in the last two paragraphs is at the end, however short the text is.
_CLOSING_BLOCKS = 2


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    of=calls_to_action,
    source="https://blog.hubspot.com/marketing/blog-anchor-text-call-to-action-study",
    default=False,
)
def none_at_end(page: Page, *, share: Annotated[float, Meta(gt=0, lt=1)] = 0.2) -> Iterator[Finding]:
    """The end of the text asks the reader to do something.

    Why: Who has read to the end is interested, and has nothing else to do on the page.

    Fix: Close with one sentence that says what to do next, and link it.

    Notes: Advice, and off by default: of 22 findings on edited pages 18 were wrong, mostly because the end asks in
    words that are not known as a request (“See the full release notes”). The end is the last 20 % of the text (`share`). Few readers come that far: in HubSpot's
    study of eleven of its posts the banners at the end brought 6 % of the leads, so let the end repeat
    your call rather than hold the only one.
    """
    last = max(calls_to_action(page), key=lambda call: call.place)
    main = [index for index, block in enumerate(page.blocks) if block.main]
    if last.place < 1 - share and main and last.block not in main[-_CLOSING_BLOCKS:]:
        span = page.blocks[main[-1]].span
        yield Finding(span, f"the last call to action comes after {last.place:.0%} of the text")

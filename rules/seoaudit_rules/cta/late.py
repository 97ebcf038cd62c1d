from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, NotApplicable, Page, calls_to_action, quoted, rule, word_count


@rule(
    severity="info",
    default=False,
    weight=1,
    evidence="measured",
    of=calls_to_action,
    source="https://blog.hubspot.com/marketing/blog-anchor-text-call-to-action-study",
)
def late(
    page: Page,
    *,
    min_words: Annotated[int, Meta(ge=1)] = 600,
    share: Annotated[float, Meta(gt=0, lt=1)] = 0.6,
) -> Iterator[Finding]:
    """A long text asks for something before its readers leave.

    Why: Most readers of a long text never see its end. HubSpot followed every link of eleven of its own
    posts: text links near the introduction brought most of the leads, banners at the end 6 %.

    Fix: Put one short linked sentence after the introduction or the first section, and keep the one at
    the end.

    Notes: Advice, for texts of 600 words or more (`min-words`) whose first call comes after 60 % (`share`).
    The study is one company's, of posts that already brought many leads.
    """
    words = word_count(page)
    if words < min_words:
        raise NotApplicable(f"a text of {words} words is soon read to its end")
    first = min(calls_to_action(page), key=lambda call: call.place)
    if first.place > share:
        yield Finding(
            first.span,
            f"the first call to action{_named(first.label)} comes after {first.place:.0%} of {words} words",
        )


def _named(label: str) -> str:
    return f", {quoted(label)}," if label else ""

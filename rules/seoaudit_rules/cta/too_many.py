from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, calls_to_action, rule, word_count


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    of=calls_to_action,
    source="No study gives a number; the figure is ours.",
)
def too_many(
    page: Page,
    *,
    words_per_call: Annotated[int, Meta(ge=1)] = 300,
    always_allowed: Annotated[int, Meta(ge=1)] = 3,
) -> Iterator[Finding]:
    """Calls to action are few enough for each to be noticed.

    Why: A request in every paragraph reads as advertising, and readers learn to pass over all of them.

    Fix: Keep the call that matters most, near the introduction and at the end, and drop the others.

    Notes: Advice. More than three (`always-allowed`) and more than one per 300 words (`words-per-call`) are
    too many. Nudges such as “learn more” and requests without a link do not count, so the number may be lower
    than that of all calls to action in the report.
    """
    calls = calls_to_action(page)
    asking = [
        call for call in calls if call.linked and call.strength == "strong" and call.kind != "read-more"
    ]
    words = word_count(page)
    if len(asking) > always_allowed and len(asking) * words_per_call > words:
        number = f"{len(asking)}" if len(asking) == len(calls) else f"{len(asking)} of {len(calls)}"
        message = f"{number} calls to action ask outright, one every {words // len(asking)} of {words} words"
        yield Finding(asking[always_allowed].span, message)

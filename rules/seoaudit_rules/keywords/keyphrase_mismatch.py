from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    Page,
    chosen_keyphrase,
    inferred_keyphrase,
    phrase_uses,
    quoted,
    rule,
)


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    source="Our own reading: the phrase that a text announces and repeats is what its readers take it to be about.",
)
def keyphrase_mismatch(
    page: Page, *, most_share: Annotated[float, Meta(gt=0, lt=1)] = 0.25
) -> Iterator[Finding]:
    """The keyphrase that is set is the one the text is about.

    Why: A page is found for what it talks about. A phrase that stands in the front matter and hardly in the
    text changes nothing, and every other check against it measures the wrong thing.

    Fix: Set the phrase the text is about, or write about the phrase you set.

    Notes: Advice only. It takes a guess that stands out in title, headings and text, with other words than
    the phrase that is set, and a phrase that is used less than a quarter as often.
    """
    chosen = chosen_keyphrase(page)
    inferred = inferred_keyphrase(page)
    own, *others = phrase_uses(page)
    if not others or set(inferred.stems) <= set(chosen.stems):
        return
    other = others[0]
    if len(own.matches) >= most_share * len(other.matches):
        return
    counts = f"{len(own.matches)} {'use' if len(own.matches) == 1 else 'uses'} against {len(other.matches)}"
    yield Finding(
        chosen.span,
        f"{quoted(chosen.text)} is set; the text reads as if it were about {quoted(inferred.text)} ({counts})",
        f"Set `keyphrase: {inferred.text}`, or write about {quoted(chosen.text)}.",
    )

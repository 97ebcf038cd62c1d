from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    chosen_keyphrase,
    coverage_in,
    metadata,
    quoted,
    rule,
)

_PARTLY = 0.67


@rule(
    severity="warning",
    weight=3,
    evidence="convention",
    source="https://yoast.com/keyphrase-in-title/",
)
def in_title(page: Page, *, most_before: Annotated[int, Meta(ge=0)] = 1) -> Verdict:
    """The title has the keyphrase, best at its start.

    Why: The title is what a searcher reads first; it has to show at once that the page is about what they
    typed.

    Fix: Write the keyphrase into the title, near the start, and let the rest say what the reader gets.

    Notes: One other content word may stand before it; function words and numbers do not count. Later in the
    title, or with its words apart, scores two thirds. Google asks for a
    descriptive title and names no place for words. An inferred keyphrase is never judged, since the guess
    came from the title.
    """
    phrase = chosen_keyphrase(page)
    title = metadata(page).title
    if not title or title.templated:
        raise NotApplicable("the page has no title of its own")
    covered = coverage_in(page, title.value)
    if covered.exact and covered.before <= most_before:
        return Verdict(1)
    name = quoted(phrase.text)
    if covered.exact:
        message = f"the keyphrase {name} comes late in the title, after {covered.before} content words"
        return Verdict(
            _PARTLY, [Finding(title.span, message, "Move the keyphrase towards the start of the title.")]
        )
    if covered.complete:
        message = f"the title has the words of the keyphrase {name}, but not together"
        return Verdict(_PARTLY, [Finding(title.span, message, "Write them as one phrase near the start.")])
    have = f"only {covered.found} of the {covered.of} words" if covered.found else "nothing"
    return Verdict(0, [Finding(title.span, f"the title has {have} of the keyphrase {name}")])

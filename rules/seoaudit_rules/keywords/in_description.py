from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    chosen_keyphrase,
    matches_in,
    metadata,
    quoted,
    rule,
)


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    source="https://yoast.com/keyphrase-in-meta-description/",
)
def in_description(page: Page, *, most: Annotated[int, Meta(ge=1)] = 2) -> Verdict:
    """The meta description has the keyphrase once or twice.

    Why: Search results print the searcher's own words in bold, and a description that has them is likelier to
    be the one that is shown.

    Fix: Work the keyphrase into one sentence of the description.

    Notes: Its words may stand in any order. Google often writes its own snippet whatever the description says.
    An inferred keyphrase is not judged.
    """
    phrase = chosen_keyphrase(page)
    description = metadata(page).description
    if not description or description.templated:
        raise NotApplicable("the page has no description")
    uses = len(matches_in(page, description.value))
    name = quoted(phrase.text)
    if not uses:
        return Verdict(0, [Finding(description.span, f"the description does not have the keyphrase {name}")])
    if uses > most:
        message = f"the description has the keyphrase {name} {uses} times"
        return Verdict(
            0, [Finding(description.span, message, "Once is enough; use the room for what the reader gets.")]
        )
    return Verdict(1)

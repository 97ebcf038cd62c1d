from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, NotApplicable, Page, drift, drift_of, quoted, rule

#: Fewer sentences tell nothing.
_LEAST = 5


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    source="Our own judgement: what is judged in the draft should be what readers get.",
)
def text(page: Page, *, share: Annotated[float, Meta(ge=0, le=1)] = 0.1) -> Iterator[Finding]:
    """The published page has the draft's text.

    Why: Where a tenth of the sentences is missing, the page is an older version of the draft, a teaser, or text that only
    a script puts there; every other figure of the draft is then one of a text that nobody reads.

    Fix: Publish the current version, or see what the template leaves out.

    Notes: Applies where a published page is given to compare with (`--against`). Sentences are compared word by word;
    reported when more than `share` of them is missing, at the first one.
    """
    lost = drift_of(page, "text")
    of = sum(each.what == "text" for each in drift(page))
    if of < _LEAST:
        raise NotApplicable("the draft has too few sentences to tell")
    if len(lost) > share * of:
        first = lost[0]
        yield Finding(
            first.span,
            f"{len(lost)} of {of} sentences are not on the published page; the first is {quoted(first.draft, 80)}",
        )

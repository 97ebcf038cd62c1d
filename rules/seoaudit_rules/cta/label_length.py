from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import Finding, Meta, Page, labelled_calls, language, quoted, rule


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    of=labelled_calls,
    source="https://www.gov.uk/guidance/content-design/links",
)
def label_length(page: Page, *, max_words: Annotated[int, Meta(ge=1)] = 6) -> Iterator[Finding]:
    """The label of a call to action is short.

    Why: A label is read in passing. Two to six words can be taken in at a glance; a sentence cannot, and
    on a telephone a long link breaks over lines.

    Fix: Link only the words that ask, with their object: “book a fitting”, and leave the rest as text.

    Notes: Advice: the six words (`max-words`) are a convention of copywriters. Only labels that ask by
    themselves are counted; what says where it leads (“read more about worn chains”, a page's title) may be
    longer.
    """
    for call in labelled_calls(page):
        words = len(language(page).words(call.label))
        if call.asks and call.kind != "read-more" and words > max_words:
            yield Finding(call.span, f"{quoted(call.label)} has {words} words")

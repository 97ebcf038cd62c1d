from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import CallToAction, Finding, Meta, Page, labelled_calls, language, quoted, rule


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
    themselves are counted; what says where it leads (“read more about worn chains”, a page's title, an entry in a
    list of links) may be longer.
    """
    for call in labelled_calls(page):
        words = len(language(page).words(call.label))
        if call.asks and call.kind != "read-more" and words > max_words and not _is_entry(page, call):
            yield Finding(call.span, f"{quoted(call.label)} has {words} words")


def _is_entry(page: Page, call: CallToAction) -> bool:
    """Return whether the label is all of a list's item: the title of a page, whatever it sounds like."""
    if not call.is_link or call.block < 0:
        return False
    block = page.blocks[call.block]
    return block.list >= 0 and page.text[block.start : block.end].split() == call.label.split()

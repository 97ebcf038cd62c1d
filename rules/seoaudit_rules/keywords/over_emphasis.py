from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from operator import itemgetter
from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    inferred_note,
    keyphrase,
    keyphrase_matches,
    language,
    quoted,
    rule,
    word_count,
)

_LEAST_WORDS = 200


#: A long text may stress its subject once in so many words.
_WORDS_A_USE = 400


@rule(
    severity="info",
    weight=2,
    evidence="heuristic",
    source="Our own figures: nine in ten well-edited posts set less than 3 % of their words in bold.",
)
def over_emphasis(
    page: Page,
    *,
    most_bold: Annotated[float, Meta(gt=0, le=100)] = 8,
    most_uses: Annotated[int, Meta(ge=0)] = 3,
) -> Iterator[Finding]:
    """Bold type is kept for the few words that matter, and not spent on the keyphrase.

    Why: Where everything is stressed nothing is; a keyphrase in bold again and again looks like a page
    written for a machine.

    Fix: Leave bold to the two or three statements a skimming reader must not miss.

    Notes: A bold label that opens a list item or a paragraph, and a whole bold line, are not emphasis within
    running text and do not count.
    """
    inline = [(start, end) for start, end in page.strong if _is_inline(page, start, end)]
    if not inline:
        return
    accused = list(_keyphrase_in_bold(page, inline, most_uses))
    yield from accused
    words = word_count(page)
    if accused or words < _LEAST_WORDS:
        return
    bold = sum(map(len, language(page).words_of(page.text, inline)))
    share = 100 * bold / words
    if share > most_bold:
        yield Finding(page.span(*inline[0]), f"{bold} of {words} words ({share:.0f} %) are bold")


def _keyphrase_in_bold(page: Page, inline: list[tuple[int, int]], most: int) -> Iterator[Finding]:
    try:
        phrase = keyphrase(page)
    except NotApplicable:
        return
    if phrase.inferred and phrase.length == 1:
        return
    matches = [match for match in keyphrase_matches(page) if match.exact]
    bold = sorted(inline)
    reach = list(accumulate((end for _, end in bold), max))  # where what began so far ends at last
    uses = [
        match
        for match in matches
        if (begun := bisect_right(bold, match.start, key=itemgetter(0))) and match.end <= reach[begun - 1]
    ]
    if len(uses) > max(most, word_count(page) // _WORDS_A_USE):
        message = f"the keyphrase {quoted(phrase.text)} is bold {len(uses)} times{inferred_note(page)}"
        yield Finding(page.span(uses[0].start, uses[0].end), message, "Set it in bold once at most.")


def _is_inline(page: Page, start: int, end: int) -> bool:
    """Return whether running text comes before a bold range on its line, so that it is no label."""
    line = page.text[page.text.rfind("\n", 0, start) + 1 : start]
    return any(map(str.isalnum, line)) and end > start

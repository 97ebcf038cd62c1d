from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Sentence,
    Verdict,
    language,
    lazy_regex,
    quoted,
    rule,
    sentences,
    words_are_separated,
)

#: Where a reader may rest within a sentence: a list set off by semicolons is no single breath.
_REST = lazy_regex(r"[;:](?=\s)")
#: What the first such sentence costs, and each one more.
_EACH = 0.25


@rule(
    severity="warning",
    weight=1,
    fault=True,
    evidence="heuristic",
    source="Our own figure, measured on edited posts: 97 of 100 have no such sentence.",
)
def very_long_sentence(page: Page, *, words: Annotated[int, Meta(ge=20)] = 60) -> Verdict:
    """No sentence runs to more than 60 words.

    Why: Whoever reaches the end of such a sentence has lost its beginning, and reads it twice or not at all.

    Fix: Make two or three sentences of the long one, or a list.

    Notes: Counted is the longest stretch without a colon or semicolon, so that a list within a sentence is not
    held against it. One such sentence costs half of the rule's weight, four or more all of it. How many of the
    sentences are rather long is judged by `readability/long-sentences`; the limit is scaled by language as there.
    """
    if not words_are_separated(page):
        raise NotApplicable("words cannot be told apart in this script")
    limit = language(page).words_for(words)
    findings = []
    for sentence in sentences(page):
        if sentence.length > limit:
            stretch = _longest_stretch(page, sentence)
            if stretch > limit:
                findings.append(_finding(page, sentence, stretch))
    return Verdict(max(1 - _EACH * len(findings), 0), findings)


def _longest_stretch(page: Page, sentence: Sentence) -> int:
    parts = _REST.split(page.text[sentence.start : sentence.end])
    return max(len(language(page).words(part)) for part in parts)


def _finding(page: Page, sentence: Sentence, stretch: int) -> Finding:
    opening = quoted(page.text[sentence.start : sentence.end])
    figure = f"{sentence.length} words"
    if stretch < sentence.length:
        figure += f", {stretch} of them without a rest"
    return Finding(page.span(sentence.start, sentence.end), f"the sentence {opening} has {figure}")

from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Measurement,
    Meta,
    NotApplicable,
    Page,
    language,
    rule,
    sentences,
    words_are_separated,
)

#: A share of fewer sentences than this says nothing.
_LEAST_SENTENCES = 5


@rule(
    severity="warning",
    weight=4,
    evidence="convention",
    source="https://yoast.com/what-is-the-sentence-length-check-in-yoast-seo/",
    good=25,
    bad=50,
)
def long_sentences(page: Page, *, words: Annotated[int, Meta(ge=5)] = 20) -> Measurement:
    """At most a quarter of the sentences have more than 20 words.

    Why: A reader keeps the beginning of a sentence in mind until its end; on a screen few do so for long.

    Fix: Split the sentence where a new thought begins: at a conjunction, a relative clause or a semicolon.

    Notes: The convention has its limit at 25 to 30 %; half of the well-edited posts that were measured have
    more than 27 %, so the score falls gently, to 0 at 50 %. A few long sentences among short ones are good style, so the share counts and not the single one.
    Texts of fewer than five sentences are not judged.

    Languages need different numbers of words for the same thing: the limit of 20 is scaled by what was measured
    on texts and their translations, to 23 in French, 22 in Spanish, 21 in Italian, Dutch and Portuguese, 18 in
    Russian and Polish, and so on.
    """
    if not words_are_separated(page):
        raise NotApplicable("words cannot be told apart in this script")
    limit = language(page).words_for(words)
    found = sentences(page)
    if len(found) < _LEAST_SENTENCES:
        raise NotApplicable("the page has fewer than five sentences")
    long = [sentence for sentence in found if sentence.length > limit]
    return Measurement(
        100 * len(long) / len(found),
        "%",
        (
            Finding(page.span(sentence.start, sentence.end), f"this sentence has {sentence.length} words")
            for sentence in long
        ),
    )

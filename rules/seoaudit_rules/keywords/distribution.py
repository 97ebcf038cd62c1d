from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Measurement,
    Meta,
    NotApplicable,
    Page,
    chosen_keyphrase,
    quoted,
    rule,
    sentences,
    topic_terms,
)


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    source="https://yoast.com/keyphrase-distribution-what-it-is-and-how-to-balance-it/",
    good=30,
    bad=50,
)
def distribution(page: Page, *, min_sentences: Annotated[int, Meta(ge=2)] = 15) -> Measurement:
    """The topic comes up throughout the text, not only at its start.

    Why: A long stretch without a word of the topic is either beside the point or loses the reader.

    Fix: Tie the stretch back to the topic with a sentence, or move it to a page of its own.

    Notes: Measured is the longest run of sentences without any content word of the keyphrase, as a share of
    all sentences. An inferred keyphrase is not judged: a quarter of well-edited posts would be accused.
    """
    phrase = chosen_keyphrase(page)
    prose = sentences(page)
    if len(prose) < min_sentences:
        raise NotApplicable(f"the text has fewer than {min_sentences} sentences")
    if phrase.exact:
        raise NotApplicable("an exact keyphrase is too strict a measure of the topic")
    longest = begin = run = 0
    for number, terms in enumerate(topic_terms(page)):
        run = 0 if any(stem in terms for stem in phrase.stems) else run + 1
        if run > longest:
            longest, begin = run, number - run + 1
    share = 100 * longest / len(prose)
    span = page.span(prose[begin].start, prose[begin].end)
    message = (
        f"{longest} of {len(prose)} sentences running ({share:.0f} %) have no word of {quoted(phrase.text)}"
    )
    return Measurement(share, "%", [Finding(span, message)] if longest else [])

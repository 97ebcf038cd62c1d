from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Measurement, Page, language, rule, sentences, word_count

#: Per how many words the phrases are counted; a shorter text counts as this long, so that one phrase is not a flood.
_PER = 1000
_LEAST = 400


@rule(
    severity="info",
    weight=2,
    evidence="heuristic",
    source="Our own list of stock phrases, measured on edited posts.",
    good=2,
    bad=10,
)
def filler(page: Page) -> Measurement:
    """The text says things in its own words, not in stock phrases.

    Why: “In today's digital landscape” tells the reader that nothing follows; they skip it or leave.

    Fix: Strike the phrase. If the sentence still says the same, it was filler.

    Notes: Two phrases per 1,000 words are anybody's.
    """
    phrases = language(page).filler_phrases
    hits = [(sentence, hit) for sentence in sentences(page) for hit in phrases.hits(sentence.words)]

    def places() -> Iterator[Finding]:
        for sentence, (first, last) in hits:
            spans = language(page).word_spans(page.text, sentence.start, sentence.end)
            start, end = spans[first][0], spans[last - 1][1]
            yield Finding(page.span(start, end), f"“{page.text[start:end]}” is a stock phrase")

    return Measurement(_PER * len(hits) / max(word_count(page), _LEAST), "phrases per 1,000 words", places())

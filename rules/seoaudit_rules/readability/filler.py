from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Measurement, Page, language, quoted, rule, sentences, word_count

#: Per how many words the phrases are counted; a shorter text than ``_LEAST`` counts as this long, so that one
#: phrase is nobody's flood.
_PER = 1000
_LEAST = 500
_QUOTED = 60


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    source="Our own list of stock phrases, measured on edited posts.",
    good=2,
    bad=6,
)
def filler(page: Page) -> Measurement:
    """The text says things in its own words, not in stock phrases.

    Why: “In today's digital landscape” tells the reader that nothing follows; they skip it or leave.

    Fix: Strike the phrase. If the sentence still says the same, it was filler.

    Notes: Two phrases per 1,000 words are anybody's, and a single one in a short text. Of 1,400 posts of edited
    blogs one in a hundred has more; prose from before 2000 has one phrase in 25,000 words.
    """
    phrases = language(page).filler_phrases
    prose = sentences(page)
    hits = phrases.hits_in([sentence.words for sentence in prose])

    def places() -> Iterator[Finding]:
        for number, (first, last) in hits:
            sentence = prose[number]
            spans = language(page).word_spans(page.text, sentence.start, sentence.end, limit=last)
            start, end = spans[first][0], spans[last - 1][1]
            yield Finding(page.span(start, end), f"{quoted(page.text[start:end], _QUOTED)} is a stock phrase")

    return Measurement(_PER * len(hits) / max(word_count(page), _LEAST), "phrases per 1,000 words", places())

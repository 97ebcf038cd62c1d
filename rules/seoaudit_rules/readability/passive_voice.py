from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Measurement, NotApplicable, Page, language, rule, sentences

_LEAST_SENTENCES = 5


@rule(
    severity="warning",
    weight=3,
    evidence="convention",
    source="https://yoast.com/the-passive-voice-what-is-it-and-how-to-avoid-it/",
    good=15,
    bad=30,
)
def passive_voice(page: Page) -> Measurement:
    """At most 15 % of the sentences are in the passive voice.

    Why: “Mistakes were made” hides who acts, and takes more words to do it.

    Fix: Say who does it: “we made mistakes”.

    Notes: The convention asks for 10 % at most; half of the well-edited posts that were measured have more, so
    the limit is where it begins to be felt. The passive is right where nobody cares who acts (“the bridge was built in 1901”), hence the share.
    It is found by a rule over words (a form of *be* or *get* with a participle, adjectives left out), see
    `benchmarks/language.py` for how often that is right. Texts of fewer than five sentences are not judged.
    """
    found = sentences(page)
    if len(found) < _LEAST_SENTENCES:
        raise NotApplicable("the page has fewer than five sentences")
    pack = language(page)
    passives = [
        (sentence, index) for sentence in found if (index := pack.passive(sentence.words)) is not None
    ]

    def places() -> Iterator[Finding]:
        for sentence, index in passives:
            spans = pack.word_spans(page.text, sentence.start, sentence.end, limit=index + 3)
            start, last = spans[index][0], spans[min(index + 2, len(spans) - 1)]
            yield Finding(
                page.span(start, sentence.end), f"“{page.text[start : last[1]]} …” is in the passive voice"
            )

    return Measurement(100 * len(passives) / len(found), "%", places())

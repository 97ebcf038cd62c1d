from __future__ import annotations

from seoaudit.api import Finding, Measurement, NotApplicable, Page, language, rule, sentences, word_count

_LEAST_WORDS = 200


@rule(
    severity="info",
    default=False,
    weight=2,
    evidence="convention",
    source="https://yoast.com/transition-words-why-and-how-to-use-them/",
    good=30,
    bad=20,
)
def transition_words(page: Page) -> Measurement:
    """Enough sentences say how they follow from the one before: “because”, “however”, “for example”.

    Why: Such words carry the reader from one thought to the next.

    Fix: Where two sentences belong together, name the link: cause, contrast, example, order.

    Notes: Advice only. The figure of 30 % comes from one tool, and its users find it high; good writers also
    link sentences by what they say. Texts under 200 words are not judged.
    """
    if word_count(page) < _LEAST_WORDS:
        raise NotApplicable(f"the page has fewer than {_LEAST_WORDS} words")
    found = sentences(page)
    transition = language(page).transition
    linked = sum(map(transition, (sentence.words for sentence in found)))
    share = 100 * linked / max(len(found), 1)
    message = f"{linked} of {len(found)} sentences ({share:.0f} %) have a transition word"
    return Measurement(share, "%", [Finding(page.start, message)])

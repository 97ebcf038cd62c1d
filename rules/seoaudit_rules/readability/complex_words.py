from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    Measurement,
    NotApplicable,
    Page,
    language,
    readability,
    readable_words,
    rule,
)

_SYLLABLES = 4
_SHOWN = 5


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    source="https://yoast.com/word-complexity-assessment/",
    good=10,
    bad=20,
)
def complex_words(page: Page) -> Measurement:
    """At most one word in ten is long and rare.

    Why: A word that the reader has to look at twice stops the reading.

    Fix: Use the everyday word, or explain the term where it first occurs.

    Notes: Counts words of four syllables or more that are not in a list of common ones (“information”,
    “technology”). Advice only: a technical text needs its terms.
    """
    pack = language(page)
    if not pack.has("common_words"):
        raise NotApplicable("the language has no list of common long words")
    counts = readability(page)
    share = 100 * counts.complex_words / counts.words

    def most_frequent() -> Iterator[Finding]:
        words = Counter(
            word
            for read in readable_words(page)
            for word in read
            if pack.syllables(word) >= _SYLLABLES and not pack.is_common(word)
        )
        often = ", ".join(f"“{word}”" for word, _ in words.most_common(_SHOWN))
        yield Finding(page.start, f"{share:.0f} % of the words are long and rare: {often}")

    return Measurement(share, "%", most_frequent())

"""How often the keyphrase may be used before it is noticed."""

from __future__ import annotations

import re
from math import ceil, floor

from seoaudit.facts.fact import fact
from seoaudit.facts.keyphrase import Keyphrase, function_words_of, keyphrase, keyphrase_matches
from seoaudit.facts.text import language, sentences, word_count
from seoaudit.page import Page

_WORD = re.compile(r"[^\W_]+")
#: Written like an address or an identifier: "cloud.gov", "slow_cooker".
_IDENTIFIER = re.compile(r"\w[._/]\w")
#: Density at which a phrase reads naturally, by the convention of the field; search engines name none.
NATURAL_DENSITY = (0.5, 3.0)


def density_of(page: Page, count: float) -> float:
    """Return the density that ``count`` uses make in this text, in percent; longer phrases weigh more.

    A phrase of one word counts about once, one of four words twice: it takes up more of the text and is
    noticed sooner.
    """
    return 100 * count * _weight(keyphrase(page)) / max(word_count(page), 1)


def uses_at(page: Page, density: float) -> float:
    """Return how many uses make this density: the inverse of ``density_of``."""
    return density * word_count(page) / 100 / _weight(keyphrase(page))


def _weight(phrase: Keyphrase) -> float:
    return 0.7 + phrase.length / 3


@fact
def is_name(page: Page) -> bool:
    """Return whether the text writes the keyphrase as a name, with capitals in mid-sentence.

    A product or a place cannot be called anything else, so a text may repeat it more often.
    """
    phrase = keyphrase(page)
    if _IDENTIFIER.search(phrase.text):
        return True
    text, prose, grammar = page.text, sentences(page), function_words_of(language(page))
    inside = [
        match for match in keyphrase_matches(page)
        if match.exact and match.sentence >= 0 and match.start > prose[match.sentence].start
    ]  # fmt: skip
    if not inside:
        return phrase.text[:1].isupper()
    named = 0
    for match in inside:
        words = _WORD.findall(text, match.start, match.end)
        named += all(not word[0].islower() for word in words if word.lower() not in grammar)
    return named > len(inside) / 2


@fact
def natural_uses(page: Page) -> tuple[int, int]:
    """Return the fewest and the most uses of the keyphrase that read naturally in a text of this length."""
    low, high = NATURAL_DENSITY
    fewest = max(ceil(uses_at(page, low)), 1)
    return fewest, max(floor(uses_at(page, high)), fewest, 2)

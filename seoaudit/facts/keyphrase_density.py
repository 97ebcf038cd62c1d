"""How often the keyphrase may be used before it is noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import ceil, floor

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.keyphrase import (
    Keyphrase,
    KeyphraseMatch,
    function_words_of,
    inferred_note,
    keyphrase,
    keyphrase_matches,
    matches_of,
    unset_keyphrase,
)
from seoaudit.facts.text import language, sentences, word_count
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import NotApplicable
from seoaudit.page import Page
from seoaudit.quotation import quoted

_WORD = lazy_regex(r"[^\W_]+")
#: Written like an address or an identifier: "cloud.gov", "slow_cooker".
_IDENTIFIER = lazy_regex(r"\w[._/]\w")
#: Density at which a phrase reads naturally, by the convention of the field; search engines name none.
NATURAL_DENSITY = (0.5, 3.0)


class PhraseUse(msgspec.Struct, frozen=True):
    """A phrase and how the main content uses it.

    ``density`` is that of all its ``matches``, ``natural`` the fewest and the most uses that read naturally
    in a text of this length. ``note`` is what a finding adds: that nobody chose the phrase, or another one.
    """

    phrase: Keyphrase
    matches: tuple[KeyphraseMatch, ...]
    density: float
    natural: tuple[int, int]
    is_name: bool
    note: str


@fact
def phrase_uses(page: Page) -> tuple[PhraseUse, ...]:
    """Return the uses of the keyphrase and, where somebody set one, of the phrase the text reads as if it were about.

    Naming a phrase changes nothing of what the reader meets, so the other one is judged all the same.
    """
    phrase, matches = keyphrase(page), keyphrase_matches(page)
    density = _density(page, phrase, len(matches))
    uses = [PhraseUse(phrase, matches, density, natural_uses(page), is_name(page), inferred_note(page))]
    other = unset_keyphrase(page)
    if other is not None:
        matches = matches_of(page, other)
        density, named = _density(page, other, len(matches)), _is_name(page, other, matches)
        note = " (not the keyphrase that is set)"
        uses.append(PhraseUse(other, matches, density, _natural(page, other), named, note))
    return tuple(uses)


def other_forms(page: Page, phrase: Keyphrase, matches: Iterable[KeyphraseMatch]) -> str:
    """Return in brackets what a reader would miss who searches the page for the phrase as it is written, or ``""``.

    Uses are counted in all forms of a word: for “cold frame” also “frames in the cold”.
    """
    written = " ".join(phrase.text.casefold().split())
    said = Counter(" ".join(page.text[match.start : match.end].casefold().split()) for match in matches)
    others = [form for form in said if written not in form]
    other = min(others, key=lambda form: (-said[form], len(form)), default="")
    return f" (forms such as {quoted(other)} included)" if other else ""


def density_of(page: Page, count: float) -> float:
    """Return the density that ``count`` uses make in this text, in percent; longer phrases weigh more.

    A phrase of one word counts about once, one of four words twice: it takes up more of the text and is
    noticed sooner.
    """
    return _density(page, keyphrase(page), count)


def uses_at(page: Page, density: float) -> float:
    """Return how many uses make this density: the inverse of ``density_of``."""
    return _uses_at(page, keyphrase(page), density)


def _density(page: Page, phrase: Keyphrase, count: float) -> float:
    return 100 * count * _weight(phrase) / max(word_count(page), 1)


def _uses_at(page: Page, phrase: Keyphrase, density: float) -> float:
    return density * word_count(page) / 100 / _weight(phrase)


def _weight(phrase: Keyphrase) -> float:
    return 0.7 + phrase.length / 3


@fact
def is_name(page: Page) -> bool:
    """Return whether the text writes the keyphrase as a name, with capitals in mid-sentence.

    A product or a place cannot be called anything else, so a text may repeat it more often.
    """
    return _is_name(page, keyphrase(page), keyphrase_matches(page))


def _is_name(page: Page, phrase: Keyphrase, matches: tuple[KeyphraseMatch, ...]) -> bool:
    if _IDENTIFIER.search(phrase.text):
        return True
    text, prose, grammar = page.text, sentences(page), function_words_of(language(page))
    inside = [
        match for match in matches
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
    """Return the fewest and the most uses of the keyphrase that read naturally in a text of this length.

    Not applicable to a single word that was inferred: it is what the text is about, and may come up as often as it likes.
    """
    phrase = keyphrase(page)
    if phrase.inferred and phrase.length == 1:
        raise NotApplicable("a single word that was inferred is used as often as the subject needs")
    return _natural(page, phrase)


def _natural(page: Page, phrase: Keyphrase) -> tuple[int, int]:
    low, high = NATURAL_DENSITY
    fewest = max(ceil(_uses_at(page, phrase, low)), 1)
    return fewest, max(floor(_uses_at(page, phrase, high)), fewest, 2)

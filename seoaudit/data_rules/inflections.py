"""Other forms of words: “utilise” also finds “utilised” and “utilising”, in languages with a stemmer.

A pattern finds words that begin alike, their stems decide. Forms that begin otherwise (“went”) are not found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seoaudit.data_rules.searching import BLANKS, Match, is_whole, normal, phrase_pattern
from seoaudit.facts.text import language
from seoaudit.language.tokens import words
from seoaudit.page import Page

if TYPE_CHECKING:
    from seoaudit.language import Language

#: So many letters at least have to stay as they are, and up to so many at the end may change.
_LEAST, _ENDING = 3, 4


class Forms:
    """The forms of several phrases: a pattern for candidates, and what decides."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = [tuple(words(phrase)) for phrase in phrases]
        every = "|".join(
            sorted({_candidates(each) for each in self._phrases}, key=lambda each: (-len(each), each))
        )
        self.pattern = f"(?i)(?:{every})"
        self._stems: dict[str, frozenset[tuple[str, ...]]] = {}

    def accept(self, page: Page, text: str, match: Match) -> bool:
        """Return whether a candidate is a form of one of the phrases in the page's language."""
        if not is_whole(page, text, match):
            return False
        spoken = language(page)
        if not spoken.has("stems"):
            return normal(match[0]) in {" ".join(phrase) for phrase in self._phrases}
        return _stemmed(words(match[0]), spoken) in self._of(spoken)

    def _of(self, spoken: Language) -> frozenset[tuple[str, ...]]:
        known = self._stems.get(spoken.tag)
        if known is None:
            known = self._stems[spoken.tag] = frozenset(_stemmed(each, spoken) for each in self._phrases)
        return known


def _stemmed(phrase: Sequence[str], spoken: Language) -> tuple[str, ...]:
    return tuple(spoken.stem_table[word] for word in phrase)


def _candidates(phrase: Sequence[str]) -> str:
    return BLANKS.join(_candidate(word) for word in phrase)


def _candidate(word: str) -> str:
    kept = word[: max(_LEAST, len(word) - _ENDING)]
    beginning = phrase_pattern([kept], match_case=True, whole_words=False)
    return rf"\b{beginning}[\pL\pM\pN'’]*" if kept[0].isascii() else rf"{beginning}[\pL\pM\pN'’]*"

"""Word stems by Snowball, so that "links", "linked" and "linking" meet."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from seoaudit.language import data

if TYPE_CHECKING:
    from Stemmer import Stemmer

# A crawl meets millions of odd words; the table starts afresh rather than grow without end.
MOST_WORDS = 100_000


def fold_accents(word: str) -> str:
    """Return `word` without its accents: "café" becomes "cafe"."""
    if word.isascii():
        return word
    return "".join(c for c in normalize("NFKD", word) if not combining(c))


def without_elision(word: str, elisions: frozenset[str]) -> str:
    """Return `word` without an elided word glued to its front: "l'article" is "article"."""
    if elisions and "'" in word:
        before, _, rest = word.partition("'")
        if rest and before in elisions:
            return rest
    return word


class StemTable(dict[str, str]):
    """Lower-case word to stem; a word that is not in it yet is stemmed and kept."""

    __slots__ = ("_algorithm", "_elisions", "_stemmer")

    def __init__(self, algorithm: str, language: str = "") -> None:
        super().__init__()
        self._algorithm = algorithm
        self._elisions = data.words(language, "elisions") if language else frozenset()
        self._stemmer: Stemmer | None = None

    def __missing__(self, word: str) -> str:
        if self._stemmer is None:
            from Stemmer import Stemmer  # a C extension: loaded at first use

            # Snowball's own cache would only repeat this table.
            self._stemmer = Stemmer(self._algorithm, 0)
        if len(self) >= MOST_WORDS:
            self.clear()
        plain = without_elision(word, self._elisions).removesuffix("'s").removesuffix("'")
        if self._algorithm == "english":
            # English borrows its accents: "café" has to be stemmed as "cafe" is. Elsewhere
            # they are part of the endings, so they go last.
            plain = fold_accents(plain)
        stem = self[word] = fold_accents(self._stemmer.stemWord(plain)) or word
        return stem


@cache
def stem_table(algorithm: str, language: str = "") -> StemTable:
    """Return the table of a Snowball algorithm, one for each process; the language has the elisions."""
    return StemTable(algorithm, language)

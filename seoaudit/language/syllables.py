"""Syllables by vowel groups, word fragments and exceptions, all of them data.

A word has as many syllables as it has groups of neighbouring vowels, corrected by each
fragment it holds ("^" and "$" stand for its ends: `sm$ +1` for "tourism", `ely$ -1` for
"surely"), unless the table of exceptions knows better. The method is that of hyphenation
patterns (Liang 1983) for counts instead of breaks. A language in which groups of vowels say little
(`guía`, `Familie`) gives its own pattern of what makes a syllable.
"""

from __future__ import annotations

import re
from functools import cache

from seoaudit.language import data
from seoaudit.lazy_regex import lazy_regex

LONGEST_FRAGMENT = 5
MOST_WORDS = 100_000

_VOWELS = "[aeiouy]+"
_ANY_VOWEL = lazy_regex("[aeiouy]")
_JOINTS = lazy_regex("['-]")


class SyllableTable(dict[str, int]):
    """Lower-case word to its number of syllables (at least 1), filled as words are met."""

    __slots__ = ("_fragments", "_language", "_nuclei", "_ready")

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._fragments: dict[str, int] = {}
        self._nuclei = re.compile(next(iter(data.lines(language, "syllable_nuclei")), _VOWELS))
        self._ready = False

    def __missing__(self, word: str) -> int:
        if not self._ready or len(self) >= MOST_WORDS:
            self._load()
            if word in self:
                return self[word]
        count = self[word] = self._by_rule(word)
        return count

    def _load(self) -> None:
        self.clear()
        for line in data.lines(self._language, "syllable_exceptions"):
            count, *listed = line.split()
            self.update(dict.fromkeys(listed, int(count)))
        for line in data.lines(self._language, "syllable_fragments"):
            change, *listed = line.split()
            self._fragments.update(dict.fromkeys(listed, int(change)))
        self._ready = True

    def _by_rule(self, word: str) -> int:
        parts = _JOINTS.split(word)
        if len(parts) > 1:
            # "well-known" is the sum of its parts; what follows an apostrophe ('s, 'll, 'd)
            # has no vowel of its own.
            return max(1, sum(self[part] for part in parts if self._nuclei.search(part)))
        groups = len(self._nuclei.findall(word))
        if groups == 0:
            return 1 if _ANY_VOWEL.search(word) else self._spelt_out(word)
        ends = f"^{word}$"
        longest = len(ends)
        fragments = self._fragments
        held = {
            ends[i : i + size] for size in range(2, LONGEST_FRAGMENT + 1) for i in range(longest - size + 1)
        }
        return max(1, groups + sum(fragments[f] for f in held if f in fragments))

    @staticmethod
    def _spelt_out(word: str) -> int:
        """Return the syllables of "html" read letter by letter; numbers count as one."""
        if not word.isalpha() or not word.isascii():
            return 1
        return len(word) + 2 * word.count("w")


@cache
def syllable_table(language: str) -> SyllableTable:
    """Return the table of a language, one for each process."""
    return SyllableTable(language)

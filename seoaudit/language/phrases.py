"""Finding listed words and phrases in a list of tokens, without a regular expression.

Each phrase is filed under its longest word, which is rarely met by chance, so that most
sentences are cleared by two set operations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from seoaudit.language import data
from seoaudit.language.tokens import Span, words

# Words that nearly every sentence has are poor keys, however long they are.
_EVERYWHERE = frozenset({"that", "with", "this", "have", "from", "for", "the", "and", "not", "you", "are"})

WIDEST_GAP = 8
"""Tokens that "*" in a listed phrase may stand for; at least one."""

Phrase = tuple[str, ...]


class Phrases(msgspec.Struct, frozen=True):
    """Words and phrases to look for; "*" in a phrase stands for one to eight words."""

    single: frozenset[str]
    """Entries of one word."""
    filed: dict[str, tuple[tuple[int, Phrase], ...]]
    """Longest word to (its index in the phrase, the phrase); longer phrases come first."""
    keys: frozenset[str]
    """The words under which phrases are filed."""

    @classmethod
    def of(cls, entries: Iterable[str]) -> Phrases:
        """File entries as they stand in a word list."""
        single: set[str] = set()
        filed: dict[str, list[tuple[int, Phrase]]] = {}
        for entry in entries:
            phrase = tuple(
                token for piece in entry.split() for token in (["*"] if piece == "*" else words(piece))
            )
            if len(phrase) == 1:
                single.add(phrase[0])
            elif phrase:
                # Only words before the first gap have a known distance to the start.
                known = phrase[: phrase.index("*")] if "*" in phrase else phrase
                index = max(range(len(known)), key=lambda at: (known[at] not in _EVERYWHERE, len(known[at])))
                filed.setdefault(known[index], []).append((index, phrase))
        return cls(
            frozenset(single),
            {key: tuple(sorted(found, key=lambda e: -len(e[1]))) for key, found in filed.items()},
            frozenset(filed),
        )

    def occur_in(self, tokens: Sequence[str]) -> bool:
        """Whether any entry occurs among the lower-case `tokens`."""
        if not self.single.isdisjoint(tokens):
            return True
        return not self.keys.isdisjoint(tokens) and next(self._phrase_hits(tokens), None) is not None

    def hits(self, tokens: Sequence[str]) -> list[Span]:
        """Return the half-open token ranges of all entries, in order, the longest first, no overlaps."""
        found = [] if self.keys.isdisjoint(tokens) else list(self._phrase_hits(tokens))
        if not self.single.isdisjoint(tokens):
            found.extend((at, at + 1) for at, token in enumerate(tokens) if token in self.single)
        if not found:
            return found
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        kept: list[Span] = []
        for hit in found:
            if not kept or hit[0] >= kept[-1][1]:
                kept.append(hit)
        return kept

    def _phrase_hits(self, tokens: Sequence[str]) -> Iterator[Span]:
        filed = self.filed
        for at, token in enumerate(tokens):
            if token in filed:
                for index, phrase in filed[token]:
                    end = _match(tokens, at - index, phrase)
                    if end is not None:
                        yield at - index, end


def _match(tokens: Sequence[str], start: int, phrase: Phrase) -> int | None:
    """Return the end of `phrase` where it begins at `start`, or None."""
    if start < 0:
        return None
    if "*" not in phrase:
        end = start + len(phrase)
        return end if tuple(tokens[start:end]) == phrase else None
    gap = phrase.index("*")
    if tuple(tokens[start : start + gap]) != phrase[:gap]:
        return None
    rest = phrase[gap + 1 :]
    for skipped in range(1, WIDEST_GAP + 1):
        rest_end = _match(tokens, start + gap + skipped, rest)
        if rest_end is not None:
            return rest_end
    return None


@cache
def phrase_list(language: str, part: str) -> Phrases:
    """Return a word list of a language, filed; one for each process."""
    return Phrases.of(data.lines(language, part))


@cache
def whole_texts(language: str, part: str, *, marked: bool = False) -> frozenset[str]:
    """Return a word list whose entries are compared as a whole, each as its tokens and blanks."""
    return frozenset(" ".join(words(entry, marked=marked)) for entry in data.lines(language, part))

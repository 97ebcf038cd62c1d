"""Finding listed words and phrases in a list of tokens, without a regular expression.

Each entry is filed under its longest word, which is rarely met by chance, so that most sentences are cleared by
two set operations. Choices in an entry are taken apart when that word is met for the first time: a draft meets
one entry of a hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, product

import msgspec

from seoaudit.language import data
from seoaudit.language.tokens import Span, words
from seoaudit.lazy_regex import lazy_regex

# Words that nearly every sentence has are poor keys, however long they are.
_EVERYWHERE = frozenset({
    "a", "about", "an", "and", "any", "are", "be", "before", "being", "can", "following", "for", "from", "have", "if", "in",
    "into", "is", "isn't", "it", "it's", "just", "let's", "look", "make", "may", "more", "most", "much", "not", "of", "on",
    "only", "out", "set", "so", "take", "than", "that", "the", "their", "there", "this", "through", "to", "want", "we",
    "what", "when", "where", "whether", "will", "with", "without", "you", "you're", "your",
})  # fmt: skip
_CHOICE = lazy_regex(r"[()]")

WIDEST_GAP = 8
"""Tokens that "*" in a listed phrase may stand for; at least one."""

Phrase = tuple[str, ...]


class Filed(msgspec.Struct, frozen=True):
    """The phrases filed under one word: by their shape (its index in the phrase, the phrase's length), and with gaps.

    ``others`` has a second word of each of them, its longest: a text with none of these has none of the phrases.
    """

    shapes: dict[tuple[int, int], set[Phrase]]
    gapped: list[Phrase]
    others: set[str]


class Phrases(msgspec.Struct, frozen=True):
    """Words and phrases to look for; "*" in a phrase stands for one to eight words, "(a|b c)" for any one of these."""

    single: frozenset[str]
    """Entries of one word."""
    entries: dict[str, list[str]]
    """A word to the entries, as they were written, that have it whatever is chosen in them."""
    keys: frozenset[str]
    """The words under which entries are filed."""
    filed: dict[str, Filed] = {}
    """The same taken apart, as far as it has been."""

    @classmethod
    def of(cls, entries: Iterable[str]) -> Phrases:
        """File entries as they stand in a word list."""
        single: set[str] = set()
        filed: dict[str, list[str]] = {}
        for listed in entries:
            for key, entry in _by_words(listed):
                if key == entry:
                    single.add(key)
                else:
                    filed.setdefault(key, []).append(entry)
        return cls(frozenset(single), filed, frozenset(filed))

    def occur_in(self, tokens: Sequence[str]) -> bool:
        """Whether any entry occurs among the lower-case `tokens`."""
        if not self.single.isdisjoint(tokens):
            return True
        return (
            not self.keys.isdisjoint(tokens) and next(self._phrase_hits(tokens, self.keys), None) is not None
        )

    def hits(self, tokens: Sequence[str]) -> list[Span]:
        """Return the half-open token ranges of all entries, in order, the longest first, no overlaps."""
        return self._hits(tokens, self.keys)

    def hits_in(self, texts: Sequence[Sequence[str]]) -> list[tuple[int, Span]]:
        """Return the `hits` of many texts, each with the index of its text.

        What is looked for in each are only the phrases that the words of all texts leave possible: hardly any.
        """
        vocabulary = frozenset(chain.from_iterable(texts))
        keys = frozenset(
            key for key in self.keys & vocabulary if not self._filed(key).others.isdisjoint(vocabulary)
        )
        if not keys and self.single.isdisjoint(vocabulary):
            return []
        return [(number, hit) for number, tokens in enumerate(texts) for hit in self._hits(tokens, keys)]

    def _hits(self, tokens: Sequence[str], keys: frozenset[str]) -> list[Span]:
        found = [] if keys.isdisjoint(tokens) else list(self._phrase_hits(tokens, keys))
        if self.single and not self.single.isdisjoint(tokens):
            found.extend((at, at + 1) for at, token in enumerate(tokens) if token in self.single)
        if not found:
            return found
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        kept: list[Span] = []
        for hit in found:
            if not kept or hit[0] >= kept[-1][1]:
                kept.append(hit)
        return kept

    def _filed(self, key: str) -> Filed:
        known = self.filed.get(key)
        if known is None:
            known = self.filed[key] = Filed({}, [], set())
            for entry in self.entries[key]:
                for phrase in map(_phrase, alternatives(entry)):
                    known.others.add(max((word for word in phrase if word != key), key=_rarity, default=key))
                    if "*" in phrase:
                        known.gapped.append(phrase)
                    else:
                        known.shapes.setdefault((phrase.index(key), len(phrase)), set()).add(phrase)
        return known

    def _phrase_hits(self, tokens: Sequence[str], keys: frozenset[str]) -> Iterator[Span]:
        tokens = tuple(tokens)
        for key in keys.intersection(tokens):
            filed = self._filed(key)
            at = -1
            for _ in range(tokens.count(key)):
                at = tokens.index(key, at + 1)
                for (index, length), phrases in filed.shapes.items():
                    if at >= index and tokens[at - index : at - index + length] in phrases:
                        yield at - index, at - index + length
            for phrase in filed.gapped:
                for start, token in enumerate(tokens):
                    if token == phrase[0] and (end := _match(tokens, start, phrase)) is not None:
                        yield start, end


def _by_words(entry: str) -> Iterator[tuple[str, str]]:
    """Yield an entry with the word to file it under: the longest that it has whatever is chosen in it.

    If all such words are everywhere, one choice is taken apart, and each of its results looked at.
    """
    # What stands right beside a choice is but a part of a word.
    always = "|".join(entry.replace(")", "(").split("(")[::2]) if "(" in entry else entry
    key = max(filter(_tells, always.split()), key=len, default="")
    if not key and "(" in entry:
        before, _, rest = entry.partition("(")
        choice, _, after = rest.partition(")")
        for chosen in choice.split("|"):
            yield from _by_words(before + chosen + after)
        return
    if not key:
        phrase = [word for word in _phrase(entry) if word != "*"]
        key = max(phrase, key=_rarity, default="")
        entry = key if [key] == phrase and "*" not in entry else entry
    if key:
        yield key, entry


def _rarity(word: str) -> tuple[bool, int]:
    return word not in _EVERYWHERE, len(word)


def _tells(piece: str) -> bool:
    """Whether a piece of an entry is one word, as it stands, and not one that nearly every sentence has."""
    return (
        piece not in _EVERYWHERE
        and piece[0].isalpha()
        and piece[-1].isalpha()
        and piece == piece.lower()
        and piece.replace("-", "").replace("'", "").isalpha()
        and "--" not in piece
    )


def _phrase(entry: str) -> Phrase:
    """Return the words of an entry without choices; its gaps are words of their own."""
    if "*" not in entry:
        return tuple(words(entry))
    return tuple(chain.from_iterable(["*"] if piece == "*" else words(piece) for piece in entry.split()))


def _match(tokens: Phrase, start: int, phrase: Phrase) -> int | None:
    """Return the end of `phrase` where it begins at `start`, or None."""
    if start < 0:
        return None
    if "*" not in phrase:
        end = start + len(phrase)
        return end if tokens[start:end] == phrase else None
    gap = phrase.index("*")
    if tokens[start : start + gap] != phrase[:gap]:
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


def alternatives(entry: str) -> Iterator[str]:
    """Return the entries that one with choices in parentheses stands for.

    >>> list(alternatives("take (your|their) * to (the next level|new heights)"))[:2]
    ['take your * to the next level', 'take your * to new heights']
    """
    if "(" not in entry:
        yield entry
        return
    choices = [part.split("|") for part in _CHOICE.split(entry)]
    yield from map("".join, product(*choices))


@cache
def whole_texts(language: str, part: str, *, marked: bool = False) -> frozenset[str]:
    """Return a word list whose entries are compared as a whole, each as its tokens and blanks."""
    return frozenset(" ".join(words(entry, marked=marked)) for entry in data.lines(language, part))

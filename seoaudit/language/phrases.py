"""Finding listed words and phrases in a list of tokens, without a regular expression.

Each phrase is filed under its longest word, which is rarely met by chance, so that most
sentences are cleared by two set operations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, product

import msgspec

from seoaudit.language import data
from seoaudit.language.tokens import Span, words, words_of_spans
from seoaudit.lazy_regex import lazy_regex

# Words that nearly every sentence has are poor keys, however long they are.
_EVERYWHERE = frozenset({
    "a", "about", "and", "are", "be", "for", "from", "have", "in", "is", "it", "make", "more", "most", "not", "of", "on",
    "that", "the", "their", "this", "through", "to", "want", "we", "what", "when", "where", "with", "you", "your",
})  # fmt: skip
_NONE: dict[tuple[int, int], set[tuple[str, ...]]] = {}

_CHOICE = lazy_regex(r"[()]")

WIDEST_GAP = 8
"""Tokens that "*" in a listed phrase may stand for; at least one."""

Phrase = tuple[str, ...]


class Phrases(msgspec.Struct, frozen=True):
    """Words and phrases to look for; "*" in a phrase stands for one to eight words."""

    single: frozenset[str]
    """Entries of one word."""
    filed: dict[str, dict[tuple[int, int], set[Phrase]]]
    """Longest word to (its index in the phrase, the phrase's length) to all phrases of that shape."""
    gapped: dict[str, list[Phrase]]
    """Longest word to the phrases with gaps: how far they begin before it is not known."""
    keys: frozenset[str]
    """The words under which phrases are filed."""

    @classmethod
    def of(cls, entries: Iterable[str]) -> Phrases:
        """File entries as they stand in a word list."""
        single: set[str] = set()
        filed: dict[str, dict[tuple[int, int], set[Phrase]]] = {}
        gapped: dict[str, list[Phrase]] = {}
        plain: list[str] = []
        for entry in entries:
            if "*" in entry:
                pieces = (["*"] if piece == "*" else words(piece) for piece in entry.split())
                phrase = tuple(chain.from_iterable(pieces))
                gapped.setdefault(phrase[_key(phrase)], []).append(phrase)
            else:
                plain.append(entry)
        for phrase in map(tuple, _words_of_each(plain)):
            if len(phrase) == 1:
                single.add(phrase[0])
            elif phrase:
                index = _key(phrase)
                shapes = filed.setdefault(phrase[index], {})
                shapes.setdefault((index, len(phrase)), set()).add(phrase)
        return cls(frozenset(single), filed, gapped, frozenset(filed).union(gapped))

    def occur_in(self, tokens: Sequence[str]) -> bool:
        """Whether any entry occurs among the lower-case `tokens`."""
        if not self.single.isdisjoint(tokens):
            return True
        return not self.keys.isdisjoint(tokens) and next(self._phrase_hits(tokens), None) is not None

    def hits(self, tokens: Sequence[str]) -> list[Span]:
        """Return the half-open token ranges of all entries, in order, the longest first, no overlaps."""
        found = [] if self.keys.isdisjoint(tokens) else list(self._phrase_hits(tokens))
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

    def hits_in(self, texts: Sequence[Sequence[str]]) -> list[tuple[int, Span]]:
        """Return the `hits` of many texts, each with the index of its text.

        Entries whose words do not all occur somewhere are put aside first, which leaves hardly any.
        """
        present = self._spelt_by(frozenset(chain.from_iterable(texts)))
        if not (present.single or present.keys):
            return []
        return [(number, hit) for number, tokens in enumerate(texts) for hit in present.hits(tokens)]

    def _spelt_by(self, vocabulary: frozenset[str]) -> Phrases:
        """Return the entries whose words are all in a vocabulary."""
        filed: dict[str, dict[tuple[int, int], set[Phrase]]] = {}
        gapped: dict[str, list[Phrase]] = {}
        with_gaps = vocabulary | {"*"}
        for key in self.keys & vocabulary:
            for shape, phrases in self.filed.get(key, _NONE).items():
                if held := set(filter(vocabulary.issuperset, phrases)):
                    filed.setdefault(key, {})[shape] = held
            if held_apart := list(filter(with_gaps.issuperset, self.gapped.get(key, ()))):
                gapped[key] = held_apart
        return Phrases(self.single & vocabulary, filed, gapped, frozenset(filed).union(gapped))

    def _phrase_hits(self, tokens: Sequence[str]) -> Iterator[Span]:
        tokens = tuple(tokens)
        for key in self.keys.intersection(tokens):
            at = -1
            for _ in range(tokens.count(key)):
                at = tokens.index(key, at + 1)
                for (index, length), phrases in self.filed.get(key, _NONE).items():
                    if at >= index and tokens[at - index : at - index + length] in phrases:
                        yield at - index, at - index + length
            for phrase in self.gapped.get(key, ()):
                for start, token in enumerate(tokens):
                    if token == phrase[0] and (end := _match(tokens, start, phrase)) is not None:
                        yield start, end


def _words_of_each(entries: Sequence[str]) -> list[list[str]]:
    """Return the words of each entry; thousands of them are folded at once."""
    ends = list(accumulate(len(entry) + 1 for entry in entries))
    spans = [(end - 1 - len(entry), end - 1) for entry, end in zip(entries, ends, strict=True)]
    return words_of_spans("\n".join(entries), spans)


def _key(phrase: Phrase) -> int:
    """Return the index of the longest word, of one that is not everywhere if there is such."""
    longest = max(phrase, key=len)
    if longest in _EVERYWHERE:
        longest = max(phrase, key=lambda word: (word not in _EVERYWHERE, len(word)))
    return phrase.index(longest)


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
    return Phrases.of(entry for line in data.lines(language, part) for entry in alternatives(line))


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

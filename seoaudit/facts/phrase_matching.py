"""Finding a phrase in text by the stems of its content words, in any order.

"Generating leads" is a use of "lead generation", "call-to-action" one of "call to action", and "e-mail"
is "email". A phrase given in double quotes is looked for word by word as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seoaudit.language import Language
from seoaudit.language.stems import fold_accents


class Term(NamedTuple):
    """A word, or a part of a hyphenated one: what it is compared by, and where it stands in its text."""

    stem: str
    start: int
    end: int


class Use(NamedTuple):
    """One use of a phrase in a text; ``exact`` when its words stand together and in order."""

    start: int
    end: int
    exact: bool


def hyphen_parts(word: str) -> list[tuple[str, int, int]]:
    """Return the parts of a word that count as words of their own, with their offsets in it.

    >>> hyphen_parts("call-to-action"), hyphen_parts("e-mail")
    ([('call', 0, 4), ('to', 5, 7), ('action', 8, 14)], [('email', 0, 6)])
    """
    if "-" not in word:
        return [(word, 0, len(word))]
    parts: list[tuple[str, int, int]] = []
    at, carried, since = 0, "", 0
    for part in word.split("-"):
        end = at + len(part)
        if len(part) == 1 and part.isalpha() and not carried:
            carried, since = part, at
        else:
            parts.append((carried + part, since if carried else at, end))
            carried = ""
        at = end + 1
    if carried:
        parts.append((carried, since, len(word)))
    return parts


def fold(word: str) -> str:
    """Return a lower-case word without accents and possessive ``'s``: how exact phrases compare words."""
    return fold_accents(word.removesuffix("'s").removesuffix("'"))


def stem_of(language: Language, word: str) -> str:
    """Return the word's stem, or its folded form in a language without stems."""
    return language.stem(word) if language.algorithm else fold(word)


def terms(language: Language, text: str, *, exact: bool = False) -> list[Term]:
    """Return the terms of a text; folded words instead of stems when ``exact``."""
    reduce = fold if exact else (lambda word: stem_of(language, word))
    found: list[Term] = []
    for (start, end), word in zip(language.word_spans(text), language.words(text), strict=True):
        if "-" not in word:
            found.append(Term(reduce(word), start, end))
            continue
        for part, first, last in hyphen_parts(word):
            found.append(Term(reduce(part), start + first, start + last))
    return found


def uses(found: Sequence[Term], phrase: Sequence[str], *, exact: bool, between: frozenset[str]) -> list[Use]:
    """Return the uses of a phrase in the terms of one sentence or title, in order, without overlaps.

    ``phrase`` holds stems; ``between`` those that may stand among them in a use that counts as exact.
    """
    if exact:
        return list(_verbatim(found, phrase))
    wanted = frozenset(phrase)
    if not wanted:
        return []
    latest: dict[str, int] = {}
    complete: list[Use] = []
    for index, term in enumerate(found):
        if term.stem not in wanted:
            continue
        latest.pop(term.stem, None)
        latest[term.stem] = index
        if len(latest) == len(wanted):
            places = list(latest.values())
            together = all(
                found[at].stem in wanted or found[at].stem in between for at in range(places[0], places[-1])
            )
            in_order = [found[at].stem for at in places] == list(dict.fromkeys(phrase))
            complete.append(Use(found[places[0]].start, found[places[-1]].end, together and in_order))
            latest.clear()
    return complete


def _verbatim(found: Sequence[Term], phrase: Sequence[str]) -> Iterator[Use]:
    size, at = len(phrase), 0
    while size and at + size <= len(found):
        if all(found[at + step].stem == word for step, word in enumerate(phrase)):
            yield Use(found[at].start, found[at + size - 1].end, True)
            at += size
        else:
            at += 1

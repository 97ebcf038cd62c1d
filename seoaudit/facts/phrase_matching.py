"""Finding a phrase in text by the stems of its content words, in any order.

"Generating leads" is a use of "lead generation", "call-to-action" one of "call to action", and "e-mail"
is "email". A phrase given in double quotes is looked for word by word as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seoaudit.language import Language
from seoaudit.language.stems import fold_accents, without_elision

Offsets = tuple[int, int]


class Use(NamedTuple):
    """One use of a phrase in a sequence of terms: its first and last one.

    ``exact`` when its words stand together and in order.
    """

    first: int
    last: int
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


def words_of(language: Language, text: str) -> list[str]:
    """Return the lower-case words of a text, hyphenated ones in parts."""
    words = language.words(text)
    if language.elisions and "'" in text.replace("’", "'"):
        words = [without_elision(word, language.elisions) for word in words]
    if "-" not in text:
        return words
    return [part for word in words for part, _, _ in hyphen_parts(word)]


def terms(language: Language, text: str, *, exact: bool = False) -> list[str]:
    """Return what the words of a text are compared by: their stems, or when ``exact`` their folded forms."""
    words = words_of(language, text)
    if exact or not language.algorithm:
        return [fold(word) for word in words]
    return language.stems(words)


def offsets(
    language: Language, text: str, start: int, end: int, *, limit: int | None = None
) -> list[Offsets]:
    """Return where the terms of ``text[start:end]`` stand in ``text``, a pair for each: of the first ``limit`` at least."""
    spans = language.word_spans(text, start, end, limit=limit)
    if text.find("-", start, end) < 0:
        return spans
    return [
        (begin + first, begin + last)
        for begin, stop in spans
        for _, first, last in hyphen_parts(text[begin:stop])
    ]


def uses(found: Sequence[str], phrase: Sequence[str], *, exact: bool, between: frozenset[str]) -> list[Use]:
    """Return the uses of a phrase among the terms of one sentence or title, in order, without overlaps.

    ``phrase`` holds terms; ``between`` those that may stand among them in a use that counts as exact.
    """
    if exact:
        return list(_verbatim(found, phrase))
    wanted = frozenset(phrase)
    order = list(dict.fromkeys(phrase))
    latest: dict[str, int] = {}
    complete: list[Use] = []
    for index, term in enumerate(found):
        if term not in wanted:
            continue
        latest.pop(term, None)
        latest[term] = index
        if len(latest) == len(wanted):
            first = next(iter(latest.values()))
            together = all(term in wanted or term in between for term in found[first:index])
            complete.append(Use(first, index, together and list(latest) == order))
            latest.clear()
    return complete


def _verbatim(found: Sequence[str], phrase: Sequence[str]) -> Iterator[Use]:
    size, at, sought = len(phrase), 0, list(phrase)
    while size and at + size <= len(found):
        if list(found[at : at + size]) == sought:
            yield Use(at, at + size - 1, True)
            at += size
        else:
            at += 1

"""English passive voice by a rule over tokens: an auxiliary, what may stand between, a participle.

Against a treebank such a rule agrees about as well as a parser does, at a hundredth of the cost;
see `benchmarks/language.py`. It tells whether a sentence has a passive and where, not its extent.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from seoaudit.language import data

FURTHEST = 5
"""The participle is at most this many tokens behind its auxiliary."""
SHORTEST = 5
"""Letters of the shortest word that counts as a participle for its -ed alone ("added")."""
#: Openings of a sentence in which nothing is done to anybody.
_IDIOMS = (["that", "being", "said"], ["this", "being", "said"])


class _Words(msgspec.Struct, frozen=True):
    """The word classes of `passive.txt`, `participles.txt` and `not_passive.txt`."""

    auxiliaries: frozenset[str]
    be: frozenset[str]
    get: frozenset[str]
    got: frozenset[str]
    between: frozenset[str]
    subject: frozenset[str]
    noun: frozenset[str]
    habit: frozenset[str]
    prefix: frozenset[str]
    asks: frozenset[str]
    participles: frozenset[str]
    not_passive: frozenset[str]


def first_passive(words: Sequence[str]) -> int | None:
    """Return the index of the auxiliary of the first passive of a sentence of lower-case words.

    >>> first_passive("the post was quickly written by a colleague".split())
    2
    """
    known = _words()
    auxiliaries = known.auxiliaries
    if auxiliaries.isdisjoint(words):
        return None
    for index, word in enumerate(words):
        if word in auxiliaries:
            if word in known.be:
                if _participle_after(words, index, known) and not _is_idiom(words, index):
                    return index
            elif index + 1 < len(words) and words[index + 1] in known.got:
                return index
    return None


def _is_idiom(words: Sequence[str], auxiliary: int) -> bool:
    return auxiliary > 0 and list(words[auxiliary - 1 : auxiliary + 2]) in _IDIOMS


def _participle_after(words: Sequence[str], auxiliary: int, known: _Words) -> bool:
    """Whether a participle follows the auxiliary with nothing but adverbs or a subject between."""
    question = auxiliary == 0 or words[auxiliary - 1] in known.asks
    for place in range(auxiliary + 1, min(auxiliary + 1 + FURTHEST, len(words))):
        word = words[place]
        if _is_participle(word, known):
            return not _is_habit(words, place, known)
        passed = (
            word in known.between
            or (question and word in known.subject)
            or (word.endswith("ly") and word not in known.noun)
        )
        if not passed:
            return False
    return False


def _is_participle(word: str, known: _Words) -> bool:
    if word in known.not_passive:
        return False
    if word in known.participles:
        return True
    prefix, joint, last = word.rpartition("-")
    if joint:
        return prefix in known.prefix and _is_participle(last, known)
    if not word.endswith("ed") or len(word) < SHORTEST:
        return False
    # "Unpublished" describes a state; "undermined" and "unlocked" are done.
    return not word.startswith("un") or word.startswith(("under", "unlock", "unload", "uninst", "unveil"))


def _is_habit(words: Sequence[str], participle: int, known: _Words) -> bool:
    """Whether the participle is that of "be used to something" or "… to doing"."""
    if words[participle] != "used" or list(words[participle + 1 : participle + 2]) != ["to"]:
        return False
    return any(word in known.habit or word.endswith("ing") for word in words[participle + 2 : participle + 3])


@cache
def _words() -> _Words:
    classes = data.classes("en", "passive")
    return _Words(
        auxiliaries=classes["be"] | classes["get"],
        **classes,
        participles=data.words("en", "participles"),
        not_passive=data.words("en", "not_passive"),
    )

"""English passive voice by a rule over tokens: an auxiliary, what may stand between, a participle.

Against a treebank such a rule agrees as well as a parser does, at a hundredth of the cost; see
`benchmarks/language.py`. It reports whether a sentence has a passive and where, not its extent.
"""

from __future__ import annotations

from collections.abc import Sequence

from seoaudit.language import data

FURTHEST = 5
"""Tokens between the auxiliary and its participle, at most."""

_BE = frozenset(
    "am is are was were be been being isn't aren't wasn't weren't ain't "
    "i'm you're we're they're he's she's it's that's there's here's what's who's "
    "wasnt isnt arent werent".split()
)
_GET = frozenset("get gets got getting gotten".split())

# "Got done" and "got started" are idioms; what is done *to* someone with "get" is a short list.
_GET_PARTICIPLES = frozenset(
    "accepted approved arrested attacked banned beaten bitten blamed blocked bought broken built "
    "called caught charged chosen clicked crawled cut deleted delivered elected fired "
    "flagged found fooled given hacked hired hit hurt ignored indexed invited kicked killed lost "
    "merged noticed paid promoted published punished read rejected removed replaced robbed sent "
    "shared shot sold stolen taken thrown trapped treated".split()
)

# What may stand between the two, besides adverbs in -ly.
_BETWEEN = frozenset(
    "not never ever always often also already again just still now then soon once only even "
    "all both almost quite rather very well better best so too much more most less far further "
    "currently sometimes usually mostly largely widely yet thus therefore however "
    "being been either neither in turn first later long newly no longer perhaps simply "
    "i you he she it we they this that these those".split()
)
_PRONOUNS = frozenset("i you he she it we they this that these those".split())
_NOT_ADVERBS = frozenset("family only early daily friendly likely lonely reply supply apply july".split())

# "Is used to the noise" is a habit, "is used to build" a purpose.
_AFTER_HABIT = frozenset(
    "a an the this that these those my your his her its our their it them him me us you "
    "such having being doing getting".split()
)


def first_passive(words: Sequence[str]) -> int | None:
    """Return the index of the auxiliary of the first passive of a sentence of lower-case words.

    >>> first_passive("the post was quickly written by a colleague".split())
    2
    """
    if _BE.isdisjoint(words) and _GET.isdisjoint(words):
        return None
    for index, word in enumerate(words):
        if word in _BE:
            if _participle_after(words, index):
                return index
        elif word in _GET and index + 1 < len(words) and words[index + 1] in _GET_PARTICIPLES:
            return index
    return None


def _participle_after(words: Sequence[str], auxiliary: int) -> bool:
    """Whether a participle follows the auxiliary with nothing but adverbs or a subject between."""
    question = auxiliary == 0 or words[auxiliary - 1] in {"how", "why", "when", "where", "what"}
    for place in range(auxiliary + 1, min(auxiliary + 1 + FURTHEST, len(words))):
        word = words[place]
        if _is_participle(word):
            return not _is_habit(words, place)
        if word in _PRONOUNS and not question:
            return False
        if word in _BETWEEN or (word.endswith("ly") and word not in _NOT_ADVERBS):
            continue
        return False
    return False


def _is_participle(word: str) -> bool:
    if word in data.words("en", "not_passive"):
        return False
    if word in data.words("en", "participles"):
        return True
    stem, joint, last = word.rpartition("-")
    if joint:
        # "re-used" and "co-written" are verbs, "well-known" and "old-fashioned" are not.
        return stem in {"re", "co", "pre", "de", "un", "auto", "cross", "double"} and _is_participle(last)
    if not word.endswith("ed") or len(word) < 5:
        return False
    # "Unpublished" describes; "undermined" and "unlocked" are done.
    return not word.startswith("un") or word.startswith(("under", "unlock", "unload", "uninst", "unveil", "unit"))


def _is_habit(words: Sequence[str], participle: int) -> bool:
    return (
        words[participle] == "used"
        and words[participle + 1 : participle + 2] == ["to"]
        and participle + 2 < len(words)
        and (words[participle + 2] in _AFTER_HABIT or words[participle + 2].endswith("ing"))
    )

"""Telling the language of a text that declares none.

Scripts with one language to them are told by their letters, the others by their commonest short
words. Measured against pycld2 in `benchmarks/language.py`; a guess that is not clear is no guess.
"""

from __future__ import annotations

import re
from functools import cache

from seoaudit.language import added, data
from seoaudit.language.tokens import words
from seoaudit.lazy_regex import lazy_regex

UNKNOWN = "und"
"""BCP 47 for a language that nobody can tell."""

SAMPLE = 3_200
"""Characters that are looked at."""
_FIRST_LOOK = 1_000
_SAMPLE_WORDS = 400
_FEWEST_WORDS = 20
#: English words among the first 400 that are function words, from which on a text may be English.
#: Edited English has 0.4 to 0.55, other languages in Latin script stay under 0.1.
_ENGLISH = 0.15
#: The same share from which on nothing else needs looking at.
_SURELY_ENGLISH = 0.3
#: The least share of words that must speak for a language, and by what share of the words it must lead:
#: Indonesian and Malay share nearly all of theirs.
_LEAST, _LEAD = 0.08, 0.01

#: Bytes per character: Latin letters with accents stay below, all other scripts are far above.
_LATIN_BYTES = 1.3

#: Letters that only one language, or one way of writing it, has. Kana before Han: Japanese has both.
_LETTERS = {
    "ja": r"[\u3040-\u30ff]",
    "ko": r"[\uac00-\ud7af]",
    "zh": r"[\u3400-\u9fff]",
    "th": r"[\u0e00-\u0e7f]",
    "el": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "he": r"[\u0590-\u05ff]",
    "hy": r"[\u0530-\u058f]",
    "ta": r"[\u0b80-\u0bff]",
    "bn": r"[\u0980-\u09ff]",
}
#: The share of a sample's characters; Chinese has no blanks, and a Japanese sentence always has kana.
_LETTER_SHARE = {"ja": 0.1, "zh": 0.2}
_USUAL_SHARE = 0.3

#: "de", "pt-br", "zh-Hans", "fr_FR": what a folder of translations is called.
_TAG = lazy_regex(r"([a-z]{2})(?:[-_](?:[a-z]{2}|[A-Z]{2}|[Hh]ans|[Hh]ant|[Ll]atn|[Cc]yrl|419))?")


def guess(text: str, hint: str = "") -> str:
    """Return the tag of the language a text is written in, or `UNKNOWN`.

    `hint` is where its path says it belongs, which decides unless the text is clearly English: folders
    named "it" or "no" are not always a language. A text too short to tell is English, or what the hint says.
    """
    if _share_of_english(words(text[:_FIRST_LOOK])) >= _SURELY_ENGLISH:
        return "en"
    text = text[:SAMPLE]
    sample = words(text, marked=True)[:_SAMPLE_WORDS]
    share = _share_of_english(sample)
    if share >= _SURELY_ENGLISH:
        return "en"
    if hint:
        return hint
    if not text.isascii():
        by_letters = _by_letters(text)
        if by_letters:
            return by_letters
    told = _by_words(sample)
    if told == UNKNOWN and (share >= _ENGLISH or (len(sample) < _FEWEST_WORDS and _is_latin(text))):
        return "en"
    return told


def in_path(name: str) -> str:
    """Return the language that a path names: `content/de/x.md`, `_articles/fr/x.md`, `index.fr.md`; else ""."""
    folders = name.replace("\\", "/").split("/")
    file = folders.pop().split(".")
    for part in (*file[1:-1][::-1], *folders[::-1]):
        if 2 <= len(part) <= 7:
            found = _TAG.fullmatch(part)
            if found and (found[1] in data.words("", "path_languages") or _is_added(found[1])):
                return part
    return ""


def _is_added(code: str) -> bool:
    return any(each.code == code for each in added.spoken())


def _share_of_english(sample: list[str]) -> float:
    english = data.words("en", "function_words")
    return sum(map(english.__contains__, sample)) / max(len(sample), 1)


def _is_latin(text: str) -> bool:
    """Whether most letters take one byte in UTF-8."""
    return len(text.encode(errors="surrogatepass")) < _LATIN_BYTES * len(text) + 1


def _by_letters(text: str) -> str:
    length = len(text)
    for tag, letters in _LETTERS.items():
        if len(re.findall(letters, text)) > _LETTER_SHARE.get(tag, _USUAL_SHARE) * length:
            return tag
    return ""


def _by_words(sample: list[str]) -> str:
    scores: dict[str, float] = {}
    table = _table()
    for word in sample:
        tags = table.get(word)
        if tags is not None:
            weight = 1 / len(tags)
            for tag in tags:
                scores[tag] = scores.get(tag, 0.0) + weight
    if not scores:
        return UNKNOWN
    first, *others = sorted(scores, key=lambda tag: -scores[tag])
    second = scores[others[0]] if others else 0.0
    if scores[first] < _LEAST * len(sample) or scores[first] - second < _LEAD * len(sample):
        return UNKNOWN
    return first


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Return word to the languages that have it."""
    table: dict[str, tuple[str, ...]] = {}
    for tag, listed in data.classes("", "guess_words").items():
        for word in listed:
            table[word] = (*table.get(word, ()), tag)
    for each in added.spoken():
        for word in data.words(each.code, "guess_words"):
            table[word] = (*table.get(word, ()), each.code)
    return table

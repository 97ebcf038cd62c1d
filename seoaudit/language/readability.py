"""Readability: one pass of counts over words, and the classic formulas over the counts.

The constants of each language's Flesch formula and the Dale-Chall list of easy words are
`textstat`'s. The counts are ours: textstat's own would download a corpus for English syllables
and walk over the text once for each formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module, util
from itertools import chain
from math import sqrt
from pathlib import Path

import msgspec

from seoaudit.language.errors import MissingLanguagePart
from seoaudit.language.pack import Language

POLYSYLLABLE = 3
"""Syllables from which the fog and SMOG formulas call a word hard (textstat: 4 in Polish, 5 in Hungarian)."""
COMPLEX = 4
"""Syllables from which a word that is not common counts as complex (as in Yoast's word complexity)."""
LONG_WORD = 6
"""A word with more letters than this is long (LIX)."""

#: Flesch formulas of languages that textstat has none for. Portuguese: Martins, Ghiraldelo, Nunes and Oliveira
#: Júnior (1996), Readability formulas applied to textbooks in Brazilian Portuguese.
_OWN_FLESCH = {"pt": (248.835, 1.015, 84.6)}
_NORMED_SENTENCES = 30
_DIFFICULT_SHARE = 5.0


class Counts(msgspec.Struct, frozen=True, gc=False):
    """What the formulas need of a text, each counted once."""

    sentences: int
    words: int
    letters: int
    """Letters and digits, without apostrophes and hyphens."""
    characters: int
    """Characters other than white space; the letters with apostrophes and hyphens if not given."""
    syllables: int
    monosyllables: int
    polysyllables: int
    """Words of three syllables or more."""
    long_words: int
    """Words of more than six letters."""
    complex_words: int
    """Words of four syllables or more that are not common; 0 where no common words are listed."""
    difficult_words: int | None = None
    """Words that are not in the list of easy words, if one was given."""
    difficult_polysyllables: int | None = None
    """Polysyllables that are not in the list of easy words, if one was given."""


def count(
    sentences: Sequence[Sequence[str]],
    language: Language,
    *,
    characters: int | None = None,
    easy_words: frozenset[str] | None = None,
    syllables: Sequence[int] | None = None,
) -> Counts:
    """Count a text given as sentences of lower-case words; sentences without words do not count.

    `characters` is the number of characters other than white space, where the text is at hand.
    `easy_words` (see `easy_words_of`) is wanted for `dale_chall` and the strict `gunning_fog`. `syllables` are those
    of each word, where they have been counted already.
    Raises MissingLanguagePart for a language without syllables.
    """
    words = list(chain.from_iterable(sentences))
    joined = "".join(words)
    letters = len(joined) - joined.count("'") - joined.count("-")
    if syllables is None:
        syllables = list(map(language.syllable_table.__getitem__, words))
    monosyllables = syllables.count(1)
    polysyllables = len(words) - monosyllables - syllables.count(2)
    complex_words = difficult = 0
    if language.has("common_words"):
        long_ones = [word for word, n in zip(words, syllables, strict=True) if n >= COMPLEX]
        complex_words = len(long_ones) - sum(map(language.is_common, long_ones))
    if easy_words is not None:
        hard = [word for word, n in zip(words, syllables, strict=True) if n >= POLYSYLLABLE]
        difficult = len(hard) - sum(map(easy_words.__contains__, hard))
    long_words = [word for word in words if len(word) > LONG_WORD]
    joined_words = [word for word in long_words if "-" in word or "'" in word]
    return Counts(
        sentences=sum(1 for sentence in sentences if sentence),
        words=len(words),
        letters=letters,
        characters=len(joined) if characters is None else characters,
        syllables=sum(syllables),
        monosyllables=monosyllables,
        polysyllables=polysyllables,
        long_words=len(long_words) - sum(_letters(word) <= LONG_WORD for word in joined_words),
        complex_words=complex_words,
        difficult_words=None if easy_words is None else sum(w not in easy_words for w in words),
        difficult_polysyllables=None if easy_words is None else difficult,
    )


def _letters(word: str) -> int:
    return len(word) - word.count("'") - word.count("-")


# Every formula gives 0.0 for a text without words: nothing is not "easy".


def flesch_reading_ease(counts: Counts, language: Language) -> float:
    """Return the Flesch reading ease, about 0 (hard) to 100 (easy): Flesch 1948, Amstad 1978 (de) …

    Raises MissingLanguagePart for a language that has no constants of its own in textstat.
    """
    return flesch_of(counts.sentences, counts.words, counts.syllables, language)


def flesch_of(sentences: int, words: int, syllables: int, language: Language) -> float:
    """Return the Flesch reading ease from the three counts it takes; see `flesch_reading_ease`."""
    if not words or not sentences:
        return 0.0
    base, by_length, by_syllables = _flesch_constants(language)
    return base - by_length * words / sentences - by_syllables * syllables / words


def flesch_kincaid_grade(counts: Counts) -> float:
    """Return the school grade of Kincaid et al. 1975 (English)."""
    if not counts.words or not counts.sentences:
        return 0.0
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def gunning_fog(counts: Counts) -> float:
    """Return Gunning's fog index 1952, years of schooling; easy words are spared if they were counted."""
    if not counts.words or not counts.sentences:
        return 0.0
    hard = counts.difficult_polysyllables
    hard = counts.polysyllables if hard is None else hard
    return 0.4 * (counts.words / counts.sentences + 100 * hard / counts.words)


def smog(counts: Counts) -> float:
    """Return McLaughlin's SMOG grade 1969; it was normed on samples of thirty sentences."""
    if not counts.sentences:
        return 0.0
    return 1.043 * sqrt(_NORMED_SENTENCES * counts.polysyllables / counts.sentences) + 3.1291


def coleman_liau(counts: Counts) -> float:
    """Return the grade of Coleman and Liau 1975, from letters alone (0.058 as in textstat)."""
    if not counts.words:
        return 0.0
    letters = 100 * counts.letters / counts.words
    return 0.058 * letters - 0.296 * 100 * counts.sentences / counts.words - 15.8


def ari(counts: Counts) -> float:
    """Return the automated readability index, a grade: Smith and Senter 1967."""
    if not counts.words or not counts.sentences:
        return 0.0
    return 4.71 * counts.characters / counts.words + 0.5 * counts.words / counts.sentences - 21.43


def lix(counts: Counts) -> float:
    """Return Björnsson's LIX 1968: words per sentence plus the percentage of long words."""
    if not counts.words or not counts.sentences:
        return 0.0
    return counts.words / counts.sentences + 100 * counts.long_words / counts.words


def dale_chall(counts: Counts) -> float:
    """Return the Dale-Chall score 1948; the counts must have been made with `easy_words`."""
    if counts.difficult_words is None:
        raise ValueError("dale_chall needs counts made with easy_words")
    if not counts.words or not counts.sentences:
        return 0.0
    share = 100 * counts.difficult_words / counts.words
    score = 0.1579 * share + 0.0496 * counts.words / counts.sentences
    return score + 3.6365 if share > _DIFFICULT_SHARE else score


@cache
def easy_words_of(language: Language) -> frozenset[str]:
    """Return the Dale-Chall list of words that most pupils of the fourth grade know (textstat's)."""
    path = _textstat_folder() / "resources" / "en" / "easy_words.txt"
    if language.root != "en" or not path.is_file():
        raise MissingLanguagePart(language.tag, "easy_words")
    return frozenset(line.strip() for line in path.read_text(encoding="utf-8").splitlines())


def has_flesch(language: Language) -> bool:
    """Whether `flesch_reading_ease` can be computed: syllables here and constants in textstat."""
    if not language.has("syllables"):
        return False
    return language.root in _OWN_FLESCH or "fre_base" in _textstat_configs().get(language.root, {})


@cache
def _flesch_constants(language: Language) -> tuple[float, float, float]:
    if own := _OWN_FLESCH.get(language.root):
        return own
    config = _textstat_configs().get(language.root, {})
    try:
        return config["fre_base"], config["fre_sentence_length"], config["fre_syll_per_word"]
    except KeyError:
        raise MissingLanguagePart(language.tag, "flesch_reading_ease") from None


@cache
def _textstat_configs() -> dict[str, dict[str, float]]:
    """Return textstat's constants by primary subtag.

    They are read from their own module: importing textstat as a package runs `import nltk`,
    a quarter of a second for one function that is never called here.
    """
    name = "textstat.backend.utils.constants"
    path = _textstat_folder() / "backend" / "utils" / "constants.py"
    spec = util.spec_from_file_location(name, path)
    if path.is_file() and spec is not None and spec.loader is not None:
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
    else:
        module = import_module(name)
    configs: dict[str, dict[str, float]] = module.LANG_CONFIGS
    return configs


@cache
def _textstat_folder() -> Path:
    """Return where textstat is installed; looking a package up does not import it."""
    package = util.find_spec("textstat")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("textstat is not installed", name="textstat")
    return Path(package.origin).parent

"""Counts and formulas, with textstat as the oracle for the formulas."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from seoaudit.language import MissingLanguagePart, for_language, readability
from seoaudit.language.readability import Counts, count

ENGLISH = for_language("en")
TEXT = (
    "Playing games has always been thought to be important to the development of well-balanced children. "
    "However, what part they should play in the lives of adults hasn't been researched that deeply. "
    "I believe that it is important!"
)


def counts_of(text: str, *, strict: bool = False) -> Counts:
    sentences = ENGLISH.words_of(text, ENGLISH.sentences(text))
    easy = readability.easy_words_of(ENGLISH) if strict else None
    return count(sentences, ENGLISH, characters=len("".join(text.split())), easy_words=easy)


def test_counts():
    assert count([["we", "optimise", "information"], [], ["don't", "panic"]], ENGLISH) == Counts(
        sentences=2,
        words=5,
        letters=30,
        characters=31,
        syllables=1 + 3 + 4 + 1 + 2,
        monosyllables=2,
        polysyllables=2,
        long_words=2,
        complex_words=0,  # "information" is common
    )


def test_easy_words_are_counted_on_request():
    counted = counts_of("The importance of a game.", strict=True)
    assert (counted.difficult_words, counted.difficult_polysyllables) == (1, 1)


def test_an_empty_text_is_not_easy():
    empty = count([], ENGLISH, easy_words=frozenset())
    assert readability.flesch_reading_ease(empty, ENGLISH) == 0.0
    for formula in FORMULAS.values():
        assert formula(empty) == 0.0


def test_easier_text_scores_as_easier():
    easy = counts_of("The cat sat. The dog ran. We all had fun.")
    hard = counts_of("Notwithstanding considerable organisational complexity, implementation proceeded.")
    assert readability.flesch_reading_ease(easy, ENGLISH) > 90
    assert readability.flesch_reading_ease(hard, ENGLISH) < 10
    assert readability.flesch_kincaid_grade(easy) < readability.flesch_kincaid_grade(hard)


def test_a_language_without_constants_or_syllables_says_so():
    counted = counts_of(TEXT)
    assert readability.has_flesch(ENGLISH)
    assert readability.has_flesch(for_language("pt"))
    assert not readability.has_flesch(for_language("sv"))
    with pytest.raises(MissingLanguagePart):
        count([["ord"]], for_language("sv"))
    with pytest.raises(MissingLanguagePart):
        readability.flesch_reading_ease(counted, for_language("sv"))
    with pytest.raises(MissingLanguagePart):
        readability.easy_words_of(for_language("de"))


def test_dale_chall_needs_the_easy_words():
    with pytest.raises(ValueError, match="easy_words"):
        readability.dale_chall(counts_of(TEXT))


def test_formulas_never_import_nltk():
    program = (
        "import sys; from seoaudit.language import for_language, readability as r;"
        "e = for_language('en'); c = r.count([['a', 'b']], e, easy_words=r.easy_words_of(e));"
        "r.flesch_reading_ease(c, e); r.dale_chall(c); assert 'nltk' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


FORMULAS = {
    "flesch_kincaid_grade": readability.flesch_kincaid_grade,
    "gunning_fog": readability.gunning_fog,
    "smog_index": readability.smog,
    "coleman_liau_index": readability.coleman_liau,
    "automated_readability_index": readability.ari,
    "dale_chall_readability_score": readability.dale_chall,
    "lix": readability.lix,
}


@pytest.fixture
def textstat_with(monkeypatch: pytest.MonkeyPatch):
    """Return a function that calls a formula of textstat with our counts in place of its own."""
    metrics = importlib.import_module("textstat.backend.metrics")

    def call(name: str, counts: Counts, lang: str | None) -> float:
        own = {
            "count_words": counts.words,
            "count_sentences": counts.sentences,
            "count_long_words": counts.long_words,
            "count_polysyllable_words": counts.polysyllables,
            "words_per_sentence": counts.words / counts.sentences,
            "sentences_per_word": counts.sentences / counts.words,
            "syllables_per_word": counts.syllables / counts.words,
            "letters_per_word": counts.letters / counts.words,
            "chars_per_word": counts.characters / counts.words,
            "count_difficult_words": counts.difficult_words
            if name.startswith("dale")
            else counts.difficult_polysyllables,
        }
        module = sys.modules[f"textstat.backend.metrics._{name}"]
        for function, value in own.items():
            if hasattr(module, function):
                monkeypatch.setattr(module, function, lambda *_, value=value, **__: value)
        formula = getattr(module, name)
        formula = getattr(formula, "__wrapped__", formula)
        result: float = formula("text", lang) if lang else formula("text")
        return result

    assert metrics
    return call


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_agree_with_textstat(name: str, textstat_with):
    counts = counts_of(TEXT, strict=True)
    lang = None if name in {"coleman_liau_index", "automated_readability_index", "lix"} else "en_US"
    assert FORMULAS[name](counts) == pytest.approx(textstat_with(name, counts, lang), rel=0.02)


@pytest.mark.parametrize("tag", ["en", "de", "es", "fr", "it", "nl", "ru", "hu"])
def test_flesch_constants_of_each_language_are_textstats(tag: str, textstat_with):
    counts = counts_of(TEXT)
    ours = readability.flesch_reading_ease(counts, for_language(tag))
    assert ours == pytest.approx(textstat_with("flesch_reading_ease", counts, tag), rel=0.001)

"""Stems and syllables of single words."""

from __future__ import annotations

import pytest

from seoaudit.language import MissingLanguagePart, for_language
from seoaudit.language import syllables as module

ENGLISH = for_language("en")


def test_forms_of_a_word_have_one_stem():
    assert set(ENGLISH.stems(["link", "links", "linked", "linking", "link's"])) == {"link"}


def test_accents_do_not_matter():
    assert ENGLISH.stem("cafés") == ENGLISH.stem("cafe")
    assert for_language("fr").stem("été") == "ete"


def test_other_languages_stem_too():
    assert for_language("de").stem("häuser") == "haus"


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1), ("idea", 3), ("walked", 1), ("created", 3), ("business", 2), ("table", 2),
        ("optimization", 5), ("homepage", 2), ("analytics", 4), ("people", 2), ("science", 2),
    ],
)  # fmt: skip
def test_syllables_of_dictionary_words(word: str, count: int):
    assert ENGLISH.syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("blogging", 2), ("hyperlinked", 3), ("well-known", 2), ("didn't", 2), ("author's", 2),
     ("html", 4), ("2024", 1), ("w3c", 1), ("日本", 1)],
)  # fmt: skip
def test_syllables_of_words_no_dictionary_has(word: str, count: int):
    assert ENGLISH.syllables(word) == count


def test_tables_do_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch):
    table = module.SyllableTable("en")
    first = table["blogosphere"]
    monkeypatch.setattr(module, "MOST_WORDS", len(table) + 2)
    for letter in "abcdef":
        table[f"zz{letter}zz"]
    assert len(table) <= module.MOST_WORDS
    assert table["blogosphere"] == first


def test_a_language_without_syllables_says_so():
    with pytest.raises(MissingLanguagePart, match="no syllables for language 'sv'"):
        for_language("sv").syllables("ord")


@pytest.mark.parametrize(
    ("tag", "counted"),
    [
        ("de", {"oder": 2, "quelle": 2, "situation": 5, "häuser": 2, "liebe": 2, "museum": 3}),
        (
            "fr",
            {"les": 1, "table": 1, "création": 3, "qui": 1, "année": 2, "contribution": 4, "l'article": 2},
        ),
        (
            "es",
            {"guía": 2, "que": 1, "proyecto": 3, "código": 3, "muy": 1, "caer": 2, "construir": 2, "día": 2},
        ),
        ("it", {"più": 1, "quello": 2, "azione": 3, "mio": 2, "utilizzare": 5, "perché": 2}),
        ("nl", {"mooie": 2, "informatie": 4, "ideeën": 3, "jij": 1, "website": 3, "natuurlijk": 3}),
        ("pt", {"não": 1, "coração": 3, "saída": 3, "guia": 2, "aos": 1, "comunidade": 5}),
    ],
)
def test_syllables_of_other_languages(tag: str, counted: dict[str, int]):
    syllables = for_language(tag).syllables
    assert {word: syllables(word) for word in counted} == counted


@pytest.mark.parametrize(
    ("tag", "word", "other"),
    [
        ("fr", "l'article", "articles"),
        ("fr", "d'aujourd'hui", "aujourd'hui"),
        ("it", "dell'azienda", "aziende"),
        ("ca", "l'arbre", "arbre"),
    ],
)
def test_elided_words_do_not_hide_the_next(tag: str, word: str, other: str):
    assert for_language(tag).stem(word) == for_language(tag).stem(other)

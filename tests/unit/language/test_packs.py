"""Packs: what a language has, what it lacks, and the word lists."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from seoaudit.language import MissingLanguagePart, Phrases, data, for_language
from seoaudit.language.invitation_tables import tables_for
from seoaudit.language.phrases import alternatives

ENGLISH = for_language("en-GB")
PARTS = [
    "sentences", "stems", "syllables", "passive", "function_words", "transition_words",
    "filler_phrases", "generic_link_texts", "generic_headings", "common_words",
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_english_is_complete(part: str):
    assert ENGLISH.has(part)
    assert for_language("en_us").has(part)


def test_tags_name_their_language():
    assert (ENGLISH.tag, ENGLISH.root, ENGLISH.name) == ("en-GB", "en", "English")
    assert for_language("en-GB") is for_language("en-GB")


def test_swedish_has_what_comes_for_free():
    swedish = for_language("sv")
    assert swedish.has("sentences")
    assert swedish.has("stems")
    assert not swedish.has("syllables")
    assert not swedish.has("passive")


@pytest.mark.parametrize("tag", ["de", "fr", "es", "it", "nl", "pt"])
def test_packs_beside_english(tag: str):
    pack = for_language(tag)
    parts = [
        "sentences", "stems", "syllables", "function_words", "transition_words", "generic_link_texts",
        "generic_headings", "topic_words", "title_words", "number_words", "invitations", "abbreviations",
    ]  # fmt: skip
    assert [part for part in parts if not pack.has(part)] == []
    assert set(pack.title_words) == {"listed", "advice", "openings"}
    assert {"alone", "edge", "last"} <= set(data.classes(tag, "topic_words"))
    assert sorted(set(pack.number_words.values())) == [*range(2, 16), 20]
    assert tables_for(tag) is not None


@pytest.mark.parametrize("tag", ["de", "fr", "es", "it", "nl", "pt", "ru", "pl", "hi", "zh"])
def test_lists_are_lower_case_and_composed(tag: str):
    for part in (
        "function_words",
        "transition_words",
        "generic_link_texts",
        "generic_headings",
        "topic_words",
    ):
        for line in data.lines(tag, part):
            assert line == normalize("NFC", line.lower()), f"{tag}/{part}: {line}"


def test_sentences_are_scaled_by_language():
    assert for_language("en").words_for(20) == 20
    assert for_language("fr").words_for(60) == 69
    assert for_language("und").words_for(20) == 20


@pytest.mark.parametrize(
    ("tag", "text", "generic"),
    [
        ("de", "Hier klicken", True), ("de", "Mehr erfahren »", True), ("de", "Preise und Pakete", False),
        ("fr", "En savoir plus", True), ("fr", "Lire l’article", True), ("fr", "Le guide des licences", False),
        ("it", "Clicca qui", True), ("nl", "Lees meer", True), ("pt", "Saiba mais →", True), ("hi", "यहाँ क्लिक करें", True),
        ("zh", "点击这里", True), ("es", "Haz clic aquí", True),
    ],
)  # fmt: skip
def test_generic_link_texts_of_other_languages(tag: str, text: str, *, generic: bool):
    assert for_language(tag).is_generic_link_text(text) is generic


@pytest.mark.parametrize("tag", ["xx", "", "tlh", "../en", "en/../en"])
def test_an_unknown_language_has_nothing_but_words(tag: str):
    unknown = for_language(tag)
    assert not any(unknown.has(part) for part in PARTS)
    assert unknown.words("Qapla’ jupwI’") == ["qapla", "jupwi"]
    for ask in (unknown.sentences, unknown.stem, unknown.is_generic_heading):
        with pytest.raises(MissingLanguagePart):
            ask("word")


def test_a_missing_part_names_itself():
    with pytest.raises(MissingLanguagePart) as caught:
        for_language("de").passive(["es"])
    assert (caught.value.language, caught.value.part) == ("de", "passive")


@pytest.mark.parametrize("text", ["Click here", "click here »", "HERE", "Read more…", "this", "Learn more →"])
def test_generic_link_texts(text: str):
    assert ENGLISH.is_generic_link_text(text)


@pytest.mark.parametrize("text", ["Read more about stemming", "the pricing page", "", "→"])
def test_link_texts_that_say_something_or_nothing_at_all(text: str):
    assert not ENGLISH.is_generic_link_text(text)


def test_generic_headings():
    assert ENGLISH.is_generic_heading("4. Final Thoughts:")
    assert not ENGLISH.is_generic_heading("Introduction to crawling")


def test_transitions_are_words_or_phrases():
    assert ENGLISH.transition(ENGLISH.words("However, it rains."))
    assert ENGLISH.transition(ENGLISH.words("It rained, and as a result we stayed."))
    assert not ENGLISH.transition(ENGLISH.words("The result is a clean page."))


def test_choices_in_an_entry():
    assert list(alternatives("plain")) == ["plain"]
    assert list(alternatives("take (your|their) * to (new heights|the next level)")) == [
        "take your * to new heights",
        "take your * to the next level",
        "take their * to new heights",
        "take their * to the next level",
    ]


def test_fillers_are_found_where_they_stand():
    words = ENGLISH.words("In today’s digital landscape, take your whole blog to the next level!")
    assert [" ".join(words[a:b]) for a, b in ENGLISH.filler_phrases.hits(words)] == [
        "in today's digital landscape",
        "take your whole blog to the next level",
    ]


def test_phrases_prefer_the_longest_and_do_not_overlap():
    phrases = Phrases.of(["as well", "as well as", "well", "not just * but"])
    assert phrases.hits(ENGLISH.words("This as well as that")) == [(1, 4)]
    assert phrases.hits(ENGLISH.words("Not just good, but well")) == [(0, 4), (4, 5)]
    assert not phrases.occur_in(["not", "just"])


def test_common_words_forgive_a_plural():
    assert ENGLISH.is_common("technology")
    assert ENGLISH.is_common("ecosystems")
    assert not ENGLISH.is_common("epistemology")


@pytest.mark.parametrize("part", ["common_words", "function_words"])
def test_word_lists_are_made_of_single_words(part: str):
    assert all(ENGLISH.words(word) == [word] for word in data.words("en", part) if "." not in word)


def test_common_words_are_long_ones():
    assert all(ENGLISH.syllables(word) >= 4 for word in ENGLISH.common_words)


def test_every_list_says_where_it_comes_from():
    for path in data._ROOT.glob("??/*.txt"):
        head = path.read_text(encoding="utf-8")[:400]
        assert head.startswith("#"), path
        assert "Written for this project" in head or "Origin:" in head, path

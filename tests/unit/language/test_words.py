"""Words: one tokenizer for everything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.language import for_language

ENGLISH = for_language("en")


def test_words_are_lower_case_and_keep_what_joins_them():
    text = "Don’t use state-of-the-art jargon; it's 2024_and/or Café."
    assert ENGLISH.words(text) == [
        "don't", "use", "state-of-the-art", "jargon", "it's", "2024", "and", "or", "café",
    ]  # fmt: skip


def test_punctuation_alone_is_no_word():
    assert ENGLISH.words("— … *** 😀 - ’") == []


def test_spans_give_the_words_back():
    text = "Read “the docs” first."
    assert [text[a:b] for a, b in ENGLISH.word_spans(text)] == ["Read", "the", "docs", "first"]
    assert [text[a:b] for a, b in ENGLISH.word_spans(text, 5, 14)] == ["the", "docs"]


def test_words_of_several_spans_at_once():
    assert ENGLISH.words_of("Stop. Look around!", [(0, 5), (6, 18)]) == [["stop"], ["look", "around"]]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_words_and_spans_are_in_step(text: str):
    spans = ENGLISH.word_spans(text)
    assert len(ENGLISH.words(text)) == len(spans)
    assert ENGLISH.words_of(text, [(0, len(text))]) == [ENGLISH.words(text)]
    assert all(a < b <= len(text) for a, b in spans)


@pytest.mark.parametrize(
    ("tag", "text", "words"),
    [
        ("hi", "मुक्त स्रोत की परियोजनाओं में।", ["मुक्त", "स्रोत", "की", "परियोजनाओं", "में"]),
        ("ta", "திறந்த மூலத் திட்டங்கள்", ["திறந்த", "மூலத்", "திட்டங்கள்"]),
        ("bn", "মুক্ত উৎসের প্রকল্প", ["মুক্ত", "উৎসের", "প্রকল্প"]),
        ("fa", "این متن را می\u200cخوانید", ["این", "متن", "را", "می\u200cخوانید"]),
        ("ar", "هٰذَا كِتَابٌ", ["هٰذَا", "كِتَابٌ"]),
        ("und", "cafe\u0301 well-known 1\ufe0f\u20e3", ["cafe\u0301", "well-known", "1"]),
    ],
)
def test_marks_belong_to_their_word(tag: str, text: str, words: list[str]):
    language = for_language(tag)
    assert language.words(text) == words
    assert [text[a:b].lower() for a, b in language.word_spans(text)] == words
    assert language.words_of(text, [(0, len(text))]) == [words]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_marked_words_and_spans_are_in_step(text: str):
    hindi = for_language("hi")
    assert len(hindi.words(text)) == len(hindi.word_spans(text))
    assert hindi.words_of(text, [(0, len(text))]) == [hindi.words(text)]


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=60))
def test_marks_change_nothing_in_ascii(text: str):
    assert for_language("hi").words(text) == ENGLISH.words(text)
    assert for_language("hi").word_spans(text) == ENGLISH.word_spans(text)

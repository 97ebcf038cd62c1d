"""Words: one tokenizer for everything."""

from __future__ import annotations

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

"""What stands out in a text, for its author to choose a keyphrase from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.facts.salient_phrases import salient_phrases
from seoaudit.model import NotApplicable
from seoaudit.page import Context, Page, Source
from seoaudit.parsing import parse

POST = """---
title: Truing a bicycle wheel at home
---

A wobbly wheel needs no workshop. With a spoke key and an hour, truing a bicycle wheel is a job for the kitchen.

## What a spoke key does

The spoke key turns the nipple. A quarter turn of the spoke key is enough.

> Bottom bracket, bottom bracket, bottom bracket.
"""


def page_of(text: str, language: str = "") -> Page:
    return parse(Source("post.md", text, "markdown"), Context(language=language))


def found(text: str, language: str = "") -> dict[str, object]:
    return {each.text: each for each in salient_phrases(page_of(text, language))}


def test_phrases_are_told_with_their_uses_and_where_they_are_announced():
    phrases = found(POST)
    key = phrases["spoke key"]
    assert (key.uses, key.in_title, key.headings, key.in_opening) == (4, False, 1, True)
    assert phrases["bicycle wheel"].in_title
    assert phrases["bicycle wheel"].uses == 2


def test_what_is_repeated_early_and_of_two_words_comes_first():
    assert "spoke key" in list(found(POST))[:2]


def test_quotes_are_not_the_authors_words():
    assert "bottom bracket" not in found(POST)


def test_function_words_and_punctuation_break_phrases():
    phrases = found("# Packing\n\nTents, stoves and warm sleeping bags.")
    assert {"tents", "stoves", "warm sleeping bags"} <= phrases.keys()
    assert not any(" and " in phrase or "tents stoves" in phrase for phrase in phrases)


def test_other_languages_have_theirs():
    assert "trockene kette" in found("# Pflege\n\nWas hilft gegen eine trockene Kette? Öl.", "de")


def test_a_language_without_lists_has_none():
    with pytest.raises(NotApplicable, match="phrases cannot be told in"):
        salient_phrases(page_of("# Otsikko\n\nTeksti.", "fi"))


@given(st.text(max_size=400))
def test_any_text_gives_at_most_twenty_phrases_of_its_own_words(text):
    page = page_of(text, "en")
    phrases = salient_phrases(page)
    assert len(phrases) <= 20
    assert len({each.stems for each in phrases}) == len(phrases)
    assert all(1 <= len(each.stems) <= 4 and each.uses >= 1 for each in phrases)

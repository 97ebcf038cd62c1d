"""Sentences: what ends one, what does not, and offsets that can be trusted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.language import for_language
from seoaudit.language import sentences as module

ENGLISH = for_language("en")


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in ENGLISH.sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It works with tools you know, e.g. linters and formatters.",
        "If your product isn't great… you aren't going to sell it.",
        "Version 2.0.1 costs $3.50 a month.",
        "Node.js and ASP.NET run on it.",
        "Read https://www.example.com/Guide.Html before you start.",
        "Ask J. R. Smith or Dr. Jones about Fig. 3.",
        "Look at p.\N{NO-BREAK SPACE}5 of the report.",
        "He teaches science (He was an engineer before.) at the university.",
        "1. Open the settings.",
        "It costs approx. 5 dollars.",
        "She asked “Who? Me?” and left.",
    ],
)
def test_one_sentence(text: str):
    assert split(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It works.", "npm installs it."],
        ["We use A.I.", "It helps."],
        ["I live in the U.S.A.", "It is large."],
        ["The dogs' food is good.", "I like it.", "The cats' food is bad."],
        ["It was the '90s.", "The end was near.", "It's 'fine'.", "Really."],
        ["It is all behind me.", "I had a plan."],
        ["(This is one.)", "This is two."],
        ["Is that you?!", "Long time no see!", "Yes."],
        ["Wait…", "There is more."],
        ["1. Mix it", "2. Bake it", "3. Eat"],
        ["a) mix it", "b) bake it"],
        ["Good day.", "Next."],
    ],
)
def test_several_sentences(sentences: list[str]):
    assert split(" ".join(sentences)) == sentences
    assert split("\N{NO-BREAK SPACE}".join(sentences)) == sentences


def test_a_long_quotation_is_read_as_its_sentences():
    first = "“Memory does not work like a camera that keeps all of the details."
    second = "It rebuilds what was there from the fragments that are left of it,” she said."
    assert split(f"{first} {second}") == [first, second]


def test_a_hard_wrapped_block_is_still_one_text():
    assert split("This line\ngoes on. And\nends.") == ["This line\ngoes on.", "And\nends."]


def test_paragraphs_never_share_a_sentence():
    assert split("A heading\n\nSome text") == ["A heading", "Some text"]


def test_a_list_without_markers_has_a_sentence_a_line():
    assert split("kettles\nteapots, mugs\nspoons and forks\n") == [
        "kettles",
        "teapots, mugs",
        "spoons and forks",
    ]


def test_lines_that_run_on_are_no_list():
    assert len(split("we sell kettles,\nteapots and\nspoons")) == 1


def test_a_page_number_is_no_sentence():
    assert split("\n12\n\nOf kettles\n\n") == ["Of kettles"]


def test_a_number_is_a_sentence_where_it_is_all_there_is():
    assert split("12") == ["12"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The kettle was mended. . . . The spout was not.", "The kettle was mended."),
        ("The kettle rests in Dec. We mend it then.", "The kettle rests in Dec."),
        ("The clay came from the U.S. Thousands of pots were made of it.", "The clay came from the U.S."),
        ("Bone ash makes it white.4 12 Take half of it.", "Bone ash makes it white.4 12"),
        ("It holds heat (see table 2).7 This is why it is thick.", "It holds heat (see table 2).7"),
        ("He is open until 6 p.m. Mr. Vale is not.", "He is open until 6 p.m."),
        ("The kiln is in N°. 12.445.9. It is always lit.", "The kiln is in N°. 12.445.9."),
        ("She sells to Kiln! in the north. They pay late.", "She sells to Kiln! in the north."),
        ("She cried: `Fire! Bring water! Now!' Nobody came.", "She cried: `Fire! Bring water! Now!'"),
        ("Mail A.Vale@pots.example.org. He answers.", "Mail A.Vale@pots.example.org."),
    ],
)
def test_where_the_first_of_two_sentences_ends(text: str, first: str):
    assert split(text) == [first, text.removeprefix(first).strip()]


def test_nothing_has_no_sentences():
    assert split("") == split(" \n\t\N{NO-BREAK SPACE}") == []


def test_without_sentencex_a_regular_expression_serves(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "_segmenter", lambda: None)
    assert split("Use it, e.g. here. Dr. Jones does. Do you? “Yes. No.” Fine.") == [
        "Use it, e.g. here.",
        "Dr. Jones does.",
        "Do you?",
        "“Yes. No.”",
        "Fine.",
    ]


PROSE = st.lists(
    st.sampled_from(
        ["He", "said", "it.", "Dr.", "U.S.", "e.g.", "1.", "2)", "a.", "“Yes.", "No.”", "'90s", "(so",
         "it.)", "…", "...", "!", "?!", "\n", "\n\n", "\N{NO-BREAK SPACE}", "x.Y", "www.A.Com", "-", "I", "•"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@given(PROSE | st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
@pytest.mark.parametrize("tag", ["en", "de", "ja"])
def test_spans_are_ordered_trimmed_apart_and_hold_every_word(tag: str, text: str):
    spans = for_language(tag).sentences(text)
    assert all(text[a:b] and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    outside = text
    for start, end in spans:
        outside = outside[:start] + " " * (end - start) + outside[end:]
    assert not outside.strip()


@pytest.mark.parametrize(
    ("tag", "text", "count"),
    [
        ("de", "Wir treffen uns am 3. Oktober in Berlin.", 1),
        ("de", "Es steht auf Seite 12. Dort kannst du es lesen.", 2),
        ("de", "Das kostet z. B. in Wien ca. 20 Euro. Dann ging er.", 2),
        ("fr", "Il vient p. ex. le lundi. Ça va ? Oui !", 3),
        ("es", "El Sr. López llegó a las 5 p.m. Luego se fue. ¿Qué tal?", 3),
        ("it", "L’Avv. Bianchi viene, ecc. Poi parte.", 2),
        ("nl", "Hij komt o.a. op maandag. Zie blz. 12.", 2),
        ("pt", "Mora na av. Brasil. Ele vem p. ex. na segunda etc. Depois sai.", 3),
        ("hi", "यह एक वाक्य है। यह दूसरा है।", 2),
    ],
)
def test_abbreviations_and_ordinals_of_other_languages(tag: str, text: str, count: int):
    assert len(for_language(tag).sentences(text)) == count


def test_what_is_endless_is_read_in_pieces_that_end_behind_sentences():
    sentence = "Dr. Smith of the U.S. Army wrote “the whole story” down. "
    text = sentence * 300
    spans = ENGLISH.sentences(text)
    assert len(spans) == 300
    assert {text[start:end] for start, end in spans} == {sentence.strip()}


def test_an_endless_sentence_loses_no_word():
    text = "a “b " * 4_000
    spans = ENGLISH.sentences(text)
    assert " ".join(text[start:end] for start, end in spans).split() == text.split()
    assert max(end - start for start, end in spans) <= 4_000

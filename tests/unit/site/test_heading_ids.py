"""Headings get the ids that each generator gives them, numbered as it numbers them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.site.heading_ids import ALGORITHMS, HeadingText, heading_ids, is_spelt_out, same_id


def ids(algorithm, *texts):
    return heading_ids([HeadingText(text, text) for text in texts], algorithm)


@pytest.mark.parametrize(
    ("algorithm", "text", "made"),
    [
        ("goldmark", "What's new in `2.0`?", "whats-new-in-20"),
        ("goldmark", "Über uns & mehr", "über-uns--mehr"),
        ("goldmark", "[Prices](https://a.example)", "priceshttpsaexample"),
        ("goldmark", "!!!", "heading"),
        ("goldmark-ascii", "Über uns", "uber-uns"),
        ("blackfriday", "What's new in 2.0?", "what-s-new-in-2-0"),
        ("kramdown-gfm", "योगदान देने से पहले", "योगदान-देने-से-पहले"),
        ("kramdown-gfm", "Tents -- and poles", "tents--and-poles"),
        ("kramdown", "2. Über uns", "ber-uns"),
        ("kramdown", "42", "section"),
        ("github", "C++ & snake_case", "c--snake_case"),
        ("python", "Über  uns: mehr", "uber-uns-mehr"),
        ("python-unicode", "Über uns", "über-uns"),
        ("pymdownx", "A  B_c", "a--b_c"),
        ("markdown-it-anchor", "What's  new?", "what's-new?"),
        ("sindresorhus", "You & the CamelCase", "you-and-the-camel-case"),
        ("vitepress", "2. Über uns!", "_2-uber-uns"),
        ("zola", "Rust 1.88.0 – what's new", "rust-1-88-0-what-s-new"),
        ("zola-safe", "Über uns (neu)?", "Über_uns_neu"),
        ("hexo", "Préférences & Café", "Preferences-Cafe"),
        ("hexo", "Переменные сайта", "Переменные-сайта"),
        ("hexo-escaped", "Settings & values", "Settings-amp-values"),
    ],
)
def test_an_id(algorithm, text, made):
    assert ids(algorithm, text) == [made]


@pytest.mark.parametrize(
    ("algorithm", "made"),
    [
        ("github", ["a", "a-1", "a-1-1", "a-2"]),
        ("goldmark", ["a", "a-1", "a-1-1", "a-2"]),
        ("python", ["a", "a_1", "a-1", "a_2"]),
    ],
)
def test_equal_headings_are_numbered(algorithm, made):
    assert ids(algorithm, "A", "A", "A 1", "A") == made


def test_an_id_given_by_hand_is_taken():
    headings = [HeadingText("One", "One", "two"), HeadingText("Two", "Two")]
    assert heading_ids(headings, "github") == ["two", "two-1"]


@given(st.lists(st.text(max_size=8), max_size=8), st.sampled_from(ALGORITHMS))
def test_ids_of_a_page_differ(texts, algorithm):
    made = ids(algorithm, *texts)
    assert len(set(made)) == len(texts)


def test_letters_that_are_spelt_out_by_tables():
    assert is_spelt_out("Misc 🦀", "zola")
    assert is_spelt_out("日本", "zola")
    assert not is_spelt_out("Über “uns” – mehr", "zola")
    assert not is_spelt_out("日本", "github")


def test_ids_are_compared_decoded():
    assert same_id("%C3%BCber") == "über" == same_id("u\u0308ber")
    assert same_id("100%") == "100%"

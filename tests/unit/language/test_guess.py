"""Telling the language of a text, and of a path."""

from __future__ import annotations

import subprocess
import sys

import pytest

from seoaudit.language.guess import guess, in_path
from tests.unit.language.posts import POSTS

ENGLISH = (
    "The path climbs through the wood and leaves the river behind it, and after an hour the trees thin out. "
    * 3
)


@pytest.mark.parametrize("tag", POSTS)
def test_each_language_is_told(tag: str):
    assert guess(POSTS[tag]) == tag


def test_english_is_told():
    assert guess(ENGLISH) == "en"
    assert guess("") == "en"


def test_a_path_decides_unless_the_text_is_english():
    assert guess(POSTS["de"], "fr") == "fr"
    assert guess(ENGLISH, "it") == "en"
    assert guess("Lorem ipsum dolor", "pt-br") == "pt-br"


def test_what_nobody_can_tell_is_no_language():
    assert guess("Foo bar baz qux quux corge grault garply waldo fred plugh xyzzy thud " * 5) == "und"


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("content/de/post.md", "de"),
        ("_articles/fr/legal.md", "fr"),
        ("content\\es\\post.md", "es"),
        ("posts/index.fr.md", "fr"),
        ("posts/hello.pt-br.md", "pt-br"),
        ("docs/zh-hans/guide.md", "zh-hans"),
        ("i18n/zh-CN/docs/intro.md", "zh-CN"),
        ("content/posts/post.md", ""),
        ("is/no/id/my/post.md", ""),
        ("de.md", ""),
        ("posts/v1.2.md", ""),
        ("en", ""),
    ],
)
def test_paths_name_languages(path: str, tag: str):
    assert in_path(path) == tag


def test_an_english_post_reads_no_table_of_other_languages():
    code = (
        "from seoaudit.language import data, guess\n"
        f"assert guess.guess({ENGLISH!r}) == 'en'\n"
        "assert data.classes.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

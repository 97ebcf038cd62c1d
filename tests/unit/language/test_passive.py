"""English passive voice, where it starts and what only looks like it."""

from __future__ import annotations

import pytest

from seoaudit.language import for_language

ENGLISH = for_language("en")


def passive_at(sentence: str) -> str | None:
    words = ENGLISH.words(sentence)
    index = ENGLISH.passive(words)
    return None if index is None else words[index]


@pytest.mark.parametrize(
    ("sentence", "auxiliary"),
    [
        ("The post was written by a colleague.", "was"),
        ("It has been quickly and quietly removed.", None),  # two adverbs joined: not followed
        ("It has already been carefully checked.", "been"),
        ("The site is being rebuilt.", "is"),
        ("The page isn’t indexed.", "isn't"),
        ("They’re made in Italy.", "they're"),
        ("Was it ever published?", "was"),
        ("We got hacked last night.", "got"),
        ("The tag is used to mark links.", "is"),
        ("Images were re-used.", "were"),
    ],
)
def test_passive(sentence: str, auxiliary: str | None):
    assert passive_at(sentence) == auxiliary


@pytest.mark.parametrize(
    "sentence",
    [
        "We are very excited.",
        "I am tired of this.",
        "They are interested in links.",
        "She is used to the noise.",
        "He got married and got started.",
        "The plot is complicated.",
        "There is a need for speed.",
        "It is well-known.",
        "The book is unpublished.",
        "I wrote it and edited it.",
        "That is what happened.",
        "",
    ],
)
def test_not_passive(sentence: str):
    assert passive_at(sentence) is None

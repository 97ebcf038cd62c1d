from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    first_words,
    headings,
    language,
    metadata,
    quoted,
    rule,
)

#: Letters that two words must share at their start to be taken for kin.
_KIN = 4
#: A title of one word, “Setup”, is a label in a menu and promises little.
_FEWEST_TOPIC_WORDS = 2


@rule(
    severity="info",
    weight=2,
    fault=True,
    evidence="heuristic",
    source="https://developers.google.com/search/docs/appearance/title-link",
)
def title_topic(page: Page, *, opening_words: Annotated[int, Meta(ge=50)] = 200) -> Iterator[Finding]:
    """The title speaks of what the text begins with.

    Why: Readers who click on a title look for its words. If neither the opening nor a heading has one of
    them, they think that they are in the wrong place; and Google often rewrites such a title.

    Fix: Name in the title what the text is about, or come to what the title names in the first paragraph.

    Notes: Our own judgement. Words are compared by their stems, and by their first letters, with those of
    the first 200 words and of all headings; one in common is enough. An abbreviation in the title may be
    spelled out in the text. Titles with a single word of substance are not judged. Advice: a title may be an image
    (“Faster horses”), which no search will find and a feed's reader may like.
    """
    title = metadata(page).title
    pack = language(page)
    if not title.value or not pack.has("function_words"):
        raise NotApplicable("the page has no title to compare in a language we know")
    words = [w for word in pack.words(title.value) for w in word.split("-")]
    topic = [
        word for word in words if word not in pack.function_words and not word.isdigit() and len(word) > 1
    ]
    told = _told(page, title.value, opening_words)
    if len(set(topic)) < _FEWEST_TOPIC_WORDS or len(told) < opening_words / 4:
        raise NotApplicable("there is too little to compare")
    if not set(pack.stems(topic)).isdisjoint(
        map(pack.stem, told)
    ):  # most openings say soon what the title said
        return
    opening = " ".join(told)
    if any(word[: max(_KIN, len(word) - 3)] in opening for word in topic if len(word) >= _KIN):
        return
    initials = "".join(word[0] for word in told)
    if any(word in initials for word in topic if 2 < len(word) < 6):
        return
    named = ", ".join(quoted(word) for word in dict.fromkeys(topic[:4]))
    yield Finding(title.span, f"neither the opening nor a heading has a word of the title ({named})")


def _told(page: Page, title: str, limit: int) -> list[str]:
    """Return the words of the opening and of all headings but the one that repeats the title."""
    words = first_words(page, limit)
    split = language(page).words
    for heading in headings(page):
        if heading.text != title:
            words += split(heading.text)
    return " ".join(words).replace("-", " ").split()

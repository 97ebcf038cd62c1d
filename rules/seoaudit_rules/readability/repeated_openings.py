from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

from seoaudit.api import Finding, Meta, NotApplicable, Page, Sentence, language, rule, sentences

#: Openings that say nothing by themselves: then the word after them is compared too.
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="convention",
    source="https://yoast.com/consecutive-sentences-check-yoast-seo/",
)
def repeated_openings(page: Page, *, run: Annotated[int, Meta(ge=2)] = 3) -> Iterator[Finding]:
    """No three sentences running begin with the same word.

    Why: The same opening again and again sounds like a list that was never made one.

    Fix: Join two of them, turn one around, or make a list.

    Notes: Within a paragraph only; list items may open alike. After an article the next word counts too.
    """
    if not language(page).has("function_words"):
        raise NotApplicable("the language has no list of articles")
    for _, members in groupby(_opened(page), key=lambda entry: (entry[0].block, entry[1])):
        alike = [sentence for sentence, _ in members]
        if len(alike) >= run:
            span = page.span(alike[0].start, alike[-1].end)
            word = page.text[alike[0].start : alike[0].end].split()[0].strip("“”\"'‘’(*_")
            yield Finding(span, f"{len(alike)} sentences running begin with “{word}”")


def _opened(page: Page) -> Iterator[tuple[Sentence, tuple[str, ...]]]:
    for sentence in sentences(page):
        if page.blocks[sentence.block].kind == "paragraph":
            words = sentence.words
            yield sentence, words[:2] if words[0] in _ARTICLES else words[:1]

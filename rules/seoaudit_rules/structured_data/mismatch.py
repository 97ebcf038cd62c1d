from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    articles,
    data_nodes,
    is_document,
    lazy_regex,
    metadata,
    quoted,
    rule,
)

_WORD = lazy_regex(r"\w+")
#: The share of a headline's words that the page must show, and of a question's.
_HEADLINE, _QUESTION = 0.5, 0.8
#: A page with fewer words is drawn by a script: what it shows cannot be told.
_LEAST_WORDS = 40


@rule(
    severity="warning",
    weight=3,
    fault=True,
    evidence="official",
    of=data_nodes,
    source="https://developers.google.com/search/docs/appearance/structured-data/sd-policies#content",
    media=("html",),
)
def mismatch(page: Page) -> Iterator[Finding]:
    """Structured data describes what the reader sees.

    Why: Google takes markup for things that are not on the page as an attempt to mislead, and may end all
    rich results of a site for it.

    Fix: Use the page's own title for the headline, and mark up only questions that stand in the text.

    Notes: A headline may differ from the title in wording: it is reported when fewer than half of its words stand in
    the visible text or title. A question is looked for word by word in the text. Pages with hardly any text are
    left alone, for a script may draw the rest.
    """
    if not is_document(page):
        raise NotApplicable("the HTML is a piece of a page; the text is elsewhere")
    words = _words(page.text)
    shown = {*words, *_words(metadata(page).title.value)}
    if len(words) < _LEAST_WORDS:
        raise NotApplicable("the page has hardly any text of its own")
    for node in articles(page):
        headline = node.text("headline")
        if headline and _share(headline, shown) < _HEADLINE:
            span = node.block.place("headline", node.data["headline"])
            yield Finding(span, f"the headline {quoted(headline)} is not what the page shows")
    for node in data_nodes(page):
        question = node.text("name") or node.text("text")
        if (
            "Question" in node.types
            and node.under == "mainEntity"
            and question
            and _share(question, shown) < _QUESTION
        ):
            key = "name" if node.text("name") else "text"
            span = node.block.place(key, node.data[key])
            yield Finding(span, f"the question {quoted(question)} is not in the text")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").casefold())


def _share(text: str, shown: set[str]) -> float:
    """Return the share of a text's words that the page shows; 1 for a text without any."""
    words = _words(re.sub(r"<[^>]*>", " ", text))
    return sum(word in shown for word in words) / len(words) if words else 1.0

"""The one tokenizer: running text to words, for every fact and every rule.

A word is a run of letters and digits, joined by apostrophes or hyphens inside it: "don't",
"well-known" and "2024" are one word each, "and/or" is two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

CURLY_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"

Span = tuple[int, int]
"""Half-open character offsets into the text that was passed in."""


def words(text: str) -> list[str]:
    """Return the words of `text` in order, lower case, with straight apostrophes."""
    return [_normal(word) for word in WORD.findall(text)] if _grows(text) else _found(text.lower())


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the offsets of the words of `text[start:end]`, one pair for each of its `words`."""
    stop = len(text) if end is None else end
    return [found.span() for found in WORD.finditer(text, start, stop)]


def words_of_spans(text: str, spans: Iterable[Span]) -> list[list[str]]:
    """Return the words of each span; the text is folded once, whatever the number of spans."""
    if _grows(text):
        return [words(text[start:end]) for start, end in spans]
    folded = text.lower().replace(CURLY_APOSTROPHE, "'")
    find = WORD.findall
    return [find(folded, start, end) for start, end in spans]


def _found(folded: str) -> list[str]:
    return WORD.findall(folded.replace(CURLY_APOSTROPHE, "'"))


def _normal(word: str) -> str:
    return word.lower().replace(CURLY_APOSTROPHE, "'")


def _grows(text: str) -> bool:
    """Whether lower case moves offsets or breaks words: only the Turkish dotted capital I does."""
    return "İ" in text

"""The one tokenizer: running text to words, for every fact and every rule.

A word is a run of letters and digits, joined by apostrophes or hyphens inside it: "don't",
"well-known" and "2024" are one word each, "and/or" is two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
"""A word in text as it was written, for offsets."""

# The same over folded text, without the curly apostrophe and the underscore: half as fast again.
_FOLDED = re.compile(r"\w+(?:['\-]\w+)*")
_FOLDED_ASCII = re.compile(r"[a-z0-9]+(?:['\-][a-z0-9]+)*")

Span = tuple[int, int]
"""Half-open character offsets into the text that was passed in."""


def words(text: str) -> list[str]:
    """Return the words of `text` in order, lower case, with straight apostrophes."""
    if _moves(text):
        return [_folded(word) for word in WORD.findall(text)]
    folded = _folded(text)
    return (_FOLDED_ASCII if folded.isascii() else _FOLDED).findall(folded)


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the offsets of the words of `text[start:end]`, one pair for each of its `words`."""
    stop = len(text) if end is None else end
    return [found.span() for found in WORD.finditer(text, start, stop)]


def words_of_spans(text: str, spans: Iterable[Span]) -> list[list[str]]:
    """Return the words of each span; the text is folded once, whatever the number of spans."""
    if _moves(text):
        return [words(text[start:end]) for start, end in spans]
    folded = _folded(text)
    find = (_FOLDED_ASCII if folded.isascii() else _FOLDED).findall
    return [find(folded, start, end) for start, end in spans]


def _folded(text: str) -> str:
    """Return `text` in lower case and of the same length, with straight apostrophes only."""
    folded = text.lower()
    if "’" in folded:
        folded = folded.replace("’", "'")
    if "_" in folded:
        folded = folded.replace("_", " ")
    return folded


def _moves(text: str) -> bool:
    """Whether lower case moves offsets or breaks words: only the Turkish dotted capital I does."""
    return "İ" in text

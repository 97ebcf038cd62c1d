"""The one tokenizer: running text to words, for every fact and every rule.

A word is a run of letters and digits, joined by apostrophes or hyphens inside it: "don't",
"well-known" and "2024" are one word each, "and/or" is two. In scripts with combining marks (the
vowel signs of India, Arabic and Hebrew points, the joiners of Persian) the marks belong to their
word; looking for them costs time, so that it is done only where `marked` says that they occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby, islice
from unicodedata import category

WORD = re.compile(r"[^\W_]++(?:['’\-][^\W_]++)*+")
"""A word in text as it was written, for offsets."""

# The same over folded text, without the curly apostrophe and the underscore: half as fast again. What is possessive
# (`++`) keeps no way back, and there is none to go: a sixth of the time.
_FOLDED = re.compile(r"\w++(?:['\-]\w++)*+")
_FOLDED_ASCII = re.compile(r"[a-z0-9]++(?:['\-][a-z0-9]++)*+")

#: The blocks where combining marks stand that are part of words. The two joiners are no marks, but stand inside
#: words as marks do.
_MARKED_BLOCKS = range(0x300, 0x1E00)
_JOINERS = "\u200c\u200d"

#: What stands between words in texts that have no other letters than those of ASCII.
_MARKS = "“”‘–—…•→\u00a0"

Span = tuple[int, int]
"""Half-open character offsets into the text that was passed in."""


def words(text: str, *, marked: bool = False) -> list[str]:
    """Return the words of `text` in order, lower case, with straight apostrophes."""
    if marked and not text.isascii():
        return [_folded(word) for word in _marked().findall(text)]
    if _moves(text):
        return [_folded(word) for word in WORD.findall(text)]
    folded = _folded(text)
    return (_FOLDED_ASCII if folded.isascii() else _FOLDED).findall(folded)


def word_spans(
    text: str, start: int = 0, end: int | None = None, *, marked: bool = False, limit: int | None = None
) -> list[Span]:
    """Return the offsets of the words of `text[start:end]`, one pair for each of its `words`, `limit` at most."""
    stop = len(text) if end is None else end
    word = _marked() if marked else WORD
    return [found.span() for found in islice(word.finditer(text, start, stop), limit)]


def words_of_spans(text: str, spans: Iterable[Span], *, marked: bool = False) -> list[list[str]]:
    """Return the words of each span; the text is folded once, whatever the number of spans."""
    if (marked and not text.isascii()) or _moves(text):
        return [words(text[start:end], marked=marked) for start, end in spans]
    folded = _folded(text if text.isascii() else _with_plain_marks(text))
    find = (_FOLDED_ASCII if folded.isascii() else _FOLDED).findall
    return [find(folded, start, end) for start, end in spans]


def _with_plain_marks(text: str) -> str:
    """Return `text` of the same length without typographic marks: much of English is then ASCII, and quick to read."""
    text = text.replace("’", "'")
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, " ")
    return text


@cache
def _marked() -> re.Pattern[str]:
    """Return `WORD` with the marks that may follow a letter; made from the Unicode tables at first use."""
    places = [place for place in _MARKED_BLOCKS if category(chr(place)) in ("Mn", "Mc")]
    runs = [[place for _, place in run] for _, run in groupby(enumerate(places), lambda at: at[1] - at[0])]
    marks = _JOINERS + "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)
    return re.compile(rf"[^\W_]+[{marks}]*(?:['’\-]?[^\W_]+[{marks}]*)*")


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

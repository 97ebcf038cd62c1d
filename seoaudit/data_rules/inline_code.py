"""Inline code in running text: it is quoted, not written, so rules about wording pass over it."""

from __future__ import annotations

import re

from seoaudit.data_rules.scopes import Passage
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Page

_TICKS = lazy_regex(r"`+")
_NAMES = ("code", "kbd", "samp", "tt", "var")
_OPENING = lazy_regex(rf"<({'|'.join(_NAMES)})\b", re.IGNORECASE)
_CLOSING = {name: lazy_regex(rf"</{name}\b", re.IGNORECASE) for name in _NAMES}


def in_code(page: Page, passage: Passage, span: Span) -> bool:
    """Return whether a place of a passage in the running text is inline code."""
    if passage.start < 0:
        return False
    key = (in_code, passage.span)
    known = page.memo.get(key)
    if known is None:
        markdown = page.source.media == "markdown"
        known = page.memo[key] = [
            *(_between_ticks(page.source.text, passage.span) if markdown else ()),
            *_in_elements(page.source.text, passage.span),
        ]
    return any(start <= span.start and span.end <= end for start, end in known)  # type: ignore[attr-defined]


def _between_ticks(source: str, within: Span) -> list[tuple[int, int]]:
    """Return the code between runs of equally many backticks, in one pass."""
    runs = [match.span() for match in _TICKS.finditer(source, *within)]
    closing: list[int] = []
    last: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        closing.append(last.get(length, -1))
        last[length] = number
    closing.reverse()
    found, at = [], 0
    while at < len(runs):
        if closing[at] < 0:
            at += 1
            continue
        found.append((runs[at][0], runs[closing[at]][1]))
        at = closing[at] + 1
    return found


def _in_elements(source: str, within: Span) -> list[tuple[int, int]]:
    found, at = [], within.start
    unclosed: set[str] = set()
    while match := _OPENING.search(source, at, within.end):
        name = match[1].lower()
        closing = None if name in unclosed else _CLOSING[name].search(source, match.end(), within.end)
        at = match.end()
        if closing is None:
            unclosed.add(name)
        else:
            found.append((match.start(), closing.end()))
            at = closing.end()
    return found

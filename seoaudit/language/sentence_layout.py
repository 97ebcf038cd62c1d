"""What line breaks, blank lines and rows of dots say about where sentences begin."""

from __future__ import annotations

from seoaudit.language.tokens import Span
from seoaudit.lazy_regex import lazy_regex

_LINE = lazy_regex(r"[^\s].*[^\s]|[^\s]")
_OPENING_ELLIPSIS = lazy_regex(r"(?<=\w\.)\s((?:\.\s){3,})\Z")
_LONGEST_ELLIPSIS = 16
#: Nobody wraps a paragraph as narrow as this, and no line of a list ends so.
_LEAST_LINES, _LONGEST_LISTED, _LEAST_LETTERS, _RUNS_ON = 3, 30, 3, frozenset(",;:-–—&/(")
_MARKS = frozenset(".?!…")
_LONGEST_PAGE_NUMBER = 4


def listed_lines(text: str) -> list[Span]:
    """Return the lines of a list that has no markers; none where a sentence may run on over its lines."""
    lines = [found.span() for found in _LINE.finditer(text)]
    if len(lines) < _LEAST_LINES or any(end - start > _LONGEST_LISTED for start, end in lines):
        return []
    for start, end in lines:
        line = text[start:end]
        if (
            line[-1] in _RUNS_ON
            or not _MARKS.isdisjoint(line)
            or sum(map(str.isalpha, line)) < _LEAST_LETTERS
        ):
            return []
    return lines


def before_ellipsis(text: str, start: int) -> int:
    """Where a sentence begins that an ellipsis opens after a full stop: "… compounds. . . . The practice"."""
    found = _OPENING_ELLIPSIS.search(text, max(start - _LONGEST_ELLIPSIS, 0), start)
    return found.start(1) if found else start


def is_page_number(text: str, start: int, end: int) -> bool:
    """Whether a number stands in a paragraph of its own among others."""
    if end - start > _LONGEST_PAGE_NUMBER or not text[start:end].isdecimal():
        return False
    before, after = text[:start].rpartition("\n"), text[end:].partition("\n")
    alone = not before[2].strip() and not after[0].strip()
    return alone and bool(text[:start].strip() or text[end:].strip()) and _is_paragraph(before[0], after[2])


def _is_paragraph(before: str, after: str) -> bool:
    """Whether blank lines, or the ends of the text, are between a line and what stands before and after it."""
    above, below = before.rpartition("\n")[2].strip(), after.partition("\n")[0].strip()
    return not above and not below

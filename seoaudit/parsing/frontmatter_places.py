"""Places in front matter: of its lines, and of the keys that its formats tell apart."""

from __future__ import annotations

from seoaudit.model import Span
from seoaudit.page import Problem

#: Characters of front matter: what is longer is data that belongs into a file of its own, or was made to be slow.
MAX_LENGTH = 1_000_000
#: Keys deeper than this have no span of their own.
MAX_KEY_DEPTH = 6
#: Where the value of each key stands, by dotted path.
Spans = dict[str, Span]


def next_line(text: str, at: int) -> int:
    """Return where the line after the one at an offset begins."""
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def offset_of(text: str, begin: int, line: int, column: int) -> int:
    """Return the offset of a place counted in lines and columns, from 1, after ``begin``."""
    for _ in range(line - 1):
        newline = text.find("\n", begin)
        if newline < 0:
            return len(text)
        begin = newline + 1
    return min(begin + column - 1, len(text))


def duplicate_key(key: str, span: Span) -> Problem:
    """Return what is said of a key that stands twice."""
    message = f"the key “{key}” stands twice in the front matter"
    return Problem(
        span,
        "duplicate-key",
        message,
        "Keep one of them: some generators take the last, others refuse the file.",
    )


def too_long(text: str, span: Span) -> Problem | None:
    """Return what is wrong with front matter at a place that is longer than is read; ``None`` where it is not."""
    if span.end - span.start <= MAX_LENGTH:
        return None
    message = f"the front matter is longer than {MAX_LENGTH:,} characters, and was not read"
    first = Span(span.start, next_line(text, span.start))
    return Problem(first, "front-matter", message, "Move the data into a file of its own.")

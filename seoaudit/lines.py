"""Lines and columns of a text, and the line that a finding quotes."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

#: Characters of a source line that a finding quotes, and how far around a place the line is looked at: it may be
#: megabytes long.
_EXCERPT, _FAR = 160, 1_000


class Position(NamedTuple):
    """A place as editors count it: line and column from 1, columns in characters."""

    line: int
    column: int


class Lines:
    """The lines of one text, found once."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        starts = [0]
        find = text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        self._starts = starts

    def position(self, offset: int) -> Position:
        """Return line and column of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line + 1, offset - self._starts[line] + 1)

    def range(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Return line and column of a start and of an end that is not before it."""
        starts = self._starts
        line = last = bisect_right(starts, start)
        if line < len(starts) and end >= starts[line]:
            last = bisect_right(starts, end)
        return line, start - starts[line - 1] + 1, last, end - starts[last - 1] + 1


def excerpt(text: str, offset: int, column: int) -> tuple[str, int]:
    """Return the line around an offset that stands in the given column, cut to 160 characters.

    The second value is the column at which the excerpt begins: 1 unless the line was cut there. A line
    without a letter or digit, such as a fence of front matter, gives nothing.
    """
    passed = max(0, column - 1 - _FAR)  # characters of the line that are not looked at
    end = text.find("\n", offset, offset + _FAR)
    line = text[offset - column + 1 + passed : end if end >= 0 else offset + _FAR].rstrip()
    if not any(map(str.isalnum, line)):
        return "", 1
    if not passed and len(line) <= _EXCERPT:
        return line, 1
    left = max(0, column - 1 - _EXCERPT // 3)  # keep the place in view
    cut = line[left - passed : left - passed + _EXCERPT - 2]
    more = left - passed + _EXCERPT - 2 < len(line)
    return ("…" if left else "") + cut + ("…" if more else ""), left or 1

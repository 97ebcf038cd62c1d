"""The source line that a finding quotes, with the fault marked in it."""

from __future__ import annotations

from typing import NamedTuple

from seoaudit.report.page import Location

#: Characters of a fault that are marked: one that is longer is a whole paragraph, and marking it marks nothing.
_LONGEST = 140


class Marked(NamedTuple):
    """A source line in three parts; ``fault`` is empty where nothing is to be marked."""

    before: str
    fault: str
    after: str


def marked(location: Location, excerpt: str, first_column: int) -> Marked | None:
    """Return an excerpt with its fault set apart; ``first_column`` is that of its first character.

    ``None`` when there is nothing to quote: no excerpt, none with a letter or digit, or a finding on the whole page.

    >>> marked(Location(3, 5, 3, 8), "see foo here", 1)
    Marked(before='see ', fault='foo', after=' here')
    """
    if not any(map(str.isalnum, excerpt)):
        return None
    begin = location.column - first_column
    end = location.end_column - first_column if location.end_line == location.line else len(excerpt)
    if begin == end and location.line > 1:
        end += 1  # an empty place is marked by the character that it stands before
    whole = begin <= 1 and end >= len(excerpt)
    if not 0 <= begin < end or begin >= len(excerpt) or (whole and len(excerpt) > _LONGEST):
        # What concerns the page as a whole points at its first line, which says nothing of it.
        return None if location.line == 1 else Marked(excerpt, "", "")
    return Marked(excerpt[:begin], excerpt[begin:end], excerpt[end:])

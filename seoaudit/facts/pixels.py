"""How wide a text is drawn: search results are cut by pixels, not by characters.

Google draws titles in Arial at 20 px and descriptions at 14 px on wide screens. The widths come from a
table, without kerning, and are right within a few pixels for the scripts it holds.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

#: Size in pixels of the type in which search results show titles …
TITLE_SIZE = 20
#: … and descriptions.
DESCRIPTION_SIZE = 14

_EM = 2048
_TABLE = Path(__file__).with_name("arial_widths.txt")
#: What a letter of a script outside the table is taken for: the width of a digit.
_OTHER = 1139


class _Advances(dict[str, int]):
    """Width of each character; one that is not in the table gets its width by what kind of character it is."""

    def __missing__(self, character: str) -> int:
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
            width = 0  # drawn over its neighbour, or not at all
        elif unicodedata.east_asian_width(character) in ("W", "F"):
            width = _EM  # ideographs, kana, Hangul and emoji fill a square
        else:
            width = _OTHER
        self[character] = width
        return width


@cache
def _advances() -> _Advances:
    advances = _Advances()
    for line in _TABLE.read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        width, _, listed = line.partition(": ")
        for part in listed.split():
            first, _, last = part.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                advances[chr(code)] = int(width)
    return advances


def width_in_pixels(text: str, size: float = TITLE_SIZE) -> float:
    """Return the width of ``text`` in Arial at ``size`` pixels.

    >>> round(width_in_pixels("iiii")), round(width_in_pixels("WWWW"))
    (18, 76)
    """
    advances = _advances()
    return sum([advances[character] for character in text]) * size / _EM


def fitting(text: str, rooms: Sequence[float], size: float = TITLE_SIZE) -> tuple[int, ...]:
    """Return how many characters of a text each room (in pixels) shows: all, or whole words before an ellipsis.

    >>> fitting("Mending a puncture", [400, 110])
    (18, 7)
    """
    advances = _advances()
    reached = list(accumulate([advances[character] for character in text]))
    return tuple([_fitting(text, reached, room * _EM / size, 3 * advances["."]) for room in rooms])


def _fitting(text: str, reached: Sequence[int], room: float, ellipsis: int) -> int:
    if not reached or reached[-1] <= room:
        return len(text)
    at = bisect_right(reached, room - ellipsis)
    word = text.rfind(" ", 0, at + 1)
    return len(text[: word if word > at // 2 else at].rstrip(" ,;:–—-"))


def display_length(text: str) -> int:
    """Return the number of characters, with ideographs, kana, Hangul and emoji as two.

    >>> display_length("tent"), display_length("テント")
    (4, 6)
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(character) in ("W", "F") for character in text)

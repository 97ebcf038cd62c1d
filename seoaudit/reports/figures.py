"""Figures as people are shown them, in every format: scores rounded down, measures with the digits that mean something."""

from __future__ import annotations

import math


def shown(score: float) -> int:
    """Return a score as people see it: rounded down. The allowance is for the report's four decimals.

    >>> shown(59.96), shown(99.99995)
    (59, 100)
    """
    return math.floor(score + 1e-4)


def figure(value: float) -> str:
    """Return a measured value with as many digits as mean something.

    >>> figure(1204.0), figure(28.345), figure(0.4567), figure(12.0)
    ('1,204', '28.3', '0.46', '12')
    """
    if abs(value) >= 100:
        return f"{value:,.0f}"
    decimals = 1 if abs(value) >= 1 else 2
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".") or "0"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "page"), counted(1200, "page"), counted(2, "is", "are")
    ('1 page', '1,200 pages', '2 are')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def kilobytes(size: int) -> str:
    """Return a number of bytes for people.

    >>> kilobytes(512), kilobytes(45_300), kilobytes(2_340_000)
    ('512 bytes', '45 kB', '2.3 MB')
    """
    if size < 1_000:
        return counted(size, "byte")
    return f"{size / 1_000:.0f} kB" if size < 999_500 else f"{size / 1e6:.1f} MB"


def opening(text: str, most: int = 160) -> str:
    """Return a text's first sentence, cut at a word where it is longer than ``most`` characters.

    >>> opening("Add a title. Then a text."), opening("aaa bbb ccc", 8)
    ('Add a title.', 'aaa bbb…')
    """
    for mark in (". ", "? ", "! "):
        at = text.find(mark)
        if 0 <= at < most:
            return text[: at + 1]
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(" ,;:") + "…"

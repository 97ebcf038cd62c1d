"""Dates as people write them in front matter."""

from __future__ import annotations

import datetime as dt
import re

from seoaudit.lazy_regex import lazy_regex

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1
    )
    for name in names.split()
}  # fmt: skip
_ISO = lazy_regex(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?!\d))?)?(?:[T\s].*)?", re.IGNORECASE)
_COMPACT = lazy_regex(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_DAY_FIRST = lazy_regex(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([a-z]+)\.?,?[\s-]+(\d{4})\b.*", re.IGNORECASE
)
_MONTH_FIRST = lazy_regex(
    r"(?:[a-z]+,?\s+)?([a-z]+)\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b.*", re.IGNORECASE
)
_NUMBERS = lazy_regex(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T\s].*)?")
_TIMESTAMP = lazy_regex(r"\d{10}(?:\d{3})?")


def parse_date(text: str) -> dt.date | None:
    """Return the day that ``text`` names, or ``None`` when it names none that exists.

    Understands ISO 8601 (a year or a month alone is its first day), ``5 May 2024``, ``May 5, 2024``,
    RFC 2822, seconds since 1970, and ``5/4/2024``, where the earlier of the two readings is returned.

    >>> parse_date("2024-05-01T10:00:00Z"), parse_date("1st May 2024"), parse_date("2024-02-30")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 1), None)
    """
    text = text.strip()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(match[1], match[2] or 1, match[3] or 1)
    if match := _NUMBERS.fullmatch(text):
        readings = [_day(match[3], match[2], match[1]), _day(match[3], match[1], match[2])]
        return min((day for day in readings if day is not None), default=None)
    if _TIMESTAMP.fullmatch(text):
        seconds = int(text[:10])
        return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date()
    if match := _DAY_FIRST.fullmatch(text):
        return _day(match[3], _MONTHS.get(match[2].lower(), 0), match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _day(match[3], _MONTHS.get(match[1].lower(), 0), match[2] or 1)
    return None


def _day(year: str, month: str | int, day: str | int) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None

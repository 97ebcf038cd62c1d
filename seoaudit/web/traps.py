"""Addresses without end: what a crawl should not follow, because there is always one more.

Calendars with a next month, session ids that make every address new, relative links that make paths grow, filters that
combine, and views of what was seen already (sorted, to print). What a good site has many of is no trap: posts with dates in their
paths, pages of a list however many, products with a number in the query.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.urls import MAX_LENGTH, split

Kind = Literal["session", "growing", "calendar", "filters", "view"]

#: Paths with more parts than this grow, and so do those that repeat a part as often.
MAX_PARTS, MAX_SAME = 20, 4
#: Dates of one calendar; those of addresses that only look like one (archives of a blog by month and day).
MAX_DATES, MAX_ARCHIVES = 100, 5_000
#: Calendars list a few years ahead and a life long back.
YEARS_AHEAD, YEARS_BACK = 2, 100
#: Sets of parameters that one path is asked with before its filters combine, and addresses with several of them.
MAX_SETS, MAX_COMBINED = 24, 1_000
#: Paths and calendars that are counted; a site with more of them is not watched any further.
_MAX_COUNTED = 50_000
_SEVERAL = 3

_SESSION = lazy_regex(
    r"(?:php|j|asp)?_?sess(?:ion)?_?-?id|aspsessionid\w*|cfid|cftoken|oscsid|zenid|xtcsid|fe_typo_user|sessid"
)
_SHORT_SESSION = frozenset({"sid", "session", "sess", "s_id"})
#: A value that nobody wrote.
_RANDOM = lazy_regex(r"(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z_-]{16,}|[0-9a-f]{24,}", re.IGNORECASE)
_PATH_SESSION = lazy_regex(
    r";(?:j?sessionid|phpsessid)=[^/?;]*|/\([SAF]\([0-9a-z]{20,}\)[^/]*\)", re.IGNORECASE
)
#: Numbers that count the pages of a list.
_PAGE = lazy_regex(
    r"(?:page|paged|pagenum|page_?no|page_?number|pg|p|seite|offset|start|from|skip|cursor|after)\d*"
)
_SORT = lazy_regex(
    r"(?:product_list_)?(?:sort|order)(?:[_-]?(?:by|dir|direction|order|mode|field|key))?|(?:sort|order)[_-]?dir|dir"
)
_SORT_VALUE = lazy_regex(
    r"(?:asc|desc|ascending|descending|price|name|title|date|newest|oldest|latest|popularity|popular|rating|relevance|"
    r"position|bestsell\w*|default|menu_order|random|created\w*|updated\w*|modified\w*)(?:[_.:+ -]\w+)*|-?\w+[_.:+ -](?:asc|desc)",
    re.IGNORECASE,
)
#: Parameters that show what is there already, whatever their value, or change something.
_VIEWS = frozenset({
    "print", "printable", "printpage", "replytocom", "share", "add-to-cart", "add_to_cart", "add_to_wishlist",
    "remove_item", "product_list_mode", "product_list_limit", "per_page", "perpage", "pagesize", "page_size",
    "items_per_page", "unapproved", "moderation-hash", "nocache", "nb", "like_comment",
})  # fmt: skip
_VIEW_VALUES = {
    "format": {"print"}, "view": {"print", "grid", "list"}, "mode": {"print", "grid", "list"}, "layout": {"print"},
    "display": {"grid", "list"}, "action": {"edit", "history", "print", "login", "reply"}, "tmpl": {"component"},
}  # fmt: skip
_CALENDAR = lazy_regex(
    r"(?:^|[/_.=&?-])(?:calendar|calendrier|kalender|calendario|calendars|cal|ical|tribe-bar-date|event-?month|"
    r"day-?view|week-?view|month-?view|agenda|termine|veranstaltungen|events?|schedule|availability)(?=[/_.=&?-]|$)",
    re.IGNORECASE,
)
_DATE = lazy_regex(
    r"(?<!\d)(\d{4})([-/_.]?)(0[1-9]|1[0-2]|[1-9](?!\d))(?:\2(0[1-9]|[12]\d|3[01]|[1-9](?!\d)))?(?!\d)"
)
_DATE_NAMES = frozenset({
    "date", "day", "month", "year", "week", "y", "m", "d", "yr", "mo", "jahr", "monat", "tag", "start_date",
    "end_date", "startdate", "enddate", "date_from", "date_to", "tribe-bar-date", "time",
})  # fmt: skip


class Trap(NamedTuple):
    """Why an address is not followed: the kind of trap, and in words that go after the address."""

    kind: Kind
    reason: str


class TrapWatch:
    """Judges the addresses of a crawl; what only their number shows is counted.

    Ask once for each address, in the order in which they are found: the same addresses get the same answers again.
    ``year`` is that of the crawl.
    """

    def __init__(self, year: int) -> None:
        self._year = year
        self._dates: Counter[str] = Counter()
        self._sets: dict[str, set[tuple[str, ...]]] = {}
        self._combined: Counter[str] = Counter()

    def judge(self, url: str) -> Trap | None:
        """Return why an absolute address is a trap, ``None`` for one that is to be followed."""
        return trap_in(url) or self._calendar(url) or self._filters(url)

    def _calendar(self, url: str) -> Trap | None:
        parts = split(url)
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        shape, years = _shape(address)
        if not years:
            return None
        is_calendar = _CALENDAR.search(address) is not None
        if is_calendar and not self._year - YEARS_BACK <= years[0] <= self._year + YEARS_AHEAD:
            return Trap("calendar", f"is a calendar in the year {years[0]}")
        key = f"{parts.host}{shape}"
        if key in self._dates or len(self._dates) < _MAX_COUNTED:
            self._dates[key] += 1
        limit = MAX_DATES if is_calendar else MAX_ARCHIVES
        return Trap("calendar", f"is one of more than {limit:,} dates") if self._dates[key] > limit else None

    def _filters(self, url: str) -> Trap | None:
        parts = split(url)
        named = [name.lower() for name, value in _parameters(parts.query) if not _is_page(name, value)]
        if len(named) < 2:  # noqa: PLR2004 - one filter has as many values as there are pages
            return None
        path = f"{parts.host}{parts.path}"
        if path not in self._sets and len(self._sets) >= _MAX_COUNTED:
            return None
        sets = self._sets.setdefault(path, set())
        if len(sets) <= MAX_SETS:
            sets.add(tuple(sorted(named)))
        if len(named) >= _SEVERAL:
            self._combined[path] += 1
        if len(sets) > MAX_SETS or self._combined[path] > MAX_COMBINED:
            return Trap(
                "filters", f"combines filters of a page that has more than {MAX_SETS} such combinations"
            )
        return None


def trap_in(url: str) -> Trap | None:
    """Return why an absolute address is a trap by itself, ``None`` where nothing in it says so.

    >>> trap_in("https://example.org/a/b/a/b/a/b/")
    Trap(kind='growing', reason='repeats parts of its path')
    >>> trap_in("https://example.org/2024/05/12/a-walk/?page=1204")
    """
    if len(url) > MAX_LENGTH:
        return Trap("growing", f"is longer than {MAX_LENGTH:,} characters")
    parts = split(url)
    if _PATH_SESSION.search(parts.path):
        return Trap("session", "has a session id in its path")
    found = [part for part in parts.path.split("/") if part]
    if len(found) > MAX_PARTS:
        return Trap("growing", f"has more than {MAX_PARTS} parts in its path")
    if _repeats(found):
        return Trap("growing", "repeats parts of its path")
    for name, value in _parameters(parts.query):
        if _is_session(name, value):
            return Trap("session", f"has a session id in its query ({name[:40]})")
        if _is_view(name.lower(), value):
            return Trap("view", f"only shows another page differently, or changes something ({name[:40]})")
    return None


def without_session(url: str) -> str:
    """Return an address without the session ids in it, which leads to the same page.

    >>> without_session("https://example.org/a;jsessionid=A1B2?page=2&PHPSESSID=0123456789abcdef")
    'https://example.org/a?page=2'
    """
    address, mark, query = url.partition("?")
    query, hash_mark, fragment = query.partition("#")
    kept = [each for each in query.split("&") if each and not _is_session(*_pair(each))]
    removed = len(kept) < len([each for each in query.split("&") if each])
    if removed:
        mark, query = ("?", "&".join(kept)) if kept else ("", "")
    return _PATH_SESSION.sub("", address) + mark + query + hash_mark + fragment


def _pair(parameter: str) -> tuple[str, str]:
    return next(iter(parse_qsl(parameter, keep_blank_values=True)), ("", ""))


def _parameters(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True) if query else []


def _is_session(name: str, value: str) -> bool:
    name = name.lower()
    if _SESSION.fullmatch(name):
        return True
    return name in _SHORT_SESSION and _RANDOM.fullmatch(value) is not None


def _is_page(name: str, value: str) -> bool:
    return value.isdecimal() and _PAGE.fullmatch(name.lower()) is not None


def _is_view(name: str, value: str) -> bool:
    if name in _VIEWS:
        return True
    if _SORT.fullmatch(name):
        return _SORT_VALUE.fullmatch(value) is not None
    return value.lower() in _VIEW_VALUES.get(name, ())


def _repeats(parts: list[str]) -> bool:
    """Return whether a path goes round: words three times running, or one word again and again."""
    words = [part for part in parts if any(letter.isalpha() for letter in part)]
    if max(Counter(words).values(), default=0) >= MAX_SAME:
        return True
    for length in range(1, len(parts) // 3 + 1):
        for start in range(len(parts) - 3 * length + 1):
            first = parts[start : start + length]
            if first == parts[start + length : start + 2 * length] == parts[
                start + 2 * length : start + 3 * length
            ] and any(letter.isalpha() for part in first for letter in part):
                return True
    return False


def _shape(address: str) -> tuple[str, list[int]]:
    """Return an address with its dates blanked, and the years of those; year and month may be parameters of their own."""
    years = [int(match[1]) for match in _DATE.finditer(address)]
    shape = _DATE.sub("<date>", address) if years else address
    path, mark, query = shape.partition("?")
    if mark and not years:
        pairs = _parameters(query)
        dated = [
            value for name, value in pairs if name.lower() in _DATE_NAMES and value.lstrip("-").isdecimal()
        ]
        years = [int(value) for value in dated if len(value) == 4]  # noqa: PLR2004 - the digits of a year
        if years and len(dated) > 1:
            left = [f"{name}={value}" for name, value in pairs if name.lower() not in _DATE_NAMES]
            return f"{path}?<date>&{'&'.join(left)}", years
        return shape, []
    return shape, years

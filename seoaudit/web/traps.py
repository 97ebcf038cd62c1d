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
from zlib import crc32

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.urls import MAX_LENGTH, split

Kind = Literal["session", "growing", "calendar", "filters", "view"]

#: Paths with more parts than this grow, and so do those that repeat a word as often.
MAX_PARTS, MAX_SAME = 24, 6
#: Dates of one calendar: more than a year of days. Those of addresses that only look like one: a blog's archives.
MAX_DATES, MAX_ARCHIVES = 400, 10_000
#: No calendar of use lists more years ahead.
YEARS_AHEAD = 2
#: Sets of filters that one path is asked with, and addresses with at least three filters, before that is too many.
MAX_SETS, MAX_COMBINED = 64, 1_000
#: Calendars and paths that are counted, parameters of a path, and values of all: what is more is let through.
_MAX_CALENDARS, _MAX_PATHS, _MAX_NAMES, _MAX_VALUES = 50_000, 2_000, 20, 500_000
#: A parameter with more values is no filter: it names what is shown.
_FILTER_VALUES = 100

_SESSION = lazy_regex(
    r"phpsessid|jsessionid|asp\.net_sessionid|aspsessionid\w*|cftoken|oscsid|zenid|xtcsid|fe_typo_user"
)
#: These may also name a talk, a shop or a section.
_MAYBE_SESSION = lazy_regex(r"s_?id|sess(?:ion)?(?:[_-]?id)?|cfid")
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
    r"position|bestsell\w*|default|menu_order|random|created\w*|updated\w*|modified\w*|new|top|hot|best|trending|views|"
    r"votes|featured|az|za|low|high)(?:[_.:+ -]\w+)*|-?\w+[_.:+ -](?:asc|desc)|\w{1,3}\.\w+",
    re.IGNORECASE,
)
#: Parameters that show what is there already, whatever their value, or change something.
_VIEWS = frozenset({
    "print", "printable", "printpage", "replytocom", "add-to-cart", "add_to_cart", "add_to_wishlist",
    "remove_item", "product_list_mode", "product_list_limit", "per_page", "perpage", "pagesize", "page_size",
    "items_per_page", "unapproved", "moderation-hash", "nocache", "like_comment",
})  # fmt: skip
_VIEW_VALUES = {
    "format": {"print"}, "view": {"print", "grid"}, "mode": {"print", "grid", "list"}, "layout": {"print"},
    "display": {"grid", "list"}, "share": {"twitter", "facebook", "email", "linkedin", "pinterest", "tumblr", "jetpack-whatsapp", "telegram", "reddit", "pocket"}, "action": {"edit", "history", "print", "login", "reply"}, "tmpl": {"component"},
}  # fmt: skip
_CALENDAR = lazy_regex(
    r"(?:^|[/_.=&?-])(?:calendar|calendrier|kalender|calendario|calendars|cal|ical|tribe-bar-date|event-?month|"
    r"day-?view|week-?view|month-?view|agenda|termine|veranstaltungen|events?|schedule|availability)(?=[/_.=&?-]|$)",
    re.IGNORECASE,
)
_DATE = lazy_regex(
    r"(?<![\w-])((?:19|20|21)\d\d)([-/_.])(?:0[1-9]|1[0-2]|[1-9])(?:\2(?:0[1-9]|[12]\d|3[01]|[1-9]))?(?![\w.-])"
)
#: 2024-05-12; what follows is a time.
_DATE_LENGTH = 10
_YEAR = lazy_regex(r"(?:19|20|21)\d\d(?:$|[-/_.]|[01]\d)")
#: A calendar's view of a date ends with the date. What has a name behind it is an event or a post.
_VIEW_OF_DATE = lazy_regex(
    r"\d(?:/(?:day|week|month|year|list|map|photo|summary|index\.\w+))?/?$", re.IGNORECASE
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
        self._paths: dict[str, _Filters] = {}
        self._room = _MAX_VALUES

    def judge(self, url: str) -> Trap | None:
        """Return why an absolute address is a trap, ``None`` for one that is to be followed."""
        return trap_in(url) or self._calendar(url) or self._filters(url)

    def _calendar(self, url: str) -> Trap | None:
        parts = split(url)
        shape, years, asked = _shape(parts.path, parts.query)
        if not years:
            return None
        is_calendar = asked or (
            _CALENDAR.search(parts.path) is not None and _VIEW_OF_DATE.search(parts.path) is not None
        )
        if is_calendar and years[0] > self._year + YEARS_AHEAD:
            return Trap("calendar", f"is a calendar in the year {years[0]}")
        key = f"{parts.host}{shape}"
        if key in self._dates or len(self._dates) < _MAX_CALENDARS:
            self._dates[key] += 1
        limit = MAX_DATES if is_calendar else MAX_ARCHIVES
        return Trap("calendar", f"is one of more than {limit:,} dates") if self._dates[key] > limit else None

    def _filters(self, url: str) -> Trap | None:
        parts = split(url)
        given = [
            (name.lower(), value) for name, value in _parameters(parts.query) if not _is_page(name, value)
        ]
        path = f"{parts.host}{parts.path}"
        if len(given) <= 1 or (path not in self._paths and len(self._paths) >= _MAX_PATHS):
            return None  # one parameter has as many values as there are pages
        seen = self._paths.setdefault(path, _Filters())
        self._room -= seen.add(given, self._room)
        if seen.are_endless(given):
            return Trap("filters", "combines filters of a page in more ways than there are things to show")
        return None


class _Filters:
    """The parameters that one path is asked with.

    Filters have few values and may be left out. What is always there chooses the page, and so does what has many
    values: these are none.
    """

    __slots__ = ("always", "combined", "sets", "values")

    def __init__(self) -> None:
        self.always: frozenset[str] | None = None
        self.values: dict[str, set[int]] = {}
        self.sets: set[tuple[str, ...]] = set()
        self.combined = 0

    def add(self, given: list[tuple[str, str]], room: int) -> int:
        """Take note of an address; ``room`` more values may be kept. Returns how many were."""
        names = frozenset(name for name, _ in given)
        self.always = names if self.always is None else self.always & names
        kept = 0
        for name, value in given:
            if name in self.values or len(self.values) < _MAX_NAMES:
                values = self.values.setdefault(name, set())
                digest = crc32(value.encode("utf-8", "surrogatepass"))
                if kept < room and len(values) <= _FILTER_VALUES and digest not in values:
                    values.add(digest)
                    kept += 1
        filters = self.filters(given)
        if len(self.sets) <= MAX_SETS and filters:
            self.sets.add(filters)
        self.combined += len(filters) > 2
        return kept

    def filters(self, given: list[tuple[str, str]]) -> tuple[str, ...]:
        names = (name for name, _ in given if name not in (self.always or ()))
        return tuple(sorted(name for name in names if len(self.values.get(name, ())) <= _FILTER_VALUES))

    def are_endless(self, given: list[tuple[str, str]]) -> bool:
        filters = len(self.filters(given))
        return (filters > 1 and len(self.sets) > MAX_SETS) or (filters > 2 and self.combined > MAX_COMBINED)


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
    return _MAYBE_SESSION.fullmatch(name) is not None and _RANDOM.fullmatch(value) is not None


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


def _shape(path: str, query: str) -> tuple[str, list[int], bool]:
    """Return an address with its dates blanked, the years of those, and whether the query asks for a date."""
    years = [int(match[1]) for match in _DATE.finditer(path)]
    left, asked = [], []
    for name, value in _parameters(query):
        if name.lower() in _DATE_NAMES and (value.isdecimal() or _DATE.fullmatch(value[:_DATE_LENGTH])):
            asked.append(value)
        else:
            left.append(f"{name}={value}")
    of_query = [int(value[:4]) for value in asked if _YEAR.match(value)]
    if of_query:
        left = [*left, "<date>"]
    return f"{_DATE.sub('<date>', path)}?{'&'.join(left)}", of_query or years, bool(of_query)

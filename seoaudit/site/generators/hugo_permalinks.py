"""Permalink patterns of Hugo: their tokens, and how names become parts of an address."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.base import joined, moment, text
from seoaudit.site.model import PageRole

_KEPT = frozenset("./\\_#+~-@")
_TOKEN = lazy_regex(r":(\w+)(?:\[([^\]]*)\])?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Parts of Go's reference time, the longest first, which a permalink may use as tokens (``:2006``).
_GO_TIME = {
    "2006": "%Y",
    "January": "%B",
    "Monday": "%A",
    "Jan": "%b",
    "Mon": "%a",
    "01": "%m",
    "02": "%d",
    "06": "%y",
}


def urlized(name: str, *, keep_case: bool = False, remove_accents: bool = False) -> str:
    """Return a path as Hugo writes it into an address.

    Letters, marks, digits and a few signs stay; runs of blanks become one hyphen; all else goes.

    >>> urlized("Hugo & Zola: a Test!"), urlized("Ärger im Büro", remove_accents=True), urlized("C++/v1.2 (x)")
    ('hugo-zola-a-test', 'arger-im-buro', 'c++/v1.2-x')
    """
    result: list[str] = []
    blank = False
    for at, character in enumerate(name):
        if _stays(name, at, character):
            if blank and character != "-":
                result.append("-")
            blank = False
            result.append(character)
        elif character.isspace() and result and result[-1] != "-":
            blank = True
    path = "".join(result)
    if remove_accents:
        path = "".join(c for c in unicodedata.normalize("NFD", path) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", path if keep_case else path.lower())


def _stays(name: str, at: int, character: str) -> bool:
    if (
        character.isalpha()
        or character in _KEPT
        or unicodedata.category(character) in {"Nd", "Mn", "Mc", "Me"}
    ):
        return True
    return character == "%" and all(
        c in "0123456789abcdefABCDEF" for c in name[at + 1 : at + 3].ljust(2, "x")
    )


class HugoPage:
    """What a permalink may be made of."""

    def __init__(
        self, front: Mapping[str, Any], folder: str, stem: str, role: PageRole, options: Mapping[str, bool]
    ) -> None:
        self.front, self.folder, self.stem, self.role, self._options = front, folder, stem, role, options
        self.title, self.slug = text(front.get("title")), text(front.get("slug"))
        self.sections = [part for part in folder.split("/") if part]

    def urlized(self, name: str) -> str:
        """Return a name as the site writes it into addresses."""
        return urlized(name, **self._options)

    def path_of(self, name: str) -> str:
        """Return the path of a file or folder: unlike in a title, each blank becomes a hyphen."""
        return self.urlized(name if self._options["keep_case"] else name.replace(" ", "-"))

    @property
    def file_name(self) -> str:
        """Return the name of the file, of its folder for an index."""
        return self.sections[-1] if self.stem == "_index" and self.sections else self.stem

    @property
    def date(self) -> datetime | None:
        """Return the first of the dates of the front matter."""
        for key in ("date", "publishdate", "pubdate", "published", "lastmod", "modified"):
            if (found := moment(self.front.get(key))) is not None:
                return found
        return None


def expanded(pattern: str, page: HugoPage) -> str:
    """Return a permalink pattern with its tokens replaced, parts made fit for an address."""
    path = _TOKEN.sub(lambda found: _token(found[1], found[2], page), pattern)
    return joined(path, "/")


def own_url(url: str, page: HugoPage) -> str:
    """Return the path that the front matter gives: one with a dot is a file, any other a folder."""
    path = _TOKEN.sub(lambda found: _token(found[1], found[2], page), url)
    return path if "." in path and not path.endswith("/") else joined(path, "/")


def _token(name: str, part: str | None, page: HugoPage) -> str:
    """Return what stands for one token; an unknown one stays as it is."""
    values: Mapping[str, Callable[[], str]] = {
        "section": lambda: page.urlized(page.sections[0]) if page.sections else "",
        "title": lambda: page.urlized(page.title),
        "slug": lambda: page.urlized(page.slug or page.title),
        "slugorfilename": lambda: page.urlized(page.slug or page.file_name),
        "slugorcontentbasename": lambda: page.urlized(page.slug or page.file_name),
        "filename": lambda: page.urlized(page.file_name),
        "contentbasename": lambda: page.urlized(page.file_name),
        "sectionslug": lambda: page.urlized(page.sections[-1]) if page.sections else "",
    }
    if name in {"sections", "sectionslugs"}:
        return "/".join(map(page.urlized, _slice(page.sections, part)))
    if name in values:
        return values[name]().replace("/", "-") if name in {"title", "slug"} else values[name]()
    date = page.date
    if date is None:
        return {"year": "1", "month": "01", "day": "01"}.get(name, f":{name}")
    return _date_token(name, date)


def _slice(sections: list[str], part: str | None) -> list[str]:
    """Return the sections that ``:sections[1:]``, ``[last]`` or ``[0]`` stands for."""
    if part is None:
        return sections
    begin, colon, end = part.replace("last", str(max(len(sections) - 1, 0))).partition(":")
    try:
        if not colon:
            return sections[int(begin) : int(begin) + 1]
        return sections[
            int(begin or 0) : int(end) + 1 if "last" in part and end else int(end) if end else None
        ]
    except ValueError:
        return sections


def _date_token(name: str, date: datetime) -> str:
    values = {
        "year": f"{date.year:04}", "month": f"{date.month:02}", "day": f"{date.day:02}",
        "monthname": _MONTHS[date.month - 1].lower(), "weekday": str(date.isoweekday() % 7),
        "weekdayname": _DAYS[date.weekday()].lower(), "yearday": str(date.timetuple().tm_yday),
        "1": str(date.month), "2": str(date.day),
    }  # fmt: skip
    if name in values:
        return values[name]
    for part, form in _GO_TIME.items():
        if name.lower() == part.lower():
            return date.strftime(form).lower()
    return f":{name}"

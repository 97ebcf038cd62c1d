"""From a Hugo content file to its address: bundles, languages, permalinks, ``url`` and ``slug``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from seoaudit.site.generators.base import Entry, below, joined, later_than, moment, text, texts, without_ending
from seoaudit.site.generators.config_files import get, lowered
from seoaudit.site.model import Address, PageRole, SiteConfig

_ENDINGS = (".md", ".mdx", ".markdown", ".mkd", ".html", ".htm", ".org", ".adoc", ".asciidoc", ".rst")
_KEPT = frozenset("./\\_#+~-@")
_TOKEN = re.compile(r":(\w+)(?:\[([^\]]*)\])?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Parts of Go's reference time, the longest first, which a permalink may use as tokens (``:2006``).
_GO_TIME = {"2006": "%Y", "January": "%B", "Monday": "%A", "Jan": "%b", "Mon": "%a", "01": "%m", "02": "%d", "06": "%y"}


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
    if character.isalpha() or character in _KEPT or unicodedata.category(character) in {"Nd", "Mn", "Mc", "Me"}:
        return True
    return character == "%" and all(c in "0123456789abcdefABCDEF" for c in name[at + 1 : at + 3].ljust(2, "x"))


def hugo_address(config: SiteConfig, entry: Entry, files: Collection[str], today: str) -> Address | None:
    """Return where Hugo publishes a content file; ``None`` for a page's resource and for what is no content."""
    place = _place(config, entry.file)
    if place is None or not entry.file.lower().endswith(_ENDINGS):
        return None
    inner, language = place
    if _in_bundle(entry.file, files) or (entry.file.endswith((".html", ".htm")) and not entry.marked):
        return None
    front: Mapping[str, Any] = lowered(entry.front)
    folder, _, base = inner.rpartition("/")
    stem, language = _language(config, without_ending(base), language)
    details = config.details
    options = {"keep_case": details["keep_case"], "remove_accents": details["remove_accents"]}
    role: PageRole = "page"
    if stem == "_index":
        role = "section" if folder else "home"
    elif stem == "index":
        folder, _, stem = folder.rpartition("/")
        if not stem:
            role = "home"  # index.md at the top stands for the home page
    default_in_root = language in {"", config.default_language} and not details["default_in_folder"]
    prefix = "" if default_in_root or not details["multilingual"] else f"{language}/"
    page = _Page(front, folder, stem, role, options)
    path = _path(config, page, language)
    if url := text(front.get("url")):
        path = _own_url(url, page)
        if url.startswith("/") and prefix:
            prefix = ""
    aliases = tuple(_alias(config, alias, prefix, path) for alias in texts(front.get("aliases")))
    return Address(
        joined(config.base_path, prefix, path), role, aliases, language, _published(config, front, today)
    )


class _Page:
    """What a permalink may be made of."""

    def __init__(
        self, front: Mapping[str, Any], folder: str, stem: str, role: PageRole, options: Mapping[str, bool]
    ) -> None:
        self.front, self.folder, self.stem, self.role, self._options = front, folder, stem, role, options
        self.title, self.slug = text(front.get("title")), text(front.get("slug"))
        self.sections = [part for part in folder.split("/") if part]

    def urlized(self, name: str) -> str:
        return urlized(name, **self._options)

    @property
    def file_name(self) -> str:
        return self.sections[-1] if self.stem == "_index" and self.sections else self.stem

    @property
    def date(self) -> datetime | None:
        for key in ("date", "publishdate", "pubdate", "published", "lastmod", "modified"):
            if (found := moment(self.front.get(key))) is not None:
                return found
        return None


def _place(config: SiteConfig, file: str) -> tuple[str, str] | None:
    """Return a file's path below the content (through its mount) and the language of that folder."""
    best: tuple[str, str] | None = None
    longest = -1
    for folder in config.content:
        inner = below(file, folder.path)
        if inner is not None and len(folder.path) > longest:
            best, longest = (folder.prefix.lstrip("/") + inner, folder.language), len(folder.path)
    return best


def _in_bundle(file: str, files: Collection[str]) -> bool:
    """Return whether a page lies in the folder of another one, whose resource it then is."""
    folder, _, base = file.rpartition("/")
    if base.split(".")[0] == "index" and folder:
        folder = folder.rpartition("/")[0]
    while folder:
        if any(f"{folder}/index.{ending}" in files for ending in ("md", "html", "markdown")):
            return True
        folder = folder.rpartition("/")[0]
    return False


def _language(config: SiteConfig, stem: str, language: str) -> tuple[str, str]:
    """Return the file name without the language in its end, and the language: ``post.fr`` is ``post``, ``fr``."""
    name, dot, last = stem.rpartition(".")
    if dot and name and last.lower() in config.details["names"]:
        return name, last.lower()
    return stem, language or config.default_language


def _path(config: SiteConfig, page: _Page, language: str) -> str:
    patterns = {**config.details["permalinks"], **config.details["language_permalinks"].get(language, {})}
    kind = "page" if page.role == "page" else "section"
    section = page.sections[0] if page.sections else "/"
    pattern = patterns[kind].get(section.lower())
    given = config.details.get("given_permalink")
    if page.role == "page" and given:
        pattern = given
    if page.role == "home":
        return "/"
    if pattern:
        return _expanded(pattern, page) or ""
    folder = page.urlized(page.folder)
    if page.role == "section":
        return joined(folder, "/")
    name = page.urlized(page.slug or page.stem)
    if _ugly(config, section):
        return joined(folder, f"{name}.html")
    return joined(folder, f"{name}/")


def _ugly(config: SiteConfig, section: str) -> bool:
    ugly = config.details["ugly"]
    return bool(ugly.get(section.lower())) if isinstance(ugly, Mapping) else bool(ugly)


def _expanded(pattern: str, page: _Page) -> str:
    """Return a permalink pattern with its tokens replaced, parts made fit for an address."""
    path = _TOKEN.sub(lambda found: _token(found[1], found[2], page), pattern)
    return path if path.endswith(".html") else joined(path, "/")


def _own_url(url: str, page: _Page) -> str:
    path = _TOKEN.sub(lambda found: _token(found[1], found[2], page), url)
    last = path.rstrip("/").rpartition("/")[2]
    return path if re.search(r"\.\w{1,5}$", last) and not path.endswith("/") else joined(path, "/")


def _token(name: str, part: str | None, page: _Page) -> str:
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
        return {"year": "0001", "month": "01", "day": "01"}.get(name, f":{name}")
    return _date_token(name, date)


def _slice(sections: list[str], part: str | None) -> list[str]:
    """Return the sections that ``:sections[1:]``, ``[last]`` or ``[0]`` stands for."""
    if part is None:
        return sections
    begin, colon, end = part.replace("last", str(max(len(sections) - 1, 0))).partition(":")
    try:
        if not colon:
            return sections[int(begin) : int(begin) + 1]
        return sections[int(begin or 0) : int(end) + 1 if "last" in part and end else int(end) if end else None]
    except ValueError:
        return sections


def _date_token(name: str, date: datetime) -> str:
    values = {
        "year": f"{date.year:04}", "month": f"{date.month:02}", "day": f"{date.day:02}",
        "monthname": _MONTHS[date.month - 1].lower(), "weekday": str(date.isoweekday() % 7),
        "weekdayname": _DAYS[date.weekday()].lower(), "yearday": str(date.timetuple().tm_yday),
    }  # fmt: skip
    if name in values:
        return values[name]
    for part, form in _GO_TIME.items():
        if name.lower() == part.lower():
            return date.strftime(form).lower()
    return f":{name}"


def _alias(config: SiteConfig, alias: str, prefix: str, path: str) -> str:
    if alias.startswith("/"):
        return joined(config.base_path, prefix, alias)
    parts = [part for part in path.split("/") if part][:-1]
    for part in alias.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {"", ".", ".."}:
            parts.append(part)
    return joined(config.base_path, prefix, *parts, "/" if alias.endswith("/") else "")


def _published(config: SiteConfig, front: Mapping[str, Any], today: str) -> bool:
    details = config.details
    if front.get("draft") is True and not details["drafts"]:
        return False
    if any(get(front, f"{table}.render") in {False, "never"} for table in ("build", "_build")):
        return False
    if front.get("headless") is True:
        return False
    publish = front.get("publishdate") or front.get("pubdate") or front.get("published") or front.get("date")
    if not details["future"] and later_than(publish, today):
        return False
    expiry = moment(front.get("expirydate") or front.get("unpublishdate"))
    return details["expired"] or not (expiry and today and expiry.date().isoformat() < today)



"""Pages that are alike on purpose: translations, versions of a manual, issues of a series.

What tells them apart stands in their paths and titles: a language, a version, a date, a number. Rules that
look for pages which are in each other's way leave such pages alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from seoaudit.language import data
from seoaudit.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from seoaudit.site.database import Site

_VERSION = lazy_regex(
    r"v?\d+(?:\.(?:\d+|x))+(?:-[\w.]+)?|v\d+|\d+-(?:edge|stable|beta|alpha|preview|lts)|\d+\.x|\d+-\d+(?:-\d+)?|version-.+|release-\d.*|"
    r"latest|next|stable|current|edge|nightly|canary|dev|main|master|legacy|archive|previous|versioned_docs"
)
_SHORT_CODE = 2
_REGION = lazy_regex(r"[a-z]{2,3}[-_][a-z]{2,4}", re.IGNORECASE)
_LANGUAGE_SUFFIX = lazy_regex(r"(?<=[^.])[._-]([a-z]{2}(?:[-_][A-Za-z]{2,4})?)(?=(?:\.[a-z]+)*$)")
_EXTENSION = lazy_regex(r"\.(?:md|mdx|markdown|html?|txt|adoc|rst)$")
_PAGINATED = lazy_regex(
    r"/(?:page|p|seite|pagina)[/-]?\d+(?:/|\.html?)?$|[?&](?:page|paged|p)=\d+", re.IGNORECASE
)
#: Parts of generators' own trees of translations, which say nothing of the page.
_LAYERS = frozenset({"i18n", "_i18n", "locales", "translations", "docusaurus-plugin-content-docs"})

_TOKEN = lazy_regex(r"\d{4}-\d\d(?:-\d\d)?|[^\W_]+(?:[.'’][^\W_]+)*")
#: "(2/5)", "#12": an issue that no word counts.
_COUNTED = lazy_regex(r"[(\[]\s*(\d+)\s*(?:/|of)\s*\d+\s*[)\]]|[#№]\s*(\d+)")
_DATED = lazy_regex(
    r"(?:19|20)\d\d(?:-\d\d)*|v?\d+(?:\.(?:\d+|x))+\S*|v\d+\w*|\d+(?:st|nd|rd|th)|(?:q|h)[1-4]|\d{1,2}[./]\d{1,2}(?:[./]\d+)?",
    re.IGNORECASE,
)
#: Words up to this length only join the others: "to 1.2".
_SMALL = 3
_NUMBER = lazy_regex(r"\d[\d.]*")


@lru_cache(maxsize=65536)
def variant_key(path: str) -> str:
    """Return a path without the parts that name a language or a version.

    Two pages with the same one are translations, or versions, of each other.

    >>> variant_key("/docs/2.10/intro/") == variant_key("/docs/edge/intro/") == variant_key("/fr/docs/intro/")
    True
    """
    parts = path.strip("/").split("/")
    folders = [_without_suffix(part) for part in parts[:-1] if not _is_variant(part)]
    last = _without_suffix(_EXTENSION.sub("", parts[-1]))
    return "/".join([*folders, "" if _is_variant(last) and folders else last])


def _without_suffix(part: str) -> str:
    """Return a part of a path without the language at its end: ``docs-zh``, ``index.es``."""
    suffix = _LANGUAGE_SUFFIX.search(part)
    if suffix and _names_language(suffix[1]):
        return part[: suffix.start()] + part[suffix.end() :]
    return part


def _is_variant(part: str) -> bool:
    lowered = part.lower()
    return bool(lowered in _LAYERS or _VERSION.fullmatch(lowered) or _names_language(part))


def _names_language(code: str) -> bool:
    language, *region = re.split(r"[-_]", code.lower())
    known = language in data.words("", "path_languages") or (
        len(language) == _SHORT_CODE and language in data.classes("", "language_codes")["languages"]
    )
    return known and (not region or _REGION.fullmatch(code) is not None)


def variant_names(site: Site, rows: Sequence[Any]) -> list[str]:
    """Return for each of some rows of ``pages`` a name that the translations and versions of a page have in common.

    Beside versions of the page, the same page in a folder that stands for one of them (``/docs/`` beside ``/2.9/``
    and ``/2.10/``) has their name, too.
    """
    names = [row["variant"] for row in rows]
    known = set(names)
    if len(known) < 2:
        return names
    versioned = {name: shorter for name in known for shorter in _shorter(name) if shorter in known}
    in_versions = {
        row["variant"] for row in rows if any(map(_VERSION.fullmatch, row["key"].lower().split("/")))
    }
    for name, shorter in list(versioned.items()):
        if (
            shorter not in in_versions
            and site.value("SELECT COUNT(*) FROM pages WHERE variant = ?", shorter) < 2
        ):
            del versioned[name]
    return [versioned.get(name, name) for name in names]


def _shorter(name: str) -> Iterator[str]:
    """Yield a name without each of its folders."""
    parts = name.split("/")
    return ("/".join([*parts[:at], *parts[at + 1 :]]) for at in range(len(parts) - 1))


def is_paginated(path: str) -> bool:
    """Return whether a path is that of a further page of a listing: ``/blog/page/2/``."""
    return _PAGINATED.search(path) is not None


def are_issues(one: str, other: str) -> bool:
    """Return whether two titles are told apart by a date, a version or a number: issues of one series.

    >>> are_issues("Annual survey 2023", "Annual survey 2024"), are_issues("7 ways to sell", "9 ways to sell")
    (True, False)
    """
    first, second = _marks(one), _marks(other)
    if first != second and first and second:
        return True
    if first == second:
        return False
    words, marks = _words(one) ^ _words(other), first | second
    return bool(words & marks) and {word for word in words if len(word) > _SMALL} <= marks


def is_news(title: str) -> bool:
    """Return whether a title tells what happened to a thing: ``Announcing …``, ``An update on …``."""
    return not _words(title).isdisjoint(data.classes("", "series_words")["news"])


def subject_stems(title: str, stems: str) -> frozenset[str]:
    """Return those of a title's stems that say what it is about: no praise, no sort of piece, no counts of tips.

    >>> sorted(subject_stems("7 Best Tips for Lead Generation", "7 best tip lead generat"))
    ['generat', 'lead']
    """
    genre = _words(title) & data.classes("", "series_words")["genre"]
    return frozenset(
        stem
        for stem in stems.split()
        if not stem.isdigit() and not any(word.startswith(stem[: max(len(stem) - 1, 3)]) for word in genre)
    )


@lru_cache(maxsize=65536)
def _marks(title: str) -> frozenset[str]:
    """Return the words of a title that say which issue it is."""
    listed = data.classes("", "series_words")
    found = {match[1] or match[2] for match in _COUNTED.finditer(title)}
    words = [word.casefold() for word in _TOKEN.findall(title)]
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        number = _NUMBER.fullmatch(word) is not None
        if (
            _DATED.fullmatch(word)
            or (word in listed["time"] and (word != "may" or not after or _NUMBER.fullmatch(after)))
            or (before in listed["part"] and (number or word in listed["number"]))
            or (number and before in listed["time"])
        ):
            found.add(word)
    if words[1:] and _NUMBER.fullmatch(words[-1]):
        found.add(words[-1])
    return frozenset(found)


@lru_cache(maxsize=65536)
def _words(title: str) -> frozenset[str]:
    return frozenset(token.casefold() for token in _TOKEN.findall(title))

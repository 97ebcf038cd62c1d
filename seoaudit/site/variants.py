"""Pages that are alike on purpose: translations, versions of a manual, issues of a series.

What tells them apart stands in their paths and titles: a language, a version, a date, a number. Rules that
look for pages which are in each other's way leave such pages alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from seoaudit.language import data

_VERSION = re.compile(
    r"v?\d+(?:\.(?:\d+|x))+(?:-[\w.]+)?|v\d+|\d+\.x|\d+-\d+(?:-\d+)?|version-.+|release-\d.*|"
    r"latest|next|stable|current|edge|nightly|canary|dev|main|master|legacy|archive|previous|versioned_docs"
)
_REGION = re.compile(r"[a-z]{2,3}[-_][a-z]{2,4}", re.IGNORECASE)
_LANGUAGE_SUFFIX = re.compile(r"(?<=[^.])[._-]([a-z]{2}(?:[-_][A-Za-z]{2,4})?)(?=(?:\.[a-z]+)*$)")
_EXTENSION = re.compile(r"\.(?:md|mdx|markdown|html?|txt|adoc|rst)$")
_PAGINATED = re.compile(
    r"/(?:page|p|seite|pagina)[/-]?\d+(?:/|\.html?)?$|[?&](?:page|paged|p)=\d+", re.IGNORECASE
)
#: Parts of generators' own trees of translations, which say nothing of the page.
_LAYERS = frozenset({"i18n", "_i18n", "locales", "translations", "docusaurus-plugin-content-docs"})

_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
#: "(2/5)", "#12": an issue that no word counts.
_COUNTED = re.compile(r"[(\[]\s*(\d+)\s*(?:/|of)\s*\d+\s*[)\]]|[#№]\s*(\d+)")
_DATED = re.compile(
    r"(?:19|20)\d\d|v?\d+(?:\.(?:\d+|x))+\S*|v\d+\w*|\d+(?:st|nd|rd|th)|(?:q|h)[1-4]|\d{1,2}[./]\d{1,2}(?:[./]\d+)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.]*")


@lru_cache(maxsize=65536)
def variant_key(path: str) -> str:
    """Return a path without the parts that name a language or a version.

    Two pages with the same one are translations, or versions, of each other.

    >>> variant_key("/docs/2.10/intro/") == variant_key("/docs/edge/intro/") == variant_key("/fr/docs/intro/")
    True
    """
    parts = path.strip("/").split("/")
    folders = [part for part in parts[:-1] if not _is_variant(part)]
    last = _EXTENSION.sub("", parts[-1])
    suffix = _LANGUAGE_SUFFIX.search(last)
    if suffix and _names_language(suffix[1]):
        last = last[: suffix.start()] + last[suffix.end() :]
    return "/".join([*folders, "" if _is_variant(last) and folders else last])


def _is_variant(part: str) -> bool:
    lowered = part.lower()
    return bool(lowered in _LAYERS or _VERSION.fullmatch(lowered) or _names_language(part))


def _names_language(code: str) -> bool:
    known = data.words("", "path_languages")
    if code.lower() in known:
        return True
    return bool(_REGION.fullmatch(code)) and re.split(r"[-_]", code.lower())[0] in known


def are_variants(one: str, other: str) -> bool:
    """Return whether two pages, given by their paths, are translations or versions of each other."""
    return one != other and variant_key(one) == variant_key(other)


def in_parallel(one: str, other: str) -> bool:
    """Return whether two pages have the same place in two trees, each of which is about something else.

    >>> in_parallel("docs/hugo/install.md", "docs/jekyll/install.md")
    True
    """
    first, second = one.strip("/").split("/"), other.strip("/").split("/")
    return len(first) == len(second) and first[-1] == second[-1] and first[:-1] != second[:-1]


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
    return words <= marks


@lru_cache(maxsize=65536)
def _marks(title: str) -> frozenset[str]:
    """Return the words of a title that say which issue it is."""
    words = data.classes("", "series_words")
    found = {match[1] or match[2] for match in _COUNTED.finditer(title)}
    tokens = [token.casefold() for token in _TOKEN.findall(title)]
    for before, token in zip(["", *tokens], tokens, strict=False):
        number = _NUMBER.fullmatch(token) is not None
        if (
            _DATED.fullmatch(token)
            or (token in words["time"] and (token != "may" or before))
            or (before in words["part"] and (number or token in words["number"]))
            or (number and before in words["time"])
        ):
            found.add(token)
    if tokens[1:] and _NUMBER.fullmatch(tokens[-1]):
        found.add(tokens[-1])
    return frozenset(found)


@lru_cache(maxsize=65536)
def _words(title: str) -> frozenset[str]:
    return frozenset(token.casefold() for token in _TOKEN.findall(title))

"""Routes that frameworks make of files of code: ``pages/blog/[slug].tsx``, ``app/(site)/about/page.tsx``.

A route is a list of parts. ``*`` is one part that only the code knows (``[slug]``), ``**`` any number of them. Texts
in content folders that code publishes are matched to these routes by the names of their folders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.base import Entry, Routes, joined, text, without_ending
from seoaudit.site.generators.config_files import SiteFolder
from seoaudit.site.generators.slugs import ascii_slug

_MAX_FILES = 20_000
_DYNAMIC = lazy_regex(r"\[\[?(\.\.\.)?([\w-]*)\]?\]|\{([\w.$()]+)\}|\$(\w+)")
_REMOTE = lazy_regex(
    r"\bfetch\(|axios|graphql|contentful|sanity|strapi|prismic|wordpress|storyblok|notion|shopify|database|prisma\b",
    re.IGNORECASE,
)
_LOCALES = frozenset({"locale", "lang", "language", "lng", "i18n"})
#: Folders whose name says what the code does with them, not where it publishes them.
_NEUTRAL = frozenset(
    {
        "content",
        "contents",
        "posts",
        "_posts",
        "pages",
        "data",
        "src",
        "docs",
        "md",
        "mdx",
        "markdown",
        "articles",
    }
)

#: One route: ``parts``, the ``file`` it comes from, ``locale`` (the first part is a language), ``closed`` (all
#: that it publishes comes from files of the repository, as far as its code shows).
Route = dict[str, Any]


def tree(folder: SiteFolder, top: str) -> Iterator[str]:
    """Yield the files below a folder of the site, relative to the site's root; hidden ones are left out."""
    stack, seen = [top], 0
    while stack:
        current = stack.pop()
        for name in folder.listing(current):
            path = f"{current}/{name}" if current else name
            seen += 1
            if name.startswith(".") or name == "node_modules" or seen > _MAX_FILES:
                continue
            if folder.is_dir(path):
                stack.append(path)
            else:
                yield path


def routes_below(folder: SiteFolder, top: str, wanted: Callable[[str], Sequence[str] | None]) -> list[Route]:
    """Return the routes of the files below a folder; ``wanted`` gives a file's parts, ``None``: no route."""
    found: list[Route] = []
    for file in sorted(tree(folder, top)):
        written = wanted(file[len(top) + 1 :])
        if written is None:
            continue
        parts = [_part(part) for part in written]
        dynamic = any("*" in part for part in parts)
        first = _DYNAMIC.fullmatch(written[0]) if written else None
        route: Route = {"parts": parts, "file": file}
        if first and not first[1] and first[2] in _LOCALES:
            route["locale"] = True
        if dynamic:
            route["closed"] = not _REMOTE.search(folder.text(file) or "fetch(")
        found.append(route)
    return found


def _part(part: str) -> str:
    whole = _DYNAMIC.fullmatch(part)
    if whole:
        return "**" if whole[1] else "*"
    return _DYNAMIC.sub("*", part)


def made_and_unknown(routes: Sequence[Route], base: str, served: Sequence[str] = ()) -> Routes:
    """Return routes as patterns. ``served`` are those whose pages are all known from content files."""
    made, unknown = [], []
    for route in routes:
        pattern = base + "/".join(route["parts"])
        if not any("*" in part for part in route["parts"]):
            made.append(pattern)
        elif pattern not in served:
            unknown.append(pattern)
            if route.get("locale"):
                unknown.append(base + "/".join(route["parts"][1:]))
    return Routes(tuple(made), tuple(unknown))


def code_path(entry: Entry, inner: str, top: str, routes: Sequence[Route]) -> tuple[str, str]:
    """Return the path that a site's code probably publishes a text under, and the pattern of the route it meets.

    ``inner`` is the file below its content folder ``top``. Both are empty where no route fits. An address that the
    front matter gives counts first; then the dynamic route whose fixed parts name the text's folders.
    """
    front: Mapping[str, Any] = entry.front
    for key in ("permalink", "path", "url"):
        if (own := text(front.get(key))).startswith("/") and not own.startswith("//"):
            return joined(own), ""
    stem = without_ending(inner)
    parts = stem.split("/")
    if parts[-1].lower() in {"index", "_index"}:
        parts.pop()
    slug = text(front.get("slug")).strip("/") or (parts[-1] if parts else "")
    name = slug if parts else ""
    best: tuple[int, str, str] = (-1, "", "")
    for route in routes:
        found = _fits(route, parts, name, top)
        if found and found[0] > best[0]:
            best = (*found, "/".join(route["parts"]))
    if best[1]:
        return best[1], best[2]
    for route in routes:  # one page of code that shows one text
        if parts and route["parts"] and route["parts"][-1] == name and "*" not in "".join(route["parts"]):
            return joined(*route["parts"]), ""
    return "", ""


def _fits(route: Route, parts: list[str], name: str, top: str) -> tuple[int, str] | None:
    """Return how well a dynamic route fits the folders of a text (higher is better) and the path it gives."""
    pattern = list(route["parts"])
    if not pattern or pattern[-1] not in {"*", "**"}:
        return None
    tail = pattern.pop()
    locale = ""
    if route.get("locale"):
        if not pattern:
            return None  # the home page of each language
        pattern.pop(0)
        if not parts or not re.fullmatch(r"[a-z]{2,3}(?:-\w{2,4})?", parts[0]):
            return None
        locale, parts = parts[0], parts[1:]
    if any("*" in part for part in pattern):
        return None
    inside = parts[:-1] if tail == "*" else parts
    folders = [*top.split("/"), *inside]
    if tail == "**":
        return _under(pattern, parts, name, locale)
    if not parts:
        return None
    if not pattern:
        lone = all(folder.lower() in _NEUTRAL for folder in folders)
        return (0, joined(locale, name)) if lone else None
    for depth, folder in reversed(list(enumerate(folders))):
        if _same(folder, pattern[-1]):
            return (10 * len(pattern) + depth, joined(locale, *pattern, name))
    return None


def _under(pattern: list[str], parts: list[str], name: str, locale: str) -> tuple[int, str] | None:
    path = [*parts[:-1], name] if parts else []
    if parts[: len(pattern)] == pattern:
        return (5 + 10 * len(pattern), joined(locale, *path, "" if path else "/"))
    return None if pattern else (1, joined(locale, *path))


def _same(folder: str, part: str) -> bool:
    """Return whether a folder's name is that of a route's part, in singular or plural: ``post``, ``posts``."""
    first, second = ascii_slug(folder.lstrip("_")), ascii_slug(part)
    return first.rstrip("s") == second.rstrip("s")

"""From a Jekyll file to its address: pages, posts, documents of collections, and their permalink patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from fnmatch import fnmatch
from typing import Any

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.base import (
    Entry,
    below,
    joined,
    later_than,
    moment,
    text,
    texts,
    without_ending,
)
from seoaudit.site.generators.slugs import jekyll_slug
from seoaudit.site.model import Address, PageRole, SiteConfig

_POST_NAME = lazy_regex(r"^(?:(\d{2,4}-\d{1,2}-\d{1,2})-)(.+)$")
_OFFSET = lazy_regex(r"\d[ ]?([+-]\d{2}):?(\d{2})\s*$")
_TOKEN = lazy_regex(r":([a-z_]+)")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
#: Left out by default, wherever the site keeps them.
_EXCLUDED = frozenset({"node_modules", "vendor", "Gemfile", "Gemfile.lock", ".sass-cache", ".jekyll-cache"})


def jekyll_address(config: SiteConfig, entry: Entry, today: str) -> Address | None:
    """Return where Jekyll publishes a file; ``None`` for what it copies or leaves out."""
    details = config.details
    inner = below(entry.file, config.content[0].path) if config.content else entry.file
    if inner is None or _excluded(inner, details):
        return None
    found = _collection(inner, details)
    if found is None and _hidden(inner) and not _included(inner, details):
        return None
    kind = found[0] if found else ""
    markdown = inner.lower().endswith(tuple(details["endings"]))
    if not (markdown or inner.lower().endswith((".html", ".htm", ".liquid", ".njk"))):
        return None
    if not entry.marked and not _without_front_matter(inner, found, details, markdown=markdown):
        return None
    front = {**_default_values(details, inner, kind or "pages"), **entry.front}
    published = front.get("published") is not False or details["unpublished"]
    if found:
        address = _document(config, found, front, today)
        if address is None:
            return None
        path, in_time = address
        published = published and in_time
        role: PageRole = "page"
    else:
        path, role = _page(config, inner, front), "page"
    path = joined(config.base_path, path)
    if path.endswith("/index.html"):
        path = path[: -len("index.html")]
    if path == config.base_path:
        role = "home"
    aliases = tuple(joined(config.base_path, alias) for alias in texts(front.get("redirect_from")))
    return Address(path, role, aliases, text(front.get("lang")), published)


def kind_of(config: SiteConfig, file: str) -> str:
    """Return what Jekyll takes a file for: a document of its *collections*, or one of its *pages*."""
    inner = below(file, config.content[0].path) if config.content else file
    return "collections" if inner is not None and _collection(inner, config.details) else "pages"


def _hidden(inner: str) -> bool:
    return any(part.startswith(("_", ".", "#", "~")) for part in inner.split("/"))


def _included(inner: str, details: Mapping[str, Any]) -> bool:
    return any(fnmatch(inner, pattern) or inner.startswith(f"{pattern}/") for pattern in details["include"])


def _excluded(inner: str, details: Mapping[str, Any]) -> bool:
    first = inner.split("/")[0]
    if any(pattern.strip("/") == first for pattern in details["include"]):
        return False
    if first in _EXCLUDED:
        return True
    folders = inner.split("/")
    above = ["/".join(folders[: count + 1]) for count in range(len(folders))]
    return any(fnmatch(path, pattern.strip("/")) for pattern in details["exclude"] for path in above)


def _collection(inner: str, details: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Return (collection, folders above it, path within it) of a document; ``None`` for a page."""
    parts = inner.split("/")
    for at, part in enumerate(parts[:-1]):
        if part in {"_posts", "_drafts"}:
            above = "/".join(parts[:at])
            return "posts", above, "/".join(parts[at:])
    home = details["collections_dir"]
    if home:
        if not inner.startswith(f"{home}/"):
            return None
        parts = inner[len(home) + 1 :].split("/")
    name = parts[0][1:] if parts[0].startswith("_") else ""
    return (name, "", "/".join(parts)) if name in details["collections"] and len(parts) > 1 else None


def _without_front_matter(
    inner: str, found: tuple[str, str, str] | None, details: Mapping[str, Any], *, markdown: bool
) -> bool:
    """Return whether a file without front matter becomes a page all the same, as on GitHub Pages."""
    if found is not None or not markdown or not details["optional_front_matter"]:
        return False
    name = without_ending(inner).rpartition("/")[2].lower()
    return name not in {"contributing", "license", "licence", "code_of_conduct", "copying", "changelog"}


def _default_values(details: Mapping[str, Any], inner: str, kind: str) -> dict[str, Any]:
    """Return the default front matter for a path and type; the more specific scope wins, of equals the later."""
    found: dict[str, tuple[tuple[int, int], Any]] = {}
    for each in details["defaults"]:
        path, of = each["path"], each["type"]
        if of and of.rstrip("s") != kind.rstrip("s"):
            continue
        if path and not _in_scope(inner, path):
            continue
        rank = (path.count("/") + 1 if path else 0, 1 if of else 0)
        for key, value in each["values"].items():
            if key not in found or rank >= found[key][0]:
                found[key] = (rank, value)
    return {key: value for key, (_, value) in found.items()}


def _in_scope(inner: str, scope: str) -> bool:
    if "*" in scope:
        parts = inner.split("/")
        return any(fnmatch("/".join(parts[: count + 1]), scope) for count in range(len(parts)))
    return inner == scope or inner.startswith(f"{scope}/")


def _page(config: SiteConfig, inner: str, front: Mapping[str, Any]) -> str:
    folder, _, base = inner.rpartition("/")
    name = without_ending(base)
    if config.details["readme_index"] and name.lower() == "readme":
        name = "index"
    if own := text(front.get("permalink")):
        return _filled(own, {"path": folder, "basename": name, "output_ext": ".html", "title": name})
    style = config.details["permalink"]
    if name == "index":
        return f"{folder}/"
    if style in _STYLES:
        ending = "/" if style == "pretty" else ".html"
    else:
        ending = "/" if style.endswith("/") else ".html" if style.endswith(":output_ext") else ""
    return joined(folder, f"{name}{ending}")


def _document(
    config: SiteConfig, found: tuple[str, str, str], front: Mapping[str, Any], today: str
) -> tuple[str, bool] | None:
    """Return a document's path and whether it is published; ``None`` for a collection without pages."""
    details = config.details
    kind, above, inner = found
    collection = details["collections"][kind]
    if not collection["output"]:
        return None
    inside = inner.partition("/")[2]
    stem = without_ending(inside)
    folder, _, name = stem.rpartition("/")
    dated = _POST_NAME.match(name)
    draft = inner.startswith("_drafts/")
    if kind == "posts" and not dated and not draft:
        return None
    date = _local_moment(front.get("date"), details["timezone"]) or (
        moment(_whole_year(dated[1])) if dated else None
    )
    slug = text(front.get("slug")) or (dated[2] if dated else name)
    published = (not draft or details["drafts"]) and (
        details["future"] or kind != "posts" or not later_than(date, today)
    )
    pattern = text(front.get("permalink")) or collection["permalink"]
    if not pattern:
        style = details["permalink"]
        if kind == "posts":
            pattern = style
        else:
            ending = (
                "/"
                if style.endswith("/") or style == "pretty"
                else ":output_ext"
                if style in _STYLES or style.endswith(":output_ext")
                else ""
            )
            pattern = f"/:collection/:path{ending}"
    pattern = _STYLES.get(pattern, pattern)
    categories = _categories(above, front)
    values = {
        "collection": kind, "path": stem if kind != "posts" else joined(folder, slug).strip("/"),
        "name": jekyll_slug(name), "basename": name, "output_ext": ".html",
        "title": jekyll_slug(slug, "pretty", cased=True), "slug": jekyll_slug(slug),
        "categories": "/".join(name.lower() for name in categories),
        "slugified_categories": "/".join(jekyll_slug(name) for name in categories),
        **_date_values(date),
    }  # fmt: skip
    return _filled(pattern, values), published


def _local_moment(value: object, zone: str) -> datetime | None:
    """Return a date as it is in the site's time zone, if that is known and the date names its own; else as written.

    >>> _local_moment("2018-02-25 02:12:52 +0200", "America/Los_Angeles")
    datetime.datetime(2018, 2, 24, 16, 12, 52)
    """
    when = moment(value)
    if when is None or not zone:
        return when
    if isinstance(value, datetime):
        offset = value.utcoffset()
    else:
        named = _OFFSET.search(str(value))
        hours, minutes = (int(part or 0) for part in named.groups()) if named else (0, 0)
        offset = timedelta(hours=hours, minutes=-minutes if hours < 0 else minutes) if named else None
    if offset is None:
        return when
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # few sites need it

    with suppress(ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return when.replace(tzinfo=timezone(offset)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return when


def _whole_year(date: str) -> str:
    return date if date.index("-") == 4 else f"20{date}"


def _categories(above: str, front: Mapping[str, Any]) -> list[str]:
    own = front.get("categories", front.get("category"))
    names = own.split() if isinstance(own, str) and "categories" in front else texts(own)
    return list(dict.fromkeys([*(part for part in above.split("/") if part), *names]))


def _date_values(date: datetime | None) -> dict[str, str]:
    if date is None:
        return {}
    week = date.isocalendar()
    return {
        "year": f"{date.year:04}", "short_year": f"{date.year % 100:02}", "month": f"{date.month:02}",
        "i_month": str(date.month), "long_month": date.strftime("%B"), "short_month": date.strftime("%b"),
        "day": f"{date.day:02}", "i_day": str(date.day), "y_day": date.strftime("%j"), "w_year": f"{week[0]:04}",
        "week": f"{week[1]:02}", "w_day": str(week[2]), "short_day": date.strftime("%a"),
        "long_day": date.strftime("%A"), "hour": f"{date.hour:02}", "minute": f"{date.minute:02}",
        "second": f"{date.second:02}",
    }  # fmt: skip


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return a permalink pattern with its placeholders replaced; empty ones leave no double slash."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        while name:  # “:title_old” is the value of “title” and the text “_old”
            if name in values:
                return values[name] + found[1][len(name) :]
            name = name.rpartition("_")[0]
        return found[0]

    return joined(_TOKEN.sub(value, pattern))

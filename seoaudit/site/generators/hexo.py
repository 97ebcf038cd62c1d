"""Hexo: ``_config.yml``, posts below ``source/_posts`` with a permalink pattern, pages beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.base import (
    Around,
    Entry,
    Generator,
    Routes,
    below,
    joined,
    later_than,
    moment,
    text,
    texts,
    without_ending,
)
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of, folder_path, get
from seoaudit.site.generators.slugs import hexo_slug
from seoaudit.site.model import Address, Folder, SiteConfig

_ENDINGS = (".md", ".markdown", ".mkd", ".mkdn", ".mdwn", ".mdtxt", ".mdtext", ".html", ".htm", ".njk")
_TOKEN = lazy_regex(r":(\w+)")
_POST_DATE = lazy_regex(r"^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$")


class Hexo:
    """A ``_config.yml`` whose source folder holds ``_posts``, or that has keys only Hexo knows."""

    name = "Hexo"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site; ``None`` for a Jekyll site, whose configuration has the same name."""
        file = folder.first(("_config.yml", "_config.yaml"))
        data = folder.data(file)
        source = folder_path(data.get("source_dir")) or "source"
        if not folder.is_dir(source) or not (
            folder.is_dir(f"{source}/_posts") or {"new_post_name", "source_dir", "public_dir"} & data.keys()
        ):
            return None
        folder.tell("generator", file)
        url = address(data.get("url"))
        if url:
            folder.tell("url", file, "url")
        root = text(data.get("root"))
        base = base_path_of(url) if base_path_of(url) != "/" else joined(root, "/")
        languages = texts(data.get("language"))
        theme = text(data.get("theme"))
        static = [Folder(source, base)]
        if theme and folder.is_dir(f"themes/{theme}/source"):
            static.append(Folder(f"themes/{theme}/source", base))
        return SiteConfig(
            generator="Hexo", root=str(folder.root), file=file, url=url, base_path=base,
            content=(Folder(source),), static=tuple(static), languages=languages if len(languages) > 1 else (),
            default_language=languages[0] if languages else "",
            skipped=(folder_path(data.get("public_dir")) or "public",), details=_details(data), told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where Hexo publishes a post or a page; the path is empty for a post without a date."""
        inner = below(entry.file, config.content[0].path) if config.content else None
        if inner is None or not inner.lower().endswith(_ENDINGS):
            return None
        parts = inner.split("/")
        front, language = entry.front, text(entry.front.get("lang")) or config.default_language
        if parts[0] in {"_posts", "_drafts"} and len(parts) > 1:
            path = _post_path(config, front, "/".join(parts[1:]))
            published = parts[0] == "_posts" and front.get("published") is not False
            published = published and (
                bool(config.details["future"]) or not later_than(front.get("date"), around.today)
            )
            return Address(path, aliases=_aliases(config, front), language=language, published=published)
        if any(part.startswith("_") for part in parts[:-1]) or not entry.marked:
            return None
        path = text(front.get("permalink")) or without_ending(inner) + ".html"
        path = path if path.endswith(("/", ".html", ".htm")) or "." in path.rpartition("/")[2] else f"{path}/"
        return Address(
            _pretty(config, joined(config.base_path, path)), "home" if inner.startswith("index.") else "page",
            _aliases(config, front), language, front.get("published") is not False,
        )  # fmt: skip

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return the lists that Hexo makes: archives, categories, tags, pagination; feeds."""
        base, details = config.base_path, config.details
        made = [
            base,
            f"{base}page/#",
            *(f"{base}{details[name]}/**" for name in ("archives", "categories", "tags")),
        ]
        return Routes(
            (
                *made,
                *(
                    f"{base}{name}"
                    for name in (
                        "atom.xml",
                        "rss2.xml",
                        "sitemap.xml",
                        "search.xml",
                        "baidusitemap.xml",
                        "404.html",
                    )
                ),
            )
        )


def _details(data: Mapping[str, Any]) -> dict[str, Any]:
    trailing = get(data, "pretty_urls.trailing_html")
    return {
        "permalink": text(data.get("permalink")) or ":year/:month/:day/:title/",
        "defaults": {str(k): text(v) for k, v in (data.get("permalink_defaults") or {}).items()}
        if isinstance(data.get("permalink_defaults"), Mapping)
        else {},
        "new_post_name": text(data.get("new_post_name")) or ":title.md",
        "categories": folder_path(data.get("category_dir")) or "categories",
        "tags": folder_path(data.get("tag_dir")) or "tags",
        "archives": folder_path(data.get("archive_dir")) or "archives",
        "default_category": text(data.get("default_category")) or "uncategorized",
        "category_map": {str(k): text(v) for k, v in data["category_map"].items()}
        if isinstance(data.get("category_map"), Mapping)
        else {},
        "future": data.get("future") is not False,
        "html": trailing is not False,
    }


def _post_path(config: SiteConfig, front: Mapping[str, Any], inner: str) -> str:
    if own := text(front.get("permalink")):
        own = own if "." in own.rpartition("/")[2] or own.endswith("/") else f"{own}/"
        return joined(config.base_path, own)
    details = config.details
    folder, _, base = without_ending(inner).rpartition("/")
    date, name = moment(front.get("date")), base
    dated = _POST_DATE.match(base)
    if dated and details["new_post_name"].startswith(":year"):
        date = date or moment(f"{dated[1]}-{dated[2]}-{dated[3]}")
        name = dated[4]
    title = f"{folder}/{name}" if folder else name
    values = {
        "title": title, "name": name, "post_title": hexo_slug(text(front.get("title"))),
        "id": text(front.get("id")) or text(front.get("_id")), "lang": text(front.get("lang")),
        "category": _category(details, front), **_date_values(date), **{
            key: text(value) for key, value in front.items() if key not in {"title", "date", "updated", "tags"}
        },
    }  # fmt: skip
    values["category"] = _category(details, front)
    missing: list[str] = []

    def token(found: re.Match[str]) -> str:
        value = values.get(found[1]) or details["defaults"].get(found[1], "")
        if not value:
            missing.append(found[1])
        return value

    path = _TOKEN.sub(token, details["permalink"])
    if missing:
        return ""
    last = path.rpartition("/")[2]
    return _pretty(config, joined(config.base_path, path if not last or "." in last else f"{path}"))


def _date_values(date: datetime | None) -> dict[str, str]:
    if date is None:
        return {}
    return {
        "year": f"{date.year:04}", "month": f"{date.month:02}", "i_month": str(date.month), "day": f"{date.day:02}",
        "i_day": str(date.day), "hour": f"{date.hour:02}", "minute": f"{date.minute:02}", "second": f"{date.second:02}",
    }  # fmt: skip


def _category(details: Mapping[str, Any], front: Mapping[str, Any]) -> str:
    value = front.get("categories", front.get("category"))
    first = value[0] if isinstance(value, list) and value else value
    names = texts(first) if isinstance(first, list) else texts(value)
    if not names:
        return str(details["default_category"])
    return "/".join(hexo_slug(details["category_map"].get(name, name)) for name in names)


def _pretty(config: SiteConfig, path: str) -> str:
    path = path.removesuffix("index.html")
    return path if config.details["html"] or path.endswith("/") else path.removesuffix(".html")


def _aliases(config: SiteConfig, front: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        joined(config.base_path, alias)
        for alias in (*texts(front.get("alias")), *texts(front.get("aliases")))
    )


GENERATOR: Generator = Hexo()

"""Nuxt and Nuxt Content: pages of code in ``pages``, texts in ``content`` under their own paths."""

from __future__ import annotations

import re
from collections.abc import Collection

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.base import (
    Around,
    Entry,
    Generator,
    Routes,
    below,
    joined,
    text,
    without_ending,
)
from seoaudit.site.generators.config_files import SiteFolder, address, get
from seoaudit.site.generators.file_routes import made_and_unknown, routes_below
from seoaudit.site.generators.javascript import config_of, strings
from seoaudit.site.model import Address, Folder, SiteConfig

_NAMES = tuple(f"nuxt.config.{ending}" for ending in ("ts", "js", "mjs", "mts"))
_NUMBER = lazy_regex(r"^\d+\.\s?")


class Nuxt:
    """``nuxt.config.ts``."""

    name = "Nuxt"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site with its pages of code."""
        file = folder.first(_NAMES)
        if not file:
            return None
        data = config_of(folder, file)
        folder.tell("generator", file)
        prefix = joined(text(get(data, "app.baseURL")), "/")
        url = address(get(data, "site.url"), prefix)
        if url:
            folder.tell("url", file, "url")
        home = "app/pages" if folder.is_dir("app/pages") else "pages"
        languages = get(data, "i18n.locales")
        names = (
            [text(get(each, "code")) or text(each) for each in languages]
            if isinstance(languages, list)
            else []
        )
        return SiteConfig(
            generator="Nuxt", root=str(folder.root), file=file, url=url, base_path=prefix,
            content=(Folder("content"),) if folder.is_dir("content") else (),
            static=(Folder("public", prefix), Folder("static", prefix)), languages=tuple(name for name in names if name),
            default_language=text(get(data, "i18n.defaultLocale")), skipped=("dist", ".output"),
            details={
                "routes": routes_below(folder, home, _parts),
                "content": any("content" in name for name in strings(data.get("modules"))),
            },
            told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return the path of a text: that of its file without the numbers that order it."""
        inner = below(entry.file, "content")
        if (
            inner is None
            or not inner.endswith((".md", ".mdx"))
            or any(p.startswith("_") for p in inner.split("/"))
        ):
            return None
        parts = [_NUMBER.sub("", part).lower().replace(" ", "-") for part in without_ending(inner).split("/")]
        if parts[-1] == "index":
            parts.pop()
        own = text(entry.front.get("path"))
        path = own if own.startswith("/") else "/".join(parts)
        published = entry.front.get("draft") is not True
        return Address(joined(config.base_path, path), "page" if parts else "home", published=published)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return the pages of code; what dynamic ones make is unknown."""
        found = made_and_unknown(config.details["routes"], config.base_path)
        made = (
            *found.made,
            config.base_path,
            f"{config.base_path}sitemap.xml",
            f"{config.base_path}_nuxt/**",
        )
        return Routes(made, (*found.unknown, f"{config.base_path}api/**"))


def _parts(inner: str) -> list[str] | None:
    if not inner.endswith((".vue", ".tsx", ".jsx")):
        return None
    return [part for part in re.sub(r"(?:^|/)index$", "", without_ending(inner)).split("/") if part]


GENERATOR: Generator = Nuxt()

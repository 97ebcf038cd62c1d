"""VitePress: ``.vitepress/config``, Markdown files published under their own paths."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

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
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of, folder_path, get
from seoaudit.site.generators.javascript import config_of
from seoaudit.site.model import Address, Folder, PageRole, SiteConfig

_NAMES = tuple(
    f".vitepress/{stem}.{ending}"
    for stem in ("config", "config/index")
    for ending in ("ts", "mts", "js", "mjs", "cjs", "json")
)


class VitePress:
    """A folder with ``.vitepress``; it is the root of the texts unless ``srcDir`` says otherwise."""

    name = "VitePress"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site; ``None`` without a configuration file."""
        file = next((name for name in _NAMES if folder.text(name) is not None), "")
        if not file:
            return None
        data = config_of(folder, file)
        folder.tell("generator", file)
        base = text(data.get("base")) or "/"
        url = address(get(data, "sitemap.hostname"))
        if url:
            folder.tell("url", file, "hostname")
            url = url if base_path_of(url) != "/" or base == "/" else url.rstrip("/") + joined(base, "/")
        prefix = joined(base, "/")
        source = folder_path(data.get("srcDir"))
        locales = data.get("locales")
        names = [name for name in locales if name != "root"] if isinstance(locales, Mapping) else []
        default = text(data.get("lang")).partition("-")[0]
        public = f"{source}/public" if source else "public"
        return SiteConfig(
            generator="VitePress", root=str(folder.root), file=file, url=url, base_path=prefix,
            content=(Folder(source),), static=(Folder(public, prefix),),
            languages=(default or "root", *names) if names else (), default_language=default,
            skipped=(".vitepress/dist", ".vitepress/cache"),
            details={
                "clean": data.get("cleanUrls") is True,
                "rewrites": {str(k): text(v) for k, v in (data.get("rewrites") or {}).items()}
                if isinstance(data.get("rewrites"), Mapping) else {},
            },
            told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return the page's path: ``guide/start.md`` is ``/guide/start.html``, or ``/guide/start`` if clean."""
        inner = below(entry.file, config.content[0].path) if config.content else None
        if inner is None or not inner.endswith(".md") or inner.startswith(".vitepress/") or "[" in inner:
            return None
        inner = config.details["rewrites"].get(inner, inner)
        stem = without_ending(inner)
        language = next(
            (name for name in config.languages if stem.startswith(f"{name}/")), config.default_language
        )
        if re.search(r"(?:^|/)index$", stem):
            folder = stem[:-5]
            role: PageRole = "section" if folder else "home"
            return Address(joined(config.base_path, folder, "/"), role, (), language)
        return Address(
            joined(config.base_path, stem + ("" if config.details["clean"] else ".html")),
            "page",
            (),
            language,
        )

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return the sitemap and, as unknown, the routes with parameters."""
        unknown = [
            config.base_path + re.sub(r"\[[^\]]*\]", "*", without_ending(inner))
            for file in files
            if "[" in file
            and file.endswith(".md")
            and (inner := below(file, config.content[0].path)) is not None
        ]
        return Routes((f"{config.base_path}sitemap.xml", f"{config.base_path}404.html"), tuple(unknown))


GENERATOR: Generator = VitePress()

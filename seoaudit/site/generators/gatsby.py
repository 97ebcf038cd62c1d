"""Gatsby: ``gatsby-config``, pages of code in ``src/pages``, texts that the site's code makes pages of."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

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
from seoaudit.site.generators.config_files import SiteFolder, address, folder_path, get
from seoaudit.site.generators.file_routes import made_and_unknown, routes_below
from seoaudit.site.generators.javascript import config_of
from seoaudit.site.model import Address, Folder, SiteConfig

_NAMES = tuple(f"gatsby-config.{ending}" for ending in ("js", "ts", "mjs", "cjs"))
_CODE = (".js", ".jsx", ".ts", ".tsx")
_TEXTS = (".md", ".mdx")
_FOLDERS = ("content", "src/content", "posts", "src/posts", "blog", "docs", "src/markdown-pages")
_DATE = lazy_regex(r"^\d{4}-\d{2}-\d{2}[-_]?(?=.)")


class Gatsby:
    """``gatsby-config.js``."""

    name = "Gatsby"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site with its pages of code and its folders of texts."""
        file = folder.first(_NAMES)
        if not file:
            return None
        data = config_of(folder, file)
        folder.tell("generator", file)
        prefix = joined(text(data.get("pathPrefix")), "/")
        url = address(get(data, "siteMetadata.siteUrl"), text(data.get("pathPrefix")))
        if url:
            folder.tell("url", file, "siteUrl")
        content = list(
            dict.fromkeys([*_sources(data, folder), *(name for name in _FOLDERS if folder.is_dir(name))])
        )
        return SiteConfig(
            generator="Gatsby", root=str(folder.root), file=file, url=url, base_path=prefix,
            content=(Folder("src/pages"), *(Folder(path) for path in content if not path.startswith("src/pages"))),
            static=(Folder("static", prefix),), skipped=("public", ".cache"),
            details={
                "routes": routes_below(folder, "src/pages", _parts),
                "slash": text(data.get("trailingSlash")) or "always",
            },
            told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where a text is published: as the front matter says, or else where starters put it."""
        if not entry.file.endswith(_TEXTS):
            return None
        published = entry.front.get("draft") is not True and entry.front.get("published") is not False
        inner = below(entry.file, "src/pages")
        if inner is None:
            top = max(
                (folder.path for folder in config.content if below(entry.file, folder.path) is not None),
                key=len,
                default="",
            )
            inner = below(entry.file, top) or entry.file
        for key in ("path", "permalink", "url", "slug"):
            if (own := text(entry.front.get(key))).startswith("/"):
                return Address(_finished(config, own), published=published)
        parts = re.sub(r"(?:^|/)index$", "", without_ending(inner)).split("/")
        if slug := text(entry.front.get("slug")).strip("/"):
            parts[-1] = slug
        parts[-1] = _DATE.sub("", parts[-1])
        return Address(_finished(config, "/".join(parts)), published=published)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return the pages of code; whatever else there is, only the site's code could tell."""
        found = made_and_unknown(config.details["routes"], config.base_path)
        return Routes((*found.made, config.base_path), (f"{config.base_path}**",))


def _parts(inner: str) -> list[str] | None:
    if not inner.endswith(_CODE) or ".test." in inner or inner.startswith("__"):
        return None
    return [part for part in re.sub(r"(?:^|/)index$", "", without_ending(inner)).split("/") if part]


def _sources(data: Mapping[str, object], folder: SiteFolder) -> list[str]:
    """Return the folders that ``gatsby-source-filesystem`` reads texts from."""
    found = []
    plugins = data.get("plugins")
    for each in plugins if isinstance(plugins, list) else ():
        if get(each, "resolve") == "gatsby-source-filesystem":
            path = folder_path(get(each, "options.path"))
            if path and folder.is_dir(path) and "image" not in path and "static" not in path:
                found.append(path)
    return found


def _finished(config: SiteConfig, path: str) -> str:
    whole = joined(config.base_path, path)
    return joined(whole, "/") if config.details["slash"] != "never" else whole.rstrip("/") or "/"


GENERATOR: Generator = Gatsby()

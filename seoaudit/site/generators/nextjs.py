"""Next.js: routes of files (``pages``, ``app``), MDX pages, and texts in content folders that code publishes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

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
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of, get
from seoaudit.site.generators.file_routes import Route, code_path, made_and_unknown, routes_below
from seoaudit.site.generators.javascript import Script, config_of
from seoaudit.site.model import Address, Folder, SiteConfig

_NAMES = tuple(f"next.config.{ending}" for ending in ("js", "mjs", "ts", "cjs", "mts"))
_CODE = (".tsx", ".ts", ".jsx", ".js")
_TEXTS = (".md", ".mdx")
#: Where sites keep the texts that their code publishes.
_FOLDERS = ("content", "contents", "posts", "_posts", "blog", "articles", "docs", "data")
#: Files of ``app`` that make something themselves.
_MADE = {
    "sitemap": "sitemap.xml", "robots": "robots.txt", "manifest": "manifest.webmanifest", "favicon": "favicon.ico",
    "icon": "icon*", "apple-icon": "apple-icon*", "opengraph-image": "opengraph-image*",
    "twitter-image": "twitter-image*",
}  # fmt: skip
_URL = lazy_regex(r"""(?:metadataBase\s*:\s*new URL\(|siteUrl\s*:\s*)["'`](https?://[^"'`$]+)["'`]""")


class NextJs:
    """``next.config.js``."""

    name = "Next.js"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site with its routes and the folders of texts beside them."""
        file = folder.first(_NAMES)
        if not file:
            return None
        data = config_of(folder, file)
        folder.tell("generator", file)
        base = text(data.get("basePath"))
        url = _site_url(folder)
        prefix = joined(base, "/")
        url = url if not url or prefix == "/" or base_path_of(url) != "/" else url.rstrip("/") + prefix
        routes: list[Route] = []
        homes = []
        for source in ("src/", ""):
            for kind, wanted in (("app", _app_parts), ("pages", _pages_parts)):
                if folder.is_dir(f"{source}{kind}"):
                    found = routes_below(folder, f"{source}{kind}", wanted)
                    routes += found
                    homes.append(f"{source}{kind}")
        content = [
            *homes,
            *(name for source in ("", "src/") for each in _FOLDERS if folder.is_dir(name := source + each)),
        ]
        coded = {home for home in homes if not any(route["file"].startswith(f"{home}/") for route in routes)}
        return SiteConfig(
            generator="Next.js", root=str(folder.root), file=file, url=url, base_path=prefix,
            content=tuple(Folder(path) for path in dict.fromkeys(content)), static=(Folder("public", prefix),),
            languages=tuple(name for name in (data.get("i18n") or {}).get("locales") or () if isinstance(name, str))
            if isinstance(data.get("i18n"), Mapping) else (),
            skipped=(".next", "out", "build"), hidden_prefix=_hidden(folder, routes, content),
            details={
                "routes": routes, "homes": [home for home in homes if home not in coded],
                "slash": data.get("trailingSlash") is True,
                "rewrites": list(_rewrites(folder, file, prefix)),
            },
            told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where a text is published; the path is empty where only the code could tell."""
        if not entry.file.endswith(_TEXTS):
            return None
        published = entry.front.get("draft") is not True and entry.front.get("published") is not False
        details = config.details
        for home in details["homes"]:
            inner = below(entry.file, home)
            if inner is None:
                continue
            parts = (_app_parts if home.endswith("app") else _pages_parts)(without_ending(inner) + ".tsx")
            if parts is None:
                return None  # a text that a page imports
            return Address(
                _finished(config, "/".join(parts)), "page" if parts else "home", published=published
            )
        top = next(
            (folder.path for folder in config.content if below(entry.file, folder.path) is not None), ""
        )
        path, _ = code_path(entry, below(entry.file, top) or entry.file, top, details["routes"])
        return Address(_finished(config, path) if path else "", published=published)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return the pages of code, rewrites, and (unknown) what dynamic routes may make."""
        base, details = config.base_path, config.details
        served = _served(config, files)
        found = made_and_unknown(details["routes"], base, served)
        unknown = [
            *found.unknown,
            *(re.sub(r":\w+\*?", "**", source) for source in details["rewrites"] if ":" in source),
        ]
        made = [*found.made, base, *(source for source in details["rewrites"] if ":" not in source)]
        return Routes(
            (*made, f"{base}api/**", f"{base}_next/**", f"{base}404", f"{base}sitemap*.xml"), tuple(unknown)
        )


def _parts(inner: str) -> list[str]:
    return [part for part in re.sub(r"(?:^|/)index$", "", without_ending(inner)).split("/") if part]


def _pages_parts(inner: str) -> list[str] | None:
    if not inner.endswith(_CODE) or re.search(r"(?:^|/)_|\.d\.ts$|\.test\.|(?:^|/)(?:404|500)\.", inner):
        return None
    return None if inner.startswith("api/") else _parts(inner)


def _app_parts(inner: str) -> list[str] | None:
    *folders, base = inner.split("/")
    name = without_ending(base)
    if any(part.startswith(("_", "(.")) for part in folders) or not inner.endswith(
        (*_CODE, ".ico", ".png", ".svg")
    ):
        return None
    parts = [part for part in folders if not part.startswith(("(", "@"))]
    if name in {"page", "route"} and base.endswith(_CODE):
        return parts
    return [*parts, _MADE[name]] if name in _MADE else None


def _served(config: SiteConfig, files: Collection[str]) -> list[str]:
    """Return the patterns of dynamic routes all of whose pages seem to be texts of the repository."""
    closed = [route for route in config.details["routes"] if route.get("closed")]
    if not closed:
        return []
    counts: dict[str, int] = {}
    for file in files:
        if not file.endswith(_TEXTS):
            continue
        top = next((folder.path for folder in config.content if below(file, folder.path) is not None), None)
        if top is not None and top not in config.details["homes"]:
            _, pattern = code_path(Entry(file), below(file, top) or file, top, closed)
            counts[pattern] = counts.get(pattern, 0) + 1
    return [config.base_path + pattern for pattern, count in counts.items() if count > 2 and pattern]


def _hidden(folder: SiteFolder, routes: list[Route], content: list[str]) -> str:
    """Return the default language's path where all routes begin with a language that visitors may leave out."""
    if not any(route.get("locale") for route in routes):
        return ""
    names = {name for path in content for name in folder.listing(path)}
    return "/en/" if "en" in names else ""


def _finished(config: SiteConfig, path: str) -> str:
    whole = joined(config.base_path, path)
    if whole.rstrip("/") == config.base_path.rstrip("/"):
        return config.base_path
    return joined(whole, "/") if config.details["slash"] else whole.rstrip("/")


def _site_url(folder: SiteFolder) -> str:
    for name in ("next-sitemap.config.js", "next-sitemap.config.cjs", "next-sitemap.config.mjs"):
        if url := address(config_of(folder, name).get("siteUrl")) if folder.text(name) else "":
            folder.tell("url", name, "siteUrl")
            return url
    for name in ("src/app/layout.tsx", "app/layout.tsx", "src/app/layout.jsx", "app/layout.js"):
        if (found := _URL.search(folder.text(name) or "")) and (url := address(found[1])):
            folder.tell("url", name, "metadataBase")
            return url
    return ""


def _rewrites(folder: SiteFolder, file: str, base: str) -> Iterator[str]:
    """Yield the paths that a method of the configuration rewrites, where it returns a literal list."""
    for each in Script(folder, file).listed_by("rewrites"):
        source = text(get(each, "source"))
        if source.startswith("/"):
            yield joined("/" if get(each, "basePath") is False else base, source)


GENERATOR: Generator = NextJs()

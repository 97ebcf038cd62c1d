"""Astro and Starlight: ``src/pages``, content collections and the pages of code that publish them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

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
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of, folder_path, get
from seoaudit.site.generators.file_routes import Route, made_and_unknown, routes_below
from seoaudit.site.generators.javascript import Call, config_of
from seoaudit.site.generators.slugs import github_slug
from seoaudit.site.model import Address, Folder, PageRole, SiteConfig

_NAMES = tuple(f"astro.config.{ending}" for ending in ("mjs", "ts", "js", "mts", "cjs"))
_TEXTS = (".md", ".mdx", ".markdown", ".mdoc")
_COLLECTION = lazy_regex(r"""\bgetCollection\(\s*["'`]([\w-]+)""")
#: ``blog: defineCollection({ loader: glob({ pattern: …, base: './src/data/blog' }) })``
_LOADER = lazy_regex(
    r"""\b(\w+)\s*(?:=|:)\s*defineCollection\(\s*\{(?:(?!defineCollection).){0,400}?\bbase\s*:\s*["'`]([^"'`]+)""",
    re.DOTALL,
)
_LANGUAGE = lazy_regex(r"[a-z]{2,3}(?:-[a-zA-Z]{2,4})?")


class Astro:
    """``astro.config.mjs``."""

    name = "Astro"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site with its routes, its collections and the folders they are kept in."""
        file = folder.first(_NAMES)
        if not file:
            return None
        data = config_of(folder, file)
        folder.tell("generator", file)
        base = text(data.get("base"))
        url = address(data.get("site"), base)
        if url:
            folder.tell("url", file, "site")
        prefix = base_path_of(url) if url else joined(base, "/")
        source = folder_path(data.get("srcDir")) or "src"
        public = folder_path(data.get("publicDir")) or "public"
        starlight = _starlight(data)
        routes = routes_below(folder, f"{source}/pages", _parts)
        collections = dict(_collections(folder, source))
        languages = _languages(data, starlight, folder, source)
        default = text(get(data, "i18n.defaultLocale")) or text(get(starlight, "defaultLocale"))
        content = [Folder(f"{source}/pages"), *(Folder(path) for path in sorted(set(collections.values())))]
        if folder.is_dir(f"{source}/content"):
            content.append(Folder(f"{source}/content"))
        return SiteConfig(
            generator="Astro", root=str(folder.root), file=file, url=url, base_path=prefix,
            content=tuple(content), static=(Folder(public, prefix),), languages=tuple(languages),
            default_language=default, skipped=("dist", ".astro"),
            details={
                "source": source, "routes": routes, "starlight": starlight is not None,
                "root_locale": bool(get(starlight, "locales.root")) or default == "root",
                "collections": collections, "served": _served(folder, routes), "fallback": starlight is not None,
                "slash": text(data.get("trailingSlash")) or "ignore", "format": text(get(data, "build.format")),
            },
            told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where a text is published; the path is empty for a collection whose page of code is not found."""
        if not entry.file.endswith(_TEXTS) or any(part.startswith("_") for part in entry.file.split("/")):
            return None
        details = config.details
        published = entry.front.get("draft") is not True
        inner = below(entry.file, f"{details['source']}/pages")
        if inner is not None:
            path = re.sub(r"(?:^|/)index$", "/", without_ending(inner))
            return Address(_finished(config, path), "home" if path == "/" else "page", (), "", published)
        collection, inner = _collection_of(config, entry.file)
        if details["starlight"] and collection == "docs":
            path, language = _document(config, entry, inner)
            role: PageRole = "page" if path.strip("/") else "home"
            return Address(_finished(config, path), role, (), language, published)
        route = details["served"].get(collection)
        if route is None:
            return Address("", published=published)
        slug = text(entry.front.get("slug")).strip("/") or _slug(inner)
        if route[-1:] == ["*"] and "/" in slug:
            slug = slug.rpartition("/")[2] if not slug.endswith("/index") else slug.split("/")[-2]
        return Address(_finished(config, "/".join([*route[:-1], slug])), published=published)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return the pages of code, endpoints, the sitemap and feeds."""
        details, base = config.details, config.base_path
        served = [base + "/".join(route) for route in details["served"].values()]
        closed = [base + "/".join(each["parts"]) for each in details["routes"] if each.get("closed")]
        found = made_and_unknown(details["routes"], base, [each for each in served if each in closed])
        extra = [
            base,
            *(f"{base}{name}" for name in ("sitemap-index.xml", "sitemap-*.xml", "404.html", "404")),
        ]
        extra += [f"{base}{language}" for language in config.languages]
        return Routes((*found.made, *extra), found.unknown)


def _parts(inner: str) -> list[str] | None:
    """Return the parts of a route file below ``src/pages``; texts are no routes of code."""
    if inner.endswith(_TEXTS) or any(part.startswith("_") for part in inner.split("/")):
        return None
    if not inner.endswith((".astro", ".html", ".ts", ".js", ".mts", ".mjs")):
        return None
    return [part for part in re.sub(r"(?:^|/)index$", "", without_ending(inner)).split("/") if part]


def _starlight(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    integrations = data.get("integrations")
    for each in integrations if isinstance(integrations, list) else ():
        if isinstance(each, Call) and each.name == "starlight":
            options = each.arguments[0] if each.arguments else {}
            return options if isinstance(options, Mapping) else {}
    return None


def _languages(
    data: Mapping[str, Any], starlight: Mapping[str, Any] | None, folder: SiteFolder, source: str
) -> list[str]:
    locales = get(starlight, "locales")
    if isinstance(locales, Mapping):
        return [name for name in locales if name != "root"]
    listed = get(data, "i18n.locales")
    names = (
        [text(each.get("path")) if isinstance(each, Mapping) else text(each) for each in listed]
        if isinstance(listed, list)
        else []
    )
    if names or starlight is None or "locales" not in starlight:
        return [name for name in names if name]
    docs = f"{source}/content/docs"  # the locales are computed: folders named like languages tell them
    return [
        name for name in folder.listing(docs) if _LANGUAGE.fullmatch(name) and folder.is_dir(f"{docs}/{name}")
    ]


def _collections(folder: SiteFolder, source: str) -> Iterator[tuple[str, str]]:
    """Yield each collection and its folder: those below ``src/content``, and those that a loader names."""
    for name in folder.listing(f"{source}/content"):
        if folder.is_dir(f"{source}/content/{name}"):
            yield name, f"{source}/content/{name}"
    for file in (
        f"{source}/content.config.ts",
        f"{source}/content.config.mjs",
        f"{source}/content.config.js",
        f"{source}/content/config.ts",
        f"{source}/content/config.js",
        f"{source}/content/config.mjs",
    ):
        for found in _LOADER.finditer(folder.text(file) or ""):
            path = folder_path(posixpath.normpath(found[2]))
            if not path.startswith("..") and folder.is_dir(path):
                yield found[1], path


def _served(folder: SiteFolder, routes: list[Route]) -> dict[str, list[str]]:
    """Return the dynamic route of each collection that a page of code names, the plainest one first."""
    served: dict[str, list[str]] = {}
    for route in sorted(routes, key=lambda each: len(each["parts"])):
        parts = route["parts"]
        if not parts or parts[-1] not in {"*", "**"} or any("*" in part for part in parts[:-1]):
            continue
        if not route["file"].endswith(".astro"):
            continue
        for name in _COLLECTION.findall(folder.text(route["file"]) or ""):
            if not re.search(r"tag|categor|page|author", "/".join(parts[:-1])) or len(parts) == 1:
                served.setdefault(name, parts)
    return served


def _collection_of(config: SiteConfig, file: str) -> tuple[str, str]:
    matches = [
        (len(path), name, inner)
        for name, path in config.details["collections"].items()
        if (inner := below(file, path)) is not None
    ]
    return max(matches)[1:] if matches else ("", file)


def _slug(inner: str) -> str:
    parts = [github_slug(part) for part in without_ending(inner).split("/")]
    return "/".join(parts[:-1] if parts[-1] == "index" and len(parts) > 1 else parts)


def _document(config: SiteConfig, entry: Entry, inner: str) -> tuple[str, str]:
    """Return the path and language of a document of Starlight."""
    parts = [github_slug(part) for part in without_ending(inner).split("/")]
    if parts[-1] == "index":
        parts.pop()
    language = next(
        (name for name in config.languages if parts and parts[0] == name.lower()), config.default_language
    )
    if "slug" in entry.front:
        slug = text(entry.front.get("slug")).strip("/")
        first = slug.partition("/")[0]
        language = next((name for name in config.languages if first == name.lower()), language)
        return slug, language
    return "/".join(parts), language


def _finished(config: SiteConfig, path: str) -> str:
    whole = joined(config.base_path, path)
    if whole == config.base_path or whole == config.base_path.rstrip("/"):
        return config.base_path
    details = config.details
    if details["slash"] == "never" or details["format"] == "file":
        return whole.rstrip("/")
    return joined(whole, "/")


GENERATOR: Generator = Astro()

"""Zola: ``config.toml`` with ``base_url``, sections and pages below ``content``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    texts,
    without_ending,
)
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of, get
from seoaudit.site.generators.slugs import ascii_slug
from seoaudit.site.model import Address, Folder, PageRole, SiteConfig

_DATE = lazy_regex(r"^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?)?\s?[_-]?\s?(?=.)")
_UNSAFE = lazy_regex(r'[<>:/|?*#()\[\]\n\r\t"]')


class Zola:
    """``zola.toml``, or a ``config.toml`` with ``base_url``."""

    name = "Zola"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site; ``None`` where ``config.toml`` has no ``base_url``."""
        file = folder.first(("zola.toml", "config.toml"))
        data = folder.data(file)
        if not file or "base_url" not in data:
            return None
        folder.tell("generator", file)
        url = address(data.get("base_url"))
        if url:
            folder.tell("url", file, "base_url")
        base = base_path_of(url)
        languages = data.get("languages")
        names = tuple(languages) if isinstance(languages, Mapping) else ()
        default = text(data.get("default_language")) or "en"
        theme = text(data.get("theme"))
        static = [Folder("static", base)]
        if theme and folder.is_dir(f"themes/{theme}/static"):
            static.append(Folder(f"themes/{theme}/static", base))
        return SiteConfig(
            generator="Zola", root=str(folder.root), file=file, url=url, base_path=base,
            content=(Folder("content"),), static=tuple(static),
            languages=(default, *(name for name in names if name != default)) if names else (),
            default_language=default if names or "default_language" in data else "",
            skipped=(text(data.get("output_dir")) or "public",), details=_details(data), told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where Zola publishes a page or section; ``None`` for what is no Markdown."""
        inner = (
            below(entry.file, "content") if not config.content else below(entry.file, config.content[0].path)
        )
        if inner is None or not inner.endswith(".md"):
            return None
        folder, _, base = inner.rpartition("/")
        stem, language = _language(config, without_ending(base))
        paths = str(config.details["paths"])
        parts = [_slug(part, paths) for part in folder.split("/") if part]
        prefix = "" if language == config.default_language or not config.languages else language
        front = entry.front
        role: PageRole = "page"
        if stem == "_index":
            role = "section" if parts else "home"
            path = joined(*parts, "/")
        else:
            path = _page_path(front, parts, stem, paths)
        published = front.get("draft") is not True and front.get("render") is not False
        aliases = tuple(_alias(config, alias) for alias in texts(front.get("aliases")))
        return Address(joined(config.base_path, prefix, path), role, aliases, language, published)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return taxonomies, pagination, feeds and the files that Zola writes by itself."""
        base, details = config.base_path, config.details
        made = [
            "**/sitemap.xml",
            "robots.txt",
            "404.html",
            "**/page/#",
            "elasticlunr.min.js",
            "*search_index*.js*",
        ]
        made += [f"**/{name}" for name in details["feeds"]]
        for prefix in ("", *(f"{language}/" for language in config.languages)):
            made += [f"{base}{prefix}", *(f"{base}{prefix}{name}/**" for name in details["taxonomies"])]
        made += ["**/*.css"] if details["sass"] else []
        return Routes(tuple(made))


def _details(data: Mapping[str, Any]) -> dict[str, Any]:
    paths = get(data, "slugify.paths")
    if not isinstance(paths, str):
        paths = "on" if get(data, "slugify_paths") is not False else "safe"
    tables: list[Any] = (
        [data, *(get(data, "languages") or {}).values()]
        if isinstance(data.get("languages"), Mapping | None)
        else [data]
    )
    taxonomies = [
        each for table in tables for each in (get(table, "taxonomies") or ()) if isinstance(each, Mapping)
    ]
    feeds = data.get("feed_filenames") or [data.get("feed_filename") or "atom.xml"]
    return {
        "paths": paths,
        "taxonomies": sorted(
            {ascii_slug(text(each.get("slug")) or text(each.get("name"))) for each in taxonomies}
        ),
        "feeds": list(texts(feeds)),
        "sass": data.get("compile_sass") is True,
    }


def _language(config: SiteConfig, stem: str) -> tuple[str, str]:
    name, dot, last = stem.rpartition(".")
    return (name, last) if dot and last in config.languages else (stem, config.default_language)


def _page_path(front: Mapping[str, Any], parts: list[str], stem: str, paths: str) -> str:
    if own := text(front.get("path")):
        return joined(own, "/")
    if stem == "index" and parts:
        stem, parts = parts[-1], parts[:-1]
    stem = _DATE.sub("", stem)
    if slug := text(front.get("slug")):
        return joined(*parts, *(_slug(part, paths) for part in slug.split("/")), "/")
    return joined(*parts, _slug(stem, paths), "/")


def _slug(name: str, paths: str) -> str:
    if paths == "on":
        return ascii_slug(name)
    if paths == "safe":
        return _UNSAFE.sub("", name.strip().replace(" ", "_")).strip(".")
    return name


def _alias(config: SiteConfig, alias: str) -> str:
    return joined(config.base_path, alias if alias.endswith((".html", ".xml", ".json")) else f"{alias}/")


GENERATOR: Generator = Zola()

"""Eleventy: ``.eleventy.js``, permalinks in front matter and directory data, made by small templates."""

from __future__ import annotations

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
    moment,
    text,
    without_ending,
)
from seoaudit.site.generators.config_files import SiteFolder, address, folder_path, get
from seoaudit.site.generators.eleventy_permalinks import filled
from seoaudit.site.generators.file_routes import tree
from seoaudit.site.generators.javascript import config_of
from seoaudit.site.model import Address, Folder, SiteConfig

_NAMES = tuple(
    f"{stem}.{ending}" for stem in ("eleventy.config", ".eleventy") for ending in ("js", "mjs", "cjs", "ts")
)
_TEMPLATES = (
    ".md",
    ".html",
    ".njk",
    ".liquid",
    ".webc",
    ".hbs",
    ".ejs",
    ".mustache",
    ".pug",
    ".haml",
    ".11ty.js",
)
_DATE = lazy_regex(r"^\d{4}-\d{2}-\d{2}-(?=.)")
#: ``eleventyConfig.addPassthroughCopy({"src/img": "img"})`` or ``("img")``
_COPY = lazy_regex(r"""addPassthroughCopy\(\s*(?:\{\s*)?["'`]([^"'`]+)["'`](?:\s*:\s*["'`]([^"'`]*)["'`])?""")
_MAX_DATA = 2_000


class Eleventy:
    """``.eleventy.js`` or ``eleventy.config.js``."""

    name = "Eleventy"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site with the permalinks that its directory data files give."""
        file = folder.first(_NAMES)
        if not file:
            return None
        data = config_of(folder, file)
        folder.tell("generator", file)
        source = folder_path(get(data, "dir.input"))
        prefix = joined(text(data.get("pathPrefix")), "/")
        scripts = [file, *(name for name in ("config/index.js", "config/index.cjs") if folder.text(name))]
        url, told = _site_url(folder, source)
        if told:
            folder.tell("url", told, "url")
        includes = folder_path(get(data, "dir.includes")) or "_includes"
        inside = [
            f"{source}/{name}" if source else name
            for name in (
                includes,
                folder_path(get(data, "dir.layouts")) or "_layouts",
                folder_path(get(data, "dir.data")) or "_data",
            )
        ]
        return SiteConfig(
            generator="Eleventy", root=str(folder.root), file=file, url=url, base_path=prefix,
            content=(Folder(source),), static=tuple(_copied(folder, scripts, source, prefix)),
            skipped=(folder_path(get(data, "dir.output")) or "_site", "node_modules"),
            details={
                "internal": inside, "data": dict(_directory_data(folder, source)),
                "ignored": _ignored(folder, source),
            },
            told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where a template is published; the path is empty where a permalink needs code of the site."""
        file = entry.file
        inner = below(file, config.content[0].path) if config.content else None
        if inner is None or not file.endswith(_TEMPLATES) or _left_out(config, file):
            return None
        front = {**_data_for(config, file), **entry.front}
        permalink = front.get("permalink")
        if permalink is False or front.get("eleventyExcludeFromCollections") == "build":
            return None
        stem, slug = _stems(inner)
        published = front.get("draft") is not True
        if isinstance(permalink, str) and permalink.strip():
            page = {
                "fileSlug": slug,
                "filePathStem": stem,
                "date": _date(front, inner),
                "inputPath": f"./{file}",
            }
            path = filled(permalink, {**front, "page": page})
            if path is None:
                return Address("", published=published)
            path = re.sub(r"(?:^|/)index\.html$", "/", path)
            whole = joined(config.base_path, path)
            return Address(whole, "home" if whole == config.base_path else "page", published=published)
        if not inner.endswith((".md", ".html", ".njk", ".liquid", ".webc")):
            return None
        path = stem[:-5] if stem.endswith("/index") else stem
        whole = joined(config.base_path, path, "/")
        return Address(whole, "home" if whole == config.base_path else "page", published=published)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return paths of paginated templates as unknown, and what templates with their own endings make."""
        return Routes(
            (f"{config.base_path}sitemap.xml", f"{config.base_path}feed.xml"),
            tuple(config.details.get("unknown", ())),
        )


def _stems(inner: str) -> tuple[str, str]:
    """Return ``filePathStem`` and ``fileSlug``: both without the date, the slug of ``index`` is its folder's."""
    folder, _, base = inner.rpartition("/")
    name = _DATE.sub("", without_ending(base).removesuffix(".11ty"))
    stem = f"/{folder}/{name}" if folder else f"/{name}"
    slug = name if name != "index" else _DATE.sub("", folder.rpartition("/")[2])
    return stem, slug


def _date(front: Mapping[str, Any], inner: str) -> object:
    own = moment(front.get("date"))
    found = re.search(r"(?:^|/)(\d{4}-\d{2}-\d{2})-", inner)
    return own or moment(found[1] if found else None)


def _left_out(config: SiteConfig, file: str) -> bool:
    details = config.details
    if any(file.startswith(f"{folder}/") for folder in details["internal"] if folder):
        return True
    base = file.rpartition("/")[2]
    if base.endswith((".11tydata.js", ".11tydata.json")):
        return True
    return any(file == path or file.startswith(f"{path}/") for path in details["ignored"])


def _data_for(config: SiteConfig, file: str) -> dict[str, Any]:
    """Return the directory data that holds for a file, the nearest folder's last."""
    found: dict[str, Any] = {}
    data = config.details["data"]
    parts = file.split("/")
    for count in range(len(parts)):
        found |= data.get("/".join(parts[:count]), {})
    own: dict[str, Any] = data.get(without_ending(file), {})
    return found | own


def _directory_data(folder: SiteFolder, source: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (folder or file, values) of ``posts/posts.json``, ``posts/posts.11tydata.js`` and the like."""
    for count, file in enumerate(
        path
        for path in tree(folder, source)
        if path.endswith((".json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs"))
    ):
        if count > _MAX_DATA or "node_modules" in file:
            return
        above, _, base = file.rpartition("/")
        name = re.sub(r"(?:\.11tydata)?\.(?:json|[cm]?js)$", "", base)
        if name not in {above.rpartition("/")[2], "index"} and ".11tydata" not in base:
            continue
        values = folder.data(file) if file.endswith(".json") else config_of(folder, file)
        kept = {
            key: values[key]
            for key in ("permalink", "draft", "date", "slug")
            if isinstance(values.get(key), (str, bool))
        }
        if kept:
            yield above if name in {above.rpartition("/")[2], "index"} else f"{above}/{name}".strip("/"), kept


def _ignored(folder: SiteFolder, source: str) -> list[str]:
    lines = [
        line.strip()
        for name in (".eleventyignore", f"{source}/.eleventyignore")
        for line in (folder.text(name) or "").splitlines()
    ]
    plain = [
        line.removeprefix("./").rstrip("/*").strip("/")
        for line in lines
        if line and not line.startswith(("#", "!"))
    ]
    return [*(line for line in plain if line and "*" not in line), "README.md", "node_modules"]


def _copied(folder: SiteFolder, scripts: list[str], source: str, base: str) -> Iterator[Folder]:
    """Yield the folders that are copied as they are."""
    for script in scripts:
        for found in _COPY.finditer(folder.text(script) or ""):
            path = folder_path(found[1])
            target = (
                found[2]
                if found[2] is not None
                else (below(path, source) if source and below(path, source) else path)
            )
            if "*" not in path:
                yield Folder(path, joined(base, folder_path(target), "/"))
    if folder.is_dir("public"):
        yield Folder("public", base)


def _site_url(folder: SiteFolder, source: str) -> tuple[str, str]:
    """Return the address in the global data files that starters keep it in, and that file's name."""
    homes = [f"{source}/_data" if source else "_data", "data", "_data", "src/_data"]
    for home in homes:
        for stem in ("metadata", "site", "meta", "config"):
            for ending in ("json", "js", "mjs", "cjs"):
                name = f"{home}/{stem}.{ending}"
                if folder.text(name) is None:
                    continue
                data = folder.data(name) if ending == "json" else config_of(folder, name)
                for key in ("url", "siteUrl", "siteURL", "baseUrl", "base_url"):
                    if url := address(data.get(key)):
                        return url, name
    return "", ""


GENERATOR: Generator = Eleventy()

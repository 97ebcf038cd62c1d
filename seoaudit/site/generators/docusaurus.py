"""Docusaurus: documents, blogs and pages of its plugins, as the configuration sets them up."""

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
    text,
    without_ending,
)
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of, folder_path, get
from seoaudit.site.generators.file_routes import routes_below
from seoaudit.site.generators.javascript import config_of, strings
from seoaudit.site.model import Address, Folder, PageRole, SiteConfig

_NAMES = tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs", "mts", "cts"))
_PREFIX = lazy_regex(r"^\d+\s*[-_.]+\s*(?=[^-_.\s])")
#: Numbers in front that are dates and versions, not places in an order.
_NO_PREFIX = lazy_regex(r"^(?:\d{2}|\d{4})[-_.]\d{2}(?:[-_.](?:\d{2}|\d{4}))?|^\d+[-_.]\d+")
_DATED = lazy_regex(
    r"^(?P<folder>.*?)(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})[-/]?(?P<text>.*?)$"
)
_CODE = (".js", ".jsx", ".ts", ".tsx")


class Docusaurus:
    """``docusaurus.config.js``."""

    name = "Docusaurus"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site with an instance for each of its plugins of documents, blogs and pages."""
        file = folder.first(_NAMES)
        if not file:
            return None
        data = config_of(folder, file)
        folder.tell("generator", file)
        base = text(data.get("baseUrl")) or "/"
        url = address(data.get("url"), base)
        if url:
            folder.tell("url", file, "url")
        languages = tuple(strings(get(data, "i18n.locales")))
        parts = [part for part in _instances(data) if folder.is_dir(part["folder"])]
        statics = strings(data.get("staticDirectories")) or ["static"]
        content = [Folder(part["folder"]) for part in parts]
        content += [Folder(name) for name in ("versioned_docs",) if folder.is_dir(name)]
        content += [Folder("i18n")] if languages and folder.is_dir("i18n") else []
        prefix = base_path_of(url) if url else joined(base, "/")
        return SiteConfig(
            generator="Docusaurus", root=str(folder.root), file=file, url=url, base_path=prefix,
            content=tuple(content), static=tuple(Folder(folder_path(path), prefix) for path in statics),
            languages=languages, default_language=text(get(data, "i18n.defaultLocale")) or "en",
            skipped=("build", ".docusaurus"),
            details={
                "parts": parts,
                "slash": data.get("trailingSlash") if isinstance(data.get("trailingSlash"), bool) else None,
                "versions": _versions(folder), "fallback": True,
                "code": _code(folder, parts), "categories": list(_categories(folder, parts)),
                "foreign": [name for name in map(_plugin_name, _listed(data, "plugins")) if name.startswith(".")],
            },
            told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where a document, post or page is published."""
        file, language = _translated(config, entry.file)
        stem = without_ending(file)
        if not file.endswith((".md", ".mdx", ".markdown")):
            return None
        found = _part_of(config, file)
        if found is None:
            return None
        part, inner, version = found
        if any(name.startswith("_") for name in inner.split("/")) or re.search(r"\.test$|/__tests__/", stem):
            return None
        front = entry.front
        role: PageRole = "page"
        if part["kind"] == "docs":
            path, role = _document(front, inner, version, numbers=part["numbers"])
        elif part["kind"] == "blog":
            path = _post(front, inner)
        else:
            path = text(front.get("slug")) or re.sub(r"(?:^|/)index$", "/", without_ending(inner))
        prefix = "" if language == config.default_language else language
        whole = joined(config.base_path, prefix, part["route"], path)
        published = front.get("draft") is not True
        return Address(_slashed(whole, config), role, (), language if config.languages else "", published)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return the lists of blogs, generated categories, tags, feeds, and pages made of code."""
        base, details = config.base_path, config.details
        made, unknown = [base, f"{base}404.html", f"{base}sitemap.xml", f"{base}search", f"{base}404"], []
        for prefix in (base, *(f"{base}{language}/" for language in config.languages)):
            made += [joined(prefix, path) for path in (*details["code"], *details["categories"])]
            for part in details["parts"]:
                at = joined(prefix, part["route"]).rstrip("/")
                if part["kind"] == "blog":
                    made += [
                        at or prefix,
                        *(
                            f"{at}/{name}"
                            for name in (
                                "page/#",
                                "archive",
                                "authors/**",
                                "tags/**",
                                "rss.xml",
                                "atom.xml",
                                "feed.json",
                            )
                        ),
                    ]
                elif part["kind"] == "docs":
                    made += [f"{at}/tags/**", f"{at}/category/**"]
        if details["foreign"]:
            unknown.append(f"{base}**")  # a plugin of the site's own may make any page
        return Routes(tuple(made), tuple(unknown))


def _listed(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _plugin_name(each: object) -> str:
    name = each[0] if isinstance(each, list) and each else each
    return name if isinstance(name, str) else ""


def _options(each: object) -> Mapping[str, Any]:
    value = each[1] if isinstance(each, list) and len(each) > 1 else None
    return value if isinstance(value, Mapping) else {}


def _instances(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each plugin that publishes texts: its kind, folder and the route below which it publishes them."""
    presets = [each for each in _listed(data, "presets") if "classic" in _plugin_name(each)]
    for each in presets:
        options = _options(each)
        for kind in ("docs", "blog", "pages"):
            if options.get(kind) is not False:
                yield _instance(kind, options.get(kind))
    for each in _listed(data, "plugins"):
        found = re.search(r"plugin-content-(docs|blog|pages)$", _plugin_name(each))
        if found:
            yield _instance(found[1], _options(each))
    if not presets and not _listed(data, "plugins"):
        yield from (_instance(kind, {}) for kind in ("docs", "blog", "pages"))


def _instance(kind: str, options: object) -> dict[str, Any]:
    defaults = {"docs": ("docs", "docs"), "blog": ("blog", "blog"), "pages": ("src/pages", "/")}
    folder, route = defaults[kind]
    own = get(options, "routeBasePath")
    return {
        "kind": kind,
        "folder": folder_path(get(options, "path")) or folder,
        "route": (own if isinstance(own, str) else route).strip("/"),
        "numbers": get(options, "numberPrefixParser") is not False,
        "id": text(get(options, "id")),
    }


def _versions(folder: SiteFolder) -> list[str]:
    import json

    try:
        return strings(json.loads(folder.text("versions.json") or "[]"))
    except ValueError:
        return []


def _code(folder: SiteFolder, parts: list[dict[str, Any]]) -> list[str]:
    def wanted(inner: str) -> list[str] | None:
        if not inner.endswith(_CODE) or re.search(r"(?:^|/)_|\.test\.|\.d\.ts$|\.module\.", inner):
            return None
        return [name for name in re.sub(r"(?:^|/)index$", "", without_ending(inner)).split("/") if name]

    found = [
        route
        for part in parts
        if part["kind"] == "pages"
        for route in routes_below(folder, part["folder"], wanted)
    ]
    return ["/".join(route["parts"]) for route in found if not any("*" in part for part in route["parts"])]


def _categories(folder: SiteFolder, parts: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the addresses that ``_category_.json`` files give generated lists."""
    from seoaudit.site.generators.file_routes import tree

    for part in parts:
        for file in tree(folder, part["folder"]) if part["kind"] == "docs" else ():
            if file.rpartition("/")[2].startswith("_category_."):
                slug = text(get(folder.data(file), "link.slug"))
                if slug:
                    yield joined(part["route"], slug)


def _translated(config: SiteConfig, file: str) -> tuple[str, str]:
    """Return the original's path and the language of a translation; other files are in the default language."""
    found = re.match(r"i18n/([^/]+)/docusaurus-plugin-content-(docs|blog|pages)(?:-([^/]+))?/(.*)", file)
    if not found:
        return file, config.default_language
    language, kind, name, inner = found.groups()
    if kind == "docs":
        version, _, rest = inner.partition("/")
        inner = rest if version == "current" else inner
        if version.startswith("version-"):
            return f"versioned_docs/{inner}", language
    part = next(
        (each for each in config.details["parts"] if each["kind"] == kind and (each["id"] == (name or ""))),
        None,
    )
    return (f"{part['folder']}/{inner}" if part else file), language


def _part_of(config: SiteConfig, file: str) -> tuple[Mapping[str, Any], str, str] | None:
    """Return the plugin that publishes a file, its path within the plugin's folder, and its version's route."""
    versions = config.details["versions"]
    old = re.match(r"versioned_docs/version-([^/]+)/(.*)", file)
    if old:
        part = next(
            (each for each in config.details["parts"] if each["kind"] == "docs" and not each["id"]), None
        )
        return (part, old[2], "" if versions[:1] == [old[1]] else old[1]) if part else None
    matches = [
        (part, inner)
        for part in config.details["parts"]
        if (inner := below(file, part["folder"])) is not None
    ]
    if not matches:
        return None
    part, inner = max(matches, key=lambda each: len(each[0]["folder"]))
    return part, inner, "next" if versions and part["kind"] == "docs" and not part["id"] else ""


def _unnumbered(name: str, *, numbers: bool) -> str:
    return name if not numbers or _NO_PREFIX.match(name) else _PREFIX.sub("", name)


def _document(front: Mapping[str, Any], inner: str, version: str, *, numbers: bool) -> tuple[str, PageRole]:
    *folders, base = without_ending(inner).split("/")
    parts = [_unnumbered(name, numbers=numbers) for name in folders]
    slug = text(front.get("slug"))
    if slug.startswith("/"):
        return joined(version, slug), "page"
    if slug:
        return joined(version, *parts, slug), "page"
    name = text(front.get("id")) or _unnumbered(base, numbers=numbers)
    if not front.get("id") and (
        base.lower() in {"index", "readme"} or (folders and base.lower() == folders[-1].lower())
    ):
        return joined(version, *parts, "/"), "section" if parts else "home"
    return joined(version, *parts, name), "page"


def _post(front: Mapping[str, Any], inner: str) -> str:
    if slug := text(front.get("slug")):
        return joined(slug)
    stem = re.sub(r"/index$", "", without_ending(inner))
    dated = _DATED.match(stem)
    if not dated:
        return joined(stem)
    rest = dated["text"] or dated["folder"].rstrip("/-")
    folder = dated["folder"].rstrip("/") if dated["text"] else ""
    return joined(folder, dated["year"], f"{int(dated['month']):02}", f"{int(dated['day']):02}", rest)


def _slashed(path: str, config: SiteConfig) -> str:
    slash = config.details["slash"]
    if path == config.base_path or slash is None:
        return path
    return joined(path, "/") if slash else path.rstrip("/") or "/"


GENERATOR: Generator = Docusaurus()

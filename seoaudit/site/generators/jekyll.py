"""Jekyll: ``_config.yml``, collections, defaults by scope, and the plugins that decide about addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from seoaudit.site.generators.base import Around, Entry, Generator, Routes, joined, text, texts
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of, folder_path, get
from seoaudit.site.generators.jekyll_links import rewritten
from seoaudit.site.generators.jekyll_paths import jekyll_address
from seoaudit.site.generators.left_out import built_anyway
from seoaudit.site.generators.slugs import jekyll_slug
from seoaudit.site.model import Address, Folder, SiteConfig

_FILES = ("_config.yml", "_config.yaml", "_config.toml")
_SKIPPED = ("_site", ".jekyll-cache", ".sass-cache", "vendor", "node_modules")
#: What lies in a Jekyll site beside its texts, and what it says when its configuration says nothing.
_FOLDERS = frozenset({"_posts", "_layouts", "_includes", "_drafts", "_sass", "_data", "_pages"})
_KEYS = frozenset(
    {
        "collections", "permalink", "baseurl", "theme", "remote_theme", "markdown", "kramdown", "plugins", "gems",
        "defaults", "exclude", "paginate", "title", "url",
    }
)  # fmt: skip


class Jekyll:
    """``_config.yml`` with Jekyll's folders or keys, or a folder of posts (``_posts``)."""

    name = "Jekyll"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site; ``None`` where neither folders nor keys are Jekyll's."""
        file = folder.first(_FILES)
        data = folder.data(file)
        if not _FOLDERS & folder.names and not (file and _KEYS & data.keys()):
            return None
        if (
            not file
            and "_posts" in folder.names
            and not {"Gemfile", "_layouts", "_config.yml"} & folder.names
        ):
            return None  # a folder of this name alone, as other generators' examples have
        folder.tell("generator", file or "_posts")
        url = address(data.get("url"), data.get("baseurl"))
        if url:
            folder.tell("url", file, "url")
        elif name := (folder.text("CNAME") or "").strip():
            url = address(f"https://{name}", data.get("baseurl"))
            folder.tell("url", "CNAME")
        base = base_path_of(url) if url else joined(text(data.get("baseurl")), "/")
        source = folder_path(data.get("source"))
        details = _details(folder, data)
        return SiteConfig(
            generator="Jekyll", root=str(folder.root), file=file, url=url, base_path=base,
            content=(Folder(source),), static=(Folder(source, base), *_copied(source, details, base)),
            languages=texts(data.get("languages")),
            default_language=text(data.get("default_lang")) or text(data.get("lang")),
            skipped=(folder_path(data.get("destination")) or "_site", *_SKIPPED),
            details=details, told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where Jekyll publishes a file; ``None`` for what it copies or leaves out."""
        return jekyll_address(config, entry, around.today)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return what plugins make: feeds, the sitemap, pagination, archives."""
        base, details = config.base_path, config.details
        made = [
            f"{base}{name}" for name in ("feed.xml", "sitemap.xml", "robots.txt", "redirects.json", "feed/**")
        ]
        made += [f"{base}{details['paginate']}"] if details["paginate"] else []
        unknown = [f"{base}{name}" for name in details["archives"]]
        if details["code"]:
            unknown.append(f"{base}**")
        return Routes(tuple(made), tuple(unknown))


def _details(folder: SiteFolder, data: Mapping[str, Any]) -> dict[str, Any]:
    plugins = {*texts(data.get("plugins")), *texts(data.get("gems")), *texts(data.get("whitelist"))}
    on_github = "Gemfile" not in folder.names or "github-pages" in (folder.text("Gemfile") or "")
    anyway = built_anyway(folder)
    return {
        "permalink": text(data.get("permalink")) or "date",
        "collections": _collections(data),
        "collections_dir": folder_path(data.get("collections_dir")),
        "defaults": list(_defaults(data)),
        "exclude": list(texts(data.get("exclude"))),
        "include": list(texts(data.get("include"))),
        "keep": list(texts(data.get("keep_files"))),
        "endings": [
            f".{each.strip()}"
            for each in (text(data.get("markdown_ext")) or "markdown,mkdown,mkdn,mkd,md").split(",")
        ],
        "future": data.get("future") is True or "scheduled" in anyway,
        "unpublished": data.get("unpublished") is True or "draft" in anyway,
        "drafts": data.get("show_drafts") is True or "draft" in anyway,
        "optional_front_matter": on_github or "jekyll-optional-front-matter" in plugins,
        "readme_index": (on_github or "jekyll-readme-index" in plugins)
        and get(data, "readme_index.enabled") is not False,
        "paginate": _paginate(data),
        "timezone": text(data.get("timezone")),
        "archives": list(_archives(data, plugins)),
        "code": any(name.endswith(".rb") for name in folder.listing("_plugins")),
        "on_github": on_github,
        "rewritten": list(rewritten(folder, data, plugins, on_github=on_github)),
    }


def _collections(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    listed = data.get("collections")
    tables: Mapping[str, Any] = {}
    if isinstance(listed, Mapping):
        tables = listed
    elif isinstance(listed, list):
        tables = {name: {} for name in texts(listed)}
    found = {
        str(name): {
            "output": get(table, "output") is True,
            "permalink": text(get(table, "permalink")),
        }
        for name, table in tables.items()
    }
    posts = found.get("posts", {})
    return found | {"posts": {"output": True, "permalink": posts.get("permalink", "")}}


def _copied(source: str, details: Mapping[str, Any], base: str) -> Iterator[Folder]:
    """Yield the folders of collections, whose files without front matter are copied beside the documents."""
    for name, collection in details["collections"].items():
        above, placeholder, _ = (collection["permalink"] or "/:collection/:path").partition(":path")
        if (
            collection["output"]
            and placeholder
            and name != "posts"
            and ":" not in above.replace(":collection", "")
        ):
            path = "/".join(part for part in (source, details["collections_dir"], f"_{name}") if part)
            yield Folder(path, joined(base, above.replace(":collection", name), "/"))


def _defaults(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the default values that decide about addresses, with the path and type they hold for."""
    for each in data.get("defaults") or () if isinstance(data.get("defaults"), list) else ():
        values = get(each, "values")
        if isinstance(values, Mapping):
            kept = {
                key: values[key]
                for key in (
                    "permalink",
                    "published",
                    "categories",
                    "category",
                    "slug",
                    "lang",
                    "render_with_liquid",
                    "sitemap",
                )
                if isinstance(values.get(key), (str, bool, list))
            }
            if kept:
                yield {
                    "path": folder_path(text(get(each, "scope.path"))),
                    "type": text(get(each, "scope.type")),
                    "values": kept,
                }


def _paginate(data: Mapping[str, Any]) -> str:
    path = text(data.get("paginate_path")) or text(get(data, "pagination.permalink")) or "/page:num"
    if not data.get("paginate") and get(data, "pagination.enabled") is not True:
        return ""
    return f"**/{path.replace(':num', '*').strip('/')}"


def _archives(data: Mapping[str, Any], plugins: Collection[str]) -> Iterator[str]:
    if not any("archive" in plugin for plugin in plugins):
        return
    permalinks = get(data, "jekyll-archives.permalinks")
    defaults = {
        "year": "/:year/",
        "month": "/:year/:month/",
        "day": "/:year/:month/:day/",
        "tag": "/tag/:name/",
        "category": "/category/:name/",
    }
    for path in {**defaults, **(permalinks if isinstance(permalinks, Mapping) else {})}.values():
        yield "/".join(
            "*" if part.startswith(":") else jekyll_slug(part, "pretty")
            for part in text(path).strip("/").split("/")
        )


GENERATOR: Generator = Jekyll()

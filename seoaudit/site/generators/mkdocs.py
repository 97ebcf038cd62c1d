"""MkDocs, with the blog of Material for MkDocs and the redirects and languages of the usual plugins."""

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
    without_ending,
)
from seoaudit.site.generators.config_files import SiteFolder, address, base_path_of, folder_path, get
from seoaudit.site.generators.slugs import python_slug
from seoaudit.site.model import Address, Folder, PageRole, Redirect, SiteConfig

_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_INDEXES = frozenset({"index", "readme"})
_CLDR = lazy_regex(r"y+|M+|d+")
#: Plugins that add pages of their own, whose addresses only a build could tell.
_GENERATING = frozenset(
    {"gen-files", "api-autonav", "mkdoxy", "monorepo", "multirepo", "techdocs-core", "mike"}
)


class MkDocs:
    """``mkdocs.yml``."""

    name = "MkDocs"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site; ``None`` when its folder of documents is not there."""
        file = folder.first(("mkdocs.yml", "mkdocs.yaml"))
        data = _inherited(folder, file)
        docs = folder_path(data.get("docs_dir")) or "docs"
        if not data or not folder.is_dir(docs):
            return None
        folder.tell("generator", file)
        url = address(data.get("site_url"))
        if url:
            folder.tell("url", file, "site_url")
        if "docs_dir" in data:
            folder.tell("content", file, "docs_dir")
        base = base_path_of(url)
        details = _details(data)
        redirects = tuple(_redirects(data, file, base, directories=details["directories"]))
        return SiteConfig(
            generator="MkDocs", root=str(folder.root), file=file, url=url, base_path=base,
            content=(Folder(docs),), static=(Folder(docs, base),),
            languages=tuple(details["languages"]), default_language=details["default_language"],
            redirects=redirects, title_is_h1=_title_is_h1(data), skipped=(folder_path(data.get("site_dir")) or "site",), details=details,
            told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where MkDocs publishes a Markdown file."""
        folder = config.content[0].path if config.content else "docs"
        inner = below(entry.file, folder)
        if (
            inner is None
            or not inner.lower().endswith(_ENDINGS)
            or any(p.startswith(".") for p in inner.split("/"))
        ):
            return None
        details = config.details
        for blog in details["blogs"]:
            if below(inner, blog["posts"]) is not None:
                return _post(config, blog, entry, around.today)
        stem, language = _language(config, without_ending(inner))
        above, _, name = stem.rpartition("/")
        role: PageRole = "page"
        if name.lower() in _INDEXES:
            if name.lower() == "readme" and joined(folder, above, "index.md")[1:] in around.files:
                return None
            role, path = ("section" if above else "home"), f"{above}/"
            path = path if details["directories"] else joined(above, "index.html") if above else "/"
        else:
            path = f"{stem}/" if details["directories"] else f"{stem}.html"
        prefix = "" if language == config.default_language else language
        return Address(
            joined(config.base_path, prefix, path), role, (), language, entry.front.get("draft") is not True
        )

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return what the theme and the blog plugin add."""
        base = config.base_path
        made = [base, f"{base}sitemap.xml", f"{base}404.html", f"{base}search"]
        made += [f"{base}assets/{each}/**" for each in ("images", "javascripts", "stylesheets", "external")]
        for blog in config.details["blogs"]:
            at = f"{base}{blog['folder']}" if blog["folder"] else base.rstrip("/")
            made += [
                at,
                f"{at}/archive/**",
                f"{at}/category/**",
                f"{at}/author/**",
                f"{at}/page/#",
                f"{at}/**/page/#",
            ]
        made += [f"{base}{name}" for name in ("feed_rss_created.xml", "feed_rss_updated.xml", "tags")]
        return Routes(tuple(made), (f"{base}**",) if config.details["generating"] else ())


def _title_is_h1(data: Mapping[str, Any]) -> bool | None:
    """Return ``False`` for themes that show no title of their own; Material does where a text has no H1."""
    theme = data.get("theme")
    name = text(get(theme, "name")) if isinstance(theme, Mapping) else text(theme)
    return False if name in {"", "mkdocs", "readthedocs"} else None


def _inherited(folder: SiteFolder, file: str) -> Mapping[str, Any]:
    data = dict(folder.data(file))
    for _ in range(5):
        parent = data.pop("INHERIT", None)
        if not isinstance(parent, str):
            break
        data = {**folder.data(folder_path(parent)), **data}
    return data


def _plugins(data: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the plugins in order, each with its options."""
    listed = data.get("plugins")
    if isinstance(listed, Mapping):
        listed = [{name: options} for name, options in listed.items()]
    found: list[tuple[str, Mapping[str, Any]]] = []
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, str):
            found.append((each, {}))
        elif isinstance(each, Mapping):
            found += [
                (str(name), options if isinstance(options, Mapping) else {}) for name, options in each.items()
            ]
    return [(name.removeprefix("material/"), options) for name, options in found]


def _details(data: Mapping[str, Any]) -> dict[str, Any]:
    plugins = _plugins(data)
    blogs = []
    for name, options in plugins:
        if name == "blog" and options.get("enabled") is not False:
            folder = folder_path(options.get("blog_dir", "blog"))
            posts = text(options.get("post_dir")) or "{blog}/posts"
            blogs.append(
                {
                    "folder": folder,
                    "posts": folder_path(posts.replace("{blog}", folder)),
                    "format": text(options.get("post_url_format")) or "{date}/{slug}",
                    "date": text(options.get("post_url_date_format")) or "yyyy/MM/dd",
                }
            )
    languages, default = _translations(dict(plugins).get("i18n", {}))
    return {
        "directories": data.get("use_directory_urls") is not False,
        "blogs": blogs,
        "languages": languages,
        "default_language": default,
        "generating": any(name in _GENERATING for name, _ in plugins),
    }


def _translations(options: Mapping[str, Any]) -> tuple[list[str], str]:
    languages = options.get("languages")
    if isinstance(languages, list):
        tables = [
            each for each in languages if isinstance(each, Mapping) and isinstance(each.get("locale"), str)
        ]
        names = [str(each["locale"]) for each in tables]
        default = next(
            (str(each["locale"]) for each in tables if each.get("default")), names[0] if names else ""
        )
        return names, default
    names = [name for name in languages if isinstance(name, str)] if isinstance(languages, Mapping) else []
    return names, text(options.get("default_language")) or (names[0] if names else "")


def _language(config: SiteConfig, stem: str) -> tuple[str, str]:
    """Return a path without its language, which is its first folder or follows a dot."""
    first, slash, rest = stem.partition("/")
    if slash and first in config.languages:
        return rest, first
    name, dot, last = stem.rpartition(".")
    return (name, last) if dot and last in config.languages else (stem, config.default_language)


def _post(config: SiteConfig, blog: Mapping[str, str], entry: Entry, today: str) -> Address:
    front = entry.front
    date = _post_date(front)
    slug = text(front.get("slug")) or python_slug(text(front.get("title")) or entry.heading)
    values = {
        "date": _dated(blog["date"], date) if date else "",
        "slug": slug or python_slug(without_ending(entry.file).rpartition("/")[2]),
        "file": without_ending(entry.file).rpartition("/")[2],
        "categories": "/".join(python_slug(text(each)) for each in (front.get("categories") or [])[:1])
        if isinstance(front.get("categories"), list)
        else "",
    }
    path = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], ""), blog["format"])
    ending = "/" if config.details["directories"] else ".html"
    published = front.get("draft") is not True and not later_than(date, today)
    return Address(joined(config.base_path, blog["folder"], path.rstrip("/") + ending), published=published)


def _post_date(front: Mapping[str, Any]) -> datetime | None:
    date = front.get("date")
    return moment(date.get("created") if isinstance(date, Mapping) else date)


def _dated(form: str, date: datetime) -> str:
    """Return a date in the letters of Unicode's date patterns: ``yyyy/MM/dd``."""

    def part(found: re.Match[str]) -> str:
        letters = found[0]
        if letters[0] == "y":
            return f"{date.year % 100:02}" if len(letters) == 2 else f"{date.year:04}"
        if letters[0] == "M" and len(letters) > 2:
            return date.strftime("%b" if len(letters) == 3 else "%B")
        return f"{date.month if letters[0] == 'M' else date.day:0{len(letters)}}"

    return _CLDR.sub(part, form)


def _redirects(data: Mapping[str, Any], file: str, base: str, *, directories: bool) -> list[Redirect]:
    maps = get(dict(_plugins(data)).get("redirects", {}), "redirect_maps")
    found = []
    for source, target in maps.items() if isinstance(maps, Mapping) else ():
        if isinstance(source, str) and isinstance(target, str):
            leads = target if "://" in target else joined(base, _page_path(target, directories=directories))
            found.append(
                Redirect(joined(base, _page_path(source, directories=directories)), leads, 301, file)
            )
    return found


def _page_path(file: str, *, directories: bool) -> str:
    page, hash_, fragment = file.partition("#")
    stem = without_ending(page) if page.lower().endswith(_ENDINGS) else page
    if stem.rpartition("/")[2].lower() in _INDEXES:
        stem = stem.rpartition("/")[0]
    return f"{stem}/{hash_}{fragment}" if directories else f"{stem}.html{hash_}{fragment}"


GENERATOR: Generator = MkDocs()

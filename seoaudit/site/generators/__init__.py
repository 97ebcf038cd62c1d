"""Recognising the generator of a site, and the address that it gives each file.

Each module knows one kind of site. Configuration is read as data and never run; what cannot be told without
running it stays unknown, and can be set by hand in the table ``[site]`` of ``seoaudit.toml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from seoaudit.site.generators.base import (
    CONTENT_ENDINGS,
    OTHER_ENDINGS,
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
from seoaudit.site.generators.config_files import SiteFolder, base_path_of, folder_path
from seoaudit.site.generators.left_out import why_left_out
from seoaudit.site.model import Address, Folder, Given, Redirect, SiteConfig

#: What older addresses are called in front matter where the generator knows none: the site's own code redirects.
_ALIASES = ("redirect_from", "redirectFrom", "aliases", "alias", "formerly")
_OWN_ALIASES = frozenset({"Hugo", "Zola", "Hexo", "Jekyll", "built"})
_JAVASCRIPT = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")


def _scripts(stem: str) -> tuple[str, ...]:
    return tuple(stem + ending for ending in _JAVASCRIPT)


_HUGO = tuple(f"{stem}.{ending}" for stem in ("hugo", "config") for ending in ("toml", "yaml", "yml", "json"))

#: Each generator: its name, the module that knows it, and names that a folder with its configuration holds.
#: Where several recognise one folder, the first one stands, unless another has the file that was asked about.
GENERATORS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("Docusaurus", "docusaurus", frozenset(_scripts("docusaurus.config"))),
    ("Astro", "astro", frozenset(_scripts("astro.config"))),
    ("VitePress", "vitepress", frozenset({".vitepress"})),
    ("Eleventy", "eleventy", frozenset({*_scripts(".eleventy"), *_scripts("eleventy.config")})),
    ("Gatsby", "gatsby", frozenset(_scripts("gatsby-config"))),
    ("Nuxt", "nuxt", frozenset(_scripts("nuxt.config"))),
    ("Zola", "zola", frozenset({"config.toml", "zola.toml"})),
    ("Hugo", "hugo", frozenset({*_HUGO, "config"})),
    ("Hexo", "hexo", frozenset({"_config.yml", "_config.yaml"})),
    ("Jekyll", "jekyll", frozenset({"_config.yml", "_config.yaml", "_config.toml", "_posts"})),
    ("Next.js", "nextjs", frozenset(_scripts("next.config"))),
    ("MkDocs", "mkdocs", frozenset({"mkdocs.yml", "mkdocs.yaml"})),
)
_MODULES = {name: module for name, module, _ in GENERATORS} | {"built": "built", "": "plain"}
#: A folder of these names that holds ``index.html`` is a built site, whatever its repository is built with.
BUILT_FOLDERS = frozenset({"dist", "public", "_site", "out", "build", "_build", "site", ".output", "output"})

#: What has been recognised in a run: the sites in each folder that was looked at, and those that are complete.
Seen = dict[object, tuple[SiteConfig, ...]]

_ALONE = Around()


def generator_named(name: str) -> Generator:
    """Return the generator with a name (``""``: a plain folder); raises ``KeyError`` for an unknown one."""
    module = import_module(f"{__name__}.{_MODULES[name]}")
    found: Generator = module.GENERATOR
    return found


def recognise(path: Path, given: Given | None = None, seen: Seen | None = None) -> SiteConfig:
    """Return the site that a file or folder belongs to; a plain folder where nothing tells of a generator.

    The search goes upwards to the top of the repository. The nearest folder with a site's configuration holds the
    site; what is set by hand wins. ``seen`` (at first empty) spares reading a configuration again for each of many
    paths of one run.
    """
    given, seen = given or Given(), {} if seen is None else seen
    path = Path(path).absolute()
    config = (
        _given_site(given, path, seen)
        or _built(path, seen)
        or _found(path, seen)
        or _copy(path, seen)
        or _plain(_plain_root(path))
    )
    key = (config.root, config.generator, given.content, given.static, given.url)
    if key not in seen:
        seen[key] = (_laid_over(config, given),)
    return seen[key][0]


def _plain(root: Path) -> SiteConfig:
    return SiteConfig(generator="", root=str(root), content=(Folder(""),), static=(Folder(""),))


def _given_site(given: Given, path: Path, seen: Seen) -> SiteConfig | None:
    """Return the site in the root that is set by hand, if the path is in it."""
    if given.root is None:
        return None
    root = Path(given.root).absolute()
    if root != path and root not in path.parents:
        return None
    if given.generator is None:
        return next(iter(_candidates(root, seen)), None) or _plain(root)
    return generator_named(given.generator).recognise(SiteFolder(root)) or _plain(root)


def _found(path: Path, seen: Seen) -> SiteConfig | None:
    for folder in _upwards(path):
        if candidates := _candidates(folder, seen):
            return next((each for each in candidates if _holds(each, path)), candidates[0])
    return None


def _upwards(path: Path) -> Iterator[Path]:
    at = path if path.is_dir() else path.parent
    while True:
        yield at
        if (at / ".git").exists() or at.parent == at:
            return
        at = at.parent


def _candidates(root: Path, seen: Seen) -> tuple[SiteConfig, ...]:
    """Return the sites whose configuration is in a folder, in the order of ``GENERATORS``."""
    if root not in seen:
        folder = SiteFolder(root)
        found = (
            generator_named(name).recognise(folder.afresh())
            for name, _, marks in GENERATORS
            if marks & folder.names
        )
        seen[root] = tuple(each for each in found if each is not None)
    return seen[root]


def _holds(config: SiteConfig, path: Path) -> bool:
    root = Path(config.root)
    return any(
        path == root / each.path or (root / each.path) in path.parents for each in config.content if each.path
    )


def _built(path: Path, seen: Seen) -> SiteConfig | None:
    """Return the built site that a path is in: the uppermost folder with such a name and an HTML ``index.html``."""
    found = None
    for folder in _upwards(path):
        if folder.name in BUILT_FOLDERS and (folder / "index.html").is_file():
            found = folder
    return _built_in(found, seen) if found else None


def _built_in(root: Path, seen: Seen) -> SiteConfig | None:
    key = ("built", root)
    if key not in seen:
        config = generator_named("built").recognise(SiteFolder(root))
        seen[key] = (config,) if config else ()
    return next(iter(seen[key]), None)


def _copy(path: Path, seen: Seen) -> SiteConfig | None:
    """Return the copy of a site that a path is in, whatever its folder is called.

    That is the uppermost folder with an ``index.html`` whose pages are all HTML and name themselves as pages of one site,
    each by its own path; one below it only where they name themselves as all that the site has.
    """
    roots = [folder for folder in _upwards(path) if (folder / "index.html").is_file()]
    for root in reversed(roots):
        key = ("copy", root)
        if key not in seen:
            from seoaudit.site.named_site import pages_in, site_of_files  # few folders have an index.html

            named = site_of_files(root, pages_in(root))
            config = _built_in(root, seen) if named else None
            seen[key] = (config,) if config else ()
        for config in seen[key]:
            if root == roots[-1] or config.base_path == "/":
                return config
    return None


def _plain_root(path: Path) -> Path:
    """Return the folder that plain files belong to: that of their configuration or repository, or their own."""
    at = path if path.is_dir() else path.parent
    for folder in _upwards(path):
        if any((folder / name).exists() for name in ("seoaudit.toml", ".git")):
            return folder
    return at


def _laid_over(config: SiteConfig, given: Given) -> SiteConfig:
    changes: dict[str, Any] = {}
    if given.url:
        changes |= {"url": f"{given.url.rstrip('/')}/", "base_path": base_path_of(given.url)}
    base = changes.get("base_path", config.base_path)
    if given.content is not None:
        changes["content"] = tuple(_folder(each, "/") for each in given.content)
        by_hand = {folder.path: folder.prefix for folder in changes["content"] if folder.prefix != "/"}
        changes["details"] = {**config.details, "by_hand": by_hand}
    if given.static is not None:
        changes["static"] = tuple(_folder(each, base) for each in given.static)
    elif base != config.base_path:
        changes["static"] = tuple(
            msgspec.structs.replace(each, prefix=joined(base, each.prefix[len(config.base_path) :], "/"))
            for each in config.static
        )
    told = {name: origin for name, origin in given.origins.items() if origin}
    return msgspec.structs.replace(config, told={**config.told, **told}, **changes)


def _folder(written: str, base: str) -> Folder:
    path, colon, prefix = written.partition(":")
    return Folder(folder_path(path), joined(base, prefix) if colon else base)


def with_redirects(config: SiteConfig) -> SiteConfig:
    """Return a site with the redirects that its files configure, which only links ask for."""
    from seoaudit.site.redirects import read_redirects

    found: tuple[Redirect, ...] = read_redirects(Path(config.root), config.static)
    return msgspec.structs.replace(config, redirects=(*config.redirects, *found))


def address_of(config: SiteConfig, entry: Entry, around: Around = _ALONE) -> Address | None:
    """Return where a content file is published; ``None`` for one that becomes no page."""
    for folder, prefix in config.details.get("by_hand", {}).items():
        inner = below(entry.file, folder)
        if inner is not None and entry.file.endswith(CONTENT_ENDINGS):
            return _address_below(config, entry, inner, prefix)
    found = generator_named(config.generator).address(config, entry, around)
    if found is not None and not found.published:
        found = msgspec.structs.replace(found, left_out=why_left_out(config, entry, around.today))
    if found is None or found.aliases or config.generator in _OWN_ALIASES:
        return found
    written = (each for key in _ALIASES for each in texts(entry.front.get(key)))
    aliases = tuple(joined(each) for each in written if each.startswith("/"))
    return msgspec.structs.replace(found, aliases=aliases) if aliases else found


def _address_below(config: SiteConfig, entry: Entry, inner: str, prefix: str) -> Address:
    """Return the address in a folder whose path is set by hand: the files' own paths, or their slugs."""
    folder, _, name = without_ending(inner).rpartition("/")
    own = "" if name in {"index", "_index"} else text(entry.front.get("slug")) or name
    path = joined(config.base_path, prefix, folder, own)
    return Address(
        joined(path, "/") if prefix.endswith("/") else path, published=entry.front.get("draft") is not True
    )


def routes_of(config: SiteConfig, files: Collection[str]) -> Routes:
    """Return the paths that no content file stands behind."""
    return generator_named(config.generator).routes(config, files)


def content_files(config: SiteConfig, files: Collection[str]) -> Iterator[str]:
    """Yield the files that may become pages: those of the content folders with an ending that is read."""
    endings = (*CONTENT_ENDINGS, *OTHER_ENDINGS)
    folders = [f"{folder.path}/" if folder.path else "" for folder in config.content]
    everything = "" in folders
    prefixes = tuple(folders)
    for file in files:
        if (everything or file.startswith(prefixes)) and file.lower().endswith(endings):
            yield file


def title_of(entry: Entry) -> str:
    """Return a page's title: that of its front matter, or else its first heading."""
    return text(entry.front.get("title")) or text(entry.front.get("Title")) or entry.heading

"""Recognising the generator of a site, and the address that it gives each file.

Each module knows one kind of site. Configuration is read as data and never run; what cannot be told without
running it stays unknown, and can be set by hand in the table ``[site]`` of ``seoaudit.toml``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from pathlib import Path

import msgspec

from seoaudit.site.generators.base import Entry, Generator, Routes, text
from seoaudit.site.generators.config_files import SiteFolder, base_path_of
from seoaudit.site.model import Address, Folder, Redirect, SiteConfig

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


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is set by hand of a site and wins over what is recognised. ``None``: not set.

    ``root`` is absolute; ``content`` and ``static`` are folders relative to it, each with the path it is published
    under after a colon where that is not ``/``: ``posts:/blog/``. ``origin`` says where all this is set.
    """

    generator: str | None = None
    root: str | None = None
    url: str | None = None
    content: tuple[str, ...] | None = None
    static: tuple[str, ...] | None = None
    permalink: str | None = None
    origins: Mapping[str, str] = {}


def generator_named(name: str) -> Generator:
    """Return the generator with a name (``""``: a plain folder); raises ``KeyError`` for an unknown one."""
    module = import_module(f"{__name__}.{_MODULES[name]}")
    found: Generator = module.GENERATOR
    return found


def recognise(path: Path, given: Given | None = None) -> SiteConfig:
    """Return the site that a file or folder belongs to; a plain folder where nothing tells of a generator.

    The search goes upwards to the top of the repository. The nearest folder with a site's configuration holds the
    site; what is set by hand wins.
    """
    given = given or Given()
    path = Path(path).absolute()
    config = _given_site(given) if given.root or given.generator is not None else None
    config = config or _built(path) or _found(path) or generator_named("").recognise(SiteFolder(_plain_root(path)))
    assert config is not None  # noqa: S101 - a plain folder is always recognised
    return _with_redirects(_laid_over(config, given))


def _given_site(given: Given) -> SiteConfig | None:
    root = Path(given.root or ".").absolute()
    folder = SiteFolder(root)
    if given.generator is None:
        return next(_candidates(folder), None) or generator_named("").recognise(folder)
    generator = generator_named(given.generator)
    found = generator.recognise(folder)
    return found or SiteConfig(generator=given.generator, root=str(root))


def _found(path: Path) -> SiteConfig | None:
    for folder in _upwards(path):
        candidates = list(_candidates(SiteFolder(folder)))
        if candidates:
            return next((each for each in candidates if _holds(each, path)), candidates[0])
    return None


def _upwards(path: Path) -> Iterator[Path]:
    at = path if path.is_dir() else path.parent
    while True:
        yield at
        if (at / ".git").exists() or at.parent == at:
            return
        at = at.parent


def _candidates(folder: SiteFolder) -> Iterator[SiteConfig]:
    for name, _, marks in GENERATORS:
        if marks & folder.names:
            found = generator_named(name).recognise(folder)
            if found is not None:
                yield found


def _holds(config: SiteConfig, path: Path) -> bool:
    root = Path(config.root)
    return any(path == root / each.path or (root / each.path) in path.parents for each in config.content if each.path)


def _built(path: Path) -> SiteConfig | None:
    """Return the built site that a path is in: the uppermost folder with such a name and an HTML ``index.html``."""
    found = None
    for folder in _upwards(path):
        if folder.name in BUILT_FOLDERS and (folder / "index.html").is_file():
            found = folder
    return generator_named("built").recognise(SiteFolder(found)) if found else None


def _plain_root(path: Path) -> Path:
    """Return the folder that plain files belong to: that of their configuration or repository, or their own."""
    at = path if path.is_dir() else path.parent
    for folder in _upwards(path):
        if any((folder / name).exists() for name in ("seoaudit.toml", ".git")):
            return folder
    return at


def _laid_over(config: SiteConfig, given: Given) -> SiteConfig:
    changes: dict[str, object] = {}
    if given.url:
        changes |= {"url": given.url, "base_path": base_path_of(given.url)}
    if given.content is not None:
        changes["content"] = tuple(map(_folder, given.content))
    if given.static is not None:
        changes["static"] = tuple(map(_folder, given.static))
    if given.permalink:
        changes["details"] = {**config.details, "given_permalink": given.permalink}
    told = {**config.told, **{name: origin for name, origin in given.origins.items() if name in changes or name in {"generator", "root"}}}
    return msgspec.structs.replace(config, told=told, **changes)


def _folder(written: str) -> Folder:
    path, _, prefix = written.partition(":")
    return Folder(path.strip("/").removeprefix("./").removeprefix("."), f"/{prefix.strip('/')}/" if prefix.strip("/") else "/")


def _with_redirects(config: SiteConfig) -> SiteConfig:
    try:
        from seoaudit.site.redirects import read_redirects
    except ImportError:
        return config
    found: tuple[Redirect, ...] = read_redirects(Path(config.root), config.static)
    return msgspec.structs.replace(config, redirects=(*config.redirects, *found))


def address_of(
    config: SiteConfig, entry: Entry, files: Collection[str] = (), today: str = ""
) -> Address | None:
    """Return where a content file is published; ``None`` for one that becomes no page.

    ``files`` are all known files of the site, which decide about folders that are one page (page bundles).
    """
    return generator_named(config.generator).address(config, entry, files, today)


def routes_of(config: SiteConfig, files: Collection[str]) -> Routes:
    """Return the paths that no content file stands behind."""
    return generator_named(config.generator).routes(config, files)


def content_files(config: SiteConfig, files: Collection[str]) -> Iterator[str]:
    """Yield the files that may become pages: those of the content folders with an ending that is read."""
    from seoaudit.site.generators.base import CONTENT_ENDINGS, OTHER_ENDINGS

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

"""What stands at a path of a site, and what its files become, before anything is built.

``Resolver`` answers for the whole site and keeps what it has worked out; ``seoaudit.site.neighbours`` asks it for one
page, and ``seoaudit.site.missing`` decides when a target is called missing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from seoaudit.context import Resolution
from seoaudit.site.model import IndexedPage
from seoaudit.site.redirects import follow
from seoaudit.site.site_fragments import SiteFragments
from seoaudit.site.urls import host_key, join_path, split

if TYPE_CHECKING:
    from seoaudit.site.holdings import Holdings
    from seoaudit.site.index import SiteIndex
    from seoaudit.site.neighbours import SiteNeighbours

#: Sources that pages are made of: links to them lead to the page.
SOURCES = (".md", ".mdx", ".markdown", ".mkd", ".mkdn", ".org", ".adoc", ".rst", ".ipynb")
UNKNOWN = Resolution("unknown")
ELSEWHERE = Resolution("elsewhere")
_INDEXES = ("index.md", "_index.md", "README.md", "readme.md", "index.mdx", "index.html", "index.markdown")
_INDEX_STEMS = frozenset({"index", "_index", "readme"})
#: Generators whose content is shown by routes that could take any path: where it fills a folder, it is all there is.
_ROUTED = frozenset({"Astro", "Docusaurus", "Gatsby", "Next.js", "Nuxt"})
#: Generators that leave addresses of files as they are written.
_BY_ADDRESS = frozenset({"Hugo", "Jekyll", "Zola", "built"})
#: Paths whose answers are kept.
_MAX_KEPT = 200_000


class Resolver:
    """What one site answers to the links of its pages."""

    def __init__(self, index: SiteIndex) -> None:
        self.index = index
        self.config = index.config
        self.fragments = SiteFragments(index.config, index.files)
        self.host = host_key(split(index.config.url).host)
        self.base = index.config.base_path
        self._at: dict[str, Resolution] = {}

    def of(self, file: str, page_url: str | None = None) -> SiteNeighbours:
        """Return the neighbours of one file (relative to the root); ``page_url`` is its address where that is known."""
        from seoaudit.site.neighbours import SiteNeighbours

        return SiteNeighbours(self, file, page_url)

    def at(self, path: str) -> Resolution:
        """Return what stands at a path of the site: percent-decoded, with its base path."""
        found = self._at.get(path)
        if found is None:
            if len(self._at) >= _MAX_KEPT:
                self._at.clear()
            found = self._at[path] = self._found_at(path)
        return found

    def _found_at(self, path: str) -> Resolution:
        there = self._there(path)
        if there is not None and there.published:
            return there
        generated = self.index.is_generated(path)
        redirected = self._redirected(path)
        if redirected is not None and not (generated and redirected.status == "unknown"):
            return redirected
        if there is not None:
            return there if generated is False else Resolution("unknown", path)
        if "//" in path:
            return self.at(path.replace("//", "/"))
        if generated:
            return Resolution("generated", path)
        if generated is None and not (self.config.generator in _ROUTED and self.holdings.fills(path)):
            return Resolution("unknown", path)
        return Resolution("missing", path)

    def _there(self, path: str) -> Resolution | None:
        page = self.index.page_at(path)
        if page is not None:
            return self._page(page)
        file = self.index.file_at(path)
        if file is None or (self.config.generator == "Jekyll" and self._is_source(file)):
            return None
        return Resolution("asset", path, file)

    def _is_source(self, file: str) -> bool:
        """Return whether a page is made of a file, which is then not copied beside it."""
        return file.endswith(SOURCES) and self.index.page_of(file) is not None

    def _redirected(self, path: str) -> Resolution | None:
        trail = follow(
            path, self.index.redirect_at, lambda each: self._there(each) is not None, self.own_path
        )
        if trail is None:
            return None
        if trail.end == "elsewhere":
            return Resolution("redirect", trail.target, hops=trail.hops)
        if trail.end == "loop":
            return Resolution("missing", trail.target, hops=trail.hops)
        there = self._there(trail.target) if trail.end == "path" else None
        if there is not None and not there.published:
            return there if trail.hops else None
        if there is not None:
            if not trail.hops:
                return there
            lasting = trail.lasting and bool(
                self.config.generator
            )  # in a plain folder nobody makes pages of aliases
            return msgspec.structs.replace(there, status="redirect", hops=trail.hops, lasting=lasting)
        if trail.end == "path" and trail.hops and self.index.is_generated(trail.target):
            return Resolution("redirect", trail.target, hops=trail.hops, lasting=trail.lasting)
        return UNKNOWN

    @staticmethod
    def _page(page: IndexedPage) -> Resolution:
        address = page.address
        if address.published:
            return Resolution("page" if address.path else "unknown", address.path, page.file)
        why = address.left_out if address.role == "page" else ""  # a section may be listed without its text
        return Resolution("unknown", address.path, page.file, published=False, left_out=why)

    def own_path(self, address: str) -> str | None:
        """Return the path of an address of this site, ``None`` for one of any other."""
        parts = split(address)
        if parts.host:
            if not self.host or host_key(parts.host) != self.host:
                return None
        elif parts.scheme:
            return None
        return join_path("/", parts.path or "/") or None

    def source(self, file: str) -> Resolution | None:
        """Return the page or file that a file of the repository becomes; a folder stands for its index."""
        file = posixpath.normpath(file).lstrip("/")
        if file.startswith(".."):
            return None
        page = self.index.page_of(file)
        if page is not None:
            return self._page(page)
        if file in self.index.files:
            return Resolution("asset", "", file)
        for spelt in (f"{file}.md", f"{file}.mdx", *(f"{file}/{name}" for name in _INDEXES)):
            page = self.index.page_of(spelt)
            if page is not None:
                return self._page(page)
        return None

    def named(self, name: str, near: str) -> Resolution | None:
        """Return the page that ``ref``, ``post_url`` and their like mean by a name: its file, as far as given."""
        name = name.strip("/").removeprefix("./")
        if not name:
            return None
        folder = posixpath.dirname(near)
        for place in dict.fromkeys((folder, *(each.path for each in self.config.content), "")):
            found = self.source(f"{place}/{name}")
            if found is not None and found.status != "asset":
                return found
        stem = name.rpartition(".")[0] if name.endswith(SOURCES) else name
        candidates = self._by_stem.get(stem.rpartition("/")[2].lower(), ())
        return next((self._page(page) for page in candidates if _ends_in(page.file, stem)), None)

    @cached_property
    def _by_stem(self) -> Mapping[str, list[IndexedPage]]:
        found: dict[str, list[IndexedPage]] = {}
        for page in self.index.pages:
            folder, _, name = page.file.lower().rpartition("/")
            stem = name.rpartition(".")[0]
            names = {stem, stem.partition(".")[0]}
            if stem.partition(".")[0] in _INDEX_STEMS:
                names.add(folder.rpartition("/")[2])
            for each in names:
                found.setdefault(each, []).append(page)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """Return all files by their names."""
        found: dict[str, list[str]] = {}
        for file in self.index.files:
            found.setdefault(file.rpartition("/")[2], []).append(file)
        return {name: tuple(files) for name, files in found.items()}

    @cached_property
    def holdings(self) -> Holdings:
        """Return what the site holds, to judge what is missing."""
        from seoaudit.site.holdings import Holdings

        return Holdings(self)

    @cached_property
    def is_trustworthy(self) -> bool:
        """Return whether the site's own links bear out the addresses that were worked out for it."""
        from seoaudit.site.trust import is_trustworthy

        return is_trustworthy(self)

    @cached_property
    def ids_are_trustworthy(self) -> bool:
        """Return whether the site's own links bear out the ids that were worked out for its headings."""
        from seoaudit.site.trust import ids_are_trustworthy

        return ids_are_trustworthy(self)

    def reads_sources(self, path: str) -> bool:
        """Return whether a relative link may be resolved from the source file as well as from the address.

        Any generator may have a plugin or a hook for links to sources of pages. Most bundle the files beside a page,
        and a hook of Hugo finds pages by name.
        """
        generator = self.config.generator
        if not generator or self.hooked or path.endswith(SOURCES):
            return True
        return "." in path.rpartition("/")[2] and generator not in _BY_ADDRESS

    def rewrites_sources(self, file: str) -> bool:
        """Return whether links to sources, on the page made of a file, are turned into links to their pages.

        Jekyll leaves that to a plugin, which by default passes over the documents of collections.
        """
        if self.config.generator != "Jekyll":
            return True
        from seoaudit.site.generators.jekyll_paths import kind_of

        return kind_of(self.config, file) in self.config.details["rewritten"]

    @cached_property
    def hooked(self) -> bool:
        """Return whether templates of Hugo may resolve links as they like: their render hook, or a module's."""
        if self.config.generator != "Hugo":
            return False
        return "go.mod" in self.index.files or any(name.startswith("render-link") for name in self.by_name)


def _ends_in(file: str, stem: str) -> bool:
    """Return whether a file, with or without ending, language and index, ends in a path."""
    path = file.rpartition(".")[0].lower()
    folder, _, name = path.rpartition("/")
    plain = f"{folder}/{name.partition('.')[0]}"
    bundle = folder if name.partition(".")[0] in _INDEX_STEMS else plain
    wanted = "/" + stem.lower().strip("/")
    return any(f"/{each}".endswith(wanted) for each in (path, plain, bundle))

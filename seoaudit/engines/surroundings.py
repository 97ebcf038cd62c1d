"""The sites that a run's documents belong to, and each document's place in its site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seoaudit.context import Asset, Neighbours, Resolution
from seoaudit.engines.around import Around
from seoaudit.engines.document import Document, Place
from seoaudit.engines.kept_entries import KeptEntries
from seoaudit.page import Page
from seoaudit.parsing import media_of
from seoaudit.site.entries import MAX_SIZE
from seoaudit.site.model import INFERRED, SiteConfig
from seoaudit.sources.files import NEVER_LINKED, NOT_CONTENT

if TYPE_CHECKING:
    from seoaudit.engines.cache_folder import CacheFolder
    from seoaudit.site.database import Site
    from seoaudit.site.index import SiteIndex
    from seoaudit.site.resolve import Resolver
    from seoaudit.site.sitemaps import Sitemaps
    from seoaudit.web.collection import Collection

#: A folder of HTML as it is served: navigation included, nothing left to a generator.
BUILT = "built"

#: Generators whose configuration says which files become pages.
_PLAIN_SPOKEN = frozenset({"Hugo", "Jekyll", "Zola", "Hexo", "MkDocs", "Docusaurus"})


class SiteAround:
    """One site in files, as workers need it: tells each document's published path and gives it neighbours to ask.

    The index is built when somebody asks for the first time, or ``prepare`` is called.
    """

    def __init__(self, config: SiteConfig, today: str = "", cache_folder: CacheFolder | None = None) -> None:
        self.config, self.today, self._cache_folder = config, today, cache_folder
        self._index: SiteIndex | None = None

    def prepare(self) -> None:
        """Read the site's files now, before processes are made that would each do it again.

        What is known from earlier runs of files that have not changed is taken over.
        """
        from seoaudit.site.index import SiteIndex  # a draft without links has no use for it

        kept = KeptEntries(self._cache_folder, self.config.root, self.today)
        self._index = SiteIndex.build(self.config, kept.entries, self.today)
        kept.update(self._index.entries.values())

    @property
    def root(self) -> str:
        """Return the folder that the site lies in."""
        return self.config.root

    @property
    def digest(self) -> str:
        """Return what all answers to its pages can depend on, as a digest."""
        return self.index.digest

    def content_of(self, document: Document) -> bytes:
        """Return the digest of a file's bytes as the index has read them; empty when it has not, or not all."""
        if document.data is not None or document.error or document.path is None:
            return b""
        file = self.file_of(document.path)
        entry = self.index.entries.get(file) if file else None
        if entry is None or file is None or self.index.files.get(file, 0) > MAX_SIZE:
            return b""
        return entry.digest

    @property
    def index(self) -> SiteIndex:
        """Return the index of the site."""
        if self._index is None:
            self.prepare()
        assert self._index is not None  # noqa: S101 - that is what preparing does
        return self._index

    @cached_property
    def resolver(self) -> Resolver:
        """Return what answers the questions of links; one for each process."""
        from seoaudit.site.resolve import Resolver

        return Resolver(self.index)

    def __getstate__(self) -> Mapping[str, object]:
        """Leave out the resolver: it keeps what it has parsed."""
        return {"config": self.config, "today": self.today, "_cache_folder": None, "_index": self._index}

    def __setstate__(self, state: Mapping[str, object]) -> None:
        """Take over what was pickled."""
        self.__dict__.update(state)

    def __call__(self, document: Document) -> Place:
        """Return the document's place. Before the index is there, neighbours build it when they are asked."""
        file = self.file_of(document.path) if document.path else None
        if file is None:
            return Place(site_url=self.config.url)
        path = url = ""
        if self._index is not None:
            page = self._index.page_of(file)
            path = page.address.path if page else ""
            url = _absolute(self.config.url, path) if self.config.generator == BUILT else ""
        return Place(
            path,
            url,
            self.config.url,
            self.config.title_is_h1,
            _Neighbours(self, file),
            self._is_published(file),
        )

    def becomes_no_page(self, document: Document) -> bool:
        """Return whether the generator surely makes no page of a file; not said of generators that run code for it."""
        file = self.file_of(document.path) if document.path else None
        return (
            file is not None and self.config.generator in _PLAIN_SPOKEN and self.index.page_of(file) is None
        )

    def describe(self, site: Site, documents: Sequence[Document]) -> None:
        """Tell a site with the rows of its documents what is known of it besides."""
        config = self.config
        site.generator, site.url, site.built = config.generator, config.url, config.generator == BUILT
        site.home, site.today = self.home, self.today
        site.url_inferred = config.told.get("url") == INFERRED
        site.whole = self.is_whole(document.path for document in documents if document.path)
        if site.built:
            from seoaudit.engines.built_robots import add_robots

            site.add_sitemaps(self.sitemaps(documents))
            add_robots(site, Path(config.root), self._folder(documents))

    def _is_published(self, file: str) -> bool:
        if self._index is None or self.config.generator in ("", BUILT):
            return True
        page = self._index.page_of(file)
        return page is not None and page.address.published

    def file_of(self, path: Path) -> str | None:
        """Return a path relative to the site's root, ``None`` for one outside."""
        relative = os.path.relpath(os.path.abspath(path), self.config.root)  # noqa: PTH100 - twice as fast
        return None if relative.startswith("..") else relative.replace(os.sep, "/")

    @property
    def home(self) -> str:
        """Return the path of the home page, empty where there is none."""
        return next((page.address.path for page in self.index.pages if page.address.role == "home"), "")

    def sitemaps(self, documents: Iterable[Document]) -> Sitemaps:
        """Read the sitemaps of a built site; their files are named as its documents are."""
        from seoaudit.site.sitemaps import read_sitemaps

        resolve = self.resolver.of(self.config.file or "index.html").resolve
        return read_sitemaps(Path(self.config.root), self.config.url, resolve, self._folder(documents))

    def _folder(self, documents: Iterable[Document]) -> str:
        """Return what stands before a file's path in the names of documents."""
        for document in documents:
            file = self.file_of(document.path) if document.path else None
            if file and document.name.endswith(file):
                return document.name.removesuffix(file)
        return ""

    def is_whole(self, paths: Iterable[Path]) -> bool:
        """Return whether the paths are all published pages of the site.

        Templates without text of their own and pages that nothing links to on purpose need not be among them,
        nor what lies beside a generated site about its repository.
        """
        left_out = NEVER_LINKED if not self.config.generator else NOT_CONTENT
        read = {self.file_of(path) for path in paths}
        published = [
            page.file for page in self.index.pages
            if page.address.published and media_of(page.file) and not _is_named(page.file, left_out)
        ]  # fmt: skip
        return bool(published) and not self.index.cut and all(file in read for file in published)


def _is_named(file: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(file.rpartition("/")[2], pattern) for pattern in patterns)


class _Neighbours:
    """The neighbours of one page, found when the first question is asked."""

    def __init__(self, around: SiteAround, file: str) -> None:
        self._around, self._file = around, file
        self._answers: Neighbours | None = None
        self._page: Page | None = None

    @property
    def _known(self) -> Neighbours:
        if self._answers is None:
            self._answers = self._around.resolver.of(self._file)
            if self._page is not None:
                self._answers.see(self._page)
        return self._answers

    def see(self, page: Page) -> None:
        self._page = page

    def resolve(self, target: str) -> Resolution:
        return self._known.resolve(target)

    def asset(self, file: str) -> Asset | None:
        return self._known.asset(file)


def _absolute(url: str, path: str) -> str:
    """Return a path below the host of the site's address."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{path}" if rest else ""


def arounds(
    documents: Sequence[Document],
    today: str,
    cache_folder: CacheFolder | None = None,
    collection: Collection | None = None,
    site_url: str = "",
) -> tuple[list[Around], list[int]]:
    """Return the sites of the documents, in files and on hosts, and for each document the index of its site.

    ``site_url`` is where a fetched copy of a site is published.
    """
    if collection is None:
        sites, numbers = sites_around(documents, today, cache_folder)
        return list(sites), numbers
    from seoaudit.engines.fetched import hosts_of  # only what was fetched has hosts

    files = [document for document in documents if document.response is None]
    sites, of_files = sites_around(files, today, cache_folder) if files else ([], [])
    hosts, of_fetched = hosts_of(documents, collection, today, site_url)
    in_files, in_fetched = iter(of_files), iter(of_fetched)
    return [*sites, *hosts], [
        next(in_files) if document.response is None else len(sites) + next(in_fetched)
        for document in documents
    ]


def sites_around(
    documents: Iterable[Document], today: str = "", cache_folder: CacheFolder | None = None
) -> tuple[list[SiteAround], list[int]]:
    """Return the sites of the documents, and for each document the index of its site."""
    from seoaudit.site.generators import Seen, recognise

    documents = list(documents)
    folders = [Path(os.path.abspath(document.path or document.name)).parent for document in documents]  # noqa: PTH100
    seen: Seen = {}
    configs: dict[Path, SiteConfig] = {}
    for document, folder in zip(documents, folders, strict=True):
        if folder not in configs:
            configs[folder] = recognise(folder, document.site, seen)
    if together := _plain_together(configs.values()):
        configs = {folder: config if config.generator else together for folder, config in configs.items()}
    sites: dict[str, SiteAround] = {}
    for config in configs.values():
        sites.setdefault(config.root, SiteAround(config, today, cache_folder))
    numbers = {root: number for number, root in enumerate(sites)}
    return list(sites.values()), [numbers[configs[folder].root] for folder in folders]


def _plain_together(configs: Iterable[SiteConfig]) -> SiteConfig | None:
    """Return one site for several folders without a generator: they are one site in the folder above them all."""
    plain = [config for config in configs if config.generator == ""]
    if not plain:
        return None
    root = os.path.commonpath([config.root for config in plain])
    return msgspec.structs.replace(plain[0], root=root)

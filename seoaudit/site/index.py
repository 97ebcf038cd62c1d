"""The index of a site: every page and file by its source and by the path it is published under.

It is built from the files alone, before anything is published, and answers the questions of links: which page is
made of this file, which page or file stands at this path, what does the generator make by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from seoaudit.blake import blake2b
from seoaudit.encoding import encode
from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators import address_of, content_files, routes_of, title_of, with_redirects
from seoaudit.site.generators.base import Around, Entry, Routes
from seoaudit.site.model import Folder, IndexedPage, Redirect, SiteConfig
from seoaudit.site.redirects import pattern_of
from seoaudit.site.walk import Stamp, walk

_INDEX_FILE = lazy_regex(r"(?<=/)index\.html?$")
_FOLLOWED = 10
_ENCODER = msgspec.msgpack.Encoder()
#: Endings of the sources that a published style sheet is made from.
_STYLES = (".scss", ".sass", ".less", ".styl")


#: Gives what an earlier index has read of files, by file, for so many files.
Known = Callable[[int], Mapping[str, Entry]]


class SiteIndex:
    """Pages, files and redirects of one site. It can be pickled; equal sites have equal digests.

    ``files`` are all files of the site by path relative to its root, with their size in bytes. ``cut`` says that
    there are more of them than are looked at.
    """

    __slots__ = (
        "_at", "_by_file", "_made", "_redirect_patterns", "_redirects", "_unknown",
        "config", "cut", "digest", "entries", "files", "pages", "routes",
    )  # fmt: skip

    def __init__(
        self,
        config: SiteConfig,
        pages: tuple[IndexedPage, ...],
        files: Mapping[str, int],
        routes: Routes,
        digest: str,
        *,
        entries: Mapping[str, Entry] | None = None,
        cut: bool = False,
    ) -> None:
        self.config, self.pages, self.files, self.routes = config, pages, files, routes
        self.digest, self.cut = digest, cut
        #: What was read of each content file, to be given as ``known`` to the next ``build``; not pickled.
        self.entries: Mapping[str, Entry] = entries or {}
        self._by_file = {page.file: page for page in pages}
        self._at: dict[str, IndexedPage] = {}
        for page in pages:
            if page.address.path:
                key = _key(page.address.path)
                before = self._at.get(key)
                if before is None or (page.address.published and not before.address.published):
                    self._at[key] = page
        self._redirects: dict[str, Redirect] = {}
        patterns: list[tuple[re.Pattern[str], Redirect]] = []
        for redirect in config.redirects:
            if "*" in redirect.source or ":" in redirect.source:
                patterns.append((pattern_of(redirect.source), redirect))
            else:
                self._redirects.setdefault(_key(redirect.source), redirect)
        for page in pages:
            for alias in page.address.aliases:
                self._redirects.setdefault(_key(alias), Redirect(alias, page.address.path, 301, page.file))
        self._redirect_patterns = tuple(patterns)
        self._made, self._unknown = _one_pattern(routes.made), _one_pattern(routes.unknown)

    @classmethod
    def build(cls, config: SiteConfig, known: Known | None = None, today: str = "") -> SiteIndex:
        """Read a site. ``known`` gives the ``entries`` of an earlier index when it is told how many files there are;
        they are used where a file is as it was or has the same bytes.

        ``today`` (ISO date) decides which pages are not published yet; without it all dates count as past.
        """
        from seoaudit.site.entries import read_entry

        config = with_redirects(config)
        root = Path(config.root)
        walked = walk(root, config.skipped)
        sizes = {file: size for file, (size, *_) in walked.files.items()}
        texts = list(content_files(config, sizes))
        before = known(len(texts)) if known else {}
        entries = {file: read_entry(root, file, before, walked.files[file]) for file in texts}
        around = Around(sizes, entries, today)
        pages = [
            IndexedPage(file, title_of(entry), address)
            for file, entry in entries.items()
            if (address := address_of(config, entry, around)) is not None
        ]
        digest = _digest(config, pages, entries, walked.files)
        routes = routes_of(config, sizes)
        return cls(config, tuple(pages), sizes, routes, digest, entries=entries, cut=walked.cut)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what cannot be derived."""
        return _restored, (self.config, self.pages, dict(self.files), self.routes, self.digest, self.cut)

    def page_of(self, file: str) -> IndexedPage | None:
        """Return the page that is made of a file (relative to the root)."""
        return self._by_file.get(file)

    def page_at(self, path: str) -> IndexedPage | None:
        """Return the page at a published path; a closing slash, ``index.html`` or ``.html`` may be missing or extra.

        Where pages lie in folders (``/about/``), ``/about.html`` is not such a page.
        """
        found = self._at.get(_key(path))
        if found is None and path.endswith(".html"):
            found = self._at.get(path[:-5])
            return found if found and not found.address.path.endswith("/") else None
        if found is None:
            found = self._at.get(f"{_key(path)}.html")
        if found is None and not self.config.generator:  # plain files are linked to as they are named
            found = self._by_file.get(path.lstrip("/"))
        if found is None and self.config.hidden_prefix and not path.startswith(self.config.hidden_prefix):
            found = self._at.get(_key(self.config.hidden_prefix + path.lstrip("/")))
        return found or self._untranslated(path)

    def _untranslated(self, path: str) -> IndexedPage | None:
        """Return the page that stands in for a missing translation: ``/fr/docs/`` shows ``/docs/``."""
        config = self.config
        if not config.details.get("fallback"):
            return None
        language, _, rest = path[len(config.base_path) :].partition("/")
        if language == config.default_language or language not in config.languages:
            return None
        plain = self._at.get(_key(config.base_path + rest))
        return plain or self._at.get(_key(f"{config.base_path}{config.default_language}/{rest}"))

    def file_at(self, path: str) -> str | None:
        """Return the file (relative to the root) that is published under a path as it is."""
        if path.endswith("/"):
            return self.file_at(f"{path}index.html") if len(path) > 1 else None
        for folder in self.config.static:
            file = _published(folder, path)
            if file is not None and file in self.files:
                return file
            if file is not None and path.endswith(".css"):
                styles = (f"{file[:-4]}{ending}" for ending in _STYLES)
                if made := next((style for style in styles if style in self.files), None):
                    return made
        return self._beside_page(path)

    def _beside_page(self, path: str) -> str | None:
        """Return the file of a page's own folder: ``/trip/map.png`` lies beside ``content/trip/index.md``."""
        above, rest = path, ""
        for _ in range(_FOLLOWED):
            above, _, name = above.rstrip("/").rpartition("/")
            rest = f"{name}/{rest}" if rest else name
            page = self._at.get(above)
            if page is not None:
                folder = page.file.rpartition("/")[0]
                file = f"{folder}/{rest}" if folder else rest
                if file in self.files and file not in self._by_file:
                    return file
            if not above:
                return None
        return None

    def redirect_at(self, path: str) -> Redirect | None:
        """Return the redirect that a path meets: a configured one, or an alias that a page keeps."""
        found = self._redirects.get(_key(path))
        if found is not None:
            return found
        return next((each for pattern, each in self._redirect_patterns if pattern.fullmatch(path)), None)

    def is_generated(self, path: str) -> bool | None:
        """Return whether the generator makes something at a path; ``None`` where only a build could tell."""
        if self._made and self._made.fullmatch(path):
            return True
        return None if self._unknown and self._unknown.fullmatch(path) else False


def _restored(
    config: SiteConfig,
    pages: tuple[IndexedPage, ...],
    files: Mapping[str, int],
    routes: Routes,
    digest: str,
    cut: bool,
) -> SiteIndex:
    return SiteIndex(config, pages, files, routes, digest, cut=cut)


def _key(path: str) -> str:
    """Return what paths have in common that hosts take for the same page."""
    return _INDEX_FILE.sub("", path).rstrip("/")


def _published(folder: Folder, path: str) -> str | None:
    if not path.startswith(folder.prefix):
        return None
    rest = path[len(folder.prefix) :].lstrip("/")
    return f"{folder.path}/{rest}" if folder.path else rest


def _one_pattern(globs: Sequence[str]) -> re.Pattern[str] | None:
    """Return one expression for path patterns of ``*`` (one part), ``**`` (any number of parts), ``#`` (a number)."""
    if not globs:
        return None
    parts = []
    for glob in dict.fromkeys(globs):
        expression = ""
        for part in glob.strip("/").split("/"):
            if part == "**":
                expression += "(?:/[^/]+)*"
            elif part == "#":
                expression += "/[0-9]+"
            elif part:
                expression += "/" + "[^/]*".join(map(re.escape, part.split("*")))
        parts.append(expression)
    return re.compile(f"(?:{'|'.join(parts)})(?:/|/index\\.html)?")


def _digest(
    config: SiteConfig,
    pages: Sequence[IndexedPage],
    entries: Mapping[str, Entry],
    files: Mapping[str, Stamp],
) -> str:
    """Return a digest of everything that answers depend on, wherever the site's folder lies."""
    value = blake2b(digest_size=16)
    value.update(encode(_ENCODER, msgspec.structs.replace(config, root="", told={})))
    value.update(encode(_ENCODER, pages))
    for file, facts in files.items():
        known = entries.get(file)
        value.update(encode(_ENCODER, [file, known.digest if known else facts[:2]]))
    return value.hexdigest()

"""What a site holds, as far as it decides whether something is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from seoaudit.site.meant import Paths

if TYPE_CHECKING:
    from seoaudit.site.resolve import Resolver

#: Pages at the top of a site from which on another one would stand there too.
_MANY_TOPS = 8
#: Pages beside a path from which on a route that takes every path is taken for the one that makes them.
_MANY_SIBLINGS = 5
#: What applications answer to beside the site's own pages.
_APPLICATIONS = frozenset(
    [
        "account",
        "admin",
        "api",
        "app",
        "apps",
        "auth",
        "blog",
        "cart",
        "chat",
        "checkout",
        "community",
        "console",
        "dashboard",
        "demo",
        "developers",
        "docs",
        "documentation",
        "download",
        "downloads",
        "faq",
        "feedback",
        "forum",
        "forums",
        "go",
        "help",
        "jobs",
        "join",
        "login",
        "logout",
        "manage",
        "members",
        "my",
        "panel",
        "portal",
        "press",
        "pricing",
        "profile",
        "register",
        "search",
        "settings",
        "shop",
        "sign-in",
        "sign-up",
        "signin",
        "signup",
        "status",
        "store",
        "subscribe",
        "support",
        "wiki",
    ]
)


class Holdings:
    """What a site holds, as far as it decides about what is missing; worked out once for all its pages."""

    def __init__(self, resolver: Resolver) -> None:
        self._index, self._config, self._base = resolver.index, resolver.config, resolver.base
        self._by_name = resolver.by_name

    @cached_property
    def _published(self) -> tuple[str, ...]:
        """Return the paths of all static files."""
        found: list[str] = []
        for folder in self._config.static:
            below = f"{folder.path}/" if folder.path else ""
            found += [
                folder.prefix + file[len(below) :] for file in self._index.files if file.startswith(below)
            ]
        return tuple(found)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of all published pages."""
        return tuple(sorted({page.address.path for page in self._index.pages if page.address.published}))

    @cached_property
    def pages(self) -> Paths:
        """Return the paths of all published pages, to find what was meant."""
        return Paths(self.paths)

    @cached_property
    def _assets(self) -> Mapping[str, Paths]:
        found: dict[str, list[str]] = {}
        for path in self._published:
            found.setdefault(path.rpartition(".")[2].lower(), []).append(path)
        return {ending: Paths(paths) for ending, paths in found.items()}

    def assets(self, ending: str) -> Paths:
        """Return the paths of all static files with an ending."""
        return self._assets.get(ending) or Paths(())

    @cached_property
    def _first_parts(self) -> frozenset[str]:
        return frozenset(map(self._first, (*self.paths, *self._published)))

    def _first(self, path: str) -> str:
        return path.removeprefix(self._base).lstrip("/").partition("/")[0]

    def knows(self, path: str) -> bool:
        """Return whether a path lies where the site has its pages and files.

        That is below a first part that others have too, or beside the pages at the top where a site has many of
        them; but not where another application of the same host may answer. A built site is all there is.
        """
        if self._config.generator == "built" or self._first(path) in self._first_parts:
            return True
        below = path.removeprefix(self._base).strip("/")
        return "/" not in below and self._tops >= _MANY_TOPS and below.lower() not in _APPLICATIONS

    def fills(self, path: str) -> bool:
        """Return whether content files fill the folder of a path, so that another page there would be made of one."""
        return self._folders[path.rstrip("/").rpartition("/")[0]] >= _MANY_SIBLINGS

    @cached_property
    def _folders(self) -> Counter[str]:
        return Counter(path.rstrip("/").rpartition("/")[0] for path in self.paths)

    @cached_property
    def _tops(self) -> int:
        return sum("/" not in path.removeprefix(self._base).strip("/") for path in self.paths)

    @cached_property
    def sources(self) -> Paths:
        """Return the files that published pages are made of, each with a leading slash."""
        return Paths(f"/{page.file}" for page in self._index.pages if page.address.published)

    def beside(self, folder: str, ending: str) -> Paths:
        """Return the files of a folder, and below it, that have an ending, each with a leading slash."""
        below = f"{folder}/" if folder else ""
        return Paths(f"/{file}" for file in self._by_ending.get(ending, ()) if file.startswith(below))

    @cached_property
    def _by_ending(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for file in self._index.files:
            found.setdefault(file.rpartition(".")[2].lower(), []).append(file)
        return {ending: tuple(files) for ending, files in found.items()}

    def shifted(self, path: str) -> bool:
        """Return whether a page stands at a path in some folder: then the folder may be ours, not the site's.

        Folders that are languages are the site's.
        """
        wanted = path.rstrip("/")
        for each in self._by_last.get(wanted.rpartition("/")[2], ()):
            other = each.rstrip("/")
            above = other.removesuffix(wanted).strip("/")
            if other.endswith(wanted) and above and above not in self._languages:
                return True
        return False

    @cached_property
    def _by_last(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(path.rstrip("/").rpartition("/")[2], []).append(path)
        return found

    @cached_property
    def _languages(self) -> frozenset[str]:
        return frozenset({*self._config.languages, self._config.default_language})

    def elsewhere(self, path: str) -> bool:
        """Return whether some file of the repository ends in a path."""
        tail = path.removeprefix(self._base).strip("/")
        name = tail.rpartition("/")[2]
        return any(file == tail or file.endswith(f"/{tail}") for file in self._by_name.get(name, ()))

    @cached_property
    def _unaddressed(self) -> frozenset[str]:
        """Return the names of pages whose address only code could tell."""
        found = set()
        for page in self._index.pages:
            if not page.address.path:
                folder, _, name = page.file.lower().rpartition("/")
                stem = name.partition(".")[0]
                found.add(folder.rpartition("/")[2] if stem in ("index", "_index", "page") else stem)
        return frozenset(found)

    def may_have(self, path: str) -> bool:
        """Return whether a path could be one that a page of unknown address has, or one of those that it makes."""
        return not self._unaddressed.isdisjoint(path.lower().strip("/").split("/"))

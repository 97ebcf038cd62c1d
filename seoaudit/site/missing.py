"""When a link's target is called missing, and what its author probably meant.

*Missing* is an accusation, and made only where the site's files can tell:

- in a site with a recognised generator, for a path that no page, file, redirect or generated route answers, and
  that neither the configuration nor code (dynamic routes, plugins, proxies) could answer;
- for names that make the generator itself refuse to build (``ref``, ``{% link %}``, ``@/page.md``);
- in a folder of plain files, for a relative link to a file (with its ending) that is not there. A link from the
  root is judged in a built site only: where plain texts are published nobody knows.

The answer is *unknown* where the repository holds a file that a build step could publish there, where a page whose
address only code can tell has that name, and where the first part of the path is unknown to the whole site, for another
application may serve it; unless the path is a misspelling of one that exists. And where too many of a site's own links seem to
lead nowhere, its addresses have not been understood, and nothing is called missing at all.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from seoaudit.context import Resolution
from seoaudit.site.hrefs import Written
from seoaudit.site.meant import NAMED, distance, is_misspelt, nearest
from seoaudit.site.urls import decoded, encoded, join_path, split

if TYPE_CHECKING:
    from seoaudit.site.resolve import Resolver

_UNKNOWN = Resolution("unknown")
#: Endings of pages; what else has an ending is a file.
_PUBLISHED = frozenset({"html", "htm"})
_SOURCES = frozenset({"md", "mdx", "markdown", "mkd", "rst", "adoc", "org"})


class Missing:
    """Judges the missing targets of one page: made of ``file``, published at ``path`` (empty: not known)."""

    def __init__(self, resolver: Resolver, file: str, path: str) -> None:
        self._resolver, self._file, self._path = resolver, file, path

    def judged(self, found: Resolution, taken: Written, href: str, target: str) -> Resolution:
        """Return *missing* with what was meant, or *unknown* where the target could exist all the same."""
        if self._resolver.index.cut:
            return _UNKNOWN
        if found.hops:
            return found
        href = href.partition("?")[0]
        if not (taken.strict or self._resolver.config.generator) and href.startswith("/"):
            return _UNKNOWN  # nobody knows what a plain folder is published under
        wanted, meant, spelt = self._meant(taken, href)
        misspelt = is_misspelt(wanted, meant)
        if not taken.strict and self._may_exist(found.path, taken, href, misspelt=misspelt):
            return _UNKNOWN
        return msgspec.structs.replace(found, meant=_written(spelt, href, target) if meant else "")

    def _may_exist(self, path: str, taken: Written, href: str, *, misspelt: bool) -> bool:
        holdings = self._resolver.holdings
        ending = _ending(path)
        if ending and (holdings.elsewhere(path) or holdings.elsewhere(_undotted(href))):
            return True
        if not self._resolver.config.generator:
            return not (ending or misspelt)
        if not self._resolver.is_trustworthy:
            return True
        if misspelt:
            return False
        if holdings.shifted(path):
            return True
        wanted = "" if self._is_relative(taken, href) else self._wanted(taken, href)
        return (wanted != "" and not holdings.knows(wanted)) or holdings.may_have(path)

    @staticmethod
    def _is_relative(taken: Written, href: str) -> bool:
        return taken.how == "href" and not href.startswith("/") and not split(href).host

    def _meant(self, taken: Written, href: str) -> tuple[str, str, str]:
        """Return what was wanted, what was meant, both as paths of one kind, and the second as a link writes it."""
        if taken.how in ("source", "repository", "name"):
            return self._named(taken, href)
        holdings = self._resolver.holdings
        ending = _ending(href)
        is_file = bool(ending) and ending not in _PUBLISHED and ending not in _SOURCES
        if self._is_relative(taken, href):
            folder = posixpath.dirname(self._file)
            among = None
            if ending in _SOURCES or not self._resolver.config.generator:
                among = holdings.sources
            elif is_file:
                among = holdings.beside(folder, ending)
            wanted = self._beside_file(href)
            if among and (meant := among.nearest(wanted)):
                return wanted, meant, self._linked(meant, folder)
        if ending in _SOURCES and href.startswith("/") and not self._rewrites_sources:
            meant = holdings.sources.nearest(href)
            return href, meant, self._linked(meant, "") if meant else ""
        wanted = self._wanted(taken, href)
        paths = holdings.assets(ending) if is_file else holdings.pages
        best = wanted, paths.nearest(wanted)
        if self._is_relative(taken, href):
            ways = [best, *((other, paths.nearest(other)) for other in self._as_published(href))]
            best = min((way for way in ways if way[1]), key=lambda way: distance(*way), default=best)
        return *best, encoded(self._below_base(best[1], taken, href))

    @cached_property
    def _rewrites_sources(self) -> bool:
        return self._resolver.rewrites_sources(self._file)

    def _linked(self, source: str, folder: str) -> str:
        """Return a link from a folder to a file; to the page that it becomes, where links to sources stay as written."""
        page = self._resolver.index.page_of(source[1:])
        if page is not None and page.address.path and not self._rewrites_sources:
            return encoded(page.address.path)
        return encoded(posixpath.relpath(source, f"/{folder}"))

    def _below_base(self, path: str, taken: Written, href: str) -> str:
        """Return a path as the link has it: without the site's base path where that is added to it."""
        base = self._resolver.base
        added = taken.how == "root" or (
            href.startswith("/") and not split(href).host and not f"{href}/".startswith(base)
        )
        return "/" + path.removeprefix(base) if added and path and base != "/" else path

    def _beside_file(self, href: str) -> str:
        return "/" + posixpath.normpath(f"{posixpath.dirname(self._file)}/{decoded(href)}").lstrip("/")

    def _as_published(self, href: str) -> Iterator[str]:
        """Yield the path that a link has when it is resolved from the file, below the path of its content folder."""
        source = self._beside_file(href)[1:]
        for content in self._resolver.config.content:
            if source.startswith(f"{content.path}/") or not content.path:
                yield content.prefix + source.removeprefix(content.path).lstrip("/")

    def _named(self, taken: Written, href: str) -> tuple[str, str, str]:
        """Return the content file that a name was meant to be, as far as it was given."""
        wanted = "/" + decoded(href).strip("/")
        sources = self._resolver.holdings.sources
        if taken.how == "name":
            ending = wanted[len(_bare(wanted)) :]
            names = {_bare(source).rpartition("/")[2]: _bare(source) for source in sources.all}
            folder, _, last = _bare(wanted).rpartition("/")
            name = last if last in names else nearest(last, tuple(names), NAMED)
            spelt = names[name].removeprefix("/") if folder and name else name
            return wanted, name, spelt + ending if name else ""
        for content in self._resolver.config.content if taken.how == "source" else ():
            prefix = f"/{content.path}" if content.path else ""
            if meant := sources.nearest(prefix + wanted):
                return prefix + wanted, meant, meant.removeprefix(prefix).lstrip("/")
        meant = sources.nearest(wanted)
        return wanted, meant, meant.lstrip("/")

    def _wanted(self, taken: Written, href: str) -> str:
        """Return the published path that a link names."""
        if split(href).host:
            return self._resolver.own_path(href) or ""
        if taken.how == "root":
            return join_path("/", self._resolver.base + href.lstrip("/"))
        if href.startswith("/"):
            base = self._resolver.base
            return join_path("/", href if f"{href}/".startswith(base) else base + href.lstrip("/"))
        return join_path(self._path, href) if self._path else ""


def _ending(path: str) -> str:
    """Return what follows the dot of a file's name in lower case; empty for a number, as in ``/v1.2``."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ending if ending.isalnum() and not ending.isdigit() and len(ending) <= 8 else ""


def _bare(file: str) -> str:
    """Return a file's path without its ending, and without the index that stands for its folder."""
    stem = file.rpartition(".")[0] if _ending(file) in _SOURCES else file
    return stem.removesuffix("/index").removesuffix("/_index")


def _undotted(href: str) -> str:
    """Return a relative link without the steps upwards that it begins with."""
    path = decoded(href)
    while path.startswith(("./", "../")):
        path = path.partition("/")[2]
    return path


def _written(meant: str, href: str, target: str) -> str:
    """Return what was meant, written as the target is: in its template, with its host and its fragment."""
    if "{" in target or target.startswith("@"):
        for path in (href, href.lstrip("/")):
            if path and path in target:
                return target.replace(path, meant.lstrip("/") if not path.startswith("/") else meant, 1)
        return meant
    fragment = target[target.index("#") :] if "#" in target else ""
    parts = split(href)
    if parts.host:
        return f"{parts.scheme + ':' if parts.scheme else ''}//{parts.host}{meant}{fragment}"
    return meant + fragment

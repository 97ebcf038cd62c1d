"""The site as one page sees it: where its links and images lead, and what is known of the files it shows."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from seoaudit.context import Asset, Resolution
from seoaudit.page import Page
from seoaudit.site.fragments import may_be_generated
from seoaudit.site.heading_ids import same_id
from seoaudit.site.hrefs import Written, is_elsewhere, written
from seoaudit.site.meant import is_misspelt, nearest_fragment
from seoaudit.site.missing import Missing
from seoaudit.site.resolve import ELSEWHERE, SOURCES, UNKNOWN, Resolver
from seoaudit.site.urls import MAX_LENGTH, decoded, encoded, join_path, split

#: Which of several answers stands: the first of these that any way of reading the link gives.
_RANK = {"page": 0, "asset": 1, "redirect": 2, "generated": 3, "unknown": 4, "elsewhere": 5, "missing": 6}
#: Endings of files that no route of a generator makes beside a page.
_FILES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".mp4", ".webm", ".zip")


class SiteNeighbours:
    """Answers the questions of one page (``seoaudit.page.Neighbours``).

    ``asked`` holds every target that was asked about with its answer, ``assets_asked`` every file.
    """

    def __init__(self, resolver: Resolver, file: str, page_url: str | None = None) -> None:
        self._resolver, self._file = resolver, file
        own = resolver.index.page_of(file)
        known = own.address.path if own else ""
        self._path = known if page_url is None else resolver.own_path(page_url) or ""
        self._language = own.address.language if own else ""
        self._published = own is None or own.address.published
        self._missing = Missing(resolver, file, self._path)
        self._page: Page | None = None
        self.asked: dict[str, Resolution] = {}
        self.assets_asked: dict[str, Asset | None] = {}

    def see(self, page: Page) -> None:
        """Take note of the parsed page itself, so that its own fragments need no second reading."""
        self._page = page

    def resolve(self, target: str) -> Resolution:
        """Return where a link or image target, as written on this page, leads."""
        found = self.asked.get(target)
        if found is None:
            found = self.asked[target] = self._resolve(target)
        return found

    def asset(self, file: str) -> Asset | None:
        """Return what is known of a file of the site (relative to its root)."""
        if file not in self.assets_asked:
            self.assets_asked[file] = self._asset(file)
        return self.assets_asked[file]

    def _asset(self, file: str) -> Asset | None:
        size = self._resolver.index.files.get(file)
        if size is None:
            return None
        from seoaudit.site.images import image_facts, is_processed

        known = image_facts(Path(self._resolver.config.root) / file)
        processed = is_processed(self._resolver.config, file, self._resolver.by_name)
        return Asset(file, size, known.format, known.width, known.height, as_it_is=not processed)

    def _resolve(self, target: str) -> Resolution:
        target = target.strip()
        if not target or len(target) > MAX_LENGTH or "\n" in target:
            return UNKNOWN
        taken = written(target, self._resolver.config.generator)
        if taken.how == "unknown":
            return UNKNOWN
        if taken.how == "href" and is_elsewhere(taken.href):
            return ELSEWHERE
        href, _, fragment = taken.href.partition("#")
        found = self._found(taken, href)
        if found.status == "missing":
            found = self._unrewritten(found, taken, target) or self._missing.judged(
                found, taken, href, target
            )
        if found.left_out and self._published:
            found = msgspec.structs.replace(found, status="missing")
        if not fragment:
            return found
        fragment = same_id(fragment)
        if found.file and found.status in ("page", "redirect"):
            return self._with_fragment(found, fragment, target)
        return msgspec.structs.replace(found, fragment=fragment)

    def _found(self, taken: Written, href: str) -> Resolution:
        resolver = self._resolver
        path = href.partition("?")[0]
        if taken.how == "name":
            return resolver.named(decoded(path), self._file) or Resolution("missing", decoded(path))
        if taken.how in ("source", "repository"):
            return self._from_source(decoded(path), taken)
        if taken.how == "root":
            below = join_path("/", resolver.base + path.lstrip("/"))
            return _best([resolver.at(below), *self._from_root(path)])
        if split(href).host:
            own = resolver.own_path(href)
            outside = own is None or not f"{own}/".startswith(resolver.base)
            return ELSEWHERE if own is None or outside else resolver.at(own)
        if not path:  # only a query or a fragment
            return Resolution("page", self._path, self._file)
        if path.startswith("/"):
            return _best(self._from_root(path))
        found = _best(self._from_here(path))
        if found.status == "unknown" and not found.file and found.path and path.lower().endswith(_FILES):
            return Resolution("missing", found.path)
        return found

    def _unrewritten(self, found: Resolution, taken: Written, target: str) -> Resolution | None:
        """Return what a link to a page's source is where nothing turns it into a link to the page."""
        path = taken.href.partition("#")[0].partition("?")[0]
        page = self._source_of(path) if taken.how == "href" and self._path else None
        if page is None or page.status != "page" or self._resolver.rewrites_sources(self._file):
            return None
        meant = encoded(page.path) + target[len(target.partition("#")[0]) :]
        return msgspec.structs.replace(found, meant=meant)

    def _source_of(self, path: str) -> Resolution | None:
        if not path.endswith(SOURCES) or split(path).host:
            return None
        resolver, plain = self._resolver, decoded(path)
        if plain.startswith("/"):
            found = (resolver.source(each.path + plain) for each in resolver.config.content)
            return next(filter(None, found), None)
        return resolver.source(f"{posixpath.dirname(self._file)}/{plain}")

    def _from_source(self, path: str, taken: Written) -> Resolution:
        config = self._resolver.config
        places = [""]
        if taken.how == "source":
            collections = str(config.details.get("collections_dir") or "")
            places = [*(each.path for each in config.content), "", collections]
        for place in places:
            found = self._resolver.source(f"{place}/{path}")
            if found is not None:
                return found
        return Resolution("missing", f"/{path}")

    def _from_root(self, path: str) -> Iterator[Resolution]:
        """Yield what a link from the root may lead to: with and without base path and language."""
        resolver, base = self._resolver, self._resolver.base
        plain = join_path("/", path)
        if not plain:
            yield UNKNOWN
            return
        inside = f"{plain}/".startswith(base)
        if inside:
            yield resolver.at(plain)
        if base != "/" and plain != "/":
            yield resolver.at(base + plain.lstrip("/"))
        if not inside and (plain == "/" or resolver.config.generator != "Docusaurus"):
            yield ELSEWHERE
        below = plain.removeprefix(base).lstrip("/")
        for language in dict.fromkeys((self._language, resolver.config.default_language)):
            found = resolver.at(f"{base}{language}/{below}") if language else UNKNOWN
            if found.status not in ("unknown", "missing"):
                yield found
        if resolver.hooked and plain != plain.lower():
            yield resolver.at(plain.lower())
        if plain.endswith(SOURCES) and resolver.rewrites_sources(self._file):
            yield from filter(None, (resolver.source(each.path + plain) for each in resolver.config.content))

    def _from_here(self, path: str) -> Iterator[Resolution]:
        """Yield what a relative link may lead to: from the page's address, from its file, as its generator reads it."""
        resolver = self._resolver
        if self._path:
            yield resolver.at(join_path(self._path, path) or "/")
            if not self._path.endswith(("/", ".html", ".htm")):  # it may be published with a closing slash
                yield resolver.at(join_path(f"{self._path}/", path) or "/")
        plain = decoded(path)
        folder = posixpath.dirname(self._file)
        source = posixpath.normpath(f"{folder}/{plain}").lstrip("/")
        beyond = plain.startswith("../") and posixpath.normpath(posixpath.join(folder, plain)).startswith(
            ".."
        )
        if beyond and not resolver.config.generator:
            yield UNKNOWN  # out of the folder, which then is not the whole site
        if resolver.reads_sources(path):
            found = resolver.source(source)
            if found is None or (found.status == "page" and not resolver.rewrites_sources(self._file)):
                found = Resolution("missing", f"/{source}")
            yield found
        elif not self._path:
            yield UNKNOWN
        if not resolver.config.generator:
            for content in resolver.config.content:  # as an address below that of its own folder
                if source.startswith(content.path):
                    yield resolver.at(content.prefix + source.removeprefix(content.path).lstrip("/"))
        if path.startswith("."):
            return
        if resolver.config.generator == "Docusaurus" and path.endswith(SOURCES):
            places = ["", *(each.path for each in resolver.config.content)]
            yield from filter(None, (resolver.source(f"{place}/{plain}") for place in places))
        if resolver.hooked:
            yield from self._hooked(plain)

    def _hooked(self, path: str) -> Iterator[Resolution]:
        """Yield what ``GetPage`` finds: pages by their path below the content, and by a name alone."""
        resolver = self._resolver
        yield from filter(None, (resolver.source(f"{each.path}/{path}") for each in resolver.config.content))
        yield resolver.at(resolver.base + path.lower())
        if "/" not in path:
            yield resolver.named(path, self._file) or (
                Resolution("missing", path) if "." in path else UNKNOWN
            )

    def _with_fragment(self, found: Resolution, fragment: str, target: str) -> Resolution:
        fragments = self._resolver.fragments
        if found.file == self._file and self._page is not None:
            fragments.see(self._file, self._page)
        known = fragments.of(found.file)
        found = msgspec.structs.replace(found, fragment=fragment)
        if known is None:
            return found
        if fragment in known.ids:
            return msgspec.structs.replace(found, fragment_found=True)
        if may_be_generated(fragment):
            return found
        meant = nearest_fragment(fragment, known.ids)
        sure = known.complete or (meant and is_misspelt(fragment, meant))
        if not sure or not self._resolver.ids_are_trustworthy or fragment in fragments.template_ids:
            return found
        head, _, tail = target.rpartition("#")
        rest = next((tail[tail.index(mark) :] for mark in ('"', "'", "}", "%}") if mark in tail), "")
        meant = f"{head}#{encoded(meant)}{rest}" if meant else ""
        return msgspec.structs.replace(found, fragment_found=False, meant=meant)


def _best(found: Iterable[Resolution]) -> Resolution:
    """Return the best of several answers; the first page ends the search."""
    best = None
    for each in found:
        if each.status == "page":
            return each
        if best is None or _RANK[each.status] < _RANK[best.status]:
            best = each
    return best or UNKNOWN

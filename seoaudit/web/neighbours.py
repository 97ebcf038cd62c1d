"""A fetched site as one of its pages sees it: where its links lead, by what the server answered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property

import msgspec

from seoaudit.context import Asset, Resolution
from seoaudit.page import Page
from seoaudit.site.fragments import explicit_ids, may_be_generated
from seoaudit.site.heading_ids import same_id
from seoaudit.site.meant import Paths, is_misspelt, nearest_fragment
from seoaudit.site.urls import MAX_LENGTH, decoded, encoded, host_key, join, split
from seoaudit.web.visited import Visit, Visited

_UNKNOWN, _ELSEWHERE = Resolution("unknown"), Resolution("elsewhere")
#: Statuses that say: there is nothing here. Others may be different tomorrow.
_GONE = frozenset({404, 410})
_WEB = ("http", "https")
#: Pages whose ids are kept, and among how many a misspelt address is looked for.
_IDS_KEPT, _MOST_COMPARED = 256, 100_000
#: More of a page's text is not searched for ids.
_MAX_TEXT = 5_000_000

#: Reads a page's text where its record lies.
ReadText = Callable[[Visit], str]


class FetchedHost:
    """What was fetched of one host. ``origin`` is where its pages are: ``https://example.org``.

    A page's *key* is what follows the origin, percent-decoded, with its query: ``/blog/post/``, ``/list/?page=2``.
    What stands at another origin of the same host (without TLS, with ``www.``) keeps its whole address as key.
    ``published`` is the origin that the host is a copy of, ``""`` for none: addresses there stand for those here.
    """

    def __init__(self, visited: Visited, origin: str, read: ReadText, published: str = "") -> None:
        self.visited, self.origin, self.published = visited, origin, published
        self.host = host_key(split(origin).host)
        self._published_host = host_key(split(published).host) if published else ""
        self._read = read
        self._ids: OrderedDict[str, frozenset[str]] = OrderedDict()

    def key(self, url: str) -> str:
        """Return the key of an address of the host."""
        if not url.startswith(f"{self.origin}/"):
            return url
        path, mark, query = url[len(self.origin) :].partition("?")
        return decoded(path) + mark + query

    def url_of(self, key: str) -> str:
        """Return the address of a key."""
        if not key.startswith("/"):
            return key
        path, mark, query = key.partition("?")
        return join(f"{self.origin}/", encoded(path) + mark + query)

    def here(self, url: str) -> str:
        """Return the address on this host that one of the published site stands for; others as they are."""
        parts = split(url)
        if not self.published or host_key(parts.host) != self._published_host or parts.scheme not in _WEB:
            return url
        return self.origin + (parts.path or "/") + (f"?{parts.query}" if "?" in url else "")

    def public(self, url: str) -> str:
        """Return the address that a page of this host has on the published site; its own where there is none."""
        return (
            self.published + url[len(self.origin) :]
            if self.published and url.startswith(f"{self.origin}/")
            else url
        )

    def resolve(self, url: str) -> Resolution:
        """Return what an absolute address without a fragment leads to."""
        url = self.here(url)
        parts = split(url)
        if parts.scheme not in _WEB or host_key(parts.host) != self.host:
            return _ELSEWHERE
        trail = self.visited.trail(url)
        if trail.end == "loop":
            return Resolution("missing", self.key(trail.last), hops=trail.hops)
        if host_key(split(trail.last).host) != self.host:
            return Resolution("redirect", trail.last, hops=trail.hops) if trail.hops else _ELSEWHERE
        if trail.visit is None:
            return Resolution("unknown", self.key(trail.last), hops=trail.hops)
        key = self.key(trail.last)
        if trail.visit.status in _GONE:
            meant = "" if trail.hops else self._meant(key)
            return Resolution("missing", key, meant=meant)
        if trail.visit.status != 200 or trail.visit.trouble:
            return Resolution("unknown", key)
        if trail.hops:
            return Resolution("redirect", key, trail.last, hops=trail.hops)
        return Resolution("page" if trail.visit.page else "asset", key, trail.last)

    def ids(self, url: str) -> frozenset[str]:
        """Return the ids on a page that was fetched; empty where its text cannot be read or templates are left in it."""
        known = self._ids.get(url)
        if known is None:
            visit = self.visited.visit(url)
            text = self._read(visit)[:_MAX_TEXT] if visit is not None and visit.page else ""
            known = self._ids[url] = ids_in(text)
            if len(self._ids) > _IDS_KEPT:
                self._ids.popitem(last=False)
        return known

    def _meant(self, key: str) -> str:
        meant = self._paths.nearest(key)
        return encoded(meant) if meant and is_misspelt(key, meant) else ""

    @cached_property
    def _paths(self) -> Paths:
        keys: list[str] = []
        for visit in self.visited.pages():
            if visit.url.startswith(f"{self.origin}/") and "?" not in visit.url:
                keys.append(self.key(visit.url))
            if len(keys) > _MOST_COMPARED:
                return Paths(())
        return Paths(keys)


def ids_in(text: str) -> frozenset[str]:
    """Return the ids in HTML; none where a template was left in it, for what that prints nobody knows."""
    return frozenset() if "{{" in text else frozenset(explicit_ids(text))


class FetchedNeighbours:
    """Answers the questions of one page (``seoaudit.page.Neighbours``) that was fetched from ``url``."""

    def __init__(self, host: FetchedHost, url: str) -> None:
        self._host, self._url, self._base = host, url, url
        self._own_ids: frozenset[str] | None = None

    def see(self, page: Page) -> None:
        """Take note of the page: its own ids, and the base that its links are resolved against."""
        self._own_ids = ids_in(page.source.text[:_MAX_TEXT])
        for element in page.head:
            if element.tag == "base" and element.attributes.get("href"):
                self._base = join(self._url, element.attributes["href"].strip()) or self._url
                return

    def resolve(self, target: str) -> Resolution:
        """Return where a link or image target, as written on the page, leads."""
        target = target.strip()
        if not target or len(target) > MAX_LENGTH:
            return _UNKNOWN
        address = join(self._base, target)
        url, _, fragment = address.partition("#")
        if not url:
            return _UNKNOWN
        found = self._page_itself() if self._host.here(url) == self._url else self._host.resolve(url)
        if not fragment:
            return found
        return self._with_fragment(found, same_id(fragment), target)

    def asset(self, file: str) -> Asset | None:
        """Return nothing: of what is no page only the answer is kept."""
        del file
        return None

    def _page_itself(self) -> Resolution:
        return Resolution("page", self._host.key(self._url), self._url)

    def _with_fragment(self, found: Resolution, fragment: str, target: str) -> Resolution:
        found = msgspec.structs.replace(found, fragment=fragment)
        if found.status not in ("page", "redirect") or not found.file:
            return found
        own = found.file == self._url and self._own_ids is not None
        ids = self._own_ids if own and self._own_ids is not None else self._host.ids(found.file)
        if fragment in ids:
            return msgspec.structs.replace(found, fragment_found=True)
        if not ids or may_be_generated(fragment):
            return found
        meant = nearest_fragment(fragment, ids)
        spelt = f"{target.rpartition('#')[0]}#{encoded(meant)}" if meant else ""
        return msgspec.structs.replace(found, fragment_found=False, meant=spelt)

"""The published page of each draft: in a built folder, in an archive, or live, to be compared with the draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from seoaudit.blake import blake2b
from seoaudit.engines.document import Counterpart, Document, Place
from seoaudit.engines.fetched import AGAIN, other_than_a_page, passing_trouble, record_of
from seoaudit.site.urls import encoded, join, split
from seoaudit.sources.decode import Unreadable
from seoaudit.sources.files import display_name

if TYPE_CHECKING:
    from seoaudit.site.index import SiteIndex
    from seoaudit.web.collection import Collection
    from seoaudit.web.response import Fetched

_MAX_SIZE = 20_000_000


class Against(Protocol):
    """Where published pages are looked for."""

    def of(self, document: Document, place: Place) -> Counterpart | None:
        """Return what is published of a draft, ``None`` where that cannot be told."""
        ...


class Fetch(Protocol):
    """Fetches a page, redirects followed."""

    def follow(self, url: str) -> Fetched:
        """Return the page, and what led to it."""
        ...


class InFolder:
    """A folder of HTML as it was built: a draft's page lies where its generator publishes it."""

    def __init__(self, folder: Path, index: SiteIndex) -> None:
        self._folder, self._index = folder, index
        self._url = index.config.url

    def of(self, document: Document, place: Place) -> Counterpart | None:
        """Return the file at the draft's published path."""
        del document
        if not place.path or not place.published:
            return None
        url = join(place.site_url or self._url, encoded(place.path)) if place.site_url or self._url else ""
        found = self._index.page_at(place.path)
        if found is None:
            return Counterpart(f"{display_name(self._folder, Path.cwd())}{place.path}", url, missing=True)
        file = self._folder / found.file
        return Counterpart(display_name(file, Path.cwd()), url, file, digest=_digest(file))


class InArchive:
    """What was fetched of a site: a draft's page is the one at its published path."""

    def __init__(self, collection: Collection) -> None:
        self._visited = collection.visited
        self._origins = list(
            dict.fromkeys("/".join(visit.url.split("/")[:3]) for visit in collection.visited.pages())
        )

    def of(self, document: Document, place: Place) -> Counterpart | None:
        """Return the response to the draft's address, redirects followed."""
        del document
        if not place.path or not place.published:
            return None
        origins = [place.site_url.rstrip("/")] if place.site_url else []
        url = ""
        for origin in [*origins, *self._origins]:
            url = url or join(f"{origin}/", encoded(place.path))
            trail = self._visited.trail(join(f"{origin}/", encoded(place.path)))
            if trail.visit is not None and trail.visit.page:
                record = record_of(trail.visit)
                return Counterpart(trail.last, trail.last, response=record, digest=record.digest)
        return Counterpart(url, url, missing=True) if url else None


class Live:
    """A live site: a draft's page is fetched from its published path below ``base``, or from ``page`` itself."""

    def __init__(self, fetcher: Fetch, base: str = "", page: str = "") -> None:
        self._fetcher, self._base, self._page = fetcher, base, page

    def of(self, document: Document, place: Place) -> Counterpart | None:
        """Return the response to the draft's address, redirects followed. Raises ``Unreadable`` without an answer."""
        del document
        if not self._page and (not place.path or not place.published):
            return None
        url = self._page or join(self._base, encoded(place.path))
        response = self._fetcher.follow(url).response
        if response.trouble:
            raise Unreadable(
                f"{url}: {response.message}", "Check the address that the draft is compared with."
            )
        if passing := passing_trouble(response):
            raise Unreadable(f"{url}: {passing}", AGAIN)
        if kind := other_than_a_page(response):
            raise Unreadable(f"{url}: {kind}", "Give the address of the page that was made of the draft.")
        digest = blake2b(repr((response.url, response.status, response.headers)).encode(), digest_size=16)
        digest.update(response.body)
        missing = response.status in (404, 410)
        return Counterpart(
            response.url, response.url, response=response, digest=digest.digest(), missing=missing
        )


def built_folder(folder: Path, today: str) -> InFolder:
    """Return a folder of built pages; raises ``Unreadable`` for one that holds none."""
    from seoaudit.site.generators import Seen, recognise
    from seoaudit.site.index import SiteIndex
    from seoaudit.site.model import Given

    seen: Seen = {}
    config = recognise(folder, Given(generator="built", root=str(folder.resolve())), seen)
    index = SiteIndex.build(config, None, today)
    if not index.pages:
        raise Unreadable(
            f"{folder}: there are no built pages to compare with",
            "Name the folder that the generator writes HTML to: dist, public, _site …",
        )
    return InFolder(folder.resolve(), index)


def with_counterparts(
    documents: Sequence[Document], places: Sequence[Place], against: Against
) -> list[Document]:
    """Return drafts with what is published of each, where that is known."""
    return [
        document
        if document.response is not None or document.error
        else msgspec.structs.replace(document, counterpart=against.of(document, place))
        for document, place in zip(documents, places, strict=True)
    ]


def is_root(address: str) -> bool:
    """Return whether an address is that of a site rather than of one page.

    >>> is_root("https://example.org"), is_root("https://example.org/post/")
    (True, False)
    """
    return split(address).path in ("", "/")


def _digest(file: Path) -> bytes:
    try:
        if file.stat().st_size > _MAX_SIZE:
            return b""
        return blake2b(file.read_bytes(), digest_size=16).digest()
    except OSError:
        return b""

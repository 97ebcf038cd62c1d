"""What earlier runs have read of a site's files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from seoaudit.encoding import encode
from seoaudit.site.generators.base import Entry

if TYPE_CHECKING:
    from seoaudit.engines.cache import Cache
    from seoaudit.engines.cache_folder import CacheFolder

#: Fewer files are read again before the cache could be opened.
_LEAST_KEPT = 300
_ENCODER = msgspec.msgpack.Encoder()


class KeptEntries:
    """What earlier runs have read of a site's files, in the cache; of a few files it is not worth its opening."""

    def __init__(self, folder: CacheFolder | None, root: str, today: str) -> None:
        self._folder, self._today = folder, today
        self._root = folder.known_root(root) if folder else root
        self._cache: Cache | None = None
        self._before = b""

    def entries(self, files: int) -> Mapping[str, Entry]:
        """Return what is known, by file, when there are so many files."""
        if self._folder is None or files < _LEAST_KEPT:
            return {}
        from seoaudit.engines.cache import Cache, day_of

        self._cache = Cache.of_site(self._folder(), self._root, day_of(self._today))
        self._before = self._cache.entries(self._root)
        try:
            entries = msgspec.msgpack.decode(self._before, type=tuple[Entry, ...]) if self._before else ()
            return {entry.file: entry for entry in entries}
        except (msgspec.DecodeError, ValueError):
            return {}

    def update(self, entries: Iterable[Entry]) -> None:
        """Keep what has been read now, where it differs."""
        if self._cache is None:
            return
        now = encode(_ENCODER, tuple(entries))
        if now != self._before:
            self._cache.keep_entries(self._root, now)
        self._cache.close()

"""Auditing with a cache: what is known is taken over, the rest goes to the pool, the order stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seoaudit.blake import blake2b
from seoaudit.engines.around import Around
from seoaudit.engines.cache import Cache, day_of, key_of, settings_digest
from seoaudit.engines.cache_folder import CacheFolder
from seoaudit.engines.document import Document, Place
from seoaudit.engines.external import reached_digest
from seoaudit.engines.pool import Crew, PackedPage, Task, audit_all
from seoaudit.registry import fingerprint
from seoaudit.report.site import SiteReport


class KnownAudits:
    """What earlier runs have found of a run's documents, and what this one finds for the next."""

    def __init__(
        self, tasks: Sequence[Task], crew: Crew, around: Sequence[Around], folder: CacheFolder
    ) -> None:
        day = day_of(crew.orders.today)
        self._tasks, self._crew, self._around = tasks, crew, around
        place = folder()
        self._caches = [Cache.of_site(place, folder.known_root(site.root), day) for site in around]
        places = [around[task.site](task.document) for task in tasks]
        self._contents = [_content(task, around) for task in tasks]
        self._keys = _keys(tasks, places, self._contents, crew)
        passing = folder.is_of_moved
        self._holds = [
            key is not None
            and self._caches[task.site].holds(
                key, around[task.site].digest, place.neighbours, passing=passing
            )
            for task, key, place in zip(tasks, self._keys, places, strict=True)
        ]

    def audits(self, jobs: int) -> Iterator[PackedPage]:
        """Yield a packed page for each task, in order."""
        missing = [task for task, held in zip(self._tasks, self._holds, strict=True) if not held]
        fresh = audit_all(missing, self._crew, jobs)
        for number, task in enumerate(self._tasks):
            key, cache = self._keys[number], self._caches[task.site]
            page = cache.load(key) if self._holds[number] and key is not None else None
            if page is None:
                page = self._crew.audit(task) if self._holds[number] else next(fresh)
                # A file that was changed since the site was read is not kept under its old bytes.
                if key is None or page.content != self._contents[number] or page.head.broke:
                    self._keys[number] = None
                else:
                    cache.keep(key, self._around[task.site].digest, page)
            yield page

    def site(self, number: int) -> SiteReport | None:
        """Return the report of a site when every page of it is known and the site is as it was."""
        if not all(held for task, held in zip(self._tasks, self._holds, strict=True) if task.site == number):
            return None
        key = self._site_key(number)
        return self._caches[number].load_report(key) if key else None

    def keep_site(self, number: int, report: SiteReport) -> None:
        """Remember a site's report, unless something about it may be different the next time."""
        key = self._site_key(number)
        if key and not any(result.outcome == "errored" for result in report.results):
            self._caches[number].keep_report(key, report)

    def close(self) -> None:
        """Write what is left and let go of the files."""
        for cache in self._caches:
            cache.close()

    def _site_key(self, number: int) -> bytes:
        """Return the key of a site's report, empty where a page of it cannot be known again."""
        keys = [key for task, key in zip(self._tasks, self._keys, strict=True) if task.site == number]
        digest = blake2b(self._around[number].digest.encode(), digest_size=20)
        digest.update(settings_digest(self._crew.orders.settings[0], _packs(self._crew)))
        for key in keys:
            if key is None:
                return b""
            digest.update(key)
        return digest.digest()


def _packs(crew: Crew) -> bytes:
    return fingerprint(each.packs for each in crew.orders.settings)


def _keys(
    tasks: Sequence[Task], places: Sequence[Place], contents: Sequence[bytes], crew: Crew
) -> list[bytes | None]:
    """Return the key of each task, ``None`` for what is not kept: what is no file of a site, or cannot be read."""
    settings = [settings_digest(each, _packs(crew)) for each in crew.orders.settings]
    today = crew.orders.today
    return [
        key_of(task.document.name, content + _beside(task.document), place, settings[task.settings], today)
        if content
        else None
        for task, place, content in zip(tasks, places, contents, strict=True)
    ]


def _beside(document: Document) -> bytes:
    """Return a digest of what a document is audited with: what is published of it, and where its links lead."""
    other = document.counterpart
    compared = b"" if other is None else other.digest + repr((other.name, other.url, other.missing)).encode()
    return compared + reached_digest(document)


def _content(task: Task, around: Sequence[Around]) -> bytes:
    """Return the digest of a document's bytes as its site has read them, empty when it has not."""
    return around[task.site].content_of(task.document)

"""Auditing with a cache: what is known is taken over, the rest goes to the pool, the order stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from seoaudit.engines.cache import Cache, day_of, key_of, settings_digest
from seoaudit.engines.page import Place
from seoaudit.engines.pool import Crew, PackedPage, Task, audit_all
from seoaudit.engines.surroundings import SiteAround


def audit_cached(
    tasks: Sequence[Task], crew: Crew, around: Sequence[SiteAround], jobs: int, folder: Path
) -> Iterator[PackedPage]:
    """Yield a packed page for each task, in order, from the cache where it holds one that is still valid."""
    day = day_of(crew.orders.today)
    caches = [Cache.of_site(folder, site.config.root, day) for site in around]
    try:
        for site in around:
            site.prepare()
        places = [around[task.site](task.document) for task in tasks]
        contents = [_content(task, around) for task in tasks]
        keys = _keys(tasks, places, contents, crew)
        known = [
            key is not None and caches[task.site].holds(key, around[task.site].index.digest, place.neighbours)
            for task, key, place in zip(tasks, keys, places, strict=True)
        ]
        missing = [task for task, is_known in zip(tasks, known, strict=True) if not is_known]
        fresh = audit_all(missing, crew, jobs)
        for number, task in enumerate(tasks):
            key, cache = keys[number], caches[task.site]
            page = cache.load(key) if known[number] and key is not None else None
            if page is None:
                page = crew.audit(task) if known[number] else next(fresh)
                # A file that was changed since the site was read is not kept under its old bytes.
                if key is not None and page.content == contents[number] and not page.head.broke:
                    cache.keep(key, around[task.site].index.digest, page)
            yield page
    finally:
        for cache in caches:
            cache.close()


def _keys(
    tasks: Sequence[Task], places: Sequence[Place], contents: Sequence[bytes], crew: Crew
) -> list[bytes | None]:
    """Return the key of each task, ``None`` for what is not kept: what is no file of a site, or cannot be read."""
    settings = [settings_digest(each) for each in crew.orders.settings]
    today = crew.orders.today
    return [
        key_of(task.document.name, content, place, settings[task.settings], today) if content else None
        for task, place, content in zip(tasks, places, contents, strict=True)
    ]


def _content(task: Task, around: Sequence[SiteAround]) -> bytes:
    """Return the digest of a document's bytes as the site's index has read them, empty when it has not."""
    document = task.document
    if document.data is not None or document.error or document.path is None:
        return b""
    return around[task.site].content_of(document.path)

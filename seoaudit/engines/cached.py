"""Auditing with a cache: what is known is taken over, the rest goes to the pool, the order stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from seoaudit.engines.cache import Cache, key_of, settings_digest
from seoaudit.engines.page import Place
from seoaudit.engines.pool import Crew, PackedPage, Task, audit_all
from seoaudit.engines.surroundings import SiteAround


def audit_cached(
    tasks: Sequence[Task], crew: Crew, around: Sequence[SiteAround], jobs: int, folder: Path
) -> Iterator[PackedPage]:
    """Yield a packed page for each task, in order, from the cache where it holds one that is still valid."""
    cache = Cache(folder / _file_name(around), _day(crew.orders.today))
    try:
        for site in around:
            site.prepare(cache)
        places = [around[task.site](task.document) for task in tasks]
        contents = [_content(task, around) for task in tasks]
        keys = _keys(tasks, places, contents, crew)
        digests = [around[task.site].index.digest for task in tasks]
        known = [
            key is not None and cache.holds(key, digest, place.neighbours)
            for key, digest, place in zip(keys, digests, places, strict=True)
        ]
        missing = [task for task, is_known in zip(tasks, known, strict=True) if not is_known]
        fresh = audit_all(missing, crew, jobs)
        for number, task in enumerate(tasks):
            key = keys[number]
            page = cache.load(key) if known[number] and key is not None else None
            if page is None:
                page = crew.audit(task) if known[number] else next(fresh)
                # A file that was changed since the site was read is not kept under its old bytes.
                if key is not None and page.content == contents[number] and not page.head.broke:
                    cache.keep(key, digests[number], page)
            yield page
    finally:
        cache.close()


def _file_name(around: Sequence[SiteAround]) -> str:
    roots = "\0".join(sorted(site.config.root for site in around))
    return f"{blake2b(roots.encode('utf-8', 'surrogateescape'), digest_size=8).hexdigest()}.sqlite"


def _day(today: str) -> int:
    try:
        return dt.date.fromisoformat(today).toordinal()
    except ValueError:
        return 0


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

"""Runs audits over many documents: in this process for a few, in a pool of processes for many.

Results come in the order of the documents whatever the pool does. A document that kills its process (a
fault in a native library) is found by auditing its batch again one by one, and becomes an error of its
own.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from seoaudit.config import Settings
from seoaudit.encoding import encode
from seoaudit.engines.document import Document, Neighbourhood
from seoaudit.engines.page import AuditedPage, Plan, audit_document, not_audited
from seoaudit.language.added import speak
from seoaudit.packed import PageHead, head_of, pack
from seoaudit.registry import languages_of
from seoaudit.site.rows import PageRow

if TYPE_CHECKING:
    from concurrent.futures import Future

#: Below this many documents a pool costs more than it saves.
LEAST_FOR_POOL = 40
_BATCH = 16

_ENCODER = msgspec.msgpack.Encoder()


class Task(msgspec.Struct, frozen=True):
    """A document with the index of its settings and of its site."""

    document: Document
    settings: int = 0
    site: int = 0


class Orders(msgspec.Struct, frozen=True):
    """What a worker is told when it starts."""

    settings: Sequence[Settings]
    neighbourhoods: Sequence[Neighbourhood | None]
    today: str
    rows: bool


class Crew:
    """What workers share: a plan for each of the run's settings, the neighbourhood of each site, the day (ISO)."""

    def __init__(
        self,
        settings: Sequence[Settings],
        neighbourhoods: Sequence[Neighbourhood | None] = (None,),
        today: str = "",
        *,
        rows: bool = True,
    ) -> None:
        """``rows``: the pages' rows are needed."""
        self.orders = Orders(tuple(settings), tuple(neighbourhoods), today, rows)
        self.plans = [Plan(each) for each in settings]
        speak(languages_of(each.packs for each in settings))

    def audit(self, task: Task) -> PackedPage:
        """Audit one document."""
        orders = self.orders
        plan, neighbourhood = self.plans[task.settings], orders.neighbourhoods[task.site]
        return packed(audit_document(task.document, plan, orders.today, neighbourhood, rows=orders.rows))


class PackedPage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An audited page as it travels between processes and rests in the cache: its head, the rest packed.

    ``row`` is empty where nobody needs it. ``content`` is a digest of the bytes that were audited, ``answers``
    what the page asked of its neighbours and was told.
    """

    head: PageHead
    report: bytes
    row: bytes = b""
    content: bytes = b""
    answers: bytes = b""

    def page_row(self) -> PageRow:
        """Return the page's row."""
        return _row_decoder().decode(self.row)


@cache
def _row_decoder() -> msgspec.msgpack.Decoder[PageRow]:
    """Return what decodes rows; to make it takes a millisecond, and a draft by itself has none."""
    return msgspec.msgpack.Decoder(PageRow)


def packed(page: AuditedPage) -> PackedPage:
    """Return an audited page, packed."""
    row = encode(_ENCODER, page.row) if page.row else b""
    answers = encode(_ENCODER, page.answers)
    return PackedPage(head_of(page.report), pack(page.report), row, page.content, answers)


def audit_all(tasks: Sequence[Task], crew: Crew, jobs: int = 0) -> Iterator[PackedPage]:
    """Yield a packed page for each task, in order. ``jobs`` processes; 0: one per core."""
    jobs = jobs or _cores()
    if jobs == 1 or len(tasks) < LEAST_FOR_POOL:
        yield from map(crew.audit, tasks)
        return
    yield from _pooled(tasks, crew, jobs)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _pooled(tasks: Sequence[Task], crew: Crew, jobs: int) -> Iterator[PackedPage]:
    from concurrent.futures import ProcessPoolExecutor  # these start half of the standard library
    from concurrent.futures.process import BrokenProcessPool

    batches = [tasks[at : at + _BATCH] for at in range(0, len(tasks), _BATCH)]
    at = 0
    while at < len(batches):
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(crew.orders,)) as pool:
            futures: deque[Future[list[PackedPage]]] = deque(
                pool.submit(_batch, batch) for batch in batches[at:]
            )
            try:
                while futures:
                    yield from futures[0].result()
                    futures.popleft()
                    at += 1
                return
            except BrokenProcessPool:
                pass
            finally:
                for future in futures:
                    future.cancel()
        yield from _one_by_one(batches[at], crew)
        at += 1


def _one_by_one(batch: Sequence[Task], crew: Crew) -> Iterator[PackedPage]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    for task in batch:
        with ProcessPoolExecutor(1, initializer=_start, initargs=(crew.orders,)) as pool:
            try:
                yield from pool.submit(_batch, [task]).result()
            except BrokenProcessPool:
                name, error = task.document.name, "the audit's process died on this document"
                fix = "Exclude the file, and please report it as a bug."
                yield packed(not_audited(name, error, fix))


_CREW: list[Crew] = []


def _start(orders: Orders) -> None:
    """Prepare a worker: rules are loaded and plans made once per process."""
    _CREW[:] = [Crew(orders.settings, orders.neighbourhoods, orders.today, rows=orders.rows)]


def _batch(tasks: Sequence[Task]) -> list[PackedPage]:
    return [_CREW[0].audit(task) for task in tasks]

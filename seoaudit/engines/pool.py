"""Runs audits over many documents: in this process for a few, in a pool of processes for many.

Results come in the order of the documents whatever the pool does. A document that kills its process (a
fault in a native library) is found by auditing its batch again one by one, and becomes an error of its
own.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from seoaudit.config import Settings
from seoaudit.engines.page import Document, Plan, audit_document
from seoaudit.report import PageReport

if TYPE_CHECKING:
    from concurrent.futures import Future

#: Below this many documents a pool costs more than it saves.
LEAST_FOR_POOL = 40
_BATCH = 16

#: A document with the index of its settings.
Task = tuple[Document, int]


def audit_all(
    tasks: Sequence[Task], settings: Sequence[Settings], today: str, jobs: int = 0
) -> Iterator[PageReport]:
    """Yield a report for each task, in order. ``jobs`` processes; 0: one per core."""
    jobs = jobs or _cores()
    if jobs == 1 or len(tasks) < LEAST_FOR_POOL:
        plans = [Plan(each) for each in settings]
        for document, number in tasks:
            yield audit_document(document, plans[number], today)
        return
    yield from _pooled(tasks, settings, today, jobs)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _pooled(
    tasks: Sequence[Task], settings: Sequence[Settings], today: str, jobs: int
) -> Iterator[PageReport]:
    from concurrent.futures import ProcessPoolExecutor  # these start half of the standard library
    from concurrent.futures.process import BrokenProcessPool

    batches = [tasks[at : at + _BATCH] for at in range(0, len(tasks), _BATCH)]
    at = 0
    while at < len(batches):
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(tuple(settings), today)) as pool:
            futures: deque[Future[list[PageReport]]] = deque(
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
        yield from _one_by_one(batches[at], settings, today)
        at += 1


def _one_by_one(batch: Sequence[Task], settings: Sequence[Settings], today: str) -> Iterator[PageReport]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    for task in batch:
        with ProcessPoolExecutor(1, initializer=_start, initargs=(tuple(settings), today)) as pool:
            try:
                yield from pool.submit(_batch, [task]).result()
            except BrokenProcessPool:
                yield PageReport(
                    task[0].name,
                    error="the audit's process died on this document",
                    fix="Exclude the file, and please report it as a bug.",
                )


_PLANS: list[Plan] = []
_TODAY: list[str] = []


def _start(settings: tuple[Settings, ...], today: str) -> None:
    """Prepare a worker: rules are loaded and plans made once per process."""
    _PLANS[:] = [Plan(each) for each in settings]
    _TODAY[:] = [today]


def _batch(tasks: Sequence[Task]) -> list[PageReport]:
    return [audit_document(document, _PLANS[number], _TODAY[0]) for document, number in tasks]

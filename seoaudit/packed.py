"""Page reports in little room: packed until somebody reads them, one at a time.

A report of a thousand posts would hold a hundred results for each; packed, a page takes a tenth of that,
and what workers and the cache hand on need not be unpacked on the way.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from sys import intern
from typing import overload

import msgspec

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import PageReport, Report

#: The quickest level: a level more saves a twentieth of the room and takes twice as long.
_LEVEL = 1
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(PageReport)


class PageHead(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the gate, the summary and a listing need of a page, without its results.

    ``failed`` (ids of the rules that failed) and ``findings`` (their number) are parallel to ``SEVERITIES``;
    ``broke`` has the rules that errored, with the reason.
    """

    path: str
    score: float | None
    grade: str
    error: str
    failed: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    findings: tuple[int, int, int]
    broke: tuple[tuple[str, str], ...]


def head_of(page: PageReport) -> PageHead:
    """Return the head of a page's report."""
    failed: dict[Severity, list[str]] = {severity: [] for severity in SEVERITIES}
    findings: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    for result in page.results:
        if result.outcome == "failed":
            failed[result.severity].append(result.rule)
            findings[result.severity] += len(result.findings)
    broke = tuple((result.rule, result.reason) for result in page.results if result.outcome == "errored")
    errors, warnings, infos = (tuple(failed[severity]) for severity in SEVERITIES)
    counts = (findings["error"], findings["warning"], findings["info"])
    return PageHead(page.path, page.score, page.grade, page.error, (errors, warnings, infos), counts, broke)


def pack(page: PageReport) -> bytes:
    """Return a page's report as bytes."""
    return zlib.compress(_ENCODER.encode(page), _LEVEL)


def unpack(packed: bytes) -> PageReport:
    """Return the report that ``pack`` made the bytes of."""
    return _DECODER.decode(zlib.decompress(packed))


class PackedPages(Sequence[PageReport]):
    """Page reports in order; each is unpacked when it is looked at. ``heads`` are at hand without that."""

    def __init__(self) -> None:
        self.heads: list[PageHead] = []
        self._packed: list[bytes] = []

    def append(self, head: PageHead, packed: bytes) -> None:
        """Add a page."""
        errors, warnings, infos = (tuple(map(intern, ids)) for ids in head.failed)
        self.heads.append(msgspec.structs.replace(head, failed=(errors, warnings, infos)))
        self._packed.append(packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[PageReport]:
        return map(unpack, self._packed)

    @overload
    def __getitem__(self, index: int) -> PageReport: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PageReport]: ...
    def __getitem__(self, index: int | slice) -> PageReport | Sequence[PageReport]:
        if isinstance(index, slice):
            return [unpack(packed) for packed in self._packed[index]]
        return unpack(self._packed[index])


def heads(report: Report) -> Sequence[PageHead]:
    """Return the heads of a report's pages, in order."""
    pages = report.pages
    return pages.heads if isinstance(pages, PackedPages) else [head_of(page) for page in pages]

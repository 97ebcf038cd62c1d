"""Page reports in little room: packed until somebody reads them, one at a time.

A report of a thousand posts would hold a hundred results for each; packed, a page takes a tenth of that,
and what workers and the cache hand on need not be unpacked on the way.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from os import SEEK_END
from sys import intern
from typing import IO, overload
from weakref import finalize

import msgspec

from seoaudit.encoding import encode
from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import Report
from seoaudit.report.page import PageReport

#: The quickest level: a level more saves a twentieth of the room and takes twice as long.
_LEVEL = 1
#: Bytes of packed pages that are held in memory: of about 1,500 posts.
_MOST_IN_MEMORY = 8_000_000
#: JSON, because most reports that are written are JSON: then a page need not be decoded on its way there.
_ENCODER = msgspec.json.Encoder(order="deterministic")


class PageHead(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the gate, the summary and a listing need of a page, without its results.

    ``failed`` (ids of the rules that failed), ``counts`` (what each of them found, at least 1) and ``findings`` (how
    many there are) are parallel to ``SEVERITIES``; ``broke`` has the rules that errored, with the reason.
    ``suppressed`` counts what comments in the page leave out, ``fixable`` the findings that can be mended safely, and
    those that can be otherwise.
    """

    path: str
    score: float | None
    grade: str
    error: str
    failed: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    findings: tuple[int, int, int]
    broke: tuple[tuple[str, str], ...]
    counts: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] = ((), (), ())
    suppressed: int = 0
    fixable: tuple[int, int] = (0, 0)


def head_of(page: PageReport) -> PageHead:
    """Return the head of a page's report."""
    failed: dict[Severity, list[str]] = {severity: [] for severity in SEVERITIES}
    counted: dict[Severity, list[int]] = {severity: [] for severity in SEVERITIES}
    findings: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    safely = unsafely = 0
    for result in page.results:
        if result.outcome == "failed":
            for each in result.findings:
                if each.repair:
                    safely += each.repair.applicability == "safe"
                    unsafely += each.repair.applicability == "unsafe"
            failed[result.severity].append(result.rule)
            counted[result.severity].append(len(result.findings) or 1)
            findings[result.severity] += len(result.findings)
    broke = tuple((result.rule, result.reason) for result in page.results if result.outcome == "errored")
    errors, warnings, infos = (tuple(failed[severity]) for severity in SEVERITIES)
    counts = (findings["error"], findings["warning"], findings["info"])
    of_errors, of_warnings, of_infos = (tuple(counted[severity]) for severity in SEVERITIES)
    return PageHead(
        page.path,
        page.score,
        page.grade,
        page.error,
        (errors, warnings, infos),
        counts,
        broke,
        (of_errors, of_warnings, of_infos),
        len(page.suppressed),
        (safely, unsafely),
    )


def pack(page: PageReport) -> bytes:
    """Return a page's report as bytes."""
    return zlib.compress(encode(_ENCODER, page), _LEVEL)


def unpack(packed: bytes) -> PageReport:
    """Return the report that ``pack`` made the bytes of."""
    return _decoder().decode(zlib.decompress(packed))


@cache
def _decoder() -> msgspec.json.Decoder[PageReport]:
    return msgspec.json.Decoder(PageReport)


class _Shelf:
    """Bytes in order: in memory while they are few, then in a file without a name, which ends with the process."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._ends = array("Q", [0])
        self._file: IO[bytes] | None = None

    def append(self, data: bytes) -> None:
        """Put bytes behind the others."""
        self._ends.append(self._ends[-1] + len(data))
        if self._file is not None:
            self._file.write(data)
            return
        self._held.append(data)
        if self._ends[-1] > _MOST_IN_MEMORY:
            from tempfile import TemporaryFile  # a run of few pages has no use for it

            self._file = TemporaryFile(prefix="seoaudit-")  # noqa: SIM115 - it lives as long as the report
            finalize(self, self._file.close)
            self._file.writelines(self._held)
            self._held.clear()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> bytes:
        if self._file is None:
            return self._held[index]
        index = range(len(self))[index]
        self._file.seek(self._ends[index])
        data = self._file.read(self._ends[index + 1] - self._ends[index])
        self._file.seek(0, SEEK_END)
        return data

    def __iter__(self) -> Iterator[bytes]:
        return (self[index] for index in range(len(self)))


class PackedPages(Sequence[PageReport]):
    """Page reports in order; each is unpacked when it is looked at. ``heads`` are at hand without that."""

    def __init__(self) -> None:
        self.heads: list[PageHead] = []
        self._packed = _Shelf()

    def append(self, head: PageHead, packed: bytes) -> None:
        """Add a page."""
        errors, warnings, infos = (tuple(map(intern, ids)) for ids in head.failed)
        self.heads.append(msgspec.structs.replace(head, failed=(errors, warnings, infos)))
        self._packed.append(packed)

    def as_json(self) -> Iterator[bytes]:
        """Yield each page as JSON on one line."""
        return map(zlib.decompress, self._packed)

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
            return [self[at] for at in range(len(self))[index]]
        return unpack(self._packed[index])


def heads(report: Report) -> Sequence[PageHead]:
    """Return the heads of a report's pages, in order."""
    pages = report.pages
    return pages.heads if isinstance(pages, PackedPages) else [head_of(page) for page in pages]


def pages_as_json(report: Report) -> Iterator[bytes]:
    """Yield each page of a report as JSON on one line, its keys in order."""
    pages = report.pages
    return pages.as_json() if isinstance(pages, PackedPages) else (encode(_ENCODER, page) for page in pages)

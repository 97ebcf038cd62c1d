"""The records of a web archive, one after the other, past damaged places; and one record by its offset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

from seoaudit.web.http_block import MAX_HEAD, Head, read_head

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

#: Damaged places after which an archive is given up.
MOST_DAMAGE = 1_000
_GZIP_START, _PLAIN_START = b"\x1f\x8b\x08", b"WARC/"
_STEP = 1 << 20
_Read = TypeVar("_Read")
_FIRST_OF_HEAD = 4_096
#: Of the length of a record. More digits than Python reads at all would end the run.
_MOST_DIGITS = 18
_KINDS = {
    2: "warcinfo", 4: "response", 8: "resource", 16: "request", 32: "metadata", 64: "revisit", 128: "conversion",
}  # fmt: skip


class OnePiece(Exception):  # noqa: N818 - it describes the archive
    """The archive is compressed in one piece: no record can be found by its offset."""


class Cut(OSError):  # noqa: N818 - it describes the record
    """A record is shorter than it says."""


class RawRecord:
    """A record whose block is being read. ``kind`` is its WARC-Type, ``size`` the bytes of its block."""

    def __init__(self, record: WarcRecord) -> None:
        """Raise ``Cut`` for a record that does not say how long it is."""
        self.kind = _KINDS.get(int(record.record_type), "")
        length = record.headers.get("Content-Length") or ""
        if not length.isdecimal() or len(length) > _MOST_DIGITS:
            raise Cut
        self.size = int(length)
        self._record, self._read = record, 0

    def field(self, name: str) -> str:
        """Return a field of the record, ``""`` without one."""
        return self._record.headers.get(name) or ""

    def read(self, limit: int) -> bytes:
        """Return the next bytes of the block, at most ``limit``. Raises ``Cut`` where there are fewer than there should be."""
        wanted = min(limit, self.size - self._read)
        data: bytes = self._record.reader.read(wanted) if wanted > 0 else b""
        self._read += len(data)
        if len(data) < wanted:
            raise Cut
        return data

    def skip(self) -> None:
        """Pass over the rest of the block. Raises ``Cut`` where it is not all there."""
        while self._read < self.size:
            self.read(_STEP)

    def read_head(self) -> tuple[Head | None, bytes]:
        """Return the head of the HTTP response that the block is (``None``: it is none) and what was read of the body."""
        data = self.read(_FIRST_OF_HEAD)
        head = read_head(data)
        while head is None and self._read < min(self.size, MAX_HEAD) and data.startswith(b"HTTP/"):
            data += self.read(MAX_HEAD)
            head = read_head(data)
        return head, data[head.size :] if head is not None else data


class Placed(NamedTuple):
    """A record and the offset where it begins, in bytes."""

    offset: int
    record: RawRecord


def read_all(
    path: Path, read: Callable[[RawRecord, int], _Read | None], damage: list[int]
) -> Iterator[_Read]:
    """Yield what ``read`` makes of the records of an archive and their offsets, in their order; ``None`` is left out.

    After a damaged place it goes on with the next record that can be read; ``damage`` is filled with the offsets of those
    that could not. Raises ``OnePiece``; ``OSError`` when the system cannot read the file.
    """
    with path.open("rb") as file, path.open("rb") as probe:
        mark = _GZIP_START if probe.read(len(_GZIP_START)) == _GZIP_START else _PLAIN_START
        begin = 0
        while begin >= 0 and len(damage) < MOST_DAMAGE:
            last, between = begin, False
            try:
                for placed in _undamaged(file, begin):
                    last, between = placed.offset, False
                    if mark == _GZIP_START and not _begins(probe, placed.offset):
                        raise OnePiece
                    found = read(placed.record, placed.offset)
                    placed.record.skip()
                    between = True
                    if found is not None:
                        yield found
                return
            except OSError as error:
                if error.errno:  # the system's own
                    raise
            begin = _next_start(file, last + 1, mark)
            if (
                not between or begin < 0
            ):  # otherwise it is the next one that cannot be read, which will turn out
                damage.append(last)


def _begins(probe: BinaryIO, offset: int) -> bool:
    """Return whether something that is compressed by itself begins at an offset."""
    probe.seek(offset)
    return probe.read(len(_GZIP_START)) == _GZIP_START


def record_at(file: BinaryIO, offset: int) -> RawRecord | None:
    """Return the record that begins at an offset, ``None`` where none does."""
    try:
        return next((placed.record for placed in _undamaged(file, offset)), None)
    except OSError:
        return None


def _undamaged(file: BinaryIO, begin: int) -> Iterator[Placed]:
    from fastwarc.warc import ArchiveIterator

    file.seek(begin)
    shift: int | None = None
    for record in ArchiveIterator(file, parse_http=False):
        if shift is None:  # positions count from the beginning of the file or from where reading began
            shift = begin - record.stream_pos
        yield Placed(shift + record.stream_pos, RawRecord(record))


def _next_start(file: BinaryIO, begin: int, mark: bytes) -> int:
    """Return where something begins that may be a record, -1 where nothing does."""
    file.seek(begin)
    at, kept = begin, b""
    while piece := file.read(_STEP):
        data = kept + piece
        found = data.find(mark)
        if found >= 0:
            return at - len(kept) + found
        at += len(piece)
        kept = data[-len(mark) + 1 :]
    return -1

"""What was fetched, kept as a web archive (WARC, ISO 28500): written here, read by ``archive_reader``.

Each record is a gzip member of its own, as readers of archives expect it: it can be read by its offset, and an archive
that was cut off anywhere is whole up to its last record.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from seoaudit.web.archive_reader import Recorded, Responses, read_response, read_responses
from seoaudit.web.closing import Closing
from seoaudit.web.crawl_state import CRAWL_URI, CrawlState
from seoaudit.web.http_block import head_bytes
from seoaudit.web.response import Response

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

__all__ = ["ArchiveWriter", "CrawlState", "Recorded", "Responses", "read_response", "read_responses"]

_VERSION = "1.1"
#: The library's own level, 9, takes three times as long and saves two percent.
_LEVEL = 6
#: What the standard calls the reasons for which a body is not whole.
_TRUNCATED = {"too-large": "length", "timeout": "time", "truncated": "disconnect", "reset": "disconnect"}


class ArchiveWriter(Closing):
    """Appends responses to an archive, which is made where there is none.

    ``length`` is how much of a file that is there is to be kept, in bytes (``None``: all): what follows was written by
    a run that ended before it could note so. ``info`` goes into a record of its own: what wrote the archive, and how.
    Not safe between threads. Raises ``OSError``.
    """

    def __init__(self, path: Path, length: int | None = None, info: Mapping[str, str] | None = None) -> None:
        from warcio.warcwriter import WARCWriter

        self._file = path.open("ab")
        if length is not None and length < self._file.tell():
            self._file.truncate(length)
        self._file.seek(0, os.SEEK_END)
        self._record = BytesIO()
        self._writer: WARCWriter = WARCWriter(self._record, gzip=False, warc_version=_VERSION)
        if info:
            record = self._writer.create_warcinfo_record(
                path.name, {**info, "format": f"WARC File Format {_VERSION}"}
            )
            self._write(record)

    @property
    def length(self) -> int:
        """Return the bytes that the archive has; all of them have been handed to the system."""
        return self._file.tell()

    def add(self, response: Response) -> int:
        """Append a response, hand it to the system, and return the offset of its record.

        A request that got no answer becomes a record of metadata.
        """
        fields: dict[str, str] = {"WARC-Date": response.fetched or _now(), **_own_fields(response)}
        if response.status:
            head = _head(response)
            if response.trouble in _TRUNCATED:
                fields["WARC-Truncated"] = _TRUNCATED[response.trouble]
            elif not response.raw and response.header("content-length") not in ("", "0"):
                fields["WARC-Truncated"] = "unspecified"  # a body that nobody needs was not fetched
            return self._add(response.url, "response", fields, response.raw, head)
        block = f"trouble: {response.trouble}\r\nmessage: {_line(response.message)}\r\n".encode()
        return self._add(response.url, "metadata", fields, block)

    def finish(self, state: CrawlState) -> int:
        """Append how complete the crawl is, and return the offset. Of several such records the last one counts."""
        fields = {"Content-Type": "application/json", "WARC-Date": _now()}
        return self._add(CRAWL_URI, "metadata", fields, msgspec.json.encode(state))

    def sync(self) -> None:
        """Wait until the disk has what was written."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _add(
        self, url: str, kind: str, fields: dict[str, str], body: bytes, head: StatusAndHeaders | None = None
    ) -> int:
        record = self._writer.create_warc_record(
            _line(url),
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict=fields,
            http_headers=head,
        )
        return self._write(record)

    def _write(self, record: Any) -> int:  # noqa: ANN401 - the library has no types
        offset = self._file.tell()
        self._record.seek(0)
        self._record.truncate()
        self._writer.write_record(record)
        try:
            self._file.write(gzip.compress(self._record.getbuffer(), _LEVEL, mtime=0))
            self._file.flush()
        except OSError:  # half a record would hide those after it
            with suppress(OSError):
                self._file.truncate(offset)
            raise
        return offset


def _own_fields(response: Response) -> dict[str, str]:
    """Return the fields that the standard has no names for; readers of archives skip those that they do not know."""
    fields = {"X-Seoaudit-Seconds": repr(response.seconds)}
    if response.trouble:
        fields["X-Seoaudit-Trouble"] = response.trouble
        fields["X-Seoaudit-Body-Length"] = str(len(response.body))
    if response.message:
        fields["X-Seoaudit-Message"] = _line(response.message)
    return fields


def _head(response: Response) -> StatusAndHeaders:
    from warcio.statusandheaders import StatusAndHeaders

    class Head(StatusAndHeaders):  # type: ignore[misc]
        """A head that is written as it was received: the library would escape what is not ASCII."""

        def to_ascii_bytes(self, header_filter: object = None) -> bytes:
            del header_filter
            return head_bytes(response.status, response.reason, response.headers)

    return Head(f"{response.status} {response.reason}", [], "HTTP/1.1")


def _line(text: str) -> str:
    """Return a text as the value of a field: on one line, without what is no text."""
    return " ".join(text.split()).encode("utf-8", "replace").decode()


def _now() -> str:
    import datetime as dt

    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

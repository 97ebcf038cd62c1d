"""Reading web archives, of any program that writes them: responses with their places, and each one by its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import get_args

import msgspec

from seoaudit.site.sitemap_file import MAX_BYTES
from seoaudit.site.urls import join
from seoaudit.sources.decode import Unreadable
from seoaudit.web.archive_records import OnePiece, RawRecord, read_all, record_at
from seoaudit.web.coding import decoded
from seoaudit.web.crawl_state import CRAWL_URI, CrawlState
from seoaudit.web.http_block import Head, joined_chunks
from seoaudit.web.originals import Originals
from seoaudit.web.response import Response, Trouble, without_login

#: Bytes of a body, unpacked; what follows is left out, as a fetch would do. Sitemaps are the largest.
MAX_BODY = MAX_BYTES + 1
#: Bytes of a record about the archive or the crawl.
_MAX_BLOCK = 1_000_000
_TROUBLES = frozenset(get_args(Trouble))
#: What the standard calls the reasons for which a body is not whole, in our words.
_TRUNCATED: dict[str, Trouble] = {"length": "too-large", "time": "timeout", "disconnect": "truncated"}
_NOT_MODIFIED = 304
#: No answer takes longer, and no number in a field is larger.
_LARGEST = 1e9


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """A response in an archive. ``response`` has neither ``raw`` nor ``body``: ``read_response`` reads them.

    ``offset`` is where its record begins (bytes), ``length`` the body's bytes as transferred, ``digest`` that of the body
    as the archive gives it (empty: it does not). ``body_offset`` is where the record with the body begins: another one
    where the archive says that the answer was the same as before, -1 where the archive does not have it.
    """

    offset: int
    length: int
    response: Response
    digest: str
    body_offset: int


class Responses(Iterator[Recorded]):
    """The responses of an archive in their order: one pass, with memory for one record.

    An address may come several times; the last one is the latest. After the pass, ``problem`` says what could not be
    read (empty: everything could), ``fix`` what to do about it, ``state`` how complete the crawl was that wrote it
    (``None``: the archive does not say), and ``software`` who wrote it.
    """

    def __init__(self, path: Path) -> None:
        self.problem = self.fix = self.software = ""
        self.state: CrawlState | None = None
        self._path, self._begun = path, False
        self._records = self._read()

    def __next__(self) -> Recorded:
        """Return the next response."""
        return next(self._records)

    def _read(self) -> Iterator[Recorded]:
        damage: list[int] = []
        originals = Originals()
        try:
            yield from read_all(
                self._path, lambda record, offset: self._recorded(record, offset, originals), damage
            )
        except OnePiece:
            self.problem = "is compressed in one piece, so that its records cannot be read one by one"
            self.fix = f"Rewrite it: warcio recompress {self._path.name} rewritten.warc.gz"
        except OSError as error:
            self.problem = f"cannot be read: {error.strerror or error}"
            self.fix = "Check the file and its permissions."
        finally:
            originals.close()
        if damage and not self.problem:
            places = "one place" if len(damage) == 1 else f"{len(damage):,} places"
            self.problem = f"is damaged or cut off in {places}, the first at byte {damage[0]:,}"
            self.fix = "What could be read was read. Fetch the rest again, or get a whole copy of the file."
            if not self._begun:
                self.problem = "has no records of a web archive"
                self.fix = "Check that it is one (.warc or .warc.gz), and that it is whole."

    def _recorded(self, record: RawRecord, offset: int, originals: Originals) -> Recorded | None:
        self._begun = True
        if record.kind == "warcinfo":
            self._learn_software(record.read(_MAX_BLOCK))
            return None
        if record.kind == "metadata" and record.field("WARC-Target-URI") == CRAWL_URI:
            with suppress(msgspec.MsgspecError):  # of a version to come
                self.state = msgspec.json.decode(record.read(_MAX_BLOCK), type=CrawlState)
            return None
        found = _head_of(record)
        if found is None:
            return None
        response, length = found
        digest = record.field("WARC-Payload-Digest")
        if record.kind != "revisit":
            originals.add(offset, digest, response.url)
            return Recorded(offset, length, response, digest, offset)
        return self._again(record, Recorded(offset, 0, response, digest, -1), originals)

    def _again(self, record: RawRecord, revisit: Recorded, originals: Originals) -> Recorded:
        """Return an answer that was the same as one before, with what that one was."""
        url = _plain(record.field("WARC-Refers-To-Target-URI")) or revisit.response.url
        place = originals.find(revisit.digest, url)
        if place is None:
            return revisit
        with self._path.open("rb") as file:
            earlier = record_at(file, place)
            found = _head_of(earlier) if earlier is not None else None
        if found is None:
            return revisit
        response, length = found
        if revisit.response.status in (0, _NOT_MODIFIED):
            response = msgspec.structs.replace(response, url=revisit.response.url)
        else:
            response = revisit.response
        return msgspec.structs.replace(revisit, response=response, length=length, body_offset=place)

    def _learn_software(self, block: bytes) -> None:
        for line in block.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip().lower() == "software":
                self.software = value.strip()


def read_responses(path: Path) -> Responses:
    """Return the responses of an archive, without their bodies. Raises nothing: see ``Responses.problem``."""
    return Responses(path)


def read_response(path: Path, offset: int, body_offset: int | None = None) -> Response:
    """Return the response whose record begins at an offset (``Recorded.offset``) with its body.

    ``body_offset`` is where the record with the body begins (``Recorded.body_offset``), if that is another one. Raises
    ``Unreadable`` where the archive does not have it, or no longer.
    """
    if body_offset is not None and body_offset != offset:
        again = read_response(path, offset)
        earlier = read_response(path, body_offset)
        if again.status in (0, _NOT_MODIFIED):
            return msgspec.structs.replace(earlier, url=again.url, fetched=again.fetched)
        return msgspec.structs.replace(again, raw=earlier.raw, body=earlier.body)
    try:
        with path.open("rb") as file:
            record = record_at(file, offset)
            found = _response_of(record) if record is not None else None
    except OSError as error:
        reason = error.strerror or "the record is cut off"
        raise Unreadable(f"{path}: cannot be read: {reason}", "Get a whole copy of the archive.") from error
    if found is None:
        message = f"{path}: there is no response at byte {offset:,}"
        raise Unreadable(
            message, "The archive has changed since it was looked through: run the command again."
        )
    return found


def _head_of(record: RawRecord) -> tuple[Response, int] | None:
    """Return the response of a record without its body, and how many bytes that has; ``None`` for other records."""
    url = _url(record)
    if record.kind == "metadata":
        return (_as_recorded(record, url, None), 0) if record.field("X-Seoaudit-Trouble") else None
    if not url.lower().startswith(("http://", "https://")):
        return None
    if record.kind == "resource":
        return _as_recorded(record, url, _resource(record)), record.size
    if record.kind == "revisit" and record.size == 0:
        return _as_recorded(record, url, None), 0
    if record.kind not in ("response", "revisit"):
        return None
    head, _ = record.read_head()
    return (_as_recorded(record, url, head), record.size - head.size) if head is not None else None


def _response_of(record: RawRecord) -> Response | None:
    url = _url(record)
    if record.kind == "metadata" or (record.kind == "revisit" and record.size == 0):
        return _as_recorded(record, url, None)
    if record.kind == "resource":
        head, begun = _resource(record), b""
    elif record.kind in ("response", "revisit"):
        found, begun = record.read_head()
        if found is None:
            return None
        head = found
    else:
        return None
    raw = begun + record.read(MAX_BODY - len(begun))
    if head.chunked:
        raw = joined_chunks(raw)
    response = _as_recorded(record, url, head)
    coding = ",".join(value for name, value in head.headers if name.lower() == "content-encoding")
    limit = record.field("X-Seoaudit-Body-Length")
    body, trouble = decoded(
        raw, coding, min(int(_number(limit)), MAX_BODY) if limit.isdecimal() else MAX_BODY
    )
    if _is_ours(record):  # then what went wrong is written there
        return msgspec.structs.replace(response, raw=raw, body=body)
    return msgspec.structs.replace(response, raw=raw, body=body, trouble=response.trouble or trouble)


def _as_recorded(record: RawRecord, url: str, head: Head | None) -> Response:
    """Return what a record says besides the body."""
    ours = record.field("X-Seoaudit-Trouble")
    trouble: Trouble = ours if ours in _TROUBLES else "protocol"  # type: ignore[assignment] # a value of it
    if not _is_ours(record):
        trouble = _TRUNCATED.get(record.field("WARC-Truncated"), "")
    return Response(
        url=url,
        status=head.status if head is not None else 0,
        reason=head.reason if head is not None else "",
        headers=head.headers if head is not None else (),
        seconds=_number(record.field("X-Seoaudit-Seconds")),
        fetched=record.field("WARC-Date"),
        trouble=trouble,
        message=record.field("X-Seoaudit-Message"),
    )


def _resource(record: RawRecord) -> Head:
    """Return the head that a file would have had which was archived without one."""
    media = record.field("Content-Type")
    return Head(200, "", (("Content-Type", media),) if media else (), 0, chunked=False)


def _is_ours(record: RawRecord) -> bool:
    return bool(record.field("X-Seoaudit-Seconds"))


def _url(record: RawRecord) -> str:
    return _plain(record.field("WARC-Target-URI"))


def _plain(uri: str) -> str:
    """Return an address as browsers write it, without fragment. Some archivers put it in angle brackets."""
    uri = uri.strip().removeprefix("<").removesuffix(">").partition("#")[0]
    return without_login(join(uri, "") or uri)


def _number(text: str) -> float:
    """Return a number as a field has it, 0 for what is none or none that could be true."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0.0 <= number < _LARGEST else 0.0

"""The head of an HTTP response as archives keep it: status line and headers, to bytes and back."""

from __future__ import annotations

import re
from typing import NamedTuple

#: Bytes of a head; what goes on longer is none.
MAX_HEAD = 262_144
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?[ \t]*\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_BREAKS = re.compile(r"[\r\n\0]+[ \t]*")
#: Archives keep bodies with their chunks joined. So that no reader looks for chunks the header is put away
#: under this name, as other archivers do.
_PUT_AWAY = "x-orig-"
_CHUNKED = re.compile(r"(?:x-orig-)*transfer-encoding", re.IGNORECASE)

Headers = tuple[tuple[str, str], ...]


class Head(NamedTuple):
    """What a head says; ``size`` is its length in bytes with the empty line, ``chunked``: the body is in chunks."""

    status: int
    reason: str
    headers: Headers
    size: int
    chunked: bool


def head_bytes(status: int, reason: str, headers: Headers) -> bytes:
    """Return the head of a response, to its empty line. Characters are bytes, as ``requests`` has it."""
    lines = [f"HTTP/1.1 {status:03} {reason}"]
    lines += (f"{_put_away(name)}: {value}" for name, value in headers)
    return b"".join(_latin(_BREAKS.sub(" ", line)) + b"\r\n" for line in lines) + b"\r\n"


def read_head(data: bytes) -> Head | None:
    """Return the head that ``data`` begins with, ``None`` where there is no whole one."""
    status = _STATUS.match(data)
    if status is None:
        return None
    end = _END.search(data, status.end() - 2)
    if end is None:
        return None
    headers: list[tuple[str, str]] = []
    for line in data[status.end() : end.start()].decode("latin-1").split("\n"):
        line = line.removesuffix("\r")
        if line[:1] in (" ", "\t") and headers:
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon and name:
            headers.append((name.rstrip(" \t"), value.lstrip(" \t")))
    chunked = any(
        name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers
    )
    brought_back = tuple(
        (
            name[len(_PUT_AWAY) :]
            if _CHUNKED.fullmatch(name) and len(name) > len("transfer-encoding")
            else name,
            value,
        )
        for name, value in headers
    )
    reason = (status[2] or b"").decode("latin-1")
    return Head(int(status[1]), reason, brought_back, end.end(), chunked)


def joined_chunks(data: bytes) -> bytes:
    r"""Return a body with its chunks joined; as it is where it turns out not to be in chunks.

    >>> joined_chunks(b"3\r\n<p>\r\n2;x=y\r\nHi\r\n0\r\n\r\n"), joined_chunks(b"<p>Hi")
    (b'<p>Hi', b'<p>Hi')
    """
    parts: list[bytes] = []
    at = 0
    while True:
        line_end = data.find(b"\n", at, at + 1000)
        size = _chunk_size(data[at:line_end]) if line_end >= 0 else None
        if size is None:
            return b"".join(parts) if parts else data
        if size == 0:
            return b"".join(parts)
        parts.append(data[line_end + 1 : line_end + 1 + size])
        at = line_end + 1 + size
        at += 2 if data[at : at + 2] == b"\r\n" else 1 if data[at : at + 1] == b"\n" else 0


def _chunk_size(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()
    if not 0 < len(digits) <= 8 or digits.strip(b"0123456789abcdefABCDEF"):
        return None
    return int(digits, 16)


def _put_away(name: str) -> str:
    return _PUT_AWAY + name if _CHUNKED.fullmatch(name) else name


def _latin(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")

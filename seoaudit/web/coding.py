"""Content codings: what a body encodes, within a limit, whatever it claims to be."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from seoaudit.web.response import Trouble

_GZIP_MAGIC = b"\x1f\x8b"
#: Codings one over the other; more are an attack.
_MOST_CODINGS = 3
_STEP = 65_536


def decoded(raw: bytes, coding: str, limit: int) -> tuple[bytes, Trouble]:
    """Return at most ``limit`` bytes of what ``raw`` encodes, and what went wrong with it.

    ``coding`` is the value of Content-Encoding. A body that is said to be packed and is not is taken as it is, because
    some archivers unpack bodies and leave the header. What a damaged body gives before the damage is kept
    (``encoding``); so is what a cut one gives (``truncated``).
    """
    body, trouble = raw, ""
    names = [name.strip().lower() for name in coding.split(",") if name.strip()]
    for name in reversed(names[:_MOST_CODINGS]):
        unpack = _UNPACKERS.get(name)
        if unpack is None or not body or (name in ("gzip", "x-gzip") and not body.startswith(_GZIP_MAGIC)):
            continue
        # What is packed once more may be larger than what it packs in the end.
        body, found = _gathered(unpack(body), limit + (_STEP if len(names) > 1 else 0))
        trouble = trouble or found
    if len(body) > limit:
        return body[:limit], "too-large"
    return body, trouble  # type: ignore[return-value]


def _gathered(pieces: Iterator[bytes], limit: int) -> tuple[bytes, Trouble]:
    """Return the pieces up to the limit and one byte, which tells that there is more."""
    found: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            found.append(piece)
            size += len(piece)
            if size > limit:
                break
    except EOFError:
        return b"".join(found), "truncated"
    except _faults():
        return b"".join(found), "encoding"
    return b"".join(found)[: limit + 1], ""


def _gunzipped(data: bytes) -> Iterator[bytes]:
    """Yield what gzip members hold; what follows the last one is padding."""
    while data.startswith(_GZIP_MAGIC):
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield from _inflated(stream, data)
        data = stream.unused_data


def _undeflated(data: bytes) -> Iterator[bytes]:
    """Yield what deflate holds: with the header that the standard wants, or without, as some servers send it."""
    try:
        zlib.decompressobj().decompress(data[:64])
        stream = zlib.decompressobj()
    except zlib.error:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
    yield from _inflated(stream, data)


def _inflated(stream: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    while data and not stream.eof:
        yield stream.decompress(data, _STEP)
        data = stream.unconsumed_tail
    if not stream.eof:
        yield stream.flush()
        if not stream.eof:
            raise EOFError


def _unbrotlied(data: bytes) -> Iterator[bytes]:
    try:
        import brotli
    except ImportError as error:
        raise ValueError("br") from error
    stream = brotli.Decompressor()
    # Step by step: a kilobyte may unfold to megabytes.
    piece = stream.process(data, output_buffer_limit=_STEP)
    while piece or not (stream.is_finished() or stream.can_accept_more_data()):
        yield piece
        piece = stream.process(b"", output_buffer_limit=_STEP)
    if not stream.is_finished():
        raise EOFError


def _unzstandarded(data: bytes) -> Iterator[bytes]:
    try:
        from zstandard import ZstdDecompressor  # type: ignore[import-not-found,unused-ignore] # if it is there
    except ImportError as error:
        raise ValueError("zstd") from error
    yield from ZstdDecompressor().read_to_iter(data, write_size=_STEP)


def _faults() -> tuple[type[Exception], ...]:
    """Return what unpacking raises; libraries that are not loaded have not raised anything."""
    import sys

    known = ((sys.modules.get("brotli"), "error"), (sys.modules.get("zstandard"), "ZstdError"))
    own = tuple(getattr(module, name) for module, name in known if module is not None)
    return ValueError, OSError, RuntimeError, zlib.error, *own


_UNPACKERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzipped, "x-gzip": _gunzipped, "deflate": _undeflated, "br": _unbrotlied, "zstd": _unzstandarded,
}  # fmt: skip

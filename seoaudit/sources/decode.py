"""From bytes to text: byte-order marks, declared and guessed encodings, and what is not text at all."""

from __future__ import annotations

import codecs
import re

from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Media, Problem

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = lazy_regex(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
#: How far browsers look for a declared encoding, and how far we look for bytes that no text has.
_PRESCAN = 1024
_BINARY_PRESCAN = 8192
_FALLBACK = "windows-1252"


class Unreadable(Exception):  # noqa: N818 - it describes the document
    """A document that cannot be audited; ``fix`` says what to do about it."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


def mark_of(data: bytes) -> bytes:
    """Return the byte-order mark that the data begins with, which may be none."""
    return next((bom for bom, _ in _BOMS if data.startswith(bom)), b"")


def decode(data: bytes, media: Media, charset: str = "") -> tuple[str, str, list[Problem]]:
    """Return the text, its encoding's name, and what was wrong with it.

    A byte-order mark decides, then the ``charset`` of a Content-Type header, then (HTML) that of a ``meta`` element, then UTF-8; bytes that are none of these
    are read as Windows-1252, as browsers do, with a problem at the first such byte. Raises ``Unreadable``
    for binary data. The text never begins with a byte-order mark.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_marked(data[len(bom) :], encoding)
    if charset and (encoding := _known(charset)):
        try:
            return data.decode(encoding), encoding, []
        except UnicodeDecodeError:
            pass
    if b"\0" in data[:_BINARY_PRESCAN]:
        raise Unreadable(
            "this is a binary file, not text", "Leave it out with --exclude, or save it as UTF-8 text."
        )
    if media == "html":
        declared = _declared(data)
        if declared:
            try:
                return data.decode(declared), declared, []
            except UnicodeDecodeError:
                pass
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError as error:
        bad = error.start
    text = data.decode(_FALLBACK, errors="replace")
    problem = Problem(
        Span(bad, bad + 1),  # one byte is one character in this encoding
        "encoding",
        f"the file is not valid UTF-8 from this place on; it was read as {_FALLBACK}",
        "Save the file as UTF-8.",
    )
    return text, _FALLBACK, [problem]


def _decode_marked(data: bytes, encoding: str) -> tuple[str, str, list[Problem]]:
    try:
        return data.decode(encoding), encoding, []
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        at = len(data[: error.start].decode(encoding, errors="replace"))
        message = f"the file begins with a mark of {encoding} but has bytes that are not"
        return text, encoding, [Problem(Span(at, at + 1), "encoding", message, "Save the file as UTF-8.")]


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:_PRESCAN])
    name = _known(found[1].decode("ascii")) if found else ""
    # No declaration inside the bytes can make them UTF-16.
    return "" if name.startswith(("utf-16", "utf-32")) else name


def _known(label: str) -> str:
    """Return the encoding that a label means, ``""`` for one that nobody knows, or that encodes no text."""
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    if not found._is_text_encoding:  # noqa: SLF001 - base64 and its like: bytes.decode asks the same
        return ""
    # HTML reads these labels as Windows-1252.
    return _FALLBACK if found.name in ("iso8859-1", "ascii") else found.name

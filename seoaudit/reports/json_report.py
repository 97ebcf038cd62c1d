"""The JSON format: the whole report as it is, indented, the same bytes for the same report."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from seoaudit.encoding import encode
from seoaudit.lazy_regex import lazy_regex
from seoaudit.packed import pages_as_json
from seoaudit.report import Report
from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import INVISIBLE

_ENCODER = msgspec.json.Encoder(order="deterministic")
_INDENT = 2
#: Where the pages go; inside a JSON string the quotation marks would be escaped.
_NO_PAGES = '"pages": []'

# JSON escapes the C0 controls. The others are as dangerous to a terminal (U+009B is an escape sequence in one
# character), and build services read ``##vso[…]`` anywhere in a line; an escape means the same to a reader.
_UNSAFE = lazy_regex(f"[{INVISIBLE}]")
#: The bytes of ASCII that need no escape.
_HARMLESS = bytes(range(0x7F))
_COMMAND = lazy_regex(r"(?<=##)\[|(?<=##vso)\[|(?<=##teamcity)\[")


def render(report: Report, options: RenderOptions) -> Iterator[str]:  # noqa: ARG001 - a Reporter
    """Yield the report in pieces, one page at a time, so that a large one is never held twice."""
    before, opening, after = encoded(msgspec.structs.replace(report, pages=()), _INDENT).partition(_NO_PAGES)
    if not report.pages:
        yield before + opening + after + "\n"
        return
    yield before + '"pages": [\n'
    last = len(report.pages) - 1
    margin = " " * 2 * _INDENT
    for index, page in enumerate(pages_as_json(report)):
        text = margin + safe(msgspec.json.format(page, indent=_INDENT)).replace("\n", "\n" + margin)
        yield text + (",\n" if index < last else "\n")
    yield " " * _INDENT + "]" + after + "\n"


def json_text(value: object) -> str:
    """Return a value as indented JSON, with what could harm a terminal or a build log escaped."""
    return encoded(value, _INDENT)


def encoded(value: object, indent: int = 0) -> str:
    """Return a value as JSON; ``indent`` 0 puts it on one line."""
    data = encode(_ENCODER, value)
    return safe(msgspec.json.format(data, indent=indent) if indent else data)


def safe(data: bytes) -> str:
    """Return JSON as text in which what could harm a terminal or a build log is escaped."""
    text = data.decode("utf-8")
    if "##" in text:
        text = _COMMAND.sub(_escape, text)
    # Few characters of a report are beyond ASCII: to look at those alone takes a fifth of the time.
    if _UNSAFE.search(data.translate(None, _HARMLESS).decode("utf-8")) is None:
        return text
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(rf"\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))

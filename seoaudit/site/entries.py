"""Reading of a content file what its address and its title depend on: the front matter and the first heading."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from seoaudit.blake import blake2b
from seoaudit.lazy_regex import lazy_regex
from seoaudit.parsing.frontmatter import read
from seoaudit.site.generators.base import Entry
from seoaudit.site.walk import Stamp

#: Larger files are read no further; their front matter is in the beginning.
MAX_SIZE = 2_000_000
#: What is looked at first: the front matter and the first heading are nearly always in it.
_HEAD = 24_000
#: Longer texts and lists of front matter are never part of an address.
_MAX_TEXT, _MAX_LIST, _MAX_DEPTH = 400, 60, 4

#: Nanoseconds after which a file that was changed is taken for settled.
_TICK = 2_000_000_000

_HEADING = lazy_regex(r"^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*\r?$", re.MULTILINE)
_FENCE = lazy_regex(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE, re.DOTALL)
_HTML_HEADING = lazy_regex(r"<h1\b[^>]*>(.{0,600}?)</h1", re.IGNORECASE, re.DOTALL)
_HTML_TITLE = lazy_regex(r"<title\b[^>]*>(.{0,600}?)</title", re.IGNORECASE, re.DOTALL)
_TAG = lazy_regex(r"<[^>]*>")
_HEADING_ID = lazy_regex(r"\s*\{[#:][^}]*\}$")
_LINK = lazy_regex(r"!?\[([^\]]*)\]\([^)]*\)")


def read_entry(root: Path, file: str, known: Mapping[str, Entry], stamp: Stamp = (0, 0, 0)) -> Entry:
    """Return what is read of a file; what is known of the same file or the same bytes is taken over.

    A file that cannot be read or parsed gives an empty entry: it may be a page all the same.
    """
    before = known.get(file)
    if before is not None and before.stamp == stamp:
        return before
    # Clocks of file systems are coarse: what was changed just now may be changed again within the same tick.
    settled = stamp if max(stamp[1:]) < time.time_ns() - _TICK else ()
    try:
        with (root / file).open("rb") as stream:
            data = stream.read(MAX_SIZE)
    except OSError:
        return Entry(file)
    digest = blake2b(data, digest_size=16).digest()
    if before is not None and before.digest == digest:
        return msgspec.structs.replace(before, stamp=settled)
    head = data[:_HEAD]
    text = head.decode("utf-8", errors="replace")
    front, body, problems = read(text)
    if len(data) > _HEAD and front is None and problems:  # it is not closed in the beginning
        text = data.decode("utf-8", errors="replace")
        front, body, _ = read(text)
    return Entry(
        file,
        digest,
        _short(front.data, 0) if front else {},
        _heading(text, body, html=file.endswith((".html", ".htm"))),
        front is not None,
        settled,
    )


def _heading(text: str, body: int, *, html: bool) -> str:
    if html:
        found = _HTML_TITLE.search(text, body) or _HTML_HEADING.search(text, body)
        said = _TAG.sub("", found[1]) if found else ""
        if "&" in said:
            from html import unescape  # with a table of two thousand names

            said = unescape(said)
        return " ".join(said.split())
    found = _HEADING.search(text, body)
    if found and ("```" in text[body : found.start()] or "~~~" in text[body : found.start()]):
        found = _HEADING.search(_FENCE.sub("", text[body:]))
    if not found:
        return ""
    return _LINK.sub(r"\1", _HEADING_ID.sub("", found[1])).replace("`", "").replace("**", "").strip()


def _short(value: Any, depth: int) -> Any:  # noqa: ANN401 - front matter holds any value
    """Return the part of a front matter that is short enough to name a page with."""
    if isinstance(value, Mapping):
        if depth == _MAX_DEPTH:
            return None
        items = ((str(key), _short(each, depth + 1)) for key, each in value.items())
        return {key: each for key, each in items if each is not None}
    if isinstance(value, list):
        if depth == _MAX_DEPTH:
            return None
        return [each for item in value[:_MAX_LIST] if (each := _short(item, depth + 1)) is not None]
    if isinstance(value, str):
        return value if len(value) <= _MAX_TEXT else None
    if isinstance(value, (date, datetime)):
        return value.isoformat()  # so that an entry that was kept is the same as one just read
    return value if isinstance(value, (bool, int, float)) else None

"""Finds addresses written as plain text, as GitHub Flavored Markdown links them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from seoaudit.lazy_regex import lazy_regex
from seoaudit.parsing.builder import Builder, OpenLink

_BARE = lazy_regex(
    r"(?<![\w/@.])(?:(?P<url>https?://|www\.)[^\s<\x00-\x1f]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![-_.\d])(?![\w-]))",
    re.IGNORECASE,
)
_TRAILING = frozenset("?!.,:*_~'\"“”’")
_REFERENCE = lazy_regex(r"&[a-zA-Z0-9]+;$")
_LONGEST_REFERENCE = 40


def add_bare_links(builder: Builder, code: list[tuple[int, int]]) -> None:
    """Add a link for each address in the running text that no link or code span covers already."""
    text = "".join(builder.parts)
    if "://" not in text and "www." not in text and "@" not in text:
        return
    taken = sorted([(link.start, stop) for link, stop, _ in builder.links] + code)
    starts = [start for start, _ in taken]
    page = builder.text_map()
    block_starts = [block.start for block in builder.blocks]
    for match in _addresses(text, block_starts):
        address = _trimmed(match[0]) if match["url"] else match[0]
        if match["url"] and not _plausible(address):
            continue
        start, stop = match.start(), match.start() + len(address)
        before = bisect_right(starts, start) - 1
        if before >= 0 and taken[before][1] > start:
            continue
        span = page.span(start, stop)
        block = bisect_right(block_starts, start) - 1
        target = (
            address
            if match["url"] and "://" in match["url"]
            else f"http://{address}"
            if match["url"]
            else f"mailto:{address}"
        )
        builder.links.append((OpenLink(span.start, target, "bare", start, block, "", {}), stop, span.end))


def _addresses(text: str, block_starts: list[int]) -> Iterator[re.Match[str]]:
    """Yield what may be an address; most blocks are passed over at a glance."""
    for start, end in pairwise([0, *block_starts, len(text)]):
        block = text[start:end]
        if "://" in block or "@" in block or "www." in block.lower():
            yield from _BARE.finditer(text, start, end)


def _trimmed(address: str) -> str:
    """Drop what belongs to the sentence: closing punctuation, a reference, and a bracket that nothing opened."""
    end = len(address)
    surplus = {close: address.count(close) - address.count(opened) for opened, close in ("()", "[]")}
    while end:
        last = address[end - 1]
        if last in _TRAILING:
            end -= 1
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
            end -= 1
        elif last == ";" and (reference := _REFERENCE.search(address, max(end - _LONGEST_REFERENCE, 0), end)):
            end = reference.start()
        else:
            break
    return address[:end]


def _plausible(address: str) -> bool:
    host = re.split(r"[/?#:]", address.partition("://")[2] or address)[0]
    if host == "localhost":
        return True
    return "." in host.strip(".") and "_" not in "".join(host.split(".")[-2:])

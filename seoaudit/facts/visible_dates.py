"""The dates that a page shows its readers next to the title: a byline, a time element."""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice

import msgspec

from seoaudit.facts.dates import parse_date
from seoaudit.facts.fact import fact
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Block, Page

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = lazy_regex(
    rf"(?<![\w/-])(?:\d{{4}}-\d{{2}}-\d{{2}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}})(?![\w/-])",
    re.IGNORECASE,
)
#: What stands before the date in a byline.
_LABEL = lazy_regex(
    r"\b(?:published|posted|updated|update|modified|reviewed|revised|written|created|date|last|by|on|am|le|el|em|op|den)\b",
    re.IGNORECASE,
)
_TIME = lazy_regex(r"<time\b([^<>]*)>([^<]{0,60})", re.IGNORECASE)
_DATETIME = lazy_regex(r"datetime\s*=\s*[\"']?\s*(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
#: A paragraph of so many words is text, and ends the part of a page where its date stands.
_TEXT_WORDS = 20
#: So many time elements are looked at.
_MOST_DATES = 20
#: A byline stands no more blocks than this below where the main content begins.
_BYLINE_BLOCKS = 6
#: A byline has no more words than this.
_BYLINE_WORDS = 16


class VisibleDate(msgspec.Struct, frozen=True):
    """A date the page shows, and its place."""

    date: dt.date
    span: Span


@fact
def visible_dates(page: Page) -> tuple[VisibleDate, ...]:
    """Return the dates shown between the beginning of the main content and its first paragraph of text.

    A date in a sentence, in a list of entries or in a link is about something else.
    """
    if page.source.media != "html":
        return ()
    blocks, end = _top(page)
    if not blocks:
        return ()
    links = [(link.start, link.end) for link in page.links]
    found: dict[dt.date, VisibleDate] = {}
    for block in blocks:
        if shown := _in_byline(page, block, links):
            found.setdefault(shown.date, shown)
    begin = blocks[0].span.start
    linked = [link.span for link in page.links]
    for match in islice(_TIME.finditer(page.source.text, max(begin - 200, 0), end), _MOST_DATES):
        at = match.start()
        if any(span.start <= at < span.end for span in linked):
            continue
        if not any(block.span.start - 200 <= at < block.span.end for block in blocks):
            continue
        given = _DATETIME.search(match[1])
        date = parse_date(given[1] if given else _unescaped(match[2]))
        if date is not None:
            found.setdefault(date, VisibleDate(date, Span(at, match.end())))
    return tuple(found.values())


def _top(page: Page) -> tuple[list[Block], int]:
    """Return the blocks from the main content's first to its first paragraph of text, and the offset where that begins.

    A byline beside the title is furniture, and is taken along.
    """
    top: list[Block] = []
    titled = not any(block.main and block.kind == "heading" and block.level == 1 for block in page.blocks)
    first = next((index for index, block in enumerate(page.blocks) if block.main), 0)
    for index, block in enumerate(page.blocks[first:]):
        if not block.main and (index > _BYLINE_BLOCKS or block.kind == "heading"):
            continue
        if block.kind == "heading":
            if titled and top and block.level > 1:
                return top, block.span.start
            titled = titled or block.level == 1
        elif titled and len(page.text[block.start : block.end].split()) >= _TEXT_WORDS:
            return [*top, block], block.span.start
        if block.list < 0:
            top.append(block)
    return top, len(page.source.text) if top else 0


def _in_byline(page: Page, block: Block, links: list[tuple[int, int]]) -> VisibleDate | None:
    text = page.text[block.start : block.end]
    if block.kind != "paragraph" or block.quote or len(text.split()) > _BYLINE_WORDS:
        return None
    match = _DATE.search(text)
    if match is None or text.rstrip().endswith((".", "!", "?", ":")):
        return None
    before = text[: match.start()].strip(" \t\n—–-|·•,:")
    if before and not _LABEL.search(before):
        return None
    at = block.start + match.start()
    if any(start <= at < end for start, end in links):
        return None
    date = parse_date(match.group())
    return VisibleDate(date, page.span(at, block.start + match.end())) if date else None


def _unescaped(text: str) -> str:
    from html import unescape  # its table of 2,231 names is long to load

    return " ".join(unescape(text).split())

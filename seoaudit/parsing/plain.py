"""Reads plain text: paragraphs between blank lines, list items, bare links."""

from __future__ import annotations

from seoaudit.context import Context
from seoaudit.language.sentence_layout import listed_lines
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Page, Source
from seoaudit.parsing import frontmatter
from seoaudit.parsing.bare_links import add_bare_links
from seoaudit.parsing.builder import Builder

_ITEM = lazy_regex(r"[ \t]*([-*•–]|\d{1,3}[.)])[ \t]+(?=\S)")

_PARAGRAPH = lazy_regex(r"(?:[^\S\n]*\S[^\n]*(?:\n|\Z))+")
#: Between words they are dashes.
_DASHES = frozenset("-–*")


def read_plain(source: Source, context: Context) -> Page:
    """Read plain text. Lines that follow one another are one paragraph, however they are wrapped."""
    builder = Builder(source)
    builder.front_matter, body, problems = frontmatter.read(source.text)
    builder.problems.extend(problems)
    listed = _lines_of_lists(source.text, body)
    at = body
    in_list = False
    for line in source.text[body:].splitlines(keepends=True):
        text = line.rstrip("\r\n")
        item = _ITEM.match(text)
        if item and _goes_on(item[1], text[item.end() :]):
            item = None  # "1. Fill it 2. Light it" is a paragraph
        if not text.strip():
            builder.close(at)
            in_list = False
        elif item or at in listed:
            if not in_list:
                builder.list = builder.lists
                builder.lists += 1
            in_list = True
            marker = item.end() if item else 0
            builder.open("item", at)
            builder.add(text[marker:], at + marker, at + len(text))
        else:
            if builder.block is not None:
                builder.space(at - 1, at)
            elif not in_list:
                builder.list = -1
                builder.open("paragraph", at)
            builder.add(text, at, at + len(text))
        at += len(line)
    builder.close(len(source.text))
    add_bare_links(builder, [])
    return builder.page(context)


def _lines_of_lists(text: str, body: int) -> frozenset[int]:
    """Return the offsets at which the lines of lists without markers begin."""
    found: set[int] = set()
    for paragraph in _PARAGRAPH.finditer(text, body):
        lines = listed_lines(paragraph[0])
        if not any(_ITEM.match(paragraph[0], start) for start, _ in lines):
            found.update(paragraph.start() + start for start, _ in lines)
    return frozenset(found)


def _goes_on(marker: str, rest: str) -> bool:
    """Return whether the next item follows on the same line."""
    following = f"{int(marker[:-1]) + 1}{marker[-1]}" if marker[:-1].isdecimal() else marker
    return f" {following} " in rest and following not in _DASHES

"""Reads plain text: paragraphs between blank lines, list items, bare links."""

from __future__ import annotations

from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Context, Page, Source
from seoaudit.parsing import frontmatter
from seoaudit.parsing.bare_links import add_bare_links
from seoaudit.parsing.builder import Builder

_ITEM = lazy_regex(r"[ \t]*(?:[-*•–]|\d{1,3}[.)])[ \t]+(?=\S)")


def read_plain(source: Source, context: Context) -> Page:
    """Read plain text. Lines that follow one another are one paragraph, however they are wrapped."""
    builder = Builder(source)
    builder.front_matter, body, problems = frontmatter.read(source.text)
    builder.problems.extend(problems)
    at = body
    in_list = False
    for line in source.text[body:].splitlines(keepends=True):
        text = line.rstrip("\r\n")
        item = _ITEM.match(text)
        if not text.strip():
            builder.close(at)
            in_list = False
        elif item:
            if not in_list:
                builder.list = builder.lists
                builder.lists += 1
            in_list = True
            builder.open("item", at)
            builder.add(text[item.end() :], at + item.end(), at + len(text))
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

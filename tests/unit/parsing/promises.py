"""Pages from text, and the promises a page makes about places."""

import html
import re

from seoaudit.context import Context
from seoaudit.page import Source
from seoaudit.parsing import media_of, parse

_WORD = re.compile(r"[^\W_]+")


def read(text, name="post.md"):
    return parse(Source(name, text, media_of(name)), Context())


def words(text):
    return _WORD.findall(text)


def in_order(wanted, text):
    """Return whether the words stand in the text in this order, once references are resolved."""
    at = 0
    resolved = html.unescape(text)
    for word in wanted:
        at = resolved.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def keep(page):
    """Assert all that holds of every page, whatever is in it: places are in bounds, in order, and true."""
    source, length = page.source.text, len(page.source.text)
    elements = [
        *page.blocks, *page.headings, *page.links, *page.images, *page.codes, *page.controls, *page.components,
        *page.head, *page.problems,
    ]  # fmt: skip
    for element in elements:
        assert 0 <= element.span.start <= element.span.end <= length, element
    before = 0
    for block in page.blocks:
        assert before <= block.start <= block.end <= len(page.text), block
        before = block.end
    for heading in page.headings:
        block = page.blocks[heading.block]
        assert block.kind == "heading"
        assert (heading.start, heading.end, heading.span) == (block.start, block.end, block.span)
    for element in (*page.links, *page.images, *page.controls):
        assert -1 <= element.block < max(len(page.blocks), 1), element
    for link in page.links:
        assert 0 <= link.start <= link.end <= len(page.text), link
    _words_are_where_they_say(page, source)
    assert page.position(length).line == source.count("\n") + 1


def _words_are_where_they_say(page, source):
    for match in _WORD.finditer(page.text):
        begin, end = page.span(match.start(), match.end())
        assert 0 <= begin <= end <= length if (length := len(source)) else True
        there = source[begin:end]
        if "&" in there:  # a reference
            continue
        # A word may hold markup (`a**b**c`): its letters still stand there, in order.
        assert there == match[0] or _letters_in_order(match[0], there), (match[0], there)


def _letters_in_order(word, text):
    rest = iter(text)
    return all(letter in rest for letter in word)

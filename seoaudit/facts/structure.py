"""How the page is built: outline, sections, introduction, lists, images."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import metadata
from seoaudit.facts.text import block_words, paragraphs
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Block, Heading, Image, Page

#: The share of a paragraph's characters in links, from which on it is only links.
_LINKED = 0.8
#: A paragraph of bold text longer than this is a sentence to stress, not a heading.
_BOLD_HEADING_WORDS = 10
_CLOSING = tuple(".,;:!?…。，；：！？…")
_QUOTES = tuple('"”’»)*')
#: A first paragraph of no more words without closing punctuation is a byline, a date, a subtitle.
_LINE_WORDS = 15
#: Between a bold line and the code below it stand marks and blanks only: no more characters than this.
_FARTHEST_CODE = 1_000
#: A caption with its number, as books and built manuals set them in bold.
_CAPTION = lazy_regex(
    r"(?:figure|fig\.|table|example|listing|exhibit|diagram|chart|equation|algorithm|procedure|box|plate|"
    r"abbildung|abb\.|tabelle|beispiel|tableau|exemple|figura|tabla|ejemplo)\s+[A-Z]?\d+(?:[.\-–]\d+)*\b|"
    r"[^\W\d]+\s+[A-Z]?\d+[.\-]\d+[.:]\s",
    re.IGNORECASE,
)
#: Where a list item begins: its mark stands before its text, or at it.
_MARK = lazy_regex(r"[ \t>]*(?:[-*+•–]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_ITEM_TAG = lazy_regex(r"<(?:li|dt)\b[^<>]*>\s*\Z", re.IGNORECASE)


class ListOfItems(msgspec.Struct, frozen=True, gc=False):
    """A list: its place (the first item's), how many items it has, and the index of its first block.

    The lists inside its items are lists of their own.
    """

    span: Span
    items: int
    block: int


class Section(msgspec.Struct, frozen=True):
    """The text from one heading to the next; ``heading`` is ``None`` before the first one.

    ``words`` does not count the heading. ``span`` is the heading's place, or the first block's.
    """

    heading: Heading | None
    words: int
    span: Span
    blocks: tuple[int, ...]


@fact
def headings(page: Page) -> tuple[Heading, ...]:
    """Return the main content's headings in order, empty ones included."""
    return tuple(heading for heading in page.headings if heading.main)


@fact
def title_heading(page: Page) -> Heading | None:
    """Return the H1 that the theme makes of the front matter's title, if it does.

    Markdown themes render the title as the page's H1. Set ``title-is-h1 = false`` where yours does not.
    """
    if page.source.media == "html" or page.context.title_is_h1 is False:
        return None
    title = metadata(page).title
    if not title.value or title.origin != "front matter":
        return None
    return Heading(title.span, 1, title.value, -1, 0, 0)


@fact
def outline(page: Page) -> tuple[Heading, ...]:
    """Return the headings as a reader of the published page meets them: the theme's H1 first, empty ones left out."""
    own = tuple(heading for heading in headings(page) if heading.text)
    title = title_heading(page)
    return (title, *own) if title else own


@fact
def subheadings(page: Page) -> tuple[Heading, ...]:
    """Return the non-empty headings below H1."""
    return tuple(heading for heading in headings(page) if heading.level > 1 and heading.text)


@fact
def sections(page: Page) -> tuple[Section, ...]:
    """Return the sections that hold text, in order."""
    counts = block_words(page)
    found: list[Section] = []
    heading: Heading | None = None
    words = 0
    blocks: list[int] = []

    def end() -> None:
        if blocks or heading is not None:
            span = heading.span if heading else page.blocks[blocks[0]].span
            found.append(Section(heading, words, span, tuple(blocks)))

    by_block = {h.block: h for h in page.headings}
    for index, block in enumerate(page.blocks):
        if not block.main:
            continue
        if block.kind == "heading":
            end()
            heading, words, blocks = by_block[index], 0, []
        else:
            words += counts[index]
            blocks.append(index)
    end()
    return tuple(found)


@fact
def introduction(page: Page) -> Block | None:
    """Return the first paragraph that is not only links or an image, nor a line such as a byline or a date.

    When there is nothing else, such a line will do.
    """
    line: Block | None = None
    for block in paragraphs(page):
        if _mostly_linked(page, block):
            continue
        text = page.text[block.start : block.end].rstrip()
        if text.endswith(_CLOSING + _QUOTES) or len(text.split()) > _LINE_WORDS:
            return block
        line = line or block
    return line


@fact
def images(page: Page) -> tuple[Image, ...]:
    """Return the main content's images."""
    return tuple(image for image in page.images if image.main)


@fact
def lists(page: Page) -> tuple[ListOfItems, ...]:
    """Return the main content's lists in order. An item of several paragraphs counts once."""
    items: dict[int, int] = {}
    first: dict[int, int] = {}
    for index, block in enumerate(page.blocks):
        if block.list < 0 or not block.main:
            continue
        if block.list not in first:
            first[block.list] = index
            items[block.list] = 1
        elif _begins_item(page.source.text, block.span.start):
            items[block.list] += 1
    return tuple(ListOfItems(page.blocks[at].span, items[number], at) for number, at in first.items())


def _begins_item(source: str, at: int) -> bool:
    if source.startswith(("<li", "<LI", "<dt"), at):
        return True
    line = source.rfind("\n", 0, at) + 1
    mark = _MARK.match(source, line)
    if mark and mark.end() >= at:
        return True
    return _ITEM_TAG.search(source, max(at - 300, 0), at) is not None


@fact
def bold_headings(page: Page) -> tuple[Block, ...]:
    """Return the paragraphs that stand in for headings: short, all bold, no full stop, with text below.

    A closing line, a linked line and one that only a link follows are calls to action; one above a heading
    is a subtitle.
    """
    if not page.strong:
        return ()
    bold = dict(page.strong)
    mixed = {link.block for link in page.links}.union(image.block for image in page.images)
    components = sorted(component.span.start for component in page.components)
    codes = sorted(code.span.start for code in page.codes)
    main = [(index, block) for index, block in enumerate(page.blocks) if block.main]
    found: list[Block] = []
    for place, (index, block) in enumerate(main[:-1]):
        if block.kind != "paragraph" or block.quote or block.list >= 0 or index in mixed:
            continue
        text = page.text[block.start : block.end]
        begin = block.start + len(text) - len(text.lstrip())
        text = text.strip()
        if bold.get(begin, -1) < begin + len(text) or text.endswith(_CLOSING):
            continue
        after = main[place + 1][1]
        words = text.split()
        if after.kind == "heading" or len(words) > _BOLD_HEADING_WORDS or not text[:1].isalnum():
            continue
        if len(words) == 1 and ("." in text or _code_follows(page, block, codes)):
            continue  # the name of the file or language that the code below shows
        if _CAPTION.match(text):
            continue
        if bisect_left(components, block.span.start) < bisect_left(components, block.span.end):
            continue
        if place + 2 == len(main) and _mostly_linked(page, after):
            continue
        found.append(block)
    return tuple(found)


def _code_follows(page: Page, block: Block, codes: Sequence[int]) -> bool:
    """Return whether nothing but white space and marks stands between a block and the code below it."""
    below = bisect_left(codes, block.span.end)
    if below == len(codes) or codes[below] - block.span.end > _FARTHEST_CODE:
        return False
    return not page.source.text[block.span.end : codes[below]].strip(" \t\r\n*_`~>")


def _mostly_linked(page: Page, block: Block) -> bool:
    starts, before = _linked(page)
    linked = before[bisect_left(starts, block.end)] - before[bisect_left(starts, block.start)]
    return linked >= _LINKED * len(page.text[block.start : block.end].strip())


@fact
def _linked(page: Page) -> tuple[list[int], list[int]]:
    """Return where the texts of links begin, in order, and how many characters the links before each hold.

    The second list has one more entry, for all links.
    """
    links = sorted((link.start, link.end - link.start) for link in page.links)
    return [start for start, _ in links], [0, *accumulate(length for _, length in links)]

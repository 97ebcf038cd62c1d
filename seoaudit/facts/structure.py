"""How the page is built: outline, sections, introduction, images."""

from __future__ import annotations

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import metadata
from seoaudit.facts.text import block_words, paragraphs
from seoaudit.model import Span
from seoaudit.page import Block, Heading, Image, Page


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
    words, blocks = 0, []

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
        elif counts[index] or block.kind != "heading":
            words += counts[index]
            blocks.append(index)
    end()
    return tuple(found)


@fact
def introduction(page: Page) -> Block | None:
    """Return the first paragraph that is not only links or an image."""
    for block in paragraphs(page):
        text = page.text[block.start : block.end]
        linked = sum(link.end - link.start for link in page.links if block.start <= link.start < block.end)
        if linked < 0.8 * len(text.strip()):
            return block
    return None


@fact
def images(page: Page) -> tuple[Image, ...]:
    """Return the main content's images."""
    return tuple(image for image in page.images if image.main)

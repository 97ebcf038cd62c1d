"""Where a rule may look: each scope is a list of passages, made once for a page and shared by all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from seoaudit.facts.links import links
from seoaudit.facts.metadata import Field, metadata
from seoaudit.facts.structure import headings, images, introduction, sections
from seoaudit.facts.text import paragraphs, sentences
from seoaudit.model import Span
from seoaudit.page import Block, BlockKind, Page


class Passage(NamedTuple):
    """Text that is looked at. ``start`` is its offset in the running text, -1 where it does not stand there."""

    text: str
    start: int
    span: Span


class Scope(NamedTuple):
    """A scope: its passages, what one of them is called, what it is for people, and how an example becomes one.

    ``example`` has ``{}`` where an example's text goes.
    """

    passages: Callable[[Page], Iterable[Passage]]
    one: str
    summary: str
    example: str = "{}"
    #: Changing it changes addresses, so that no fix may touch it.
    is_address: bool = False


def passages(page: Page, scope: str) -> Sequence[Passage]:
    """Return a scope's passages in the order of the page."""
    key = (passages, scope)
    known = page.memo.get(key)
    if known is None:
        known = page.memo[key] = tuple(each for each in SCOPES[scope].passages(page) if each.text.strip())
    return known  # type: ignore[return-value] # what this function put there


def passages_of(page: Page, scopes: tuple[str, ...]) -> Sequence[Passage]:
    """Return the passages of several scopes, one after the other."""
    if len(scopes) == 1:
        return passages(page, scopes[0])
    key = (passages_of, scopes)
    known = page.memo.get(key)
    if known is None:
        known = page.memo[key] = tuple(
            each for scope in distinct(page, scopes) for each in passages(page, scope)
        )
    return known  # type: ignore[return-value] # what this function put there


def distinct(page: Page, scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Return scopes without the title of a page whose title is a heading that is looked at anyway."""
    if "title" in scopes and "headings" in scopes and metadata(page).title.origin == "heading":
        return tuple(scope for scope in scopes if scope != "title")
    return scopes


def place(page: Page, passage: Passage, start: int, end: int) -> Span:
    """Return where ``passage.text[start:end]`` stands in the source; all of the passage where that is not known."""
    if passage.start >= 0:
        return page.span(passage.start + start, passage.start + end)
    source = page.source.text
    at = source.find(passage.text, *passage.span)
    if at >= 0:
        return Span(at + start, at + end)
    at = source.find(passage.text[start:end], *passage.span) if end > start else -1
    return Span(at, at + end - start) if at >= 0 else passage.span


def _field(choose: Callable[[Page], Field]) -> Callable[[Page], Iterable[Passage]]:
    def found(page: Page) -> Iterable[Passage]:
        field = choose(page)
        return (Passage(field.value, -1, field.span),) if field and not field.templated else ()

    return found


def _blocks(*kinds: BlockKind, quote: bool = False) -> Callable[[Page], Iterable[Passage]]:
    def found(page: Page) -> Iterable[Passage]:
        return (
            _block(page, each)
            for each in page.blocks
            if each.main and each.kind in kinds and each.quote == quote
        )

    return found


def _block(page: Page, block: Block) -> Passage:
    return Passage(page.text[block.start : block.end], block.start, block.span)


def _headings(page: Page) -> Iterable[Passage]:
    return (Passage(page.text[each.start : each.end], each.start, each.span) for each in headings(page))


def _introduction(page: Page) -> Iterable[Passage]:
    block = introduction(page)
    return (_block(page, block),) if block else ()


def _conclusion(page: Page) -> Iterable[Passage]:
    return (_block(page, each) for each in paragraphs(page)[-1:])


def _sentences(page: Page) -> Iterable[Passage]:
    return (
        Passage(page.text[each.start : each.end], each.start, page.span(each.start, each.end))
        for each in sentences(page)
    )


def _sections(page: Page) -> Iterable[Passage]:
    for each in sections(page):
        if each.blocks:
            start, end = page.blocks[each.blocks[0]].start, page.blocks[each.blocks[-1]].end
            yield Passage(page.text[start:end], start, each.span)


def _link_texts(page: Page) -> Iterable[Passage]:
    for link in links(page):
        if link.end > link.start:
            yield Passage(page.text[link.start : link.end], link.start, link.span)
        else:
            yield Passage(link.text, -1, link.span)


def _path(page: Page) -> Iterable[Passage]:
    from urllib.parse import urlsplit

    address = page.context.path or urlsplit(page.context.url).path
    return (Passage(address, -1, page.start),)


def _code(page: Page) -> Iterable[Passage]:
    return (Passage(page.source.text[slice(*each.span)], -1, each.span) for each in page.codes)


def _front_matter(page: Page) -> Iterable[Passage]:
    matter = page.front_matter
    if matter is None:
        return ()
    return (
        Passage(value, -1, span)
        for key, span in matter.spans.items()
        if isinstance(value := matter.get(key), str)
    )


#: Every scope by its name.
SCOPES: Mapping[str, Scope] = {
    "text": Scope(
        _blocks("paragraph", "item", "cell", "caption"),
        "a passage",
        "paragraphs, list items, table cells and captions of the main content; no code, no quotations",
    ),
    "title": Scope(
        _field(lambda page: metadata(page).title), "the title", "the page's title", "---\ntitle: {}\n---\n"
    ),
    "description": Scope(
        _field(lambda page: metadata(page).description),
        "the description",
        "the description for search results",
        "---\ndescription: {}\n---\n",
    ),
    "slug": Scope(
        _field(lambda page: metadata(page).slug),
        "the slug",
        "the last part of the page's address, without a date that generators take off",
        is_address=True,
    ),
    "path": Scope(
        _path,
        "the path",
        "the published path, where the site's generator or the address tells it",
        is_address=True,
    ),
    "headings": Scope(_headings, "a heading", "headings in the text, all levels", "## {}\n"),
    "paragraphs": Scope(
        lambda page: (_block(page, each) for each in paragraphs(page)), "a paragraph", "paragraphs only"
    ),
    "list-items": Scope(_blocks("item"), "a list item", "the items of lists", "- {}\n"),
    "cells": Scope(_blocks("cell"), "a table cell", "the cells of tables"),
    "captions": Scope(_blocks("caption"), "a caption", "captions of figures and tables"),
    "quotations": Scope(
        _blocks("paragraph", "item", quote=True), "a quotation", "block quotations", "> {}\n"
    ),
    "introduction": Scope(_introduction, "the introduction", "the first paragraph of prose"),
    "conclusion": Scope(_conclusion, "the conclusion", "the last paragraph"),
    "sentences": Scope(_sentences, "a sentence", "the sentences of paragraphs and list items"),
    "sections": Scope(_sections, "a section", "the text from one heading to the next, without the headings"),
    "link-text": Scope(_link_texts, "a link's text", "what can be clicked", "[{}](/example/)\n"),
    "link-targets": Scope(
        lambda page: (Passage(each.target, -1, each.span) for each in links(page)),
        "a link's target",
        "the targets of links, as they are written",
        "[an example]({})\n",
        is_address=True,
    ),
    "alt": Scope(
        lambda page: (Passage(each.alt or "", -1, each.span) for each in images(page)),
        "an alt text",
        "the text alternatives of images",
        "![{}](/example.png)\n",
    ),
    "buttons": Scope(
        lambda page: (Passage(each.label, -1, each.span) for each in page.controls if each.main),
        "a button",
        "the labels of buttons",
        "<button>{}</button>\n",
    ),
    "code": Scope(_code, "a code block", "code blocks, with their fences", "~~~~\n{}\n~~~~\n"),
    "front-matter": Scope(
        _front_matter, "a value", "every text in the front matter", "---\n{}\n---\n"
    ),
}  # fmt: skip

#: Where rules about wording look when they do not say: what its author wrote for readers to read.
EVERYWHERE = ("text", "headings", "title", "description")

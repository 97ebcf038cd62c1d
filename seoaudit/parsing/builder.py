"""Collects a page's running text and elements while a reader walks through the source."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from operator import attrgetter
from typing import Literal

from seoaudit.context import Context
from seoaudit.model import Span
from seoaudit.page import (
    Block,
    BlockKind,
    Code,
    Comment,
    Component,
    Control,
    Element,
    FrontMatter,
    Heading,
    Image,
    Link,
    Origin,
    Page,
    Problem,
    Source,
    TextMap,
)
from seoaudit.parsing.limits import MOST_PARTS, MOST_TEXT, RUNS_PER_PART, too_many

#: What a comment says that is meant for this program; all others are passed over.
ADDRESSED = "seoaudit-"

_NEWLINES = {ord("\n"): " ", ord("\r"): " ", ord("\t"): " ", ord("\f"): " ", 1: " ", 0x1D173: " "}


class OpenLink:
    """A link whose end has not been seen yet."""

    __slots__ = ("alts", "attributes", "begin", "block", "origin", "start", "target", "title")

    def __init__(
        self,
        begin: int,
        target: str,
        origin: Origin,
        start: int,
        block: int,
        title: str,
        attributes: Mapping[str, str],
    ) -> None:
        self.begin, self.target, self.origin, self.start = begin, target, origin, start
        self.block, self.title, self.attributes = block, title, attributes
        self.alts: list[str] = []


class OpenControl:
    """A form or button; what is added until ``stop`` is a button's label."""

    __slots__ = ("block", "kind", "label", "span", "start", "stop", "target")

    def __init__(
        self, kind: Literal["form", "button"], span: Span, label: str, target: str, start: int, block: int
    ) -> None:
        self.kind, self.span, self.label, self.target = kind, span, label, target
        self.start = self.stop = start
        self.block = block


class RawBlock:
    """A block under construction; becomes a ``Block`` when its page is known as a whole."""

    __slots__ = (
        "begin",
        "end",
        "finish",
        "holds",
        "id",
        "kind",
        "level",
        "list",
        "main",
        "part",
        "quote",
        "start",
    )

    def __init__(
        self,
        kind: BlockKind,
        begin: int,
        start: int,
        level: int,
        quote: bool,
        list_: int,
        id_: str,
        part: int,
    ) -> None:
        self.kind, self.begin, self.start, self.level = kind, begin, start, level
        self.quote, self.list, self.id, self.part = quote, list_, id_, part
        self.end = start
        self.finish = begin
        self.main = True
        self.holds = kind == "heading"  # kept even when it has no text


class Builder:
    """The page under construction.

    A reader opens a block, adds text with its source range, opens and closes links, and closes the block.
    Text that arrives outside a block opens one of kind ``default``.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parts: list[str] = []
        self.length = 0
        self.starts: array[int] = array("q")
        self.sources: array[int] = array("q")
        self.ends: array[int] = array("q")
        self.blocks: list[RawBlock] = []
        self.block: RawBlock | None = None
        self.default: BlockKind = "paragraph"
        self.quotes = 0
        self.lists = 0
        self.list = -1
        self.open_links: list[OpenLink] = []
        self.links: list[tuple[OpenLink, int, int]] = []
        self.images: list[Image] = []
        self.codes: list[Code] = []
        self.controls: list[OpenControl] = []
        self.comments: list[Comment] = []
        self.components: list[Component] = []
        self.head: list[Element] = []
        self.strong: list[tuple[int, int]] = []
        self.problems: list[Problem] = []
        self.front_matter: FrontMatter | None = None

    def open(self, kind: BlockKind, begin: int, level: int = 0, id_: str = "") -> None:
        """Open a block at source offset ``begin``, closing the one that is open."""
        if self.block is not None:
            self.close(begin)
        self.block = RawBlock(
            kind, begin, self.length, level, self.quotes > 0, self.list, id_, len(self.parts)
        )

    def add(self, text: str, begin: int, end: int) -> None:
        """Append running text that stands at ``source[begin:end]`` (one to one, or one reference)."""
        if self.block is None:
            if not text.strip():
                return
            self.open(self.default, begin)
        self.starts.append(self.length)
        self.sources.append(begin)
        self.ends.append(end)
        if not text.isprintable():
            text = text.translate(_NEWLINES)
        self.parts.append(text)
        self.length += len(text)

    def space(self, begin: int, end: int) -> None:
        """Append a space for a line break inside a block."""
        if self.block is not None:
            self.starts.append(self.length)
            self.sources.append(begin)
            self.ends.append(end)
            self.parts.append(" ")
            self.length += 1

    def close(self, finish: int) -> None:
        """Close the open block at source offset ``finish``; a blank one that holds nothing is dropped."""
        block = self.block
        if block is None:
            return
        self.block = None
        block.end = self.length
        block.finish = finish
        if block.holds or not all(map(str.isspace, self.parts[block.part :])):
            self.blocks.append(block)
            if len(self.blocks) > MOST_PARTS:
                raise too_many()
            if block.end > block.start:
                self.parts.append("\n\n")
                self.length += 2

    def text_map(self) -> TextMap:
        """Return the map of what was added so far."""
        return TextMap(self.starts, self.sources, self.ends)

    @property
    def block_index(self) -> int:
        """Return the index that the open block will have, or -1."""
        return len(self.blocks) if self.block is not None else -1

    def hold(self, begin: int) -> int:
        """Make sure that a block is open at ``begin`` and will be kept; return its index."""
        if self.block is None:
            self.open(self.default, begin)
        if self.block is not None:
            self.block.holds = True
        return len(self.blocks)

    def open_link(
        self,
        begin: int,
        target: str,
        origin: Origin,
        title: str = "",
        attributes: Mapping[str, str] | None = None,
    ) -> None:
        """Begin a link at source offset ``begin``; a link inside a link ends the outer one first."""
        self.hold(begin)
        self.open_links.append(
            OpenLink(begin, target, origin, self.length, self.block_index, title, attributes or {})
        )

    def close_link(self, end: int) -> None:
        """End the innermost open link at source offset ``end``."""
        if self.open_links:
            self.links.append((self.open_links.pop(), self.length, end))
            if len(self.links) > MOST_PARTS:
                raise too_many()

    def add_image(self, image: Image) -> None:
        """Record an image and lend its alt text to the link around it."""
        self.images.append(image)
        if self.open_links and image.alt:
            self.open_links[-1].alts.append(image.alt)

    def page(self, context: Context) -> Page:
        """Freeze what was collected. Raises ``Unreadable`` when it is more than any page has."""
        end = len(self.source.text)
        while self.open_links:
            self.close_link(end)
        self.close(end)
        self._check_size()
        text = "".join(self.parts)
        raw = self.blocks
        alts, marks = self._heading_alts(), self._permalinks(text)
        blocks = tuple(
            Block(b.kind, Span(b.begin, b.finish), b.start, b.end, b.level, b.quote, b.main, b.list)
            for b in raw
        )
        headings = tuple(
            Heading(
                b.span,
                b.level,
                _without(text, b.start, b.end, marks.get(i)) or alts.get(i, ""),
                i,
                b.start,
                b.end,
                raw[i].id,
                b.main,
            )
            for i, b in enumerate(blocks)
            if b.kind == "heading"
        )
        return Page(
            self.source,
            text=text,
            text_map=self.text_map(),
            blocks=blocks,
            headings=headings,
            links=self._frozen_links(text, blocks),
            images=tuple(i if _main(blocks, i.block) else _with_main(i) for i in self.images),
            codes=tuple(self.codes),
            controls=tuple(
                Control(
                    c.span,
                    c.kind,
                    c.label or _folded(text[c.start : c.stop]),
                    c.target,
                    c.block,
                    _main(blocks, c.block),
                )
                for c in self.controls
            ),
            components=tuple(self.components),
            head=tuple(self.head),
            strong=tuple(self.strong),
            front_matter=self.front_matter,
            problems=tuple(self.problems),
            comments=tuple(sorted(self.comments, key=attrgetter("span"))),
            context=context,
        )

    def _check_size(self) -> None:
        """Raise ``Unreadable`` for more than any page has."""
        parts = len(self.blocks) + len(self.links) + len(self.images) + len(self.codes)
        parts += len(self.controls) + len(self.components) + len(self.strong)
        if parts > MOST_PARTS or len(self.starts) > RUNS_PER_PART * MOST_PARTS:
            raise too_many()
        if self.length > MOST_TEXT:
            raise too_many(f"{MOST_TEXT:,} characters of text")

    def _heading_alts(self) -> dict[int, str]:
        """Return what the images in headings say, by block: the text of a heading that has none of its own."""
        alts: dict[int, list[str]] = {}
        for image in self.images:
            if (
                image.alt
                and 0 <= image.block < len(self.blocks)
                and self.blocks[image.block].kind == "heading"
            ):
                alts.setdefault(image.block, []).append(image.alt)
        return {block: _folded(" ".join(texts)) for block, texts in alts.items()}

    def _permalinks(self, text: str) -> dict[int, list[tuple[int, int]]]:
        """Return by block the links to a place on this page that are a mark without a word: “#”, “¶”."""
        marks: dict[int, list[tuple[int, int]]] = {}
        for link, stop, _ in self.links:
            if link.target[:1] == "#" and not any(map(str.isalnum, text[link.start : stop])):
                marks.setdefault(link.block, []).append((link.start, stop))
        return marks

    def _frozen_links(self, text: str, blocks: tuple[Block, ...]) -> tuple[Link, ...]:
        frozen = []
        for link, stop, end in sorted(self.links, key=lambda entry: entry[0].begin):
            visible = _folded(text[link.start : stop])
            attributes = link.attributes
            name = (
                attributes.get("aria-label", "").strip()
                or " ".join([visible, *link.alts]).strip()
                or attributes.get("title", "").strip()
                or link.title.strip()
                or attributes.get("aria-labelledby", "").strip()
            )
            frozen.append(
                Link(
                    Span(link.begin, end),
                    link.target,
                    visible,
                    name,
                    link.origin,
                    link.block,
                    link.start,
                    stop,
                    link.title or attributes.get("title", ""),
                    attributes.get("rel", ""),
                    _main(blocks, link.block),
                    attributes.get("aria-hidden") == "true",
                )
            )
        return tuple(frozen)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _without(text: str, start: int, end: int, left_out: list[tuple[int, int]] | None) -> str:
    """Return a stretch of the text folded, without the parts that are left out."""
    if left_out is None:
        return _folded(text[start:end])
    kept, at = [], start
    for begin, stop in sorted(left_out):
        kept.append(text[at:begin])
        at = stop
    return _folded("".join([*kept, text[at:end]]))


def _main(blocks: tuple[Block, ...], index: int) -> bool:
    if not blocks:
        return True
    return blocks[min(max(index, 0), len(blocks) - 1)].main if index >= 0 else True


def _with_main(image: Image) -> Image:
    return Image(
        image.span, image.target, image.alt, image.origin, image.block, image.title, image.width, image.height,
        image.hidden, main=False,
    )  # fmt: skip

"""The parsed document: what the readers of ``seoaudit.parsing`` make and every fact and rule looks at.

A page keeps two texts. ``page.source.text`` is the file as written. ``page.text`` is the *running text*:
what a reader sees, with markup, code and templates left out and a blank line between blocks. Every
element carries its ``Span`` in the source; the ones made of text also carry ``start`` and ``end`` in the
running text, and ``page.span(start, end)`` maps any range of running text back to the source.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from seoaudit.context import Context
from seoaudit.lines import Lines, Position
from seoaudit.model import Span

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

Media = Literal["markdown", "html", "text"]
BlockKind = Literal["heading", "paragraph", "item", "cell", "caption", "control"]
Origin = Literal["markdown", "autolink", "bare", "html", "component", "shortcode"]


class Source(msgspec.Struct, frozen=True):
    """A document's text and where it came from.

    ``name`` is what reports print (a path relative to the working directory, or a URL).
    """

    name: str
    text: str
    media: Media
    encoding: str = "utf-8"


class Block(msgspec.Struct, frozen=True, gc=False):
    """A run of text that stands by itself: a heading, paragraph, list item, table cell, caption.

    ``level`` is 1–6 for headings. ``quote`` is true inside a block quote, ``main`` outside navigation and
    other page furniture. ``list`` numbers the list an item belongs to (-1 outside lists).
    """

    kind: BlockKind
    span: Span
    start: int
    end: int
    level: int = 0
    quote: bool = False
    main: bool = True
    list: int = -1


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading; ``text`` has its white space folded, ``id`` is one given by hand (``{#id}``, ``id=``)."""

    span: Span
    level: int
    text: str
    block: int
    start: int
    end: int
    id: str = ""
    main: bool = True


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link. ``text`` is its visible text, ``name`` what assistive technology reads (alt, aria-label, title).

    ``block`` is the index of the block it stands in, -1 for a component outside any block. ``hidden``: kept
    from assistive technology (``aria-hidden``).
    """

    span: Span
    target: str
    text: str
    name: str
    origin: Origin
    block: int
    start: int
    end: int
    title: str = ""
    rel: str = ""
    main: bool = True
    hidden: bool = False


class Image(msgspec.Struct, frozen=True, gc=False):
    """An image. ``alt`` is ``None`` where HTML gives no alt attribute at all."""

    span: Span
    target: str
    alt: str | None
    origin: Origin
    block: int
    title: str = ""
    width: str = ""
    height: str = ""
    hidden: bool = False
    main: bool = True


class Code(msgspec.Struct, frozen=True, gc=False):
    """A code block with its language label (empty when it has none)."""

    span: Span
    language: str


class Control(msgspec.Struct, frozen=True, gc=False):
    """A form or a button. ``target`` is a form's action; ``label`` the visible text or value."""

    span: Span
    kind: Literal["form", "button"]
    label: str
    target: str
    block: int
    main: bool = True


class Component(msgspec.Struct, frozen=True, gc=False):
    """A template tag or component that is not text: ``{{< name … >}}``, ``{% name … %}``, ``<Name …>``."""

    span: Span
    name: str
    syntax: Literal["shortcode", "liquid", "expression", "jsx", "container", "import"]
    attributes: Mapping[str, str]


class Comment(msgspec.Struct, frozen=True, gc=False):
    """A comment that speaks to this program, of HTML or of a template: ``text`` is all of it between its marks."""

    span: Span
    text: str


class Element(msgspec.Struct, frozen=True, gc=False):
    """What belongs into an HTML head (and ``html`` itself): tag, attributes, text content.

    ``body`` is true for one that stands in the body all the same.
    """

    span: Span
    tag: str
    attributes: Mapping[str, str]
    text: str = ""
    body: bool = False


class FrontMatter(msgspec.Struct, frozen=True):
    """Front matter: parsed ``data`` (empty when broken) and the span of each key's value.

    ``spans`` uses dotted paths for nested tables: ``seo.keyphrase``.
    """

    format: Literal["yaml", "toml", "json"]
    span: Span
    data: Mapping[str, Any]
    spans: Mapping[str, Span]

    def get(self, path: str) -> Any:  # noqa: ANN401 - front matter holds any value
        """Return the value at a dotted path, or ``None``."""
        if "." not in path:
            return self.data.get(path)
        value: Any = self.data
        for key in path.split("."):
            if not isinstance(value, Mapping):
                return None
            value = value.get(key)
        return value


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Something the reader could not make sense of; the page is audited all the same."""

    span: Span
    kind: Literal["front-matter", "duplicate-key", "settings", "encoding", "markup"]
    message: str
    fix: str = ""


class TextMap:
    """Maps offsets of the running text to offsets of the source.

    Three parallel arrays describe the segments in order: where a segment starts in the running text,
    where in the source, and where it ends in the source. Inside a segment characters correspond one to
    one, except in a character reference, which is a segment of its own.
    """

    __slots__ = ("_ends", "_sources", "_starts")

    def __init__(self, starts: array[int], sources: array[int], ends: array[int]) -> None:
        self._starts, self._sources, self._ends = starts, sources, ends

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the running text from ``start`` to ``end``."""
        if not self._starts:
            return Span(0, 0)
        first = max(bisect_right(self._starts, start) - 1, 0)
        begin = min(self._sources[first] + start - self._starts[first], self._ends[first])
        if end <= start:
            return Span(begin, begin)
        last = max(bisect_right(self._starts, end - 1) - 1, 0)
        next_start = self._starts[last + 1] if last + 1 < len(self._starts) else -1
        if end == next_start:
            return Span(begin, self._ends[last])
        return Span(begin, min(self._sources[last] + end - self._starts[last], self._ends[last]))


class Page:
    """One parsed document. Facts are memoised in ``memo`` by the ``fact`` decorator, nothing else changes."""

    __slots__ = (
        "_lines",
        "_soup",
        "blocks",
        "codes",
        "comments",
        "components",
        "context",
        "controls",
        "front_matter",
        "head",
        "headings",
        "images",
        "links",
        "memo",
        "problems",
        "source",
        "strong",
        "text",
        "text_map",
    )

    def __init__(
        self,
        source: Source,
        *,
        text: str,
        text_map: TextMap,
        blocks: tuple[Block, ...] = (),
        headings: tuple[Heading, ...] = (),
        links: tuple[Link, ...] = (),
        images: tuple[Image, ...] = (),
        codes: tuple[Code, ...] = (),
        controls: tuple[Control, ...] = (),
        components: tuple[Component, ...] = (),
        head: tuple[Element, ...] = (),
        strong: tuple[tuple[int, int], ...] = (),
        front_matter: FrontMatter | None = None,
        problems: tuple[Problem, ...] = (),
        comments: tuple[Comment, ...] = (),
        context: Context | None = None,
    ) -> None:
        self.source = source
        self.text = text
        self.text_map = text_map
        self.blocks = blocks
        self.headings = headings
        self.links = links
        self.images = images
        self.codes = codes
        self.controls = controls
        self.components = components
        self.head = head
        self.strong = strong
        self.front_matter = front_matter
        self.problems = problems
        self.comments = comments
        self.context = context or Context()
        self.memo: dict[object, object] = {}
        self._lines: Lines | None = None
        self._soup: BeautifulSoup | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the source span of ``page.text[start:end]``."""
        return self.text_map.span(start, end)

    @property
    def start(self) -> Span:
        """Return where a finding about the whole page points: its first line (of front matter, if any)."""
        text = self.source.text
        begin = 1 if text.startswith("\ufeff") else 0
        end = text.find("\n", begin)
        return Span(begin, len(text) if end < 0 else end)

    @property
    def lines(self) -> Lines:
        """Return the lines of the source."""
        if self._lines is None:
            self._lines = Lines(self.source.text)
        return self._lines

    def position(self, offset: int) -> Position:
        """Return line and column (both from 1) of a source offset."""
        return self.lines.position(offset)

    @property
    def soup(self) -> BeautifulSoup:
        """Return the document as a BeautifulSoup tree, built on first use.

        For HTML its tags know their place in the source (``sourceline`` from 1, ``sourcepos`` from 0). Markdown
        is rendered first, without its front matter, so places are those of the rendering. Plain text is one
        text node.
        """
        if self._soup is None:
            from bs4 import BeautifulSoup

            text = self.source.text
            if self.source.media == "markdown":
                from pyromark import Markdown

                text = Markdown().html(text[self.front_matter.span.end if self.front_matter else 0 :])
            self._soup = BeautifulSoup(text, "html.parser")
        return self._soup

"""Reads Markdown: CommonMark with GitHub's tables, footnotes, task lists and bare links, and HTML inside.

The parser's events are consumed as a stream. Its ranges count UTF-8 bytes; where the text is not
pure ASCII, they are less by one for each byte before them that only continues a character.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import compress
from typing import Any

import pyromark

from seoaudit.context import Context
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import BlockKind, Code, Image, Origin, Page, Source
from seoaudit.parsing import components, frontmatter, mdx, templates
from seoaudit.parsing.bare_links import add_bare_links
from seoaudit.parsing.builder import Builder
from seoaudit.parsing.html import HtmlReader
from seoaudit.parsing.limits import MOST_PARTS, too_many

_OPTIONS = pyromark.Options
_PARSER = pyromark.Markdown(
    options=_OPTIONS.ENABLE_TABLES
    | _OPTIONS.ENABLE_FOOTNOTES
    | _OPTIONS.ENABLE_STRIKETHROUGH
    | _OPTIONS.ENABLE_TASKLISTS
    | _OPTIONS.ENABLE_GFM
    | _OPTIONS.ENABLE_HEADING_ATTRIBUTES
)
#: 1 for a byte that continues a character, 0 for one that begins it.
_CONTINUES = bytes(1 if 0x80 <= byte < 0xC0 else 0 for byte in range(256))
_CONTINUATION = lazy_regex(rb"[\x80-\xbf]")
#: The share of such bytes up to which they are searched for, which is quicker than to look at every byte.
_SPARSE = 0.1


def read_markdown(source: Source, context: Context) -> Page:
    """Read a Markdown document with its front matter."""
    builder = Builder(source)
    builder.front_matter, body, problems = frontmatter.read(source.text)
    builder.problems.extend(problems)
    text = source.text[body:] if body else source.text
    is_mdx = source.name.endswith(".mdx")
    masked = templates.mask(text, body, mdx=is_mdx)
    reader = _MarkdownReader(builder, masked, body, is_mdx=is_mdx)
    reader.read(masked.text, _offsets(text, body))
    reader.html.finish(len(source.text))
    add_bare_links(builder, reader.code_ranges + reader.html.raw)
    if masked.components:
        components.add(builder, masked.components, reader.code_spans)
    return builder.page(context)


def _offsets(text: str, body: int) -> Callable[[int], int]:
    """Return a function from a byte of the text to its source offset: of the first character begun there or later."""
    if text.isascii():
        return body.__add__
    encoded = text.encode()
    if len(encoded) - len(text) <= _SPARSE * len(text):
        continuations = [found.start() for found in _CONTINUATION.finditer(encoded)]
    else:
        continuations = list(compress(range(len(encoded)), encoded.translate(_CONTINUES)))

    def offset(byte: int) -> int:
        return body + byte - bisect_left(continuations, byte)

    return offset


class _MarkdownReader:
    """Walks the parser's events, with its offsets in bytes turned into offsets of the source."""

    def __init__(self, builder: Builder, masked: templates.Mask, body: int, *, is_mdx: bool) -> None:
        self.builder = builder
        self.masked = masked
        self.body = body
        self.is_mdx = is_mdx
        self.source = builder.source.text
        self.html = HtmlReader(builder, document=False)
        self.html.markdown = int(is_mdx)
        self.code_ranges: list[tuple[int, int]] = []
        self.code_spans: list[Span] = []
        self.image: tuple[int, str, str] | None = None
        self.image_depth = 0
        self.alt: list[str] = []
        self.code: str | None = None
        self.indented: list[mdx.Line] | None = None
        self.strong: list[int] = []
        self.defaults: list[BlockKind] = []
        self.parents: list[int] = []
        self.html_chunk = -1
        self.depth = 0

    def read(self, text: str, offset: Callable[[int], int]) -> None:
        """Read ``text``; ``offset`` tells where in the source a byte of it stands."""
        builder = self.builder
        source = self.source
        add = builder.add
        letters = self.masked.letters
        events: Any = _PARSER.events_with_range(text)
        for event, place in events:
            # Offsets are worked out where they are needed only: there are a dozen events in a line of text.
            begin = offset(place["start"])
            if event.__class__ is str:
                self._mark(event, begin, offset(place["end"]))
                continue
            name, value = event.popitem()
            if name == "Text":
                end = offset(place["end"])
                if self.code is not None:
                    if self.indented is not None:
                        # After a line's end comes the offset of the next line's text, not this one's end.
                        after = min(end, offset(place["end"] - 1) + 1)
                        self.indented.append((value, begin, after))
                    continue
                if letters and len(value) == end - begin:
                    self._text_around(value, begin)
                elif self.image is not None:
                    self.alt.append(value)
                else:
                    add(value, begin, end)
            elif name == "Start":
                kind, detail = (value, None) if value.__class__ is str else value.popitem()
                if kind == "HtmlBlock":
                    self._start_html(begin, offset(place["end"]))
                else:
                    self._start(kind, detail, begin)
            elif name == "End":
                kind = value if value.__class__ is str else next(iter(value))
                if kind == "Strong":
                    self._end_strong()
                else:
                    self._end(kind, begin, offset(place["end"]))
            elif name == "Code":
                self._inline_code(value, begin, offset(place["end"]))
            elif name in ("Html", "InlineHtml") and self.html_chunk < 0 and self.image is None:
                self.html.feed(source[begin : offset(place["end"])].replace("\r", " "), begin)

    def _text_around(self, value: str, begin: int) -> None:
        """Take text without the letters that templates were made into."""
        if self.image is None and not self.masked.has_letters(begin, begin + len(value)):
            self.builder.add(value, begin, begin + len(value))
            return
        for text, at in self.masked.around_letters(value, begin):
            if self.image is not None:
                self.alt.append(text)
            else:
                self.builder.add(text, at, at + len(text))

    def _mark(self, event: str, begin: int, end: int) -> None:
        if event in ("SoftBreak", "HardBreak"):
            if self.image is not None:
                self.alt.append(" ")
            else:
                self.builder.space(begin, end)
        elif event == "Rule":
            self.builder.close(begin)

    def _inline_code(self, value: str, begin: int, end: int) -> None:
        if self.image is not None:
            self.alt.append(value)
            return
        end = (
            self.source.rfind("`", begin, end) + 1 or end
        )  # the parser counts blanks after a heading's last code
        raw = self.source[begin:end]
        ticks = len(raw) - len(raw.lstrip("`"))
        if self.masked.components and self.masked.text[begin - self.body : end - self.body] != raw:
            value = raw[ticks:-ticks]  # what looks like a template is an example in code
            if value[0] == value[-1] == " " and not value.isspace():
                value = value[1:-1]
        inner = raw.find(value, ticks)
        if inner >= 0:
            self.builder.add(value, begin + inner, begin + inner + len(value))
        else:
            for part, first, last in _aligned(value, raw, ticks):
                self.builder.add(part, begin + first, begin + last)
        self.code_ranges.append((self.builder.length - len(value), self.builder.length))
        self.code_spans.append(Span(begin, end))

    def _start(self, kind: str, detail: Any, begin: int) -> None:  # noqa: ANN401 - the parser's events
        builder = self.builder
        if kind == "Paragraph":
            builder.open(builder.default, begin)
        elif kind == "Link":
            origin: Origin = "autolink" if detail["link_type"] in ("Autolink", "Email") else "markdown"
            target = self.masked.restore(detail["dest_url"])
            if detail["link_type"] == "Email":
                target = f"mailto:{target}"
            builder.open_link(begin, target, origin, detail["title"])
        elif kind == "Strong":
            self.strong.append(builder.length)
        elif kind == "Heading":
            builder.open("heading", begin, int(detail["level"][1]), detail["id"] or "")
        elif kind == "Image":
            if self.image is None:
                self.image = (begin, self.masked.restore(detail["dest_url"]), detail["title"])
                self.alt = []
            self.image_depth += 1
        elif kind == "CodeBlock":
            builder.close(begin)
            self.code = detail.get("Fenced", "") if isinstance(detail, dict) else ""
            if self.is_mdx and detail == "Indented" and self.depth < mdx.MAX_DEPTH:
                self.indented = []
        else:
            self._start_container(kind, begin)

    def _start_html(self, begin: int, end: int) -> None:
        self.builder.close(begin)
        if self.is_mdx and self.depth < mdx.MAX_DEPTH and not self.source.startswith(mdx.WHOLE, begin):
            self._read_jsx(begin, end)
        else:
            self.html.feed(self.source[begin:end].replace("\r", " "), begin)
        self.html_chunk = begin

    def _read_jsx(self, begin: int, end: int) -> None:
        for is_tags, lines in mdx.parts(self.masked.text[begin - self.body : end - self.body], begin):
            if is_tags:
                start, stop = lines[0][1], lines[-1][2]
                self.html.feed(self.source[start:stop].replace("\r", " "), start)
            else:
                self._read_within(lines)

    def _read_within(self, lines: list[mdx.Line]) -> None:
        self.depth += 1
        text, table = mdx.dedented(lines)
        self.read(text, table.__getitem__)
        self.depth -= 1

    def _start_container(self, kind: str, begin: int) -> None:
        builder = self.builder
        if kind == "Item":
            builder.close(begin)
            self.defaults.append(builder.default)
            builder.default = "item"
            builder.open("item", begin)
        elif kind == "List":
            builder.close(begin)
            self.parents.append(builder.list)
            builder.list = builder.lists
            builder.lists += 1
        elif kind == "BlockQuote":
            builder.close(begin)
            builder.quotes += 1
            self.defaults.append(builder.default)
            builder.default = "paragraph"
        elif kind == "TableCell":
            builder.open("cell", begin)
        elif kind == "FootnoteDefinition":
            builder.close(begin)
            self.defaults.append(builder.default)
            builder.default = "caption"
        if max(len(self.defaults), builder.lists) > MOST_PARTS:
            raise too_many()

    def _end(self, kind: str, begin: int, end: int) -> None:
        builder = self.builder
        if kind == "Paragraph" or kind == "Heading":
            builder.close(_trimmed(self.source, begin, end))
        elif kind == "Link":
            builder.close_link(end)
        elif kind == "Image":
            self._end_image(end)
        elif kind == "Item" or kind == "BlockQuote" or kind == "FootnoteDefinition":
            builder.close(_trimmed(self.source, begin, end))
            builder.default = self.defaults.pop()
            if kind == "BlockQuote":
                builder.quotes -= 1
        elif kind == "List":
            builder.close(_trimmed(self.source, begin, end))
            builder.list = self.parents.pop()
        elif kind == "CodeBlock":
            language, self.code = self.code or "", None
            if self.indented is None:
                builder.codes.append(Code(Span(begin, end), language.split(" ")[0]))
            else:
                lines, self.indented = self.indented, None
                self._read_within(lines)
        elif kind == "HtmlBlock":
            self.html_chunk = -1
            if not self.html.opaque:
                builder.close(_trimmed(self.source, begin, end))
        elif kind == "TableCell":
            builder.close(end)

    def _end_strong(self) -> None:
        start = self.strong.pop()
        if self.builder.length > start and not self.strong:  # bold in bold is not bolder
            self.builder.strong.append((start, self.builder.length))

    def _end_image(self, end: int) -> None:
        self.image_depth -= 1
        if self.image_depth or self.image is None:
            return
        begin, target, title = self.image
        self.image = None
        block = self.builder.hold(begin)
        alt = " ".join("".join(self.alt).split())
        self.builder.add_image(Image(Span(begin, end), target, alt, "markdown", block, title))


def _trimmed(text: str, begin: int, end: int) -> int:
    """Return ``end`` moved before the white space at the end of ``text[begin:end]``."""
    while end > begin and text[end - 1].isspace():
        end -= 1
    return end


def _aligned(value: str, raw: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Split ``value`` into runs that stand in ``raw`` from ``at`` on; between them are escapes, line ends, quote marks."""
    start, first = 0, at
    for index, letter in enumerate(value):
        if at < len(raw) and raw[at] == letter:
            at += 1
            continue
        if index > start:
            yield value[start:index], first, at
        line_end = letter == " " and raw[at : at + 1] in ("\r", "\n")
        first = at if line_end else max(raw.find(letter, at), at)
        at = first + 1
        start = index
        if line_end:
            yield " ", first, at
            start, first = index + 1, at
    if start < len(value):
        yield value[start:], first, min(at, len(raw))

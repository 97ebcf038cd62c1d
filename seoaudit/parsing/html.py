"""Reads HTML: whole documents, and the pieces that stand inside Markdown.

One pass over the tokens, with a stack of open elements. No tree is built: a token's place is exact, a
text node's is not known to any tree, and ten thousand nested elements cost no recursion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from seoaudit.context import Context
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import BlockKind, Code, Comment, Element, Image, Page, Source
from seoaudit.parsing import frontmatter, main_content
from seoaudit.parsing.bare_links import add_bare_links
from seoaudit.parsing.builder import ADDRESSED, Builder, OpenControl
from seoaudit.parsing.limits import MOST_PARTS, too_many
from seoaudit.parsing.main_content import Container

#: Elements that are a block of text by themselves.
_BLOCKS: dict[str, BlockKind] = {
    "p": "paragraph", "li": "item", "dd": "item", "dt": "item", "td": "cell", "th": "cell", "figcaption": "caption",
    "caption": "caption", "legend": "caption", "label": "control", "address": "paragraph", "summary": "paragraph",
}  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
#: Elements that end the block before them and the one inside them.
_BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "legend",
        "label",
        "option",
    ]
)
#: Elements whose content is not the page's text.
_OPAQUE = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "canvas",
        "select",
        "textarea",
        "audio",
        "video",
        "title",
    ]
)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
#: Elements that may hold the main content, or be furniture around it.
_CONTAINERS = frozenset(
    [
        "article",
        "aside",
        "body",
        "details",
        "dialog",
        "div",
        "footer",
        "form",
        "header",
        "main",
        "nav",
        "ol",
        "search",
        "section",
        "td",
        "ul",
    ]
)
#: Attributes that nobody gives to an ``a`` unless it is to be clicked.
_LINK_HABITS = frozenset(
    {"onclick", "target", "rel", "download", "data-href", "@click", "ng-click", "(click)"}
)
#: A link in text that kramdown or Python-Markdown reads as Markdown inside HTML.
_INLINE_LINK = lazy_regex(
    r"(?<!!)\[(?P<text>[^\[\]\n]+)\]\(\s*<?(?P<target>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)?)>?(?:\s+\"(?P<title>[^\"\n]*)\")?\s*\)"
)
#: Code as Jekyll and Eleventy have it in their templates: an element in it is no element of the page.
_SAMPLE = lazy_regex(r"\{%-?\s*highlight\b[^%]{0,200}%\}.{0,100000}?\{%-?\s*endhighlight\s*-?%\}", re.DOTALL)
_QUOTING = frozenset({"aside", "div", "figure", "section", "p"})
_PULL_QUOTE = lazy_regex(r"(?:^|\s)(?:p|pull[-_]?|block[-_]?)?quote(?:\s|$)", re.IGNORECASE)
_CAPTIONED = frozenset({"div", "figure", "p"})
#: A class name that says that an element is a picture's caption (`wp-caption-text`, `image-credit`).
_CAPTION = lazy_regex(
    r"caption(?:[-_]?text)?(?:\s|$)|(?:photo|image|img|picture|media)[-_]?credits?(?:\s|$)", re.IGNORECASE
)
_HEAD = frozenset({"meta", "link", "base", "html"})
#: What else may stand in a head; anything other begins the body.
_HEAD_ONLY = frozenset({"head", "title", "script", "style", "template", "noscript"})

Attributes = Mapping[str, str]


class _Open:
    """An element on the stack, with what its end must put back."""

    __slots__ = (
        "container", "control", "default", "heading", "list", "markdown", "quotes", "start", "strong", "tag",
    )  # fmt: skip

    def __init__(self, tag: str, default: BlockKind, list_: int) -> None:
        self.tag, self.default, self.list = tag, default, list_
        self.container: Container | None = None
        self.control: OpenControl | None = None
        self.strong = -1
        self.start = 0
        self.markdown = False
        self.quotes = False
        self.heading = False  # one by its role only


class HtmlReader:
    """Feeds HTML to a builder, whole or piece by piece."""

    def __init__(self, builder: Builder, *, document: bool) -> None:
        self.builder = builder
        self.document = document
        self.stack: list[_Open] = []
        self.counts: dict[str, int] = {}
        self.containers: list[Container] = []
        self.around: list[Container] = []  # those that are open, the innermost last
        self.opaque = ""
        self.opaque_depth = 0
        self.captured: list[str] = []
        self.capture_span = Span(0, 0)
        self.capture_attributes: Attributes = {}
        self.pre = 0
        self.in_body = not document
        self.naming = False
        self.markdown = 0
        #: The running text that stood in HTML: plain addresses in it do not become links.
        self.raw: list[tuple[int, int]] = []

    def feed(self, chunk: str, base: int) -> None:
        """Read a piece of HTML that begins at source offset ``base``."""
        from seoaudit.parsing.html_tokens import COMMENT, END, REFERENCE, START, TEXT, tokenize

        lines = [0]
        find = chunk.find
        at = find("\n")
        while at >= 0:
            lines.append(at + 1)
            at = find("\n", at + 1)
        pending: tuple[str, int] | None = None
        for token in tokenize(chunk, resolve_references=False, capture_source=True):
            kind = token.type
            begin = base + lines[token.line - 1] + token.col
            if pending is not None:  # a reference's end is where the next token begins
                self.text(pending[0], pending[1], begin)
                pending = None
            if kind is TEXT:
                data = token.data or ""
                self.text(data, begin, begin + len(data))
            elif kind is REFERENCE:
                pending = (token.data or "", begin)
            elif kind is START:
                source = token.source or ""
                self.start(
                    token.tag or "", dict(token.attrs or ()), begin, begin + len(source), token.self_closing
                )
            elif kind is END:
                self.end(token.tag or "", begin, begin + len(token.source or ""))
            elif kind is COMMENT and ADDRESSED in (token.data or ""):
                span = Span(begin, begin + len(token.source or ""))
                self.builder.comments.append(Comment(span, token.data or ""))
        if pending is not None:
            self.text(pending[0], pending[1], base + len(chunk))

    def text(self, data: str, begin: int, end: int) -> None:
        """Take a run of text, or one character reference."""
        if self.opaque:
            if self.opaque in ("title", "script"):
                self.captured.append(data)
            elif self.naming and self.builder.open_links:  # a drawing's title names the link around it
                self.builder.open_links[-1].alts.append(data.strip())
            return
        if self.pre:
            return
        builder = self.builder
        if builder.block is None and not data.strip():
            return
        start = builder.length
        if self.markdown and "](" in data and len(data) == end - begin:
            self._text_with_links(data, begin)
        else:
            builder.add(data, begin, end)
        if not self.document:
            self.raw.append((start, builder.length))

    def _text_with_links(self, data: str, begin: int) -> None:
        """Take text of an element with a ``markdown`` attribute: its inline links are links."""
        builder = self.builder
        at = 0
        for match in _INLINE_LINK.finditer(data):
            if match.start() > at:
                builder.add(data[at : match.start()], begin + at, begin + match.start())
            builder.open_link(begin + match.start(), match["target"], "html", match["title"] or "")
            builder.add(match["text"], begin + match.start("text"), begin + match.end("text"))
            at = match.end()
            builder.close_link(begin + at)
        if at < len(data):
            builder.add(data[at:], begin + at, begin + len(data))

    def start(self, tag: str, attributes: Attributes, begin: int, end: int, closed: bool) -> None:
        """Take a start tag."""
        if self.opaque:
            if tag == self.opaque and tag in ("svg", "template", "object"):
                self.opaque_depth += 1
            self.naming = tag == "title" and self.opaque == "svg"
            return
        if tag != "a" and self.builder.open_links and attributes.get("aria-label"):
            self.builder.open_links[-1].alts.append(attributes["aria-label"])
        span = Span(begin, end)
        if tag in _HEAD and (self.document or tag != "html"):
            self.builder.head.append(Element(span, tag, attributes, body=self.in_body))
        if tag in _OPAQUE:
            if not (closed and tag in ("svg", "math")):
                self.opaque, self.opaque_depth = tag, 0
                self.captured, self.capture_span, self.capture_attributes = [], span, attributes
            return
        if self.document and not self.in_body and tag not in _HEAD and tag not in _HEAD_ONLY:
            self.in_body = True
        if tag in _VOID:
            self._void(tag, attributes, span)
            return
        builder = self.builder
        labels = tag == "label" and self._in_heading()  # a box to tick before a heading's text
        if tag in _BREAKS and not labels:
            builder.close(begin)
        entry = _Open(tag, builder.default, builder.list)
        entry.quotes = tag == "blockquote" or _is_pull_quote(tag, attributes)
        builder.quotes += entry.quotes
        if (names := attributes.get("class")) and tag in _CAPTIONED and _CAPTION.search(names):
            builder.default = "caption"
        if attributes.get("role") == "heading" and tag not in _HEADINGS:
            builder.open("heading", begin, _aria_level(attributes), attributes.get("id", ""))
            entry.heading = True
        elif (tag in _BLOCKS and not labels) or tag in _HEADINGS:
            self._open_block(tag, attributes, begin)
        elif tag == "a":
            self._open_link(attributes, begin, entry)
        elif tag in ("strong", "b"):
            if not self.counts.get("strong") and not self.counts.get("b"):  # bold in bold is not bolder
                entry.strong = builder.length
        elif tag in ("ul", "ol", "menu"):
            builder.lists += 1
            builder.list = builder.lists - 1
        elif tag == "pre":
            self.pre += 1
            entry.start = begin
        elif tag == "button":
            block = builder.hold(begin)
            label = attributes.get("aria-label", "")
            entry.control = OpenControl(
                "button", span, label, attributes.get("formaction", ""), builder.length, block
            )
            builder.controls.append(entry.control)
        elif tag == "form":
            action = attributes.get("action", "")
            builder.controls.append(
                OpenControl("form", span, "", action, builder.length, len(builder.blocks))
            )
        if tag in _CONTAINERS:
            parent = self.around[-1] if self.around else None
            entry.container = Container(tag, attributes, len(builder.blocks), parent)
            self.containers.append(entry.container)
            if len(self.containers) > MOST_PARTS:
                raise too_many()
        if closed and tag in ("div", "span") and not self.document:
            return  # JSX habits in Markdown: <div/> holds nothing
        if not self.document and attributes.get("markdown", "0") != "0":
            self.markdown += 1
            entry.markdown = True
        if entry.container is not None:
            self.around.append(entry.container)
        self.stack.append(entry)
        self.counts[tag] = self.counts.get(tag, 0) + 1

    def _open_block(self, tag: str, attributes: Attributes, begin: int) -> None:
        builder = self.builder
        level = _HEADINGS.get(tag, 0)
        kind: BlockKind = "heading" if level else _BLOCKS[tag]
        if kind == "paragraph" and builder.default != "paragraph":
            kind = builder.default  # a paragraph in a list item is the item
        builder.open(kind, begin, level, attributes.get("id", ""))
        if kind in ("item", "cell"):
            builder.default = kind

    def _in_heading(self) -> bool:
        block = self.builder.block
        return block is not None and block.kind == "heading"

    def _open_link(self, attributes: Attributes, begin: int, entry: _Open) -> None:
        if self.counts.get("a") and self.builder.open_links:  # HTML has no link in a link
            self.end("a", begin, begin)
        href = attributes.get("href")
        if href is None and not _acts(attributes):
            return
        entry.start = 1
        self.builder.open_link(begin, (href or "").strip(), "html", attributes.get("title", ""), attributes)

    def _void(self, tag: str, attributes: Attributes, span: Span) -> None:
        builder = self.builder
        if tag == "img":
            hidden = attributes.get("aria-hidden") == "true" or attributes.get("role") in (
                "presentation",
                "none",
            )
            target = attributes.get("src") or attributes.get("data-src", "")
            block = builder.hold(span.start)
            builder.add_image(
                Image(
                    span, target.strip(), attributes.get("alt"), "html", block, attributes.get("title", ""),
                    attributes.get("width", ""), attributes.get("height", ""), hidden,
                )
            )  # fmt: skip
        elif tag == "br":
            builder.space(span.start, span.end)
        elif tag == "hr":
            builder.close(span.start)
        elif tag == "input" and attributes.get("type", "").lower() in ("submit", "button", "image"):
            label = (
                attributes.get("value") or attributes.get("alt") or attributes.get("aria-label") or "Submit"
            )
            block = builder.hold(span.start)
            builder.controls.append(OpenControl("button", span, label, "", builder.length, block))

    def end(self, tag: str, begin: int, end: int) -> None:
        """Take an end tag; one that nothing opened is passed over."""
        if self.opaque:
            self.naming = False
            if tag == self.opaque:
                if self.opaque_depth:
                    self.opaque_depth -= 1
                else:
                    self._end_opaque(end)
            return
        if not self.counts.get(tag):
            return
        if tag in _BREAKS and not (tag == "label" and self._in_heading()):
            self.builder.close(end if tag in _BLOCKS or tag in _HEADINGS else begin)
        while self.stack:
            entry = self.stack.pop()
            self.counts[entry.tag] -= 1
            self._close(entry, begin, end)
            if entry.tag == tag:
                break

    def _end_opaque(self, end: int) -> None:
        tag, self.opaque = self.opaque, ""
        span = Span(self.capture_span.start, end)
        if tag in ("title", "script") and (
            tag == "title" or "json" in self.capture_attributes.get("type", "")
        ):
            self.builder.head.append(
                Element(span, tag, self.capture_attributes, "".join(self.captured).strip())
            )
        self.captured = []

    def _close(self, entry: _Open, begin: int, end: int) -> None:
        builder = self.builder
        tag = entry.tag
        builder.default, builder.list = entry.default, entry.list
        builder.quotes -= entry.quotes
        if entry.markdown:
            self.markdown -= 1
        if entry.heading:
            builder.close(begin)
        if tag == "a":
            if entry.start:
                builder.close_link(end)
        elif entry.strong >= 0:
            if builder.length > entry.strong:
                builder.strong.append((entry.strong, builder.length))
        elif tag == "pre":
            self.pre -= 1
            builder.codes.append(Code(Span(entry.start, end), ""))
        elif entry.control is not None:
            entry.control.stop = builder.length
        if entry.container is not None:
            builder.close(begin)
            entry.container.last = len(builder.blocks)
            self.around.pop()

    def finish(self, end: int) -> None:
        """Close whatever the document left open."""
        if self.opaque:
            self._end_opaque(end)
        self.builder.close(end)
        while self.stack:
            self._close(self.stack.pop(), end, end)


def _is_pull_quote(tag: str, attributes: Attributes) -> bool:
    """Return whether an element that is no ``blockquote`` says by its class that others are speaking."""
    return tag in _QUOTING and _PULL_QUOTE.search(attributes.get("class", "")) is not None


def _aria_level(attributes: Attributes) -> int:
    """Return the level of an element that is a heading by its role; 2 where none is told, as ARIA has it."""
    told = attributes.get("aria-level", "").strip()[:3]
    return min(int(told), 6) if told.isdecimal() and int(told) > 0 else 2


def _acts(attributes: Attributes) -> bool:
    """Return whether an ``a`` without an address is meant as a link all the same, not as an anchor or a label."""
    if (
        attributes.get("id", "").strip()
        or attributes.get("name", "").strip()
        or attributes.get("role", "").strip()
    ):
        return "onclick" in attributes
    return not _LINK_HABITS.isdisjoint(attributes)


def _without_samples(text: str, builder: Builder) -> str:
    """Return a template's text with blanks for what it shows as code, and note it as code."""

    def blank(sample: re.Match[str]) -> str:
        builder.codes.append(Code(Span(*sample.span()), ""))
        return re.sub(r"[^\n]", " ", sample[0])

    return _SAMPLE.sub(blank, text)


def read_html(source: Source, context: Context) -> Page:
    """Read an HTML document, with front matter if it has any. Text outside the main content is kept but marked as furniture."""
    builder = Builder(source)
    reader = HtmlReader(builder, document=True)
    text = source.text
    body = 0
    if text.lstrip("\ufeff")[:1] in ("-", "+", "{"):  # Jekyll, Hugo and Eleventy take HTML with front matter
        builder.front_matter, body, problems = frontmatter.read(text)
        builder.problems.extend(problems)
        if "{%" in text:
            text = _without_samples(text, builder)
    # The tokenizer counts CRLF as one character; a space in place of the CR keeps every offset.
    reader.feed(text[body:].replace("\r", " "), body)
    reader.finish(len(text))
    main_content.mark(builder, reader.containers)
    add_bare_links(builder, [])
    return builder.page(context)

"""What a page says of itself in JSON-LD: its blocks, and the things they describe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from seoaudit.facts.fact import fact
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Span
from seoaudit.page import Page
from seoaudit.parsing.json_ld import Fault, place_of, read

_START_TAG = lazy_regex(r"<script\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
#: Properties that lead from a page to what it is about, and not to other things that it mentions.
_OWN = frozenset({"@graph", "mainEntity", "mainEntityOfPage"})
#: Things nested deeper than this are not looked at.
_DEEPEST = 12
_SCHEMA = lazy_regex(r"^(?:https?://schema\.org/|schema:)")

ARTICLE_TYPES = frozenset(
    {"Article", "BlogPosting", "NewsArticle", "TechArticle", "ScholarlyArticle", "Report", "LiveBlogPosting",
     "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "ReviewNewsArticle"}
)  # fmt: skip


class DataBlock(msgspec.Struct, frozen=True):
    """A JSON-LD script: its element's span, where its text begins, the text, its values, its first fault.

    A block with a fault still has the values that a tolerant reading finds. ``templated``: a template fills
    it in, and nothing can be said of it.
    """

    span: Span
    begin: int
    text: str
    values: tuple[Any, ...]
    fault: Fault | None
    templated: bool = False

    def place(self, key: str, value: object) -> Span:
        """Return the place of a key's value in the page's source, or the script's start tag."""
        found = place_of(self.text, key, value)
        if found is None:
            return Span(self.span.start, self.begin)
        return Span(self.begin + found[0], self.begin + found[1])


class DataNode(msgspec.Struct, frozen=True):
    """A thing that a block describes. ``own``: the page itself or what it is about, not something it mentions.

    ``under`` is the property by which a thing hangs on another, empty for one that stands by itself.
    """

    types: tuple[str, ...]
    data: Mapping[str, Any]
    block: DataBlock
    own: bool
    under: str = ""

    @property
    def name(self) -> str:
        """Return the first type."""
        return self.types[0]

    @property
    def span(self) -> Span:
        """Return the place of its type."""
        return self.block.place("@type", self.data["@type"])

    def text(self, key: str) -> str:
        """Return a property's (first) text, entities resolved and white space folded; else ``""``."""
        from html import unescape  # its table of 2,231 names is long to load

        value = first_value(self.data.get(key))
        return " ".join(unescape(value).split()) if isinstance(value, str) else ""


@fact
def data_blocks(page: Page) -> tuple[DataBlock, ...]:
    """Return the page's JSON-LD blocks in order, broken ones included."""
    found: list[DataBlock] = []
    for element in page.head:
        if element.tag != "script" or "ld+json" not in (element.attributes.get("type") or "").lower():
            continue
        source = page.source.text[element.span.start : element.span.end]
        opening = _START_TAG.match(source)
        if opening is None:
            continue
        closing = source.rfind("</")
        text = source[opening.end() : closing if closing >= opening.end() else len(source)]
        if text.strip().startswith("{`"):  # a JSX template literal; blanks keep every offset
            text = "  ".join("  ".join(text.split("{`", 1)).rsplit("`}", 1))
        reading = read(text)
        found.append(
            DataBlock(
                element.span,
                element.span.start + opening.end(),
                text,
                reading.values,
                reading.fault,
                reading.templated,
            )
        )
    return tuple(found)


@fact
def data_nodes(page: Page) -> tuple[DataNode, ...]:
    """Return the things with a type that the page's JSON-LD describes, outer ones before those inside them."""
    return tuple(
        node for block in data_blocks(page) for value in block.values for node in _nodes(value, block)
    )


def _nodes(value: object, block: DataBlock) -> Iterator[DataNode]:
    waiting: list[tuple[object, bool, str, int]] = [(value, True, "", 0)]
    while waiting:
        at, own, under, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(at, list):
            waiting += [(entry, own, under, depth + 1) for entry in reversed(at)]
        elif isinstance(at, dict):
            types = types_of(at)
            if types:
                yield DataNode(types, at, block, own, under)
            waiting += [
                (entry, own and key in _OWN, "" if key == "@graph" else key, depth + 1)
                for key, entry in reversed(at.items())
                if isinstance(entry, (dict, list))
            ]


def types_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a thing's types without schema.org's address before them."""
    value = data.get("@type")
    names = value if isinstance(value, list) else [value]
    return tuple(_SCHEMA.sub("", name) for name in names if isinstance(name, str) and name)


def first_value(value: object) -> object:
    """Return the first of a list that holds anything, or the value itself."""
    if isinstance(value, list):
        return next((entry for entry in value if entry not in (None, "", [], {})), None)
    return value


def has_property(data: Mapping[str, Any], key: str) -> bool:
    """Return whether a property is there and not empty."""
    value = first_value(data.get(key))
    return value not in (None, "", {}) and not (isinstance(value, str) and not value.strip())


@fact
def articles(page: Page) -> tuple[DataNode, ...]:
    """Return the articles that the page itself is, by its JSON-LD; the ones it merely lists are left out."""
    found = tuple(n for n in data_nodes(page) if n.own and not ARTICLE_TYPES.isdisjoint(n.types))
    return found if len(found) <= _MOST_ARTICLES else ()


#: A page that describes more articles of its own than this is a list of them.
_MOST_ARTICLES = 2

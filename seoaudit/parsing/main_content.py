"""Tells a page's main content from the furniture around it: navigation, header, footer, sidebars."""

from __future__ import annotations

import re
from collections.abc import Mapping

from seoaudit.lazy_regex import lazy_regex
from seoaudit.parsing.builder import Builder, RawBlock

_FURNITURE_TAGS = frozenset({"nav", "aside", "footer", "dialog", "search"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "alertdialog"}
)
_FURNITURE_NAMES = lazy_regex(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|footer|cookie|cookies|consent|share|sharing|social|"
    r"comments?|related|pagination|pager|skip|masthead|site-header|toc)(?:$|[\s_-])",
    re.IGNORECASE,
)


class Container:
    """An element that holds blocks ``first … last`` (last excluded; -1 while it is open)."""

    __slots__ = ("attributes", "first", "last", "parent", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str], first: int, parent: Container | None) -> None:
        self.tag, self.attributes, self.first, self.parent = tag, attributes, first, parent
        self.last = -1

    @property
    def role(self) -> str:
        """Return the ARIA role, lower case."""
        return self.attributes.get("role", "").lower()

    @property
    def furniture(self) -> bool:
        """Return whether the element says of itself that it is not the content."""
        attributes = self.attributes
        if self.tag in _FURNITURE_TAGS or self.role in _FURNITURE_ROLES or "hidden" in attributes:
            return True
        if self.tag in ("body", "main", "article"):
            return False
        style = attributes.get("style", "").replace(" ", "").lower()
        if "display:none" in style or attributes.get("aria-hidden") == "true":
            return True
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        return len(names) > 1 and _FURNITURE_NAMES.search(names) is not None


def mark(builder: Builder, containers: list[Container]) -> None:
    """Set ``main`` on every block: inside the main element and not inside furniture within it."""
    blocks = builder.blocks
    chosen = _main_element(blocks, containers)
    if chosen is not None:
        for index, block in enumerate(blocks):
            block.main = chosen.first <= index < chosen.last
    for container in containers:
        if container is chosen or _inside(chosen, container):
            continue
        header = container.tag == "header" and (chosen is None or chosen.tag == "body")
        if (header or container.furniture) and (chosen is None or not _holds_h1_only(blocks, container)):
            for block in blocks[container.first : container.last]:
                block.main = False


def _inside(chosen: Container | None, container: Container) -> bool:
    """Return whether ``chosen`` lies within ``container``."""
    at = chosen.parent if chosen is not None else None
    while at is not None:
        if at is container:
            return True
        at = at.parent
    return False


def _holds_h1_only(blocks: list[RawBlock], container: Container) -> bool:
    """Return whether it is a banner inside the main element with the page's title: that is content."""
    return container.tag == "header" and any(
        b.kind == "heading" and b.level == 1 for b in blocks[container.first : container.last]
    )


def _main_element(blocks: list[RawBlock], containers: list[Container]) -> Container | None:
    for wanted in (
        [c for c in containers if c.tag == "main" or c.role == "main"],
        [c for c in containers if c.tag == "article" or c.attributes.get("itemprop") == "articleBody"],
    ):
        filled = [c for c in wanted if _prose(blocks, c) > 0]
        if filled:
            best = max(filled, key=lambda c: _prose(blocks, c))
            # A list of teasers is many articles of like size: then none of them is the page.
            if len(filled) < 3 or _prose(blocks, best) > 0.5 * sum(_prose(blocks, c) for c in filled):
                return best
    return next((c for c in containers if c.tag == "body"), None)


def _prose(blocks: list[RawBlock], container: Container) -> int:
    return sum(
        b.end - b.start
        for b in blocks[container.first : container.last]
        if b.kind in ("paragraph", "item", "heading")
    )

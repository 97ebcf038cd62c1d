"""Tells a page's main content from the furniture around it: navigation, header, footer, sidebars, teasers, comments.

Blocks are marked where they stand; there is no second tree. First whatever calls itself furniture is dropped, unless
it holds most of the page's prose. Then the text is looked for: from the body on, down into the element that holds
nearly all prose, as long as there is one (`text_search`). What stands beside the text is template, except what
belongs to it: the title and pictures above it, sections with a heading and prose of their own, and small boxes to
act in (a form, a button).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from seoaudit.parsing import furniture, text_search
from seoaudit.parsing.builder import Builder
from seoaudit.parsing.prose import Measures

#: Furniture that is certain to be some is kept only if less than so many letters of prose stand outside of it …
_PROSE_OUTSIDE = 500
#: … and navigation and footers only if hardly any text does.
_TEXT_OUTSIDE = 100
#: A box to act in has at most so many letters and blocks.
_BOX_LETTERS, _BOX_BLOCKS = 600, 12
#: A section has at least so many letters outside links, and at most this share in links.
_SECTION_LETTERS, _SECTION_LINKED = 30, 0.3
_BUTTON_NAMES = ("btn", "button", "cta")


class Container:
    """An element that holds blocks ``first … last`` (last excluded; -1 while it is open)."""

    __slots__ = ("attributes", "first", "last", "parent", "tag", "verdict")

    def __init__(self, tag: str, attributes: Mapping[str, str], first: int, parent: Container | None) -> None:
        self.tag, self.attributes, self.first, self.parent = tag, attributes, first, parent
        self.last = -1
        self.verdict: furniture.Verdict = ""

    @property
    def holds_text(self) -> bool:
        """Return whether the element says that it holds the text."""
        return (
            self.tag in ("main", "article")
            or self.verdict == "content"
            or self.attributes.get("role", "").lower() == "main"
        )

    def outwards(self) -> Iterator[Container]:
        """Yield this element and those around it, from the inside out."""
        at: Container | None = self
        while at is not None:
            yield at
            at = at.parent


def mark(builder: Builder, containers: list[Container]) -> None:
    """Set ``main`` on every block; containers come in the order of their start tags."""
    blocks = builder.blocks
    if not blocks:
        return
    body = next((c for c in containers if c.tag == "body"), None)
    whole = body is not None or any(element.tag in ("html", "title") for element in builder.head)
    if body is None or body.last - body.first < len(blocks):  # a body may go unsaid, or begin too late
        body = Container("body", {}, 0, None)
        body.last = len(blocks)
    filled = [container for container in containers if container.first < container.last]
    measures = Measures(builder, body, filled)
    dropped = _furniture(filled, measures, body)
    for container in dropped:
        for block in blocks[container.first : container.last]:
            block.main = False
    if not whole:
        return  # a piece of a page, which a template puts into another: the rest of it is content
    measures.silence(dropped)
    text = text_search.find(blocks, filled, measures, body)
    kept = _Belonging(builder, measures, body, text).kept(filled, dropped)
    for block, keep in zip(blocks, kept, strict=True):
        block.main = block.main and keep


def _furniture(containers: Iterable[Container], measures: Measures, body: Container) -> list[Container]:
    """Return the outermost elements that call themselves furniture and may be some."""
    prose, letters = measures.weight(body), measures.text(body)[0]
    found: list[Container] = []
    for container in containers:
        if found and container.first < found[-1].last:
            continue
        verdict = container.verdict = furniture.verdict(container.tag, container.attributes)
        if verdict not in ("certain", "likely"):
            continue
        outside = prose - measures.weight(container)
        if (
            2 * outside >= prose
            or (verdict == "certain" and outside > _PROSE_OUTSIDE)
            or (container.tag in ("nav", "footer") and letters - measures.text(container)[0] > _TEXT_OUTSIDE)
        ):
            found.append(container)
    return found


class _Belonging:
    """Decides what beside the text belongs to it."""

    def __init__(self, builder: Builder, measures: Measures, body: Container, text: Container) -> None:
        self.blocks, self.measures, self.body, self.text = builder.blocks, measures, body, text
        #: The outermost element that claims to hold the text.
        self.article = next((c for c in reversed(list(text.outwards())) if c.holds_text), body)
        self.title = self._title()
        acts = [0] * len(builder.blocks)
        for control in builder.controls:
            if 0 <= control.block < len(acts):
                acts[control.block] = 1
        for link, _, _ in builder.links:
            names = link.attributes.get("class", "").lower()
            if names and 0 <= link.block < len(acts) and any(name in names for name in _BUTTON_NAMES):
                acts[link.block] = 1
        self.acts = [0, *accumulate(acts)]

    def kept(self, containers: Iterable[Container], dropped: Iterable[Container]) -> list[bool]:
        """Return for each block whether it is the text's or belongs to it."""
        text, title, measures = self.text, self.title, self.measures
        kept = [text.first <= i < text.last for i in range(len(self.blocks))]
        beside, gone, end = set(text.outwards()) - {text}, set(dropped), 0
        for c in containers:
            if c.first < end or c in beside or c in gone:
                continue
            if text is self.body:
                if c.tag == "header" and not c.first <= title < c.last and self._is_small(c):
                    kept[c.first : c.last] = [False] * (c.last - c.first)
                    end = c.last
            elif c is text:
                end = c.last
            elif c.parent is None or c.parent in beside:
                end = c.last
                if self._belongs(c):
                    kept[c.first : c.last] = [True] * (c.last - c.first)
        if title >= 0:
            kept[title] = True
        for i in range(max(title, self.article.first), text.first):  # the picture above the text
            kept[i] = kept[i] or not measures.letters[i] or self.blocks[i].kind == "caption"
        return kept

    def _is_small(self, container: Container) -> bool:
        return 2 * self.measures.text(container)[0] < self.measures.text(self.body)[0]

    def _title(self) -> int:
        """Return the index of the block that is the page's title, -1 for none.

        That is the first H1 of the article, else its last H2 above the text, else the last H1 above it that is not
        the linked name of the site.
        """
        article, first = self.article, self.text.first
        titles = [i for i, b in enumerate(self.blocks) if b.kind == "heading" and b.level == 1 and b.main]
        unlinked = [i for i in titles if not self._is_linked(i)]
        if self.text is self.body:
            return next(iter([*unlinked, *titles]), -1)
        if article is not self.body:
            if inside := [i for i in titles if article.first <= i < article.last]:
                return inside[0]
            above = self.blocks[article.first : first]
            seconds = [
                i
                for i, b in enumerate(above, article.first)
                if b.kind == "heading" and b.level == 2 and b.main
            ]
            if seconds:
                return seconds[-1]
        return max((i for i in unlinked if i < first), default=-1)

    def _is_linked(self, block: int) -> bool:
        return 2 * self.measures.linked[block] > self.measures.letters[block]

    def _belongs(self, container: Container) -> bool:
        """Return whether an element beside the text is a section of the page, or a box to act in."""
        first, last, article = container.first, container.last, self.article
        if not (article.first <= first and last <= article.last):
            return False
        if article is self.body and last <= self.title:
            return False
        letters, linked = self.measures.text(container)
        if letters - linked < _SECTION_LETTERS:
            return False
        if linked < _SECTION_LINKED * letters and (self._is_section(container) or self._opens(container)):
            return True
        return letters <= _BOX_LETTERS and last - first <= _BOX_BLOCKS and self.acts[last] > self.acts[first]

    def _opens(self, container: Container) -> bool:
        """Return whether it is prose between the title and the text: a standfirst."""
        return (
            0 <= self.title < container.first
            and container.last <= self.text.first
            and self.measures.weight(container) > 0
        )

    def _is_section(self, container: Container) -> bool:
        """Return whether it has prose, and a heading that is no link."""
        headings = (
            i
            for i in range(container.first, container.last)
            if self.blocks[i].kind == "heading" and self.blocks[i].level > 1 and self.blocks[i].main
        )
        return self.measures.weight(container) > 0 and any(not self._is_linked(i) for i in headings)

"""Finds the element of an HTML document that holds its text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from seoaudit.parsing.builder import RawBlock
from seoaudit.parsing.prose import Measures

if TYPE_CHECKING:
    from seoaudit.parsing.main_content import Container

#: One element must hold this share of its parent's prose for the text to be looked for in it alone …
_NEARLY_ALL = 0.8
#: … or this one, if it says of itself that it holds the text.
_MOST = 0.5
#: A flow of text: so many paragraphs beside each other, with this share of the prose.
_FLOW, _FLOW_SHARE = 3, 0.5
#: More articles side by side are a list of posts.
_FEW_ARTICLES = 2
#: A paragraph of so many letters outside links is a sentence, no label.
_SENTENCE = 40


def find(
    blocks: list[RawBlock], containers: list[Container], measures: Measures, body: Container
) -> Container:
    """Return the element that holds the text.

    The search goes from the body into the element that holds nearly all prose, and on from there, until
    paragraphs stand in the element itself or its prose is spread over several. An element that claims to be the
    text is enough if it holds most. Where this does not end at a flow of paragraphs (a landing page, a list of
    posts), the element around it that claims to hold the text is returned, or else the body.
    """
    search = _Search(blocks, containers, measures, body)
    at = body
    while (below := search.below(at)) is not None:
        at = below
    if search.sentences[at] > 1 or search.flows(at):
        return at
    claims = next((c for c in at.outwards() if c.holds_text), None)
    if claims is None:
        claims = next((c for c in containers if c.tag == "main" and measures.text(c)[0]), None)
    return claims or body


class _Search:
    def __init__(
        self, blocks: list[RawBlock], containers: list[Container], measures: Measures, body: Container
    ) -> None:
        self.blocks, self.measures = blocks, measures
        self.children: dict[Container, list[Container]] = {}
        self.claiming: list[Container] = []
        #: How many sentences stand in an element itself, not in one within it.
        self.sentences = Counter(
            measures.owners[i]
            for i, block in enumerate(blocks)
            if block.kind == "paragraph" and measures.letters[i] - 2 * measures.linked[i] >= _SENTENCE
        )
        self.articles: dict[Container | None, list[Container]] = {}
        for container in containers:
            if container.tag == "article":
                self.articles.setdefault(container.parent, []).append(container)
            if container is not body and measures.weight(container):
                self.children.setdefault(container.parent or body, []).append(container)
                if container.holds_text:
                    self.claiming.append(container)

    def below(self, at: Container) -> Container | None:
        """Return the element within this one to go on with, ``None`` where the search ends."""
        children = self.children.get(at)
        if not children or self.sentences[at] > (not at.holds_text):
            return None
        weigh = self.measures.weight
        best = max(children, key=weigh)
        if best.tag in ("ul", "ol") or (best.tag == "article" and self._is_one_of_many(best)):
            return None
        if weigh(best) >= _NEARLY_ALL * weigh(at):
            return None if self._goes_on(at, best) else best
        least = _MOST * weigh(at)
        for claiming in self.claiming:
            inside = at.first <= claiming.first and claiming.last <= at.last
            smaller = claiming.last - claiming.first < at.last - at.first
            if inside and smaller and weigh(claiming) > least:
                return claiming
        return None

    def _is_one_of_many(self, best: Container) -> bool:
        """Return whether an article is one of three or more, and holds no more than half of their letters."""
        letters = [self.measures.text(article)[0] for article in self.articles[best.parent]]
        return len(letters) > _FEW_ARTICLES and 2 * self.measures.text(best)[0] <= sum(letters)

    def _goes_on(self, at: Container, best: Container) -> bool:
        """Return whether sections of the text follow its best part, under headings that stand in ``at`` itself."""
        measures = self.measures
        return any(
            self.blocks[i].kind == "heading"
            and measures.owners[i] is at
            and 2 * measures.linked[i] < measures.letters[i]
            for i in range(best.last, at.last)
        )

    def flows(self, at: Container) -> bool:
        """Return whether most of an element's prose stands beside more of it."""
        measures = self.measures
        flowing = [
            measures.weights[i] for i in range(at.first, at.last) if measures.flows[i] and measures.weights[i]
        ]
        return len(flowing) >= _FLOW and sum(flowing) >= _FLOW_SHARE * measures.weight(at)

"""Where on a page a link or a sentence stands: how far down, and whether the eye falls on it."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from seoaudit.facts.call_means import Means, PageMeans
from seoaudit.facts.text import Sentence, sentences
from seoaudit.language.invitations import Standing
from seoaudit.page import Page

#: From here on a text is at its end.
_END = 0.8
#: What stands in the last two paragraphs is at the end, however short the text is.
_CLOSING_BLOCKS = 2


class Places:
    """The places of one page's main text."""

    def __init__(self, page: Page, means: PageMeans) -> None:
        self.page, self._means = page, means
        self._sentences = sentences(page)
        self._before: list[int] = []
        self._total = 0
        for block in page.blocks:
            self._before.append(self._total)
            if block.main:
                self._total += block.end - block.start
        closing = [n for n, block in enumerate(page.blocks) if block.main and block.kind == "paragraph"]
        self._closing = frozenset(closing[-_CLOSING_BLOCKS:])

    def of(self, block: int, at: int) -> float:
        """Return how far down a place is: 0 … 1 of the main text."""
        if not self._total or block < 0:
            return 0.0
        start = self.page.blocks[block].start
        return round(min((self._before[block] + max(at - start, 0)) / self._total, 1.0), 4)

    def standing(self, block: int, at: int, means: Means | None = None) -> Standing:
        """Return whether a text has a block to itself or ends the page; items of lists do neither."""
        blocks = self.page.blocks
        apart = means is not None and means.apart
        if not apart and (not blocks or blocks[block].kind != "paragraph" or blocks[block].list >= 0):
            return "amid"
        at_end = self.of(block, at) >= _END or block in self._closing
        if apart or (means is not None and self._means.only_links(block)):
            return "alone at the end" if at_end else "alone"
        return "end" if at_end else "amid"

    def answers(self, sentence: Sentence) -> bool:
        """Return whether a question stands right before a sentence, in its block."""
        start = self.page.blocks[sentence.block].start
        return self.page.text[start : sentence.start].rstrip().endswith("?")

    def sentence_of(self, means: Means) -> Sentence | None:
        """Return the sentence in which a link stands."""
        index = bisect_right(self._sentences, means.at, key=attrgetter("start")) - 1
        if index < 0 or self._sentences[index].end <= means.at:
            return None
        return self._sentences[index]

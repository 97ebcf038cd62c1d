"""How much running text the blocks of an HTML document hold, for telling the text from what stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

from seoaudit.parsing.builder import Builder, OpenLink, RawBlock

if TYPE_CHECKING:
    from seoaudit.parsing.main_content import Container

#: So many letters outside links make a block prose; shorter ones are as likely labels.
_PROSE = 60
#: From so many letters on a list item is a paragraph; a shorter one counts half.
_LONG_ITEM = 150
#: What prose without more of it beside it counts: teasers stand each in an element of its own.
_ALONE = 1 / 3


class Measures:
    """Letters, letters in links, and weight as prose, of blocks and of ranges of blocks.

    White space is no letter. ``flows[i]``: another block of prose stands beside block ``i``, in the same element
    or both alone in elements of one parent. ``owners[i]`` is the innermost container of block ``i``.
    """

    __slots__ = ("_letters", "_linked", "_weights", "flows", "letters", "linked", "owners", "weights")

    def __init__(self, builder: Builder, body: Container, containers: Iterable[Container]) -> None:
        blocks = builder.blocks
        text = "".join(builder.parts)
        self.letters = [b.end - b.start - text.count(" ", b.start, b.end) for b in blocks]
        self.linked = _linked(text, blocks, builder.links)
        self.owners = _owners(body, containers, len(blocks))
        self.flows = [False] * len(blocks)
        self.weights = self._weigh(blocks)
        self._sum()

    def _sum(self) -> None:
        self._letters = [0, *accumulate(self.letters)]
        self._linked = [0, *accumulate(self.linked)]
        self._weights = [0, *accumulate(self.weights)]

    def _weigh(self, blocks: list[RawBlock]) -> list[int]:
        weights = [0] * len(blocks)
        last = -1
        for i, block in enumerate(blocks):
            free = self.letters[i] - self.linked[i]
            if free < _PROSE or self.linked[i] >= free or block.kind not in ("paragraph", "item", "cell"):
                continue
            weights[i] = free if block.kind == "paragraph" or free > _LONG_ITEM else free // 2
            if last >= 0 and _beside(self.owners[last], self.owners[i]):
                self.flows[last] = self.flows[i] = True
            last = i
        for i, flows in enumerate(self.flows):
            if not flows:
                weights[i] = int(weights[i] * _ALONE)
        return weights

    def silence(self, dropped: Iterable[Container]) -> None:
        """Let the blocks of these containers count for nothing from now on."""
        for container in dropped:
            for i in range(container.first, container.last):
                self.weights[i] = self.letters[i] = self.linked[i] = 0
        self._sum()

    def weight(self, container: Container) -> int:
        """Return how much prose a container holds."""
        return self._weights[container.last] - self._weights[container.first]

    def text(self, container: Container) -> tuple[int, int]:
        """Return a container's letters, and those of them in links."""
        first, last = container.first, container.last
        return self._letters[last] - self._letters[first], self._linked[last] - self._linked[first]


def _beside(one: Container, other: Container) -> bool:
    if one is other:
        return True
    alone = one.last - one.first == 1 and other.last - other.first == 1
    return alone and one.parent is other.parent


def _linked(text: str, blocks: list[RawBlock], links: list[tuple[OpenLink, int, int]]) -> list[int]:
    """Return how many letters of each block are in links; one link may run through several blocks."""
    linked = [0] * len(blocks)
    for link, stop, _ in links:
        at, start = link.block, link.start
        while 0 <= at < len(blocks) and start < stop:
            end = min(blocks[at].end, stop)
            if end > start:
                linked[at] += end - start - text.count(" ", start, end)
            at += 1
            if at < len(blocks):
                start = blocks[at].start
    return linked


def _owners(body: Container, containers: Iterable[Container], count: int) -> list[Container]:
    """Return the innermost container of each block; containers come in the order of their start tags."""
    owners: list[Container] = []
    stack = [body]
    for container in containers:
        while len(stack) > 1 and stack[-1].last <= container.first:
            ended = stack.pop()
            owners.extend([ended] * (ended.last - len(owners)))
        owners.extend([stack[-1]] * (container.first - len(owners)))
        stack.append(container)
    while len(stack) > 1:
        ended = stack.pop()
        owners.extend([ended] * (ended.last - len(owners)))
    owners.extend([body] * (count - len(owners)))
    return owners

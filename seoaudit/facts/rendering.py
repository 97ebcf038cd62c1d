"""What stands on a page only after scripts have run: the page beside its HTML as the server sent it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from seoaudit.context import Published
from seoaudit.facts.drift import published_of
from seoaudit.facts.fact import fact
from seoaudit.model import NotApplicable
from seoaudit.page import Page

#: Words that scripts may add without anybody caring: a counter, a date, a notice.
_FEW_WORDS = 30
#: The share of the text that has to come from scripts to be worth a word.
_SHARE = 0.2
#: Links that scripts may add or take.
_FEW_LINKS = 3

Part = Literal["title", "description", "heading", "canonical", "noindex", "text", "links"]


class Rendered(msgspec.Struct, frozen=True):
    """A part of the page that scripts made: what it is before them and after, for people (empty: nothing)."""

    part: Part
    before: str
    after: str


@fact
def rendering(page: Page) -> tuple[Rendered, ...]:
    """Return what scripts change. Raises ``NotApplicable`` where the page was not rendered."""
    before = page.context.unrendered
    if before is None:
        raise NotApplicable("the page was not rendered; --render does so")
    after = published_of(page, page.source.name)
    return tuple(_changes(before, after))


def _changes(before: Published, after: Published) -> Iterator[Rendered]:
    pairs: tuple[tuple[Part, str, str], ...] = (
        ("title", before.title, after.title),
        ("description", before.description, after.description),
        ("heading", "; ".join(before.headings), "; ".join(after.headings)),
        ("canonical", before.canonical, after.canonical),
        ("noindex", before.noindex, after.noindex),
    )
    for part, one, other in pairs:
        if one != other:
            yield Rendered(part, one, other)
    words, now = len(before.text.split()), len(after.text.split())
    if abs(now - words) > max(_FEW_WORDS, _SHARE * max(words, now)):
        yield Rendered("text", _counted(words, "word"), _counted(now, "word"))
    links, linked = ({link.target for link in each.links} for each in (before, after))
    if len(linked - links) > _FEW_LINKS or len(links - linked) > _FEW_LINKS:
        yield Rendered("links", _counted(len(links), "link"), _counted(len(linked), "link"))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"

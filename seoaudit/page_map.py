"""What a picture of a page is drawn from: its outline, its paragraphs, and where on it things stand.

Places are thousandths of the main text, so that everything can be drawn along one line. What a page has too
many of is cut or joined: a picture has only so much room, and a report of ten thousand pages is kept in memory.
"""

from __future__ import annotations

from collections.abc import Sequence

from seoaudit.facts.calls import calls_to_action
from seoaudit.facts.fact import known
from seoaudit.facts.keyphrase import keyphrase_matches
from seoaudit.facts.links import kind_of, links
from seoaudit.facts.metadata import metadata
from seoaudit.facts.pixels import DESCRIPTION_SIZE, TITLE_SIZE, fitting, width_in_pixels
from seoaudit.facts.readability import paragraph_ease
from seoaudit.facts.structure import headings
from seoaudit.model import Span
from seoaudit.page import Block, Page
from seoaudit.report.page_map import MappedCall, MappedHeading, MappedLink, MappedParagraph, PageMap

#: Room for a title and a description in a result, in pixels: on a wide screen one line and two, on a phone two
#: lines and three. Nobody publishes these; they are what the field's preview tools agree on.
TITLE_ROOM = (600, 720)
DESCRIPTION_ROOM = (985, 680)

_HEADINGS, _PARAGRAPHS, _USES, _CALLS, _LINKS = 100, 80, 120, 30, 60
#: A paragraph of fewer words is hard or easy by chance.
_LEAST_WORDS = 20
_HEADING_TEXT, _LABEL, _TARGET, _DESCRIPTION = 120, 80, 120, 400


def page_map(page: Page) -> PageMap:
    """Return the map of a page; what could not be told is left empty."""
    places = _Places(page)
    described = known(lambda: metadata(page).description, None)
    title, description = known(lambda: metadata(page).title.value, ""), described.value if described else ""
    all_links = known(lambda: links(page), ())
    return PageMap(
        description=_cut(description, _DESCRIPTION),
        title_pixels=round(width_in_pixels(title, TITLE_SIZE)),
        description_pixels=round(width_in_pixels(description, DESCRIPTION_SIZE)),
        title_shown=_shown(title, TITLE_ROOM, TITLE_SIZE),
        description_shown=_shown(description, DESCRIPTION_ROOM, DESCRIPTION_SIZE),
        headings=known(lambda: _headings(page, places), ()),
        paragraphs=known(lambda: _paragraphs(page, places), ()),
        keyphrase=known(lambda: _uses(page, places), ()),
        keyphrase_lines=known(lambda: _lines_of_uses(page, places), ()),
        calls=known(lambda: _calls(page, places), ()),
        links=known(lambda: _links(page, places), ()),
        links_left_out=max(len(all_links) - _LINKS, 0),
    )


class _Places:
    """How far down a page's main text a place is."""

    def __init__(self, page: Page) -> None:
        self._page = page
        #: Characters of main text before each block, by where the block starts in the running text.
        self._before: dict[int, int] = {}
        total = 0
        for block in page.blocks:
            self._before[block.start] = total
            if block.main:
                total += block.end - block.start
        self._total = max(total, 1)

    def of(self, block: int, at: int) -> int:
        """Return the place of a running-text offset in a block (by its index), 0 … 1000."""
        return self.within(self._page.blocks[block], at) if block >= 0 else 0

    def within(self, block: Block, at: int) -> int:
        """Return the place of a running-text offset in a block, 0 … 1000."""
        return min((self._before[block.start] + max(at - block.start, 0)) * 1000 // self._total, 1000)

    def line(self, span: Span) -> int:
        """Return the source line on which a span begins."""
        return self._page.position(span.start).line


def _shown(text: str, rooms: tuple[int, int], size: float) -> tuple[int, int]:
    wide, phone = fitting(text[:_DESCRIPTION], rooms, size)
    return wide, phone


def _headings(page: Page, places: _Places) -> tuple[MappedHeading, ...]:
    return tuple(
        [
            MappedHeading(
                heading.level,
                _cut(heading.text, _HEADING_TEXT),
                places.line(heading.span),
                places.of(heading.block, heading.start),
            )
            for heading in headings(page)[:_HEADINGS]
        ]
    )


def _paragraphs(page: Page, places: _Places) -> tuple[MappedParagraph, ...]:
    """Return the prose with its reading ease, neighbours joined where there is too much of it to draw."""
    measured = [entry for entry in paragraph_ease(page) if entry[1] >= _LEAST_WORDS]
    each = -(-len(measured) // _PARAGRAPHS) or 1
    return tuple([_paragraph(measured[at : at + each], places) for at in range(0, len(measured), each)])


def _paragraph(measured: Sequence[tuple[Block, int, float]], places: _Places) -> MappedParagraph:
    (first, words, ease), last = measured[0], measured[-1][0]
    if len(measured) > 1:
        words = sum(entry[1] for entry in measured)
        ease = sum(entry[1] * entry[2] for entry in measured) / max(words, 1)
    return MappedParagraph(
        places.line(first.span),
        places.within(first, first.start),
        places.within(last, last.end),
        words,
        round(min(max(ease, 0), 100)),
    )


def _uses(page: Page, places: _Places) -> tuple[int, ...]:
    return tuple([places.of(match.block, match.start) for match in keyphrase_matches(page)[:_USES]])


def _lines_of_uses(page: Page, places: _Places) -> tuple[int, ...]:
    return tuple(
        [places.line(page.span(match.start, match.end)) for match in keyphrase_matches(page)[:_USES]]
    )


def _calls(page: Page, places: _Places) -> tuple[MappedCall, ...]:
    return tuple(
        [
            MappedCall(
                _cut(call.label, _LABEL),
                call.kind,
                call.form,
                call.strength,
                call.linked,
                _cut(call.target, _TARGET),
                places.line(call.span),
                round(call.place * 1000),
            )
            for call in calls_to_action(page)[:_CALLS]
        ]
    )


def _links(page: Page, places: _Places) -> tuple[MappedLink, ...]:
    return tuple(
        [
            MappedLink(
                _cut(link.text or link.name, _LABEL),
                _cut(link.target, _TARGET),
                kind_of(page, link),
                places.line(link.span),
                places.of(link.block, link.start),
            )
            for link in links(page)[:_LINKS]
        ]
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"

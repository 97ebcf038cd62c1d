"""What a picture of a page is drawn from: where in its main text headings, paragraphs, calls and links stand."""

from __future__ import annotations

import msgspec


class MappedHeading(msgspec.Struct, frozen=True, gc=False):
    """A heading on the map of its page: level 1 … 6, text, source line, place."""

    level: int
    text: str
    line: int
    place: int


class MappedParagraph(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A paragraph or list item on the map of its page, from ``start`` to ``end``, with its Flesch reading ease (0 … 100)."""

    line: int
    start: int
    end: int
    words: int
    ease: int


class MappedCall(msgspec.Struct, frozen=True, gc=False):
    """A call to action on the map of its page.

    ``kind``: subscribe, contact, buy …; ``form``: link, button, form, component or sentence; ``strength``: strong
    or weak. ``linked``: it comes with something to act by; ``target``: where that leads, empty when unknown.
    """

    label: str
    kind: str
    form: str
    strength: str
    linked: bool
    target: str
    line: int
    place: int


class MappedLink(msgspec.Struct, frozen=True, gc=False):
    """A link on the map of its page. ``kind``: internal, external, fragment, address, script, empty, other."""

    text: str
    target: str
    kind: str
    line: int
    place: int


class PageMap(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What a picture of the page is drawn from. Places are thousandths of the main text.

    ``title_shown`` and ``description_shown``: the characters that a search result has room for, on a wide screen
    and on a phone; ``title_pixels`` and ``description_pixels`` what the whole would take, in Arial at 20 and 14
    pixels. ``keyphrase`` has the places of its uses. Long texts end in ``…``, and of many links the first are
    given, with ``links_left_out`` the number of the others. ``keyphrase_lines`` has the source lines of the uses.
    """

    description: str = ""
    title_pixels: int = 0
    description_pixels: int = 0
    title_shown: tuple[int, int] = (0, 0)
    description_shown: tuple[int, int] = (0, 0)
    headings: tuple[MappedHeading, ...] = ()
    paragraphs: tuple[MappedParagraph, ...] = ()
    keyphrase: tuple[int, ...] = ()
    calls: tuple[MappedCall, ...] = ()
    links: tuple[MappedLink, ...] = ()
    links_left_out: int = 0
    keyphrase_lines: tuple[int, ...] = ()

"""Details of pages that wait to be opened: rendered, packed together, and written as text.

A packet holds a few pages' details one after the other, compressed as a zlib stream and written in Base64. What
belongs to a page is the same from page to page, so that a page takes a tenth of its room. Base64 has no ``<``:
nothing in a packet can end the element that it stands in.
"""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from itertools import islice

#: Pages in a packet: as many as are unpacked in a moment. The script in the file knows it too.
PAGES = 16
#: Stands between two pages; no document can bring it along, since control characters are written as escapes.
SEPARATOR = "\x1e"
#: The step from 6 to 9 takes three times as long for a hundredth of the room.
_LEVEL = 6


def packets(details: Iterable[str]) -> Iterator[str]:
    """Yield the packets of the pages' details, in order."""
    waiting = iter(details)
    while pages := list(islice(waiting, PAGES)):
        text = SEPARATOR.join(pages).encode("utf-8", "replace")
        yield b64encode(zlib.compress(text, _LEVEL)).decode("ascii")

"""The paper that the terminal report is written on: width, colour, wrapping, bars, safe text.

Every character of the report passes through ``Paper``, so nothing a document contains can reach the
terminal unescaped. Rich is used for one thing, the width of characters in terminal cells, and only once a
character beyond ASCII is to be measured: importing its console would cost more than auditing a post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal

import msgspec

from seoaudit.reports.options import RenderOptions
from seoaudit.reports.safe_text import ascii_marks, not_a_command, prose, visible

Style = Literal[
    "plain", "strong", "faint", "good", "fair", "poor", "error", "warning", "info", "rule", "fault"
]

_SGR: dict[Style, str] = {
    "strong": "1",
    "faint": "2",
    "good": "32",
    "fair": "33",
    "poor": "31",
    "error": "1;31",
    "warning": "33",
    "info": "36",
    "rule": "35",
    "fault": "4",
}

#: Keeps two words on one line; printed as a space.
NO_BREAK = "\xa0"

#: Characters beyond ASCII that take one cell for certain: Latin letters, and the marks that reports are set with.
_ONE_CELL = dict.fromkeys(
    [*range(0xA1, 0xAD), *range(0xAE, 0x300), *map(ord, "“”‘’„‚«»–—…•·→←↑↓›‹×✓✗█▉▊▋▌▍▎▏░─│")], "x"
)

#: Below this a report is unreadable whatever we do; a narrower terminal wraps by itself.
NARROWEST = 40
#: Characters of one text that are printed; nobody reads a message of a megabyte.
LONGEST = 2000


class Part(msgspec.Struct, frozen=True):
    """A piece of a line, ``gap`` spaces after the one before it.

    A ``solid`` one is never broken and keeps its spaces: paths, padded columns.
    """

    text: str
    style: Style = "plain"
    solid: bool = False
    gap: int = 2


class Paper:
    """Lays out lines for one set of options."""

    def __init__(self, options: RenderOptions) -> None:
        self.width = max(options.width, NARROWEST)
        self._color = options.color
        self._unicode = options.unicode
        self._ellipsis = "…" if options.unicode else "..."
        self.command = options.command
        #: What the names of all pages begin with, if they are of one live site: ``https://example.org``.
        self.origin = ""

    def name(self, path: str) -> str:
        """Return what to call a page of a list: below the address of the site, if all are of one."""
        return path[len(self.origin) :] if self.origin and path.startswith(f"{self.origin}/") else path

    def broken(self, path: str, style: Style, used: int, hanging: int) -> Iterator[Part]:
        """Yield a page's name in pieces that fill lines, where it is too long for what is left of the first."""
        text = self.clean(Part(self.name(path), solid=True))
        room, gap = max(self.width - used - 2, 1), 2
        if cells(text) <= room:
            yield Part(text, style, solid=True)
            return
        while text:
            piece = cut(text, room)
            yield Part(piece, style, solid=True, gap=gap)
            text, room, gap = text[len(piece) :], self.width - hanging, 0

    def flow(self, *parts: Part, indent: str = "", hanging: str = "    ") -> Iterator[str]:
        """Yield the parts as lines wrapped at the width; the lines after the first begin with ``hanging``."""
        line = _Line(self, indent)
        for part in parts:
            gap = part.gap
            for word in self._words(part):
                width = cells(word)
                if not line.empty and line.used + gap + width > self.width:
                    yield line.finish()
                    line = _Line(self, hanging)
                rest = word
                while line.empty and not part.solid and cells(rest) > (room := self.width - line.used):
                    piece = cut(rest, room)
                    line.add(piece, part.style, 0)
                    yield line.finish()
                    line = _Line(self, hanging)
                    rest = not_a_command(rest[len(piece) :])
                line.add(rest, part.style, gap)
                gap = 1
        if not line.empty:
            yield line.finish()

    def line(self, *parts: Part) -> str:
        """Return one line of the parts, put together without gaps and without wrapping."""
        return "".join(self.paint(self.clean(part), part.style) for part in parts).rstrip(" ")

    def bar(self, share: float, length: int, style: Style) -> tuple[Part, Part]:
        """Return a bar of ``length`` cells, ``share`` (0 … 1) of them filled; full and empty only when it is."""
        filled = round(min(max(share, 0), 1) * length)
        if 0 < share < 1:
            filled = min(max(filled, 1), length - 1)
        return Part("█" * filled, style, solid=True), Part("░" * (length - filled), "faint", solid=True)

    def shortened(self, text: str, room: int) -> str:
        """Return cleaned text, or as much of its beginning as fits in ``room`` cells, with an ellipsis."""
        return (
            text if cells(text) <= room else cut(text, room - len(self._ellipsis)).rstrip() + self._ellipsis
        )

    def shortened_left(self, text: str, room: int) -> str:
        """Return cleaned text, or as much of its end as fits in ``room`` cells, with an ellipsis."""
        if cells(text) <= room:
            return text
        return self._ellipsis + cut(text[::-1], room - len(self._ellipsis))[::-1].lstrip()

    def clean(self, part: Part) -> str:
        """Return the part's text as it may be printed."""
        text = visible(part.text) if part.solid else prose(_of_bearable_length(part.text))
        return text if self._unicode else ascii_marks(text)

    def paint(self, text: str, style: Style) -> str:
        """Return the text in colour, where there is colour."""
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self._color and text and style in _SGR else text

    def _words(self, part: Part) -> Iterator[str]:
        text = self.clean(part)
        for word in (text,) if part.solid else text.split(" "):
            if word:
                yield not_a_command(word)


class _Line:
    """A line being filled: runs of one style each."""

    def __init__(self, paper: Paper, indent: str) -> None:
        self._paper = paper
        self._runs: list[tuple[Style, str]] = [("plain", indent)]
        self.used = len(indent)
        self.empty = True

    def add(self, word: str, style: Style, gap: int) -> None:
        space = "" if self.empty else " " * gap
        word = word.replace(NO_BREAK, " ")
        last_style, last = self._runs[-1]
        if last_style == style:
            self._runs[-1] = style, last + space + word
        else:
            self._runs += [("plain", space), (style, word)]
        self.used += len(space) + cells(word)
        self.empty = False

    def finish(self) -> str:
        return "".join(self._paper.paint(text, style) for style, text in self._runs).rstrip(" ")


def _of_bearable_length(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def cells(text: str) -> int:
    """Return how many terminal cells the text takes: two for most East Asian characters and emoji."""
    return len(text) if text.translate(_ONE_CELL).isascii() else _cell_len()(text)


def cut(text: str, room: int) -> str:
    """Return the longest beginning of the text that fits in ``room`` cells, and at least one character."""
    if text.isascii():
        return text[: max(room, 1)]
    used = 0
    for index, character in enumerate(text):
        used += cells(character)
        if used > room and index:
            return text[:index]
    return text


@cache
def _cell_len() -> Callable[[str], int]:
    from rich.cells import cell_len

    return cell_len

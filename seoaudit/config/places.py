"""Where in a TOML document each key and list item stands: ``tomllib`` reads the values but forgets the places.

The scanner walks a document that ``tomllib`` has accepted, so it need not recognise what is wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from seoaudit.lazy_regex import lazy_regex
from seoaudit.lines import Position

#: Keys and list indices from the top: ``("overrides", 1, "paths", 0)``.
KeyPath = tuple[str | int, ...]

_BLANK = lazy_regex(r"[ \t]*")
_SPACE = lazy_regex(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = lazy_regex(
    r'"""(?:[^\\]|\\.)*?"""(?!")'  # up to two quotes may stand before the closing ones
    r"|'''.*?'''(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = lazy_regex(r"[^\s.=\]\"'#]+")
_BARE_VALUE = lazy_regex(r"[^,\]}\n#]*")


def places(text: str) -> Mapping[KeyPath, Position]:
    """Return the place of every key, table, and list item of a valid TOML document."""
    scanner = _Scanner(text)
    scanner.document()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def position(offset: int) -> Position:
        line = bisect_right(starts, offset) - 1
        return Position(line + 1, offset - starts[line] + 1)

    return {path: position(offset) for path, offset in scanner.found.items()}


class _Scanner:
    """Goes through the text once; ``found`` has the offset at which each path first appears."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[KeyPath, int] = {}
        self.tables: dict[KeyPath, int] = {}  # how many there are so far of each array of tables

    def document(self) -> None:
        table: KeyPath = ()
        while self.skip(_SPACE):
            if self.text.startswith("[[", self.at):
                table = self.header(2)
            elif self.text.startswith("[", self.at):
                table = self.header(1)
            else:
                self.pair(table)

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Go past what the pattern matches and return the character there, ``""`` at the end."""
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return self.text[self.at : self.at + 1]

    def header(self, brackets: int) -> KeyPath:
        self.at += brackets
        path: KeyPath = ()
        names = self.key()
        for number, (name, offset) in enumerate(names, start=1):
            path = (*path, name)
            self.found.setdefault(path, offset)
            if brackets == 2 and number == len(names):
                self.tables[path] = self.tables.get(path, 0) + 1
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
                self.found.setdefault(path, offset)
        self.at += brackets
        return path

    def key(self) -> list[tuple[str, int]]:
        """Read a key, dotted or not, and the white space after it: its parts with their offsets."""
        parts: list[tuple[str, int]] = []
        while True:
            quoted = self.skip(_BLANK) in "\"'"
            start = self.at
            self.skip(_STRING if quoted else _BARE_KEY)
            raw = self.text[start : self.at]
            parts.append((_unquoted(raw) if quoted else raw, start))
            if self.skip(_BLANK) != ".":
                return parts
            self.at += 1

    def pair(self, table: KeyPath) -> None:
        path = table
        for name, offset in self.key():
            path = (*path, name)
            self.found.setdefault(path, offset)
        self.at += 1  # the equals sign
        self.skip(_BLANK)
        self.value(path)

    def value(self, path: KeyPath) -> None:
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self.members(path, "]")
        elif opening == "{":
            self.members(path, "}")
        else:
            self.skip(_STRING if opening in "\"'" else _BARE_VALUE)

    def members(self, path: KeyPath, closing: str) -> None:
        """Read a list or an inline table."""
        self.at += 1
        index = 0
        while (char := self.skip(_SPACE)) != closing:
            if char == ",":
                self.at += 1
            elif closing == "}":
                self.pair(path)
            else:
                item = (*path, index)
                self.found[item] = self.at
                self.value(item)
                index += 1
        self.at += 1


def _unquoted(raw: str) -> str:
    if "\\" in raw and raw.startswith('"'):
        import tomllib

        (name,) = tomllib.loads(f"{raw} = 0")
        return name
    return raw[1:-1]

"""Which line of robots.txt decides: patterns of paths, and the longest of those that match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from seoaudit.lazy_regex import lazy_regex

_ESCAPED = lazy_regex(r"%[0-9A-Fa-f]{2}")
_INDEX = "/index.htm"


class Rule(NamedTuple):
    """A line that allows or disallows what its pattern matches; ``line`` counts from 1, ``text`` is as written."""

    pattern: str
    allow: bool
    line: int
    text: str


class Rules:
    """The rules of one crawler.

    Google takes the longest pattern that matches, and of two as long the one that allows. Most patterns are plain
    beginnings of paths: those are looked up by their length, and only patterns with ``*`` or ``$`` are tried in turn.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._plain: dict[str, Rule] = {}
        others: dict[str, Rule] = {}
        for rule in rules:
            for each in _with_folder(rule):
                found = others if "*" in each.pattern or each.pattern.endswith("$") else self._plain
                if each.pattern and (each.pattern not in found or _rank(each) < _rank(found[each.pattern])):
                    found[each.pattern] = each
        self._lengths = sorted({len(pattern) for pattern in self._plain}, reverse=True)
        self._others = [
            (_rank(rule), _Wildcards(rule.pattern), rule) for rule in sorted(others.values(), key=_rank)
        ]

    def decisive(self, path: str) -> Rule | None:
        """Return the rule that decides about a path with its query, ``None`` where none matches."""
        found = self._longest_plain(path)
        best = _rank(found) if found else (1, False, 0)
        for rank, wildcards, rule in self._others:
            if rank > best:
                break
            if wildcards.match(path):
                return rule
        return found

    def _longest_plain(self, path: str) -> Rule | None:
        for length in self._lengths:
            if length <= len(path) and (rule := self._plain.get(path[:length])):
                return rule
        return None


class _Wildcards:
    """A pattern with ``*`` or ``$``, matched in time linear in the path.

    The parts between the stars are looked for one behind the other: if the first place of one does not do, no later
    one would.
    """

    __slots__ = ("first", "last", "middle", "open")

    def __init__(self, pattern: str) -> None:
        self.open = not pattern.endswith("$")
        first, *parts = (pattern if self.open else pattern[:-1]).split("*")
        self.first = first
        self.last = parts.pop() if parts and not self.open else None
        self.middle = tuple(part for part in parts if part)

    def match(self, path: str) -> bool:
        if not path.startswith(self.first):
            return False
        at = len(self.first)
        for part in self.middle:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if self.open:
            return True
        return (
            at == len(path)
            if self.last is None
            else path.endswith(self.last) and at <= len(path) - len(self.last)
        )


def _rank(rule: Rule) -> tuple[int, bool, int]:
    """Return what rules are tried by: longest first, then what allows, then the first in the file."""
    return -len(rule.pattern), not rule.allow, rule.line


def _with_folder(rule: Rule) -> tuple[Rule, ...]:
    """Return the rule, and for one that allows ``/folder/index.html`` another one that allows ``/folder/``."""
    folder, slash, name = rule.pattern.rpartition("/")
    if rule.allow and (slash + name).startswith(_INDEX):
        return rule, rule._replace(pattern=f"{folder}/$")
    return (rule,)


def written(value: bytes) -> str:
    """Return a pattern as addresses are written: bytes outside of ASCII percent-encoded, digits in upper case.

    >>> written("/café/%c3%a9".encode())
    '/caf%C3%A9/%C3%A9'
    """
    text = value.decode("latin-1")
    if not text.isascii():
        text = "".join(letter if letter < "\x80" else f"%{ord(letter):02X}" for letter in text)
    return upper_digits(text)


def upper_digits(text: str) -> str:
    """Return a text with the digits of its percent-encoded bytes in upper case."""
    return _ESCAPED.sub(_upper, text) if "%" in text else text


def _upper(match: re.Match[str]) -> str:
    return match[0].upper()

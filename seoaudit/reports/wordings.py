"""One sentence for what a rule says on many pages: the wording of most of them, with what differs between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from seoaudit.lazy_regex import lazy_regex

_PARTS = lazy_regex(r"“[^”]*”|(?<![\w/.-])\d(?:[\d.,]*\d)?(?![\w/-])")
#: Wordings of one rule that are told apart; rules have a handful.
_MOST = 20
#: With more figures than this that differ from page to page, one page's own sentence reads better than their ranges.
_RANGES = 1


class Wording(NamedTuple):
    """A sentence. ``general``: most pages have this wording, and it holds of all of those."""

    text: str
    general: bool


class Told(msgspec.Struct, frozen=True):
    """One page's sentence: what it says, what it says to do, where, and how much it counts there.

    ``weight``: how far it goes before what others say, and what mending it wins.
    """

    message: str
    remedy: str
    at: int
    line: int
    weight: tuple[int, float]


class Wordings:
    """Gathers what one rule says, page by page."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], _Group] = {}

    def __bool__(self) -> bool:
        """Return whether anything was said."""
        return bool(self._groups)

    def add(self, told: Told) -> None:
        """Add one page's sentence."""
        key = (*_PARTS.split(told.message), "", *_PARTS.split(told.remedy))
        group = self._groups.get(key)
        if group is None:
            if len(self._groups) < _MOST:
                self._groups[key] = _Group(told)
            return
        group.add(told)

    def commonest(self) -> tuple[Wording, Told]:
        """Return the wording that most pages have, and the page of them on which most is won."""
        group = max(
            self._groups.values(), key=lambda each: (each.best.weight[0], each.pages, each.best.weight)
        )
        wording = group.wording()
        most = 2 * group.pages > sum(each.pages for each in self._groups.values())
        return wording._replace(general=wording.general and most), group.best


class _Group:
    """Pages on which a rule says the same but for figures and quotations."""

    __slots__ = ("best", "pages", "parts")

    def __init__(self, told: Told) -> None:
        self.best, self.pages = told, 1
        #: For each figure or quotation its least and its greatest.
        self.parts = [(part, part) for part in _PARTS.findall(told.message)]

    def add(self, told: Told) -> None:
        self.pages += 1
        parts = _PARTS.findall(told.message)
        self.parts = [
            (min(low, part, key=_order), max(high, part, key=_order))
            for (low, high), part in zip(self.parts, parts, strict=True)
        ]
        if told.weight > self.best.weight:
            self.best = told

    def wording(self) -> Wording:
        differing = [low for low, high in self.parts if low != high]
        if len(differing) > _RANGES or any(part.startswith("“") for part in differing):
            return Wording(self.best.message, general=False)
        return Wording(_filled(self.best.message, self.parts), general=True)


def _order(part: str) -> tuple[float, str]:
    """Return what figures are compared by; quotations, and what looks like an address or a date, by their letters."""
    try:
        return float(part.replace(",", "")), part
    except ValueError:
        return 0.0, part


def _filled(message: str, parts: Sequence[tuple[str, str]]) -> str:
    """Return the message with ranges in place of the figures that differ."""
    ranges = iter(parts)

    def ranged(_: object) -> str:
        low, high = next(ranges)
        return low if low == high else f"{low}–{high}"

    return _PARTS.sub(ranged, message)

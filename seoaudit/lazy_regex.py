"""Regular expressions that are compiled when they are first used.

A draft meets less than half of the patterns of this package. Compiling all of them at import took longer than
auditing a draft; patterns that every page needs are compiled at import all the same, by ``re.compile``.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, AnyStr, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _LazyRegex:
    """Stands for a compiled pattern; at first use it takes over that pattern's methods."""

    __slots__ = ("_flags", "_source", *_METHODS)

    def __init__(self, source: str | bytes, flags: tuple[int, ...]) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Callable[..., object]:
        """Compile the pattern; called only while the slots of the methods are empty."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, reduce(or_, self._flags, 0))
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return cast("Callable[..., object]", getattr(compiled, name))


def lazy_regex(source: AnyStr, *flags: int) -> re.Pattern[AnyStr]:
    """Return what can be used as ``re.compile(source, flags)`` can: by its methods.

    Several flags are given one by one: to join them by ``|`` takes longer than all else here.

    >>> lazy_regex(r"[0-9]+").findall("3 of 12")
    ['3', '12']
    """
    return cast("re.Pattern[AnyStr]", _LazyRegex(source, flags))

"""The ``fact`` decorator: a typed function of a page, computed once per page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from seoaudit.page import Page

T = TypeVar("T")


class _Failed:
    """Remembers that a fact raised, so that every rule that needs it fails alike and at once."""

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error


def fact(measure: Callable[[Page], T]) -> Callable[[Page], T]:
    """Memoise ``measure`` on the page it measures.

    An exception is remembered too: the rules that rest on the fact become *not applicable* (for
    ``NotApplicable``) or *errored*, the others go on.
    """

    @wraps(measure)
    def once(page: Page) -> T:
        memo = page.memo
        known = memo.get(measure, memo)
        if known is not memo:
            if known.__class__ is _Failed:
                raise cast("_Failed", known).error
            return known  # type: ignore[return-value] # what this measure returned before
        try:
            value = measure(page)
        except Exception as error:
            memo[measure] = _Failed(error)
            raise
        memo[measure] = value
        return value

    return once

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
        if measure in memo:
            known = memo[measure]
            if isinstance(known, _Failed):
                raise known.error
            return cast("T", known)
        try:
            value = measure(page)
        except Exception as error:
            memo[measure] = _Failed(error)
            raise
        memo[measure] = value
        return value

    return once

"""The ``fact`` decorator: a typed function of a page, computed once per page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from seoaudit.page import Page

T = TypeVar("T")
Otherwise = TypeVar("Otherwise")


def fact(measure: Callable[[Page], T]) -> Callable[[Page], T]:
    """Memoise ``measure`` on the page it measures.

    An exception is remembered too: the rules that rest on the fact become *not applicable* (for
    ``NotApplicable``) or *errored*, the others go on.
    """
    failure = object()  # the key under which a page keeps the exception, where there was one

    @wraps(measure)
    def once(page: Page) -> T:
        memo = page.memo
        try:
            return memo[measure]  # type: ignore[return-value] # what this measure returned before
        except KeyError:
            pass
        if failure in memo:
            # Without the places it was raised at before: each would keep its frame, and that the page.
            raise memo[failure].with_traceback(None)  # type: ignore[attr-defined]
        try:
            value = memo[measure] = measure(page)
        except Exception as error:
            memo[failure] = error
            raise
        return value

    return once


def known(measure: Callable[[], T], otherwise: Otherwise) -> T | Otherwise:
    """Return a fact, or ``otherwise`` when it failed: for those that only tell of a page and judge nothing."""
    try:
        return measure()
    except Exception:  # noqa: BLE001 - the rules that rest on the fact have said so already
        return otherwise

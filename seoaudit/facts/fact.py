"""The ``fact`` decorator: a typed function of a page, computed once per page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from seoaudit.page import Page

T = TypeVar("T")
Otherwise = TypeVar("Otherwise")

_UNKNOWN = object()


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
        known = memo.get(measure, _UNKNOWN)
        if known is not _UNKNOWN:
            if isinstance(known, _Failed):
                # Without the places it was raised at before: each would keep its frame, and that the page.
                raise known.error.with_traceback(None)
            return known  # type: ignore[return-value] # what this measure returned before
        try:
            value = measure(page)
        except Exception as error:
            memo[measure] = _Failed(error)
            raise
        memo[measure] = value
        return value

    return once


def known(measure: Callable[[], T], otherwise: Otherwise) -> T | Otherwise:
    """Return a fact, or ``otherwise`` when it failed: for those that only tell of a page and judge nothing."""
    try:
        return measure()
    except Exception:  # noqa: BLE001 - the rules that rest on the fact have said so already
        return otherwise

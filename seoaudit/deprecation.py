"""How something leaves ``seoaudit.api``: it works on for a while, and says once what to use instead."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_TOLD: set[str] = set()


def deprecated(*, since: str, until: str, instead: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as one that will go: its first call in a process warns, the others are silent.

    ``since`` and ``until`` are versions of ``seoaudit.api``: the one that has it deprecated, and the major version
    that will not have it any more. ``instead`` says what to use: a name, or a few words. Packs may use it for
    functions of their own. The warning is a ``DeprecationWarning`` at the line of the caller, which pytest shows.
    """

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__qualname__}"

        @wraps(function)
        def telling(*args: P.args, **kwargs: P.kwargs) -> R:
            warn_once(name, since=since, until=until, instead=instead)
            return function(*args, **kwargs)

        return telling

    return mark


def warn_once(name: str, *, since: str, until: str, instead: str, stacklevel: int = 3) -> None:
    """Warn that a name is deprecated, the first time that it is used in this process."""
    if name in _TOLD:
        return
    _TOLD.add(name)
    message = (
        f"{name} is deprecated since version {since} of seoaudit.api and goes with {until}: use {instead}"
    )
    warnings.warn(message, DeprecationWarning, stacklevel=stacklevel)

"""Names and targets with “*” for anything: ``Step *``, ``https://example.com/*``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from seoaudit.data_rules.searching import compiled, normal, searchable


@lru_cache(maxsize=1024)
def _regex(patterns: tuple[str, ...]) -> Any:  # noqa: ANN401 - RE2's own
    import re2

    every = "|".join(".*".join(re2.escape(part) for part in each.split("*")) for each in patterns)
    return compiled(f"(?is)(?:{every})")


def matches(text: str, patterns: Iterable[str]) -> bool:
    """Return whether the whole text is one of the patterns, capital and small letters alike.

    >>> matches("https://example.com/a", ["https://example.com/*"]), matches("/pricing/eu", ["/pricing"])
    (True, False)
    """
    given = tuple(patterns)
    return bool(given) and _regex(given).fullmatch(searchable(text)) is not None


def same_name(text: str, patterns: Iterable[str]) -> bool:
    """Return whether a name is one of the patterns, white space and the shape of apostrophes aside."""
    return matches(normal(text), [normal(each) for each in patterns])

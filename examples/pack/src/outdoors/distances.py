"""Distances in a text. What several rules need is a fact: it is worked out once for each page."""

from __future__ import annotations

import re
from typing import NamedTuple

from seoaudit.api import Page, Span, fact, lazy_regex

_DISTANCE = lazy_regex(r"\b\d+(?:[.,]\d+)?\s?(miles?|mi|km|kilomet(?:er|re)s?)\b", re.IGNORECASE)


class Distance(NamedTuple):
    """A distance in the running text of a page, and its place in the source."""

    start: int
    end: int
    metric: bool
    text: str
    span: Span


@fact
def distances(page: Page) -> tuple[Distance, ...]:
    """Return the distances in the text, in order."""
    return tuple(
        Distance(*found.span(), found[1].lower().startswith("k"), found[0], page.span(*found.span()))
        for found in _DISTANCE.finditer(page.text)
    )


@fact
def miles(page: Page) -> tuple[Distance, ...]:
    """Return those in miles."""
    return tuple(each for each in distances(page) if not each.metric)

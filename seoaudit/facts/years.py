"""When the page last changed, and the years that it names."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath

from seoaudit.facts.dates import parse_date
from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import metadata
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Page

_NAMED = lazy_regex(r"\d{4}-\d{1,2}-\d{1,2}(?=[-_.]|\Z)")
_YEAR = lazy_regex(r"(?<![\w.\-/–#$€£])(?:19|20)\d\d(?![\w%]|[.,]\d|[-–/]\d)")


@fact
def last_change(page: Page) -> dt.date | None:
    """Return the latest date the page gives of itself: updated, published, or else in its file name."""
    data = metadata(page)
    found = [parse_date(field.value) for field in (data.updated, data.date) if field]
    if not any(found):
        path = PurePath(page.source.name)
        names = (_NAMED.match(path.name), _NAMED.match(path.parent.name))
        found = [parse_date(match[0]) for match in names if match]
    return max((date for date in found if date), default=None)


def years_in(text: str) -> list[int]:
    """Return the years that a text names, in order; parts of ranges, dates, versions and names are none.

    >>> years_in("The best locks of 2025 (updated in 2026, 2019-2021 left out, ES2015)")
    [2025, 2026]
    """
    if "20" not in text and "19" not in text:
        return []
    return [int(match[0]) for match in _YEAR.finditer(text)]

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    language,
    last_change,
    metadata,
    quoted,
    rule,
    years_in,
)

#: From so many months on, an age is told in years.
_YEARS_FROM = 24


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    judges="text",
)
def stale(page: Page, *, months: Annotated[int, Meta(ge=1)] = 24) -> Iterator[Finding]:
    """Advice is kept up to date.

    Why: A guide from years ago, or one with an old year in its title, makes readers look for a newer one,
    and some of what it says is probably no longer so.

    Fix: Check every fact and link, change what has changed, and then change the date. A new date alone
    helps nobody.

    Notes: Advice only, and our own figure. News, announcements and essays may grow old: the rule judges
    titles that promise lasting help (“how to”, “guide”, “best”, “tips” …) and tell no news (“new”, “introducing”,
    “we” …), by the day of the run. A title's
    year that the page's own date contradicts belongs to `promise/year`.
    """
    if not page.context.today:
        raise NotApplicable("the day of the run is not known")
    today = dt.date.fromisoformat(page.context.today)
    title = metadata(page).title
    if not promises_advice(page, title.value):
        raise NotApplicable("the title promises no lasting advice")
    changed = last_change(page)
    years = years_in(title.value)
    if changed is None and not years:
        raise NotApplicable("the page gives no date")
    if years and max(years) < today.year and (changed is None or changed.year <= max(years) + 1):
        yield Finding(title.span, f"{max(years)} in the title {quoted(title.value)} has passed")
    elif changed is not None:
        age = (today.year - changed.year) * 12 + today.month - changed.month
        if age > months:
            data = metadata(page)
            place = data.updated or data.date
            last = f"{changed:%B} {changed.year}"
            yield Finding(place.span, f"the last change of this advice was in {last}, {_ago(age)}")


def promises_advice(page: Page, title: str) -> bool:
    """Return whether a title is that of a text which readers expect to be kept up to date."""
    pack = language(page)
    words = pack.words(title)
    known = pack.title_words
    if not words or not known.get("news", frozenset()).isdisjoint(words):
        return False
    return "-".join(words[:2]) in known["openings"] or not known["advice"].isdisjoint(words)


def _ago(months: int) -> str:
    """Return an age in words that a reader would use."""
    if months < _YEARS_FROM:
        return f"{months} months ago"
    years = months // 12
    return f"more than {years} years ago" if months % 12 else f"{years} years ago"

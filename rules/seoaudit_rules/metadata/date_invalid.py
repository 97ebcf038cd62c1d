from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, known_metadata, parse_date, quoted, rule

#: What Eleventy takes instead of a date.
_KEYWORDS = frozenset({"last modified", "created", "git last modified", "git created"})


@rule(
    severity="warning",
    weight=1,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/publication-dates",
)
def date_invalid(page: Page) -> Iterator[Finding]:
    """The dates of a page exist, can be read by a program, and have come.

    Why: A generator drops a post with a date it cannot read, or stops; most leave out one that is dated in
    the future. Search engines pass over dates that contradict the calendar.

    Fix: Write dates as year, month and day: `2026-03-09`.

    Notes: Reads ISO 8601, English months and the forms that generators accept. A draft may be dated in the
    future, and a day is allowed for time zones.
    """
    data = known_metadata(page)
    dates = [
        (name, field) for name, field in (("date", data.date), ("date of the update", data.updated)) if field
    ]
    if not dates:
        raise NotApplicable("the page has no date")
    today = parse_date(page.context.today)
    for name, field in dates:
        if field.templated or field.value.lower() in _KEYWORDS:
            continue
        day = parse_date(field.value)
        if day is None:
            yield Finding(field.span, f"the {name} {quoted(field.value)} is not a date that exists")
        elif today is not None and day > today + dt.timedelta(days=1) and not data.draft:
            fix = "Correct it, or mark the post as a draft until then."
            yield Finding(field.span, f"the {name} {quoted(field.value)} lies in the future", fix)

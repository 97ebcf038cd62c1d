from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Span,
    articles,
    canonical_address,
    lazy_regex,
    metadata,
    parse_date,
    rule,
    visible_dates,
)

_YEAR_IN_PATH = lazy_regex(
    r"(?:/(?:blogs?|posts?|news|articles?|journal)|^)/((?:19|20)\d\d)/|/((?:19|20)\d\d)/(?:0[1-9]|1[0-2])/"
)
#: A post may be filed under the year in which it was written.
_NEW_YEAR = dt.timedelta(days=60)
_YEAR_IN_NAME = lazy_regex(r"((?:19|20)\d\d)-\d\d-\d\d-")


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    source="https://developers.google.com/search/docs/appearance/publication-dates",
)
def dates_disagree(page: Page, *, days: Annotated[int, Meta(ge=0)] = 1) -> Iterator[Finding]:
    """The page gives one date of publication, wherever it gives it.

    Why: Search engines compare the date that readers see with the one in structured data. Where they differ
    the result may show neither, or the wrong one.

    Fix: Take all the dates from one field: front matter, byline, datePublished and dateModified.

    Notes: Compared are the dates of an article's JSON-LD, of a byline or `time` element above the text, of front
    matter, and the year in the address. One day of difference is left to time zones (`days`). Google asks for dates
    that agree; the comparison and its limits are ours. A year in the title is the matter of `promise/year`.
    """
    stated = _stated(page)
    shown = visible_dates(page)
    published = [date for name, date, _ in stated if name in ("datePublished", "the front matter")]
    if not stated:
        raise NotApplicable("neither front matter nor structured data date the page")
    by_data = {name: (date, span) for name, date, span in reversed(stated)}
    if "datePublished" in by_data and "dateModified" in by_data:
        first, (last, span) = by_data["datePublished"][0], by_data["dateModified"]
        if (first - last).days > days:
            yield Finding(span, f"dateModified ({last}) is before datePublished ({first})")
    machine = [(name, date) for name, date, _ in stated if name.startswith("date")]
    if machine and shown and not any(_near(d.date, date, days) for d in shown for _, date in machine):
        name, date = min(machine, key=lambda entry: abs((entry[1] - shown[0].date).days))
        yield Finding(shown[0].span, f"the page shows {shown[0].date}, and its JSON-LD says {date} ({name})")
    matter = by_data.get("the front matter")
    if matter and machine and not any(_near(matter[0], date, days) for _, date in machine):
        yield Finding(
            matter[1], f"the front matter says {matter[0]}, and the JSON-LD {machine[0][1]} ({machine[0][0]})"
        )
    year, span = _address_year(page)
    if year and published and not any(_in_or_near(date, year) for _, date, _ in stated):
        yield Finding(span, f"the address says {year}, and the page is dated {published[0]}")


def _near(one: dt.date, other: dt.date, days: int) -> bool:
    return abs((one - other).days) <= days


def _in_or_near(date: dt.date, year: int) -> bool:
    """Return whether a date is in the year, or so close that the post waited over New Year."""
    return dt.date(year, 1, 1) - _NEW_YEAR <= date <= dt.date(year, 12, 31) + _NEW_YEAR


def _stated(page: Page) -> list[tuple[str, dt.date, Span]]:
    data = metadata(page)
    written = [
        (name, node.text(name)[:10], node.block.place(name, node.data[name]))
        for node in articles(page)
        for name in ("datePublished", "dateModified")
        if node.text(name)
    ]
    written += [
        (name, field.value, field.span)
        for name, field in (("the front matter", data.date), ("the last change", data.updated))
        if field.origin == "front matter"
    ]
    return [(name, date, span) for name, text, span in written if (date := parse_date(text))]


def _address_year(page: Page) -> tuple[int, Span]:
    canonical = canonical_address(page)
    for address, span in ((page.context.url, page.start), canonical or ("", page.start)):
        path = re.sub(r"^[a-z]+://[^/]*", "", address)
        if match := _YEAR_IN_PATH.search(path):
            return int(match[1] or match[2]), span
    data = metadata(page)
    if match := _YEAR_IN_NAME.match(PurePath(page.source.name).name):
        return int(match[1]), data.date.span
    return 0, page.start

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, data_nodes, first_value, lazy_regex, parse_date, quoted, rule

_DATES = (
    "datePublished", "dateModified", "dateCreated", "uploadDate", "datePosted", "validThrough", "startDate", "endDate",
    "expires", "priceValidUntil",
)  # fmt: skip
#: Date or date and time, in the extended and the basic form.
_ISO = lazy_regex(
    r"(\d{4}(?:-\d{2}(?:-\d{2})?)?|\d{8})"
    r"(?:[Tt]([01]\d|2[0-4]):?([0-5]\d)(?::?([0-5]\d|60)(?:[.,]\d+)?)?\s?(?:[Zz]|[+\-−][01]\d(?::?[0-5]\d)?)?)?"
)


@rule(
    severity="warning",
    weight=3,
    fault=True,
    evidence="standard",
    of=data_nodes,
    source="https://schema.org/Date",
    media=("markdown", "html"),
)
def date_format(page: Page) -> Iterator[Finding]:
    """Dates in structured data are written as ISO 8601.

    Why: Machines read 2026-03-05 in one way only. What they cannot read they leave out, and with it the
    date next to the result.

    Fix: Write the date as 2026-03-05, or with time and zone as 2026-03-05T09:30:00+01:00.

    Notes: Google asks for ISO 8601 with a time zone, and takes its own crawler's where there is none.
    """
    for node in data_nodes(page):
        for name in _DATES:
            if name not in node.data:
                continue
            value = first_value(node.data[name])
            if isinstance(value, bool) or not isinstance(value, (str, int, float)) or value == "":
                continue
            text = str(value).strip()
            match = _ISO.fullmatch(text) if isinstance(value, str) else None
            span = node.block.place(name, node.data[name])
            if match is None:
                yield Finding(span, f"{name} is {quoted(text)}, which is no ISO 8601 date")
            elif parse_date(match[1]) is None:
                yield Finding(span, f"{name} is {quoted(text)}, a day that does not exist")

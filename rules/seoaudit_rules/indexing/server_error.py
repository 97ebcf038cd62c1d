from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from seoaudit.api import MAX_RELATED, NotApplicable, Site, SiteFinding, Span, quoted, rule, status_text

#: Addresses that fail, with the links that lead there: those of texts first.
_LINKED = """
    SELECT responses.key AS key, responses.status AS status, responses.trouble AS trouble, links.source AS source,
           links.href AS href, links.start_at AS start_at, links.end_at AS end_at
    FROM responses JOIN links ON links.target = responses.key
    WHERE responses.asked = 1 AND (responses.status >= 500
      OR responses.trouble IN ('dns', 'refused', 'reset', 'timeout', 'tls', 'protocol', 'truncated', 'encoding'))
    ORDER BY responses.key, links.main DESC, links.source, links.start_at
"""
_LISTED = """
    SELECT responses.key AS key, responses.status AS status, responses.trouble AS trouble,
           sitemap.file AS file, sitemap.line AS line, sitemap.address AS address
    FROM responses JOIN sitemap ON sitemap.key = responses.key
    WHERE responses.asked = 1 AND (responses.status >= 500
      OR responses.trouble IN ('dns', 'refused', 'reset', 'timeout', 'tls', 'protocol', 'truncated', 'encoding'))
      AND NOT EXISTS (SELECT 1 FROM links WHERE links.target = responses.key)
    ORDER BY sitemap.file, responses.status, responses.trouble, sitemap.line
"""
#: What is said of one address, and of several.
_TROUBLES = {
    "dns": ("has a host that is not found", "have a host that is not found"),
    "refused": ("refuses connections", "refuse connections"),
    "reset": ("breaks off the connection", "break off the connection"),
    "timeout": ("does not answer in time", "do not answer in time"),
    "tls": ("has no valid certificate", "have no valid certificate"),
    "protocol": ("gives no valid answer", "give no valid answer"),
    "encoding": ("is not packed as its headers say", "are not packed as their headers say"),
    "truncated": ("breaks off in the middle", "break off in the middle"),
}


@rule(
    scope="site",
    severity="error",
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
)
def server_error(site: Site) -> Iterator[SiteFinding]:
    """What the site links to or lists answers without a server error.

    Why: Readers get an error page or nothing. Search engines crawl a site with server errors more slowly, and drop the
    pages that keep failing.

    Fix: Look into the server's log for this address. If the page is gone for good, answer 404 or 410 and take
    the links to it away.

    Notes: Judged for fetched sites. Statuses from 500 on count, and no answer at all. It is what one visit
    saw: if the server was busy only then, crawl again, more slowly. Missing pages (404, 410) are a matter of
    `links/broken-internal`.
    """
    if site.value("SELECT 1 FROM responses WHERE asked = 1") is None:
        raise NotApplicable("the site was not fetched")
    for _, group in groupby(site.query(_LINKED), lambda row: row["key"]):
        first, *more = group
        others = [
            source for source in dict.fromkeys(row["source"] for row in more) if source != first["source"]
        ]
        besides = f", here and on {len(others):,} more page{'s' if len(others) > 1 else ''}" if others else ""
        yield SiteFinding(
            first["source"],
            f"{quoted(first['href'], 60)} {_says(first)[0]}{besides}",
            "",
            Span(first["start_at"], first["end_at"]),
            tuple(others[:MAX_RELATED]),
        )
    for (file, *says), group in groupby(site.query(_LISTED), lambda row: (row["file"], *_says(row))):
        rows = list(group)
        example = f"{quoted(rows[0]['address'], 60)} in line {rows[0]['line']}"
        message = f"lists {example}, which {says[0]}"
        if len(rows) > 1:
            message = f"lists {len(rows):,} addresses that {says[1]}, {example} first"
        yield SiteFinding(file, message, related=tuple(row["key"] for row in rows)[:MAX_RELATED])


def _says(row: Any) -> tuple[str, str]:  # noqa: ANN401 - a row of a query
    if row["trouble"]:
        return _TROUBLES[row["trouble"]]
    status = status_text(row["status"])
    return f"answers {status}", f"answer {status}"

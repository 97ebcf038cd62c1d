from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import groupby

from seoaudit.api import MAX_RELATED, NotApplicable, Site, SiteFinding, Span, quoted, rule

#: Addresses that the server refuses, with the links that lead there: those of texts first.
_REFUSED = """
    SELECT responses.key AS key, responses.status AS status, links.source AS source, links.href AS href,
           links.start_at AS start_at, links.end_at AS end_at
    FROM responses JOIN links ON links.target = responses.key
    WHERE responses.asked = 1 AND responses.status >= 400 AND responses.status < 500
      AND responses.status NOT IN (404, 410)
    ORDER BY responses.key, links.main DESC, links.source, links.start_at
"""


@rule(
    scope="site",
    severity="info",
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
)
def refused(site: Site) -> Iterator[SiteFinding]:
    """Links of the site lead to what the server lets everybody see.

    Why: An address that answers 401, 403 or another 4xx is not indexed, and a reader who follows the link meets a
    refusal.

    Fix: Leave it as it is if only some readers may come here. Otherwise let the server answer with the page, or take the link
    away.

    Notes: Judged for fetched sites. Log-ins and members' areas are meant to refuse visitors, and some servers refuse
    programs only, or those that ask too often (429): so this is advice. 404 and 410 are a matter of
    `links/broken-internal` and `links/broken-template`.
    """
    if site.value("SELECT 1 FROM responses WHERE asked = 1") is None:
        raise NotApplicable("the site was not fetched")
    for _, group in groupby(site.query(_REFUSED), lambda row: row["key"]):
        first, *more = group
        others = list(dict.fromkeys(row["source"] for row in more if row["source"] != first["source"]))
        besides = f", here and on {len(others):,} more page{'s' if len(others) > 1 else ''}" if others else ""
        yield SiteFinding(
            first["source"],
            f"{quoted(first['href'], 90)} answers {_status(first['status'])}{besides}",
            span=Span(first["start_at"], first["end_at"]),
            related=tuple(others[:MAX_RELATED]),
        )


def _status(code: int) -> str:
    try:
        return f"{code} ({HTTPStatus(code).phrase})"
    except ValueError:
        return str(code)

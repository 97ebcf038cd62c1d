from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from seoaudit.api import NotApplicable, Site, SiteFinding, at_first_link, quoted, rule, status_text

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
        links = list(group)
        yield at_first_link(
            links, f"{quoted(links[0]['href'], 90)} answers {status_text(links[0]['status'])}"
        )

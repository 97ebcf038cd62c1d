from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import urljoin

from seoaudit.api import MAX_RELATED, Meta, NotApplicable, Site, SiteFinding, Span, quoted, rule

#: Links within the site that are redirected more than once, or in a circle.
_CHAINS = """
    SELECT links.source AS source, links.href AS href, links.target AS target, links.status AS status,
           links.hops AS hops, links.main AS main, links.start_at AS start_at, links.end_at AS end_at,
           COALESCE(responses.address, '') AS address
    FROM links LEFT JOIN responses ON responses.key = links.source
    WHERE (links.status = 'redirect' AND links.hops >= ? AND links.target NOT LIKE '%://%') OR (links.status = 'missing' AND links.hops > 0)
    ORDER BY links.source, links.start_at
"""
_NEXT = "SELECT key, target, status FROM responses WHERE address = ?"
_AFTER = "SELECT key, target FROM responses WHERE key = ?"
#: Steps that are written out.
_SHOWN = 5


@rule(
    scope="site",
    severity="warning",
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/site-move-with-url-changes",
)
def redirect_chain(site: Site, *, least_hops: Annotated[int, Meta(ge=2)] = 2) -> Iterator[SiteFinding]:
    """Links of the site do not lead through chains of redirects.

    Why: Every redirect is a wait for the reader and a request for a crawler. Google follows ten of a chain and advises to
    have none; browsers give up after twenty, and on one that leads in a circle nobody arrives.

    Fix: Link to the address at the end, and let the older addresses redirect straight to it as well.

    Notes: Followed are the redirects that were fetched, or that the repository configures. A link in a text is
    reported where it stands; one of navigation that is on many pages once. One redirect is a matter of
    `links/redirected`; ways to other sites are left alone. A crawler keeps no cookies, so a log-in may send it round
    in circles: it does the same to search engines.
    """
    if site.value("SELECT 1 FROM links") is None:
        raise NotApplicable("no page links to another")
    shared: dict[tuple[str, str, int], list[Any]] = {}
    for row in site.query(_CHAINS, least_hops):
        if row["main"]:
            yield _finding(site, row, ())
        else:
            shared.setdefault((_address(row), row["target"], row["hops"]), []).append(row)
    for rows in shared.values():
        yield _finding(site, rows[0], [row["source"] for row in rows[1:]])


def _finding(site: Site, row: Any, others: Any) -> SiteFinding:  # noqa: ANN401 - rows of a query
    others = list(dict.fromkeys(others))
    start = quoted(row["href"], 60)
    if row["status"] == "missing":
        message, fix = (
            f"{start} redirects in a circle",
            "Link to a page that is there, and mend the redirects.",
        )
    else:
        steps = _steps(site, row)
        way = f": {' → '.join(steps)}" if steps else ""
        message = f"{start} leads to {row['target'][:60]} through {row['hops']} redirects{way}"
        fix = f"Link to {row['target'][:60]} instead."
    if others:
        message += f", here and on {len(others):,} more page{'s' if len(others) > 1 else ''}"
    return SiteFinding(
        row["source"], message, fix, Span(row["start_at"], row["end_at"]), tuple(others[:MAX_RELATED])
    )


def _address(row: Any) -> str:  # noqa: ANN401 - a row of a query
    try:
        return urljoin(str(row["address"]), str(row["href"])).partition("#")[0]
    except ValueError:
        return str(row["href"])


def _steps(site: Site, row: Any) -> list[str]:  # noqa: ANN401 - a row of a query
    """Return the keys on the way, as far as they were fetched and there is room; empty where they are not known."""
    found = next(site.query(_NEXT, _address(row)), None)
    steps: list[str] = []
    while found is not None and found["target"] and len(steps) < _SHOWN:
        steps.append(found["key"])
        found = next(site.query(_AFTER, found["target"]), None)
    if not steps:
        return []
    return [step[:60] for step in steps] + (["…"] if len(steps) < row["hops"] else []) + [row["target"][:60]]

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seoaudit.api import MAX_RELATED, NotApplicable, Site, SiteFinding, lazy_regex, quoted, rule

#: Addresses that search engines may not fetch, and what leads there. A link that readers follow in the text says more
#: than one in navigation, which leads to carts and log-ins as well.
_BLOCKED = """
    SELECT responses.key AS key, responses.address AS address, responses.google AS google, responses.bing AS bing,
           COALESCE(pages.noindex, 0) AS noindex, CASE WHEN responses.key = ? THEN 1 ELSE 0 END AS home,
           (SELECT MIN(sitemap.file) FROM sitemap WHERE sitemap.key = responses.key) AS listed,
           (SELECT MIN(links.source) FROM links
            WHERE links.target = responses.key AND links.main = 1 AND links.nofollow = 0
              AND links.source <> links.target) AS linked
    FROM responses LEFT JOIN pages ON pages.key = responses.key
    WHERE (responses.google <> '' OR responses.bing <> '') AND responses.status IN (0, 200)
    ORDER BY responses.address
"""
#: What sites keep crawlers out of on purpose: it is of use to people only, or made anew for each question.
_NOT_FOR_SEARCH = lazy_regex(
    r"\?|/(?:cdn-cgi|wp-admin|wp-login|wp-json|admin|account|accounts|my-account|user|users|profile|cart|basket|checkout|"
    r"login|log-in|signin|sign-in|signup|sign-up|logout|register|password|search|suche|recherche|api|feed|print|share|"
    r"redirect|go|out|goto|download|downloads|tmp|trackback|comments)(?:[/.]|$)"
)
#: Asked for by its address, the home page, listed in a sitemap, marked noindex, linked in a text: in the order in which they are worth saying.
_REASONS = ("asked_for", "home", "listed", "noindex", "linked")


@rule(
    scope="site",
    severity="warning",
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/robots/intro",
)
def robots_blocked(site: Site) -> Iterator[SiteFinding]:
    """Search engines may fetch what the site tells them to find.

    Why: A sitemap that lists an address and a robots.txt that forbids it contradict each other. Search engines cannot
    read a blocked page; linked from elsewhere it may still turn up in results, without a description. And a `noindex`
    that nobody may fetch is never read, so it keeps nothing out.

    Fix: Allow the address in robots.txt, or take it out of the sitemap. To keep a page out of search results, allow it
    and mark it `noindex`.

    Notes: Judged for fetched sites and for built folders with a robots.txt at their top, as Google reads robots.txt, for Googlebot and Bingbot. One finding for each
    line of robots.txt and kind of contradiction: the home page, addresses in the sitemap, pages marked noindex, and
    addresses that the text of a page links to. Links to what is hardly ever meant to be found (addresses with a query,
    carts, log-ins, searches, downloads) are left alone, and so are links in navigation.
    """
    if site.value("SELECT 1 FROM responses") is None:
        raise NotApplicable("the site was not fetched, and has no robots.txt of its own")
    found: dict[tuple[str, str, str], list[Any]] = {}
    for row in site.query(_BLOCKED, site.home or "/"):
        named = row["key"] in site.named
        reason = "asked_for" if named else next((each for each in _REASONS[1:] if row[each]), "")
        if reason == "linked" and _NOT_FOR_SEARCH.search(row["address"].partition("://")[2].lower()):
            continue
        if reason:
            found.setdefault((_whom(row), row["google"] or row["bing"], reason), []).append(row)
    for (whom, because, reason), rows in found.items():
        if reason == "home" or (whom, because, "home") not in found:
            yield _finding(site.robots or _robots_of(rows[0]), whom, because, reason, rows)


def _whom(row: Any) -> str:  # noqa: ANN401 - a row of a query
    if row["google"] and row["bing"]:
        return "Googlebot and Bingbot"
    return "Googlebot" if row["google"] else "Bingbot"


def _robots_of(row: Any) -> str:  # noqa: ANN401 - a row of a query
    scheme, _, rest = row["address"].partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/robots.txt"


def _finding(file: str, whom: str, because: str, reason: str, rows: list[Any]) -> SiteFinding:
    first, count = rows[0], len(rows)
    one, several, fix = {
        "asked_for": ("the page", "the pages", "Allow it, if it is to be found."),
        "home": ("the home page", "home pages", "Allow it, unless nothing of the site is to be found."),
        "listed": ("an address that the sitemap lists", "addresses that the sitemap lists", ""),
        "noindex": (
            "a page marked noindex, which is therefore never read",
            "pages marked noindex, which is therefore never read",
            "Allow the page, so that its noindex can be read.",
        ),
        "linked": ("an address that the text links to", "addresses that texts link to", ""),
    }[reason]
    what = f"{one}: {_path(first)}" if count == 1 else f"{count:,} {several}, {_path(first)} first"
    concerned = [row["linked"] if reason == "linked" else row["key"] for row in rows]
    return SiteFinding(
        file,
        f"keeps {whom} from {what} ({because})",
        fix,
        related=tuple(dict.fromkeys(concerned))[:MAX_RELATED],
    )


def _path(row: Any) -> str:  # noqa: ANN401 - a row of a query
    rest = row["address"].partition("://")[2]
    return quoted(rest[rest.find("/") :], 60)

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, outbound_links, rule


@rule(
    severity="info",
    weight=1,
    fault=True,
    evidence="convention",
    of=outbound_links,
    source="https://github.com/lycheeverse/lychee/issues/1873",
)
def unverified_external(page: Page) -> Iterator[Finding]:
    """Links to other sites answer when a program tries them.

    Why: Some sites turn programs away, are slow, or are down for an hour. Whether readers get through is not known, so
    nothing is called broken; a link that stays on this list is worth a click of your own.

    Fix: Open the link yourself. If it works, leave it.

    Notes: Judged only with `--check-external`. It costs nothing. Unverified is what is answered with 401, 403, 429, 999 or
    an error of the server (5xx), what takes too long, ends the connection, has no valid certificate, redirects in a
    circle, or lies in a private network.
    """
    for each in outbound_links(page):
        if each.reach.verdict == "unverified":
            yield Finding(each.link.span, f"{each.phrase}, which could not be verified: {each.answer}")

from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    Link,
    Page,
    calls_to_action,
    host_of,
    kind_of,
    links,
    own_host,
    quoted,
    rule,
    same_site,
)

#: Acts that may be done by a service on another site and still serve this one are not among them.
_LEADING_AWAY = frozenset({"read-more", "try", "buy", "download", "other"})


@rule(
    severity="info",
    weight=1,
    evidence="heuristic",
    of=calls_to_action,
    source="No study stands behind this rule: it asks whom the text works for.",
)
def leaves_site(page: Page) -> Iterator[Finding]:
    """At least one call to action keeps the reader on the site.

    Why: When all that a post asks for is done on another site, its readers leave and the work of winning
    them was done for somebody else.

    Fix: Add a call that leads to a page of your own: an offer, a newsletter, the next post to read.

    Notes: Advice. Requests that a service elsewhere commonly serves, such as joining a forum, registering for
    an event or subscribing, are left alone. Without a configured `site-url` every full address counts as another site: set it if your own
    pages are linked that way.
    """
    by_span = {link.span: link for link in links(page)}
    leading: list[Link] = []
    for call in calls_to_action(page):
        if call.kind not in _LEADING_AWAY:
            return
        if call.span in by_span:
            leading.append(by_span[call.span])
        elif call.linked:
            return  # a form, a button, an address: done here
    # Where no call is linked at all, the page's one link is all that the reader can follow.
    followed = leading or list(links(page))
    if not followed or not all(_leaves(page, link) for link in followed):
        return
    if not leading and len({link.target for link in followed}) > 1:
        return
    hosts = sorted({host_of(link.target) for link in followed})
    fix = (
        ""
        if own_host(page)
        else f"Add a call that leads to a page of your own; if {hosts[0]} is yours, set site-url."
    )
    yield Finding(followed[0].span, _message(followed, hosts, calls=bool(leading)), fix)


def _leaves(page: Page, link: Link) -> bool:
    return kind_of(page, link) == "external" and not same_site(page, link)


def _message(followed: list[Link], hosts: list[str], *, calls: bool) -> str:
    where = hosts[0] if len(hosts) == 1 else f"other sites ({', '.join(hosts[:3])})"
    if not calls:
        return f"the only link that a willing reader can follow leads to {where}"
    if len(followed) == 1:
        return f"the only call to action with a link, {quoted(followed[0].text)}, leads to {where}"
    return f"all {len(followed)} calls to action lead to {where}"

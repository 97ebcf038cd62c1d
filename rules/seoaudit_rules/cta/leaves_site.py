from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    Link,
    NotApplicable,
    Page,
    calls_to_action,
    domain_of,
    host_of,
    internal_links,
    kind_of,
    links,
    own_host,
    quoted,
    rule,
    same_site,
)

#: Acts that may be done by a service on another site and still serve this one are not among them.
_LEADING_AWAY = frozenset({"read-more", "try", "buy", "download", "other"})
#: Where publishers keep what is their own: code, films, shops, forms.
_PLATFORMS = frozenset(
    [
        "apple.com", "bitbucket.org", "bsky.app", "discord.com", "discord.gg", "facebook.com",
        "forms.gle", "github.com", "gitlab.com", "google.com", "gumroad.com", "instagram.com",
        "jotform.com", "linkedin.com", "medium.com", "npmjs.com", "patreon.com", "pinterest.com",
        "pypi.org", "reddit.com", "slack.com", "slideshare.net", "soundcloud.com", "speakerdeck.com",
        "spotify.com", "substack.com", "surveymonkey.com", "t.me", "tally.so", "threads.net",
        "tiktok.com", "twitch.tv", "twitter.com", "typeform.com", "vimeo.com", "x.com", "youtu.be",
        "youtube.com",
    ]
)  # fmt: skip


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    source="No study stands behind this rule: it asks whom the text works for.",
    default=False,
)
def leaves_site(page: Page) -> Iterator[Finding]:
    """At least one call to action keeps the reader on the site.

    Why: When all that a post asks for is done on another site, its readers leave and the work of winning
    them was done for somebody else.

    Fix: Add a call that leads to a page of your own: an offer, a newsletter, the next post to read.

    Notes: Requests that a service elsewhere commonly serves, such as joining a forum, registering for
    an event or subscribing, are left alone. Without a configured `site-url` a full address may be your own,
    so the rule speaks up only where the page itself tells: it addresses its own files without a host, links
    to no page beside them, and nowhere outside the link speaks of the name of the host that all calls lead
    to. Off by default: of the few posts it speaks of, half lead to a site of the author's own, or on purpose.
    """
    calls = calls_to_action(page)
    if not calls:
        raise NotApplicable("the page asks its reader to do nothing")
    by_span = {link.span: link for link in links(page)}
    leading: list[Link] = []
    for call in calls:
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
    domains = {domain_of(host_of(link.target)) for link in followed}
    if not _PLATFORMS.isdisjoint(domains) or not (own_host(page) or _is_foreign(page, domains)):
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


def _is_foreign(page: Page, domains: set[str]) -> bool:
    """Return whether a page of an unknown site shows that these are other people's."""
    if len(domains) > 1 or internal_links(page) or not _has_files_of_its_own(page):
        return False
    (domain,) = domains
    name = domain.partition(".")[0].replace("-", "")
    return name not in _spoken_of(page, domain)


def _has_files_of_its_own(page: Page) -> bool:
    """Return whether the page shows a picture by an address without a host, as its own pages would have."""
    return any(image.target and "//" not in image.target[:8] for image in page.images)


def _spoken_of(page: Page, domain: str) -> str:
    """Return all that the page says outside its links to a domain, letters and digits only."""
    said, at = [], 0
    for link in sorted(page.links, key=lambda link: link.start):
        if link.start >= at and domain_of(host_of(link.target)) == domain:
            said.append(page.text[at : link.start])
            at = link.end
    said.append(page.text[at:])
    if page.front_matter is not None:
        start, end = page.front_matter.span
        said.append(page.source.text[start:end])
    return "".join(filter(str.isalnum, " ".join(said).lower()))


def _message(followed: list[Link], hosts: list[str], *, calls: bool) -> str:
    where = hosts[0] if len(hosts) == 1 else f"other sites ({', '.join(hosts[:3])})"
    if not calls:
        return f"the only link that a willing reader can follow leads to {where}"
    if len(followed) == 1:
        return f"the only call to action with a link, {quoted(followed[0].text)}, leads to {where}"
    return f"all {len(followed)} calls to action lead to {where}"

"""The page's links, by where they lead."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from seoaudit.facts.fact import fact
from seoaudit.page import Link, Page

#: ``fragment``: within the page; ``address``: mail, telephone; ``script``: ``javascript:``; ``template``: unknown.
LinkKind = Literal["internal", "external", "fragment", "address", "script", "empty", "other"]

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ADDRESSES = ("mailto:", "tel:", "sms:", "callto:", "whatsapp:")
_TEMPLATE_LINK = re.compile(r"\{[{%][<%]?-?\s*(?:rel)?(?:ref|link|post_url|url_for|path|asset_path|url)\b")
_SITE_TEMPLATE = re.compile(r"^\s*\{\{-?\s*[\"']?(?:[$./]|site\.|page\.|config\.|base)")


@fact
def links(page: Page) -> tuple[Link, ...]:
    """Return the main content's links."""
    return tuple(link for link in page.links if link.main)


@fact
def internal_links(page: Page) -> tuple[Link, ...]:
    """Return the main content's links to other pages of the same site."""
    return tuple(link for link in links(page) if kind_of(page, link) == "internal")


@fact
def external_links(page: Page) -> tuple[Link, ...]:
    """Return the main content's links to other sites."""
    return tuple(link for link in links(page) if kind_of(page, link) == "external")


def kind_of(page: Page, link: Link) -> LinkKind:
    """Return where a link of this page leads.

    The site is the configured ``site-url``, else the page's own URL or canonical; ``www.`` and the bare
    host are one site.
    """
    return _kind(link.target, own_host(page))


@fact
def own_host(page: Page) -> str:
    """Return the site's host without ``www.``, lower case, or ``""`` when nothing tells."""
    address = page.context.site_url or page.context.url
    if not address:
        for element in page.head:
            if element.tag == "link" and "canonical" in element.attributes.get("rel", "").lower().split():
                address = element.attributes.get("href", "")
            elif element.tag == "meta" and element.attributes.get("property") == "og:url" and not address:
                address = element.attributes.get("content", "")
    return host_of(address)


@lru_cache(maxsize=4096)
def host_of(address: str) -> str:
    """Return an address's host without ``www.`` and port, lower case; ``""`` when it has none.

    >>> host_of("https://www.Example.com:8080/a"), host_of("/a")
    ('example.com', '')
    """
    try:
        host = urlsplit(address if "//" in address[:12] else "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


@lru_cache(maxsize=16384)
def _kind(target: str, own: str) -> LinkKind:
    target = target.strip()
    if not target:
        return "empty"
    if target[0] == "#":
        return "fragment"
    if target[0] == "{":
        return "internal" if _TEMPLATE_LINK.match(target) or _SITE_TEMPLATE.match(target) else "other"
    lower = target[:12].lower()
    if lower.startswith(_ADDRESSES):
        return "address"
    if lower.startswith("javascript:"):
        return "script"
    if lower.startswith(("http://", "https://", "//")):
        host = host_of(target)
        return "internal" if own and (host == own or host.endswith("." + own)) else "external"
    return "other" if _SCHEME.match(target) else "internal"

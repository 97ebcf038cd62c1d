"""The page's links, by where they lead."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from seoaudit.facts.fact import fact
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Link, Page

#: ``fragment``: within the page; ``address``: mail, telephone; ``script``: ``javascript:``; ``template``: unknown.
LinkKind = Literal["internal", "external", "fragment", "address", "script", "empty", "other"]

_SCHEME = lazy_regex(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ADDRESSES = ("mailto:", "tel:", "sms:", "callto:", "whatsapp:")
_TEMPLATE_LINK = lazy_regex(r"\{[{%][<%]?-?\s*(?:rel)?(?:ref|link|post_url|url_for|path|asset_path|url)\b")
_SITE_TEMPLATE = lazy_regex(
    r"^\s*\{\{-?\s*(?:[\"']?(?:[$./]|site\.(?!repository|github|twitter)|page\.|config\.|base)|[^}]*\|\s*(?:\w+_)?url\b)"
)

_PORTS = {"http": 80, "https": 443}
#: Second levels under which countries register names, and hosts that give each user a name of their own.
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "govt", "ne", "net", "or", "org"})
_SHARED = frozenset(
    [
        "github.io",
        "gitlab.io",
        "netlify.app",
        "netlify.com",
        "vercel.app",
        "pages.dev",
        "web.app",
        "blogspot.com",
        "wordpress.com",
        "substack.com",
        "medium.com",
        "tumblr.com",
        "readthedocs.io",
        "herokuapp.com",
        "surge.sh",
        "ghost.io",
        "neocities.org",
        "hashnode.dev",
        "bearblog.dev",
    ]
)


@fact
def links(page: Page) -> tuple[Link, ...]:
    """Return the main content's links: what a reader can click there.

    Left out are the signs that generators put next to headings (``#``, ``¶``), links that are hidden from
    readers, and in HTML addresses that are plain text.
    """
    html = page.source.media == "html"
    return tuple(
        link for link in page.links
        if link.main and not link.hidden and not (html and link.origin == "bare") and not _is_permalink(page, link)
    )  # fmt: skip


def _is_permalink(page: Page, link: Link) -> bool:
    """Return whether a link is the sign next to a heading that leads to the heading itself."""
    if link.origin != "html" or "#" not in link.target:
        return False
    if any(map(str.isalnum, link.text)):
        return False
    return page.blocks[link.block].kind == "heading" if link.block >= 0 else not link.name


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
    """Return an address's host without ``www.``, lower case, with a port that is not its scheme's; ``""`` when it has none.

    >>> host_of("https://www.Example.com:443/a"), host_of("http://localhost:8000/"), host_of("/a")
    ('example.com', 'localhost:8000', '')
    """
    try:
        parts = urlsplit(address if "//" in address[:12] else "")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    own = port is None or port == _PORTS.get(parts.scheme, port if port in _PORTS.values() else None)
    return host.removeprefix("www.") + ("" if own else f":{port}")


def same_site(page: Page, link: Link) -> bool:
    """Return whether a link stays with the publisher: internal, or at another host of the same domain.

    ``docs.example.org`` and ``blog.example.org`` are one site to a reader, though not one folder of files.
    """
    kind = kind_of(page, link)
    if kind != "external":
        return kind == "internal"
    own = own_host(page)
    return bool(own) and domain_of(host_of(link.target)) == domain_of(own)


@lru_cache(maxsize=4096)
def domain_of(host: str) -> str:
    """Return the part of a host that its owner registered; numeric ones and such without a dot are whole, with their port.

    >>> domain_of("blog.example.co.uk"), domain_of("docs.example.org:8080"), domain_of("ann.github.io")
    ('example.co.uk', 'example.org', 'ann.github.io')
    >>> domain_of("127.0.0.1:8000"), domain_of("localhost:8000")
    ('127.0.0.1:8000', 'localhost:8000')
    """
    name = host.partition(":")[0]
    if "." not in name or name.replace(".", "").isdigit():
        return host
    host = name
    labels = host.split(".")
    shared = ".".join(labels[-2:]) in _SHARED or (
        len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND_LEVEL
    )
    return ".".join(labels[-3:] if shared else labels[-2:])


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

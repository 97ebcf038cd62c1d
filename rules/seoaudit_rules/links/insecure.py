from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from seoaudit.api import (
    Applicability,
    Finding,
    Link,
    Page,
    host_of,
    kind_of,
    links,
    own_host,
    own_scheme,
    rule,
    target_edit,
)

_UNREACHABLE = (".local", ".test", ".localhost", ".example", ".invalid", ".onion", ".internal")


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    of=links,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    fixable="safe",
)
def insecure(page: Page) -> Iterator[Finding]:
    """Links use https.

    Why: Almost every site answers to https by now. A link with http costs its readers a redirect, or a
    warning, and can be tampered with on the way.

    Fix: Write https:// into the link's address, and try the link once.

    Notes: Without asking the other site nobody knows that it has https, so this is advice. Addresses that
    cannot have it (localhost, numeric and reserved ones) are left alone. The fix is safe for the site itself, where its
    own address has https, and for hosts that browsers ask over https only (Chromium's list of HSTS hosts).
    """
    for link in links(page):
        if link.target[:7].lower() != "http://":
            continue
        host = host_of(link.target)
        name = host.partition(":")[0] if host.count(":") == 1 else host  # without its port
        if (
            "." not in name
            or name.endswith(_UNREACHABLE)
            or _numeric(name)
            or name in ("example.com", "example.org")
        ):
            continue
        whose = "this site" if kind_of(page, link) == "internal" else host
        edit = target_edit(page, link, f"https{link.target[4:]}")
        message = f"the link to {whose} begins with http://"
        yield Finding(link.span, message, edits=(edit,) if edit else (), applicability=_known(page, link))


def _known(page: Page, link: Link) -> Applicability:
    """Return *safe* where it is known that the target's host has https."""
    try:
        parts = urlsplit(link.target)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return "unsafe"
    if port is not None:
        return "unsafe"
    own = host_of(link.target) == own_host(page) and own_scheme(page) == "https"
    return "safe" if own or _only_https(host) else "unsafe"


@lru_cache(maxsize=4096)
def _only_https(host: str) -> bool:
    """Return whether browsers ask a host over https whatever a link says."""
    import warnings

    from hstspreload import in_hsts_preload  # only pages with such links have use for the list

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # how the list opens its own file
            return bool(in_hsts_preload(host))
    except (ValueError, UnicodeError):
        return False


def _numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True

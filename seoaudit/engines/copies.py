"""Whether a fetched site is a copy of another one: a staging site, a preview, a mirror.

On one's own machine or network it is judged as that site. In public the copy may be what is at fault, so it is only told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from seoaudit.site.database import Site
from seoaudit.site.named_site import canonical_in, named_site, sampled
from seoaudit.site.urls import decoded, host_key, is_local, path_key, split

#: Of so many addresses at least, and such a share of them, one other host has to be named.
_LEAST, _SHARE = 3, 0.9
#: What pages name as canonical, and what sitemaps list: all of it, with the page that stands under the same path here.
_NAMED = """
    SELECT key, canonical AS address FROM pages WHERE canonical <> '' AND error = ''
"""
_LISTED = "SELECT address FROM sitemap"
_PAGES = "SELECT key FROM pages WHERE error = ''"


def copied(site: Site) -> str:
    """Return the origin of the site that a fetched one is a copy of, ``""`` for none.

    It is one if nearly all canonical links name the page's own path on one other host; where pages name none, if nearly
    all that the sitemaps list are pages of this site by their paths, on one other host.
    """
    named = [_origin(row["address"], {_path(row["key"])}) for row in site.query(_NAMED)]
    if not named:
        paths = {_path(row["key"]) for row in site.query(_PAGES)}
        named = [_origin(row["address"], paths) for row in site.query(_LISTED)]
    most = Counter(named).most_common(1)
    if not most or most[0][1] < max(_LEAST, _SHARE * len(named)):
        return ""
    origin = most[0][0]
    return "" if host_key(split(origin).host) == host_key(split(site.url).host) else origin


def published_copy(origin: str, addresses: Sequence[str], text_of: Callable[[str], str]) -> str:
    """Return the origin of the site that a host of one's own has a copy of, by some of its pages, ``""`` for none."""
    host = split(origin).host
    if not is_local(host):
        return ""
    pages = [(split(url).path or "/", canonical_in(text_of(url))) for url in sampled(addresses)]
    site = split(named_site(pages, min(_LEAST, len(pages) or 1)))
    at_top = site.host and site.path == "/" and not is_local(site.host)
    return f"{site.scheme}://{site.host}" if at_top else ""


def _origin(address: str, paths: set[str]) -> str:
    """Return the origin of an address if it is one of the paths there, otherwise ``""``."""
    parts = split(address)
    if parts.scheme not in ("http", "https") or _path(address) not in paths:
        return ""
    return f"{parts.scheme}://{parts.host}"


def _path(address: str) -> str:
    """Return the path of an address or a key, as far as it tells pages apart."""
    return path_key(decoded(split(address.partition("?")[0]).path) or "/")

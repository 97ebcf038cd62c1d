"""Where a link goes as a sign of what it is for: the sign-up page, the shop, a calendar, a mail address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from seoaudit.language.invitation_tables import Kind, Tables
from seoaudit.lazy_regex import lazy_regex

_PAGE_DEPTH = 2
_NAME_WORDS = 3
_SHORTEST_NAME = 5  # characters: shorter names of sites, such as "book", are verbs as well
_SITE_OF_OTHERS = lazy_regex(r"https?://|//", re.IGNORECASE)


def is_own(target: str | None, own_site: bool | None) -> bool | None:
    """Whether a target is on the site; None when nothing tells. A relative one always is, a placeholder is nowhere."""
    if own_site is not None or not target:
        return own_site
    return None if target == "#" or _SITE_OF_OTHERS.match(target) else True


def purpose_of(target: str, own: bool | None, tables: Tables, *, label: bool) -> Kind | None:
    """Tell what a link is for by its target alone; other people's sign-up pages do not count."""
    scheme, host, segments = _parts(target)
    rules = tables.targets
    if kind := rules.get(("scheme", scheme)):
        return kind
    labels = host.split(".")
    for at in range(len(labels) - 1):
        if kind := rules.get(("host", ".".join(labels[at:]))):
            return kind
    if own is False:
        return None
    # Deep down or on a shelf of documents it is an article about pricing, not the pricing page.
    if 0 < len(segments) <= _PAGE_DEPTH and tables.words["shelf"].isdisjoint(segments[:-1]):
        page = segments[-1].partition(".")[0]
        if kind := rules.get(("path", page)):
            return kind
    # In a sentence, app.example.com is where the reader already works: "Open the dashboard".
    return rules.get(("subdomain", labels[0])) if own and label else None


def names_its_host(label: Sequence[str], target: str) -> bool:
    """Whether a label begins with the name of the site it leads to, or says nothing else: "Visit Tally"."""
    domains = _parts(target)[1].split(".")[:-1]
    if len("".join(label[1:])) >= _SHORTEST_NAME and "".join(label[1:]) in domains:
        return True
    name = ""
    for word in label[:_NAME_WORDS]:
        name += word
        if len(name) >= _SHORTEST_NAME and name in domains:
            return True
    return False


def is_shelved(target: str, tables: Tables) -> bool:
    """Whether a target lies among documents and posts: what is there explains."""
    return not tables.words["shelf"].isdisjoint(_parts(target)[2][:-1])


@lru_cache(maxsize=2048)
def _parts(target: str) -> tuple[str, str, tuple[str, ...]]:
    """Scheme, host and path segments of a target; nothing of one that cannot be read."""
    try:
        url = urlsplit(target.strip())
        host = (url.hostname or "").removeprefix("www.")
    except ValueError:
        return "", "", ()
    return url.scheme, host, tuple(part for part in url.path.lower().split("/") if part)

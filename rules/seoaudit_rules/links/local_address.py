from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from seoaudit.api import Finding, Link, Page, host_of, lazy_regex, links, own_host, rule

_LOCAL_HOST = lazy_regex(
    r"^(?:localhost|.+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|"
    r"172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|\[?::1\]?|.+\.(?:local|test))$",
    re.IGNORECASE,
)
#: Without any of these in it a target need not be taken apart.
_HINT = lazy_regex(r"local|127|0\.0|10\.|192\.|172\.|::1|\.test", re.IGNORECASE)
#: Words of texts that set up a server on the reader's own machine.
_TUTORIAL = lazy_regex(
    r"\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0|locally|local (?:dev|server|machine|site|preview|instance)|"
    r"dev(?:elopment)? server)\b",
    re.IGNORECASE,
)


@rule(
    severity="error",
    weight=2,
    fault=True,
    evidence="convention",
    of=links,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/security/",
)
def local_address(page: Page) -> Iterator[Finding]:
    """Links lead to addresses that every reader can open.

    Why: An address of your own machine or network (localhost, 192.168.…, file://) works on your screen and for
    nobody else. Such links slip in when a text is written against a preview.

    Fix: Replace the local address with the public one, or with a path on this site.

    Notes: A tutorial may send its readers to their own machine: an address that is shown as the link's text,
    or a text that speaks of localhost or of a local server, is no fault. Nor is a link of a site on your own machine
    to itself, because servers for previews write their own address into links.
    """
    here = (
        own_host(page) if _is_local(page.context.url) else ""
    )  # a site that is audited where it is being made
    local = [
        link for link in links(page) if _is_local(link.target) and not (here and host_of(link.target) == here)
    ]
    if not local or _TUTORIAL.search(page.text) or any(_in_code(page, link) for link in local):
        return
    for link in local:
        if link.origin in ("autolink", "bare") or not link.text or link.text in link.target:
            continue
        address = link.target if len(link.target) <= 60 else link.target[:59] + "…"
        yield Finding(
            link.span, f"“{link.text}” leads to {address}, which only your own machine or network can open"
        )


def _is_local(target: str) -> bool:
    lower = target[:8].lower()
    if lower.startswith("file://"):
        return True
    if not lower.startswith(("http://", "https://", "//")) or not _HINT.search(target):
        return False
    try:
        return _LOCAL_HOST.match(urlsplit(target).hostname or "") is not None
    except ValueError:
        return False


def _in_code(page: Page, link: Link) -> bool:
    """Return whether the page's code mentions the host as well: then the reader is to run it."""
    host = urlsplit(link.target).hostname or ""
    return host != "" and any(
        host in page.source.text[code.span.start : code.span.end] for code in page.codes
    )

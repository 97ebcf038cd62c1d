from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from seoaudit.api import Finding, Page, kind_of, lazy_regex, links, quoted, rule

_MAIL = lazy_regex(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+|[^@\s]+@(?:localhost|\[[^\]\s]+\])")


@rule(
    severity="error",
    weight=3,
    fault=True,
    evidence="standard",
    of=links,
    source="https://www.rfc-editor.org/rfc/rfc6068",
)
def bad_address(page: Page) -> Iterator[Finding]:
    """Links to write or call name an address that works.

    Why: Who clicks such a link has decided to get in touch. An empty mail or a number without figures loses them
    there.

    Fix: Write the whole address: `mailto:ada@example.com`, `tel:+441632960123`.

    Notes: Links that only open a mail with subject or text (`mailto:?subject=…`) are how pages are shared, and left
    alone. Whether the address exists is not tried.
    """
    for link in links(page):
        if kind_of(page, link) != "address" or "{" in link.target or "<" in link.target:
            continue
        scheme, _, rest = link.target.partition(":")
        address, asked, query = rest.partition("?")
        kind = scheme.strip().lower()
        if kind == "mailto":
            if not address.strip():
                if not asked or not query:
                    yield Finding(link.span, f"the link {quoted(link.name)} names no mail address")
            elif not all(
                _MAIL.fullmatch(one.strip()) for one in re.split(r"[,;]", unquote(address)) if one.strip()
            ):
                yield Finding(link.span, f"{quoted(unquote(address), 60)} is no mail address")
        elif kind in ("tel", "sms", "callto") and not any(map(str.isalnum, rest)):
            yield Finding(link.span, f"the link {quoted(link.name)} names no number")
